#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

constexpr std::size_t kTextLimit = 20;

}  // namespace

int verb_stale(const Settings& settings, const StaleArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const auto type = vertex_type_of(arguments.type);
  const bool known =
      type == VertexType::person || type == VertexType::organization || type == VertexType::project;
  if (!known) throw UsageError("--type takes person, organization or project");
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  StaleQuery query;
  query.owner = find_owner(settings, store, entities);
  query.as_of = settings.as_of;
  query.type = *type;
  if (!arguments.account.empty()) {
    query.account =
        look_up(settings, store, entities, arguments.account, {VertexType::organization});
  }
  const StoredGraph graph(store);
  const Signals signals(store, settings.as_of, settings.parameters);
  const std::size_t limit = arguments.limit.value_or(
      format == "json" ? std::numeric_limits<std::size_t>::max() : kTextLimit);
  query.most_cited = limit;
  if (query.type == VertexType::person) {
    const auto fit =
        fit_relationships(store.ties(query.owner), settings.as_of, settings.parameters);
    if (fit) query.lifetime = fit->parameters;
  }
  const auto relationships = find_stale(graph, signals, entities, query, settings.parameters);
  if (format == "json") {
    write_result(settings, json_text(to_json(relationships, query.as_of, limit)));
  } else {
    write_report(settings, to_report(relationships, query, limit), format);
  }
  if (relationships.empty()) {
    say(settings, fmt::format("rapport: no {} to report on", arguments.type));
    return kNothingFound;
  }
  return kDone;
}

}  // namespace rapport
