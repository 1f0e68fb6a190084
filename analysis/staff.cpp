#include "analysis/staff.h"

#include <algorithm>
#include <map>
#include <optional>

namespace rapport {
namespace {

// With the last day on which it was said that they work there.
std::map<VertexId, std::optional<Date>> employments(const StoredGraph& graph, VertexId organization,
                                                    Date as_of) {
  std::map<VertexId, std::optional<Date>> last_said;
  for (const Arc& arc : graph.arcs(organization)) {
    if (arc.label != EdgeLabel::works_at || arc.direction != Direction::in) continue;
    if (arc.date && *arc.date > as_of) continue;
    std::optional<Date>& last = last_said[arc.other];
    last = std::max(last, arc.date);
  }
  return last_said;
}

}  // namespace

std::vector<VertexId> people_of(const StoredGraph& graph, VertexId organization, Date as_of) {
  std::vector<VertexId> people;
  for (const auto& [person, last] : employments(graph, organization, as_of)) {
    people.push_back(person);
  }
  return people;
}

std::vector<VertexId> staff_of(const StoredGraph& graph, const Signals& signals,
                               EntityReader& entities, VertexId organization, Date as_of) {
  std::vector<VertexId> staff;
  for (const auto& [person, last] : employments(graph, organization, as_of)) {
    if (entities.vertex(person).type != VertexType::person) continue;
    const Record* left = signals.left(person);
    if (left == nullptr || (left->date && last && *last > *left->date)) staff.push_back(person);
  }
  return staff;
}

}  // namespace rapport
