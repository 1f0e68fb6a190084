#include "analysis/remaining_costs.h"

#include <algorithm>
#include <limits>

namespace rapport {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

}  // namespace

RemainingCosts::RemainingCosts(const CostGraph& graph, VertexId to, const Exclusions& exclusions)
    : graph_(graph), exclusions_(exclusions) {
  settle(to, 0);
}

RemainingCosts::Bound RemainingCosts::at(VertexId v) const {
  const auto place = places_.find(v);
  if (place != places_.end()) return {settled_[place->second].cost, true};
  return {queue_.empty() ? kInfinity : queue_.top().cost, false};
}

void RemainingCosts::grow() {
  if (queue_.empty()) return;
  const auto [cost, settled, arc] = queue_.top();
  const VertexId v = settled_[settled].in_arcs[arc].other;
  settle(v, cost + graph_.cost_through(v));
}

void RemainingCosts::settle(VertexId v, double cost) {
  const auto place = static_cast<std::uint32_t>(settled_.size());
  places_.emplace(v, place);
  settled_.push_back({v, cost, graph_.in_arcs(v)});
  push_next(place, 0);
  // Others may have waited for the same vertex.
  while (!queue_.empty()) {
    const auto [known, settled, arc] = queue_.top();
    if (is_open(settled_[settled].in_arcs[arc].other, settled)) break;
    queue_.pop();
    push_next(settled, arc + std::size_t{1});
  }
}

void RemainingCosts::push_next(std::uint32_t settled, std::size_t arc) {
  const std::span<const CostArc> arcs = settled_[settled].in_arcs;
  while (arc < arcs.size() && !is_open(arcs[arc].other, settled)) ++arc;
  if (arc == arcs.size()) return;
  queue_.push({settled_[settled].cost + arcs[arc].cost, settled, static_cast<std::uint32_t>(arc)});
}

bool RemainingCosts::is_open(VertexId from, std::uint32_t settled) const {
  return !places_.contains(from) && !exclusions_.has_vertex(from) &&
         !exclusions_.has_arc(from, settled_[settled].vertex);
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
