#include "graph/bgl.h"

#include <limits>
#include <vector>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/property_map/function_property_map.hpp>
#include <gtest/gtest.h>

#include "graph/stored_graph.h"
#include "tests/graph/random_claims.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::graph_of;

// A missing piece of the adapter fails here, in a few lines of error.
template <class View>
struct ModelsItsConcepts {
  BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<View>));
  BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<View>));
};
template struct ModelsItsConcepts<PeopleView<StoredGraph>>;
template struct ModelsItsConcepts<EntityView<StoredGraph>>;

constexpr int kFar = std::numeric_limits<int>::max();

int weight(const Tie& tie) { return 10 / static_cast<int>(1 + tie.contacts.size()) + 1; }
int weight(const Arc& arc) { return 1 + static_cast<int>(arc.label); }

template <class View>
std::vector<int> dijkstra(const View& view, VertexId from) {
  using Edge = ViewEdge<typename View::Entry>;
  std::vector<int> distances(view.graph->vertex_bound(), kFar);
  const auto index = get(boost::vertex_index, view);
  boost::dijkstra_shortest_paths(
      view, from,
      boost::weight_map(
          boost::make_function_property_map<Edge>([](const Edge& e) { return weight(*e.entry); }))
          .distance_map(boost::make_iterator_property_map(distances.begin(), index))
          .distance_inf(kFar));
  return distances;
}

template <class View>
std::vector<int> breadth_first(const View& view, VertexId from) {
  std::vector<int> hops(view.graph->vertex_bound(), kFar);
  hops[from] = 0;
  const auto map = boost::make_iterator_property_map(hops.begin(), get(boost::vertex_index, view));
  boost::breadth_first_search(
      view, from,
      boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge()))));
  return hops;
}

// Relaxes all edges until nothing gets shorter: slow and plain.
template <class View>
std::vector<int> bellman_ford(const View& view, VertexId from, bool count_hops) {
  std::vector<int> distances(view.graph->vertex_bound(), kFar);
  distances[from] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (VertexId v = 0; v < distances.size(); ++v) {
      if (distances[v] == kFar) continue;
      for (const auto& entry : view.row(v)) {
        const int next = distances[v] + (count_hops ? 1 : weight(entry));
        int& known = distances[View::neighbor(entry)];
        if (next < known) {
          known = next;
          changed = true;
        }
      }
    }
  }
  return distances;
}

template <class Graph>
void expect_searches_agree(const Graph& graph) {
  for (VertexId v = 0; v < graph.vertex_bound(); ++v) {
    const auto people = people_view(graph);
    const auto entities = entity_view(graph);
    ASSERT_EQ(dijkstra(people, v), bellman_ford(people, v, false));
    ASSERT_EQ(dijkstra(entities, v), bellman_ford(entities, v, false));
    ASSERT_EQ(breadth_first(people, v), bellman_ford(people, v, true));
    ASSERT_EQ(breadth_first(entities, v), bellman_ford(entities, v, true));
  }
}

TEST(Bgl, SearchesFindWhatPlainRelaxationFinds) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    testing::Random random(seed);
    WriteBatch batch;
    for (int n = 0; n < 8; ++n) {
      batch.put.push_back(testing::random_claims(random, "note" + std::to_string(n)));
    }
    Store store = Store::in_memory();
    store.apply(batch);
    expect_searches_agree(StoredGraph(store));
  }
}

TEST(Bgl, DistancesAreThoseOneCanSee) {
  const Store store = graph_of("2026-01-05: Ann, Bob; 2026-01-06: Bob, Cid; Dan works_at Acme");
  const StoredGraph graph(store);
  const auto id = [&](const char* key) { return *store.find_key(key); };
  const auto hops = breadth_first(people_view(graph), id("Ann"));
  EXPECT_EQ(hops[id("Bob")], 1);
  EXPECT_EQ(hops[id("Cid")], 2);
  EXPECT_EQ(hops[id("Dan")], kFar);
  const auto entity_hops = breadth_first(entity_view(graph), id("Ann"));
  EXPECT_EQ(entity_hops[id("2026-01-05")], 1);
  EXPECT_EQ(entity_hops[id("Cid")], 4);
  EXPECT_EQ(entity_hops[id("Acme")], kFar);
}

TEST(Bgl, EdgesComeInAndGoOutBetweenTheSameVertices) {
  const Store store = graph_of("2026-01-05: Ann, Bob; Ann works_at Acme");
  const StoredGraph graph(store);
  const auto view = entity_view(graph);
  EXPECT_EQ(num_vertices(view), 4U);
  std::size_t seen = 0;
  for (auto [v, end] = vertices(view); v != end; ++v) {
    const auto [out, out_end] = out_edges(*v, view);
    const auto [in, in_end] = in_edges(*v, view);
    EXPECT_EQ(static_cast<std::size_t>(out_end - out), out_degree(*v, view));
    EXPECT_EQ(static_cast<std::size_t>(in_end - in), in_degree(*v, view));
    EXPECT_EQ(degree(*v, view), 2 * out_degree(*v, view));
    auto adjacent = adjacent_vertices(*v, view).first;
    for (auto e = out; e != out_end; ++e, ++adjacent, ++seen) {
      EXPECT_EQ(source(*e, view), *v);
      EXPECT_EQ(target(*e, view), *adjacent);
    }
    for (auto e = in; e != in_end; ++e) EXPECT_EQ(target(*e, view), *v);
  }
  EXPECT_EQ(seen, 6U);  // three edges, each from both ends
}

TEST(Bgl, ViewsOfAnEmptyStoreHaveNoVertices) {
  const Store store = Store::in_memory();
  const StoredGraph graph(store);
  const auto view = people_view(graph);
  EXPECT_EQ(num_vertices(view), 0U);
  EXPECT_TRUE(vertices(view).first == vertices(view).second);
}

}  // namespace
}  // namespace rapport
