#include "graph/stored_graph.h"

#include <gtest/gtest.h>

#include "tests/graph/random_claims.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::graph_of;

bool same(std::span<const Tie> a, const std::vector<Tie>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Tie& x, const Tie& y) {
    return x.neighbor == y.neighbor && x.contacts == y.contacts && x.statements == y.statements;
  });
}

bool same(std::span<const Arc> a, const std::vector<Arc>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

TEST(StoredGraph, ShowsWhatTheStoreHolds) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    testing::Random random(seed);
    Store store = Store::in_memory();
    WriteBatch batch;
    for (int n = 0; n < 8; ++n) {
      batch.put.push_back(testing::random_claims(random, "note" + std::to_string(n)));
    }
    store.apply(batch);
    batch = {};
    batch.retract = {"note0", "note3"};  // leaves ids without a vertex
    store.apply(batch);
    const StoredGraph stored(store);
    const StoredGraph singly(store);
    EXPECT_EQ(stored.vertex_bound(), store.vertex_bound());
    for (VertexId id = 0; id < store.vertex_bound() + 3; ++id) {
      ASSERT_TRUE(same(stored.ties(id), store.ties(id))) << id;
      ASSERT_TRUE(same(stored.arcs(id), store.arcs(id))) << id;
      std::vector<Tie> found;
      for (VertexId other = 0; other < store.vertex_bound() + 3; ++other) {
        const Tie* tie = singly.tie(id, other);  // the first by itself
        ASSERT_EQ(tie == nullptr, stored.tie(id, other) == nullptr) << id << ' ' << other;
        if (tie != nullptr) found.push_back(*tie);
        ASSERT_EQ(singly.tie(id, other), tie);
      }
      ASSERT_TRUE(same(stored.ties(id), found)) << id;
    }
  }
}

TEST(StoredGraph, OfAnEmptyStoreHasNothing) {
  const Store store = Store::in_memory();
  const StoredGraph graph(store);
  EXPECT_EQ(graph.vertex_bound(), 0U);
  EXPECT_TRUE(graph.ties(0).empty());
  EXPECT_TRUE(graph.arcs(UINT32_MAX).empty());
}

TEST(StoredGraph, KeepsTheListsItHandedOut) {
  std::string text;
  for (int n = 0; n < 500; ++n)
    text += "2026-01-05 \"" + std::to_string(n) + "\": Ann, P" + std::to_string(n) + "\n";
  const Store store = graph_of(text);
  const StoredGraph graph(store);
  const VertexId ann = *store.find_key("Ann");
  const std::span<const Tie> early = graph.ties(ann);
  for (VertexId id = 0; id < store.vertex_bound(); ++id) graph.ties(id);
  EXPECT_EQ(graph.ties(ann).data(), early.data());
  EXPECT_EQ(early.size(), 500U);
}

}  // namespace
}  // namespace rapport
