#include "analysis/account_report.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/weekly_model.h"
#include "tests/analysis/world.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::names;
using testing::places;
using testing::store_of;
using testing::World;

std::string show(const std::vector<MeetingFinding>& list) {
  std::string text;
  for (const MeetingFinding& m : list) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", m.meeting.name, names(m.people));
  }
  return text;
}

std::string show(const std::vector<StatementFinding>& list) {
  std::string text;
  for (const StatementFinding& s : list) {
    text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", s.text, places(s.evidence));
  }
  return text;
}

std::string show(const std::vector<TaskFinding>& list) {
  std::string text;
  for (const TaskFinding& t : list) {
    text += fmt::format("{}{}{}{}", text.empty() ? "" : "; ", t.overdue ? "OVERDUE " : "", t.text,
                        t.owner ? " (" + t.owner->name + ")" : "");
  }
  return text;
}

TEST(Weekly, FindsTheMeetingsOfAnAccount) {
  const World world(R"(
      2026-01-12 "About": Me, Zoe about Acme
      2026-01-13 "Project": Me about Pilot; Pilot part_of Acme
      2026-01-14 "With": Me, Ann; Ann works_at Acme
      2026-01-14 "All": Ann, Zoe about Acme, Pilot
      2026-01-14 "Other": Me, Zoe about Zeta
      2026-01-14 "Mention": Me, Zoe; Ann mentioned 2026-01-14 "Mention"
      undated "Some day": Me, Ann about Acme)");
  EXPECT_EQ(show(world.weekly("Acme", "2026-W03").meetings),
            "2026-01-12 - About (Me, Zoe); 2026-01-13 - Project (Me); "
            "2026-01-14 - All (Ann, Zoe); 2026-01-14 - With (Ann, Me)");
}

TEST(Weekly, RunsFromMondayToSunday) {
  const World world(R"(
      2026-01-11 "Sunday": Me, Ann about Acme
      2026-01-12 "Monday": Me, Ann about Acme
      2026-01-18 "Sunday": Me, Ann about Acme
      2026-01-19 "Monday": Me, Ann about Acme)");
  const AccountReport report = world.weekly("Acme", "2026-W03");
  EXPECT_EQ(show(report.meetings), "2026-01-12 - Monday (Ann, Me); 2026-01-18 - Sunday (Ann, Me)");
  EXPECT_EQ(report.meetings_before, 1U);
  EXPECT_EQ(
      to_iso(report.period.from) + " " + to_iso(report.period.to) + " " + to_iso(report.as_of),
      "2026-01-12 2026-01-18 2026-01-18");
}

TEST(Weekly, CrossesTheYear) {
  const World world(R"(
      2020-12-28 "A": Me, Ann about Acme; 2021-01-03 "B": Me, Ann about Acme
      2021-01-04 "C": Me, Ann about Acme)");
  struct {
    const char* week;
    const char* meetings;
    std::size_t before;
    const char* days;
  } const cases[] = {
      {"2020-W52", "", 0, "2020-12-21 2020-12-27"},
      {"2020-W53", "2020-12-28 - A (Ann, Me); 2021-01-03 - B (Ann, Me)", 0,
       "2020-12-28 2021-01-03"},
      {"2021-W01", "2021-01-04 - C (Ann, Me)", 2, "2021-01-04 2021-01-10"},
      {"2021-W02", "", 1, "2021-01-11 2021-01-17"},
  };
  for (const auto& c : cases) {
    const AccountReport report = world.weekly("Acme", c.week);
    EXPECT_EQ(show(report.meetings), c.meetings) << c.week;
    EXPECT_EQ(report.meetings_before, c.before) << c.week;
    EXPECT_EQ(to_iso(report.period.from) + " " + to_iso(report.period.to), c.days) << c.week;
  }
}

TEST(Weekly, EndsOnTheDayAskedForWithinTheWeek) {
  const World world("2026-01-13: Me, Ann about Acme; 2026-01-15: Me, Ann about Acme");
  AccountQuery query;
  query.account = world.id("Acme");
  query.period = IsoWeek{2026, 3};
  struct {
    const char* as_of;
    const char* end;
    std::size_t meetings;
  } const cases[] = {{"2026-01-14", "2026-01-14", 1},
                     {"2026-01-11", "2026-01-18", 2},
                     {"2026-01-18", "2026-01-18", 2},
                     {"2026-03-01", "2026-01-18", 2}};
  for (const auto& c : cases) {
    query.as_of = testing::day(c.as_of);
    const AccountReport report = report_account(world.graph, world.entities, query, {});
    EXPECT_EQ(to_iso(report.as_of), c.end) << c.as_of;
    EXPECT_EQ(report.meetings.size(), c.meetings) << c.as_of;
  }
}

TEST(Weekly, NamesWhomTheOwnerMetForTheFirstTime) {
  const World world(R"(
      Ann works_at Acme; Bob works_at Acme; Cid works_at Acme; Dan works_at Acme
      2025-01-05: Me, Ann; 2026-01-13 "A": Me, Ann, Bob; 2026-01-14 "B": Me, Bob, Zoe
      2026-01-14 "C" 9: Me, Cid; 2026-01-14 "D": Ann, Dan)");
  const AccountReport report = world.weekly("Acme", "2026-W03");
  ASSERT_EQ(show(report.first_meetings), "2026-01-13 - A (Bob); 2026-01-14 - B (Zoe)");
  EXPECT_EQ(to_iso(report.first_meetings[0].date), "2026-01-13");
  EXPECT_EQ(places(report.first_meetings[0].evidence), "graph.md:6");
}

TEST(Weekly, SaysEachStatementOnceWithAllItsPlaces) {
  const char* said =
      "decision: Acme 2026-01-13 \"Go ahead\"; blocker: Acme 2026-01-14 \"No budget\"";
  const World world(store_of({{"b.md", said},
                              {"a.md",
                               "decision: Acme 2026-01-15 \"go ahead\"; Ann works_at Acme; "
                               "fact: Ann 2026-01-12 \"likes tea\"; organization: Acme"},
                              {"c.md",
                               "decision: Acme 2026-01-11 \"Too early\"; organization: Acme; "
                               "decision: Acme 2026-01-19 \"Too late\"; person: Me; "
                               "decision: Acme \"Some day\"; decision: Zoe 2026-01-13 \"Else\""}}));
  const AccountReport report = world.weekly("Acme", "2026-W03");
  ASSERT_EQ(report.decisions.size(), 1U);
  EXPECT_EQ(places(report.decisions[0].evidence), "a.md:1, b.md:1");
  EXPECT_EQ(to_iso(*report.decisions[0].date), "2026-01-13");
  EXPECT_EQ(show(report.blockers), "No budget (b.md:2)");
  EXPECT_EQ(show(report.facts), "likes tea (a.md:3)");
}

TEST(Weekly, SortsOpenTasksByHowLateTheyAre) {
  const World world(R"(
      organization: Acme; person: Me
      task: Acme "someday" open=true status=open
      task: Acme "later" open=true due=2026-02-01
      task: Acme "late" open=true due=2026-01-10
      task: Acme "today" open=true due=2026-01-18
      task: Acme "latest" open=true due=2025-12-01
      task: Acme "dropped" open=false due=2026-01-10
      task: Acme "done" open=false done=2026-01-14 due=2026-01-10
      task: Acme "done before" open=false done=2026-01-11
      task: Acme "done first" open=false done=2026-01-12)");
  const AccountReport report = world.weekly("Acme", "2026-W03");
  EXPECT_EQ(
      show(report.open_tasks),
      "OVERDUE latest (Acme); OVERDUE late (Acme); today (Acme); later (Acme); someday (Acme)");
  EXPECT_EQ(show(report.done_tasks), "done first (Acme); done (Acme)");
}

// "Bob: paths (was unconnected): why"
std::string executives(const AccountReport& report) {
  std::string text;
  for (const ExecutiveFinding& e : report.executives) {
    text += fmt::format("{}{}: {} (was {}): {}", text.empty() ? "" : "; ", e.now.target.name,
                        to_string(e.now.status), to_string(e.before), e.change.sentence());
  }
  return text;
}

TEST(Weekly, TellsWhatChangedForExecutivesAndWhy) {
  const std::string bob = "Bob works_at Acme; Bob seniority \"vp\"; person: Me; ";
  const std::string way = "2025-11-01: Me, Ann; 2025-11-02: Ann, Bob; ";
  struct {
    std::string graph;
    const char* executives;
  } const cases[] = {
      {"Bob works_at Acme; Bob seniority \"manager\"; person: Me", ""},
      {bob, "Bob: unconnected (was unconnected): "},
      {bob + "2026-01-13: Me, Bob",
       "Bob: direct (was unconnected): direct now, was unconnected: new contact: Me and Bob met on "
       "2026-01-13"},
      {bob + "2026-01-13: Me, Ann; 2026-01-14: Ann, Bob",
       "Bob: paths (was unconnected): paths now, was unconnected: new contact: Me and Ann met on "
       "2026-01-13"},
      {bob + way + "2026-01-13: Ann, Bob",
       "Bob: paths (was paths): reach up from 0.03: new contact: Ann and Bob met on 2026-01-13"},
      {bob + "2026-01-10: Me, Bob",
       "Bob: direct (was direct): reach down from 0.39: the ties decay, Me and Bob last met on "
       "2026-01-10"},
      {bob + way + "guard: !-> Bob 2026-01-13",
       "Bob: blocked (was paths): blocked now, was paths: a new guard on Bob"},
      {bob + way + "guard: Ann !-> Bob until Eve 2026-01-13",
       "Bob: blocked (was paths): blocked now, was paths: a new guard on Bob, until Eve agrees"},
      // One of two ways is closed: it is no decay.
      {bob +
           "2026-01-08: Me, Ann; 2026-01-08: Ann, Bob; 2026-01-08: Me, Cid; 2026-01-08: Cid, Bob; "
           "guard: Cid !-> Bob 2026-01-13",
       "Bob: paths (was paths): reach down from 0.27: a new guard on Bob"},
      {bob + way + "guard: !-> Bob until 2026-01-14",
       "Bob: paths (was blocked): paths now, was blocked: no guard stands in the way any more"},
      {bob + "2020-01-01: Me, Bob", "Bob: direct (was direct): "},  // too small to notice
      {bob + "2025-12-01: Me, Ann; Bob via Ann 2026-01-13",
       "Bob: leads (was unconnected): leads now, was unconnected"},
      // C-level before VP, then by name.
      {bob +
           "Ann works_at Acme; Ann seniority \"vp\"; Cid works_at Acme; Cid seniority \"c-level\"",
       "Cid: unconnected (was unconnected): ; Ann: unconnected (was unconnected): ; "
       "Bob: unconnected (was unconnected): "},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(executives(World(c.graph).weekly("Acme", "2026-W03")), c.executives) << c.graph;
  }
}

TEST(Weekly, ListsWhatIsSlippingInTheAccountOnly) {
  const World world(R"(
      Ann works_at Acme; Bob works_at Acme; Zoe works_at Zeta
      2025-08-01: Me, Ann; 2026-01-14: Me, Bob; 2025-08-01: Me, Zoe)");
  const AccountReport report = world.weekly("Acme", "2026-W03");
  ASSERT_EQ(report.slipping.size(), 1U);
  EXPECT_EQ(report.slipping[0].entity.name, "Ann");
}

TEST(Weekly, SaysSoWhereASectionIsEmpty) {
  EXPECT_EQ(render_weekly(World("organization: Acme; person: Me").weekly("Acme", "2026-W03"),
                          default_weekly_template(WeeklyFormat::text), {}),
            "Acme, week 2026-W03: 0 meetings (0 the week before), 0 decisions\n"
            "2026-01-12 to 2026-01-18\n"
            "\nMeetings\n  No meetings this week.\n"
            "\nMet for the first time\n  Nobody new was met.\n"
            "\nDecisions\n  No new decisions.\n"
            "\nBlockers\n  No new blockers.\n"
            "\nFacts\n  No new facts.\n"
            "\nOpen tasks\n  No open tasks.\n"
            "\nDone\n  No tasks were done.\n"
            "\nExecutives\n  No executives are known here.\n"
            "\nSlipping\n  No relationship here is slipping.\n"
            "\nCoverage\n"
            "  The notes name no decision maker of Acme (VP or above, or said to decide).\n");
}

TEST(Weekly, CountsTheContactsOfEachExecutiveByWeek) {
  const AccountReport report = World(R"(
      Bob works_at Acme; Bob seniority "vp"; 2025-07-20: Me, Bob; 2025-07-21: Me, Bob
      2026-01-12: Me, Bob; 2026-01-13: Ann, Bob; 2026-01-13: Me, Bob; 2026-01-18: Ann, Bob
      2026-01-19: Me, Bob)")
                                   .weekly("Acme", "2026-W03");
  ASSERT_EQ(report.executives.size(), 1U);
  const WeeklyContacts& contacts = report.executives[0].contacts;
  EXPECT_EQ(to_string(contacts.first_week), "2025-W30");  // its Monday is 2025-07-21
  std::vector<int> own(26);
  std::vector<int> others(26);
  own.front() = 1;
  own.back() = 2;
  others.back() = 1;  // on the 13th the owner was there, too
  EXPECT_EQ(contacts.own, own);
  EXPECT_EQ(contacts.others, others);
}

TEST(Weekly, TellsHowTheAccountIsCovered) {
  const AccountReport report = World("Bob works_at Acme; Bob seniority \"vp\"; 2026-01-12: Me, Bob")
                                   .weekly("Acme", "2026-W03");
  ASSERT_TRUE(report.coverage);
  EXPECT_EQ(report.coverage->as_of, report.as_of);
  ASSERT_EQ(report.coverage->decision_makers.size(), 1U);
  EXPECT_EQ(report.coverage->decision_makers[0].threads, Threads::one);
}

TEST(Weekly, ListsTheFaultsOfItsNotesOnly) {
  const World world(
      store_of({{"Acme.md", "organization: Acme; person: Me"},
                {"a.md", "2026-01-13 \"Talk\": Me, Ann about Acme; Zoe works_at Zeta"}}));
  const DataFault faults[] = {
      {"error", "bad-yaml", "x", {"Zoe", 1, {}}},
      {"warning", "ambiguous-name", "of a meeting", {"2026-01-13 - Talk", 3, {}}},
      {"warning", "duplicate-organization", "of the account", {"Acme", 0, {}}},
  };
  AccountQuery query;
  query.account = world.id("Acme");
  query.period = IsoWeek{2026, 3};
  query.faults = faults;
  AccountReport report = report_account(world.graph, world.entities, query, {});
  ASSERT_EQ(report.faults.size(), 2U);
  EXPECT_EQ(report.faults[0].message, "of a meeting");
  EXPECT_EQ(report.faults[1].message, "of the account");
  EXPECT_EQ(
      render_weekly(report, "{{#sections.faults}}{{code}} {{{places}}};{{/sections.faults}}", {}),
      "ambiguous-name 2026-01-13 - Talk:3;duplicate-organization Acme;");
  report.faults.resize(12);
  EXPECT_EQ(render_weekly(report, "{{#sections.faults}}x{{/sections.faults}} {{more_faults}}", {}),
            "xxxxxxxxxx 2");
}

TEST(Weekly, NeedsNoOwner) {
  const World world("2026-01-13: Ann, Bob about Acme; Bob works_at Acme; Bob seniority \"vp\"");
  const AccountReport report = world.weekly("Acme", "2026-W03");
  EXPECT_EQ(report.meetings.size(), 1U);
  EXPECT_TRUE(report.executives.empty());
  EXPECT_FALSE(report.coverage);
}

TEST(Weekly, ReportsAccountsWithANoteOrAMeetingOfTheWeek) {
  const World world(R"(
      organization: Zeta; Ann works_at Stub; stub: Stub, Met, Old
      2026-01-13: Me, Ann about Met; 2026-01-05: Me, Ann about Old)");
  std::string names;
  for (const VertexId id : accounts_of(world.graph, IsoWeek{2026, 3})) {
    names += world.entities.name(id) + " ";
  }
  EXPECT_EQ(names, "Met Zeta ");
}

}  // namespace
}  // namespace rapport
