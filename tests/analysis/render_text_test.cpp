#include <gtest/gtest.h>

#include "analysis/note_uri.h"
#include "analysis/render.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::World;

Text plain(const char* text) { return {text, Tone::plain}; }

TEST(DisplayWidth, CountsColumns) {
  struct {
    const char* text;
    std::size_t width;
  } const cases[] = {
      {"", 0},         {"Ann", 3},  {"Zoë", 3},  {"Zoe\u0308", 3},     {"王小明", 6},
      {"ｱﾝ", 2},       {"Ａ", 2},   {"😀", 2},    {"a\u200Db", 2},      {"☺\uFE0F", 1},
      {"Łódź → x", 8}, {"\xFF", 1}, {"한국", 4}, {"e\u0301\u0323", 1},
  };
  for (const auto& c : cases) EXPECT_EQ(display_width(c.text), c.width) << c.text;
}

TEST(RenderText, AlignsColumnsOfAnyScript) {
  Report report;
  report.answer = plain("People");
  ReportSection section;
  section.table = Table{{"name", "#days", "what"},
                        {{plain("Ann"), plain("1"), plain("x")},
                         {plain("王小明"), plain("12"), plain("x")},
                         {plain("Zoe\u0308"), plain("345"), plain("x")},
                         {plain("\x1b!"), plain("6"), plain("")}}};
  report.sections = {section};
  EXPECT_EQ(render_text(report, false),
            "People\n"
            "\n"
            "  name     days  what\n"
            "  Ann         1  x\n"
            "  王小明     12  x\n"
            "  Zoe\u0308       345  x\n"
            "  \\u{1b}!     6\n");
}

TEST(RenderText, ColoursOnlyWhenAsked) {
  const World world("2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; guard: Ann !-> Bob until Cid");
  const Report report = to_report(world.who("Bob"));
  const std::string bare = render_text(report, false);
  std::string coloured = render_text(report, true);
  EXPECT_EQ(bare.find('\x1b'), std::string::npos);
  EXPECT_NE(coloured.find("\x1b[31m"), std::string::npos);
  // Colours change nothing else, and each is taken back.
  std::size_t on = 0;
  std::size_t off = 0;
  for (std::size_t at = 0; (at = coloured.find("\x1b[", at)) != std::string::npos;) {
    const std::size_t end = coloured.find('m', at);
    ++(coloured.substr(at, end - at) == "\x1b[0" ? off : on);
    coloured.erase(at, end - at + 1);
  }
  EXPECT_EQ(on, off);
  EXPECT_EQ(coloured, bare);
}

// Without its links the text is as it was, column for column.
TEST(RenderText, LinksPathsOfNotesWithoutChangingTheText) {
  Report report;
  report.answer = plain("A");
  report.sections = {
      {"", {{plain("fact"), {{"People/Zoë.md", 6, "x"}, {"People/Zoë.md", 7, "y"}}, {}}}, {}, ""},
      {"",
       {},
       Table{{"name", "note", "#n"},
             {{{"Zoë"}, {"People/Zoë.md", Tone::dim, "People/Zoë.md"}, {"1"}},
              {{"Bob"}, {"(no note)"}, {"22"}}}},
       ""}};
  const auto uri = [](const std::string& note) { return obsidian_uri("v", note); };
  for (const bool color : {false, true}) {
    const std::string bare = render_text(report, color);
    std::string linked = render_text(report, color, uri);
    const std::string start = "\x1b]8;;obsidian://open?vault=v&file=People%2FZo%C3%AB.md\x1b\\";
    const std::string end = "\x1b]8;;\x1b\\";
    EXPECT_NE(linked.find(start + (color ? "\x1b[2m" : "") + "People/Zoë.md:6,7"),
              std::string::npos)
        << linked;
    std::size_t links = 0;
    for (std::size_t at = 0; (at = linked.find(start)) != std::string::npos; ++links) {
      linked.erase(at, start.size());
    }
    for (std::size_t at = 0; (at = linked.find(end)) != std::string::npos; --links) {
      linked.erase(at, end.size());
    }
    EXPECT_EQ(links, 0U);
    EXPECT_EQ(linked, bare);
  }
}

TEST(RenderText, JoinsTheLinesOfANoteAndCountsWhatIsTooMuch) {
  const auto item = [](std::initializer_list<Citation> places) {
    Report report;
    report.answer = plain("A");
    report.sections = {{"", {{plain("fact"), places, {}}}, std::nullopt, ""}};
    return render_text(report, false);
  };
  EXPECT_EQ(item({{"a.md", 1, ""}, {"a.md", 7, ""}, {"b.md", 2, ""}}),
            "A\n\n  fact\n      a.md:1,7\n      b.md:2\n");
  EXPECT_EQ(item({{"a", 1, ""}, {"b", 1, ""}, {"c", 1, ""}, {"d", 1, ""}}),
            "A\n\n  fact\n      a:1\n      b:1\n      c:1\n      d:1\n");
  EXPECT_EQ(item({{"a", 1, ""}, {"b", 1, ""}, {"c", 1, ""}, {"d", 1, ""}, {"e", 1, ""}}),
            "A\n\n  fact\n      a:1\n      b:1\n      c:1\n      and 2 more notes\n");
}

TEST(RenderText, LeavesOutEmptySectionsUnlessTheySaySo) {
  Report report;
  report.answer = plain("A");
  report.sections = {{"Nothing", {}, std::nullopt, ""}, {"Told", {}, Table{{"x"}, {}}, "None."}};
  EXPECT_EQ(render_text(report, false), "A\n\nTold\n  None.\n");
  EXPECT_EQ(render_markdown(report), "# A\n\n## Told\n\nNone.\n");
}

TEST(RenderMarkdown, WritesTablesListsAndWikilinks) {
  Report report;
  report.answer = plain("A | b");
  report.subtitle = "as of [today]";
  ReportSection section;
  section.heading = "H";
  section.table = Table{{"name", "#n"}, {{plain("a|b"), plain("1")}}};
  section.items = {
      {plain("*x*"), {{"People/Ann.md", 3, ""}, {"a|b.md", 4, ""}}, {{plain("in"), {}, {}}}}};
  report.sections = {section};
  EXPECT_EQ(render_markdown(report),
            "# A \\| b\n"
            "\n"
            "as of \\[today\\]\n"
            "\n"
            "## H\n"
            "\n"
            "| name | n |\n"
            "| --- | ---: |\n"
            "| a\\|b | 1 |\n"
            "- \\*x\\* ([[People/Ann]]:3, a\\|b.md:4)\n"
            "    - in\n");
}

TEST(WhoReport, SaysTheAnswerFirst) {
  struct {
    const char* graph;
    const char* answer;
  } const cases[] = {
      {"2026-01-05: Me, Bob; Bob role \"CTO\"",
       "You know Bob (CTO) yourself: met once, last on 2026-01-05."},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; 2026-01-07: Ann, Bob",
       "Ask Ann, who knows Bob: met twice, last on 2026-01-07."},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Cid; 2026-01-06: Cid, Bob",
       "Ask Ann: through Cid to Bob, met once, last on 2026-01-06."},
      {"2026-01-05: Me, Ann; Ann will_open Bob 2026-01-06",
       "Ask Ann about Bob: will open the thread."},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; guard: !-> Bob until Cid",
       "Do not contact Bob now: blocked until Cid agrees."},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; guard: !-> Bob",
       "Do not contact Bob now: a decision says not to."},
      {"2026-01-05: Me, Ann; 2026-01-06: Ann, Bob; guard: !-> Bob until Cid; deprioritised: Cid",
       "Do not contact Bob now: blocked until Cid agrees (a dead-lock)."},
      {"2026-01-05: Me, Ann; 2026-01-05: Me, Cid; Bob via Ann 2026-01-01; Bob via Cid; "
       "Bob via Ann 2026-01-02",
       "Bob: not met: known through Ann (2) and Cid (1)"},
      {"person: Me; Bob via Ann",
       "Bob: not met: known through Ann (1), whom you have not met either"},
      {"person: Me, Bob", "Nobody in the notes connects you to Bob."},
  };
  for (const auto& c : cases) EXPECT_EQ(to_report(World(c.graph).who("Bob")).answer.text, c.answer);
}

TEST(WhoReport, ExplainsEveryTermAndEveryParameter) {
  const World world("2026-01-05: Me, Ann; 2026-01-06: Ann, Bob");
  const ReportSection section =
      explain(world.who("Bob"), world.parameters, world.people().median_degree());
  ASSERT_EQ(section.items.size(), 2 + parameter_table().size());
  EXPECT_TRUE(section.items[0].text.text.starts_with("P = "));
  EXPECT_NE(section.items[0].text.text.find("hub discount of Ann"), std::string::npos);
  for (const ParameterRow& row : parameter_table()) {
    EXPECT_LE(row.least, world.parameters.*row.member) << row.name;
    EXPECT_GE(row.most, world.parameters.*row.member) << row.name;
  }
}

TEST(StaleReport, ShowsDisagreementsAndCadences) {
  const World world(R"(
      2025-08-21: Me, Ann; Ann cadence "monthly"; Ann last_contact "2025-12-18"; Ann works_at Acme)");
  const std::string text =
      render_text(to_report(world.stale(world.stale_query()), world.stale_query(), 10), false);
  EXPECT_NE(text.find("every 31 days is declared: 4.8x over (red); declared 2025-12-18: no meeting "
                      "supports it; your only contact there"),
            std::string::npos)
      << text;
}

}  // namespace
}  // namespace rapport
