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
      median_degree_(rapport::median_degree(graph.store(), as_of, parameters)) {}

void PeopleGraph::Row::add(VertexId neighbor, const TieStrength& strength) {
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

void PeopleGraph::Row::clear() {
  out.clear();
  in.clear();
  is_symmetric = true;
  degree = 0;
}

const PeopleGraph::Row& PeopleGraph::row(VertexId v) const {
  const auto known = rows_.find(v);
  if (known != rows_.end()) return *known->second;
  Row& row = scratch_;
  row.clear();
  graph_.store().for_each_tie(v, [&](const Tie& tie) {
    if (!exists_on(tie, as_of_, parameters().largest_group)) return;
    ++row.degree;
    row.add(tie.neighbor, tie_strength(tie, is_of_owner(v, tie.neighbor), as_of_, weights_));
  });
  return *rows_.emplace(v, std::make_unique<Row>(row)).first.value();
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
