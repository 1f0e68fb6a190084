#include "analysis/path_search.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <queue>
#include <tuple>
#include <utility>

#include <tsl/robin_map.h>

#include "analysis/remaining_costs.h"

namespace rapport {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Two costs that differ by less are one cost, summed in different orders.
constexpr double kCostTolerance = 1e-12;
constexpr std::size_t kMostPaths = 200;
constexpr int kFewHops = 6;  // so few that they decide more than the costs do

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

using QueueEntry = std::pair<double, std::uint32_t>;  // a cost, and what costs it
using Queue = std::priority_queue<QueueEntry, std::vector<QueueEntry>, std::greater<>>;

// How many of the last hops are worth to be known exactly. Few hops are best met in their middle,
// on the side that branches less.
int exact_last_hops(const CostGraph& graph, VertexId from, VertexId to, int max_hops) {
  if (max_hops > kFewHops || max_hops < 2) return 0;
  if (max_hops == 3 && graph.in_arcs(to).size() > graph.out_arcs(from).size()) return 1;
  return max_hops == 2 ? 1 : 2;
}

// Where a path starts, and what it must not use besides what is excluded for all.
struct Start {
  VertexId vertex = 0;
  std::span<const VertexId> passed;       // vertices
  std::span<const VertexId> first_steps;  // vertices that must not come next
};

bool contains(std::span<const VertexId> vertices, VertexId v) {
  return std::find(vertices.begin(), vertices.end(), v) != vertices.end();
}

// Searches for the cheapest paths to one target: A* over (vertex, hops). The potential grows
// by a vertex with each step outside of what it knows: both sides advance alike, as in a
// bidirectional search, and what is known around the target stays known.
class PathSearch {
 public:
  PathSearch(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
             const Exclusions& exclusions)
      : graph_(graph),
        to_(to),
        exclusions_(exclusions),
        remaining_(graph, to, exclusions),
        last_hops_(graph.last_hops(to, exact_last_hops(graph, from, to, max_hops))) {}

  // The vertices of the cheapest path of at most `max_hops` arcs, none when it would cost more than
  // `most`. The passage through its start is not counted.
  std::vector<VertexId> find(const Start& start, int max_hops, double most) {
    if (max_hops < 1) return {};
    if (max_hops > kFewHops) {
      // Mostly the cheapest path has few enough hops; then nobody need count them on the way.
      auto path = find(start, max_hops, most, false);
      if (path.size() <= static_cast<std::size_t>(max_hops) + 1) return path;
    }
    return find(start, max_hops, most, true);
  }

 private:
  // A way from the start to a vertex, not counting the passage through that vertex.
  struct Label {
    VertexId vertex = 0;
    int hops = 0;
    double cost = 0;
    std::uint32_t parent = kNone;
    std::uint32_t next = kNone;  // another label of the vertex
  };

  std::vector<VertexId> find(const Start& start, int max_hops, double most, bool count_hops) {
    labels_.clear();
    ++search_;
    queue_ = {};
    max_hops_ = max_hops;
    count_hops_ = count_hops;
    most_ = most;
    is_free_ = !count_hops && start.passed.empty() && start.first_steps.empty();
    push({start.vertex, 0, 0, kNone, kNone}, 0, last_label(start.vertex));
    while (!queue_.empty() && queue_.top().first <= most_) {
      const auto [key, index] = queue_.top();
      queue_.pop();
      const Label label = labels_[index];
      if (label.vertex == to_) return trace(index);
      if (is_beaten(label, index, last_label(label.vertex))) continue;
      const Bound rest = bound(label.vertex, label.hops);
      const double now = label.cost + (index == 0 ? 0 : rest.least);
      if (now > key) {  // more is known than when it was put there
        if (now < kInfinity) queue_.emplace(now, index);
        continue;
      }
      reach_on(start, label, index);
      if (!rest.is_exact) remaining_.grow();
    }
    return {};
  }

  void reach_on(const Start& start, const Label& label, std::uint32_t index) {
    const bool is_start = index == 0;
    const double cost = label.cost + (is_start ? 0 : graph_.cost_through(label.vertex));
    for (const CostArc& arc : graph_.out_arcs(label.vertex)) {
      const Label next{arc.other, label.hops + 1, cost + arc.cost, index, kNone};
      const Bound rest = bound(arc.other, next.hops);
      const double key = next.cost + rest.least;
      if (!(key <= most_) || key == kInfinity) continue;
      if (exclusions_.has_vertex(arc.other) || contains(start.passed, arc.other) ||
          (is_start && contains(start.first_steps, arc.other)) ||
          exclusions_.has_arc(label.vertex, arc.other)) {
        continue;
      }
      std::uint32_t& last = last_label(arc.other);
      if (is_beaten(next, kNone, last)) continue;
      push(next, key, last);
      // Where the way on is known, so is a path: nothing dearer need wait its turn.
      if (is_free_ && rest.is_exact) most_ = std::min(most_, key + kCostTolerance);
    }
  }

  using Bound = RemainingCosts::Bound;

  // Of what is paid behind `v`, reached in so many hops.
  Bound bound(VertexId v, int hops) const {
    if (v == to_) return {0, true};
    Bound rest = remaining_.at(v);
    if (count_hops_) rest.least = std::max(rest.least, last_hops_.least(v, max_hops_ - hops));
    return rest;
  }

  // The last label of a vertex in this search: to forget those of another one costs nothing.
  std::uint32_t& last_label(VertexId v) {
    Labels& labels = at_[v];
    if (labels.search != search_) labels = {search_, kNone};
    return labels.last;
  }

  // Another label reaches the same vertex at no more cost in no more hops. `last` is the vertex's.
  bool is_beaten(const Label& candidate, std::uint32_t self, std::uint32_t last) const {
    for (std::uint32_t i = last; i != kNone; i = labels_[i].next) {
      const Label& other = labels_[i];
      if (i == self || other.cost > candidate.cost) continue;
      if (count_hops_ && other.hops > candidate.hops) continue;
      // Of two equals the earlier one stands.
      const bool is_better =
          other.cost < candidate.cost || (count_hops_ && other.hops < candidate.hops);
      if (is_better || self == kNone || i < self) return true;
    }
    return false;
  }

  void push(Label label, double key, std::uint32_t& last) {
    const auto index = static_cast<std::uint32_t>(labels_.size());
    label.next = std::exchange(last, index);
    labels_.push_back(label);
    queue_.emplace(key, index);
  }

  std::vector<VertexId> trace(std::uint32_t index) const {
    std::vector<VertexId> vertices;
    for (; index != kNone; index = labels_[index].parent) {
      vertices.push_back(labels_[index].vertex);
    }
    std::reverse(vertices.begin(), vertices.end());
    return vertices;
  }

  const CostGraph& graph_;
  VertexId to_;
  const Exclusions& exclusions_;
  RemainingCosts remaining_;
  const LastHops& last_hops_;
  int max_hops_ = 0;
  bool count_hops_ = false;
  bool is_free_ = false;  // any way on is allowed
  double most_ = kInfinity;
  std::vector<Label> labels_;
  struct Labels {
    std::uint32_t search = 0;  // in which they were made
    std::uint32_t last = kNone;
  };
  std::uint32_t search_ = 0;
  tsl::robin_map<VertexId, Labels> at_;
  Queue queue_;
};

bool is_question(VertexId from, VertexId to, int max_hops, const Exclusions& exclusions) {
  return from != to && max_hops >= 1 && !exclusions.vertices.contains(from) &&
         !exclusions.vertices.contains(to);
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

void sort_by_cost(std::vector<CostArc>& arcs) {
  std::sort(arcs.begin(), arcs.end(), [](const CostArc& a, const CostArc& b) {
    return std::tie(a.cost, a.other) < std::tie(b.cost, b.other);
  });
}

CostGraph::CostGraph() = default;
CostGraph::CostGraph(CostGraph&&) noexcept = default;
CostGraph& CostGraph::operator=(CostGraph&&) noexcept = default;
CostGraph::~CostGraph() = default;

const LastHops& CostGraph::last_hops(VertexId to, int hops) const {
  auto& known = last_hops_[{to, hops}];
  if (!known) known = std::make_unique<LastHops>(*this, to, hops);
  return *known;
}

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
  if (!is_question(from, to, max_hops, exclusions)) return {};
  PathSearch search(graph, from, to, max_hops, exclusions);
  CostPath best{search.find({from, {}, {}}, max_hops, kInfinity), 0};
  best.cost = path_cost(graph, best.vertices);
  return best;
}

std::vector<CostPath> best_paths(const CostGraph& graph, VertexId from, VertexId to, int max_hops,
                                 std::size_t k, const Exclusions& exclusions) {
  if (!is_question(from, to, max_hops, exclusions) || k == 0) return {};
  PathSearch search(graph, from, to, max_hops, exclusions);
  std::vector<Candidate> accepted;
  std::set<Candidate, Cheaper> candidates;
  // Cost of the k-th path at most: of those found so far, taken or not.
  const auto most = [&] {
    if (accepted.size() >= k) return accepted[k - 1].path.cost + kCostTolerance;
    const std::size_t missing = k - accepted.size();
    if (candidates.size() < missing) return kInfinity;
    const auto last = std::next(candidates.begin(), static_cast<std::ptrdiff_t>(missing) - 1);
    return last->path.cost + kCostTolerance;
  };
  if (auto first = search.find({from, {}, {}}, max_hops, kInfinity); !first.empty()) {
    const double cost = path_cost(graph, first);
    candidates.insert({{std::move(first), cost}, 0});
  }
  while (!candidates.empty() && accepted.size() < kMostPaths) {
    if (accepted.size() >= k && candidates.begin()->path.cost > most()) break;
    accepted.push_back(std::move(candidates.extract(candidates.begin()).value()));
    const Candidate& last = accepted.back();

    // Leave the path at each vertex from its own deviation on: earlier ones were tried (Lawler).
    const std::vector<VertexId> vertices = last.path.vertices;
    for (std::size_t i = last.deviation; i + 1 < vertices.size(); ++i) {
      const std::span head(vertices.data(), i);
      std::vector<VertexId> tried;
      for (const Candidate& known : accepted) {
        const std::vector<VertexId>& other = known.path.vertices;
        if (other.size() > i + 1 &&
            std::equal(other.begin(), other.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                       vertices.begin())) {
          tried.push_back(other[i + 1]);
        }
      }
      const double paid =
          path_cost(graph,
                    {vertices.begin(), vertices.begin() + static_cast<std::ptrdiff_t>(i) + 1}) +
          (i > 0 ? graph.cost_through(vertices[i]) : 0);
      const auto tail = search.find({vertices[i], head, tried}, max_hops - static_cast<int>(i),
                                    most() - paid + kCostTolerance);
      if (tail.empty()) continue;
      Candidate next{{{head.begin(), head.end()}, 0}, i};
      next.path.vertices.insert(next.path.vertices.end(), tail.begin(), tail.end());
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
