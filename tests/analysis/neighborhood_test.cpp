#include "analysis/neighborhood.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/graph/random.h"

namespace rapport {
namespace {

using testing::day;
using testing::Random;
using testing::World;

std::string node_names(const Subgraph& subgraph) {
  std::string text;
  for (const SubgraphNode& node : subgraph.nodes) {
    text += (text.empty() ? "" : ", ") + std::string(node.emphasized ? "*" : "") + node.entity.name;
  }
  return text;
}

std::string links(const World& world, const Subgraph& subgraph) {
  std::string text;
  for (const SubgraphLink& l : subgraph.links) {
    text += fmt::format("{}{} {} {}", text.empty() ? "" : ", ", world.entities.name(l.source),
                        l.relation, world.entities.name(l.target));
  }
  return text;
}

std::string closed(const Subgraph& subgraph) {
  std::string text;
  for (const SubgraphNode& node : subgraph.nodes) {
    if (!node.closed_by.empty()) text += (text.empty() ? "" : ", ") + node.entity.name;
  }
  return text;
}

std::string blocked(const World& world, const Subgraph& subgraph) {
  std::string text;
  for (const SubgraphLink& l : subgraph.links) {
    if (!l.blocked) continue;
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", world.entities.name(l.source),
                        world.entities.name(l.target));
  }
  return text;
}

const char* const kStory = R"(
    2026-01-05 "Sync": Me, Ann about Acme
    Ann works_at Acme; Bob works_at Acme; Bob reports_to Cid; Cid works_at Zeta
    note: Page; Ann links_to Page; Zoe links_to Page; tag: vip; Ann links_to vip)";

TEST(Neighborhood, ReachesAsFarAsItsHops) {
  const World world(kStory);
  struct {
    int hops;
    bool semantic;
    const char* nodes;
  } const cases[] = {
      {0, true, "*Ann"},
      {1, true, "*Ann, Acme, 2026-01-05 - Sync"},
      {2, true, "*Ann, Bob, Me, Acme, 2026-01-05 - Sync"},
      {3, true, "*Ann, Bob, Cid, Me, Acme, 2026-01-05 - Sync"},
      {9, true, "*Ann, Bob, Cid, Me, Acme, Zeta, 2026-01-05 - Sync"},
      {1, false, "*Ann, Acme, 2026-01-05 - Sync, Page, vip"},
      {2, false, "*Ann, Bob, Me, Zoe, Acme, 2026-01-05 - Sync, Page, vip"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(node_names(find_neighborhood(world.graph, world.entities, world.id("Ann"), c.hops,
                                           world.as_of, c.semantic)),
              c.nodes)
        << c.hops << " " << c.semantic;
  }
  EXPECT_EQ(links(world, find_neighborhood(world.graph, world.entities, world.id("Ann"), 1,
                                           world.as_of, true)),
            "2026-01-05 - Sync about Acme, Ann attended 2026-01-05 - Sync, Ann works_at Acme");
}

TEST(Neighborhood, LeavesOutWhatIsNotYet) {
  const World world(
      "2026-01-20 \"Later\": Me, Ann; Ann reports_to Bob 2026-01-20; Ann works_at Acme");
  EXPECT_EQ(node_names(find_neighborhood(world.graph, world.entities, world.id("Ann"), 3,
                                         world.as_of, true)),
            "*Ann, Acme");
}

// The horizon, by trying every edge as often as there are hops.
std::set<std::string> naive_horizon(const World& world, const std::string& start, int hops,
                                    bool ties) {
  std::set<VertexId> near = {world.id(start)};
  const PeopleGraph people = world.people();
  for (int i = 0; i < hops; ++i) {
    std::set<VertexId> wider = near;
    for (const VertexId v : near) {
      if (ties) {
        for (const CostArc& arc : people.out_arcs(v)) wider.insert(arc.other);
        for (const CostArc& arc : people.in_arcs(v)) wider.insert(arc.other);
      } else {
        for (const Arc& arc : world.graph.arcs(v)) {
          if (!arc.date || *arc.date <= world.as_of) wider.insert(arc.other);
        }
      }
    }
    near = wider;
  }
  std::set<std::string> names;
  for (const VertexId v : near) names.insert(world.entities.name(v));
  return names;
}

std::set<std::string> name_set(const Subgraph& subgraph) {
  std::set<std::string> names;
  for (const SubgraphNode& node : subgraph.nodes) names.insert(node.entity.name);
  return names;
}

TEST(Neighborhood, AgreesWithANaiveHorizon) {
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    Random random(seed);
    std::string graph = "person: Me, Start; ";
    const auto person = [&] {
      return random.one_in(6) ? "Start" : fmt::format("P{}", random.below(12));
    };
    for (int i = 0; i < 14; ++i) {
      const Date date = day("2026-01-01") + std::chrono::days{static_cast<int>(random.below(20))};
      const std::string a = person();
      const std::string b = person();
      if (a == b) continue;
      graph += fmt::format("{}{}: {}, {}; ", to_iso(date), random.one_in(6) ? " 12" : "", a, b);
      if (random.one_in(4)) graph += fmt::format("{} reports_to {}; ", b, person());
      if (random.one_in(4)) graph += fmt::format("{} works_at Acme{}; ", a, random.below(4));
    }
    const World world(graph);
    for (int hops = 0; hops <= 4; ++hops) {
      EXPECT_EQ(name_set(find_neighborhood(world.graph, world.entities, world.id("Start"), hops,
                                           world.as_of, false)),
                naive_horizon(world, "Start", hops, false));
      EXPECT_EQ(name_set(find_people_around(world.people(), world.entities, world.id("Start"), hops,
                                            false)),
                naive_horizon(world, "Start", hops, true));
      ASSERT_FALSE(HasFailure()) << "seed " << seed << ", " << hops << " hops\n" << graph;
    }
  }
}

TEST(PeopleAround, AreThoseWithTiesOnTheDay) {
  const World world(R"(
      2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; 2026-01-20: Me, Later
      2026-01-05 "Fair" 12: Me, Crowd; 2026-01-07: Crowd, Friend; 2026-01-08: Bob, Cid)");
  EXPECT_EQ(
      node_names(find_people_around(world.people(), world.entities, world.id("Me"), 2, false)),
      "Ann, Bob, *Me");
}

TEST(PeopleAround, ShowATieOnceOrBothWays) {
  const World world("2026-01-16: Ann, Bob; Bob will_open Cid 2026-01-16; person: Me");
  const auto chances = [&](bool both_ways) {
    std::string text;
    const Subgraph found =
        find_people_around(world.people(), world.entities, world.id("Bob"), 1, both_ways);
    for (const SubgraphLink& l : found.links) {
      EXPECT_TRUE(l.is_tie);
      text += fmt::format("{} {} {}: {:.2f}; ", world.entities.name(l.source), l.relation,
                          world.entities.name(l.target), l.probability);
    }
    return text;
  };
  EXPECT_EQ(chances(false), "Ann attended Bob: 0.39; Bob stated Cid: 0.50; ");
  EXPECT_EQ(chances(true),
            "Ann attended Bob: 0.39; Bob attended Ann: 0.39; Bob stated Cid: 0.50; "
            "Cid stated Bob: 0.00; ");
}

TEST(PeopleAround, CarryWhatOthersNeedToComputePaths) {
  const World world("2026-01-16: Me, Ann; 2026-01-16: Ann, Bob; 2026-01-16: Ann, Cid");
  const PeopleGraph people = world.people();
  const Subgraph all = whole_people_graph(people, world.entities, true);
  EXPECT_EQ(node_names(all), "Ann, Bob, Cid, Me");
  EXPECT_EQ(all.links.size(), 6U);
  EXPECT_EQ(all.nodes[0].degree, 3U);
  EXPECT_EQ(all.nodes[0].discount, people.discount(world.id("Ann")));
  EXPECT_DOUBLE_EQ(all.links[0].strength, 1);
  EXPECT_EQ(to_iso(*all.links[0].last_contact), "2026-01-16");
}

TEST(AccountGraph, ShowsPeopleProjectsAndGuardsOfAnAccount) {
  const World world(R"(
      Ann works_at Acme; Bob works_at Acme; Zoe works_at Zeta; Pilot part_of Acme; Ann owns Pilot
      2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; 2026-01-07: Me, Zoe; Bob reports_to Ann
      Bob via Ann 2026-01-08; Bob via Ann 2026-01-09; guard: !-> Bob until Ann 2026-01-10
      guard: Zoe !-> Bob; guard: !-> Zoe; guard: Me !-> Ann)");
  const Subgraph found =
      find_account_graph(world.people(), world.signals(), world.entities, world.id("Acme"));
  EXPECT_EQ(node_names(found), "Ann, Bob, *Me, Acme, Pilot");
  EXPECT_EQ(
      links(world, found),
      "Ann works_at Acme, Ann attended Bob, Ann attended Me, Ann owns Pilot, Bob works_at Acme, "
      "Bob reports_to Ann, Bob via Ann, Me guard Ann, Pilot part_of Acme");
  EXPECT_EQ(closed(found), "Bob");
  EXPECT_EQ(blocked(world, found), "Ann Bob, Ann Me");
}

TEST(Guards, MarkPeopleAndTies) {
  const World world(R"(
      2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; 2026-01-07: Bob, Cid
      guard: Ann !-> Bob; guard: !-> Cid; Bob will_open Cid 2026-01-08; guard: Zoe !-> Ann)");
  Subgraph once = find_people_around(world.people(), world.entities, world.id("Me"), 3, false);
  mark_guards(once, world.signals(), world.entities);
  EXPECT_EQ(closed(once), "Cid");
  EXPECT_EQ(blocked(world, once), "Ann Bob");  // Bob is named to open it
  Subgraph both = find_people_around(world.people(), world.entities, world.id("Me"), 3, true);
  mark_guards(both, world.signals(), world.entities);
  EXPECT_EQ(blocked(world, both), "Ann Bob");
  EXPECT_EQ(links(world, both).find("Zoe"), std::string::npos);
}

TEST(Guards, BlockATieThatIsDrawnOnceEitherWay) {
  const World world("2026-01-05: Me, Zoe; guard: Zoe !-> Me");
  for (const bool both_ways : {false, true}) {
    Subgraph found = whole_people_graph(world.people(), world.entities, both_ways);
    mark_guards(found, world.signals(), world.entities);
    EXPECT_EQ(blocked(world, found), both_ways ? "Zoe Me" : "Me Zoe");
  }
}

TEST(KeepPeople, LeavesNoLinkToWhatIsLeftOut) {
  const World world("Ann works_at Acme; 2026-01-05: Me, Ann; Pilot part_of Acme");
  Subgraph found =
      find_account_graph(world.people(), world.signals(), world.entities, world.id("Acme"));
  keep_people(found);
  EXPECT_EQ(node_names(found), "Ann, *Me");
  EXPECT_EQ(links(world, found), "Ann attended Me");
}

TEST(WholeGraph, HoldsEverythingOrWhatMeansSomething) {
  const World world(kStory);
  EXPECT_EQ(node_names(whole_graph(world.store, world.entities, true)),
            "Ann, Bob, Cid, Me, Zoe, Acme, Zeta, 2026-01-05 - Sync");
  EXPECT_EQ(node_names(whole_graph(world.store, world.entities, false)),
            "Ann, Bob, Cid, Me, Zoe, Acme, Zeta, 2026-01-05 - Sync, Page, vip");
  EXPECT_EQ(whole_graph(world.store, world.entities, true).links.size(), 7U);
}

TEST(KeepStrongest, CutsTheWeakestAndSaysHowMany) {
  const World world(R"(
      2026-01-16: Hub, Ann; 2026-01-16: Hub, Bob; 2025-10-16: Hub, Cid; 2025-01-16: Hub, Dan
      person: Me)");
  Subgraph all = whole_people_graph(world.people(), world.entities, false);
  Subgraph same = all;
  keep_strongest(same, 6);
  EXPECT_EQ(same.left_out, 0U);
  EXPECT_EQ(node_names(same), "Ann, Bob, Cid, Dan, Hub, Me");

  all.nodes.back().emphasized = true;  // Me stays, though alone
  keep_strongest(all, 4);
  EXPECT_EQ(node_names(all), "Ann, Bob, Hub, *Me");
  EXPECT_EQ(links(world, all), "Ann attended Hub, Bob attended Hub");
  EXPECT_EQ(all.left_out, 2U);
  keep_strongest(all, 3);
  EXPECT_EQ(all.left_out, 3U);
}

TEST(PathsGraph, ShowsPathsAndLeadsFromLeftToRight) {
  const World world(R"(
      2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; guard: Ann !-> Bob
      2026-01-06: Me, Cid; Bob via Cid 2026-01-07)");
  const Subgraph found = to_subgraph(world.who("Bob"), world.entities);
  EXPECT_TRUE(found.left_to_right);
  EXPECT_EQ(found.title, "Me to Bob");
  EXPECT_EQ(node_names(found), "Ann, *Bob, Cid, *Me");
  EXPECT_EQ(links(world, found), "Me attended Ann, Ann guard Bob, Me attended Cid, Cid via Bob");
  EXPECT_FALSE(found.links.back().is_tie);
  EXPECT_TRUE(found.links.back().second_hand);
  EXPECT_EQ(blocked(world, found), "Ann Bob");
}

TEST(PathsGraph, ShowsGuardsThatBlockNoHop) {
  const char* const paths = "2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; ";
  const World mine(std::string(paths) + "guard: Me !-> Bob");
  EXPECT_EQ(links(mine, to_subgraph(mine.who("Bob"), mine.entities)),
            "Me attended Ann, Ann attended Bob, Me guard Bob");
  const World everyones(std::string(paths) + "guard: !-> Bob");
  const Subgraph found = to_subgraph(everyones.who("Bob"), everyones.entities);
  EXPECT_EQ(closed(found), "Bob");
  EXPECT_EQ(links(everyones, found), "Me attended Ann, Ann guard Bob");
}

}  // namespace
}  // namespace rapport
