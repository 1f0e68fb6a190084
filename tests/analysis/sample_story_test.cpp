#include <algorithm>
#include <fstream>
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/render.h"
#include "analysis/show.h"
#include "tests/analysis/sample_vault.h"
#include "tests/analysis/world.h"

// The story of the sample vault, against the truths that tests/vaults/README.md counts by hand.

namespace rapport {
namespace {

using testing::dump;
using testing::names;
using testing::places;
using testing::sample_store;
using testing::World;

class SampleStory : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new World(sample_store({}), "2026-01-16", "People/Nora Whitfield.md");
  }
  static void TearDownTestSuite() { delete world_; }

  static const World& world() { return *world_; }
  static std::string key(const std::string& name) {
    const auto found = world().store.find_name(name);
    if (found.size() != 1) throw std::invalid_argument(name);
    return world().store.vertex(found.front())->key;
  }
  static Connections who(const std::string& name) { return world().who(key(name)); }
  static RelationshipFinding relationship(const std::string& name) {
    return world().relationship(key(name));
  }
  static AccountReport weekly(const std::string& name) {
    return world().weekly(key(name), "2026-W03");
  }

  // The shown paths, without what follows the names.
  static std::string ways(const Connections& found) {
    std::string text = std::string(to_string(found.status)) + "\n";
    for (const PathFinding& path : found.paths) {
      PathFinding bare = path;
      bare.guards.clear();
      text += dump(bare) + "\n";
    }
    return text;
  }

 private:
  static World* world_;
};

World* SampleStory::world_ = nullptr;

std::vector<std::string> cells(const std::string& row) {
  std::vector<std::string> cells;
  for (std::size_t at = 1; at < row.size();) {
    const std::size_t end = row.find(" |", at);
    if (end == std::string::npos) break;
    cells.push_back(row.substr(at + 1, end - at - 1));
    at = end + 2;
  }
  return cells;
}

TEST_F(SampleStory, HasTheStrengthsOfTheTable) {
  std::ifstream readme(std::string(RAPPORT_TEST_VAULTS) + "/README.md");
  std::size_t pairs = 0;
  for (std::string row; std::getline(readme, row);) {
    const auto cell = cells(row);  // a, b, days, last, S, p, dates
    if (cell.size() != 7 || cell[4].find('.') != 1) continue;
    ++pairs;
    const TieStrength s = world().strength(key(cell[0]), key(cell[1]));
    // The one pair that met in a third person's own notes.
    const bool own_notes = cell[0] == "Samir Patel" && cell[1] == "Yuki Tanabe";
    EXPECT_EQ(fmt::format("{:.3f} {:.3f}", s.strength, s.contact),
              own_notes ? "0.070 0.034" : cell[4] + " " + cell[5])
        << row;
    EXPECT_EQ(std::to_string(s.contact_days) + " " + to_iso(*s.last_contact),
              cell[2] + " " + cell[3])
        << row;
  }
  EXPECT_EQ(pairs, 37U);
}

TEST_F(SampleStory, LeadsToVictorThroughDanaWhoSponsors) {
  const Connections found = who("Victor Han");
  EXPECT_EQ(found.status, ConnectionStatus::paths);
  EXPECT_FALSE(found.met);
  ASSERT_FALSE(found.paths.empty());
  const PathFinding& path = found.paths.front();
  EXPECT_EQ(dump(path), "sponsorship Nora Whitfield > Dana Ruiz > Victor Han");
  EXPECT_EQ(path.hops[1].contact_days, 5);
  EXPECT_EQ(to_iso(*path.hops[1].last_contact), "2026-01-08");
  EXPECT_FALSE(path.advocacy.empty());
  EXPECT_TRUE(found.deadlocks.empty());
}

TEST_F(SampleStory, LeadsToIngridByOneIntroductionOfThreeHops) {
  EXPECT_EQ(ways(who("Ingrid Solberg")),
            "paths\nintroduction Nora Whitfield > Tom Adeyemi > Lucia Ferrante > Ingrid Solberg\n");
}

TEST_F(SampleStory, BlocksHelenaUntilVictorSupports) {
  const Connections found = who("Helena Marsh");
  EXPECT_EQ(found.status, ConnectionStatus::blocked);
  ASSERT_FALSE(found.paths.empty());
  const PathFinding& path = found.paths.front();
  EXPECT_TRUE(path.blocked);
  ASSERT_EQ(path.guards.size(), 1U);
  EXPECT_TRUE(path.guards[0].binds_everyone);
  EXPECT_NE(path.guards[0].until.find("Victor Han"), std::string::npos);
  EXPECT_EQ(places(path.guards[0].evidence),
            "Meetings/2025-11-18 - Steering group planning.md:18, People/Helena Marsh.md:25, "
            "People/Rafael Quint.md:50");
  EXPECT_TRUE(found.deadlocks.empty());  // Dana will open the thread with Victor
  EXPECT_EQ(found.reach, 0);
}

TEST_F(SampleStory, BlocksOskarForEverAsItIs) {
  const Connections found = who("Oskar Lindqvist");
  EXPECT_EQ(found.status, ConnectionStatus::blocked);
  ASSERT_FALSE(found.paths.empty());
  EXPECT_EQ(found.paths.front().hops.size(), 2U);
  EXPECT_EQ(found.paths.front().guards.size(), 2U);
  ASSERT_EQ(found.deadlocks.size(), 1U);
  EXPECT_EQ(found.deadlocks[0].waits_for.name, "Petra Novak");
  EXPECT_EQ(places(found.deadlocks[0].evidence),
            "Meetings/2025-10-21 - Procurement timeline.md:16, "
            "Meetings/2025-12-02 - Data path and resourcing.md:19");
}

TEST_F(SampleStory, KnowsRafaelByHearsayOnly) {
  const Connections found = who("Rafael Quint");
  EXPECT_EQ(found.status, ConnectionStatus::leads);
  EXPECT_FALSE(found.met);
  EXPECT_EQ(dump(found),
            "lead Nora Whitfield > Dana Ruiz ~ Rafael Quint (via 2)\n"
            "lead Nora Whitfield > Tom Adeyemi > Lucia Ferrante ~ Rafael Quint (via 1)\n");
}

TEST_F(SampleStory, HasTheOtherPathsOfTheTable) {
  struct {
    const char* target;
    const char* best;
  } const cases[] = {
      {"Lucia Ferrante", "introduction Nora Whitfield > Tom Adeyemi > Lucia Ferrante"},
      {"Petra Novak", "introduction Nora Whitfield > Dana Ruiz > Petra Novak"},
  };
  for (const auto& c : cases) {
    const Connections found = who(c.target);
    EXPECT_EQ(found.status, ConnectionStatus::paths) << c.target;
    EXPECT_EQ(dump(found.paths.front()), c.best);
  }
}

TEST_F(SampleStory, FallsApartWithoutDana) {
  const char* const lost[] = {"Victor Han", "Helena Marsh", "Petra Novak"};
  for (const char* target : lost) {
    WhoQuery query = world().query(key(target));
    query.without = world().id(key("Dana Ruiz"));
    EXPECT_EQ(world().who(query).paths.size(), 0U) << target;
  }
  WhoQuery query = world().query(key("Ingrid Solberg"));
  query.without = world().id(key("Dana Ruiz"));
  EXPECT_EQ(ways(world().who(query)), ways(who("Ingrid Solberg")));
}

TEST_F(SampleStory, NamesTheExecutives) {
  std::string executives;
  world().store.for_each_vertex([&](const Vertex& v) {
    if (v.type == VertexType::person && to_entity(v).is_executive()) executives += v.name + "; ";
  });
  for (const char* name :
       {"Victor Han", "Ingrid Solberg", "Helena Marsh", "Rafael Quint", "Oskar Lindqvist",
        "Lucia Ferrante", "Samir Patel", "Jonas Keller", "Felix Baum"}) {
    EXPECT_NE(executives.find(name), std::string::npos) << name;
  }
  EXPECT_EQ(std::count(executives.begin(), executives.end(), ';'), 9) << executives;
}

TEST_F(SampleStory, TellsWhichRelationshipsSlip) {
  struct {
    const char* person;
    const char* relationship;
    int contact_days;
    int silent_days;  // -1: never met
  } const cases[] = {
      {"Samir Patel", "overdue", 12, 148},    {"Bertil Aho", "dormant", 2, 1312},
      {"Greta Lund", "left", 1, 218},         {"Rafael Quint", "never met", 0, -1},
      {"Helena Marsh", "blocked", 0, -1},     {"Oskar Lindqvist", "blocked", 0, -1},
      {"Victor Han", "never met", 0, -1},     {"Ingrid Solberg", "never met", 0, -1},
      {"Lucia Ferrante", "never met", 0, -1}, {"Dana Ruiz", "active", 12, 3},
      {"Amara Osei", "active", 6, 1},         {"Tom Adeyemi", "active", 4, 57},
      {"Jonas Keller", "active", 1, 2},
  };
  for (const auto& c : cases) {
    const RelationshipFinding found = relationship(c.person);
    EXPECT_EQ(to_string(found.stale_class), c.relationship) << c.person;
    EXPECT_EQ(found.contact_days, c.contact_days) << c.person;
    EXPECT_EQ(found.silent_days.value_or(-1), c.silent_days) << c.person;
  }
}

TEST_F(SampleStory, ShowsThatSamirsDeclaredDateIsUnsupported) {
  const RelationshipFinding samir = relationship("Samir Patel");
  EXPECT_EQ(to_iso(*samir.last_contact), "2025-08-21");
  EXPECT_EQ(to_iso(*samir.declared_last_contact), "2025-12-18");
  EXPECT_EQ(samir.cadence_days, 31);
  EXPECT_TRUE(samir.only_bridge);
  EXPECT_EQ(world().stale(world().stale_query()).front().entity.name, "Samir Patel");
  EXPECT_EQ(relationship("Dana Ruiz").cadence_days, 14);
  const RelationshipFinding rafael = relationship("Rafael Quint");
  EXPECT_EQ(to_iso(*rafael.declared_last_contact), "2025-12-18");
  ASSERT_EQ(rafael.via.size(), 2U);
  EXPECT_EQ(rafael.via[0].person.name + std::to_string(rafael.via[0].count), "Dana Ruiz2");
  EXPECT_EQ(rafael.via[1].person.name + std::to_string(rafael.via[1].count), "Lucia Ferrante1");
}

TEST_F(SampleStory, TakesThePartnerDayForNoContact) {
  const VertexId nora = world().id(key("Nora Whitfield"));
  for (const char* name : {"Victor Han", "Petra Novak", "Anja Reuter", "Colin Abara"}) {
    EXPECT_EQ(world().people().tie(nora, world().id(key(name))), nullptr) << name;
  }
}

TEST_F(SampleStory, TakesAccountsAsFreshAsTheirPeople) {
  EXPECT_EQ(to_iso(*relationship("Orchard Mutual").last_contact), "2025-08-21");
  EXPECT_EQ(to_string(relationship("Tidewater Foods").stale_class), "active");
  EXPECT_EQ(to_string(relationship("Kestrel Grid").stale_class), "active");
}

TEST_F(SampleStory, CountsTheWeek) {
  struct {
    const char* account;
    std::size_t meetings, before, decisions, blockers, facts;
  } const cases[] = {{"Kestrel Grid", 3, 4, 5, 1, 6},
                     {"Tidewater Foods", 2, 0, 3, 0, 3},
                     {"Orchard Mutual", 0, 0, 0, 0, 0}};
  for (const auto& c : cases) {
    const AccountReport report = weekly(c.account);
    EXPECT_EQ(report.meetings.size(), c.meetings) << c.account;
    EXPECT_EQ(report.meetings_before, c.before) << c.account;
    EXPECT_EQ(report.decisions.size(), c.decisions) << c.account;
    EXPECT_EQ(report.blockers.size(), c.blockers) << c.account;
    EXPECT_EQ(report.facts.size(), c.facts) << c.account;
  }
}

TEST_F(SampleStory, TellsTheWeeksPeopleAndTasks) {
  const AccountReport kestrel = weekly("Kestrel Grid");
  ASSERT_EQ(kestrel.meetings.size(), 3U);
  EXPECT_EQ(names(kestrel.meetings[0].people), "Nora Whitfield, Priya Raman, Yuki Tanabe");
  EXPECT_EQ(names(kestrel.meetings[1].people), "Dana Ruiz, Nora Whitfield");
  EXPECT_EQ(names(kestrel.meetings[2].people), "Kenji Watts, Marek Dolny, Priya Raman");
  EXPECT_TRUE(kestrel.first_meetings.empty());
  ASSERT_EQ(kestrel.blockers.size(), 1U);
  EXPECT_EQ(places(kestrel.blockers[0].evidence), "Meetings/2026-01-13 - Pilot scorecard.md:21");
  ASSERT_EQ(kestrel.done_tasks.size(), 2U);
  EXPECT_EQ(places(kestrel.done_tasks[0].evidence),
            "Meetings/2026-01-12 - Northlight steering prep.md:27");
  EXPECT_EQ(places(kestrel.done_tasks[1].evidence), "Meetings/2026-01-13 - Pilot scorecard.md:33");
  const AccountReport tidewater = weekly("Tidewater Foods");
  ASSERT_EQ(tidewater.first_meetings.size(), 1U);
  EXPECT_EQ(names(tidewater.first_meetings[0].people), "Jonas Keller");
}

TEST_F(SampleStory, FindsTheOverdueTasksOfEachAccount) {
  struct {
    const char* account;
    std::size_t overdue;
  } const cases[] = {{"Kestrel Grid", 7}, {"Orchard Mutual", 5}, {"Tidewater Foods", 0}};
  for (const auto& c : cases) {
    AccountQuery query;
    query.account = world().id(key(c.account));
    query.period = IsoWeek{2026, 3};
    query.as_of = world().as_of;
    const AccountReport report = report_account(world().graph, world().entities, query, {});
    std::string overdue;
    std::size_t count = 0;
    for (const TaskFinding& task : report.open_tasks) {
      if (!task.overdue) continue;
      ++count;
      overdue += to_iso(*task.due) + " " + task.text + "\n";
    }
    EXPECT_EQ(count, c.overdue) << c.account << "\n" << overdue;
  }
}

TEST_F(SampleStory, TellsOfEachExecutiveInTheWeek) {
  std::map<std::string, std::string> status;
  for (const ExecutiveFinding& e : weekly("Kestrel Grid").executives) {
    status[e.now.target.name] = to_string(e.now.status);
  }
  const std::map<std::string, std::string> expected = {
      {"Helena Marsh", "blocked"},    {"Ingrid Solberg", "paths"}, {"Lucia Ferrante", "paths"},
      {"Oskar Lindqvist", "blocked"}, {"Rafael Quint", "leads"},   {"Victor Han", "paths"}};
  EXPECT_EQ(status, expected);
}

TEST_F(SampleStory, IsToldTheSameInThePastWhateverCameLater) {
  World then(sample_store({}), "2025-11-30", "People/Nora Whitfield.md");
  const Connections found = then.who("People/Victor Han.md");
  for (const PathFinding& path : found.paths) {
    EXPECT_NE(path.kind, PathKind::sponsorship);  // Dana's promise is of 2025-12-16
    for (const HopFinding& hop : path.hops) {
      EXPECT_TRUE(!hop.last_contact || *hop.last_contact <= then.as_of);
    }
  }
  EXPECT_TRUE(then.who("People/Oskar Lindqvist.md").deadlocks.empty());  // of 2025-12-02
}

}  // namespace
}  // namespace rapport
