#include "graph/stored_graph.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace rapport {

// Node-based maps: a reference to a list survives the arrival of others.
struct StoredGraph::Cache {
  std::unordered_map<VertexId, std::vector<Tie>> ties;
  std::map<std::pair<VertexId, VertexId>, std::optional<Tie>> single_ties;
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

const Tie* StoredGraph::tie(VertexId person, VertexId neighbor) const {
  if (const auto known = cache_->ties.find(person); known != cache_->ties.end()) {
    const std::vector<Tie>& ties = known->second;
    const auto it = std::lower_bound(ties.begin(), ties.end(), neighbor,
                                     [](const Tie& tie, VertexId id) { return tie.neighbor < id; });
    return it != ties.end() && it->neighbor == neighbor ? &*it : nullptr;
  }
  const auto [it, is_new] = cache_->single_ties.try_emplace({person, neighbor});
  if (is_new) it->second = store_->tie(person, neighbor);
  return it->second ? &*it->second : nullptr;
}

std::span<const Arc> StoredGraph::arcs(VertexId vertex) const {
  const auto [it, is_new] = cache_->arcs.try_emplace(vertex);
  if (is_new) it->second = store_->arcs(vertex);
  return it->second;
}

}  // namespace rapport
