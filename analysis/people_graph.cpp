#include "analysis/people_graph.h"

#include <algorithm>
#include <cmath>

namespace rapport {
namespace {

// Of groups of any size, from all ties.
DegreeDistribution count_degrees(const Store& store, Date as_of, double largest_group) {
  DegreeDistribution degrees;
  store.for_each_tie_list([&](VertexId, const std::vector<Tie>& ties) {
    const std::uint32_t degree = degree_on(ties, as_of, largest_group);
    if (degree > 0) ++degrees[degree];
  });
  return degrees;
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
      parameters_(parameters),
      median_degree_(rapport::median_degree(graph.store(), as_of, parameters)) {}

const PeopleGraph::Row& PeopleGraph::row(VertexId v) const {
  const auto [it, is_new] = rows_.try_emplace(v);
  Row& row = it->second;
  if (!is_new) return row;
  graph_.store().for_each_tie(v, [&](const Tie& tie) {
    if (!exists_on(tie, as_of_, parameters_.largest_group)) return;
    ++row.degree;
    const TieStrength s = tie_strength(tie, is_of_owner(v, tie.neighbor), as_of_, parameters_);
    if (s.to_neighbor > 0) row.out.push_back({tie.neighbor, -std::log(s.to_neighbor)});
    if (s.from_neighbor > 0) row.in.push_back({tie.neighbor, -std::log(s.from_neighbor)});
  });
  return row;
}

double PeopleGraph::discount(VertexId v) const {
  return std::min(1.0, std::log(2 + median_degree_) / std::log(2 + static_cast<double>(degree(v))));
}

double PeopleGraph::cost_through(VertexId v) const { return -std::log(discount(v)); }

const Tie* PeopleGraph::tie(VertexId a, VertexId b) const {
  const auto ties = graph_.ties(a);
  const auto it = std::lower_bound(ties.begin(), ties.end(), b,
                                   [](const Tie& t, VertexId id) { return t.neighbor < id; });
  if (it == ties.end() || it->neighbor != b || !exists_on(*it, as_of_, parameters_.largest_group))
    return nullptr;
  return &*it;
}

TieStrength PeopleGraph::strength(VertexId a, VertexId b) const {
  const Tie* found = tie(a, b);
  return found == nullptr ? TieStrength{}
                          : tie_strength(*found, is_of_owner(a, b), as_of_, parameters_);
}

std::vector<Contact> PeopleGraph::contact_days(VertexId a, VertexId b) const {
  const Tie* found = tie(a, b);
  return found == nullptr ? std::vector<Contact>{}
                          : rapport::contact_days(*found, is_of_owner(a, b), as_of_, parameters_);
}

}  // namespace rapport
