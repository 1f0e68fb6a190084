#include "analysis/people_graph.h"

#include <algorithm>
#include <cmath>

namespace rapport {
namespace {

// Whether the tie exists on that day, without the cost of its strength.
bool exists_on(const Tie& tie, Date as_of, const Parameters& parameters) {
  return std::any_of(tie.contacts.begin(), tie.contacts.end(),
                     [&](const Contact& c) {
                       return c.date <= as_of && c.group_size <= parameters.largest_group;
                     }) ||
         std::any_of(tie.statements.begin(), tie.statements.end(),
                     [&](const TieStatement& s) { return !s.date || *s.date <= as_of; });
}

}  // namespace

double median_degree(const Store& store, Date as_of, const Parameters& parameters) {
  std::vector<std::size_t> degrees;
  store.for_each_tie_list([&](VertexId, const std::vector<Tie>& ties) {
    const auto degree =
        static_cast<std::size_t>(std::count_if(ties.begin(), ties.end(), [&](const Tie& tie) {
          return exists_on(tie, as_of, parameters);
        }));
    if (degree > 0) degrees.push_back(degree);
  });
  if (degrees.empty()) return 0;
  const auto middle = degrees.begin() + static_cast<std::ptrdiff_t>(degrees.size() / 2);
  std::nth_element(degrees.begin(), middle, degrees.end());
  if (degrees.size() % 2 == 1) return static_cast<double>(*middle);
  const auto below = *std::max_element(degrees.begin(), middle);
  return static_cast<double>(below + *middle) / 2;
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
  for (const Tie& tie : graph_.ties(v)) {
    if (!exists_on(tie, as_of_, parameters_)) continue;
    ++row.degree;
    const TieStrength s =
        tie_strength(tie, v == owner_ || tie.neighbor == owner_, as_of_, parameters_);
    if (s.to_neighbor > 0) row.out.push_back({tie.neighbor, -std::log(s.to_neighbor)});
    if (s.from_neighbor > 0) row.in.push_back({tie.neighbor, -std::log(s.from_neighbor)});
  }
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
  if (it == ties.end() || it->neighbor != b || !exists_on(*it, as_of_, parameters_)) return nullptr;
  return &*it;
}

TieStrength PeopleGraph::strength(VertexId a, VertexId b) const {
  const Tie* found = tie(a, b);
  return found == nullptr ? TieStrength{}
                          : tie_strength(*found, a == owner_ || b == owner_, as_of_, parameters_);
}

}  // namespace rapport
