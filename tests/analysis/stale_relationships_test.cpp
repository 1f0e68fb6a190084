#include "analysis/stale_relationships.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::places;
using testing::World;

std::string meetings(std::initializer_list<const char*> days) {
  std::string text;
  for (const char* day : days) text += fmt::format("{}: Me, Ann; ", day);
  return text;
}

std::string show(const std::vector<RelationshipFinding>& found) {
  std::string text;
  for (const RelationshipFinding& f : found) {
    text +=
        fmt::format("{}{} {}", text.empty() ? "" : ", ", f.entity.name, to_string(f.stale_class));
  }
  return text;
}

TEST(Stale, PutsEachRelationshipIntoOneClass) {
  const std::string often = meetings({"2025-06-01", "2025-06-08", "2025-06-15", "2025-06-22"});
  struct {
    std::string graph;
    const char* relationship;
  } const cases[] = {
      {meetings({"2026-01-10"}), "active"},
      {meetings({"2025-12-17"}), "active"},                // 30 days of silence prove nothing
      {meetings({"2025-12-16"}), "cooling"},               // 31: one meeting never made it .4
      {meetings({"2025-12-09", "2025-12-16"}), "active"},  // p is still .48
      {often, "stale"},
      {often + meetings({"2026-01-10"}), "active"},
      {meetings({"2023-01-18"}), "cooling"},
      {meetings({"2023-01-17"}), "dormant"},  // 1095 days
      {meetings({"2017-01-16"}), "dormant"},
      {"person: Ann", "never met"},
      {"2026-01-10 9: Me, Ann", "never met"},
      {"2026-01-17: Me, Ann", "never met"},  // not yet
      {"undated \"Chat\": Me, Ann", "never met"},
      {"Ann reports_to Me", "never met"},
      // A declared cadence decides before anything else.
      {meetings({"2026-01-10"}) + "Ann cadence \"daily\"", "overdue"},
      {meetings({"2026-01-09"}) + "Ann cadence \"weekly\"", "active"},
      {meetings({"2026-01-08"}) + "Ann cadence \"weekly\"", "overdue"},
      {often + "Ann cadence \"quarterly\"", "overdue"},
      {often + "Ann cadence \"yearly\"", "stale"},
      {often + "Ann cadence \"now and then\"", "stale"},
      {meetings({"2023-01-16"}) + "Ann cadence \"weekly\"", "dormant"},
      {"Ann cadence \"weekly\"", "never met"},
      // A guard goes before them, and who left before all.
      {often + "Ann cadence \"weekly\"; guard: Me !-> Ann 2026-01-01", "blocked"},
      {often + "guard: !-> Ann until Bob", "blocked"},
      {often + "guard: Bob !-> Ann", "stale"},
      {often + "guard: !-> Ann until 2026-01-10", "stale"},
      {often + "guard: Me !-> Ann; left: Ann 2026-01-02", "left"},
      {often + "left: Ann 2026-01-17", "stale"},  // not yet
      {"guard: Me !-> Ann", "blocked"},
      {"left: Ann 2026-01-02", "left"},
  };
  for (const auto& c : cases) {
    const World world("person: Me, Ann; " + c.graph);
    EXPECT_EQ(to_string(world.relationship("Ann").stale_class), c.relationship) << c.graph;
  }
}

// P0, P1... each met on four days, a week apart, the last of them on a day of their own.
std::string met_four_times(int people) {
  std::string text;
  for (int p = 0; p < people; ++p) {
    for (int n = 0; n < 4; ++n) {
      const Date day = testing::day("2025-09-01") + std::chrono::days{p + 7 * n};
      text += fmt::format("{}: Me, P{}; ", to_iso(day), p);
    }
  }
  return text;
}

TEST(Stale, TakesTheChanceOfContactFromTheHistoriesWhereThereAreEnough) {
  const World few(met_four_times(49) + "2026-01-01: Me, Ann");
  EXPECT_FALSE(fit_relationships(few.store.ties(few.id("Me")), few.as_of, few.parameters));
  const World world(met_four_times(50) + "2026-01-01: Me, Ann");
  const auto fit =
      fit_relationships(world.store.ties(world.id("Me")), world.as_of, world.parameters);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->relationships, 51U);
  StaleQuery query = world.stale_query();
  query.lifetime = fit->parameters;
  for (const RelationshipFinding& f : world.stale(query)) {
    if (f.entity.name != "P0") continue;
    // Met on four days from 2025-09-01 to 2025-09-22, 137 days before the day asked.
    EXPECT_DOUBLE_EQ(f.probability, probability_of_contact(fit->parameters, {3, 21, 137}, 90));
    EXPECT_LT(f.value_at_risk, 1);
  }
  // What is to come plays no part.
  const World later(met_four_times(50) +
                    "2026-01-01: Me, Ann; 2026-02-01: Me, P0; 2026-03-01: Me, Bo");
  const auto same =
      fit_relationships(later.store.ties(later.id("Me")), later.as_of, later.parameters);
  EXPECT_EQ(same->parameters.r, fit->parameters.r);
}

// A report and `stale` of one day say the same of a relationship.
TEST(Stale, AndAWeeklyReportShareTheModel) {
  const World world(met_four_times(50) + "P0 works_at Acme", "2026-01-18");
  const auto fit =
      fit_relationships(world.store.ties(world.id("Me")), world.as_of, world.parameters);
  ASSERT_TRUE(fit);
  AccountQuery query;
  query.account = world.id("Acme");
  query.owner = world.id("Me");
  query.period = IsoWeek{2026, 3};
  ASSERT_EQ(report_day(query.period, query.as_of), world.as_of);
  query.lifetime = fit->parameters;
  const AccountReport report = report_account(world.graph, world.entities, query, {});
  ASSERT_EQ(report.slipping.size(), 1U);
  EXPECT_DOUBLE_EQ(report.slipping[0].probability,
                   probability_of_contact(fit->parameters, {3, 21, 139}, 90));
}

TEST(AccountReportDay, IsTheDayAskedInTheWeekOrItsSunday) {
  struct {
    const char* as_of;
    const char* day;
  } const cases[] = {
      {"2026-01-11", "2026-01-18"}, {"2026-01-12", "2026-01-12"}, {"2026-01-17", "2026-01-17"},
      {"2026-01-18", "2026-01-18"}, {"2027-01-01", "2026-01-18"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(to_iso(report_day(IsoWeek{2026, 3}, testing::day(c.as_of))), c.day) << c.as_of;
  }
  EXPECT_EQ(to_iso(report_day(IsoWeek{2026, 3}, std::nullopt)), "2026-01-18");
}

TEST(Stale, CountsADeclaredMonthByTheCalendar) {
  // From January 31 a month lasts until the end of February, from July 1 it has 31 days.
  const World winter("2025-01-31: Me, Ann; Ann cadence \"monthly\"", "2025-03-01");
  EXPECT_EQ(winter.relationship("Ann").cadence_days, 28);
  EXPECT_EQ(winter.relationship("Ann").stale_class, StaleClass::overdue);
  const World summer("2025-07-01: Me, Ann; Ann cadence \"monthly\"", "2025-08-01");
  EXPECT_EQ(summer.relationship("Ann").cadence_days, 31);
  EXPECT_NE(summer.relationship("Ann").stale_class, StaleClass::overdue);
}

TEST(Stale, SetsDirectDeclaredAndSecondHandDatesSideBySide) {
  const World world(R"(
      2025-12-01: Me, Ann; 2025-12-08 9: Me, Ann; 2026-02-01: Me, Ann
      Ann last_contact "2025-12-24"
      2026-01-05: Me, Bob; Ann mentioned 2026-01-05; Ann via Bob 2025-12-30; Ann via Cid 2026-01-20
      Bob last_contact "2026-01-17")");
  const RelationshipFinding ann = world.relationship("Ann");
  EXPECT_EQ(to_iso(*ann.last_contact), "2025-12-01");
  EXPECT_EQ(to_iso(*ann.declared_last_contact), "2025-12-24");
  EXPECT_EQ(to_iso(*ann.second_hand_last), "2026-01-05");
  EXPECT_EQ(ann.contact_days, 1);
  EXPECT_EQ(ann.silent_days, 46);
  EXPECT_EQ(places(ann.evidence), "graph.md:1, graph.md:4");
  const RelationshipFinding bob = world.relationship("Bob");
  EXPECT_FALSE(bob.declared_last_contact);  // nobody can declare the future
  EXPECT_FALSE(bob.second_hand_last);
}

TEST(Stale, KnowsTheUsualGapOfThreeContactDays) {
  struct {
    std::string graph;
    std::optional<double> gap;
  } const cases[] = {
      {meetings({"2025-12-01", "2025-12-08"}), std::nullopt},
      {meetings({"2025-12-01", "2025-12-08", "2025-12-18"}), 8.5},
      {meetings({"2025-12-01", "2025-12-08", "2025-12-18", "2025-12-19"}), 7},
      {meetings({"2025-12-01", "2025-12-01", "2025-12-08"}), std::nullopt},  // two days
      {meetings({"2025-12-01", "2025-12-08", "2026-01-17"}), std::nullopt},  // not yet
  };
  for (const auto& c : cases) {
    EXPECT_EQ(World(c.graph).relationship("Ann").usual_gap_days, c.gap) << c.graph;
  }
}

TEST(Stale, WeighsImportantPeopleAndOnlyBridgesTwice) {
  const std::string met = "2025-10-01: Me, Ann; 2025-10-01: Me, Bob; ";
  struct {
    std::string more;
    double weight;
  } const cases[] = {
      {"", 1},
      {"Ann seniority \"vp\"", 2},
      {"Ann seniority \"c-level\"", 2},
      {"Ann seniority \"director\"", 1},
      {"champion: Ann 2026-01-01", 2},
      {"champion: Ann 2025-01-01", 1},
      {"Ann seniority \"vp\"; champion: Ann 2026-01-01", 2},
      {"Ann works_at Acme", 2},
      {"Ann works_at Acme; Bob works_at Acme", 1},
      {"Ann works_at Acme; Cid works_at Acme", 2},  // whom I never met
      {"Ann works_at Acme; Ann seniority \"vp\"", 4},
  };
  const double plain = World(met).relationship("Ann").value_at_risk;
  EXPECT_GT(plain, 0);
  for (const auto& c : cases) {
    const RelationshipFinding ann = World(met + c.more).relationship("Ann");
    EXPECT_DOUBLE_EQ(ann.value_at_risk, plain * c.weight) << c.more;
    EXPECT_EQ(ann.only_bridge,
              c.more.starts_with("Ann works_at") && c.more.find("Bob") == std::string::npos)
        << c.more;
  }
}

TEST(Stale, NamesWhomToAskByHowOftenTheySpoke) {
  const World world(R"(
      Ann via Dan 2026-01-05; Ann via Bob 2026-01-05; Ann via Cid 2026-01-05; Ann via Cid 2026-01-06
      Ann via Eve 2026-01-17; person: Me)");
  std::string via;
  for (const ViaFinding& v : world.relationship("Ann").via) {
    via += fmt::format("{} {}; ", v.person.name, v.count);
  }
  EXPECT_EQ(via, "Cid 2; Bob 1; Dan 1; ");
}

TEST(Stale, ShowsTheConditionOfAGuardThatHasOne) {
  const World world(R"(
      person: Me; guard: Me !-> Ann 2026-01-01; guard: Me !-> Ann until Bob 2026-01-02)");
  const RelationshipFinding ann = world.relationship("Ann");
  EXPECT_EQ(ann.condition, "Bob agrees");
  EXPECT_EQ(places(ann.evidence), "graph.md:3");
}

TEST(Stale, ListsTheWorstFirst) {
  const World world(R"(
      2026-01-10: Me, Active
      2025-06-01: Me, Stale; 2025-06-02: Me, Stale; 2025-06-03: Me, Stale
      2025-06-01: Me, Staler; 2025-06-02: Me, Staler; 2025-06-03: Me, Staler
      Staler seniority "vp"
      2025-06-01: Me, Cooling; 2019-01-01: Me, Dormant
      2025-06-01: Me, Overdue; Overdue cadence "weekly"
      guard: Me !-> Blocked; left: Left 2026-01-01
      Heard via Active; Heard via Active; Known via Active; Known seniority "vp"
      Other via Active; stub: Name)");
  EXPECT_EQ(show(world.stale(world.stale_query())),
            "Overdue overdue, Staler stale, Stale stale, Cooling cooling, Dormant dormant, "
            "Heard never met, Known never met, Other never met, Blocked blocked, Left left, "
            "Active active");  // Me and the stub of whom nobody spoke are left out
}

TEST(Stale, CanBeAskedOfOneAccount) {
  const World world(R"(
      2026-01-10: Me, Ann; 2026-01-10: Me, Bob; Ann works_at Acme; Bob works_at Zeta
      Pilot part_of Acme; Other part_of Zeta)");
  StaleQuery query = world.stale_query();
  query.account = world.id("Acme");
  EXPECT_EQ(show(world.stale(query)), "Ann active");
  query.type = VertexType::project;
  EXPECT_EQ(show(world.stale(query)), "Pilot never met");
  query.type = VertexType::organization;
  EXPECT_EQ(show(world.stale(query)), "Acme active");
}

TEST(Stale, TakesAnOrganizationAsFreshAsAnyOfItsPeople) {
  const World world(R"(
      2025-12-01: Me, Ann; 2026-01-10 "A" 5: Me, Ann; 2026-01-10 "B": Me, Bob
      Ann works_at Acme; Bob works_at Acme; Cid works_at Zeta; stub: Empty
      organization: Acme, Zeta, Empty)");
  const RelationshipFinding acme = world.relationship("Acme");
  EXPECT_EQ(acme.contact_days, 2);
  EXPECT_EQ(to_iso(*acme.last_contact), "2026-01-10");
  EXPECT_EQ(places(acme.evidence), "graph.md:3");  // the smaller of that day's groups
  EXPECT_EQ(to_string(acme.stale_class), "active");
  EXPECT_EQ(to_string(world.relationship("Zeta").stale_class), "never met");
  EXPECT_THROW(world.relationship("Empty"), std::invalid_argument);
}

TEST(Stale, TakesAProjectAsFreshAsItsLastMeeting) {
  const World world(R"(
      2025-06-01: Ann, Bob about Pilot; 2025-06-08: Ann, Bob about Pilot; project: Pilot, Idle
      2025-06-09: Ann, Bob about Pilot; 2026-01-17: Me, Bob about Pilot)");
  const RelationshipFinding pilot = world.relationship("Pilot");
  EXPECT_EQ(to_iso(*pilot.last_contact), "2025-06-09");
  EXPECT_EQ(pilot.silent_days, 221);
  EXPECT_EQ(to_string(pilot.stale_class), "stale");
  EXPECT_EQ(places(pilot.evidence), "graph.md:4");
  EXPECT_EQ(to_string(world.relationship("Idle").stale_class), "never met");
}

TEST(Stale, KnowsOfThePastOnlyWhatHadHappened) {
  const World world("2025-06-01: Me, Ann; 2025-06-08: Me, Ann; left: Ann 2025-09-01", "2025-06-20");
  EXPECT_EQ(to_string(world.relationship("Ann").stale_class), "active");
}

}  // namespace
}  // namespace rapport
