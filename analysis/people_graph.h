#pragma once

#include <memory>
#include <vector>

#include <tsl/robin_map.h>

#include "analysis/parameters.h"
#include "analysis/path_search.h"
#include "analysis/tie_strength.h"
#include "graph/stored_graph.h"

namespace rapport {

// The people and their ties on one day, as costs:
//
//   P(path) = product of p' over hops * product over intermediaries m of
//             min(1, ln(2 + median degree) / ln(2 + degree(m)))
//   cost    = -ln P
//
// The discount is for hubs, who introduce worse than others. Ties are read when first asked for.
class PeopleGraph final : public CostGraph {
 public:
  PeopleGraph(const StoredGraph& graph, VertexId owner, Date as_of, const Parameters& parameters);

  std::span<const CostArc> out_arcs(VertexId v) const override { return row(v).out; }
  std::span<const CostArc> in_arcs(VertexId v) const override { return row(v).in_arcs(); }
  double cost_through(VertexId v) const override;

  double discount(VertexId v) const;  // in (0, 1]
  std::size_t degree(VertexId v) const { return row(v).degree; }
  double median_degree() const { return median_degree_; }

  // The tie between two people as `a` sees it; nullptr when they have none on that day.
  const Tie* tie(VertexId a, VertexId b) const;
  TieStrength strength(VertexId a, VertexId b) const;
  // The contacts that count, one a day, ascending.
  std::vector<Contact> contact_days(VertexId a, VertexId b) const;
  // Ties of the vault's owner lose less in larger groups.
  bool is_of_owner(VertexId a, VertexId b) const { return a == owner_ || b == owner_; }

  VertexId owner() const { return owner_; }
  Date as_of() const { return as_of_; }
  const Parameters& parameters() const { return weights_.parameters(); }
  const TieWeights& weights() const { return weights_; }
  const StoredGraph& graph() const { return graph_; }

 private:
  struct Row {
    std::vector<CostArc> out;
    std::vector<CostArc> in;  // only where some tie is not the same both ways
    bool is_symmetric = true;
    std::size_t degree = 0;

    std::span<const CostArc> in_arcs() const { return is_symmetric ? out : in; }
    void add(VertexId neighbor, const TieStrength& strength);
    void clear();
  };
  const Row& row(VertexId v) const;

  const StoredGraph& graph_;
  VertexId owner_;
  Date as_of_;
  TieWeights weights_;
  double median_degree_;
  // Behind pointers: arcs that were handed out stay where they are.
  mutable tsl::robin_map<VertexId, std::unique_ptr<Row>> rows_;
  mutable Row scratch_;  // has the room that the longest row took so far
};

// The median number of ties of people who have any, on a day. From the degrees that the store
// keeps; with a `largest_group` that is not the usual one from all ties.
double median_degree(const Store& store, Date as_of, const Parameters& parameters);

}  // namespace rapport
