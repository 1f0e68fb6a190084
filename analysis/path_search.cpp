#include "analysis/path_search.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <map>
#include <optional>
#include <queue>
#include <unordered_map>

namespace rapport {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Two costs that differ by less are one cost, summed in different orders.
constexpr double kCostTolerance = 1e-12;
constexpr std::size_t kMostPaths = 200;

// A way from one end to a vertex, not counting the passage through that vertex.
struct Label {
  VertexId vertex = 0;
  int hops = 0;
  double cost = 0;
  int parent = -1;
};

// One direction of the search.
class Frontier {
 public:
  Frontier(const CostGraph& graph, VertexId start, bool forward)
      : graph_(graph), start_(start), forward_(forward) {
    push({start, 0, 0, -1});
  }

  bool empty() const { return queue_.empty(); }
  double least_cost() const { return queue_.empty() ? kInfinity : queue_.top().first; }
  const Label& label(int index) const { return labels_[static_cast<std::size_t>(index)]; }
  const std::vector<int>& labels_at(VertexId v) const {
    static const std::vector<int> kNone;
    const auto it = at_.find(v);
    return it == at_.end() ? kNone : it->second;
  }

  // Takes the cheapest label and reaches on from it. Calls `reached` for each new label.
  template <class Reached>
  void step(int max_hops, const Exclusions& exclusions, const Reached& reached) {
    const int index = queue_.top().second;
    queue_.pop();
    const Label from = label(index);
    if (from.hops >= max_hops || is_beaten(from, index)) return;
    const double passage = from.vertex == start_ ? 0 : graph_.cost_through(from.vertex);
    for (const CostArc& arc : arcs(from.vertex)) {
      if (exclusions.vertices.contains(arc.other)) continue;
      const auto ends =
          forward_ ? std::pair(from.vertex, arc.other) : std::pair(arc.other, from.vertex);
      if (!exclusions.arcs.empty() && exclusions.arcs.contains(ends)) continue;
      const Label next{arc.other, from.hops + 1, from.cost + passage + arc.cost, index};
      if (is_beaten(next, -1)) continue;
      reached(push(next));
    }
  }

  // The vertices from this end to the label's vertex.
  std::vector<VertexId> trace(int index) const {
    std::vector<VertexId> vertices;
    for (; index >= 0; index = label(index).parent) vertices.push_back(label(index).vertex);
    std::reverse(vertices.begin(), vertices.end());
    return vertices;
  }

 private:
  std::span<const CostArc> arcs(VertexId v) const {
    return forward_ ? graph_.out_arcs(v) : graph_.in_arcs(v);
  }

  // Another label reaches the same vertex at no more cost in no more hops.
  bool is_beaten(const Label& candidate, int self) const {
    const std::vector<int>& others = labels_at(candidate.vertex);
    return std::any_of(others.begin(), others.end(), [&](int index) {
      const Label& other = label(index);
      if (index == self || other.cost > candidate.cost || other.hops > candidate.hops) return false;
      // Of two equals the earlier one stands.
      return other.cost < candidate.cost || other.hops < candidate.hops || self < 0 || index < self;
    });
  }

  int push(const Label& next) {
    const auto index = static_cast<int>(labels_.size());
    labels_.push_back(next);
    at_[next.vertex].push_back(index);
    queue_.emplace(next.cost, index);
    return index;
  }

  using Entry = std::pair<double, int>;
  const CostGraph& graph_;
  VertexId start_;
  bool forward_;
  std::vector<Label> labels_;
  std::unordered_map<VertexId, std::vector<int>> at_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> queue_;
};

bool is_loopless(std::vector<VertexId> vertices) {
  std::sort(vertices.begin(), vertices.end());
  return std::adjacent_find(vertices.begin(), vertices.end()) == vertices.end();
}

struct Candidate {
  CostPath path;
  std::size_t deviation = 0;  // where it left the path that it was made from
};

struct Cheaper {
  bool operator()(const Candidate& a, const Candidate& b) const {
    return std::tie(a.path.cost, a.path.vertices) < std::tie(b.path.cost, b.path.vertices);
  }
};

}  // namespace

double path_cost(const CostGraph& graph, const std::vector<VertexId>& vertices) {
  double cost = 0;
  for (std::size_t i = 0; i + 1 < vertices.size(); ++i) {
    double arc_cost = kInfinity;
    for (const CostArc& arc : graph.out_arcs(vertices[i])) {
      if (arc.other == vertices[i + 1]) arc_cost = std::min(arc_cost, arc.cost);
    }
    cost += arc_cost + (i > 0 ? graph.cost_through(vertices[i]) : 0);
  }
  return cost;
}

CostPath best_path(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
                   const Exclusions& exclusions) {
  if (from == to || max_hops < 1 || exclusions.vertices.contains(from) ||
      exclusions.vertices.contains(to)) {
    return {};
  }
  Frontier forward(graph, from, true);
  Frontier backward(graph, to, false);
  CostPath best{{}, kInfinity};

  const auto meet = [&](const Frontier& mine, int index, const Frontier& theirs, bool is_forward) {
    const Label& label = mine.label(index);
    const auto& others = theirs.labels_at(label.vertex);
    if (others.empty()) return;
    const bool is_end = label.vertex == from || label.vertex == to;
    const double passage = is_end ? 0 : graph.cost_through(label.vertex);
    for (const int other_index : others) {
      const Label& other = theirs.label(other_index);
      if (label.hops + other.hops > max_hops) continue;
      if (label.cost + other.cost + passage >= best.cost) continue;
      std::vector<VertexId> head =
          (is_forward ? mine : theirs).trace(is_forward ? index : other_index);
      std::vector<VertexId> tail =
          (is_forward ? theirs : mine).trace(is_forward ? other_index : index);
      head.insert(head.end(), tail.rbegin() + 1, tail.rend());
      // Costs are positive: a path with a loop is never the cheapest, but may be met on the way.
      if (!is_loopless(head)) continue;
      best = {std::move(head), label.cost + other.cost + passage};
    }
  };

  while (!forward.empty() && !backward.empty() &&
         forward.least_cost() + backward.least_cost() < best.cost + kCostTolerance) {
    const bool is_forward = forward.least_cost() <= backward.least_cost();
    Frontier& mine = is_forward ? forward : backward;
    const Frontier& theirs = is_forward ? backward : forward;
    mine.step(max_hops, exclusions, [&](int index) { meet(mine, index, theirs, is_forward); });
  }
  if (best.vertices.empty()) return {};
  best.cost = path_cost(graph, best.vertices);
  return best;
}

std::vector<CostPath> best_paths(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
                                 std::size_t k, const Exclusions& exclusions) {
  std::vector<Candidate> accepted;
  std::set<Candidate, Cheaper> candidates;
  if (CostPath first = best_path(graph, from, to, max_hops, exclusions); !first.vertices.empty()) {
    candidates.insert({std::move(first), 0});
  }
  while (!candidates.empty() && accepted.size() < kMostPaths) {
    const double next_cost = candidates.begin()->path.cost;
    if (accepted.size() >= k && next_cost > accepted[k - 1].path.cost + kCostTolerance) break;
    accepted.push_back(std::move(candidates.extract(candidates.begin()).value()));
    const Candidate& last = accepted.back();

    // Leave the path at each vertex from its own deviation on: earlier ones were tried (Lawler).
    const std::vector<VertexId> vertices = last.path.vertices;
    for (std::size_t i = last.deviation; i + 1 < vertices.size(); ++i) {
      Exclusions spur = exclusions;
      spur.vertices.insert(vertices.begin(), vertices.begin() + static_cast<std::ptrdiff_t>(i));
      for (const Candidate& known : accepted) {
        const std::vector<VertexId>& other = known.path.vertices;
        if (other.size() > i + 1 &&
            std::equal(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                       vertices.begin())) {
          spur.arcs.emplace(other[i], other[i + 1]);
        }
      }
      const CostPath tail = best_path(graph, vertices[i], to, max_hops - static_cast<int>(i), spur);
      if (tail.vertices.empty()) continue;
      Candidate next{{{vertices.begin(), vertices.begin() + static_cast<std::ptrdiff_t>(i)}, 0}, i};
      next.path.vertices.insert(next.path.vertices.end(), tail.vertices.begin(),
                                tail.vertices.end());
      next.path.cost = path_cost(graph, next.path.vertices);
      candidates.insert(std::move(next));
    }
  }
  std::vector<CostPath> paths;
  paths.reserve(accepted.size());
  for (Candidate& candidate : accepted) paths.push_back(std::move(candidate.path));
  return paths;
}

}  // namespace rapport
