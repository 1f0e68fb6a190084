#include "analysis/path_search.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <queue>
#include <tuple>

namespace rapport {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
// Two costs that differ by less are one cost, summed in different orders.
constexpr double kCostTolerance = 1e-12;
constexpr std::size_t kMostPaths = 200;
constexpr int kFewHops = 6;  // so few that they decide more than the costs do

constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

// Numbers by vertex: linear probing in one piece of memory, for a search looks up every arc.
class VertexTable {
 public:
  std::uint32_t find(VertexId v) const {
    const Slot& slot = slots_[place(v)];
    return slot.value;
  }
  // The number of the vertex, kNone if it is new; valid until the next call.
  std::uint32_t& at(VertexId v) {
    if (2 * (size_ + 1) > slots_.size()) grow();
    Slot& slot = slots_[place(v)];
    if (slot.value == kNone) {
      slot.vertex = v;
      ++size_;
    }
    return slot.value;
  }

 private:
  struct Slot {
    VertexId vertex = 0;
    std::uint32_t value = kNone;
  };

  std::size_t place(VertexId v) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = (v * 0x9E3779B97F4A7C15ULL >> 32U) & mask;
    while (slots_[i].value != kNone && slots_[i].vertex != v) i = (i + 1) & mask;
    return i;
  }

  void grow() {
    std::vector<Slot> old(2 * slots_.size());
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.value != kNone) slots_[place(slot.vertex)] = slot;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(64);
  std::size_t size_ = 0;
};

using QueueEntry = std::pair<double, std::uint32_t>;  // a cost, and what costs it
using Queue = std::priority_queue<QueueEntry, std::vector<QueueEntry>, std::greater<>>;

bool is_excluded(const Exclusions& exclusions, VertexId from, VertexId to) {
  return !exclusions.arcs.empty() && exclusions.arcs.contains({from, to});
}

// What remains to be paid from a vertex to the target: exact near the target, and elsewhere at
// least as much as the farthest that is known. A Dijkstra search from the target, which grows
// while it is in use; serves all searches of one target that use no other arcs than it may.
class RemainingCosts {
 public:
  RemainingCosts(const CostGraph& graph, VertexId to, const Exclusions& exclusions)
      : graph_(graph), to_(to), exclusions_(exclusions) {
    reach(to, 0);
  }

  // A lower bound of all that is paid behind `v`, the passage through it included. Never more than
  // what it costs to go on over an arc: the bound of the next vertex and the way there.
  double least(VertexId v) const {
    const std::uint32_t known = places_.find(v);
    return known != kNone && reached_[known].is_settled ? reached_[known].cost : radius();
  }
  bool knows(VertexId v) const {
    const std::uint32_t known = places_.find(v);
    return known != kNone && reached_[known].is_settled;
  }

  // Settles one more vertex.
  void grow() {
    skip_outdated();
    if (queue_.empty()) return;
    const std::uint32_t index = queue_.top().second;
    queue_.pop();
    const VertexId v = reached_[index].vertex;
    const double passage = v == to_ ? 0 : graph_.cost_through(v);
    const double cost = reached_[index].cost + passage;
    reached_[index].cost = cost;
    reached_[index].is_settled = true;
    for (const CostArc& arc : graph_.in_arcs(v)) {
      if (exclusions_.vertices.contains(arc.other) || is_excluded(exclusions_, arc.other, v)) {
        continue;
      }
      reach(arc.other, cost + arc.cost);
    }
    skip_outdated();
  }

 private:
  struct Reached {
    VertexId vertex = 0;
    double cost = 0;  // to the target; with the passage through the vertex once it is settled
    bool is_settled = false;
  };

  double radius() const { return queue_.empty() ? kInfinity : queue_.top().first; }

  void reach(VertexId v, double cost) {
    std::uint32_t& index = places_.at(v);
    if (index == kNone) {
      index = static_cast<std::uint32_t>(reached_.size());
      reached_.push_back({v, cost, false});
    } else {
      Reached& known = reached_[index];
      if (known.is_settled || known.cost <= cost) return;
      known.cost = cost;
    }
    queue_.emplace(cost, index);
  }

  void skip_outdated() {
    while (!queue_.empty() && (reached_[queue_.top().second].is_settled ||
                               queue_.top().first > reached_[queue_.top().second].cost)) {
      queue_.pop();
    }
  }

  const CostGraph& graph_;
  VertexId to_;
  const Exclusions& exclusions_;
  VertexTable places_;
  std::vector<Reached> reached_;
  Queue queue_;
};

// What is left to be paid within few hops: the least cost over at most one arc and over at most
// two. Where few hops are allowed, costs alone say little.
class LastHops {
 public:
  LastHops(const CostGraph& graph, VertexId to, const Exclusions& exclusions, int hops)
      : to_(to), hops_(hops) {
    const auto usable = [&](VertexId from, VertexId other) {
      return !exclusions.vertices.contains(from) && !is_excluded(exclusions, from, other);
    };
    if (hops < 1) return;
    for (const CostArc& arc : graph.in_arcs(to)) {
      if (usable(arc.other, to)) lower(arc.other, 1, arc.cost);
    }
    if (hops < 2) return;
    const std::size_t last = costs_.size();
    for (std::size_t i = 0; i < last; ++i) {
      const VertexId middle = costs_[i].vertex;
      const double behind = costs_[i].within[0] + graph.cost_through(middle);
      for (const CostArc& arc : graph.in_arcs(middle)) {
        if (arc.other != to && usable(arc.other, middle)) lower(arc.other, 2, arc.cost + behind);
      }
    }
  }

  // The passage through `v` is not included. 0 where more hops are left than this knows of.
  double least(VertexId v, int hops) const {
    if (v == to_) return 0;
    if (hops <= 0) return kInfinity;
    if (hops > hops_) return 0;
    const std::uint32_t known = places_.find(v);
    return known == kNone ? kInfinity : costs_[known].within[static_cast<std::size_t>(hops - 1)];
  }

 private:
  struct Costs {
    VertexId vertex = 0;
    std::array<double, 2> within = {kInfinity, kInfinity};
  };

  void lower(VertexId v, std::size_t hops, double cost) {
    std::uint32_t& index = places_.at(v);
    if (index == kNone) {
      index = static_cast<std::uint32_t>(costs_.size());
      costs_.push_back({v, {kInfinity, kInfinity}});
    }
    for (std::size_t i = hops - 1; i < 2; ++i) {
      costs_[index].within[i] = std::min(costs_[index].within[i], cost);
    }
  }

  VertexId to_;
  int hops_;
  VertexTable places_;
  std::vector<Costs> costs_;
};

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
        last_hops_(graph, to, exclusions, exact_last_hops(graph, from, to, max_hops)) {}

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
    at_ = {};
    queue_ = {};
    max_hops_ = max_hops;
    count_hops_ = count_hops;
    push({start.vertex, 0, 0, kNone, kNone}, 0);
    while (!queue_.empty() && queue_.top().first <= most) {
      const auto [key, index] = queue_.top();
      queue_.pop();
      const Label label = labels_[index];
      if (label.vertex == to_) return trace(index);
      if (is_beaten(label, index)) continue;
      const double now = label.cost + (index == 0 ? 0 : least(label.vertex, label.hops));
      if (now > key) {  // more is known than when it was put there
        if (now < kInfinity) queue_.emplace(now, index);
        continue;
      }
      reach_on(start, label, index, most);
      if (!remaining_.knows(label.vertex)) remaining_.grow();
    }
    return {};
  }

  void reach_on(const Start& start, const Label& label, std::uint32_t index, double most) {
    const bool is_start = index == 0;
    const double cost = label.cost + (is_start ? 0 : graph_.cost_through(label.vertex));
    for (const CostArc& arc : graph_.out_arcs(label.vertex)) {
      const Label next{arc.other, label.hops + 1, cost + arc.cost, index, kNone};
      const double key = next.cost + least(arc.other, next.hops);
      if (!(key <= most) || key == kInfinity || is_beaten(next, kNone)) continue;
      if (exclusions_.vertices.contains(arc.other) || contains(start.passed, arc.other) ||
          (is_start && contains(start.first_steps, arc.other)) ||
          is_excluded(exclusions_, label.vertex, arc.other)) {
        continue;
      }
      push(next, key);
    }
  }

  double least(VertexId v, int hops) const {
    if (v == to_) return 0;
    const double by_cost = remaining_.least(v);
    return count_hops_ ? std::max(by_cost, last_hops_.least(v, max_hops_ - hops)) : by_cost;
  }

  // Another label reaches the same vertex at no more cost in no more hops.
  bool is_beaten(const Label& candidate, std::uint32_t self) const {
    for (std::uint32_t i = at_.find(candidate.vertex); i != kNone; i = labels_[i].next) {
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

  void push(Label label, double key) {
    const auto index = static_cast<std::uint32_t>(labels_.size());
    std::uint32_t& first = at_.at(label.vertex);
    label.next = first;
    first = index;
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
  LastHops last_hops_;
  int max_hops_ = 0;
  bool count_hops_ = false;
  std::vector<Label> labels_;
  VertexTable at_;
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
