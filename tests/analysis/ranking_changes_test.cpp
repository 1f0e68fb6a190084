#include "analysis/ranking_changes.h"

#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/render.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::day;
using testing::World;

RankingChanges changes(const World& world, const char* target = "Bob") {
  const PeopleGraph people = world.people();
  const Signals signals = world.signals();
  const WhoQuery query = world.query(target);
  return find_ranking_changes(people, signals, world.entities, query, world.who(query));
}

std::string way(const WayAfter& way) {
  std::string text;
  for (const Entity& person : way.people) text += (text.empty() ? "" : ">") + person.name;
  return text;
}

std::string with(std::string graph, const std::string& line) { return graph + "\n" + line; }

// Two ways to Bob; over Cid the weaker one, as they met longer ago.
constexpr const char* kTwoWays = R"(
    2026-01-10: Me, Ann; 2026-01-09: Ann, Bob
    2026-01-08: Me, Cid; 2025-09-01: Cid, Bob)";

TEST(RankingChanges, TellTheMeetingThatARealOneWouldConfirm) {
  const World world(kTwoWays);
  const RankingChanges found = changes(world);
  ASSERT_EQ(found.to_first.size(), 1U);
  EXPECT_EQ(way(found.to_first[0].first), "Me>Cid>Bob");
  EXPECT_EQ(found.to_first[0].a.name + found.to_first[0].b.name, "CidBob");
  ASSERT_TRUE(found.for_reach);

  // The same meeting, written down.
  for (const MeetingChange& change : {found.to_first[0], *found.for_reach}) {
    const World met(
        with(kTwoWays, fmt::format("2026-01-16: {}, {}", change.a.name, change.b.name)));
    const Connections after = met.who("Bob");
    EXPECT_NEAR(after.paths.front().probability, change.first.probability, 1e-9);
    EXPECT_NEAR(after.reach, change.reach, 1e-9);
  }
  // No other meeting of a hop gives more.
  for (const char* pair : {"Me, Ann", "Ann, Bob", "Me, Cid", "Cid, Bob"}) {
    const World met(with(kTwoWays, fmt::format("2026-01-16: {}", pair)));
    EXPECT_LE(met.who("Bob").reach, found.for_reach->reach + 1e-9) << pair;
  }
}

TEST(RankingChanges, NeverProposeAMeetingThatAGuardForbids) {
  const World world(with(kTwoWays, "guard: Bob !-> Cid"));  // the other direction, too
  for (const MeetingChange& change : changes(world).to_first) {
    EXPECT_NE(change.a.name + change.b.name, "CidBob");
  }
  EXPECT_FALSE(changes(world).for_reach->a.name == "Cid" &&
               changes(world).for_reach->b.name == "Bob");
}

TEST(RankingChanges, FindTheDayOnWhichDecayTurnsTheOrder) {
  // Contact fades with 60 days, a statement with 365: the chart outlasts the meetings.
  const char* graph = R"(
      2026-01-10: Me, Ann; 2026-01-09: Ann, Bob; 2026-01-08: Me, Cid
      Cid reports_to Bob 2025-06-01; 2026-01-07: Me, Ann)";
  const World world(graph);
  const auto decay = changes(world).decay;
  ASSERT_TRUE(decay);
  EXPECT_EQ(decay->place, 0U);
  EXPECT_EQ(way(decay->now), "Me>Cid>Bob");
  ASSERT_TRUE(decay->before);
  EXPECT_EQ(way(*decay->before), "Me>Ann>Bob");
  const auto first_on = [&](Date date) {
    const World then(graph, to_iso(date));
    return then.who("Bob").paths.front().hops.front().to.name;
  };
  EXPECT_EQ(first_on(decay->day - std::chrono::days{1}), "Ann");
  EXPECT_EQ(first_on(decay->day), "Cid");
}

TEST(RankingChanges, KnowNoContactOfTheFuture) {
  // Seen from January, the meeting of March is not known: it changes no day.
  const char* graph = R"(
      2026-01-10: Me, Ann; 2026-01-09: Ann, Bob; 2026-01-08: Me, Cid
      Cid reports_to Bob 2025-06-01; 2026-01-07: Me, Ann)";
  const auto without = changes(World(graph)).decay;
  const auto with_march = changes(World(with(graph, "2026-01-20: Ann, Bob"))).decay;
  ASSERT_TRUE(without && with_march);
  EXPECT_EQ(without->day, with_march->day);
}

TEST(RankingChanges, TellNothingWhereNothingTurns) {
  const World world("2026-01-10: Me, Ann; 2026-01-09: Ann, Bob");
  const RankingChanges found = changes(world);
  EXPECT_FALSE(found.decay);
  EXPECT_TRUE(found.to_first.empty());
  EXPECT_TRUE(found.guards.empty());
}

TEST(RankingChanges, SayWhereABlockedPathWouldStand) {
  const World world(with(kTwoWays, "guard: Ann !-> Bob until 2026-03-01 2026-01-05"));
  const RankingChanges found = changes(world);
  ASSERT_EQ(found.guards.size(), 1U);
  EXPECT_EQ(way(found.guards[0].way), "Me>Ann>Bob");
  EXPECT_EQ(found.guards[0].place, 0U);
  EXPECT_EQ(found.guards[0].day, day("2026-03-01"));
  EXPECT_NEAR(found.guards[0].reach, World(kTwoWays).who("Bob").reach, 1e-9);
}

// Each term, multiplied and summed again.
TEST(Explanation, HasEveryTermOfEveryHop) {
  const World world(with(kTwoWays, "2025-12-01 mail 3: Me, Ann; Ann will_open Bob 2026-01-01"));
  WhoQuery query = world.query("Bob");
  query.with_terms = true;
  const Connections found = world.who(query);
  for (const PathFinding& path : found.paths) {
    for (const HopFinding& hop : path.hops) {
      double sum = 0;
      for (const ContactFinding& contact : hop.contacts) {
        sum += contact.term.channel * contact.term.decay * contact.term.group;
        EXPECT_EQ(contact.evidence.size(), 1U);
      }
      EXPECT_NEAR(sum, hop.strength, 1e-12);
      double best = 1 - std::exp(-sum / world.parameters.kappa);
      for (const TieStatementFinding& stated : hop.stated) best = std::max(best, stated.chance);
      EXPECT_NEAR(best, hop.probability, 1e-12);
      EXPECT_EQ(hop.contacts.size(), static_cast<std::size_t>(hop.contact_days));
    }
  }
  EXPECT_EQ(world.who("Bob").paths.front().hops.front().contacts.size(), 0U);  // only when wanted
}

}  // namespace
}  // namespace rapport
