#pragma once

#include <nlohmann/json_fwd.hpp>

#include "graph/graph_counts.h"

namespace rapport {

// Every type, and the labels that there are.
nlohmann::ordered_json vertices_json(const GraphCounts& counts);
nlohmann::ordered_json edges_json(const GraphCounts& counts);

}  // namespace rapport
