#include "tools/weekly_period.h"

#include <gtest/gtest.h>

#include "tools/errors.h"

namespace rapport {
namespace {

WeeklyArguments asked(const char* week, bool last, const char* since, const char* until) {
  WeeklyArguments arguments;
  arguments.week = week;
  arguments.last = last;
  arguments.since = since;
  arguments.until = until;
  return arguments;
}

std::string days(const ReportPeriod& period) {
  return to_string(period) + " " + to_iso(period.from) + " " + to_iso(period.to);
}

TEST(WeeklyPeriod, IsTheWeekOrRangeAskedFor) {
  const Date thursday = *parse_date("2026-01-01");  // in the first week of 2026
  struct {
    WeeklyArguments arguments;
    const char* days;
  } const cases[] = {
      {{}, "2026-W01 2025-12-29 2026-01-04"},
      {asked("2025-W45", false, "", ""), "2025-W45 2025-11-03 2025-11-09"},
      {asked("", true, "", ""), "2025-W52 2025-12-22 2025-12-28"},
      {asked("", false, "2025-12-01", ""), "2025-12-01/2026-01-01 2025-12-01 2026-01-01"},
      {asked("", false, "2025-W45", "2025-W46"), "2025-11-03/2025-11-16 2025-11-03 2025-11-16"},
      {asked("", false, "2025-12-31", "2025-12-31"), "2025-12-31/2025-12-31 2025-12-31 2025-12-31"},
      {asked("last week", false, "", ""), "2025-W52 2025-12-22 2025-12-28"},
      {asked("yesterday", false, "", ""), "2026-W01 2025-12-29 2026-01-04"},
      {asked("", false, "2 weeks ago", "yesterday"), "2025-12-18/2025-12-31 2025-12-18 2025-12-31"},
      {asked("", false, "last week", ""), "2025-12-22/2026-01-01 2025-12-22 2026-01-01"},
      // Monday to Sunday is a week however it was asked for; Tuesday to Monday is none.
      {asked("", false, "2025-11-03", "2025-11-09"), "2025-W45 2025-11-03 2025-11-09"},
      {asked("", false, "2025-11-04", "2025-11-10"), "2025-11-04/2025-11-10 2025-11-04 2025-11-10"},
  };
  for (const auto& c : cases) EXPECT_EQ(days(chosen_period(c.arguments, thursday)), c.days);
}

TEST(WeeklyPeriod, RefusesWhatIsNone) {
  const Date today = *parse_date("2026-01-01");
  const WeeklyArguments cases[] = {
      asked("2026-W54", false, "", ""),         asked("2026-W01", true, "", ""),
      asked("2026-W01", false, "2026-W01", ""), asked("", true, "2025-12-01", ""),
      asked("", false, "", "2025-12-01"),       asked("", false, "soon", ""),
      asked("", false, "2026-01-02", ""),       asked("", false, "2025-12-02", "2025-12-01"),
  };
  for (const auto& c : cases) {
    EXPECT_THROW(chosen_period(c, today), UsageError) << c.week << c.since << c.until;
  }
}

TEST(WeeklyPeriod, IsComparedWithAsManyDaysBefore) {
  EXPECT_EQ(days(period_before(IsoWeek{2026, 1})), "2025-W52 2025-12-22 2025-12-28");
  EXPECT_EQ(days(period_before({*parse_date("2026-03-01"), *parse_date("2026-03-10")})),
            "2026-02-19/2026-02-28 2026-02-19 2026-02-28");
}

}  // namespace
}  // namespace rapport
