#include "graph/store.h"

#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/graph/invariants.h"
#include "tests/support/dump.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::claims_of;
using testing::dump;
using testing::graph_of;
using testing::store_of;
using testing::violations;

void put(Store& store, std::string_view path, std::string_view text) {
  WriteBatch batch;
  batch.put.push_back(claims_of(path, text));
  store.apply(batch);
}

void retract(Store& store, std::vector<std::string> paths) {
  WriteBatch batch;
  batch.retract = std::move(paths);
  store.apply(batch);
}

std::string names(const Store& store, std::string_view name) {
  std::string text;
  for (const VertexId id : store.find_name(name)) text += store.vertex(id)->key + ";";
  return text;
}

TEST(Store, ThatIsNewIsEmpty) {
  const Store store = Store::in_memory();
  EXPECT_EQ(dump(store), "");
  EXPECT_EQ(store.vertex_bound(), 0U);
  EXPECT_EQ(store.generation(), 0U);
  EXPECT_EQ(store.writer_settings(), "");
  EXPECT_EQ(store.find_key("x"), std::nullopt);
  EXPECT_TRUE(store.find_name("x").empty());
}

TEST(Store, AnswersWithNothingForWhatIsNoVertex) {
  const Store store = graph_of("Ann works_at Acme");
  for (const VertexId id : {store.vertex_bound(), UINT32_MAX}) {
    EXPECT_EQ(store.vertex(id), std::nullopt);
    EXPECT_TRUE(store.arcs(id).empty());
    EXPECT_TRUE(store.ties(id).empty());
    EXPECT_TRUE(store.records(id).empty());
    EXPECT_TRUE(store.signals(id).empty());
  }
  EXPECT_EQ(store.source_path(9), "");
  EXPECT_EQ(store.memo(9).identity, "");
  EXPECT_EQ(store.excerpt({9, 1}), "");
}

TEST(Store, CountsItsBatchesAndIgnoresEmptyOnes) {
  Store store = Store::in_memory();
  store.apply({});
  EXPECT_EQ(store.generation(), 0U);
  put(store, "a.md", "Ann works_at Acme");
  put(store, "b.md", "Bob works_at Acme");
  EXPECT_EQ(store.generation(), 2U);
}

TEST(Store, FindsByKeyExactly) {
  const Store store = graph_of("Ann Lee works_at Acme");
  ASSERT_TRUE(store.find_key("Ann Lee"));
  EXPECT_EQ(store.vertex(*store.find_key("Ann Lee"))->name, "Ann Lee");
  EXPECT_EQ(store.find_key("ann lee"), std::nullopt);
  EXPECT_EQ(store.find_key(""), std::nullopt);
}

TEST(Store, FindsByFoldedNameAndAlias) {
  const Store store = graph_of(R"(
      Zoë Brandt works_at Acme-Corp
      Zoë Brandt alias "ZB"
      Ann alias "zoë  brandt"
  )");
  EXPECT_EQ(names(store, "zoë-brandt"), "Zoë Brandt;Ann;");
  EXPECT_EQ(names(store, "ZOE\u0308 BRANDT"), "Zoë Brandt;Ann;");
  EXPECT_EQ(names(store, "zb"), "Zoë Brandt;");
  EXPECT_EQ(names(store, "acme corp"), "Acme-Corp;");
  EXPECT_EQ(names(store, "Zoe Brandt"), "");
  EXPECT_EQ(names(store, "zoë"), "");
}

TEST(Store, ForgetsAnAliasThatItsSourceNoLongerGives) {
  Store store = store_of({{"a.md", "Ann alias \"AL\""}, {"b.md", "Ann alias \"Annie\""}});
  EXPECT_EQ(names(store, "al"), "Ann;");
  put(store, "a.md", "Ann alias \"Al2\"");
  EXPECT_EQ(names(store, "al"), "");
  EXPECT_EQ(names(store, "al2"), "Ann;");
  EXPECT_EQ(names(store, "annie"), "Ann;");
}

TEST(Store, MirrorsEveryEdgeAtItsOtherEnd) {
  const Store store = graph_of("Ann reports_to Bob 2026-01-05; Ann reports_to Ann");
  const VertexId ann = *store.find_key("Ann");
  const VertexId bob = *store.find_key("Bob");
  const std::vector<Arc> of_bob = store.arcs(bob);
  ASSERT_EQ(of_bob.size(), 1U);
  EXPECT_EQ(of_bob[0], (Arc{EdgeLabel::reports_to,
                            Direction::in,
                            ann,
                            {0, 1},
                            Method::name,
                            false,
                            parse_date("2026-01-05")}));
  EXPECT_EQ(store.arcs(ann).size(), 3U);  // out to Bob, out to and in from herself
  EXPECT_EQ(violations(store), "");
}

TEST(Store, KeepsAnEdgePerClaim) {
  const Store store =
      store_of({{"a.md", "Ann works_at Acme; Ann works_at Acme"}, {"b.md", "Ann works_at Acme"}});
  EXPECT_EQ(dump(store, "edge"),
            "Ann -works_at-> Acme by=name a.md:1\n"
            "Ann -works_at-> Acme by=name a.md:2\n"
            "Ann -works_at-> Acme by=name b.md:1\n");
}

TEST(Store, RetractsWhatNobodyElseClaims) {
  Store store = store_of({{"a.md", "Ann works_at Acme; Ann role \"CTO\"; fact: Ann \"likes tea\""},
                          {"b.md", "Bob works_at Acme; support: Ann 2026-01-05"}});
  retract(store, {"a.md"});
  EXPECT_EQ(dump(store), dump(store_of({{"b.md", "Bob works_at Acme; support: Ann 2026-01-05"}})));
  retract(store, {"b.md"});
  EXPECT_EQ(dump(store), "");
  EXPECT_EQ(violations(store), "");
}

TEST(Store, IgnoresTheRetractionOfWhatItNeverHad) {
  Store store = graph_of("Ann works_at Acme");
  const std::string before = dump(store);
  retract(store, {"other.md"});
  EXPECT_EQ(dump(store), before);
}

TEST(Store, ReplacesASourceThatIsPutAgain) {
  Store store = store_of({{"a.md", "Ann works_at Acme; Ann role \"CTO\""}});
  put(store, "a.md", "Ann works_at Bolt");
  EXPECT_EQ(dump(store), dump(store_of({{"a.md", "Ann works_at Bolt"}})));
}

TEST(Store, KeepsTheIdsOfASourceThatIsPutAgain) {
  Store store = store_of({{"a.md", "Ann works_at Acme"}});
  const auto ann = store.find_key("Ann");
  put(store, "a.md", "Ann works_at Bolt");
  EXPECT_EQ(store.find_key("Ann"), ann);
  int sources = 0;
  store.for_each_source([&](const Store::Source& s) { sources += s.path == "a.md" ? 1 : 9; });
  EXPECT_EQ(sources, 1);
}

TEST(Store, HasASourceOnceThatClaimsNothing) {
  Store store = store_of({{"empty.md", ""}});
  put(store, "empty.md", "");
  put(store, "empty.md", "");
  EXPECT_EQ(dump(store, "source"), dump(store_of({{"empty.md", ""}}), "source"));
  retract(store, {"empty.md"});
  EXPECT_EQ(dump(store), "");
}

TEST(Store, TakesARetractionAndClaimsOfOneSourceInOneBatch) {
  // First all retractions, then all claims: the claims stay, and what others say is not touched.
  Store store = store_of({{"a.md", "Ann works_at Acme"}, {"b.md", "Ann works_at Acme"}});
  WriteBatch batch;
  batch.retract = {"a.md", "a.md"};
  batch.put.push_back(claims_of("a.md", "Ann works_at Bolt"));
  store.apply(batch);
  EXPECT_EQ(dump(store),
            dump(store_of({{"a.md", "Ann works_at Bolt"}, {"b.md", "Ann works_at Acme"}})));
  retract(store, {"a.md", "a.md"});
  EXPECT_EQ(dump(store), dump(store_of({{"b.md", "Ann works_at Acme"}})));
  retract(store, {"b.md"});
  EXPECT_EQ(dump(store), "");
}

TEST(Store, RemembersExcerptsMemosAndSettings) {
  Store store = Store::in_memory();
  WriteBatch batch;
  batch.put.push_back(claims_of("a.md", "Ann works_at Acme"));
  batch.put[0].memo = {"ann", {5}, {3, 7}, "a.md:1: warning"};
  batch.writer_settings = "rules 1";
  store.apply(batch);
  EXPECT_EQ(store.excerpt({0, 1}), "Ann works_at Acme");
  EXPECT_EQ(store.excerpt({0, 2}), "");
  EXPECT_EQ(store.source_path(0), "a.md");
  EXPECT_EQ(store.memo(0).identity, "ann");
  EXPECT_EQ(store.memo(0).lookups, (std::vector<std::uint32_t>{3, 7}));
  EXPECT_EQ(store.memo(0).diagnostics, "a.md:1: warning");
  EXPECT_EQ(store.writer_settings(), "rules 1");

  put(store, "a.md", "Ann works_at Acme");  // without diagnostics now
  EXPECT_EQ(store.memo(0).diagnostics, "");
  EXPECT_EQ(store.writer_settings(), "rules 1");
  retract(store, {"a.md"});
  EXPECT_EQ(store.excerpt({0, 1}), "");
  EXPECT_EQ(store.memo(0).identity, "");
}

TEST(Store, TouchesTheFingerprintAndNothingElse) {
  Store store = store_of({{"a.md", "Ann works_at Acme"}});
  const std::string edges = dump(store, "edge");
  WriteBatch batch;
  const Fingerprint changed{1, 2, -3, 4, 5};
  batch.touch = {{"a.md", changed}, {"unknown.md", changed}};
  store.apply(batch);
  EXPECT_EQ(dump(store, "source"), "a.md hash=5\n");
  store.for_each_source([&](const Store::Source& s) { EXPECT_EQ(s.fingerprint, changed); });
  EXPECT_EQ(dump(store, "edge"), edges);
}

TEST(Store, SortsRecordsAndSignalsApart) {
  const Store store = graph_of(R"(
      guard: Ann !-> Bob until Cid 2026-01-05
      task: Ann "Send it" open=true
  )");
  EXPECT_EQ(dump(store, "record"), "Ann task \"Send it\" subject=Ann open=\"true\" graph.md:2\n");
  EXPECT_EQ(dump(store, "signal"),
            "Bob guard \"guard: Ann !-> Bob until Cid 2026-01-05\" 2026-01-05 subject=Ann "
            "object=Bob until=\"Cid agrees\" waits_for_name=\"Cid\" waits_for=\"Cid\" "
            "graph.md:1\n");
}

TEST(Store, KeepsEveryPropertyThatIsClaimed) {
  const Store store = store_of({{"a.md", "Ann role \"CTO\""}, {"b.md", "Ann role \"CEO\""}});
  EXPECT_EQ(dump(store, "property"), "Ann role=\"CEO\" b.md:1\nAnn role=\"CTO\" a.md:1\n");
  const Vertex ann = *store.vertex(*store.find_key("Ann"));
  EXPECT_EQ(*ann.find("role"), "CEO");  // the smallest value, whatever the order
  EXPECT_EQ(ann.find("seniority"), nullptr);
}

// What a note says of itself goes before what is told of a day, and the latest day before others.
TEST(Store, PutsTheLatestValueOfAPropertyFirst) {
  const auto store_with = [](const std::vector<PropertyClaim>& claims) {
    WriteBatch batch;
    for (const PropertyClaim& claim : claims) {
      SourceClaims source;
      source.path = fmt::format("{}.md", batch.put.size());
      source.vertices.push_back(
          {"Ann", VertexType::person, Rank::role, "Ann", std::nullopt, {claim}});
      batch.put.push_back(std::move(source));
    }
    Store store = Store::in_memory();
    store.apply(std::move(batch));
    return *store.vertex(*store.find_key("Ann"))->find("role");
  };
  const PropertyClaim before{"role", "Account Manager", 1, parse_date("2025-11-01")};
  const PropertyClaim after{"role", "VP Sales", 1, parse_date("2025-11-10")};
  const PropertyClaim own{"role", "Zookeeper", 1};
  EXPECT_EQ(store_with({before, after}), "VP Sales");
  EXPECT_EQ(store_with({after, before}), "VP Sales");
  EXPECT_EQ(store_with({after, own, before}), "Zookeeper");
}

TEST(Store, TakesAnyBytesAsNames) {
  const std::string odd("a\0\xFF\n\"", 5);
  WriteBatch batch;
  batch.put.push_back({});
  batch.put[0].path = odd;
  batch.put[0].vertices.push_back({odd, VertexType::person, Rank::note, odd, {}, {}});
  batch.put[0].vertices.push_back({"", VertexType::tag, Rank::note, "", {}, {}});
  Store store = Store::in_memory();
  store.apply(batch);
  ASSERT_TRUE(store.find_key(odd));
  EXPECT_EQ(store.vertex(*store.find_key(odd))->name, odd);
  EXPECT_TRUE(store.find_key(""));
  EXPECT_EQ(violations(store), "");
}

}  // namespace
}  // namespace rapport
