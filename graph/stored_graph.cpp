#include "graph/stored_graph.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace rapport {

// Node-based maps: a reference to a list survives the arrival of others.
struct StoredGraph::Cache {
  std::unordered_map<VertexId, std::vector<Tie>> ties;
  // Of whose list nobody needed more: the neighbour asked for, and the tie.
  std::unordered_map<VertexId, std::pair<VertexId, std::optional<Tie>>> single_ties;
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
  if (!cache_->ties.contains(person)) {
    const auto [it, is_new] = cache_->single_ties.try_emplace(person, neighbor, std::nullopt);
    auto& [asked, tie] = it->second;
    if (is_new) tie = store_->tie(person, neighbor);
    if (asked == neighbor) return tie ? &*tie : nullptr;
  }
  // Whoever asks for a second one may ask for many.
  const std::span<const Tie> all = ties(person);
  const auto it = std::lower_bound(all.begin(), all.end(), neighbor,
                                   [](const Tie& tie, VertexId id) { return tie.neighbor < id; });
  return it != all.end() && it->neighbor == neighbor ? &*it : nullptr;
}

std::span<const Arc> StoredGraph::arcs(VertexId vertex) const {
  const auto [it, is_new] = cache_->arcs.try_emplace(vertex);
  if (is_new) it->second = store_->arcs(vertex);
  return it->second;
}

}  // namespace rapport
