#pragma once

#include <vector>

#include "analysis/entity.h"
#include "analysis/guards.h"
#include "graph/stored_graph.h"

namespace rapport {

// Who works at an organization, as notes tell up to a day. Both ascending by id.

// Everybody of whom it was said, also those who have left.
std::vector<VertexId> people_of(const StoredGraph& graph, VertexId organization, Date as_of);

// People who are still there: nobody said that they left, or it was said before they came.
std::vector<VertexId> staff_of(const StoredGraph& graph, const Signals& signals,
                               EntityReader& entities, VertexId organization, Date as_of);

}  // namespace rapport
