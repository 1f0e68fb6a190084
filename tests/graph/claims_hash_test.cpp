#include "graph/claims_hash.h"

#include <functional>
#include <set>

#include <gtest/gtest.h>

#include "graph/store.h"

namespace rapport {
namespace {

Date day(int number) { return Date{std::chrono::days{number}}; }

SourceClaims sample() {
  SourceClaims claims;
  claims.path = "a.md";
  claims.fingerprint = {12, 34, 56, 78, 90};
  claims.memo = {"identity", {1, 2}, {3}, "diagnostics"};
  claims.vertices.push_back({"a.md", VertexType::person, Rank::note, "Ann", std::nullopt, {}});
  claims.vertices.push_back(
      {"b.md", VertexType::meeting, Rank::slug, "Sync", day(7), {{"role", "CTO", 4, day(8)}}});
  claims.edges.push_back({0, 1, EdgeLabel::attended, Method::name, false, day(7), 5});
  claims.records.push_back(
      {1, RecordKind::task, "Call", day(9), std::nullopt, LocalVertex{0}, {{"due", "x"}}, 6});
  claims.excerpts = {{5, "attendees: Ann"}, {6, "- [ ] Call"}};
  return claims;
}

// One change of each thing that a source can say.
std::vector<std::function<void(SourceClaims&)>> changes() {
  return {
      [](SourceClaims& c) { c.memo.identity += "x"; },
      [](SourceClaims& c) { c.memo.answers.push_back(3); },
      [](SourceClaims& c) { std::swap(c.memo.answers, c.memo.lookups); },
      [](SourceClaims& c) { c.memo.lookups.clear(); },
      [](SourceClaims& c) { c.memo.diagnostics.clear(); },
      [](SourceClaims& c) { c.vertices[0].key = "c.md"; },
      [](SourceClaims& c) { c.vertices[0].type = VertexType::organization; },
      [](SourceClaims& c) { c.vertices[0].rank = Rank::guess; },
      [](SourceClaims& c) { c.vertices[0].name = "Anne"; },
      [](SourceClaims& c) { c.vertices[0].date = day(0); },
      [](SourceClaims& c) { c.vertices[1].properties[0].name = "title"; },
      [](SourceClaims& c) { c.vertices[1].properties[0].value = "CEO"; },
      [](SourceClaims& c) { c.vertices[1].properties[0].line = 5; },
      [](SourceClaims& c) { c.vertices[1].properties[0].date.reset(); },
      [](SourceClaims& c) { std::swap(c.vertices[0].properties, c.vertices[1].properties); },
      [](SourceClaims& c) { c.vertices.pop_back(); },
      [](SourceClaims& c) { std::swap(c.edges[0].from, c.edges[0].to); },
      [](SourceClaims& c) { c.edges[0].label = EdgeLabel::mentioned; },
      [](SourceClaims& c) { c.edges[0].method = Method::dangling; },
      [](SourceClaims& c) { c.edges[0].principal = true; },
      [](SourceClaims& c) { c.edges[0].date = day(8); },
      [](SourceClaims& c) { c.edges[0].line = 6; },
      [](SourceClaims& c) { c.edges.push_back(c.edges[0]); },
      [](SourceClaims& c) { c.records[0].holder = 0; },
      [](SourceClaims& c) { c.records[0].kind = RecordKind::fact; },
      [](SourceClaims& c) { c.records[0].text = "Mail"; },
      [](SourceClaims& c) { c.records[0].date.reset(); },
      [](SourceClaims& c) { std::swap(c.records[0].subject, c.records[0].object); },
      [](SourceClaims& c) { c.records[0].object = 1; },
      [](SourceClaims& c) { c.records[0].attributes[0].first = "done"; },
      [](SourceClaims& c) { c.records[0].attributes[0].second = "y"; },
      [](SourceClaims& c) { c.records[0].line = 7; },
      [](SourceClaims& c) { c.excerpts[5] = "attendees: Bo"; },
      [](SourceClaims& c) { c.excerpts[7] = ""; },
      [](SourceClaims& c) { c.excerpts.erase(6); },
  };
}

TEST(HashOfClaims, TellsEachChangeFromTheOthers) {
  std::set<std::uint64_t> hashes{hash_of(sample())};
  for (const auto& change : changes()) {
    SourceClaims changed = sample();
    change(changed);
    EXPECT_TRUE(hashes.insert(hash_of(changed)).second) << "change " << hashes.size();
  }
  EXPECT_EQ(hashes.size(), changes().size() + 1);
}

TEST(HashOfClaims, IsNotOfWhereAndHowTheFileLies) {
  SourceClaims moved = sample();
  moved.path = "b.md";
  moved.fingerprint = {};
  EXPECT_EQ(hash_of(moved), hash_of(sample()));
}

TEST(Store, KnowsWhetherItHoldsJustTheseClaims) {
  Store store = Store::in_memory();
  EXPECT_FALSE(store.holds(sample()));
  WriteBatch batch;
  batch.put.push_back(sample());
  store.apply(std::move(batch));
  EXPECT_TRUE(store.holds(sample()));
  for (const auto& change : changes()) {
    SourceClaims changed = sample();
    change(changed);
    EXPECT_FALSE(store.holds(changed));
  }
  SourceClaims of_another = sample();
  of_another.path = "b.md";
  EXPECT_FALSE(store.holds(of_another));
  WriteBatch gone;
  gone.retract.push_back("a.md");
  store.apply(std::move(gone));
  EXPECT_FALSE(store.holds(sample()));
}

}  // namespace
}  // namespace rapport
