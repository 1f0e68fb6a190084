#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/neighborhood.h"
#include "analysis/render.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::World;

const char* const kGraph = R"(
    2026-01-16: Me, Ann; 2026-01-16: Ann, Bob; Ann works_at Acme; Bob works_at Acme; stub: Bob
    Ann role "CTO"; Ann seniority "c-level"; guard: !-> Bob; guard: Me !-> Ann; Bob via Ann 2026-01-09)";

Subgraph account(const World& world) {
  return find_account_graph(world.people(), world.signals(), world.entities, world.id("Acme"));
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

TEST(Graphml, CarriesWhatPathsAreComputedFrom) {
  const World world("2026-01-16: Me, Ann; 2026-01-16: Ann, Bob; 2026-01-16: Ann, Cid");
  const std::string xml = render_graphml(whole_people_graph(world.people(), world.entities, true));
  for (const char* key : {"\"degree\" for=\"node\"", "\"discount\" for=\"node\"",
                          "\"strength\" for=\"edge\"", "\"probability\" for=\"edge\"",
                          "\"contact_days\" for=\"edge\"", "\"last_contact\" for=\"edge\""}) {
    EXPECT_EQ(count(xml, std::string("<key id=") + key), 1U) << key;
  }
  EXPECT_EQ(count(xml, "<node "), 4U);
  EXPECT_EQ(count(xml, "<edge "), 6U);
  for (const char* key : {"strength", "probability", "contact_days", "last_contact"}) {
    EXPECT_EQ(count(xml, fmt::format("<data key=\"{}\">", key)), 6U) << key;
  }
  // All digits: who computes with them gets the cost that `who` has.
  EXPECT_NE(xml.find(fmt::format("<data key=\"probability\">{:.17g}</data>",
                                 world.strength("Me", "Ann").to_neighbor)),
            std::string::npos);
  EXPECT_NE(xml.find(fmt::format("<data key=\"discount\">{:.17g}</data>",
                                 world.people().discount(world.id("Ann")))),
            std::string::npos);
}

TEST(Graphml, OfEntitiesCitesItsPlaces) {
  const World world(kGraph);
  const std::string xml = render_graphml(account(world));
  EXPECT_EQ(count(xml, "<data key=\"relation\">works_at</data>"), 2U);
  EXPECT_NE(xml.find("<data key=\"evidence\">graph.md:3</data>"), std::string::npos);
  EXPECT_NE(xml.find("<data key=\"title\">CTO</data>"), std::string::npos);
  EXPECT_EQ(count(xml, "<data key=\"stub\">true</data>"), 1U);
}

TEST(Pictures, LeaveOutLinksToWhatTheyDoNotShow) {
  const World world(kGraph);
  Subgraph part = account(world);
  part.nodes.resize(1);
  EXPECT_EQ(count(render_graphml(part), "<edge "), 0U);
  EXPECT_EQ(count(render_dot(part), "n0 -> "), 0U);
}

TEST(Dot, ShowsTypesExecutivesStubsAndGuards) {
  const World world(kGraph);
  const std::string dot = render_dot(account(world));
  EXPECT_NE(dot.find("label=\"Ann\\nCTO\", shape=ellipse, style=\"filled\""), std::string::npos);
  EXPECT_NE(dot.find("label=\"Acme\", shape=box"), std::string::npos);
  EXPECT_NE(
      dot.find("label=\"Bob\\nnobody is to contact\", shape=ellipse, style=\"filled,dashed\""),
      std::string::npos);
  EXPECT_EQ(count(dot, "peripheries=2"), 2U);  // Ann and the legend
  EXPECT_NE(dot.find("label=\"must not contact\""), std::string::npos);
  EXPECT_NE(dot.find("label=\"Bob\\nnobody is to contact\""), std::string::npos);
  EXPECT_EQ(count(dot, "label=\"blocked; 1×, 2026-01-16\", style=dashed, color=\"#dc2626\""), 2U);
  EXPECT_NE(dot.find("label=\"via\", style=dashed"), std::string::npos);
  EXPECT_NE(dot.find("label=\"Acme, as of 2026-01-16\""), std::string::npos);
}

TEST(Dot, SaysHowManyNodesAreLeftOut) {
  const World world(kGraph);
  Subgraph cut = account(world);
  keep_strongest(cut, 2);
  EXPECT_NE(render_dot(cut).find("\\n2 weaker nodes are left out"), std::string::npos);
}

TEST(Dot, WrapsAndShortensLongNames) {
  Subgraph subgraph;
  SubgraphNode node;
  node.entity.name = "A name of several words that is longer than a line";
  subgraph.nodes = {node};
  EXPECT_NE(render_dot(subgraph).find("A name of several words\\nthat is longer than a line"),
            std::string::npos);
  subgraph.nodes[0].entity.name.clear();
  for (int i = 0; i < 500; ++i) subgraph.nodes[0].entity.name += "ä";
  const std::string dot = render_dot(subgraph);
  EXPECT_EQ(count(dot, "ä"), 200U);
  EXPECT_EQ(count(dot, "ä…\""), 1U);
}

}  // namespace
}  // namespace rapport
