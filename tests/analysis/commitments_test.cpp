#include "analysis/commitments.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/ingest/claims_text.h"

namespace rapport {
namespace {

using testing::names;
using testing::places;
using testing::World;

constexpr const char* kMe = "People/Nora Vale.md";

// The vault of Nora Vale, with two people of Acme and a project there, and these notes.
Notes vault(const Notes& more) {
  Notes notes = {
      {"People/Nora Vale.md", "---\ntype: person\n---\n"},
      {"People/Ann Lee.md", "---\ntype: person\ncompany: Acme\n---\n"},
      {"People/Bob Ray.md", "---\ntype: person\ncompany: Other\n---\n"},
      {"Companies/Acme.md", "---\ntype: company\n---\n"},
      {"Companies/Other.md", "---\ntype: company\n---\n"},
      {"Projects/Pilot.md", "---\ntype: project\ncustomer: Acme\n---\n"},
  };
  for (const auto& [path, text] : more) notes[path] += text;
  return notes;
}

std::string meeting(std::string_view day, std::string_view attendees, std::string_view body) {
  return fmt::format("---\ntype: meeting\ndate: {}\nattendees: [{}]\n---\n{}\n", day, attendees,
                     body);
}

// "mine: Send it, 6 days, Ann Lee | a.md:6"; one a line.
std::string found(const Notes& notes, CommitmentQuery query = {},
                  std::string_view as_of = "2026-01-16", const char* account = nullptr) {
  const World world(store_of(vault(notes), options_for("Nora Vale")), as_of, kMe);
  query.owner = world.id(kMe);
  query.as_of = world.as_of;
  if (account != nullptr) query.account = world.id(account);
  std::string text;
  for (const CommitmentFinding& c : find_commitments(world.graph, world.entities, query)) {
    text +=
        fmt::format("{}: {}, {} days{}{} | {}\n", to_string(c.promise), c.task.text, c.days_overdue,
                    c.concerns.empty() ? "" : ", ", names(c.concerns), places(c.task.evidence));
  }
  return text;
}

TEST(Commitments, AreOpenTasksPastDueOfTheOwnerAndOfOthersToThem) {
  struct {
    const char* attendees;
    const char* task;
    const char* found;
  } const cases[] = {
      {"Nora Vale, Ann Lee", "- [ ] A @Nora Vale 📅 2026-01-10",
       "mine: A, 6 days, Ann Lee | m.md:6\n"},
      {"Nora Vale, Ann Lee", "- [ ] A @Ann Lee 📅 2026-01-15", "to_me: A, 1 days | m.md:6\n"},
      {"Nora Vale, Ann Lee", "- [ ] A 📅 2026-01-15", "nobodys: A, 1 days, Ann Lee | m.md:6\n"},
      {"Nora Vale, Ann Lee", "- [/] A @Nora Vale 📅 2026-01-15",
       "mine: A, 1 days, Ann Lee | m.md:6\n"},
      {"Nora Vale, Ann Lee", "- [ ] A @Nora Vale 📅 2026-01-16", ""},  // due today
      {"Nora Vale, Ann Lee", "- [ ] A @Nora Vale", ""},
      {"Nora Vale, Ann Lee", "- [x] A @Nora Vale 📅 2026-01-10", ""},
      {"Nora Vale, Ann Lee", "- [-] A @Nora Vale 📅 2026-01-10", ""},
      // Done after the day asked about.
      {"Nora Vale, Ann Lee", "- [x] A @Nora Vale 📅 2026-01-10 ✅ 2026-01-17",
       "mine: A, 6 days, Ann Lee | m.md:6\n"},
      {"Nora Vale, Ann Lee", "- [x] A @Nora Vale 📅 2026-01-10 ✅ 2026-01-16", ""},
      {"Nora Vale, Ann Lee", "- [ ] A @Nora Vale ➕ 2026-01-17 📅 2026-01-10", ""},
      // Between others.
      {"Bob Ray, Ann Lee", "- [ ] A @Ann Lee 📅 2026-01-10", ""},
      {"Bob Ray, Ann Lee", "- [ ] A @Nora Vale 📅 2026-01-10", "mine: A, 6 days | m.md:6\n"},
      // Whom the text names, by a link, in full or by a first name.
      {"Nora Vale, Ann Lee, Bob Ray", "- [ ] A for Bob's team @Nora Vale 📅 2026-01-10",
       "mine: A for Bob's team, 6 days, Bob Ray | m.md:6\n"},
      {"Nora Vale, Ann Lee, Bob Ray", "- [ ] A @Nora Vale 📅 2026-01-10",
       "mine: A, 6 days | m.md:6\n"},
      {"Nora Vale", "- [ ] A for [[Bob Ray]] @Nora Vale 📅 2026-01-10",
       "mine: A for Bob Ray, 6 days, Bob Ray | m.md:6\n"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(found({{"m.md", meeting("2026-01-05", c.attendees, c.task)}}), c.found) << c.task;
  }
}

TEST(Commitments, ConcernTheAccountAndProjectOfTheirNote) {
  EXPECT_EQ(found({{"Projects/Pilot.md", "- [ ] A @Ann Lee 📅 2026-01-10\n"},
                   {"Companies/Acme.md", "- [ ] B @Nora Vale 📅 2026-01-09\n"},
                   {"People/Bob Ray.md", "- [ ] C @Nora Vale 📅 2026-01-08\n"}}),
            "mine: C, 8 days, Bob Ray | People/Bob Ray.md:5\n"
            "mine: B, 7 days, Acme | Companies/Acme.md:4\n"
            "to_me: A, 6 days, Acme, Pilot | Projects/Pilot.md:5\n");
  EXPECT_EQ(found({{"Projects/Pilot.md", "- [ ] A @Nora Vale 📅 2026-01-10\n"},
                   {"People/Ann Lee.md", "- [ ] B @Nora Vale 📅 2026-01-09\n"},
                   {"People/Bob Ray.md",
                    "- [ ] C @Nora Vale 📅 2026-01-08\n- [ ] D @Ann Lee 📅 "
                    "2026-01-08\n"}},
                  {}, "2026-01-16", "Companies/Acme.md"),
            "to_me: D, 8 days, Bob Ray | People/Bob Ray.md:6\n"
            "mine: B, 7 days, Ann Lee | People/Ann Lee.md:5\n"
            "mine: A, 6 days, Acme, Pilot | Projects/Pilot.md:5\n");
}

TEST(Commitments, RestatedAreOneAndTheLatestPlaceTellsHowItStands) {
  const auto task = [](const char* day, const char* line) {
    return meeting(day, "Nora Vale, Ann Lee", line);
  };
  struct {
    Notes notes;
    const char* found;
  } const cases[] = {
      {{{"a.md", task("2026-01-05", "- [ ] Send it @Nora Vale 📅 2026-01-08")},
        {"b.md", task("2026-01-12", "- [ ] send  it @[[Nora Vale]] 📅 2026-01-09")}},
       "mine: send it, 7 days, Ann Lee | b.md:6, a.md:6\n"},
      // Carried over without a date.
      {{{"a.md", task("2026-01-05", "- [ ] Send it @Nora Vale 📅 2026-01-08")},
        {"b.md", task("2026-01-12", "- [ ] Send it @Nora Vale")}},
       "mine: Send it, 8 days, Ann Lee | b.md:6, a.md:6\n"},
      // Postponed.
      {{{"a.md", task("2026-01-05", "- [ ] Send it @Nora Vale 📅 2026-01-08")},
        {"b.md", task("2026-01-12", "- [ ] Send it @Nora Vale 📅 2026-01-20")}},
       ""},
      // Done in the later note, or in the earlier one after the later.
      {{{"a.md", task("2026-01-05", "- [ ] Send it @Nora Vale 📅 2026-01-08")},
        {"b.md", task("2026-01-12", "- [x] Send it @Nora Vale")}},
       ""},
      {{{"a.md", task("2026-01-05", "- [x] Send it @Nora Vale 📅 2026-01-08 ✅ 2026-01-13")},
        {"b.md", task("2026-01-12", "- [ ] Send it @Nora Vale 📅 2026-01-08")}},
       ""},
      {{{"a.md", task("2026-01-05", "- [ ] Send it @Nora Vale 📅 2026-01-08")},
        {"People/Ann Lee.md", "- [x] Send it @Nora Vale 📅 2026-01-08\n"}},
       ""},
      {{{"a.md", task("2026-01-05", "- [-] Send it @Nora Vale 📅 2026-01-08")},
        {"People/Ann Lee.md", "- [ ] Send it @Nora Vale 📅 2026-01-08\n"}},
       ""},
      // Open again.
      {{{"a.md", task("2026-01-05", "- [x] Send it @Nora Vale 📅 2026-01-08 ✅ 2026-01-06")},
        {"b.md", task("2026-01-12", "- [ ] Send it @Nora Vale 📅 2026-01-08")}},
       "mine: Send it, 8 days, Ann Lee | b.md:6\n"},
      // A task that comes again is not done by having been done before.
      {{{"Projects/Pilot.md",
         "- [x] Send it @Nora Vale 📅 2026-01-02 ✅ 2026-01-02\n"
         "- [ ] Send it @Nora Vale 📅 2026-01-09\n"
         "- [ ] Send it @Nora Vale 📅 2026-01-10\n"}},
       "mine: Send it, 7 days, Acme, Pilot | Projects/Pilot.md:6\n"
       "mine: Send it, 6 days, Acme, Pilot | Projects/Pilot.md:7\n"},
      // Of two people it is two.
      {{{"a.md", task("2026-01-05", "- [ ] Send it @Nora Vale 📅 2026-01-08")},
        {"b.md", task("2026-01-12", "- [ ] Send it @Ann Lee 📅 2026-01-08")}},
       "mine: Send it, 8 days, Ann Lee | a.md:6\nto_me: Send it, 8 days | b.md:6\n"},
      // Notes of days to come are not known yet.
      {{{"a.md", task("2026-01-05", "- [ ] Send it @Nora Vale 📅 2026-01-08")},
        {"b.md", task("2026-01-20", "- [x] Send it @Nora Vale")}},
       "mine: Send it, 8 days, Ann Lee | a.md:6\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(found(c.notes), c.found) << c.notes.begin()->second;
}

TEST(Commitments, AreShownAsTheyStoodOnTheDay) {
  const World world(
      store_of(vault({{"Projects/Pilot.md", "- [x] A @Nora Vale 📅 2026-01-10 ✅ 2026-01-17\n"}}),
               options_for("Nora Vale")),
      "2026-01-16", kMe);
  const auto record = world.store.records(world.id("Projects/Pilot.md")).at(0);
  const TaskFinding before = to_task(record, world.entities, world.as_of);
  EXPECT_EQ(before.status, "open");
  EXPECT_TRUE(before.open && before.overdue && !before.done);
  const TaskFinding after = to_task(record, world.entities, testing::day("2026-01-17"));
  EXPECT_EQ(after.status, "done");
  EXPECT_TRUE(!after.open && !after.overdue && after.done);
}

TEST(Commitments, NameTheProjectsThatAreLate) {
  const World world(store_of(vault({{"Projects/Pilot.md",
                                     "- [ ] A @Ann Lee 📅 2026-01-10\n"
                                     "- [ ] B @Nora Vale 📅 2026-01-10\n"}}),
                             options_for("Nora Vale")),
                    "2026-01-16", kMe);
  const auto late = late_projects(find_commitments(
      world.graph, world.entities, {world.id(kMe), world.as_of, std::nullopt, std::nullopt}));
  ASSERT_EQ(late.size(), 1U);
  EXPECT_EQ(late.front().project.name, "Pilot");
  EXPECT_EQ(late.front().late, 2U);
}

}  // namespace
}  // namespace rapport
