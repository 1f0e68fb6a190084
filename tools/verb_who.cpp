#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {

namespace {

// What a script gets for a target whom the notes do not know: the same keys, and who may be meant.
std::string unknown_target(const Settings& settings, const Entity& from,
                           const std::vector<std::string>& suggestions) {
  nlohmann::ordered_json json;
  json["schema"] = "rapport.who/1";
  json["as_of"] = to_iso(settings.as_of);
  json["from"] = to_json(from);
  json["target"] = nullptr;
  json["status"] = "unknown";
  json["reach"] = 0.0;
  for (const char* list : {"paths", "leads", "deadlocks"})
    json[list] = nlohmann::ordered_json::array();
  json["suggestions"] = suggestions;
  return json_text(json);
}

}  // namespace

int verb_who(const Settings& settings, const WhoArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  const auto person = [&](const std::string& name) {
    return look_up(settings, store, entities, name, {VertexType::person});
  };
  WhoQuery query;
  query.from =
      arguments.from.empty() ? find_owner(settings, store, entities) : person(arguments.from);
  try {
    query.target = person(arguments.target);
  } catch (const UnknownName& e) {
    if (format == "json") {
      write_result(settings, unknown_target(settings, entities.entity(query.from), e.suggestions));
    }
    throw;
  }
  query.paths = arguments.paths;
  query.max_hops = arguments.max_hops;
  if (!arguments.without.empty()) query.without = person(arguments.without);
  if (query.from == query.target) throw UsageError("that is the one who asks");
  if (query.without == query.from || query.without == query.target) {
    throw UsageError("--without names an end of the path");
  }

  // Ties of the vault's owner count as direct ones, whoever asks.
  const auto owner = find_owner_if_named(settings, store, entities);
  const StoredGraph graph(store);
  const PeopleGraph people(graph, owner.value_or(query.from), settings.as_of, settings.parameters);
  const Signals signals(store, settings.as_of, settings.parameters);
  const Connections connections = find_connections(people, signals, entities, query);

  if (format == "json") {
    write_result(settings, json_text(to_json(connections)));
  } else {
    Report report = to_report(connections);
    if (arguments.explain) {
      report.sections.push_back(explain(connections, settings.parameters, people.median_degree()));
    }
    write_report(settings, report, format);
  }
  return connections.status == ConnectionStatus::unconnected && connections.leads.empty()
             ? kNothingFound
             : kDone;
}

}  // namespace rapport
