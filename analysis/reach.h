#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "analysis/guards.h"
#include "analysis/path_search.h"
#include "analysis/people_graph.h"

namespace rapport {

// How surely X is reached at all:
//
//   Reach(X) = 1 - product over at most three node-disjoint paths of (1 - P)
//
// of the best such set among the paths found.
struct Reach {
  double probability = 0;      // in [0, 1)
  std::vector<CostPath> ways;  // the set: no two share an intermediary
};

// `pool` are paths already found; those that remain when the people of the best ones are set aside
// are added to them. Equal sets: the one whose paths come first in the pool.
Reach find_reach(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
                 const Exclusions& exclusions, std::vector<CostPath> pool);

// The intermediaries of a path: all but its two ends.
std::set<VertexId> intermediaries(const CostPath& path);

// The arcs that guards forbid to their speakers. One that binds everyone forbids all arcs into its
// object, but those of whom a decision names to open that thread.
Exclusions forbidden_arcs(const PeopleGraph& people, const Signals& signals);

}  // namespace rapport
