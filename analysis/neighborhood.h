#pragma once

#include <optional>
#include <vector>

#include "analysis/people_graph.h"
#include "analysis/report.h"
#include "analysis/sponsorship_paths.h"
#include "graph/stored_graph.h"

namespace rapport {

// Parts of the graph to look at.

// Entities that are reached from `start` in at most `hops` edges, and the edges among them.
// Pages, tags and plain links are left out when `semantic_only`: they tie everything to everything.
Subgraph find_neighborhood(const StoredGraph& graph, EntityReader& entities, VertexId start,
                           int hops, Date as_of, bool semantic_only);

// People who are tied to `start` over at most `hops` ties. A tie is one link, or with `both_ways`
// two: its chance differs by direction where somebody promised to open a thread.
Subgraph find_people_around(const PeopleGraph& people, EntityReader& entities, VertexId start,
                            int hops, bool both_ways);

// An account: its people and projects, the owner, and how they are tied.
Subgraph find_account_graph(const PeopleGraph& people, const Signals& signals,
                            EntityReader& entities, VertexId account);

// The paths and leads of an answer, from left to right.
Subgraph to_subgraph(const Connections& connections, EntityReader& entities);

// Everything. `semantic_only` as above.
Subgraph whole_graph(const Store& store, EntityReader& entities, bool semantic_only);
Subgraph whole_people_graph(const PeopleGraph& people, EntityReader& entities, bool both_ways);

// What guards forbid among the people of the subgraph: a link for each guard of somebody, a mark at
// whom nobody is to contact (never a link from the owner, whom it binds no more than others), and
// ties that may not be used are blocked. A tie that is drawn once is blocked by a guard either way.
void mark_guards(Subgraph& subgraph, const Signals& signals, EntityReader& entities);

// Leaves out everything but the people, and the links that lead to what is left out.
void keep_people(Subgraph& subgraph);

// Keeps the `most` nodes with most links (emphasized ones first), then the `most_links` strongest
// links, and says how many were left out.
void keep_strongest(Subgraph& subgraph, std::size_t most,
                    std::size_t most_links = static_cast<std::size_t>(-1));

}  // namespace rapport
