#include "analysis/holdout.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::day;
using testing::World;

// "Ann 2 known, met 2025-11-03" of each tie.
std::string dump(const World& world, const Holdout& holdout) {
  std::string text;
  for (const HeldOutTie& tie : holdout.ties) {
    text += fmt::format("{} {} known", world.store.vertex(tie.known.neighbor)->name,
                        tie.known.contacts.size());
    if (!tie.known.statements.empty()) text += fmt::format(" {} said", tie.known.statements.size());
    if (tie.met) text += ", met " + to_iso(tie.met->date);
    text += "\n";
  }
  return text;
}

std::string split(std::string_view graph) {
  const World world(graph);
  const auto ties = world.store.ties(world.id("Me"));
  return dump(world, hold_out(ties, day("2025-10-18"), day("2026-01-16"), Parameters{}));
}

TEST(Holdout, KnowsTheDaysUpToTheCutAndWhoWasMetAfterIt) {
  struct {
    const char* graph;
    const char* ties;
  } const cases[] = {
      {"2025-10-18: Me, Ann", "Ann 1 known\n"},
      {"2025-10-18: Me, Ann; 2025-10-19: Me, Ann", "Ann 1 known, met 2025-10-19\n"},
      {"2025-09-01: Me, Ann; 2026-01-16: Me, Ann", "Ann 1 known, met 2026-01-16\n"},
      {"2025-09-01: Me, Ann; 2026-01-17: Me, Ann", "Ann 1 known\n"},
      {"2025-09-01: Me, Ann; 2025-12-02: Me, Ann; 2025-11-03: Me, Ann",
       "Ann 1 known, met 2025-11-03\n"},
      // First met in the window: no tie of it.
      {"2025-10-19: Me, Ann; 2025-12-01: Me, Ann", ""},
      // Two meetings of a day are one; a large one is none, on either side.
      {"2025-09-01: Me, Ann; 2025-09-01: Me, Ann", "Ann 1 known\n"},
      {"2025-09-01 9: Me, Ann; 2025-12-01: Me, Ann", ""},
      {"2025-09-01: Me, Ann; 2025-12-01 9: Me, Ann", "Ann 1 known\n"},
      // Not the owner's.
      {"2025-09-01: Bob, Ann; person: Me", ""},
      // Statements are no contact, and count up to the cut.
      {"Ann reports_to Me 2025-09-01", ""},
      {"2025-09-01: Me, Ann; Ann sponsors Me 2025-10-18", "Ann 1 known 1 said\n"},
      {"2025-09-01: Me, Ann; Ann sponsors Me 2025-10-19", "Ann 1 known\n"},
      {"2025-09-01: Me, Ann; Ann sponsors Me", "Ann 1 known\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(split(c.graph), c.ties) << c.graph;
}

TEST(Holdout, CountsWhatItLeavesOut) {
  const World world(
      "2025-09-01: Me, Ann, Bob; 2025-12-01: Me, Bob; Ann sponsors Me; Bob reports_to Me; "
      "Bob sponsors Me 2025-09-01");
  const auto ties = world.store.ties(world.id("Me"));
  const Holdout holdout = hold_out(ties, day("2025-10-18"), day("2026-01-16"), Parameters{});
  EXPECT_EQ(holdout.undated_statements, 2U);
  EXPECT_EQ(holdout.met(), 1U);
  EXPECT_EQ(holdout.known().size(), 2U);
}

}  // namespace
}  // namespace rapport
