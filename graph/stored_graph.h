#pragma once

#include <memory>
#include <span>

#include "graph/store.h"

namespace rapport {

// The graph as a search sees it: loads a vertex's neighbours when they are first asked for, and
// keeps them. For questions that touch few of many vertices. Not for use by several threads.
// Spans stay valid for the life of the object.
class StoredGraph {
 public:
  explicit StoredGraph(const Store& store);
  StoredGraph(StoredGraph&&) noexcept;
  ~StoredGraph();

  const Store& store() const { return *store_; }
  VertexId vertex_bound() const { return store_->vertex_bound(); }
  std::span<const Tie> ties(VertexId person) const;
  // One of them, nullptr without it; the others need not be kept.
  const Tie* tie(VertexId person, VertexId neighbor) const;
  std::span<const Arc> arcs(VertexId vertex) const;

 private:
  struct Cache;
  const Store* store_;
  std::unique_ptr<Cache> cache_;
};

}  // namespace rapport
