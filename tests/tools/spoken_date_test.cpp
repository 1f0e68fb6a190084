#include "tools/spoken_date.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"

namespace rapport {
namespace {

constexpr const char* kToday = "2026-01-16";  // a Friday

std::string day(std::string_view text, const char* today = kToday) {
  const auto date = parse_day(text, *parse_date(today));
  return date ? to_iso(*date) : "none";
}

TEST(SpokenDate, TakesDaysAsPeopleTypeThem) {
  struct {
    const char* text;
    const char* day;
  } const cases[] = {
      {"2025-11-10", "2025-11-10"},  {"today", "2026-01-16"},       {"yesterday", "2026-01-15"},
      {"Tomorrow", "2026-01-17"},    {"monday", "2026-01-12"},      {"thursday", "2026-01-15"},
      {"friday", "2026-01-09"},  // before today, which is one
      {"saturday", "2026-01-10"},    {"sunday", "2026-01-11"},      {"Fri", "2026-01-09"},
      {"last friday", "2026-01-09"}, {"last-friday", "2026-01-09"}, {"LAST  Tuesday", "2026-01-13"},
      {"3 days ago", "2026-01-13"},  {"1 day ago", "2026-01-15"},   {"2 weeks ago", "2026-01-02"},
      {"2-weeks-ago", "2026-01-02"}, {"1 week ago", "2026-01-09"},  {"7d", "2026-01-09"},
      {"-7d", "2026-01-09"},         {"-2w", "2026-01-02"},         {"0d", "2026-01-16"},
      {"36525d", "1926-01-16"},
  };
  for (const auto& c : cases) EXPECT_EQ(day(c.text), c.day) << c.text;
}

TEST(SpokenDate, GoesOverEndsOfMonthsAndYears) {
  EXPECT_EQ(day("yesterday", "2024-03-01"), "2024-02-29");
  EXPECT_EQ(day("tomorrow", "2025-12-31"), "2026-01-01");
  EXPECT_EQ(day("last monday", "2026-01-01"), "2025-12-29");
  EXPECT_EQ(day("6 weeks ago", "2026-01-16"), "2025-12-05");
}

TEST(SpokenDate, RefusesWhatIsNoDayOrCouldBeTwo) {
  for (const char* text : {"",
                           " ",
                           "-",
                           "--7d",
                           "+7d",
                           "7",
                           "-7",
                           "d",
                           "7m",
                           "7 d",
                           "7dd",
                           "soon",
                           "last",
                           "last week",
                           "last month",
                           "week",
                           "next friday",
                           "friday last",
                           "last yesterday",
                           "3 days",
                           "days ago",
                           "-3 days ago",
                           "3 months ago",
                           "2025-02-30",
                           "2025-1-5",
                           "2025-W03",
                           "36526d",
                           "5219w",
                           "99999999999d",
                           "18446744073709551617d",
                           "1.5 days ago",
                           "to\tday"}) {
    EXPECT_EQ(day(text), "none") << text;
  }
}

TEST(SpokenDate, TakesWeeks) {
  const auto week = [](std::string_view text) {
    const auto found = parse_week(text, *parse_date(kToday));
    return found ? to_string(*found) : "none";
  };
  EXPECT_EQ(week("2025-W45"), "2025-W45");
  EXPECT_EQ(week("this week"), "2026-W03");
  EXPECT_EQ(week("last-week"), "2026-W02");
  EXPECT_EQ(week("2 weeks ago"), "2026-W01");
  EXPECT_EQ(week("2026-01-11"), "2026-W02");
  EXPECT_EQ(week("sunday"), "2026-W02");
  EXPECT_EQ(week("2026-W54"), "none");
  EXPECT_EQ(week("next week"), "none");
}

// Told from the real day, whatever that is: midnight may pass only between two equal answers.
TEST(SpokenDate, IsToldFromTodayInTheProgram) {
  const testing::TempDir folder;
  const std::string vault = std::string(RAPPORT_TEST_VAULTS) + "/sample";
  const std::string program = "rapport --vault '" + vault + "' --db store --me 'Nora Whitfield' ";
  ASSERT_EQ(run_shell(program + "ingest -q", folder.path().string()).exit_code, 0);
  const auto answered_for = [&](const std::string& as_of) {
    const ProcessResult result =
        run_shell(program + "stale --format json " + as_of, folder.path().string());
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return *parse_date(nlohmann::json::parse(result.out)["as_of"].get<std::string>());
  };
  Date today;
  Date yesterday;
  Date week_ago;
  do {
    today = answered_for("");
    yesterday = answered_for("--as-of yesterday");
    week_ago = answered_for("--as-of -7d");
  } while (answered_for("--as-of today") != today);
  EXPECT_EQ(days_between(yesterday, today), 1);
  EXPECT_EQ(days_between(week_ago, today), 7);
}

}  // namespace
}  // namespace rapport
