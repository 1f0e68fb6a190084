#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "graph/schema.h"

namespace rapport {

// How much of what a store holds. Kept with it and brought up to date by each batch, as a count of
// a large store would read all of it.
struct GraphCounts {
  std::array<std::uint64_t, kVertexTypes> vertices = {};  // by VertexType
  std::array<std::uint64_t, kEdgeLabels> edges = {};      // by EdgeLabel
  std::uint64_t dangling_links = 0;  // of the edges links_to: those whose target has no note
  std::uint64_t tag_links = 0;       // of the same: those to a tag
  std::uint64_t ties = 0;            // twice the pairs of people: each knows of the other
  std::uint64_t notes = 0;           // sources with a path

  std::uint64_t of(VertexType type) const { return vertices[static_cast<std::size_t>(type)]; }
  std::uint64_t of(EdgeLabel label) const { return edges[static_cast<std::size_t>(label)]; }
  std::uint64_t tie_pairs() const { return ties / 2; }
  std::uint64_t resolved_links() const {
    return of(EdgeLabel::links_to) - tag_links - dangling_links;
  }

  friend bool operator==(const GraphCounts&, const GraphCounts&) = default;
};

}  // namespace rapport
