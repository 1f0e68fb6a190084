#include "analysis/sponsorship_paths.h"

#include <cmath>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::dump;
using testing::graph_of;
using testing::names;
using testing::places;
using testing::store_of;
using testing::World;

std::string answer(const Connections& c) {
  return std::string(to_string(c.status)) + "\n" + dump(c);
}

TEST(Connections, AreOfTheKindThatTheirHopsTell) {
  struct {
    const char* graph;
    const char* answer;
  } const cases[] = {
      {"2026-01-05: Me, Bob", "direct\nintroduction Me > Bob\n"},
      {"person: Me, Bob", "unconnected\n"},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Bob", "paths\nintroduction Me > Ann > Bob\n"},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Cid; 2026-01-07: Cid, Bob",
       "paths\nintroduction Me > Ann > Cid > Bob\n"},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Cid; 2026-01-07: Cid, Dan; 2026-01-08: Dan, Bob",
       "unconnected\n"},  // four hops
      // Statements make hops, too.
      {"Ann reports_to Me; Ann introduced Bob 2026-01-05", "paths\nintroduction Me > Ann > Bob\n"},
      // Neither a room of nine nor a company, a project or a page brings people together.
      {"2026-01-05 9: Me, Bob", "unconnected\n"},
      {"2026-01-05: Me, Ann about Acme; Me works_at Acme; Bob works_at Acme; Ann owns Pilot; "
       "Bob owns Pilot; note: Page; Me links_to Page; Bob links_to Page",
       "unconnected\n"},
      {"2026-01-05: Me, Ann; Bob champions Ann; Ann blocks Bob; Ann links_to Bob", "unconnected\n"},
      // A promise to open a thread leads one way.
      {"2026-01-05: Me, Ann; Ann will_open Bob 2026-01-05", "paths\nsponsorship Me > Ann > Bob\n"},
      {"2026-01-05: Me, Ann; Bob will_open Ann 2026-01-05", "unconnected\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(answer(World(c.graph).who("Bob")), c.answer) << c.graph;
}

TEST(Sponsorship, NeedsAdvocacyOnTheWayAndAccessAtItsEnd) {
  const std::string met = "2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; ";
  const std::string one_to_ones = met + "2025-06-06: Ann, Bob; 2025-09-06: Ann, Bob; ";
  const std::string three = "2026-01-05: Me, Ann; 2026-01-06: Ann, Cid; Cid reports_to Bob; ";
  struct {
    std::string graph;
    const char* answer;
  } const cases[] = {
      {met + "sponsor: Ann 2026-01-05", "introduction Me > Ann > Bob\n"},  // no access
      {met + "Ann reports_to Bob", "introduction Me > Ann > Bob\n"},       // no advocacy
      {met + "Ann reports_to Bob; sponsor: Ann 2026-01-05", "sponsorship Me > Ann > Bob\n"},
      {met + "Ann reports_to Bob; champion: Ann 2026-01-05", "sponsorship Me > Ann > Bob\n"},
      {met + "Ann reports_to Bob; support: Ann 2026-01-05", "sponsorship Me > Ann > Bob\n"},
      {met + "Ann reports_to Bob; support: Bob 2026-01-05", "sponsorship Me > Ann > Bob\n"},
      {met + "Ann reports_to Bob; support: Me 2026-01-05", "introduction Me > Ann > Bob\n"},
      {met + "Bob reports_to Ann; sponsor: Ann 2026-01-05", "introduction Me > Ann > Bob\n"},
      {met + "Ann reports_to Bob; sponsor: Ann 2025-07-19", "introduction Me > Ann > Bob\n"},
      {met + "Ann reports_to Bob; sponsor: Ann 2026-01-05; left: Ann 2026-01-06",
       "introduction Me > Ann > Bob\n"},
      {met + "Ann will_open Bob 2026-01-05", "sponsorship Me > Ann > Bob\n"},     // both at once
      {one_to_ones + "sponsor: Ann 2026-01-05", "sponsorship Me > Ann > Bob\n"},  // recurring
      {one_to_ones, "introduction Me > Ann > Bob\n"},
      // Three meetings, but not among the two of them; or not of the last year.
      {"2026-01-05: Me, Ann; 2026-01-06 3: Ann, Bob; 2026-01-07 3: Ann, Bob; 2026-01-08 3: Ann, "
       "Bob; sponsor: Ann 2026-01-05",
       "introduction Me > Ann > Bob\n"},
      {"2026-01-05: Me, Ann; 2025-01-06: Ann, Bob; 2025-01-07: Ann, Bob; 2025-01-08: Ann, Bob; "
       "sponsor: Ann 2026-01-05",
       "introduction Me > Ann > Bob\n"},
      // The advocate need not be the one with access.
      {three + "champion: Ann 2026-01-05", "sponsorship Me > Ann > Cid > Bob\n"},
      {three, "introduction Me > Ann > Cid > Bob\n"},
      // Whom we know ourselves.
      {"2026-01-05: Me, Bob; Me reports_to Bob; champion: Bob 2026-01-05",
       "sponsorship Me > Bob\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(World(c.graph).who("Bob")), c.answer) << c.graph;
}

TEST(Guards, BlockHopsAndAllowedPathsRankFirst) {
  const std::string through_ann = "2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; ";
  struct {
    std::string graph;
    const char* answer;
  } const cases[] = {
      {through_ann + "guard: Ann !-> Bob until Cid",
       "blocked\nBLOCKED introduction Me > Ann > Bob (not until Cid agrees)\n"},
      {through_ann + "guard: !-> Bob until Cid",
       "blocked\nBLOCKED introduction Me > Ann > Bob (not until Cid agrees)\n"},
      // Mine alone says that I must not turn to Bob: a way through Ann stays open, and says so.
      {through_ann + "guard: Me !-> Bob", "paths\nintroduction Me > Ann > Bob (not)\n"},
      {through_ann + "guard: Dan !-> Bob", "paths\nintroduction Me > Ann > Bob\n"},
      {through_ann + "guard: Bob !-> Ann", "paths\nintroduction Me > Ann > Bob\n"},
      {through_ann + "guard: Me !-> Ann", "blocked\nBLOCKED introduction Me > Ann > Bob (not)\n"},
      {"2026-01-05: Me, Bob; guard: Me !-> Bob", "blocked\nBLOCKED introduction Me > Bob (not)\n"},
      // A worse path which is allowed comes before a better one which is not.
      {through_ann + "2025-01-05: Me, Dan; 2025-01-06: Dan, Bob; guard: Ann !-> Bob until Cid",
       "paths\nintroduction Me > Dan > Bob\n"
       "BLOCKED introduction Me > Ann > Bob (not until Cid agrees)\n"},
      {"2026-01-05: Me, Bob; 2026-01-06: Me, Ann; 2026-01-06: Ann, Bob; guard: Me !-> Bob",
       "paths\nintroduction Me > Ann > Bob (not)\nBLOCKED introduction Me > Bob (not)\n"},
      {through_ann + "guard: !-> Bob until Cid 2026-01-05; deprioritised: Cid 2026-01-06",
       "blocked\nBLOCKED introduction Me > Ann > Bob (not until Cid agrees)\n"
       "dead-lock Bob waits for Cid\n"},
      // A decision sends Ann.
      {through_ann + "Ann will_open Bob 2026-01-07; guard: !-> Bob until Cid",
       "paths\nsponsorship Me > Ann > Bob (not until Cid agrees)\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(answer(World(c.graph).who("Bob")), c.answer) << c.graph;
}

TEST(Guards, MarkTheirHopAndCiteTheirPlaces) {
  const char* said = "guard: Ann !-> Bob until Cid 2026-01-07";
  const World world(store_of(
      {{"b.md", "2026-01-05: Me, Ann; 2026-01-06: Ann, Bob"}, {"c.md", said}, {"a.md", said}}));
  const PathFinding path = world.who("Bob").paths.front();
  EXPECT_FALSE(path.hops[0].guarded);
  EXPECT_TRUE(path.hops[1].guarded);
  ASSERT_EQ(path.guards.size(), 1U);
  EXPECT_EQ(path.guards[0].speaker.name, "Ann");
  EXPECT_FALSE(path.guards[0].binds_everyone);
  EXPECT_EQ(places(path.guards[0].evidence), "a.md:1, c.md:1");
}

TEST(Leads, RestOnHearsayAndNeverRankWithPaths) {
  struct {
    const char* graph;
    const char* answer;
  } const cases[] = {
      {"2026-01-05: Me, Ann; Bob via Ann 2026-01-06; Bob via Ann 2026-01-07",
       "leads\nlead Me > Ann ~ Bob (via 2)\n"},
      {"2026-01-05: Me, Ann; 2026-01-06: Me, Cid; Bob via Ann 2026-01-06; Bob via Cid 2026-01-07; "
       "Bob via Ann 2026-01-08",
       "leads\nlead Me > Ann ~ Bob (via 2)\nlead Me > Cid ~ Bob (via 1)\n"},
      // Of as many, whose word is the latest; then by name.
      {"2026-01-05: Me, Ann, Cid; Bob via Ann 2026-01-06; Bob via Cid 2026-01-07",
       "leads\nlead Me > Cid ~ Bob (via 1)\nlead Me > Ann ~ Bob (via 1)\n"},
      {"2026-01-05: Me, Cid, Ann; Bob via Cid; Bob via Ann",
       "leads\nlead Me > Ann ~ Bob (via 1)\nlead Me > Cid ~ Bob (via 1)\n"},
      // Who sat in a meeting that mentions Bob, where no line says more.
      {"2026-01-05: Me, Ann; Bob mentioned 2026-01-05",
       "leads\nlead Me > Ann ~ Bob (mentioned 1)\n"},
      {"2026-01-05: Me, Ann; Bob mentioned 2026-01-05; 2026-01-06: Me, Cid; Bob via Cid 2026-01-06",
       "leads\nlead Me > Cid ~ Bob (via 1)\n"},
      // The way to the source of a lead has hops of its own.
      {"2026-01-05: Me, Cid; 2026-01-06: Cid, Ann; Bob via Ann 2026-01-06",
       "leads\nlead Me > Cid > Ann ~ Bob (via 1)\n"},
      // Nobody reaches the source: it is shown as it is.
      {"person: Me; 2026-01-05: Cid, Ann; Bob via Ann 2026-01-06",
       "unconnected\nlead Ann ~ Bob (via 1)\n"},
      {"2026-01-05: Me, Cid; Bob via Ann 2026-01-06; Bob via Ann 2026-01-07; Bob via Cid "
       "2026-01-06",
       "leads\nlead Me > Cid ~ Bob (via 1)\nlead Ann ~ Bob (via 2)\n"},
      // Not said yet.
      {"2026-01-05: Me, Ann; Bob via Ann 2026-01-17", "unconnected\n"},
      // A weak path outranks the best of leads.
      {"2020-01-05: Me, Cid; 2020-01-06: Cid, Bob; 2026-01-05: Me, Ann; Bob via Ann 2026-01-06",
       "paths\nintroduction Me > Cid > Bob\nlead Me > Ann ~ Bob (via 1)\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(answer(World(c.graph).who("Bob")), c.answer) << c.graph;
}

TEST(Leads, HaveNoProbabilityAndCiteEveryLine) {
  const World world("2026-01-05: Me, Ann; Bob via Ann 2026-01-06; Bob via Ann 2026-01-07");
  const Connections found = world.who("Bob");
  ASSERT_EQ(found.leads.size(), 1U);
  const PathFinding& lead = found.leads.front();
  EXPECT_EQ(lead.kind, PathKind::lead);
  EXPECT_EQ(lead.probability, 0);
  EXPECT_FALSE(lead.cost);
  EXPECT_GT(lead.hops.front().probability, 0);
  EXPECT_EQ(lead.hops.back().probability, 0);
  EXPECT_TRUE(lead.hops.back().weakest);
  EXPECT_EQ(places(lead.hops.back().evidence), "graph.md:2, graph.md:3");
  EXPECT_EQ(found.reach, 0);
  EXPECT_FALSE(found.met);
}

TEST(Paths, KeepToTheHopsAskedFor) {
  const World world(R"(
      2024-01-05: Me, Bob
      2026-01-06: Me, Ann; 2026-01-06: Ann, Bob
      2026-01-07: Me, Cid; 2026-01-07: Cid, Dan; 2026-01-07: Dan, Bob)");
  struct {
    int max_hops;
    const char* paths;
  } const cases[] = {
      {1, "introduction Me > Bob\n"},
      {2, "introduction Me > Ann > Bob\nintroduction Me > Bob\n"},
      {3,
       "introduction Me > Ann > Bob\nintroduction Me > Cid > Dan > Bob\nintroduction Me > Bob\n"},
  };
  for (const auto& c : cases) {
    WhoQuery query = world.query("Bob");
    query.max_hops = c.max_hops;
    EXPECT_EQ(dump(world.who(query)), c.paths) << c.max_hops;
  }
}

TEST(Paths, CanBeAskedForWithoutSomebody) {
  const World world(R"(
      2026-01-06: Me, Ann; 2026-01-06: Ann, Bob
      2026-01-07: Me, Cid; 2025-01-07: Cid, Bob
      2026-01-07: Ann, Eve; Eve via Ann 2026-01-06)");
  WhoQuery query = world.query("Bob");
  query.without = world.id("Ann");
  const Connections without = world.who(query);
  EXPECT_EQ(dump(without), "introduction Me > Cid > Bob\n");
  EXPECT_EQ(without.without->name, "Ann");
  EXPECT_DOUBLE_EQ(without.reach_with, world.who("Bob").reach);
  EXPECT_LT(without.reach, without.reach_with);

  query = world.query("Eve");
  query.without = world.id("Ann");
  EXPECT_EQ(answer(world.who(query)), "unconnected\n");
}

TEST(Paths, ThatAreShownShareAtMostHalfOfTheirPeople) {
  // Me > Ann > {Cid, Dan, Eve} > Bob all share Ann: half of their people, which may be.
  EXPECT_EQ(dump(World(R"(
      2026-01-06: Me, Ann; 2026-01-06: Ann, Cid; 2026-01-06: Ann, Dan
      2026-01-05: Cid, Bob; 2026-01-04: Dan, Bob)")
                     .who("Bob")),
            "introduction Me > Ann > Cid > Bob\nintroduction Me > Ann > Dan > Bob\n");
  // Me > Cid > Ann > Bob adds nobody but a detour to Me > Ann > Bob.
  EXPECT_EQ(dump(World(R"(
      2026-01-06: Me, Ann; 2026-01-06: Me, Cid; 2026-01-06: Cid, Ann; 2026-01-06: Ann, Bob
      2025-01-01: Me, Dan; 2025-01-01: Dan, Bob)")
                     .who("Bob")),
            "introduction Me > Ann > Bob\nintroduction Me > Dan > Bob\n");
}

TEST(Paths, AreAsManyAsAskedFor) {
  std::string graph;
  for (const char* name : {"Ann", "Cid", "Dan", "Eve", "Fay"}) {
    graph += fmt::format("2026-01-06: Me, {0}; 2026-01-06: {0}, Bob; ", name);
  }
  const World world(graph);
  for (const std::size_t paths : {1U, 3U, 5U, 20U}) {
    WhoQuery query = world.query("Bob");
    query.paths = paths;
    EXPECT_EQ(world.who(query).paths.size(), std::min<std::size_t>(paths, 5)) << paths;
  }
}

TEST(Paths, ShowWhomOneKnowsInPersonAlsoWhenOtherWaysAreStronger) {
  std::string text = "2023-01-05: Me, Tara\n";  // once, three years ago
  for (const char* other : {"Ann", "Bob", "Cid", "Dee"}) {
    for (int day = 10; day < 16; ++day) {
      text += "2026-01-" + std::to_string(day) + " \"" + other + " 1\": Me, " + other + "\n";
      text += "2026-01-" + std::to_string(day) + " \"" + other + " 2\": " + other + ", Tara\n";
    }
  }
  const World world(text);
  const Connections found = world.who("Tara");
  EXPECT_EQ(found.status, ConnectionStatus::direct);
  ASSERT_EQ(found.paths.size(), 3U);
  EXPECT_EQ(found.paths.back().hops.size(), 1U);
  EXPECT_LT(found.paths.back().probability, found.paths.front().probability);
}

TEST(Guards, OnTheTargetAreSeenHoweverManyWaysAreAllowed) {
  std::string text = "guard: !-> Tara until Pia 2026-01-02\n";
  text += "guard: Ann !-> Tara\n";
  for (int i = 0; i < 14; ++i) {
    const std::string broker = "Broker" + std::string(1, static_cast<char>('A' + i));
    text += broker + " will_open Tara 2026-01-03\n";  // named to open the thread: not bound
    for (int day = 10; day < 16; ++day) {
      text += "2026-01-" + std::to_string(day) + " \"" + broker + "\": Me, " + broker + "\n";
    }
  }
  text += "2025-10-01 \"old\": Me, Ann\n2025-10-02 \"old\": Ann, Tara\n";
  const Connections found = World(text).who("Tara");
  EXPECT_EQ(found.status, ConnectionStatus::paths);
  EXPECT_TRUE(std::any_of(found.paths.begin(), found.paths.end(),
                          [](const PathFinding& path) { return path.blocked; }));
}

TEST(Paths, TellAllOfTheirHops) {
  const World world(R"(
      2026-01-05: Me, Ann
      2026-01-06: Ann, Bob, Cid
      2026-01-12: Ann, Bob
      Ann reports_to Bob)");
  const Connections found = world.who("Bob");
  ASSERT_EQ(found.paths.size(), 1U);
  const PathFinding& path = found.paths.front();
  const HopFinding& first = path.hops[0];
  const HopFinding& last = path.hops[1];
  EXPECT_EQ(first.relation, "attended");
  EXPECT_EQ(places(first.evidence), "graph.md:1");
  EXPECT_TRUE(first.weakest);
  EXPECT_FALSE(last.weakest);
  EXPECT_EQ(last.contact_days, 2);
  EXPECT_EQ(to_iso(*last.last_contact), "2026-01-12");
  EXPECT_EQ(last.group_sizes, (std::vector{2, 3}));
  EXPECT_EQ(last.statements, (std::set<std::string>{"reports to Bob"}));
  EXPECT_EQ(places(last.evidence), "graph.md:4, graph.md:3, graph.md:2");
  EXPECT_EQ(last.discount, 1);
  EXPECT_DOUBLE_EQ(first.discount, world.people().discount(world.id("Ann")));
  EXPECT_LT(first.discount, 1);
  EXPECT_DOUBLE_EQ(path.probability, first.probability * first.discount * last.probability);
  EXPECT_DOUBLE_EQ(*path.cost, -std::log(path.probability));
  EXPECT_DOUBLE_EQ(found.reach, path.probability);
}

TEST(Reach, TakesAtMostThreePathsThatShareNobody) {
  std::string graph;
  int people = 0;
  for (const char* name : {"Ann", "Cid", "Dan", "Eve", "Fay"}) {
    graph += fmt::format("2026-01-16: Me, {0}; 2026-01-16: {0}, Bob; ", name);
    const Connections found = World(graph).who("Bob");
    const double all_fail = std::pow(1 - found.paths.front().probability, std::min(++people, 3));
    EXPECT_NEAR(found.reach, 1 - all_fail, 1e-9) << graph;
  }
}

TEST(Reach, LeavesOutWhatIsBlockedOrShared) {
  const std::string way = "2026-01-16: Me, Ann; 2026-01-16: Ann, Bob; ";
  EXPECT_EQ(World("person: Me, Bob").who("Bob").reach, 0);
  EXPECT_EQ(World(way + "guard: Ann !-> Bob").who("Bob").reach, 0);
  const Connections through_ann =
      World(way + "2026-01-16: Me, Cid; 2026-01-16: Cid, Ann").who("Bob");
  EXPECT_NEAR(through_ann.reach, through_ann.paths.front().probability, 1e-9);
}

TEST(AsOf, InThePastIgnoresAllThatCameLater) {
  const char* before = R"(
      2025-11-05: Me, Ann; 2025-11-06: Ann, Bob; Bob via Cid 2025-11-01
      guard: Eve !-> Bob until Cid 2025-11-07; sponsor: Ann 2025-11-08; Ann reports_to Bob 2025-11-08)";
  const char* after = R"(
      2026-01-05: Me, Bob; 2026-01-06: Me, Dan; 2026-01-06: Dan, Bob; Bob via Dan 2026-01-01
      guard: Ann !-> Bob 2026-01-07; left: Ann 2026-01-08; support: Cid 2026-01-08
      Me will_open Bob 2026-01-09; deprioritised: Cid 2026-01-09; Me reports_to Bob 2026-01-09)";
  const World then(store_of({{"a.md", before}}), "2025-12-01");
  const World seen_from_now(store_of({{"a.md", before}, {"b.md", after}}), "2025-12-01");
  const World now(store_of({{"a.md", before}, {"b.md", after}}), "2026-01-16");
  EXPECT_EQ(answer(then.who("Bob")), "paths\nsponsorship Me > Ann > Bob\nlead Cid ~ Bob (via 1)\n");
  EXPECT_EQ(answer(seen_from_now.who("Bob")), answer(then.who("Bob")));
  EXPECT_EQ(seen_from_now.who("Bob").reach, then.who("Bob").reach);
  EXPECT_NE(answer(now.who("Bob")), answer(then.who("Bob")));
}

}  // namespace
}  // namespace rapport
