#pragma once

#include <memory>
#include <memory_resource>
#include <span>
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
  std::span<const CostArc> in_arcs(VertexId v) const override { return row(v).in; }
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
    std::span<const CostArc> out;
    std::span<const CostArc> in;  // the same ones where all ties are the same both ways
    std::size_t degree = 0;
  };
  Row row(VertexId v) const;
  std::span<const CostArc> kept(const std::vector<CostArc>& arcs) const;

  // While a row is read: with the room that the longest one took so far.
  struct Draft {
    std::vector<CostArc> out;
    std::vector<CostArc> in;  // only where some tie is not the same both ways
    bool is_symmetric = true;

    void clear();
    void add(VertexId neighbor, const TieStrength& strength);
  };

  const StoredGraph& graph_;
  VertexId owner_;
  Date as_of_;
  TieWeights weights_;
  double median_degree_;
  mutable tsl::robin_map<VertexId, Row> rows_;
  mutable Draft draft_;
  // Where the arcs of all rows are, side by side: a search reads some thousand rows and frees none.
  std::unique_ptr<std::pmr::monotonic_buffer_resource> arena_;
};

// The median number of ties of people who have any, on a day. From the degrees that the store
// keeps; with a `largest_group` that is not the usual one from all ties.
double median_degree(const Store& store, Date as_of, const Parameters& parameters);

}  // namespace rapport
