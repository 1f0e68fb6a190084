#pragma once

#include <cstddef>
#include <vector>

#include "analysis/entity.h"
#include "analysis/path_search.h"

namespace rapport {

// The paths of an answer, in the order in which it shows them.

struct PathQuestion {
  VertexId from = 0;
  VertexId to = 0;
  int max_hops = 3;
  std::size_t k = 10;  // paths that are searched
};

// Cheapest first; equals by hops and by the keys along the way, so that ids play no part.
std::vector<CostPath> ranked_paths(const CostGraph& graph, EntityReader& entities,
                                   const PathQuestion& question, const Exclusions& exclusions);
// The first of them, however many are searched; empty if there is none.
CostPath best_ranked_path(const CostGraph& graph, EntityReader& entities, PathQuestion question,
                          const Exclusions& exclusions);
void sort_paths(std::vector<CostPath>& paths, EntityReader& entities);

// The first `most` of sorted paths of which none shares more than the part `overlap` of its
// intermediaries with a better one.
std::vector<CostPath> diverse_paths(const std::vector<CostPath>& paths, std::size_t most,
                                    double overlap);

// Takes an arc that is forbidden.
bool is_blocked(const CostPath& path, const Exclusions& forbidden);

// The best of all paths that take a forbidden arc, and the best one over each forbidden last hop:
// however many allowed ones are cheaper, a guard on the target is seen. `excluded` is left out
// altogether. Sorted as above.
std::vector<CostPath> blocked_paths(const CostGraph& graph, EntityReader& entities,
                                    const PathQuestion& question, const Exclusions& excluded,
                                    const Exclusions& forbidden);

double probability_of(const CostPath& path);  // e^-cost

}  // namespace rapport
