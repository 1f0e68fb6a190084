#include "analysis/redact.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/neighborhood.h"
#include "analysis/render.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::World;

const KeyedHash kKey("a key of the tests");

const char* const kGraph = R"(
    2026-01-16: Me, Ann; 2026-01-14: Ann, Bob; Ann works_at Acme; Bob works_at Acme; stub: Bob
    Ann role "Chief Zorvex Officer"; Ann seniority "c-level"; guard: !-> Bob; guard: Me !-> Ann)";

Subgraph account(const World& world) {
  return find_account_graph(world.people(), world.signals(), world.entities, world.id("Acme"));
}

std::string id_of(const Subgraph& redacted, const World& world, const std::string& name) {
  for (const SubgraphNode& node : redacted.nodes) {
    if (node.entity.vertex == world.id(name)) return node.entity.id;
  }
  return {};
}

TEST(Redact, LeavesNumbersAndLevelsAndNoNames) {
  const World world(kGraph);
  const Subgraph plain = account(world);
  Subgraph redacted = plain;
  redact(redacted, kKey);
  ASSERT_EQ(redacted.nodes.size(), plain.nodes.size());
  ASSERT_EQ(redacted.links.size(), plain.links.size());
  const std::string json = to_json(redacted).dump();
  for (const char* name : {"Ann", "Bob", "Acme", "Zorvex", "2026-01-1", ".md"}) {
    EXPECT_EQ(json.find(name), std::string::npos) << name;
    EXPECT_NE((to_json(plain).dump() + render_csv_nodes(plain)).find(name), std::string::npos)
        << name;
  }
  EXPECT_NE(render_csv_nodes(redacted).find("c-level"), std::string::npos);
  EXPECT_NE(json.find("2026-01"), std::string::npos);
  double chances = 0;
  for (const SubgraphLink& link : plain.links) chances += link.probability;
  for (const SubgraphLink& link : redacted.links) chances -= link.probability;
  EXPECT_NEAR(chances, 0, 1e-12);
}

TEST(Redact, GivesOnePseudonymUnderOneKey) {
  const World world(kGraph);
  Subgraph one = account(world);
  Subgraph other = whole_people_graph(world.people(), world.entities, true);
  redact(one, kKey);
  redact(other, kKey);
  EXPECT_EQ(id_of(one, world, "Ann"), id_of(other, world, "Ann"));
  EXPECT_NE(id_of(one, world, "Ann"), id_of(one, world, "Bob"));
  EXPECT_EQ(id_of(one, world, "Ann").substr(0, 7), "person-");
  EXPECT_EQ(id_of(one, world, "Ann").size(), 7U + 16U);
  Subgraph elsewhere = account(world);
  redact(elsewhere, KeyedHash("another key"));
  EXPECT_NE(id_of(one, world, "Ann"), id_of(elsewhere, world, "Ann"));
}

// The order of names would tell who is who.
TEST(Redact, SortsByPseudonym) {
  const World world(
      "2026-01-16: Me, Ann; 2026-01-16: Ann, Bob; 2026-01-16: Ann, Cid; "
      "2026-01-16: Cid, Dan; 2026-01-16: Dan, Eve; 2026-01-16: Eve, Fay");
  Subgraph graph = whole_people_graph(world.people(), world.entities, true);
  const Subgraph plain = graph;
  redact(graph, kKey);
  const auto by_id = [](const SubgraphNode& a, const SubgraphNode& b) {
    return a.entity.id < b.entity.id;
  };
  EXPECT_TRUE(std::is_sorted(graph.nodes.begin(), graph.nodes.end(), by_id));
  bool is_other_order = false;
  for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
    is_other_order |= graph.nodes[i].entity.vertex != plain.nodes[i].entity.vertex;
  }
  EXPECT_TRUE(is_other_order);
}

TEST(Redact, LeavesNoTags) {
  const World world("2026-01-16: Me, Ann; Ann works_at Acme");
  Subgraph graph = account(world);
  SubgraphNode tag;
  tag.entity.vertex = 999;
  tag.entity.type = VertexType::tag;
  tag.entity.name = "zorvex";
  graph.nodes.push_back(tag);
  SubgraphLink link;
  link.source = world.id("Ann");
  link.target = 999;
  graph.links.push_back(link);
  const std::size_t links = graph.links.size();
  redact(graph, kKey);
  EXPECT_EQ(graph.links.size(), links - 1);
  EXPECT_EQ(to_json(graph).dump().find("zorvex"), std::string::npos);
}

}  // namespace
}  // namespace rapport
