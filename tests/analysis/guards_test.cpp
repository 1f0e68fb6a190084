#include "analysis/guards.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::claims_of;
using testing::day;
using testing::store_of;
using testing::World;

// "Ann !-> Bob until Cid agrees [2]": speaker, object, condition, number of places.
std::string guards(const World& world) {
  std::vector<std::string> lines;
  const Signals signals = world.signals();
  for (const Guard& g : signals.guards()) {
    lines.push_back(
        fmt::format("{}!-> {}{}{}", g.speaker ? world.entities.name(*g.speaker) + " " : "",
                    world.entities.name(g.object), g.until.empty() ? "" : " until " + g.until,
                    g.evidence.size() == 1 ? "" : fmt::format(" [{}]", g.evidence.size())));
  }
  std::sort(lines.begin(), lines.end());
  return fmt::format("{}", fmt::join(lines, "; "));
}

TEST(Guards, HoldFromTheirDateUntilTheyAreReleased) {
  struct {
    const char* graph;
    const char* guards;  // on 2026-01-16
  } const cases[] = {
      {"guard: Ann !-> Bob 2026-01-05", "Ann !-> Bob"},
      {"guard: !-> Bob 2026-01-05", "!-> Bob"},
      {"guard: Ann !-> Bob", "Ann !-> Bob"},  // without a date it always holds
      {"guard: Ann !-> Bob 2026-01-16", "Ann !-> Bob"},
      {"guard: Ann !-> Bob 2026-01-17", ""},  // not said yet
      // Until a day: that day itself is free.
      {"guard: Ann !-> Bob until 2026-01-17", "Ann !-> Bob until 2026-01-17"},
      {"guard: Ann !-> Bob until 2026-01-16", ""},
      {"guard: Ann !-> Bob until 2026-01-01", ""},
      {"guard: Ann !-> Bob until Cid 2026-01-05", "Ann !-> Bob until Cid agrees"},
      {"guard: Ann !-> Bob 2026-01-05; guard: Ann !-> Bob until Cid 2026-01-06",
       "Ann !-> Bob; Ann !-> Bob until Cid agrees"},
  };
  for (const auto& c : cases) EXPECT_EQ(guards(World(c.graph)), c.guards) << c.graph;
}

TEST(Guards, AreReleasedByLaterSupportFromAnotherNote) {
  struct {
    const char* claim;
    const char* guards;
  } const cases[] = {
      {"support: Cid 2026-01-10", ""},
      {"support: Cid 2026-01-05", ""},  // the same day, another note
      {"support: Cid 2026-01-04", "!-> Bob until Cid agrees"},
      {"support: Cid 2026-01-17", "!-> Bob until Cid agrees"},  // not yet
      {"support: Cid", "!-> Bob until Cid agrees"},             // nobody knows when
      {"support: Dan 2026-01-10", "!-> Bob until Cid agrees"},
      {"champion: Cid 2026-01-10", "!-> Bob until Cid agrees"},
      {"sponsor: Cid 2026-01-10", "!-> Bob until Cid agrees"},
  };
  for (const auto& c : cases) {
    const World world(
        store_of({{"a.md", "guard: !-> Bob until Cid 2026-01-05"}, {"b.md", c.claim}}));
    EXPECT_EQ(guards(world), c.guards) << c.claim;
  }
  // The words that set the condition are no support.
  EXPECT_EQ(guards(World("guard: !-> Bob until Cid 2026-01-05; support: Cid 2026-01-05")),
            "!-> Bob until Cid agrees");
  // A guard without a date is not known to be older than anything.
  EXPECT_EQ(guards(World(store_of(
                {{"a.md", "guard: !-> Bob until Cid"}, {"b.md", "support: Cid 2026-01-10"}}))),
            "!-> Bob until Cid agrees");
}

TEST(Guards, OfTheSameWordsAreOneWithSeveralPlaces) {
  const char* said = "guard: !-> Bob until Cid 2026-01-05";
  EXPECT_EQ(guards(World(store_of({{"a.md", said}, {"b.md", said}, {"c.md", said}}))),
            "!-> Bob until Cid agrees [3]");
  // By different speakers, or of different people, they are several.
  EXPECT_EQ(guards(World("guard: Ann !-> Bob; guard: Dan !-> Bob; guard: Ann !-> Eve")),
            "Ann !-> Bob; Ann !-> Eve; Dan !-> Bob");
}

TEST(Guards, OfTheSameWordsKeepTheConditionThatAnyNoteCouldTell) {
  const char* said = "guard: !-> Bob until Cid 2026-01-05";
  for (const bool vague_first : {false, true}) {
    SourceClaims vague = claims_of(vague_first ? "a.md" : "z.md", said);
    for (RecordClaim& record : vague.records) {
      record.attributes = {{"until", "Cid agrees"}, {"waits_for_name", "Cid"}};  // which Cid?
    }
    WriteBatch batch;
    batch.put = {vague_first ? vague : claims_of("b.md", said),
                 vague_first ? claims_of("b.md", said) : vague,
                 claims_of("s.md", "support: Cid 2026-01-10")};
    Store store = Store::in_memory();
    store.apply(batch);
    EXPECT_EQ(guards(World(std::move(store))), "") << vague_first;
  }
}

TEST(Guards, AreToldInTheOrderInWhichTheLaterConditionWins) {
  struct {
    const char* graph;
    const char* told;  // those that forbid Ann to turn to Bob; * marks a superseded one
  } const cases[] = {
      {"guard: Ann !-> Bob until Cid 2026-01-05; guard: Ann !-> Bob until Dan 2026-01-06",
       "Dan agrees, Cid agrees*"},
      {"guard: Ann !-> Bob until Cid 2026-01-06; guard: Ann !-> Bob until Dan 2026-01-05",
       "Cid agrees, Dan agrees*"},
      {"guard: Ann !-> Bob until Cid; guard: Ann !-> Bob until Dan 2026-01-05",
       "Cid agrees, Dan agrees"},
      // Once it has ended, the earlier one is what is left.
      {"guard: Ann !-> Bob until Cid 2026-01-05; guard: Ann !-> Bob until 2026-01-10 2026-01-06",
       "Cid agrees"},
  };
  for (const auto& c : cases) {
    const World world(c.graph);
    const Signals signals = world.signals();
    std::vector<std::string> told;
    for (const Guard* g : signals.forbidding(world.id("Ann"), world.id("Bob"))) {
      told.push_back(g->until + (g->superseded ? "*" : ""));
    }
    EXPECT_EQ(fmt::format("{}", fmt::join(told, ", ")), c.told) << c.graph;
  }
}

TEST(Guards, CanBeThoughtAway) {
  const World world("guard: Ann !-> Bob; guard: Dan !-> Bob until Cid 2026-01-05");
  const Signals signals = world.signals();
  const Signals rest = signals.without({signals.guards().front()});
  EXPECT_EQ(rest.guards().size(), 1U);
  EXPECT_EQ(signals.guards().size(), 2U);
  EXPECT_TRUE(rest.forbidding(world.id("Ann"), world.id("Bob")).empty());
  EXPECT_EQ(rest.forbidding(world.id("Dan"), world.id("Bob")).size(), 1U);
}

TEST(Guards, ForbidTheirSpeakerOrEveryone) {
  const World world(R"(
      guard: Ann !-> Bob; guard: !-> Cid; guard: !-> Dan
      Eve will_open Dan 2026-01-05)");
  const Signals signals = world.signals();
  struct {
    const char* speaker;
    const char* object;
    std::size_t guards;
  } const cases[] = {
      {"Ann", "Bob", 1}, {"Eve", "Bob", 0}, {"Bob", "Ann", 0}, {"Ann", "Cid", 1},
      {"Bob", "Cid", 1}, {"Ann", "Dan", 1}, {"Eve", "Dan", 0},  // whom a decision sends
      {"Eve", "Cid", 1}, {"Ann", "Eve", 0},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(signals.forbidding(world.id(c.speaker), world.id(c.object)).size(), c.guards)
        << c.speaker << " " << c.object;
  }
}

TEST(Guards, ThatNameTheBrokerBindTheBrokerToo) {
  const World world("guard: Eve !-> Dan; Eve will_open Dan 2026-01-05");
  EXPECT_EQ(world.signals().forbidding(world.id("Eve"), world.id("Dan")).size(), 1U);
}

TEST(Advocacy, IsDatedRecentAndUncontradicted) {
  struct {
    const char* graph;
    std::size_t records;  // of Ann, for Bob, on 2026-01-16
  } const cases[] = {
      {"sponsor: Ann 2026-01-05", 1},
      {"champion: Ann 2026-01-05; support: Ann 2026-01-06", 2},
      {"Ann will_open Bob 2026-01-05", 1},
      {"Ann will_open Cid 2026-01-05", 0},  // to somebody else
      {"sponsor: Ann", 0},                  // who knows when
      {"sponsor: Bob 2026-01-05", 0},       // somebody else
      {"sponsor: Ann 2026-01-17", 0},       // not yet
      {"sponsor: Ann 2025-07-20", 1},       // 180 days ago
      {"sponsor: Ann 2025-07-19", 0},
      {"sponsor: Ann 2026-01-05; left: Ann 2026-01-06", 0},
      {"sponsor: Ann 2026-01-05; left: Ann", 0},
      {"sponsor: Ann 2026-01-05; left: Ann 2026-01-04", 1},  // came back
      {"sponsor: Ann 2026-01-05; left: Ann 2026-01-17", 1},  // not yet
      {"sponsor: Ann 2026-01-05; deprioritised: Ann 2026-01-10", 0},
      {"sponsor: Ann 2026-01-05; deprioritised: Bob 2026-01-10", 1},
      {"sponsor: Ann 2026-01-05; left: Ann 2026-01-06; support: Ann 2026-01-08", 1},
      {"blocker: Ann 2026-01-05; fact: Ann 2026-01-05", 0},
  };
  for (const auto& c : cases) {
    const World world(c.graph + std::string("; person: Ann, Bob, Cid"));
    EXPECT_EQ(world.signals().advocacy(world.id("Ann"), world.id("Bob")).size(), c.records)
        << c.graph;
  }
}

TEST(Deadlocks, AreGuardsThatWaitForSomebodyWhomADecisionDrops) {
  struct {
    const char* graph;
    const char* deadlocks;
  } const cases[] = {
      {"guard: !-> Bob until Cid 2026-01-05; deprioritised: Cid 2026-01-10",
       "Bob waits for Cid: a decision says not to focus on Cid [1]"},
      {"guard: !-> Bob until Cid 2026-01-05; deprioritised: Cid 2026-01-01",
       "Bob waits for Cid: a decision says not to focus on Cid [1]"},
      {"guard: !-> Bob until Cid 2026-01-05; deprioritised: Cid 2026-01-10; "
       "deprioritised: Cid 2026-01-11",
       "Bob waits for Cid: a decision says not to focus on Cid [2]"},
      {"guard: !-> Bob until Cid 2026-01-05; deprioritised: Bob 2026-01-10", ""},
      {"guard: !-> Bob until Cid 2026-01-05; deprioritised: Cid 2026-01-17", ""},  // not yet
      {"guard: !-> Bob 2026-01-05; deprioritised: Bob 2026-01-10", ""},  // waits for nobody
      {"guard: !-> Bob until 2026-03-01; deprioritised: Bob 2026-01-10", ""},
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Cid until Bob 2026-01-06",
       "Bob waits for Cid: turning to Cid waits in turn for Bob [1]; "
       "Cid waits for Bob: turning to Bob waits in turn for Cid [1]"},
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Cid until Dan 2026-01-06", ""},
      // A ring of three, for one speaker.
      {"guard: Eve !-> Bob until Cid 2026-01-05; guard: Eve !-> Cid until Dan 2026-01-06; "
       "guard: Eve !-> Dan until Bob 2026-01-07",
       "Bob waits for Cid: turning to Cid waits in turn for Dan, turning to Dan waits in turn for "
       "Bob [2]; Cid waits for Dan: turning to Dan waits in turn for Bob, turning to Bob waits in "
       "turn for Cid [2]; Dan waits for Bob: turning to Bob waits in turn for Cid, turning to Cid "
       "waits in turn for Dan [2]"},
      // Others than Eve may turn to Cid.
      {"guard: Ann !-> Bob until Cid 2026-01-05; guard: Eve !-> Cid until Bob 2026-01-06", ""},
      // One line that closes two people is two dead-locks.
      {"guard: !-> Bob until Cid 2026-01-05; guard: !-> Eve until Cid 2026-01-05; "
       "deprioritised: Cid 2026-01-10",
       "Bob waits for Cid: a decision says not to focus on Cid [1]; "
       "Eve waits for Cid: a decision says not to focus on Cid [1]"},
  };
  for (const auto& c : cases) {
    const World world(c.graph);
    std::vector<std::string> found;
    for (const Deadlock& d : world.signals().deadlocks()) {
      found.push_back(fmt::format("{} waits for {}: {} [{}]", world.entities.name(d.guard.object),
                                  d.waits_for_name, d.reason, d.evidence.size()));
    }
    std::sort(found.begin(), found.end());
    EXPECT_EQ(fmt::format("{}", fmt::join(found, "; ")), c.deadlocks) << c.graph;
  }
}

// A first name that nobody could tell: the record keeps the name, but no person.
SourceClaims with_lone_names(SourceClaims claims) {
  for (RecordClaim& record : claims.records) {
    if (record.kind == RecordKind::deprioritised) record.subject.reset();
    std::erase_if(record.attributes, [](const auto& a) { return a.first == "waits_for"; });
  }
  return claims;
}

TEST(Deadlocks, TakeALoneFirstNameForOnePersonWithinOneNoteOnly) {
  const char* guard = "guard: !-> Bob until Cid 2026-01-05";
  const char* dropped = "deprioritised: Cid 2026-01-10";
  WriteBatch one;
  one.put = {with_lone_names(claims_of("a.md", guard + std::string("; ") + dropped))};
  Store in_one = Store::in_memory();
  in_one.apply(one);
  EXPECT_EQ(World(std::move(in_one)).signals().deadlocks().size(), 1U);

  WriteBatch two;
  two.put = {with_lone_names(claims_of("a.md", guard)),
             with_lone_names(claims_of("b.md", dropped))};
  Store in_two = Store::in_memory();
  in_two.apply(two);
  EXPECT_EQ(World(std::move(in_two)).signals().deadlocks().size(), 0U);
}

}  // namespace
}  // namespace rapport
