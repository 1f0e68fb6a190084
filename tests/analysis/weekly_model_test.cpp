#include "analysis/weekly_model.h"

#include <fstream>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "analysis/template.h"
#include "analysis/weekly_svg.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;
using testing::World;

// Everything that a report can have.
const World& full_world() {
  static const World world(R"(
      Ann works_at Acme; Bob works_at Acme; Bob seniority "vp"; Cid works_at Acme; Cid seniority "vp"
      Dan works_at Acme; Dan seniority "vp"; Eve works_at Acme; Pilot part_of Acme
      2025-03-01: Me, Eve; 2025-12-20: Me, Ann; 2026-01-12 "Start": Me, Ann, Zoe about Acme
      2026-01-13: Ann, Bob about Acme; Dan via Ann 2026-01-13; 2025-12-01: Ann, Cid
      guard: Ann !-> Cid until June 2026-01-14; 2025-06-01: Me, Bob
      decision: Acme 2026-01-13 "Go"; blocker: Acme 2026-01-13 "No *budget*"; fact: Bob 2026-01-13 "F"
      task: Acme "late" status=open open=true due=2026-01-14
      task: Acme "soon" status="in progress" open=true due=2026-02-14
      task: Acme "made" open=false status=done done=2026-01-14)");
  return world;
}

AccountReport full_report() { return full_world().weekly("Acme", "2026-W03"); }

void collect_names(const Json& json, std::set<std::string>& names) {
  for (const auto& [name, value] : json.items()) {
    if (json.is_object()) names.insert(name);
    if (value.is_structured()) collect_names(value, names);
  }
}

std::string read_file(const std::string& file) {
  std::ostringstream text;
  text << std::ifstream(file, std::ios::binary).rdbuf();
  return text.str();
}

TEST(WeeklyTemplate, KnowsAllNamesOfTheDocument) {
  std::set<std::string> names;
  collect_names(to_json(full_report()), names);
  ASSERT_TRUE(names.contains("hops") && names.contains("via") && names.contains("reengage"));
  for (const std::string& name : names) {
    EXPECT_TRUE(weekly_template_names().contains(name)) << name;
  }
}

TEST(WeeklyTemplate, ItsNamesAreThoseOfTheManual) {
  const std::string manual = read_file(RAPPORT_TEMPLATES_MANUAL);
  ASSERT_FALSE(manual.empty());
  std::set<std::string> documented;
  const std::regex code("`([a-z_.]+)`");
  std::istringstream in(manual);
  for (std::string line; std::getline(in, line);) {
    if (!line.starts_with("| `")) continue;
    for (std::sregex_iterator it(line.begin(), line.end(), code), end; it != end; ++it) {
      std::istringstream parts((*it)[1]);
      for (std::string part; std::getline(parts, part, '.');) documented.insert(part);
    }
  }
  for (const char* name : {"id", "type", "name", "title"}) documented.insert(name);
  for (const char* value : {"guard", "guard_lifted", "decay", "contact", "other"}) {
    documented.erase(value);
  }
  const auto& known = weekly_template_names();
  EXPECT_EQ(documented, std::set<std::string>(known.begin(), known.end()));
}

TEST(WeeklyTemplate, TheBuiltInOnesUseKnownNamesAndMarkTheirFiles) {
  for (const WeeklyFormat format :
       {WeeklyFormat::text, WeeklyFormat::markdown, WeeklyFormat::html}) {
    WeeklyView view;
    view.format = format;
    view.is_file = true;
    EXPECT_NO_THROW(check_template(default_weekly_template(format), weekly_template_names()));
    EXPECT_TRUE(
        is_weekly_report(render_weekly(full_report(), default_weekly_template(format), view)));
  }
}

// Markdown takes two for one, but a diff and an eye do not.
TEST(WeeklyTemplate, LeavesNoTwoBlankLines) {
  for (const WeeklyFormat format : {WeeklyFormat::text, WeeklyFormat::markdown}) {
    WeeklyView view;
    view.format = format;
    const AccountReport quiet = World("organization: Acme; person: Me").weekly("Acme", "2026-W03");
    for (const AccountReport& report : {full_report(), quiet}) {
      const std::string text = render_weekly(report, default_weekly_template(format), view);
      EXPECT_EQ(text.find("\n\n\n"), std::string::npos) << text;
      EXPECT_TRUE(text.ends_with("\n") && !text.ends_with("\n\n")) << text;
    }
  }
}

TEST(WeeklyTemplate, EscapesByFormat) {
  const std::string text = "{{#sections.blockers}}{{text}}|{{{text}}}{{/sections.blockers}}";
  const auto rendered = [&](WeeklyFormat format) {
    WeeklyView view;
    view.format = format;
    return render_weekly(full_report(), text, view);
  };
  EXPECT_EQ(rendered(WeeklyFormat::text), "No *budget*|No *budget*");
  EXPECT_EQ(rendered(WeeklyFormat::markdown), "No \\*budget\\*|No *budget*");
  EXPECT_EQ(
      render_weekly(World("blocker: Acme 2026-01-13 \"a < b & c\"; organization: Acme; person: Me")
                        .weekly("Acme", "2026-W03"),
                    text, {WeeklyFormat::html, false, true, false, "", "", {}}),
      "a &lt; b &amp; c|a < b & c");
}

TEST(WeeklyTemplate, LinksToNotesByFormat) {
  AccountReport report;
  report.period = IsoWeek{2026, 3};
  report.as_of = report.period.to;
  report.account.name = "Ann & Co";
  report.account.id = "Customers/Ann & Co.md";
  struct {
    WeeklyFormat format;
    const char* name;
    const char* id;
    const char* link;
  } const cases[] = {
      {WeeklyFormat::text, "Acme", "C/Acme.md", "Acme"},
      {WeeklyFormat::markdown, "Acme", "C/Acme.md", "[[C/Acme|Acme]]"},
      {WeeklyFormat::markdown, "Acme", "Acme.md", "[[Acme]]"},
      {WeeklyFormat::markdown, "Acme", "name:acme", "Acme"},
      {WeeklyFormat::markdown, "A|B", "C/A-B.md", "A\\|B"},
      {WeeklyFormat::markdown, "Acme", "C/A]]B.md", "Acme"},
      {WeeklyFormat::html, "A&B", "C/A&B.md",
       "<a href=\"obsidian://open?vault=My%20vault&amp;file=C%2FA%26B.md\">A&amp;B</a>"},
      {WeeklyFormat::html, "Acme", "name:acme", "Acme"},
  };
  for (const auto& c : cases) {
    report.account.name = c.name;
    report.account.id = c.id;
    WeeklyView view;
    view.format = c.format;
    view.vault = "My vault";
    EXPECT_EQ(render_weekly(report, "{{{account.link}}}", view), c.link);
  }
}

TEST(WeeklyTemplate, ColoursOnlyATerminal) {
  WeeklyView view;
  view.color = true;
  const std::string text = "{{#bad}}x{{/bad}}{{#dim}}{{schema}}{{/dim}}";
  EXPECT_EQ(render_weekly(full_report(), text, view),
            "\x1b[31mx\x1b[0m\x1b[2mrapport.weekly/1\x1b[0m");
  view.format = WeeklyFormat::html;
  EXPECT_EQ(render_weekly(full_report(), text, view), "xrapport.weekly/1");
}

TEST(WeeklyReport, IsKnownByTheMarkInItsHeadAlone) {
  struct {
    const char* text;
    bool is_report;
  } const cases[] = {
      {"---\nrapport: \"weekly/1\"\n---\n", true},
      {"---\r\nweek: x\r\nrapport: weekly/1\r\n---\r\n", true},
      {"---\ntitle: x\n---\nrapport: weekly/1\n", false},
      {"---\ntitle: x\nrapport: weekly/1\n", false},  // the head has no end
      {"---\nrapport: good\n---\n", false},
      {"---\nrapport: weekly/1 of mine\n---\n", false},
      {"# Notes\n---\nrapport: weekly/1\n---\n", false},
      {"rapport: weekly/1\n\nAcme", true},
      {"My rapport: weekly/1\n", false},
      {"<!DOCTYPE html>\n<meta name=\"generator\" content=\"rapport weekly/1\">\n<title>", true},
      {"<!DOCTYPE html>\n<title>x</title>\n<meta name=\"generator\" content=\"rapport "
       "weekly/1\">\n",
       false},
      {"{\n  \"schema\": \"rapport.weekly/1\",\n", true},
      {"{\n  \"schema\": \"rapport.who/1\",\n", false},
      {"", false},
  };
  for (const auto& c : cases) EXPECT_EQ(is_weekly_report(c.text), c.is_report) << c.text;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) ++n;
  return n;
}

TEST(Timeline, HasADotForEachMeetingOrABarForEachWeek) {
  const AccountReport week = full_report();
  ASSERT_EQ(week.meetings.size(), 2U);
  EXPECT_EQ(count(timeline_svg(week), "<circle"), 2U);
  EXPECT_EQ(count(timeline_svg(week), "2026-01-12 - Start</title>"), 1U);
  AccountQuery query;
  query.account = full_world().id("Acme");
  query.period = {testing::day("2025-12-01"), testing::day("2026-01-18")};
  const AccountReport weeks = report_account(full_world().graph, full_world().entities, query, {});
  ASSERT_EQ(weeks.meetings.size(), 4U);
  EXPECT_EQ(count(timeline_svg(weeks), "<circle"), 0U);
  EXPECT_EQ(count(timeline_svg(weeks), "<rect"), 3U);  // the weeks of 12-01, 12-20 and 01-12
  EXPECT_NE(timeline_svg(weeks).find("2026-W03: 2</title>"), std::string::npos);
  EXPECT_EQ(timeline_svg(World("organization: Acme").weekly("Acme", "2026-W03")), "");
}

TEST(SparkLine, SaysInWordsWhatItDraws) {
  WeeklyContacts contacts{{2026, 1}, {0, 2, 0}, {0, 1, 3}};
  const std::string svg = spark_line_svg(contacts);
  EXPECT_EQ(count(svg, "class=\"own\""), 1U);
  EXPECT_EQ(count(svg, "class=\"others\""), 2U);
  EXPECT_NE(svg.find("Days of contact in 3 weeks: 2 with you, 4 with others alone"),
            std::string::npos);
  EXPECT_EQ(spark_line_svg({{2026, 1}, {0, 0}, {0, 0}}), "");
}

TEST(DarkTheme, GivesEachLightColourOneDarkOne) {
  const std::string css = dark_theme_css(".diagram");
  EXPECT_EQ(count(css, ".diagram [fill=\"#ffffff\"] { fill: #111827; }"), 1U);
  EXPECT_EQ(count(css, ".diagram [fill=\"#ffffff\"]"), 1U);
  EXPECT_EQ(count(css, ".diagram [stroke=\"#dc2626\"] { stroke: #f87171; }"), 1U);
}

}  // namespace
}  // namespace rapport
