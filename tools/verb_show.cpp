#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

// What is past due and concerns the entity, though it stands with its owner and in another note.
void add_commitments(const Settings& settings, const StoredGraph& graph, EntityReader& entities,
                     EntityDetails& details) {
  const VertexId shown = details.entity.vertex;
  const VertexType type = details.entity.type;
  if (type != VertexType::person && type != VertexType::organization &&
      type != VertexType::project) {
    return;
  }
  const auto owner = owner_if_known(settings, graph.store(), entities);
  if (!owner || shown == *owner) return;  // whose tasks all stand with them
  std::set<Citation> told;
  for (const TaskFinding& task : details.tasks) {
    told.insert(task.evidence.begin(), task.evidence.end());
  }
  for (CommitmentFinding& c :
       find_commitments(graph, entities, {*owner, settings.as_of, std::nullopt, shown})) {
    const bool is_told = std::any_of(c.task.evidence.begin(), c.task.evidence.end(),
                                     [&](const Citation& place) { return told.contains(place); });
    if (!is_told) details.tasks.push_back(std::move(c.task));
  }
  sort_tasks(details.tasks);
}

}  // namespace

int verb_show(const Settings& settings, const std::string& name) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  VertexId vertex = 0;
  try {
    vertex = look_up(settings, store, entities, name, {});
  } catch (const UnknownName&) {
    if (format == "json") {  // the same keys, with nothing behind them
      nlohmann::ordered_json json = to_json(EntityDetails{});
      json["entity"] = nullptr;
      write_result(settings, json_text(json));
    }
    throw;
  }
  const StoredGraph graph(store);
  EntityDetails details = describe_entity(graph, entities, vertex, settings.as_of);
  add_commitments(settings, graph, entities, details);
  if (format == "json") {
    write_result(settings, json_text(to_json(details)));
  } else {
    write_report(settings, to_report(details), format);
  }
  return kDone;
}

}  // namespace rapport
