#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <queue>
#include <span>
#include <vector>

#include <tsl/robin_map.h>

#include "analysis/path_search.h"

namespace rapport {

// Lower bounds of what remains to be paid from a vertex to the target of a search: the potentials
// of path_search.cpp, for all searches of one target: RemainingCosts under the same exclusions.

// By cost: exact near the target, and elsewhere at least as much as the farthest that is known. A
// Dijkstra search from the target, which grows while it is in use.
class RemainingCosts {
 public:
  RemainingCosts(const CostGraph& graph, VertexId to, const Exclusions& exclusions);

  // All that is paid behind `v`, the passage through it included: `least` or, where it is exact,
  // precisely that. Never more than what it costs to go on over an arc: the bound of the next
  // vertex and the way there.
  struct Bound {
    double least = 0;
    bool is_exact = false;
  };
  Bound at(VertexId v) const;

  // Settles one more vertex, if there is one.
  void grow();

 private:
  struct Settled {
    VertexId vertex = 0;
    double cost = 0;  // to the target, with the passage through the vertex
    std::span<const CostArc> in_arcs;
  };
  // The cheapest arc of a settled vertex that comes from one that is not: each has one in the queue
  // instead of all that lead to it.
  struct Frontier {
    double cost = 0;  // from the arc's start to the target
    std::uint32_t settled = 0;
    std::uint32_t arc = 0;
    friend auto operator<=>(const Frontier&, const Frontier&) = default;
  };

  void settle(VertexId v, double cost);
  void push_next(std::uint32_t settled, std::size_t arc);
  bool is_open(VertexId from, std::uint32_t settled) const;

  const CostGraph& graph_;
  const Exclusions& exclusions_;
  tsl::robin_map<VertexId, std::uint32_t> places_;  // in settled_
  std::vector<Settled> settled_;
  std::priority_queue<Frontier, std::vector<Frontier>, std::greater<>> queue_;
};

// By hops: the least cost over at most one arc and over at most two. Where few hops are allowed,
// costs alone say little. Of all arcs, whatever a search must not use: that makes its ways no
// cheaper.
class LastHops {
 public:
  // Knows the last `hops` hops, at most two.
  LastHops(const CostGraph& graph, VertexId to, int hops);

  // The passage through `v` is not included. 0 where more hops are left than this knows of.
  double least(VertexId v, int hops) const;

 private:
  using Costs = std::array<double, 2>;  // within one arc, within two

  void lower(VertexId v, std::size_t hops, double cost);

  VertexId to_;
  int hops_;
  tsl::robin_map<VertexId, Costs> costs_;
};

}  // namespace rapport
