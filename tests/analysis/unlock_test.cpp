#include "analysis/unlock.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::store_of;
using testing::World;

std::string way(const std::optional<PathFinding>& path) {
  if (!path) return "-";
  std::string text = path->hops.front().from.name;
  for (const HopFinding& hop : path->hops) text += ">" + hop.to.name;
  return text;
}

// "win Cid over Me>Ann>Cid, lifts 2; then Me>Bob": what unlocks the way to Bob, and what does not.
std::string unlocking(const World& world, const char* target = "Bob") {
  const Connections found = world.who(target);
  std::string text;
  if (const auto& unlock = found.unlocking.cheapest) {
    for (const UnlockStep& step : unlock->steps) {
      text += step.day ? "wait until " + to_iso(*step.day)
                       : fmt::format("win {} over {}", step.person->name, way(step.way));
      text += fmt::format(", lifts {}; ", step.lifts.size());
    }
    text += "then " + way(unlock->way);
    EXPECT_GT(unlock->reach, found.reach);
    EXPECT_NEAR(unlock->way->probability, std::exp(-*unlock->way->cost), 1e-12);
  }
  for (const ObstacleFinding& obstacle : found.unlocking.obstacles) {
    text += fmt::format("[{}{}]", obstacle.is_deadlock ? "dead-lock: " : "", obstacle.reason);
  }
  return text;
}

std::string speakers(const World& world) {
  std::string text;
  for (const PathFinding& path : world.who("Bob").speakers) {
    text += fmt::format("{}{} {:.4f}", text.empty() ? "" : ", ", way(path), path.probability);
    EXPECT_FALSE(path.blocked);
    EXPECT_FALSE(path.hops.back().evidence.empty());
  }
  return text;
}

constexpr const char* kTies =
    "2026-01-16: Me, Bob; 2026-01-15: Me, Ann; 2026-01-14: Ann, Bob; 2026-01-13: Me, Cid;";

TEST(Speakers, AreThoseWhomNoGuardBinds) {
  struct {
    const char* graph;
    const char* speakers;
  } const cases[] = {
      {"person: Dan", ""},  // nothing is in the way
      {"guard: Me !-> Bob", "Me>Ann>Bob 0.1507"},
      {"guard: Ann !-> Bob", ""},  // all but me and Ann do not know Bob
      {"guard: !-> Bob", ""},
      {"guard: !-> Bob; Cid will_open Bob 2026-01-16", "Me>Cid>Bob 0.1915"},  // whom a note sends
      {"guard: Me !-> Bob; 2026-01-12: Cid, Bob", "Me>Ann>Bob 0.1507, Me>Cid>Bob 0.1454"},
      // Nobody may turn to Cid either.
      {"guard: Me !-> Bob; guard: !-> Cid; 2026-01-12: Cid, Bob", "Me>Ann>Bob 0.1507"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(speakers(World(kTies + std::string(c.graph))), c.speakers) << c.graph;
}

TEST(Speakers, AreFoundOneHopBeyondTheUsualPaths) {
  const World world(R"(
      2026-01-16: Me, Ann; 2026-01-15: Ann, Cid; 2026-01-14: Cid, Dan; 2026-01-13: Dan, Bob
      2026-01-12: Ann, Bob; guard: Ann !-> Bob)");
  EXPECT_EQ(world.who("Bob").status, ConnectionStatus::blocked);
  EXPECT_EQ(speakers(world).substr(0, 18), "Me>Ann>Cid>Dan>Bob");
}

TEST(Unlock, WinsWhomTheGuardWaitsFor) {
  struct {
    const char* graph;
    const char* unlocking;
  } const cases[] = {
      {"person: Dan", ""},
      {"guard: !-> Bob until Cid 2026-01-05", "win Cid over Me>Cid, lifts 1; then Me>Bob"},
      // Who asks can give it.
      {"guard: Ann !-> Bob until Me 2026-01-05", "win Me over -, lifts 1; then Me>Bob"},
      // All that waits for Cid is lifted together.
      {"guard: Me !-> Bob until Cid 2026-01-05; guard: Ann !-> Bob until Cid 2026-01-05",
       "win Cid over Me>Cid, lifts 2; then Me>Bob"},
      // A day comes by itself.
      {"guard: !-> Bob until 2026-03-01 2026-01-05", "wait until 2026-03-01, lifts 1; then Me>Bob"},
      // What no support lifts.
      {"guard: !-> Bob 2026-01-05", "[it names no condition]"},
      {"guard: !-> Bob until Fay 2026-01-05", "[no allowed path leads to Fay]"},
      {"guard: !-> Bob until Cid 2026-01-05; left: Cid 2026-01-10", "[Cid has left]"},
      // One guard lifted is not enough.
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Bob", "[it names no condition]"},
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Bob until Ann 2026-01-06",
       "win Ann over Me>Ann, lifts 1; win Cid over Me>Cid, lifts 1; then Me>Bob"},
      // Only what opens more than there is.
      {"guard: !-> Ann until Cid 2026-01-05", "win Cid over Me>Cid, lifts 1; then Me>Bob"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(unlocking(World(kTies + std::string(c.graph))), c.unlocking) << c.graph;
  }
}

TEST(Unlock, TakesTheBestReachedOfSeveral) {
  // Cid was met yesterday, Eve last summer.
  const World world(R"(
      2026-01-15: Me, Cid; 2025-07-01: Me, Eve
      2026-01-10: Me, Bob; 2026-01-09: Me, Ann; 2026-01-08: Ann, Bob
      guard: Me !-> Bob until Eve 2026-01-05; guard: Ann !-> Bob until Cid 2026-01-05)");
  // Eve would open the better path; Cid is the cheaper one to win.
  EXPECT_EQ(unlocking(world), "win Cid over Me>Cid, lifts 1; then Me>Ann>Bob");
}

TEST(Unlock, FollowsChainsToTheirEnd) {
  const World world(R"(
      2026-01-15: Me, Bob; 2026-01-14: Me, Cid; 2026-01-13: Me, Dan
      guard: !-> Bob until Cid 2026-01-05; guard: !-> Cid until Dan 2026-01-06)");
  EXPECT_EQ(unlocking(world),
            "win Dan over Me>Dan, lifts 1; win Cid over Me>Cid, lifts 1; then Me>Bob");
  EXPECT_TRUE(world.signals().deadlocks().empty());
}

TEST(Unlock, NeverProposesADeadlock) {
  const std::string ties = "2026-01-15: Me, Bob; 2026-01-14: Me, Cid; 2026-01-13: Me, Dan;";
  struct {
    const char* graph;
    const char* unlocking;
  } const cases[] = {
      {"guard: !-> Bob until Cid 2026-01-05; deprioritised: Cid 2026-01-10",
       "[dead-lock: a decision says not to focus on Cid]"},
      // At the end of a chain.
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Cid until Dan 2026-01-06; "
       "deprioritised: Dan 2026-01-10",
       "[no allowed path leads to Cid][dead-lock: a decision says not to focus on Dan]"},
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Cid until Bob 2026-01-06",
       "[dead-lock: turning to Cid waits in turn for Bob]"},
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Cid until Dan 2026-01-06; "
       "guard: !-> Dan until Bob 2026-01-07",
       "[dead-lock: turning to Cid waits in turn for Dan, turning to Dan waits in turn for Bob]"},
      {"guard: !-> Bob until Bob 2026-01-05",
       "[dead-lock: the support of Bob waits for Bob in turn]"},
      // Another guard can be met: the dead one does not hide it.
      {"2026-01-12: Dan, Bob; guard: Me !-> Bob until Cid 2026-01-05; "
       "deprioritised: Cid 2026-01-10; guard: Dan !-> Bob until Cid 2026-01-05; "
       "2026-01-11: Me, Eve; 2026-01-10: Eve, Bob; guard: Eve !-> Bob until Dan 2026-01-05",
       "win Dan over Me>Dan, lifts 1; then Me>Eve>Bob"
       "[dead-lock: a decision says not to focus on Cid]"
       "[dead-lock: a decision says not to focus on Cid]"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(unlocking(World(ties + c.graph)), c.unlocking) << c.graph;
  }
}

TEST(Unlock, LeavesOutWhomTheQuestionLeavesOut) {
  const World world(kTies + std::string("guard: !-> Bob until Cid 2026-01-05"));
  WhoQuery query = world.query("Bob");
  query.without = world.id("Cid");
  EXPECT_FALSE(world.who(query).unlocking.cheapest);
}

}  // namespace
}  // namespace rapport
