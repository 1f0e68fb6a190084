#include "analysis/show.h"

#include <algorithm>

#include "analysis/superseded.h"
#include "graph/name_key.h"

namespace rapport {
namespace {

std::vector<EdgeFinding> edges_of(const StoredGraph& graph, EntityReader& entities, VertexId vertex,
                                  Date as_of) {
  // The same edge, said by several notes, is shown once with all its places.
  std::map<std::tuple<EdgeLabel, Direction, VertexId, std::optional<Date>>, std::vector<Evidence>>
      grouped;
  for (const Arc& arc : graph.arcs(vertex)) {
    if (arc.date && *arc.date > as_of) continue;
    grouped[{arc.label, arc.direction, arc.other, arc.date}].push_back(arc.evidence);
  }
  std::vector<EdgeFinding> edges;
  for (auto& [key, evidence] : grouped) {
    const auto& [label, direction, other, date] = key;
    edges.push_back(
        {label, direction, entities.entity(other), date, entities.citations(std::move(evidence))});
  }
  std::sort(edges.begin(), edges.end(), [](const EdgeFinding& a, const EdgeFinding& b) {
    if (a.label != b.label) return a.label < b.label;
    if (a.direction != b.direction) return a.direction < b.direction;
    if (a.date != b.date) return a.date > b.date;
    return by_name(a.other) < by_name(b.other);
  });
  return edges;
}

// Records of one kind and text are one statement with all its places.
void add_statements(std::vector<Record> records, EntityReader& entities, Date as_of,
                    std::vector<StatementFinding>& statements) {
  std::erase_if(records, [&](const Record& record) {
    return record.kind == RecordKind::task || (record.date && *record.date > as_of);
  });
  drop_superseded(records);
  std::map<std::pair<RecordKind, std::string>, StatementFinding> by_text;
  for (const Record& record : records) {
    StatementFinding& s = by_text[{record.kind, fold_name(record.text)}];
    s.kind = record.kind;
    // Of several spellings always the same one.
    if (s.text.empty() || record.text < s.text) s.text = record.text;
    if (!s.date || (record.date && *record.date < *s.date)) s.date = record.date;
    s.evidence.push_back(entities.citation(record.evidence));
  }
  for (auto& [key, statement] : by_text) {
    std::sort(statement.evidence.begin(), statement.evidence.end());
    const auto last = std::unique(statement.evidence.begin(), statement.evidence.end());
    statement.evidence.erase(last, statement.evidence.end());
    statements.push_back(std::move(statement));
  }
}

}  // namespace

EntityDetails describe_entity(const StoredGraph& graph, EntityReader& entities, VertexId vertex,
                              Date as_of) {
  EntityDetails details;
  const Vertex& v = entities.vertex(vertex);
  details.entity = to_entity(v);
  details.as_of = as_of;
  details.date = v.date;
  details.properties = v.properties;
  for (const Property& p : v.properties) {
    details.property_places.push_back(entities.citation(p.evidence));
  }
  details.edges = edges_of(graph, entities, vertex, as_of);
  const std::vector<Record> records = graph.store().records(vertex);
  add_statements(records, entities, as_of, details.statements);
  add_statements(graph.store().signals(vertex), entities, as_of, details.statements);
  std::sort(details.statements.begin(), details.statements.end(),
            [](const StatementFinding& a, const StatementFinding& b) {
              return std::tie(a.kind, a.evidence, a.text) < std::tie(b.kind, b.evidence, b.text);
            });
  for (const Record& record : records) {
    if (record.kind == RecordKind::task) details.tasks.push_back(to_task(record, entities, as_of));
  }
  sort_tasks(details.tasks);
  return details;
}

void sort_tasks(std::vector<TaskFinding>& tasks) {
  std::sort(tasks.begin(), tasks.end(), [](const TaskFinding& a, const TaskFinding& b) {
    return std::tuple(!a.open, !a.overdue, a.due.value_or(Date::max()), a.evidence) <
           std::tuple(!b.open, !b.overdue, b.due.value_or(Date::max()), b.evidence);
  });
}

}  // namespace rapport
