#include "analysis/remaining_costs.h"

#include <algorithm>
#include <limits>

namespace rapport {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

RemainingCosts::RemainingCosts(const CostGraph& graph, VertexId to, const Exclusions& exclusions)
    : graph_(graph), to_(to), exclusions_(exclusions) {
  reach(to, 0);
}

RemainingCosts::Bound RemainingCosts::at(VertexId v) const {
  const auto place = places_.find(v);
  if (place != places_.end()) {
    const Reached& known = reached_[place->second];
    if (known.is_settled) return {known.cost, true};
  }
  return {queue_.empty() ? kInfinity : queue_.top().first, false};
}

void RemainingCosts::grow() {
  skip_outdated();
  if (queue_.empty()) return;
  const std::uint32_t place = queue_.top().second;
  queue_.pop();
  const VertexId v = reached_[place].vertex;
  const double cost = reached_[place].cost + (v == to_ ? 0 : graph_.cost_through(v));
  reached_[place].cost = cost;
  reached_[place].is_settled = true;
  for (const CostArc& arc : graph_.in_arcs(v)) {
    if (exclusions_.has_vertex(arc.other) || exclusions_.has_arc(arc.other, v)) continue;
    reach(arc.other, cost + arc.cost);
  }
  skip_outdated();
}

void RemainingCosts::reach(VertexId v, double cost) {
  const auto [it, is_new] = places_.try_emplace(v, static_cast<std::uint32_t>(reached_.size()));
  if (is_new) {
    reached_.push_back({v, cost, false});
  } else {
    Reached& known = reached_[it->second];
    if (known.is_settled || known.cost <= cost) return;
    known.cost = cost;
  }
  queue_.emplace(cost, it->second);
}

void RemainingCosts::skip_outdated() {
  const auto is_outdated = [&](const QueueEntry& entry) {
    const Reached& known = reached_[entry.second];
    return known.is_settled || entry.first > known.cost;
  };
  while (!queue_.empty() && is_outdated(queue_.top())) queue_.pop();
}

LastHops::LastHops(const CostGraph& graph, VertexId to, int hops) : to_(to), hops_(hops) {
  if (hops < 1) return;
  for (const CostArc& arc : graph.in_arcs(to)) lower(arc.other, 1, arc.cost);
  if (hops < 2) return;
  const std::vector<std::pair<VertexId, Costs>> last(costs_.begin(), costs_.end());
  for (const auto& [middle, within] : last) {
    const double behind = within[0] + graph.cost_through(middle);
    for (const CostArc& arc : graph.in_arcs(middle)) {
      if (arc.other != to) lower(arc.other, 2, arc.cost + behind);
    }
  }
}

double LastHops::least(VertexId v, int hops) const {
  if (v == to_) return 0;
  if (hops <= 0) return kInfinity;
  if (hops > hops_) return 0;
  const auto known = costs_.find(v);
  return known == costs_.end() ? kInfinity : known->second[static_cast<std::size_t>(hops - 1)];
}

void LastHops::lower(VertexId v, std::size_t hops, double cost) {
  Costs& costs = costs_.try_emplace(v, Costs{kInfinity, kInfinity}).first.value();
  for (std::size_t i = hops - 1; i < costs.size(); ++i) costs[i] = std::min(costs[i], cost);
}

}  // namespace rapport
