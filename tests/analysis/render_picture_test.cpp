#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/neighborhood.h"
#include "analysis/note_uri.h"
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
  EXPECT_EQ(count(render_gexf(part), "<edge "), 0U);
  EXPECT_EQ(count(render_csv_links(part), "\r\n"), 1U);  // the heading
  EXPECT_EQ(count(render_mermaid(part), "  n0 "), 0U);
  EXPECT_EQ(to_canvas(part)["edges"].size(), 0U);
  EXPECT_EQ(to_json(part)["links"].size(), 0U);
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
  EXPECT_EQ(count(dot,
                  "label=\"blocked; 1×, 2026-01-16\", style=dashed, dir=none, "
                  "color=\"#dc2626\""),
            2U);
  EXPECT_NE(dot.find("label=\"via\", style=dashed"), std::string::npos);
  EXPECT_NE(dot.find("label=\"Acme, as of 2026-01-16\""), std::string::npos);
}

TEST(Dot, HasADarkTheme) {
  const Subgraph picture = account(World(kGraph));
  EXPECT_NE(render_dot(picture).find("bgcolor=\"#ffffff\""), std::string::npos);
  const std::string dark = render_dot(picture, {Theme::dark, "", {}});
  EXPECT_NE(dark.find("bgcolor=\"#111827\""), std::string::npos);
  EXPECT_EQ(count(dark, "#dbeafe"), 0U);
  EXPECT_EQ(count(dark, "#dc2626"), 0U);
}

TEST(Csv, HoldsFormulasAsText) {
  Subgraph subgraph;
  for (const char* name : {"=1", "+1", "-1", "@x", " =1", "\t1", "\r1", "＝1", "1=1", "a \"b\""}) {
    SubgraphNode node;
    node.entity.name = name;
    subgraph.nodes.push_back(node);
  }
  const std::string csv = render_csv_nodes(subgraph);
  for (const char* cell : {"\"'=1\"", "\"'+1\"", "\"'-1\"", "\"'@x\"", "\"' =1\"", "\"'\\u{9}1\"",
                           "\"'\\u{d}1\"", "\"'＝1\"", "\"1=1\"", "\"a \"\"b\"\"\""}) {
    EXPECT_EQ(count(csv, std::string(",") + cell + ","), 1U) << cell << csv;
  }
}

TEST(Csv, WritesATableAsItStands) {
  const Table table{{"name", "#days", "what, to know"},
                    {{{"Ann \"A\" Lee"}, {"12"}, {"=1+1"}}, {{"Bob\nRay"}, {""}, {"\x1b[1m"}}}};
  EXPECT_EQ(render_csv(table),
            "\"name\",\"#days\",\"what, to know\"\r\n"
            "\"Ann \"\"A\"\" Lee\",\"12\",\"'=1+1\"\r\n"
            "\"Bob\nRay\",\"\",\"\\u{1b}[1m\"\r\n");
  EXPECT_EQ(render_csv({{"name"}, {}}), "\"name\"\r\n");
}

TEST(Dot, LinksNodesToTheirNotes) {
  Subgraph subgraph;
  for (const auto& [id, stub] : {std::pair{"People/A\"n & n.md", false},
                                 {"Bob", true},
                                 {"Gone.md", true},
                                 {"person-1f", false}}) {
    SubgraphNode node;
    node.entity.id = id;
    node.entity.stub = stub;
    subgraph.nodes.push_back(node);
  }
  EXPECT_EQ(count(render_dot(subgraph), "URL="), 0U);
  DotLook look;
  look.uri = [](const std::string& note) { return obsidian_uri("V", note); };
  look.layout = "neato";
  const std::string dot = render_dot(subgraph, look);
  EXPECT_EQ(count(dot, "URL="), 1U) << dot;
  EXPECT_EQ(count(dot, ", URL=\"obsidian://open?vault=V&amp;file=People%2FA%22n%20%26%20n.md\"]"),
            1U);
  EXPECT_EQ(count(dot, "layout=neato, start=1"), 1U);
}

TEST(Canvas, ShowsNotesWhereThereAreAny) {
  Subgraph subgraph;
  struct {
    const char* id;
    bool stub;
    const char* type;
    const char* shown;
  } const cases[] = {
      {"People/Ann.md", false, "file", "People/Ann.md"},
      {"Bob", true, "text", "\\- \\[\\[Bob\\]\\]"},
      {"bad\xFF.md", false, "text", "\\- \\[\\[Bob\\]\\]"},
  };
  for (const auto& c : cases) {
    SubgraphNode node;
    node.entity.id = c.id;
    node.entity.name = "- [[Bob]]";
    node.entity.stub = c.stub;
    subgraph.nodes.push_back(node);
  }
  const nlohmann::ordered_json canvas = to_canvas(subgraph);
  for (std::size_t i = 0; i < std::size(cases); ++i) {
    const auto& node = canvas["nodes"][i + 1];  // after the title
    EXPECT_EQ(node["type"], cases[i].type);
    EXPECT_EQ(node[cases[i].type], cases[i].shown);
  }
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
