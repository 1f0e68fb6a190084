#include "analysis/contradictions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::places;
using testing::store_of;
using testing::World;

std::string contradictions(const World& world) {
  std::string text;
  const Signals signals = world.signals();
  for (const ContradictionFinding& f :
       find_contradictions(signals, world.entities, [](const Guard&) { return true; })) {
    text += fmt::format("{}: {}: {} [{} / {}]\n", to_string(f.kind), f.text, f.verdict,
                        places(f.wins), places(f.yields));
  }
  return text;
}

TEST(Contradictions, AreAGuardAndAPromiseOfTheSameTwo) {
  struct {
    const char* a;
    const char* b;
    const char* found;
  } const cases[] = {
      {"guard: Ann !-> Bob until Cid 2026-01-05", "Ann will_open Bob 2026-01-10",
       "guard-and-promise: Ann is not to contact Bob until Cid agrees, yet Ann will open the "
       "thread: the guard holds: a promise does not lift it [a.md:1 / b.md:1]\n"},
      {"guard: Ann !-> Bob 2026-01-05", "Ann will_open Bob 2026-01-01",
       "guard-and-promise: Ann is not to contact Bob, yet Ann will open the thread: the guard "
       "holds: a promise does not lift it [a.md:1 / b.md:1]\n"},
      {"guard: Ann !-> Bob 2026-01-05", "Dan will_open Bob 2026-01-10", ""},
      {"guard: Ann !-> Bob 2026-01-05", "Ann will_open Dan 2026-01-10", ""},
      {"guard: Ann !-> Bob 2026-01-05", "Ann will_open Bob 2026-01-17", ""},  // not said yet
      // One that binds everyone lets through whom a note sends.
      {"guard: !-> Bob 2026-01-05", "Ann will_open Bob 2026-01-10", ""},
      // Over by then.
      {"guard: Ann !-> Bob until 2026-01-10 2026-01-05", "Ann will_open Bob 2026-01-12", ""},
      {"guard: Ann !-> Bob until Cid 2026-01-05",
       "Ann will_open Bob 2026-01-12; support: Cid 2026-01-11", ""},
  };
  for (const auto& c : cases) {
    const World world(store_of({{"a.md", c.a}, {"b.md", c.b}}));
    EXPECT_EQ(contradictions(world), c.found) << c.a << "; " << c.b;
  }
  // First the condition, then the thread: one plan of one note.
  EXPECT_EQ(contradictions(World("guard: Ann !-> Bob until Cid 2026-01-05; "
                                 "Ann will_open Bob 2026-01-05")),
            "");
}

TEST(Contradictions, AreTwoGuardsOfTheSameTwoWithOtherConditions) {
  struct {
    const char* a;
    const char* b;
    const char* found;
  } const cases[] = {
      {"guard: Ann !-> Bob until Cid 2026-01-05", "guard: Ann !-> Bob until Dan 2026-01-10",
       "guards-differ: Ann is not to contact Bob until Cid agrees, and also until Dan agrees: the "
       "later one wins, until Dan agrees; nothing took the earlier one back, so it blocks, too "
       "[b.md:1 / a.md:1]\n"},
      {"guard: !-> Bob until 2026-03-01 2026-01-10", "guard: !-> Bob until 2026-02-01 2026-01-05",
       "guards-differ: Nobody is to contact Bob until 2026-02-01, and also until 2026-03-01: the "
       "later one wins, until 2026-03-01; nothing took the earlier one back, so it blocks, too "
       "[a.md:1 / b.md:1]\n"},
      {"guard: Ann !-> Bob until Cid", "guard: Ann !-> Bob until Dan 2026-01-10",
       "guards-differ: Ann is not to contact Bob until Dan agrees, and also until Cid agrees: no "
       "day tells which is the later: both hold [a.md:1 / b.md:1]\n"},
      // The later one is over: nothing says that the earlier one is.
      {"guard: Ann !-> Bob until Cid 2026-01-05", "guard: Ann !-> Bob until 2026-01-12 2026-01-10",
       "guards-differ: Ann is not to contact Bob until Cid agrees, and later until 2026-01-12: the "
       "later one has ended, nothing took the earlier one back: it holds [a.md:1 / b.md:1]\n"},
      // The earlier one ended in time.
      {"guard: Ann !-> Bob until 2026-01-12 2026-01-05", "guard: Ann !-> Bob until Cid 2026-01-10",
       ""},
      {"guard: Ann !-> Bob until Cid 2026-01-05", "guard: Ann !-> Bob until Cid 2026-01-10", ""},
      {"guard: Ann !-> Bob until Cid 2026-01-05", "guard: Dan !-> Bob until Eve 2026-01-10", ""},
      {"guard: Ann !-> Bob until Cid 2026-01-05", "guard: !-> Bob until Eve 2026-01-10", ""},
      {"guard: Ann !-> Bob until Cid 2026-01-05", "guard: Ann !-> Dan until Eve 2026-01-10", ""},
      // Less said is nothing else said.
      {"guard: Ann !-> Bob until Cid 2026-01-05", "guard: Ann !-> Bob 2026-01-10", ""},
  };
  for (const auto& c : cases) {
    const World world(store_of({{"a.md", c.a}, {"b.md", c.b}}));
    EXPECT_EQ(contradictions(world), c.found) << c.a << "; " << c.b;
  }
  // Both are needed: one plan of one note.
  EXPECT_EQ(contradictions(World("guard: Ann !-> Bob until Cid 2026-01-05; "
                                 "guard: Ann !-> Bob until Dan 2026-01-05")),
            "");
}

TEST(Contradictions, StandInTheAnswerThatTheyTouch) {
  const World world(store_of(
      {{"a.md",
        "2026-01-15: Me, Ann; 2026-01-14: Ann, Bob; guard: Ann !-> Bob until Cid 2026-01-05"},
       {"b.md", "guard: Ann !-> Bob until Dan 2026-01-10"},
       {"c.md", "2026-01-13: Me, Eve"}}));
  const Connections found = world.who("Bob");
  ASSERT_EQ(found.contradictions.size(), 1U);
  // The later condition is the one that is told first; both block.
  ASSERT_EQ(found.paths.front().guards.size(), 2U);
  EXPECT_EQ(found.paths.front().guards.front().until, "Dan agrees");
  EXPECT_FALSE(found.paths.front().guards.front().superseded);
  EXPECT_TRUE(found.paths.front().guards.back().superseded);
  EXPECT_TRUE(world.who("Eve").contradictions.empty());
}

}  // namespace
}  // namespace rapport
