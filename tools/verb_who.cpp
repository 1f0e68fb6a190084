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
  json["speakers"] = nlohmann::ordered_json::array();
  json["unlock"] = nullptr;
  for (const char* list : {"obstacles", "contradictions"})
    json[list] = nlohmann::ordered_json::array();
  json["suggestions"] = suggestions;
  return json_text(json);
}

void check_targets(const WhoArguments& arguments) {
  int given = 0;
  for (const std::string* one :
       {&arguments.target, &arguments.organization, &arguments.role, &arguments.any_executive}) {
    given += one->empty() ? 0 : 1;
  }
  if (given != 1) {
    throw UsageError("name one target: a person, --org NAME, --role TITLE or --any-executive NAME");
  }
}

// Ties of the vault's owner count as direct ones, whoever asks.
VertexId owner_of_ties(const Settings& settings, const Store& store, EntityReader& entities,
                       VertexId from) {
  return find_owner_if_named(settings, store, entities).value_or(from);
}

// How the numbers of an answer come about, and what would change them.
void add_explanation(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                     const WhoQuery& query, const Connections& c, const std::string& whose,
                     Report& report) {
  const RankingChanges changes = find_ranking_changes(people, signals, entities, query, c);
  for (ReportSection section :
       {to_section(changes), explain(c, people.parameters(), people.median_degree())}) {
    section.heading += whose;
    report.sections.push_back(std::move(section));
  }
}

int answer_group(const Settings& settings, const Store& store, EntityReader& entities,
                 const WhoArguments& arguments, WhoQuery query, const std::string& format) {
  TargetGroup group;
  group.role = arguments.role;
  if (!arguments.role.empty()) {
    group.kind = TargetKind::role;
  } else {
    const bool whole = arguments.any_executive.empty();
    group.kind = whole ? TargetKind::organization : TargetKind::executives;
    group.organization =
        look_up(settings, store, entities, whole ? arguments.organization : arguments.any_executive,
                {VertexType::organization});
  }
  const StoredGraph graph(store);
  const PeopleGraph people(graph, owner_of_ties(settings, store, entities, query.from),
                           settings.as_of, settings.parameters);
  const Signals signals(store, settings.as_of, settings.parameters);
  const WaysIn ways = find_ways_in(people, signals, entities, group, query);
  if (format == "json") {
    write_result(settings, json_text(to_json(ways)));
  } else {
    Report report = to_report(ways);
    if (arguments.explain) {
      for (const Connections& c : ways.targets) {
        if (c.paths.empty()) continue;
        query.target = c.target.vertex;
        add_explanation(people, signals, entities, query, c, ": " + c.target.name, report);
      }
    }
    write_report(settings, report, format);
  }
  return has_any_way(ways) ? kDone : kNothingFound;
}

}  // namespace

int verb_who(const Settings& settings, const WhoArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  check_targets(arguments);
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  const auto person = [&](const std::string& name) {
    return look_up(settings, store, entities, name, {VertexType::person});
  };
  WhoQuery query;
  query.from =
      arguments.from.empty() ? find_owner(settings, store, entities) : person(arguments.from);
  query.paths = arguments.paths;
  query.max_hops = arguments.max_hops;
  query.with_terms = arguments.explain;
  if (!arguments.without.empty()) query.without = person(arguments.without);
  if (query.without == query.from) throw UsageError("--without names an end of the path");
  if (arguments.target.empty()) {
    return answer_group(settings, store, entities, arguments, query, format);
  }
  try {
    query.target = person(arguments.target);
  } catch (const UnknownName& e) {
    if (format == "json") {
      write_result(settings, unknown_target(settings, entities.entity(query.from), e.suggestions));
    }
    throw;
  }
  if (query.from == query.target) throw UsageError("that is the one who asks");
  if (query.without == query.target) throw UsageError("--without names an end of the path");

  const StoredGraph graph(store);
  const PeopleGraph people(graph, owner_of_ties(settings, store, entities, query.from),
                           settings.as_of, settings.parameters);
  const Signals signals(store, settings.as_of, settings.parameters);
  const Connections connections = find_connections(people, signals, entities, query);

  if (format == "json") {
    write_result(settings, json_text(to_json(connections)));
  } else {
    Report report = to_report(connections);
    if (arguments.explain) {
      add_explanation(people, signals, entities, query, connections, "", report);
    }
    write_report(settings, report, format);
  }
  return connections.status == ConnectionStatus::unconnected && connections.leads.empty()
             ? kNothingFound
             : kDone;
}

}  // namespace rapport
