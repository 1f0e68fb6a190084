#include "analysis/reach.h"

#include <algorithm>
#include <cmath>

namespace rapport {
namespace {

constexpr std::size_t kMostWays = 3;

// Of a set of paths that share nobody.
struct Choice {
  double failure = 1;  // that none of them works
  std::vector<std::size_t> paths;
};

bool are_disjoint(const CostPath& a, const CostPath& b) {
  if (a.vertices == b.vertices) return false;
  const auto mine = intermediaries(a);
  const auto theirs = intermediaries(b);
  return std::none_of(mine.begin(), mine.end(), [&](VertexId v) { return theirs.contains(v); });
}

// The best way to add paths from `next` on to those chosen.
Choice best_choice(const std::vector<CostPath>& pool, std::size_t next,
                   const std::vector<std::size_t>& chosen) {
  Choice best;
  if (chosen.size() == kMostWays) return best;
  for (std::size_t i = next; i < pool.size(); ++i) {
    const bool fits = std::all_of(chosen.begin(), chosen.end(),
                                  [&](std::size_t c) { return are_disjoint(pool[c], pool[i]); });
    if (!fits) continue;
    std::vector<std::size_t> with = chosen;
    with.push_back(i);
    Choice rest = best_choice(pool, i + 1, with);
    const double failure = (1.0 - std::exp(-pool[i].cost)) * rest.failure;
    if (failure >= best.failure) continue;
    best.failure = failure;
    best.paths = std::move(rest.paths);
    best.paths.insert(best.paths.begin(), i);
  }
  return best;
}

}  // namespace

std::set<VertexId> intermediaries(const CostPath& path) {
  if (path.vertices.size() < 3) return {};
  return {path.vertices.begin() + 1, path.vertices.end() - 1};
}

Reach find_reach(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
                 const Exclusions& exclusions, std::vector<CostPath> pool) {
  Exclusions rest = exclusions;
  for (std::size_t round = 0; round < kMostWays; ++round) {
    CostPath path = best_path(graph, from, to, max_hops, rest);
    if (path.vertices.empty()) break;
    if (path.vertices.size() == 2) rest.arcs.emplace(from, to);
    for (const VertexId v : intermediaries(path)) rest.vertices.insert(v);
    pool.push_back(std::move(path));
  }
  const Choice best = best_choice(pool, 0, {});
  Reach reach{1.0 - best.failure, {}};
  for (const std::size_t i : best.paths) reach.ways.push_back(pool[i]);
  return reach;
}

Exclusions forbidden_arcs(const PeopleGraph& people, const Signals& signals) {
  Exclusions forbidden;
  for (const Guard& guard : signals.guards()) {
    const auto bind = [&](VertexId speaker) {
      if (!signals.forbidding(speaker, guard.object).empty()) {
        forbidden.arcs.emplace(speaker, guard.object);
      }
    };
    if (guard.speaker) {
      bind(*guard.speaker);
    } else {
      for (const CostArc& arc : people.in_arcs(guard.object)) bind(arc.other);
    }
  }
  return forbidden;
}

}  // namespace rapport
