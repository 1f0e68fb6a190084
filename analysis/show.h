#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/account_report.h"
#include "analysis/entity.h"
#include "graph/stored_graph.h"

namespace rapport {

// Everything that is known of one entity.

struct EdgeFinding {
  EdgeLabel label = EdgeLabel::links_to;
  Direction direction = Direction::out;
  Entity other;
  std::optional<Date> date;
  std::vector<Citation> evidence;  // each note that says so
};

struct EntityDetails {
  Entity entity;
  Date as_of;
  std::optional<Date> date;               // of a meeting
  std::vector<Property> properties;       // each name once or more
  std::vector<Citation> property_places;  // one for each property
  std::vector<EdgeFinding> edges;         // by label, direction, date (latest first), name
  std::vector<StatementFinding> statements;
  std::vector<TaskFinding> tasks;
};

EntityDetails describe_entity(const StoredGraph& graph, EntityReader& entities, VertexId vertex,
                              Date as_of);

// Open ones first, of these what is overdue, by due date.
void sort_tasks(std::vector<TaskFinding>& tasks);

}  // namespace rapport
