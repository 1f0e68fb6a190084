#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "graph/store.h"
#include "tests/graph/invariants.h"
#include "tests/support/dump.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::claims_of;
using testing::dump;
using testing::graph_of;
using testing::store_of;
using testing::violations;

std::string attendees(int count) {
  std::string names;
  for (int n = 0; n < count; ++n) names += (n == 0 ? "P" : ", P") + std::to_string(n);
  return names;
}

TEST(Ties, AreMadeByMeetings) {
  struct {
    const char* graph;
    const char* contacts;  // those of the first name only: the other side is checked as its mirror
  } const cases[] = {
      {"2026-01-05: Ann, Bob", "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting\n"},
      {"2026-01-05 call: Ann, Bob", "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 call\n"},
      {"2026-01-05 mail: Ann, Bob", "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 mail\n"},
      {"2026-01-05: Ann, Bob, Cid",
       "Ann ~ Bob 2026-01-05 at 2026-01-05 group=3 meeting\n"
       "Ann ~ Cid 2026-01-05 at 2026-01-05 group=3 meeting\n"},
      {"2026-01-05 12: Ann, Bob", "Ann ~ Bob 2026-01-05 at 2026-01-05 group=12 meeting\n"},
      {"2026-01-05 1: Ann, Bob", "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting\n"},
      {"2026-01-05 33: Ann, Bob", ""},
      {"2026-01-05 99999999999999999999: Ann, Bob",
       "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting\n"},
      {"2026-01-05: Ann", ""},
      {"2026-01-05: Ann, Ann", ""},
      {"undated \"Chat\": Ann, Bob", ""},
      {"2026-01-05: Ann, Acme; organization: Acme", ""},
      {"2026-01-05: Ann, Bob, Acme; organization: Acme",
       "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting\n"},
      {"2026-01-05: Ann; Bob mentioned 2026-01-05", ""},
      // The meeting's own person makes those ties principal that they are part of.
      {"2026-01-05: Ann*, Bob, Cid",
       "Ann ~ Bob 2026-01-05 at 2026-01-05 group=3 meeting principal\n"
       "Ann ~ Cid 2026-01-05 at 2026-01-05 group=3 meeting principal\n"},
      {"2026-01-05: Ann, Bob*, Cid",
       "Ann ~ Bob 2026-01-05 at 2026-01-05 group=3 meeting principal\n"
       "Ann ~ Cid 2026-01-05 at 2026-01-05 group=3 meeting\n"},
      // Days in order; two meetings of a day are two entries.
      {"2026-01-06: Ann, Bob; 2026-01-05: Ann, Bob; 2026-01-05: Bob, Ann",
       "Ann ~ Bob 2026-01-05 at 2026-01-05 (2) group=2 meeting\n"
       "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting\n"
       "Ann ~ Bob 2026-01-06 at 2026-01-06 group=2 meeting\n"},
      // Whoever a meeting names twice was there once.
      {"2026-01-05: Ann, Bob, Ann, Bob*",
       "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting principal\n"},
  };
  for (const auto& c : cases) {
    const Store store = graph_of(c.graph);
    std::string of_ann;
    const std::string all = dump(store, "contact");
    for (std::size_t at = 0; at < all.size(); at = all.find('\n', at) + 1) {
      const std::string line = all.substr(at, all.find('\n', at) + 1 - at);
      if (line.starts_with("Ann ~")) of_ann += line;
    }
    EXPECT_EQ(of_ann, c.contacts) << c.graph;
    EXPECT_EQ(violations(store), "") << c.graph;
  }
}

TEST(Ties, AreMadeByMeetingsOfThirtyTwoAndNotOfMore) {
  const Store largest = graph_of("2026-01-05: " + attendees(32));
  EXPECT_EQ(largest.ties(*largest.find_key("P0")).size(), 31U);
  const Store larger = graph_of("2026-01-05: " + attendees(33));
  EXPECT_EQ(dump(larger, "contact"), "");
  EXPECT_EQ(violations(larger), "");
}

TEST(Ties, OfAMeetingThatSeveralNotesTellOfAreOneEntry) {
  const Store store = store_of({{"meeting.md", "2026-01-05: Ann, Bob"},
                                {"ann.md", "Ann attended 2026-01-05; Bob attended 2026-01-05"},
                                {"bob.md", "Bob attended 2026-01-05"}});
  EXPECT_EQ(dump(store, "contact"),
            "Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting\n"
            "Bob ~ Ann 2026-01-05 at 2026-01-05 group=2 meeting\n");
}

TEST(Ties, EndWhenTheMeetingGoesOrLosesItsDate) {
  Store store = store_of({{"a.md", "2026-01-05 \"Chat\": Ann, Bob"}, {"b.md", "Ann role \"CTO\""}});
  EXPECT_NE(dump(store, "contact"), "");
  WriteBatch batch;
  batch.put.push_back(claims_of("a.md", "2026-01-05 \"Chat\": Ann, Bob"));
  batch.put[0].vertices[0].date.reset();
  store.apply(batch);
  EXPECT_EQ(dump(store, "contact"), "");
  batch.put[0] = claims_of("a.md", "2026-01-05 \"Chat\": Ann, Cid");
  store.apply(batch);
  EXPECT_EQ(dump(store, "contact"),
            "Ann ~ Cid 2026-01-05 at 2026-01-05 - Chat group=2 meeting\n"
            "Cid ~ Ann 2026-01-05 at 2026-01-05 - Chat group=2 meeting\n");
  EXPECT_EQ(violations(store), "");
}

TEST(Ties, GrowWhenAnotherNoteTellsOfMorePeople) {
  Store store = store_of({{"a.md", "2026-01-05: Ann, Bob"}});
  WriteBatch batch;
  batch.put.push_back(claims_of("b.md", "Cid attended 2026-01-05"));
  store.apply(batch);
  EXPECT_EQ(dump(store, "contact"), dump(graph_of("2026-01-05: Ann, Bob, Cid"), "contact"));
  batch = {};
  batch.retract = {"b.md"};
  store.apply(batch);
  EXPECT_EQ(dump(store, "contact"), dump(graph_of("2026-01-05: Ann, Bob"), "contact"));
}

TEST(Ties, AreMadeByStatementsInBothLists) {
  const Store store = graph_of(R"(
      Ann reports_to Bob 2026-01-05
      Cid introduced Ann
      Ann sponsors Bob
      Cid will_open Bob 2026-01-06
      Ann via Cid            // knows nobody for that
      Ann champions Bob
      Ann reports_to Ann     // a note may say so; no tie
      Ann reports_to Acme; organization: Acme
  )");
  EXPECT_EQ(dump(store, "statement"),
            "Ann ~ Bob reports_to out 2026-01-05 graph.md:1\n"
            "Ann ~ Bob sponsors out graph.md:3\n"
            "Ann ~ Cid introduced in graph.md:2\n"
            "Bob ~ Ann reports_to in 2026-01-05 graph.md:1\n"
            "Bob ~ Ann sponsors in graph.md:3\n"
            "Bob ~ Cid will_open in 2026-01-06 graph.md:4\n"
            "Cid ~ Ann introduced out graph.md:2\n"
            "Cid ~ Bob will_open out 2026-01-06 graph.md:4\n");
  EXPECT_EQ(violations(store), "");
}

TEST(Ties, LoseAStatementWithItsSourceAndKeepTheContacts) {
  Store store = store_of({{"a.md", "2026-01-05: Ann, Bob"}, {"b.md", "Ann reports_to Bob"}});
  WriteBatch batch;
  batch.retract = {"b.md"};
  store.apply(batch);
  EXPECT_EQ(dump(store), dump(store_of({{"a.md", "2026-01-05: Ann, Bob"}})));
}

TEST(Ties, LeaveAPersonWhoTurnsOutToBeACompanyAndComeBack) {
  const char* const meetings = R"(
      stub: Bolt
      2026-01-05: Ann, Bolt, Cid
      Ann reports_to Bolt
      Bolt introduced Cid
  )";
  Store store = store_of({{"a.md", meetings}});
  const std::string as_person = dump(store);
  EXPECT_NE(as_person.find("Bolt ~ Ann"), std::string::npos);

  WriteBatch company;
  company.put.push_back(claims_of("bolt.md", "organization: Bolt"));
  store.apply(company);
  EXPECT_EQ(dump(store, "contact"),
            "Ann ~ Cid 2026-01-05 at 2026-01-05 group=2 meeting\n"
            "Cid ~ Ann 2026-01-05 at 2026-01-05 group=2 meeting\n");
  EXPECT_EQ(dump(store, "statement"), "");
  EXPECT_EQ(violations(store), "");

  WriteBatch gone;
  gone.retract = {"bolt.md"};
  store.apply(gone);
  EXPECT_EQ(dump(store), as_person);
  EXPECT_EQ(violations(store), "");
}

TEST(Ties, EndWhenWhatLookedLikeAMeetingIsNone) {
  Store store = store_of({{"a.md", "stub: 2026-01-05; 2026-01-05: Ann, Bob"}});
  const std::string as_meeting = dump(store);
  WriteBatch batch;
  batch.put.push_back(claims_of("b.md", "project: 2026-01-05"));
  store.apply(batch);
  EXPECT_EQ(dump(store, "contact"), "");
  batch = {};
  batch.retract = {"b.md"};
  store.apply(batch);
  EXPECT_EQ(dump(store), as_meeting);
}

TEST(Ties, FollowTheChannelAndTheCountOfTheMeeting) {
  Store store = store_of({{"a.md", "2026-01-05: Ann, Bob"}});
  WriteBatch batch;
  batch.put.push_back(claims_of("b.md",
                                "meeting: 2026-01-05; 2026-01-05 channel \"call\"; "
                                "2026-01-05 attendee_count \"7\""));
  store.apply(batch);
  EXPECT_EQ(dump(store, "contact"),
            "Ann ~ Bob 2026-01-05 at 2026-01-05 group=7 call\n"
            "Bob ~ Ann 2026-01-05 at 2026-01-05 group=7 call\n");
  batch.put[0] = claims_of("b.md", "meeting: 2026-01-05");
  store.apply(batch);
  EXPECT_EQ(dump(store, "contact"), dump(graph_of("2026-01-05: Ann, Bob"), "contact"));
}

// Two notes disagree on the channel: the same one wins in whichever order they come.
TEST(Ties, OfContradictingNotesDoNotDependOnTheirOrder) {
  const auto a = claims_of("a.md", "2026-01-05 mail: Ann, Bob");
  const auto b = claims_of("b.md", "2026-01-05 call: Ann, Bob");
  std::string first;
  for (const bool swapped : {false, true}) {
    for (const bool at_once : {false, true}) {
      Store store = Store::in_memory();
      WriteBatch batch;
      batch.put = {swapped ? b : a};
      if (!at_once) {
        store.apply(batch);
        batch.put.clear();
      }
      batch.put.push_back(swapped ? a : b);
      store.apply(batch);
      if (first.empty()) first = dump(store);
      EXPECT_EQ(dump(store), first) << swapped << at_once;
      EXPECT_EQ(violations(store), "");
    }
  }
}

// More people than share a value of the store, met on days that the question lies before, among and
// after; in larger groups; and with a note that comes and goes.
TEST(DegreeDistribution, HoldsForManyPeopleOnEveryDay) {
  std::string graph;
  for (int n = 0; n < 700; ++n) {
    graph += fmt::format("2026-01-{:02}{}: P{}, P{}, P{}; ", 1 + n * 7 % 28,
                         n % 5 == 0 ? " 12" : "", n, (n * 3 + 1) % 700, (n + 1) % 700);
  }
  WriteBatch batch;
  batch.put.push_back(claims_of("one.md", graph));
  batch.put.push_back(claims_of("two.md", "2026-02-01: P3, P400; P690 reports_to P5"));
  Store store = Store::in_memory();
  store.apply(batch);
  EXPECT_EQ(violations(store), "");
  const auto people = [&](const char* day) {
    std::uint64_t sum = 0;
    for (const auto& [degree, n] : store.degree_distribution(*parse_date(day))) sum += n;
    return sum;
  };
  EXPECT_EQ(people("2025-12-31"), 2U);  // by a statement without a date
  EXPECT_GT(people("2026-01-09"), 200U);
  EXPECT_LT(people("2026-01-09"), 600U);
  EXPECT_EQ(people("2026-03-01"), 700U);
  WriteBatch without;
  without.retract = {"two.md"};
  store.apply(without);
  EXPECT_EQ(violations(store), "");
  EXPECT_EQ(people("2025-12-31"), 0U);
}

}  // namespace
}  // namespace rapport
