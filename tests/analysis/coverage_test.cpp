#include "analysis/coverage.h"

#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/reach.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::names;
using testing::World;

Coverage coverage_of(const World& world, std::string_view account) {
  CoverageQuery query;
  query.from = world.id(world.owner);
  query.account = world.id(account);
  return find_coverage(world.people(), world.signals(), world.entities, query);
}

const DecisionMakerFinding& maker(const Coverage& coverage, std::string_view name) {
  for (const DecisionMakerFinding& d : coverage.decision_makers) {
    if (d.connections.target.name == name) return d;
  }
  throw std::out_of_range(std::string(name));
}

std::string reengaged(const Coverage& coverage) {
  std::string list;
  for (const ReengageFinding& r : coverage.reengage) {
    list += fmt::format("{}{} opens {}", list.empty() ? "" : "; ", r.person.name, names(r.opens));
  }
  return list;
}

// Xena is reached through Ann alone; Bob knows her, too, and was met long ago.
constexpr std::string_view kOneThread = R"(
  Xena works_at Acme; Xena seniority "vp"
  2026-01-10: Me, Ann
  2026-01-11: Ann, Xena
  2025-03-01: Me, Bob
  2026-01-12: Bob, Xena
)";

TEST(Coverage, TellsOnWhomTheOnlyLiveWayHangs) {
  const World world{kOneThread};
  const Coverage coverage = coverage_of(world, "Acme");
  const DecisionMakerFinding& xena = maker(coverage, "Xena");
  EXPECT_EQ(xena.threads, Threads::one);
  EXPECT_EQ(names(xena.cut_people), "Ann");
  EXPECT_TRUE(coverage.is_single_threaded());
  EXPECT_EQ(reengaged(coverage), "Bob opens Xena");
  EXPECT_TRUE(coverage.not_enough.empty());
  EXPECT_DOUBLE_EQ(coverage.reach, world.who("Xena").reach);
  ASSERT_FALSE(coverage.reengage.front().evidence.empty());
}

TEST(Coverage, ReachLostIsThatOfWho) {
  const World world{kOneThread};
  const Coverage coverage = coverage_of(world, "Acme");
  ASSERT_EQ(coverage.bridges.size(), 2U);
  const BridgeFinding& ann = coverage.bridges.front();
  EXPECT_EQ(ann.person.name, "Ann");
  WhoQuery query = world.query("Xena");
  query.without = world.id("Ann");
  const Connections without = world.who(query);
  EXPECT_DOUBLE_EQ(ann.reach_lost, without.reach_with - without.reach);
  EXPECT_DOUBLE_EQ(ann.active, world.strength("Me", "Ann").to_neighbor);
  EXPECT_DOUBLE_EQ(ann.risk, ann.reach_lost * (1 - ann.active));
  EXPECT_EQ(names(ann.cuts), "Xena");
}

TEST(Coverage, TwoLiveWaysThatShareNobodyAreNoAlarm) {
  const World world{std::string(kOneThread) + "; 2026-01-13: Me, Bob"};
  const Coverage coverage = coverage_of(world, "Acme");
  EXPECT_EQ(maker(coverage, "Xena").threads, Threads::several);
  EXPECT_FALSE(coverage.is_single_threaded());
  EXPECT_TRUE(coverage.reengage.empty());
}

TEST(Coverage, WaysThatMeetAgainHangOnWhereTheyMeet) {
  const World world{R"(
    Xena works_at Acme; Xena seniority "c-level"
    2026-01-10: Me, Ann; 2026-01-10: Me, Bob
    2026-01-11: Ann, Gate; 2026-01-11: Bob, Gate
    2026-01-12: Gate, Xena
  )"};
  const DecisionMakerFinding xena = maker(coverage_of(world, "Acme"), "Xena");
  EXPECT_EQ(xena.threads, Threads::one);
  EXPECT_EQ(names(xena.cut_people), "Gate");
}

TEST(Coverage, GuardedWaysAreNone) {
  const World world{std::string(kOneThread) + "; guard: Ann !-> Xena 2026-01-11"};
  const Coverage coverage = coverage_of(world, "Acme");
  EXPECT_EQ(maker(coverage, "Xena").threads, Threads::none);
  EXPECT_EQ(reengaged(coverage), "Bob opens Xena");
  EXPECT_EQ(names(coverage.not_enough), "Xena");
}

TEST(Coverage, WhoMustNotBeContactedIsNotToBeSeenAgain) {
  const World world{std::string(kOneThread) + "; guard: Me !-> Bob 2026-01-11"};
  EXPECT_EQ(reengaged(coverage_of(world, "Acme")), "");
}

TEST(Coverage, WhoLeftIsNotToBeSeenAgain) {
  const World world{std::string(kOneThread) + "; left: Bob 2026-01-11"};
  EXPECT_EQ(reengaged(coverage_of(world, "Acme")), "");
}

TEST(Coverage, OfTheAccountsPeopleOnlyDecisionMakersCount) {
  const World world{R"(
    Xena works_at Acme; Xena seniority "director"
    Yara works_at Acme; Yara seniority "vp"; left: Yara 2026-01-02
    Zoe works_at Acme; Zoe seniority "gm"
    person: Me
  )"};
  const Coverage coverage = coverage_of(world, "Acme");
  EXPECT_EQ(coverage.staff, 2U);
  EXPECT_TRUE(coverage.decision_makers.empty());
}

// One person who opens both executives beats two who open one each, whatever their ties.
TEST(Coverage, TheSetToSeeAgainIsASmallestOne) {
  const World world{R"(
    Xena works_at Acme; Xena seniority "vp"
    Yara works_at Acme; Yara seniority "vp"
    2026-01-10: Me, Ann; 2026-01-11: Ann, Xena; 2026-01-11: Ann, Yara
    2025-06-01: Me, Bob; 2026-01-12: Bob, Xena
    2025-06-01: Me, Cid; 2026-01-12: Cid, Yara
    2024-01-01: Me, Dot; 2026-01-12: Dot, Xena; 2026-01-12: Dot, Yara
  )"};
  const Coverage coverage = coverage_of(world, "Acme");
  EXPECT_EQ(reengaged(coverage), "Dot opens Xena, Yara");
  EXPECT_TRUE(coverage.is_smallest);
}

// Greedy takes Big, who opens most at once, and then needs both others; they alone would do.
TEST(Coverage, ASmallerSetThanTheGreedyOneIsFound) {
  std::string text = "2026-01-10: Me, Ann";
  for (int i = 1; i <= 6; ++i) {
    text += fmt::format("; X{0} works_at Acme; X{0} seniority \"vp\"; 2026-01-11: Ann, X{0}", i);
  }
  text += "; 2025-06-01: Me, Big; 2025-06-01: Me, Left; 2025-06-01: Me, Right";
  for (const int i : {2, 3, 4, 5}) text += fmt::format("; 2026-01-12: Big, X{}", i);
  for (const int i : {1, 2, 3}) text += fmt::format("; 2026-01-12: Left, X{}", i);
  for (const int i : {4, 5, 6}) text += fmt::format("; 2026-01-12: Right, X{}", i);
  const Coverage coverage = coverage_of(World{text}, "Acme");
  EXPECT_EQ(reengaged(coverage), "Left opens X2, X3, X1; Right opens X4, X5, X6");
  EXPECT_TRUE(coverage.is_smallest);
}

// By trying all: the live paths of at most three hops, and pairs of them that share nobody.
Threads threads_by_brute_force(const World& world, std::string_view target) {
  const PeopleGraph people = world.people();
  const VertexId from = world.id("Me");
  const VertexId to = world.id(target);
  std::vector<CostPath> paths;
  std::vector<VertexId> walk = {from};
  const auto extend = [&](const auto& self) -> void {
    for (const CostArc& arc : people.out_arcs(walk.back())) {
      if (std::exp(-arc.cost) < world.parameters.stale_probability) continue;
      if (std::find(walk.begin(), walk.end(), arc.other) != walk.end()) continue;
      walk.push_back(arc.other);
      if (arc.other == to) {
        paths.push_back({walk, 0});
      } else if (walk.size() < 4) {
        self(self);
      }
      walk.pop_back();
    }
  };
  extend(extend);
  for (const CostPath& a : paths) {
    for (const CostPath& b : paths) {
      if (a.vertices == b.vertices) continue;
      const auto mine = intermediaries(a);
      const auto theirs = intermediaries(b);
      if (std::none_of(mine.begin(), mine.end(), [&](VertexId v) { return theirs.contains(v); })) {
        return Threads::several;
      }
    }
  }
  return paths.empty() ? Threads::none : Threads::one;
}

TEST(Coverage, ThreadsAreThoseOfABruteForceSearch) {
  std::mt19937 random(20261127);
  std::array<int, 3> seen{};
  for (int round = 0; round < 400; ++round) {
    std::string text = "Xena works_at Acme; Xena seniority \"vp\"; person: Me";
    const std::array<const char*, 7> people = {"Me", "Ann", "Bob", "Cid", "Dan", "Eve", "Xena"};
    for (std::size_t a = 0; a < people.size(); ++a) {
      for (std::size_t b = a + 1; b < people.size(); ++b) {
        const auto dice = random() % 8;
        if (dice < 2) text += fmt::format("; 2026-01-15: {}, {}", people[a], people[b]);
        if (dice == 2) text += fmt::format("; 2025-05-01: {}, {}", people[a], people[b]);
      }
    }
    const World world{text};
    const Threads threads = maker(coverage_of(world, "Acme"), "Xena").threads;
    ASSERT_EQ(threads, threads_by_brute_force(world, "Xena")) << text;
    ++seen[static_cast<std::size_t>(threads)];
  }
  for (const int count : seen) EXPECT_GT(count, 20);
}

}  // namespace
}  // namespace rapport
