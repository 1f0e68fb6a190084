#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/schema.h"

namespace rapport {

// Best paths in a directed graph of non-negative costs, where passing *through* a vertex costs too.

struct CostArc {
  VertexId other = 0;
  double cost = 0;
};

class LastHops;

// By cost, then by vertex.
void sort_by_cost(std::vector<CostArc>& arcs);

// The graph, loaded as the search asks for it. Arcs are as sort_by_cost() leaves them. Spans stay
// valid for the life of the object.
class CostGraph {
 public:
  CostGraph();
  virtual ~CostGraph();
  CostGraph(CostGraph&&) noexcept;
  CostGraph& operator=(CostGraph&&) noexcept;
  virtual std::span<const CostArc> out_arcs(VertexId v) const = 0;
  virtual std::span<const CostArc> in_arcs(VertexId v) const = 0;  // other -> v
  virtual double cost_through(VertexId v) const = 0;

  // What the last hops to a target cost at least (analysis/remaining_costs.h), made when it is
  // first asked for: a question is some ten searches for one target.
  const LastHops& last_hops(VertexId to, int hops) const;

 private:
  mutable std::map<std::pair<VertexId, int>, std::unique_ptr<const LastHops>> last_hops_;
};

struct CostPath {
  std::vector<VertexId> vertices;  // from first to last
  double cost = 0;
};

// What a search must not use.
struct Exclusions {
  std::unordered_set<VertexId> vertices;
  std::set<std::pair<VertexId, VertexId>> arcs;

  bool has_vertex(VertexId v) const { return !vertices.empty() && vertices.contains(v); }
  bool has_arc(VertexId from, VertexId to) const {
    return !arcs.empty() && arcs.contains({from, to});
  }
};

// The cheapest path of at most `max_hops` arcs, empty if there is none. Exact. A* from the start,
// guided by a Dijkstra search from the target that advances in turn with it; few hops are also met
// from behind. Settles about the vertices that are nearer than half of the answer.
CostPath best_path(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
                   const Exclusions& exclusions);

// The k cheapest loopless paths, ascending by cost, and all that cost the same as the k-th one (up
// to 200 in all), so that the caller can break ties as it likes. Yen's algorithm with Lawler's
// rule (Yen 1971, Lawler 1972); what is known around the target serves all of its searches, and
// none of them looks beyond the k-th cheapest path known.
std::vector<CostPath> best_paths(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
                                 std::size_t k, const Exclusions& exclusions);

// The cost of a given path, summed from its start: the same for every way it was found.
double path_cost(const CostGraph& graph, const std::vector<VertexId>& vertices);

}  // namespace rapport
