#include "tools/graph_counts.h"

#include <nlohmann/json.hpp>

namespace rapport {

nlohmann::ordered_json vertices_json(const GraphCounts& counts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  const auto names = vertex_type_names();
  for (std::size_t i = 0; i < names.size(); ++i) json[std::string(names[i])] = counts.vertices[i];
  return json;
}

nlohmann::ordered_json edges_json(const GraphCounts& counts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  const auto names = edge_label_names();
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (counts.edges[i] > 0) json[std::string(names[i])] = counts.edges[i];
  }
  return json;
}

}  // namespace rapport
