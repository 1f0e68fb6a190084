#pragma once

#include <cstddef>
#include <map>
#include <string>

#include <nlohmann/json_fwd.hpp>

#include "graph/store.h"

namespace rapport {

// How much of what the store holds. Reads all of it once.
struct GraphCounts {
  std::map<VertexType, std::size_t> vertices;
  std::map<EdgeLabel, std::size_t> edges;
  std::size_t notes = 0;
  std::size_t links_resolved = 0;
  std::size_t links_unresolved = 0;
  std::size_t ties = 0;  // pairs of people
};

GraphCounts count_graph(const Store& store);

nlohmann::ordered_json vertices_json(const GraphCounts& counts);
nlohmann::ordered_json edges_json(const GraphCounts& counts);

}  // namespace rapport
