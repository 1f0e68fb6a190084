#include "analysis/ranked_paths.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <utility>

#include "analysis/reach.h"

namespace rapport {
namespace {

// The part of the smaller set that both share; paths without intermediaries overlap with none.
double overlap_of(const std::set<VertexId>& a, const std::set<VertexId>& b) {
  if (a.empty() || b.empty()) return 0;
  const auto shared = std::count_if(a.begin(), a.end(), [&](VertexId v) { return b.contains(v); });
  return static_cast<double>(shared) / static_cast<double>(std::min(a.size(), b.size()));
}

}  // namespace

double probability_of(const CostPath& path) { return std::exp(-path.cost); }

void sort_paths(std::vector<CostPath>& paths, EntityReader& entities) {
  const auto keys = [&](const CostPath& path) {
    std::vector<std::string> list;
    for (const VertexId v : path.vertices) list.push_back(entities.vertex(v).key);
    return list;
  };
  std::stable_sort(paths.begin(), paths.end(), [&](const CostPath& a, const CostPath& b) {
    const double difference = a.cost - b.cost;
    if (std::abs(difference) > 1e-9) return difference < 0;
    if (a.vertices.size() != b.vertices.size()) return a.vertices.size() < b.vertices.size();
    return keys(a) < keys(b);
  });
}

std::vector<CostPath> ranked_paths(const CostGraph& graph, EntityReader& entities,
                                   const PathQuestion& question, const Exclusions& exclusions) {
  std::vector<CostPath> paths =
      best_paths(graph, question.from, question.to, question.max_hops, question.k, exclusions);
  sort_paths(paths, entities);
  return paths;
}

CostPath best_ranked_path(const CostGraph& graph, EntityReader& entities, PathQuestion question,
                          const Exclusions& exclusions) {
  question.k = 1;  // and all that cost the same
  auto paths = ranked_paths(graph, entities, question, exclusions);
  return paths.empty() ? CostPath{} : std::move(paths.front());
}

std::vector<CostPath> diverse_paths(const std::vector<CostPath>& paths, std::size_t most,
                                    double overlap) {
  std::vector<CostPath> chosen;
  for (const CostPath& path : paths) {
    if (chosen.size() >= most) break;
    const auto mine = intermediaries(path);
    const bool fresh = std::all_of(chosen.begin(), chosen.end(), [&](const CostPath& other) {
      return overlap_of(mine, intermediaries(other)) <= overlap;
    });
    if (fresh) chosen.push_back(path);
  }
  return chosen;
}

bool is_blocked(const CostPath& path, const Exclusions& forbidden) {
  for (std::size_t i = 0; i + 1 < path.vertices.size(); ++i) {
    if (forbidden.has_arc(path.vertices[i], path.vertices[i + 1])) return true;
  }
  return false;
}

std::vector<CostPath> blocked_paths(const CostGraph& graph, EntityReader& entities,
                                    const PathQuestion& question, const Exclusions& excluded,
                                    const Exclusions& forbidden) {
  std::vector<CostPath> paths = ranked_paths(graph, entities, question, excluded);
  std::erase_if(paths, [&](const CostPath& path) { return !is_blocked(path, forbidden); });
  for (const auto& [speaker, object] : forbidden.arcs) {
    if (object != question.to || excluded.vertices.contains(speaker)) continue;
    Exclusions before = excluded;
    before.vertices.insert(question.to);
    CostPath path{{speaker}, 0};
    if (speaker != question.from) {
      path = best_ranked_path(graph, entities, {question.from, speaker, question.max_hops - 1, 1},
                              before);
    }
    if (path.vertices.empty()) continue;
    path.vertices.push_back(question.to);
    path.cost = path_cost(graph, path.vertices);
    const bool known = std::any_of(paths.begin(), paths.end(), [&](const CostPath& other) {
      return other.vertices == path.vertices;
    });
    if (!known && std::isfinite(path.cost)) paths.push_back(std::move(path));
  }
  sort_paths(paths, entities);
  return paths;
}

}  // namespace rapport
