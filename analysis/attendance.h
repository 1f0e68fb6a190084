#pragma once

#include <vector>

#include "graph/stored_graph.h"

namespace rapport {

// The lines that put two people into a meeting.
std::vector<Evidence> attendance(const StoredGraph& graph, VertexId meeting, VertexId a,
                                 VertexId b);

}  // namespace rapport
