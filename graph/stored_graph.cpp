#include "graph/stored_graph.h"

#include <unordered_map>

namespace rapport {

// Node-based maps: a reference to a list survives the arrival of others.
struct StoredGraph::Cache {
  std::unordered_map<VertexId, std::vector<Tie>> ties;
  std::unordered_map<VertexId, std::vector<Arc>> arcs;
};

StoredGraph::StoredGraph(const Store& store) : store_(&store), cache_(std::make_unique<Cache>()) {}
StoredGraph::StoredGraph(StoredGraph&&) noexcept = default;
StoredGraph::~StoredGraph() = default;

std::span<const Tie> StoredGraph::ties(VertexId person) const {
  const auto [it, is_new] = cache_->ties.try_emplace(person);
  if (is_new) it->second = store_->ties(person);
  return it->second;
}

std::span<const Arc> StoredGraph::arcs(VertexId vertex) const {
  const auto [it, is_new] = cache_->arcs.try_emplace(vertex);
  if (is_new) it->second = store_->arcs(vertex);
  return it->second;
}

}  // namespace rapport
