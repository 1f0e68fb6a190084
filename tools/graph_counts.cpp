#include "tools/graph_counts.h"

#include <nlohmann/json.hpp>

namespace rapport {

GraphCounts count_graph(const Store& store) {
  GraphCounts counts;
  for (std::size_t i = 0; i < vertex_type_names().size(); ++i) {
    counts.vertices[static_cast<VertexType>(i)] = 0;
  }
  std::vector<bool> is_tag(store.vertex_bound());
  store.for_each_vertex([&](const Vertex& v) {
    ++counts.vertices[v.type];
    is_tag[v.id] = v.type == VertexType::tag;
  });
  store.for_each_arc_list([&](VertexId, const std::vector<Arc>& arcs) {
    for (const Arc& arc : arcs) {
      if (arc.direction != Direction::out) continue;
      ++counts.edges[arc.label];
      if (arc.label != EdgeLabel::links_to || is_tag[arc.other]) continue;
      ++(arc.method == Method::dangling ? counts.links_unresolved : counts.links_resolved);
    }
  });
  counts.ties = store.tie_count() / 2;  // each has two ends
  store.for_each_source([&](const Store::Source& source) {
    if (!source.path.empty()) ++counts.notes;
  });
  return counts;
}

nlohmann::ordered_json vertices_json(const GraphCounts& counts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [type, count] : counts.vertices) json[std::string(to_string(type))] = count;
  return json;
}

nlohmann::ordered_json edges_json(const GraphCounts& counts) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [label, count] : counts.edges) json[std::string(to_string(label))] = count;
  return json;
}

}  // namespace rapport
