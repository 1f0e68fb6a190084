#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "graph/store.h"

namespace rapport {

// The whole graph in memory, read in one scan: rows of a compressed sparse matrix.
// For analyses that look at everything. Immutable; any number of threads may read it.
class Snapshot {
 public:
  explicit Snapshot(const Store& store);

  VertexId vertex_bound() const { return bound_; }
  std::span<const Tie> ties(VertexId person) const { return ties_.row(person); }
  std::span<const Arc> arcs(VertexId vertex) const { return arcs_.row(vertex); }

 private:
  template <class T>
  class Rows {
   public:
    // Rows come in ascending order of id.
    void append(VertexId id, const std::vector<T>& row) {
      offsets_.resize(static_cast<std::size_t>(id) + 1, values_.size());
      values_.insert(values_.end(), row.begin(), row.end());
      offsets_.push_back(values_.size());
    }
    std::span<const T> row(VertexId id) const {
      if (static_cast<std::size_t>(id) + 1 >= offsets_.size()) return {};
      return std::span(values_).subspan(offsets_[id], offsets_[id + 1] - offsets_[id]);
    }

   private:
    std::vector<std::size_t> offsets_;
    std::vector<T> values_;
  };

  VertexId bound_;
  Rows<Tie> ties_;
  Rows<Arc> arcs_;
};

}  // namespace rapport
