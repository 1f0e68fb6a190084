#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <regex>
#include <sstream>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <stdio.h>
#include <sys/wait.h>

#include "analysis/neighborhood.h"
#include "analysis/note_uri.h"
#include "analysis/render.h"
#include "analysis/show.h"
#include "analysis/weekly_model.h"
#include "tests/analysis/world.h"
#include "tests/support/graph_of.h"
#include "tests/support/harmless.h"
#include "tests/support/hostile_names.h"
#include "tests/support/temp_dir.h"

// Whatever a note is called and says, it stays text.

namespace rapport {
namespace {

using testing::claims_of;
using testing::World;

void expect_harmless(const std::string& text, const std::string& what) {
  const auto harm = testing::first_harm(text);
  ASSERT_FALSE(harm) << fmt::format("U+{:04X} in {}\n", static_cast<unsigned>(*harm), what) << text;
}

// A graph in which everything that a note can word is worded `words`.
World hostile_world(const std::string& words) {
  SourceClaims claims = claims_of("x.md", R"(
      2026-01-12: Me, Ann about Acme; 2026-01-13: Ann, Bob about Acme; Bob works_at Acme
      guard: Me !-> Bob until Dan 2026-01-13; deprioritised: Dan 2026-01-14; Bob via Cid 2026-01-14
      Bob role "x"; Bob seniority "vp"; Ann cadence "daily"; Ann email "x"
      decision: Acme 2026-01-13 "x"; blocker: Acme 2026-01-13 "x"; fact: Bob 2026-01-13 "x"
      task: Acme "x" status=open open=true due=2026-01-14)");
  claims.path = "notes/" + words + ".md";
  for (VertexClaim& vertex : claims.vertices) {
    if (vertex.name != "Me") vertex.name = words.empty() ? "x" : words;
    for (PropertyClaim& p : vertex.properties) {
      if (p.name == "role" || p.name == "email") p.value = words;
    }
    vertex.properties.push_back({"alias", words, 1});
  }
  VertexClaim tag;
  tag.key = "tag:" + words;
  tag.name = words.empty() ? "x" : words;
  tag.type = VertexType::tag;
  tag.rank = Rank::role;
  claims.vertices.push_back(std::move(tag));
  claims.edges.push_back({0, static_cast<LocalVertex>(claims.vertices.size() - 1),
                          EdgeLabel::links_to, Method::link, false, std::nullopt, 1});
  for (RecordClaim& record : claims.records) {
    record.text = words;
    for (auto& [name, value] : record.attributes) {
      if (name == "until" || name == "waits_for_name" || name == "status") value = words;
    }
  }
  for (auto& [line, text] : claims.excerpts) text = words;
  WriteBatch batch;
  batch.put = {std::move(claims)};
  Store store = Store::in_memory();
  store.apply(batch);
  return World(std::move(store));
}

std::vector<Report> reports(const World& world) {
  const StaleQuery query = world.stale_query();
  return {to_report(world.who("Bob")), to_report(world.stale(query), query, 100),
          to_report(describe_entity(world.graph, world.entities, world.id("Bob"), world.as_of)),
          to_report(describe_entity(world.graph, world.entities, world.id("Acme"), world.as_of)),
          Report{{"explain", Tone::plain}, "", {explain(world.who("Bob"), world.parameters, 2)}}};
}

std::vector<Subgraph> pictures(const World& world) {
  return {to_subgraph(world.who("Bob"), world.entities),
          whole_graph(world.store, world.entities, false),
          find_account_graph(world.people(), world.signals(), world.entities, world.id("Acme")),
          find_people_around(world.people(), world.entities, world.id("Me"), 3, true)};
}

std::string weekly(const World& world, const std::string& words, WeeklyFormat format) {
  WeeklyView view;
  view.format = format;
  view.vault = "My \"vault\"";
  view.diagram = pictures(world)[2];
  AccountReport report = world.weekly("Acme", "2026-W03");
  report.faults = {{"warning", "duplicate-person", words, {"notes/" + words + ".md", 1, words}}};
  return render_weekly(report, default_weekly_template(format), view);
}

TEST(Hostile, WordsReachNoTerminalAsControls) {
  for (const std::string& words : testing::hostile_names()) {
    const World world = hostile_world(words);
    expect_harmless(weekly(world, words, WeeklyFormat::text), "weekly text");
    for (const Report& report : reports(world)) {
      expect_harmless(render_text(report, false), "text");
      std::string coloured = render_text(report, true);
      for (const char* own :
           {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m"}) {
        for (std::size_t at = 0; (at = coloured.find(own, at)) != std::string::npos;) {
          coloured.erase(at, std::string_view(own).size());
        }
      }
      expect_harmless(coloured, "coloured text");
      // A path in a link is encoded to the last byte.
      std::string linked = render_text(report, false, [](const std::string& note) {
        return obsidian_uri("My \x1b\\vault", note);
      });
      for (const char* own : {"\x1b]8;;", "\x1b\\"}) {
        for (std::size_t at = 0; (at = linked.find(own, at)) != std::string::npos;) {
          linked.erase(at, std::string_view(own).size());
        }
      }
      expect_harmless(linked, "linked text");
      if (HasFatalFailure()) return;
    }
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

// Characters that mean something to Markdown, Obsidian or its plugins and stand unescaped, but for
// our own headings, cells and links to notes.
std::string live_markup(std::string line) {
  std::string live;
  for (std::size_t start; (start = line.find("[[")) != std::string::npos;) {
    const std::size_t end = line.find("]]", start);
    std::string path = line.substr(start + 2, end - start - 2);
    if (const auto bar = path.find('|'); bar != std::string::npos) path[bar] = ' ';  // path|words
    if (path.find_first_of("[]|#^%`<>\\") != std::string::npos) live += path;
    line.erase(start, end - start + 2);
  }
  line.erase(0, line.find_first_not_of('#'));
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      ++i;
    } else if (std::string_view("`*_[]<>$%~^={}!#|").find(line[i]) != std::string_view::npos) {
      live += line[i];
    }
  }
  return live == "|||||||||" && line.starts_with('|') ? "" : live;  // a row of eight cells
}

TEST(Hostile, WordsStayTextInMarkdown) {
  for (const std::string& words : testing::hostile_names()) {
    const World world = hostile_world(words);
    for (const Report& report : reports(world)) {
      const std::string text = render_markdown(report);
      expect_harmless(text, "markdown");
      if (HasFatalFailure()) return;
      std::size_t start = 0;
      for (std::size_t end = text.find('\n'); end != std::string::npos;
           start = end + 1, end = text.find('\n', start)) {
        EXPECT_EQ(live_markup(text.substr(start, end - start)), "")
            << text.substr(start, end - start);
      }
    }
  }
}

TEST(Hostile, WordsStayTextInTheWeeklyNote) {
  for (const std::string& words : testing::hostile_names()) {
    std::string text = weekly(hostile_world(words), words, WeeklyFormat::markdown);
    expect_harmless(text, "weekly markdown");
    if (HasFatalFailure()) return;
    ASSERT_TRUE(is_weekly_report(text)) << text;
    const std::size_t head = text.find("\n---\n", 4);
    const std::string account = text.substr(0, head);
    EXPECT_EQ(std::count(account.begin(), account.end(), '\n'), 5) << account;
    const std::size_t fence = text.find("\n```mermaid\n");
    ASSERT_NE(fence, std::string::npos);
    EXPECT_EQ(text.find("\n```\n", fence + 12), text.size() - 5)
        << text;  // closed once, at the end
    text = text.substr(head + 5, fence - head - 5);
    for (std::string line : lines_of(text)) {
      // Our own bold words.
      for (const char* own : {"**OVERDUE**", "; **", "** (", "**"}) {
        if (line.starts_with("- **OVERDUE**")) line.erase(2, 11);
        if (std::string(own) == "**" && line.ends_with("**")) line.erase(line.size() - 2);
        const std::size_t at = line.find(own);
        if (std::string(own) != "**" && at != std::string::npos) line.erase(at, std::strlen(own));
      }
      EXPECT_EQ(live_markup(line), "") << line;
    }
  }
}

std::string dumped(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

TEST(Hostile, WordsComeBackFromJsonAsTheyWere) {
  for (const std::string& words : testing::hostile_names()) {
    const World world = hostile_world(words);
    const StaleQuery query = world.stale_query();
    std::vector<nlohmann::ordered_json> answers = {
        to_json(world.who("Bob")), to_json(world.stale(query), world.as_of, 100),
        to_json(world.weekly("Acme", "2026-W03")),
        to_json(describe_entity(world.graph, world.entities, world.id("Bob"), world.as_of))};
    for (const Subgraph& picture : pictures(world)) answers.push_back(to_json(picture));
    for (const auto& answer : answers) {
      const std::string text = dumped(answer);
      for (const char c : text) ASSERT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= 0x20);
      ASSERT_EQ(dumped(nlohmann::ordered_json::parse(text)), text);
    }
    const auto who = nlohmann::ordered_json::parse(dumped(answers[0]));
    const auto expected = nlohmann::ordered_json::parse(dumped(words));
    EXPECT_EQ(who["target"]["title"], expected);
    EXPECT_EQ(who["paths"][0]["hops"][0]["evidence"][0]["text"], expected);
  }
}

std::string xml_fault(const std::string& xml);

// The page is XML, too, but for its elements without an end and the text of its style sheet.
std::string as_xml(std::string page) {
  page.erase(0, page.find("<html"));
  const std::size_t style = page.find("<style>") + 7;
  page.erase(style, page.find("</style>") - style);
  for (std::size_t at = 0; (at = page.find("<meta ", at)) != std::string::npos;) {
    page.erase(at, page.find('>', at) + 1 - at);
  }
  for (std::size_t at = 0; (at = page.find("<br>", at)) != std::string::npos;) page.erase(at, 4);
  return page;
}

TEST(Hostile, WordsStayTextInThePage) {
  for (const std::string& words : testing::hostile_names()) {
    const std::string page = weekly(hostile_world(words), words, WeeklyFormat::html);
    expect_harmless(page, "page");
    if (HasFatalFailure()) return;
    ASSERT_TRUE(is_weekly_report(page));
    ASSERT_EQ(xml_fault(as_xml(page)), "") << page;
    for (std::size_t at = 0; (at = page.find("href=", at)) != std::string::npos; ++at) {
      EXPECT_EQ(page.compare(at, 22, "href=\"obsidian://open?"), 0) << page.substr(at, 80);
    }
    EXPECT_EQ(page.find("<script"), std::string::npos);
    for (std::size_t at = 0; (at = page.find('<', at)) != std::string::npos; ++at) {
      const std::string tag = page.substr(at, page.find('>', at) - at);
      EXPECT_EQ(tag.find("src="), std::string::npos) << tag;
    }
  }
}

// Gives `input` to a command; -1 when it is not installed.
int exit_code_of(const std::string& command, const std::string& input) {
  const std::string program = command.substr(0, command.find(' '));
  if (std::system(("command -v " + program + " > /dev/null 2>&1").c_str()) != 0) return -1;
  FILE* pipe = popen((command + " > /dev/null").c_str(), "w");
  if (pipe == nullptr) return -1;
  fwrite(input.data(), 1, input.size(), pipe);
  return pclose(pipe);
}

TEST(Hostile, WordsKeepDotWellFormed) {
  if (exit_code_of("dot -Tcanon", "digraph {}") != 0) GTEST_SKIP() << "GraphViz is not installed";
  std::string all;
  for (const std::string& words : testing::hostile_names()) {
    for (const Subgraph& picture : pictures(hostile_world(words))) {
      const std::string dot = render_dot(picture);
      expect_harmless(dot, "dot");
      if (HasFatalFailure()) return;
      all += dot;
    }
  }
  EXPECT_EQ(exit_code_of("dot -Tcanon", all), 0);
}

// Enough of XML to see that elements nest, entities are known and quotes close.
std::string xml_fault(const std::string& xml) {
  std::vector<std::string> open;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    if (xml[i] == '&') {
      const std::string entity = xml.substr(i, xml.find(';', i) - i + 1);
      if (entity != "&amp;" && entity != "&lt;" && entity != "&gt;" && entity != "&quot;" &&
          entity != "&#10;")
        return entity;
    }
    if (xml.compare(i, 3, "]]>") == 0) return "]]>";
    if (xml[i] != '<') continue;
    const std::size_t end = xml.find('>', i);
    const std::string tag = xml.substr(i + 1, end - i - 1);
    if (end == std::string::npos || tag.find('<') != std::string::npos) return tag;
    i = end;
    if (tag.starts_with("?") || tag.ends_with("/")) continue;
    if (!tag.starts_with("/")) {
      open.push_back(tag.substr(0, tag.find(' ')));
    } else if (open.empty() || open.back() != tag.substr(1)) {
      return tag;
    } else {
      open.pop_back();
    }
  }
  return open.empty() ? "" : open.back();
}

TEST(Hostile, WordsKeepGraphmlWellFormed) {
  for (const std::string& words : testing::hostile_names()) {
    for (const Subgraph& picture : pictures(hostile_world(words))) {
      const std::string xml = render_graphml(picture);
      EXPECT_EQ(xml_fault(xml), "") << xml;
      expect_harmless(xml, "GraphML");
      if (HasFatalFailure()) return;
    }
    const std::string xml = render_graphml(pictures(hostile_world(words))[1]);
    const int code = exit_code_of("xmllint --noout -", xml);
    EXPECT_TRUE(code == 0 || code == -1) << xml;
  }
}

// Mermaid, line by line: what we write, and labels in which nothing but entity codes is special.
bool is_mermaid_line(const std::string& line) {
  static const std::string text = R"re("([A-Za-z0-9 ,.-]|[\x80-\xFF]|#[0-9]+;|<br/>)*")re";
  static const std::regex grammar(
      "---|title: \"([^\"\\\\]|\\\\[\"\\\\])*\"|flowchart (LR|TB)|"
      "  n[0-9]+(\\(\\[|\\[|\\[\\[|\\(|>|\\{\\{)" +
      text +
      "(\\]\\)|\\]|\\]\\]|\\)|\\}\\})|"
      "  n[0-9]+ (---|-->|--x|-\\.->|-\\.-)(\\|" +
      text +
      "\\|)? n[0-9]+|"
      "  linkStyle [0-9]+(,[0-9]+)* stroke:#[0-9a-f]{6},color:#[0-9a-f]{6}|"
      "  classDef [a-z]+ [a-z-]+:[#0-9a-z]+(,[a-z-]+:[#0-9a-z]+)*|"
      "  class n[0-9]+(,n[0-9]+)* [a-z]+");
  return std::regex_match(line, grammar);
}

TEST(Hostile, WordsKeepToTheGrammarOfMermaid) {
  EXPECT_FALSE(is_mermaid_line("  n0[\"a\"b\"]"));
  EXPECT_FALSE(is_mermaid_line("  click n0 \"javascript:x\""));
  for (const std::string& words : testing::hostile_names()) {
    for (const Subgraph& picture : pictures(hostile_world(words))) {
      const std::string mermaid = render_mermaid(picture);
      expect_harmless(mermaid, "Mermaid");
      if (HasFatalFailure()) return;
      for (const std::string& line : lines_of(mermaid)) EXPECT_TRUE(is_mermaid_line(line)) << line;
    }
  }
}

// What a reader of a picture has to find in it.
std::string expectation_of(const Subgraph& picture) {
  nlohmann::ordered_json expected;
  expected["names"] = nlohmann::ordered_json::array();
  for (const SubgraphNode& node : picture.nodes) {
    expected["names"].push_back(for_terminal(node.entity.name));
  }
  expected["links"] = picture.links.size();
  return expected.dump();
}

// Every format of every picture of every name, to programs that are not ours.
TEST(Hostile, WordsAreReadBackByForeignReaders) {
  const testing::TempDir folder;
  const auto write = [&](const std::string& name, const std::string& text) {
    std::ofstream(folder / name, std::ios::binary) << text;
  };
  int place = 0;
  for (const std::string& words : testing::hostile_names()) {
    for (const Subgraph& picture : pictures(hostile_world(words))) {
      const std::string stem = fmt::format("{:04}", place++);
      write(stem + ".expected", expectation_of(picture));
      write(stem + ".json", dumped(to_json(picture)));
      write(stem + ".graphml", render_graphml(picture));
      write(stem + ".gexf", render_gexf(picture));
      write(stem + ".nodes.csv", render_csv_nodes(picture));
      write(stem + ".links.csv", render_csv_links(picture));
      write(stem + ".canvas", dumped(to_canvas(picture)));
      write(stem + ".dot", render_dot(picture, {place % 2 == 0 ? Theme::light : Theme::dark, "",
                                                [](const std::string& note) {
                                                  return obsidian_uri("V & <b>\"\\", note);
                                                }}));
      expect_harmless(render_gexf(picture), "GEXF");
      expect_harmless(dumped(to_canvas(picture)), "canvas");
      for (const std::string& line :
           lines_of(render_csv_nodes(picture) + render_csv_links(picture)))
        expect_harmless(line.ends_with('\r') ? line.substr(0, line.size() - 1) : line, "CSV");
      if (HasFatalFailure()) return;
    }
  }
  const std::string command = "python3 '" RAPPORT_TESTS "/foreign_readers.py' '";
  const int status = std::system((command + folder.path().string() + "'").c_str());
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "python3-networkx or GraphViz is not installed";
  if (WEXITSTATUS(status) == 127) GTEST_SKIP() << "python3 is not installed";
  EXPECT_EQ(status, 0);
}

// Mermaid's own parser, where it is installed.
TEST(Hostile, WordsAreReadBackByMermaid) {
  const testing::TempDir folder;
  int place = 0;
  for (const std::string& words : testing::hostile_names()) {
    for (const Subgraph& picture : pictures(hostile_world(words))) {
      const std::string stem = fmt::format("{:04}", place++);
      std::ofstream(folder / (stem + ".expected"), std::ios::binary) << expectation_of(picture);
      std::ofstream(folder / (stem + ".mmd"), std::ios::binary) << render_mermaid(picture);
    }
  }
  const std::string command = "node '" RAPPORT_TESTS "/mermaid_reader.mjs' '";
  const int status = std::system((command + folder.path().string() + "'").c_str());
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "the npm package mermaid is not installed";
  if (WEXITSTATUS(status) == 127) GTEST_SKIP() << "node is not installed";
  EXPECT_EQ(status, 0);
}

TEST(ForTerminal, ShowsWhatWouldNotBeSeen) {
  struct {
    std::string_view text;
    const char* shown;
  } const cases[] = {
      {"plain äöü 王", "plain äöü 王"},
      {"a\nb", "a\nb"},
      {"\x1b[1m", "\\u{1b}[1m"},
      {std::string_view("nul\0", 4), "nul\\u{0}"},
      {"\u202E", "\\u{202e}"},
      {"\u200B", "\\u{200b}"},
      {"👩\u200D💻", "👩\u200D💻"},
      {"\xFF|\xC3|\xE2\x82|\xED\xA0\x80", "\uFFFD|\uFFFD|\uFFFD|\uFFFD\uFFFD\uFFFD"},
  };
  for (const auto& c : cases) EXPECT_EQ(for_terminal(c.text), c.shown) << c.shown;
}

}  // namespace
}  // namespace rapport
