#include "analysis/cadence.h"

#include <gtest/gtest.h>

#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::day;

TEST(Cadence, IsReadInItsSpellings) {
  struct {
    const char* text;
    std::optional<Cadence> cadence;
  } const cases[] = {
      {"weekly", Cadence{0, 7}},
      {"Weekly", Cadence{0, 7}},
      {"every week", Cadence{0, 7}},
      {"14", Cadence{0, 14}},
      {"14d", Cadence{0, 14}},
      {"2w", Cadence{0, 14}},
      {"6m", Cadence{6, 0}},
      {"1y", Cadence{12, 0}},
      {"every 14 days", Cadence{0, 14}},
      {"every 2 weeks", Cadence{0, 14}},
      {"every two weeks", Cadence{0, 14}},
      {"every three months", Cadence{3, 0}},
      {"biweekly", Cadence{0, 14}},
      {"bi-weekly", Cadence{0, 14}},
      {"fortnightly", Cadence{0, 14}},
      {"every fortnight", Cadence{0, 14}},
      {"monthly", Cadence{1, 0}},
      {"once a month", Cadence{1, 0}},
      {"every other month", Cadence{2, 0}},
      {"every second month", Cadence{2, 0}},
      {"every 3 months", Cadence{3, 0}},
      {"6 months", Cadence{6, 0}},
      {"bimonthly", Cadence{2, 0}},
      {"bi-monthly", Cadence{2, 0}},
      {"quarterly", Cadence{3, 0}},
      {"every quarter", Cadence{3, 0}},
      {"once per quarter", Cadence{3, 0}},
      {"semi-annual", Cadence{6, 0}},
      {"half-yearly", Cadence{6, 0}},
      {"every half year", Cadence{6, 0}},
      {"twice a year", Cadence{6, 0}},
      {"4 times a year", Cadence{3, 0}},
      {"twice a month", Cadence{0, 15}},
      {"twice a week", Cadence{0, 3}},
      {"yearly", Cadence{12, 0}},
      {"annually", Cadence{12, 0}},
      {"every 2 years", Cadence{24, 0}},
      {"daily", Cadence{0, 1}},
      {"every other week", Cadence{0, 14}},
      {"", std::nullopt},
      {"when needed", std::nullopt},
      {"m", std::nullopt},
      {"0", std::nullopt},
      {"-", std::nullopt},
  };
  for (const auto& c : cases) EXPECT_EQ(parse_cadence(c.text), c.cadence) << c.text;
  for (const char* text : {"999999999 years", "99999999999999999999 weeks", "-5"}) {
    const auto cadence = parse_cadence(text);
    EXPECT_TRUE(!cadence || due_after(day("2026-01-01"), *cadence) > day("2026-01-01")) << text;
  }
}

TEST(Cadence, EndsOnTheSameDayOfALaterMonthOrTheLastOne) {
  struct {
    const char* last;
    Cadence cadence;
    const char* due;
  } const cases[] = {
      {"2026-01-16", {1, 0}, "2026-02-16"},  {"2026-01-31", {1, 0}, "2026-02-28"},
      {"2024-01-31", {1, 0}, "2024-02-29"},  {"2025-11-30", {3, 0}, "2026-02-28"},
      {"2024-02-29", {12, 0}, "2025-02-28"}, {"2025-12-31", {0, 14}, "2026-01-14"},
      {"2025-12-31", {2, 0}, "2026-02-28"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(to_iso(due_after(day(c.last), c.cadence)), c.due) << c.last;
  }
}

}  // namespace
}  // namespace rapport
