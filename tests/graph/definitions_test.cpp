#include <algorithm>
#include <vector>

#include <gtest/gtest.h>

#include "graph/store.h"
#include "tests/graph/invariants.h"
#include "tests/support/dump.h"

// What a vertex is called and what it is: the surest claim decides.

namespace rapport {
namespace {

using testing::dump;
using testing::violations;

struct Opinion {
  VertexType type;
  Rank rank;
  const char* name;
  const char* date;  // "" for none
};

SourceClaims claims_of(const std::string& path, const Opinion& o) {
  SourceClaims claims;
  claims.path = path;
  claims.vertices.push_back({"x", o.type, o.rank, o.name, parse_date(o.date), {}});
  return claims;
}

TEST(Definitions, TheSurestDecidesWhateverTheOrder) {
  struct {
    std::vector<Opinion> opinions;
    const char* vertex;
  } const cases[] = {
      {{{VertexType::note, Rank::mention, "ann", ""}}, "x note \"ann\" stub\n"},
      {{{VertexType::note, Rank::mention, "ann", ""},
        {VertexType::person, Rank::role, "Ann Lee", ""}},
       "x person \"Ann Lee\" stub\n"},
      {{{VertexType::person, Rank::role, "ann", ""},
        {VertexType::organization, Rank::note, "Ann Ltd", ""},
        {VertexType::person, Rank::role, "Ann", ""}},
       "x organization \"Ann Ltd\"\n"},
      {{{VertexType::person, Rank::guess, "Sync", ""},
        {VertexType::organization, Rank::slug, "sync", ""},
        {VertexType::person, Rank::role, "Sync", ""},
        {VertexType::meeting, Rank::dated_title, "2026-01-05 - Sync", "2026-01-05"}},
       "x meeting \"2026-01-05 - Sync\" stub 2026-01-05\n"},
      // Of equal rank: the organization, then the lower type, then the smaller name, then the one
      // with the later date.
      {{{VertexType::organization, Rank::role, "A", ""}, {VertexType::person, Rank::role, "B", ""}},
       "x organization \"A\" stub\n"},
      {{{VertexType::person, Rank::note, "Bob", ""}, {VertexType::person, Rank::note, "Ann", ""}},
       "x person \"Ann\"\n"},
      {{{VertexType::meeting, Rank::note, "S", ""},
        {VertexType::meeting, Rank::note, "S", "2026-01-05"},
        {VertexType::meeting, Rank::note, "S", "2026-01-04"}},
       "x meeting \"S\" 2026-01-05\n"},
      // Many weak claims do not outweigh a sure one.
      {{{VertexType::note, Rank::mention, "n", ""},
        {VertexType::note, Rank::mention, "n", ""},
        {VertexType::project, Rank::slug, "p", ""},
        {VertexType::note, Rank::mention, "n", ""}},
       "x project \"p\" stub\n"},
  };
  for (const auto& c : cases) {
    std::vector<std::size_t> order(c.opinions.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    do {
      Store store = Store::in_memory();
      for (const std::size_t i : order) {
        WriteBatch batch;
        batch.put.push_back(claims_of("note" + std::to_string(i), c.opinions[i]));
        store.apply(batch);
      }
      ASSERT_EQ(dump(store, "vertex"), c.vertex);
      ASSERT_EQ(violations(store), "");
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

TEST(Definitions, AStubBecomesANoteAndAStubAgain) {
  Store store = Store::in_memory();
  WriteBatch mention;
  mention.put.push_back(claims_of("meeting.md", {VertexType::person, Rank::role, "Ann", ""}));
  store.apply(mention);
  EXPECT_EQ(dump(store, "vertex"), "x person \"Ann\" stub\n");
  const auto id = store.find_key("x");

  WriteBatch note;
  note.put.push_back(claims_of("ann.md", {VertexType::person, Rank::note, "Ann Lee", ""}));
  store.apply(note);
  EXPECT_EQ(dump(store, "vertex"), "x person \"Ann Lee\"\n");
  EXPECT_EQ(store.find_key("x"), id);

  WriteBatch gone;
  gone.retract.push_back("ann.md");
  store.apply(gone);
  EXPECT_EQ(dump(store, "vertex"), "x person \"Ann\" stub\n");
  EXPECT_EQ(store.find_key("x"), id);
  EXPECT_TRUE(store.find_name("Ann Lee").empty());

  gone.retract = {"meeting.md"};
  store.apply(gone);
  EXPECT_EQ(dump(store, "vertex"), "");
  EXPECT_EQ(store.find_key("x"), std::nullopt);
  EXPECT_TRUE(store.find_name("Ann").empty());
}

TEST(Definitions, WhatTwoSourcesSaySurvivesTheLossOfOne) {
  Store store = Store::in_memory();
  WriteBatch batch;
  batch.put.push_back(claims_of("a.md", {VertexType::person, Rank::role, "Ann", ""}));
  batch.put.push_back(claims_of("b.md", {VertexType::person, Rank::role, "Ann", ""}));
  store.apply(batch);
  WriteBatch gone;
  gone.retract = {"a.md"};
  store.apply(gone);
  EXPECT_EQ(dump(store, "vertex"), "x person \"Ann\" stub\n");
  gone.retract = {"b.md"};
  store.apply(gone);
  EXPECT_EQ(dump(store), "");
}

TEST(Definitions, OfOneVertexTwiceInASourceAreBothRetracted) {
  Store store = Store::in_memory();
  WriteBatch batch;
  batch.put.push_back(claims_of("a.md", {VertexType::person, Rank::role, "Ann", ""}));
  batch.put[0].vertices.push_back(batch.put[0].vertices[0]);
  batch.put[0].vertices.push_back({"x", VertexType::note, Rank::mention, "ann", {}, {}});
  store.apply(batch);
  EXPECT_EQ(dump(store, "vertex"), "x person \"Ann\" stub\n");
  WriteBatch gone;
  gone.retract = {"a.md"};
  store.apply(gone);
  EXPECT_EQ(dump(store), "");
}

}  // namespace
}  // namespace rapport
