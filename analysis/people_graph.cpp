#include "analysis/people_graph.h"

#include <algorithm>
#include <cmath>

namespace rapport {
namespace {

// Of groups of any size, from all ties.
DegreeDistribution count_degrees(const Store& store, Date as_of, double largest_group) {
  DegreeCounter degrees;
  store.for_each_tie_list([&](VertexId, const std::vector<Tie>& ties) {
    const std::uint32_t degree = degree_on(ties, as_of, largest_group);
    if (degree > 0) degrees.add(degree);
  });
  return degrees.distribution();
}

}  // namespace

double median_degree(const Store& store, Date as_of, const Parameters& parameters) {
  return median(parameters.largest_group == kUsualTieGroup
                    ? store.degree_distribution(as_of)
                    : count_degrees(store, as_of, parameters.largest_group));
}

PeopleGraph::PeopleGraph(const StoredGraph& graph, VertexId owner, Date as_of,
                         const Parameters& parameters)
    : graph_(graph),
      owner_(owner),
      as_of_(as_of),
      weights_(parameters),
      median_degree_(rapport::median_degree(graph.store(), as_of, parameters)),
      arena_(std::make_unique<std::pmr::monotonic_buffer_resource>()) {}

void PeopleGraph::Draft::add(VertexId neighbor, const TieStrength& strength) {
  const bool same = strength.from_neighbor == strength.to_neighbor;
  if (is_symmetric && !same) {
    in = out;
    is_symmetric = false;
  }
  const double cost = -std::log(strength.to_neighbor);
  if (strength.to_neighbor > 0) out.push_back({neighbor, cost});
  if (is_symmetric || strength.from_neighbor <= 0) return;
  in.push_back({neighbor, same ? cost : -std::log(strength.from_neighbor)});
}

void PeopleGraph::Draft::clear() {
  out.clear();
  in.clear();
  is_symmetric = true;
}

PeopleGraph::Row PeopleGraph::row(VertexId v) const {
  const auto known = rows_.find(v);
  if (known != rows_.end()) return known->second;
  Row row;
  draft_.clear();
  graph_.store().for_each_tie(v, [&](const Tie& tie) {
    if (!exists_on(tie, as_of_, parameters().largest_group)) return;
    ++row.degree;
    draft_.add(tie.neighbor, tie_strength(tie, is_of_owner(v, tie.neighbor), as_of_, weights_));
  });
  sort_by_cost(draft_.out);
  row.out = row.in = kept(draft_.out);
  if (!draft_.is_symmetric) {
    sort_by_cost(draft_.in);
    row.in = kept(draft_.in);
  }
  rows_.emplace(v, row);
  return row;
}

std::span<const CostArc> PeopleGraph::kept(const std::vector<CostArc>& arcs) const {
  std::pmr::polymorphic_allocator<CostArc> allocator(arena_.get());
  CostArc* const copy = allocator.allocate(arcs.size());
  std::uninitialized_copy(arcs.begin(), arcs.end(), copy);
  return {copy, arcs.size()};
}

double PeopleGraph::discount(VertexId v) const {
  return std::min(1.0, std::log(2 + median_degree_) / std::log(2 + static_cast<double>(degree(v))));
}

double PeopleGraph::cost_through(VertexId v) const { return -std::log(discount(v)); }

const Tie* PeopleGraph::tie(VertexId a, VertexId b) const {
  const Tie* found = graph_.tie(a, b);
  const bool exists = found != nullptr && exists_on(*found, as_of_, parameters().largest_group);
  return exists ? found : nullptr;
}

TieStrength PeopleGraph::strength(VertexId a, VertexId b) const {
  const Tie* found = tie(a, b);
  return found == nullptr ? TieStrength{}
                          : tie_strength(*found, is_of_owner(a, b), as_of_, weights_);
}

std::vector<Contact> PeopleGraph::contact_days(VertexId a, VertexId b) const {
  const Tie* found = tie(a, b);
  return found == nullptr ? std::vector<Contact>{}
                          : rapport::contact_days(*found, is_of_owner(a, b), as_of_, weights_);
}

}  // namespace rapport
