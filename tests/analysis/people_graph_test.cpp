#include "analysis/people_graph.h"

#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::World;

std::string arcs(const World& world, std::span<const CostArc> list) {
  std::string text;
  for (const CostArc& arc : list) {
    text += fmt::format("{}{} {:.3f}", text.empty() ? "" : ", ", world.entities.name(arc.other),
                        arc.cost);
  }
  return text;
}

TEST(PeopleGraph, TakesTheMedianDegreeOfThoseWhoHaveTies) {
  struct {
    const char* graph;
    double median;
  } const cases[] = {
      {"person: Me, Ann", 0},
      {"2026-01-05: Me, Ann", 1},
      {"2026-01-05: Me, Ann; 2026-01-06: Me, Bob; person: Cid", 1},
      {"2026-01-05: Me, Ann, Bob; 2026-01-06: Me, Cid", 2},                      // 3 2 2 1
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; 2026-01-07: Bob, Cid", 1.5},  // 1 2 2 1
      {"2026-01-05: Me, Ann, Bob; 2026-01-06: Me, Ann, Bob", 2},              // again is no new tie
      {"2026-01-05: Me, Ann, Bob; 2026-01-06 9: Me, Cid, Dan, Eve, Fay", 2},  // too large a group
      {"Me reports_to Ann; Bob will_open Cid 2026-01-05", 1},                 // statements count
      {"2026-01-05: Me, Ann, Bob; 2026-02-01: Cid, Dan", 2},                  // not yet
  };
  for (const auto& c : cases)
    EXPECT_EQ(World(c.graph + std::string("; person: Me")).people().median_degree(), c.median)
        << c.graph;
}

TEST(PeopleGraph, DiscountsWhoKnowsMoreThanTheMedian) {
  const World world(R"(
      2026-01-01: Me, Hub; 2026-01-02: Ann, Hub; 2026-01-03: Bob, Hub
      2026-01-04: Cid, Hub; 2026-01-05: Ann, Bob)");
  const PeopleGraph people = world.people();  // degrees: Hub 4, Ann 2, Bob 2, Me 1, Cid 1
  EXPECT_EQ(people.median_degree(), 2);
  EXPECT_DOUBLE_EQ(people.discount(world.id("Hub")), std::log(4.0) / std::log(6.0));
  EXPECT_DOUBLE_EQ(people.cost_through(world.id("Hub")), -std::log(std::log(4.0) / std::log(6.0)));
  EXPECT_EQ(people.discount(world.id("Ann")), 1);  // never a bonus
  EXPECT_EQ(people.discount(world.id("Me")), 1);
  EXPECT_EQ(people.cost_through(world.id("Me")), 0);
}

TEST(PeopleGraph, CountsDegreesAsOfADay) {
  const char* graph = "2026-01-01: Me, Ann; 2026-01-10: Me, Bob; Cid reports_to Me 2026-01-12";
  struct {
    const char* as_of;
    std::size_t degree;
  } const cases[] = {{"2025-12-31", 0},
                     {"2026-01-01", 1},
                     {"2026-01-10", 2},
                     {"2026-01-11", 2},
                     {"2026-01-12", 3}};
  for (const auto& c : cases) {
    const World world(graph, c.as_of);
    EXPECT_EQ(world.people().degree(world.id("Me")), c.degree) << c.as_of;
    EXPECT_EQ(world.people().tie(world.id("Me"), world.id("Cid")) != nullptr, c.degree == 3);
  }
}

TEST(PeopleGraph, HasTheCostOfATieInBothDirections) {
  const World world("2026-01-16: Me, Ann, Bob; Me will_open Cid 2026-01-16; Dan reports_to Cid");
  const PeopleGraph people = world.people();
  struct {
    const char* person;
    const char* out;
    const char* in;
  } const cases[] = {
      {"Me", "Cid 0.693, Ann 1.211, Bob 1.211", "Ann 1.211, Bob 1.211"},  // the cheapest first
      {"Ann", "Me 1.211, Bob 1.509", "Me 1.211, Bob 1.509"},              // third parties: 2^-1
      {"Cid", "Dan 0.693", "Me 0.693, Dan 0.693"},
      {"Dan", "Cid 0.693", "Cid 0.693"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(arcs(world, people.out_arcs(world.id(c.person))), c.out) << c.person;
    EXPECT_EQ(arcs(world, people.in_arcs(world.id(c.person))), c.in) << c.person;
  }
}

TEST(PeopleGraph, IsOfPeopleOnly) {
  const World world(R"(
      2026-01-05 "Kickoff": Me, Ann about Acme, Pilot; project: Pilot
      Me works_at Acme; Ann works_at Acme; Bob works_at Acme; Pilot part_of Acme)");
  const PeopleGraph people = world.people();
  for (const char* other : {"Acme", "Pilot", "2026-01-05 - Kickoff", "Bob"}) {
    EXPECT_TRUE(people.out_arcs(world.id(other)).empty()) << other;
    EXPECT_EQ(people.degree(world.id(other)), 0U) << other;
  }
  EXPECT_EQ(people.degree(world.id("Me")), 1U);
}

}  // namespace
}  // namespace rapport
