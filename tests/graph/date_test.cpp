#include "graph/date.h"

#include <gtest/gtest.h>

namespace rapport {
namespace {

std::string dump(std::optional<Date> date) { return date ? to_iso(*date) : "none"; }
std::string dump(std::optional<IsoWeek> week) { return week ? to_string(*week) : "none"; }

TEST(Date, IsReadOnlyWhenItIsARealDayWrittenInFull) {
  struct {
    const char* text;
    const char* date;
  } const cases[] = {
      {"2026-01-05", "2026-01-05"},
      {"2024-02-29", "2024-02-29"},
      {"2000-02-29", "2000-02-29"},
      {"9999-12-31", "9999-12-31"},
      {"0001-01-01", "0001-01-01"},
      {"0000-01-01", "none"},  // its week would begin on a day without a name
      {"2025-02-29", "none"},
      {"1900-02-29", "none"},
      {"2025-02-30", "none"},
      {"2025-04-31", "none"},
      {"2025-13-01", "none"},
      {"2025-00-10", "none"},
      {"2025-01-00", "none"},
      {"2025-01-32", "none"},
      {"", "none"},
      {"2025-1-05", "none"},
      {"2025-01-5", "none"},
      {"25-01-05", "none"},
      {"2025/01/05", "none"},
      {"2025-01-05 ", "none"},
      {" 2025-01-05", "none"},
      {"2025-01-05T00:00", "none"},
      {"-025-01-05", "none"},
      {"+025-01-05", "none"},
      {"2025-+1-05", "none"},
      {"2025--1-05", "none"},
      {"2025- 1-05", "none"},
      {"20250-1-05", "none"},
      {"２０２５-01-05", "none"},
      {"2025-01-0\0", "none"},
      {"YYYY-MM-DD", "none"},
      {"2025\xE2\x80\x91"
       "01-05",
       "none"},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(parse_date(c.text)), c.date) << c.text;
}

TEST(Date, LeadsATextUnlessADigitFollows) {
  struct {
    const char* text;
    const char* date;
  } const cases[] = {
      {"2025-11-06 - Sync", "2025-11-06"},
      {"2025-11-06", "2025-11-06"},
      {"2025-11-06Sync", "2025-11-06"},
      {"2025-11-06:", "2025-11-06"},
      {"2025-11-067", "none"},
      {"2025-02-30 - Sync", "none"},
      {" 2025-11-06", "none"},
      {"2025-11-0", "none"},
      {"", "none"},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(leading_date(c.text)), c.date) << c.text;
}

TEST(Date, EveryDayOfManyYearsIsReadBackAsWritten) {
  const Date first = *parse_date("1899-12-25");
  for (int i = 0; i < 366 * 300; i += 7) {
    const Date day = first + std::chrono::days{i};
    ASSERT_EQ(parse_date(to_iso(day)), day);
    ASSERT_EQ(days_between(first, day), i);
    ASSERT_EQ(days_between(day, first), -i);
  }
}

TEST(IsoWeek, BelongsToTheYearOfItsThursday) {
  struct {
    const char* day;
    const char* week;
  } const cases[] = {
      {"2020-12-28", "2020-W53"}, {"2021-01-03", "2020-W53"}, {"2021-01-04", "2021-W01"},
      {"2024-12-29", "2024-W52"}, {"2024-12-30", "2025-W01"}, {"2025-12-28", "2025-W52"},
      {"2025-12-29", "2026-W01"}, {"2026-01-04", "2026-W01"}, {"2026-01-05", "2026-W02"},
      {"2026-12-31", "2026-W53"}, {"2027-01-03", "2026-W53"}, {"2008-12-29", "2009-W01"},
      {"2010-01-03", "2009-W53"}, {"2000-01-01", "1999-W52"}, {"1970-01-01", "1970-W01"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(to_string(iso_week_of(*parse_date(c.day))), c.week) << c.day;
}

TEST(IsoWeek, IsReadOnlyWhenItsYearHasIt) {
  struct {
    const char* text;
    const char* week;
  } const cases[] = {
      {"2026-W01", "2026-W01"}, {"2020-W53", "2020-W53"},
      {"2026-W53", "2026-W53"}, {"2021-W53", "none"},
      {"2025-W53", "none"},     {"2026-W54", "none"},
      {"2026-W00", "none"},     {"2026-W1", "none"},
      {"2026-w01", "none"},     {"2026W01", "none"},
      {"2026-01", "none"},      {"2026-W01 ", "none"},
      {"0000-W01", "none"},     {"2026-W-1", "none"},
      {"2026-W99", "none"},     {"", "none"},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(parse_iso_week(c.text)), c.week) << c.text;
}

TEST(IsoWeek, StartsOnAMondayAndHoldsSevenDays) {
  struct {
    const char* week;
    const char* monday;
  } const cases[] = {
      {"2020-W53", "2020-12-28"},
      {"2026-W01", "2025-12-29"},
      {"2026-W02", "2026-01-05"},
      {"2024-W09", "2024-02-26"},
  };
  for (const auto& c : cases) {
    const Date monday = monday_of(*parse_iso_week(c.week));
    EXPECT_EQ(to_iso(monday), c.monday) << c.week;
    for (int i = 0; i < 7; ++i) {
      EXPECT_EQ(to_string(iso_week_of(monday + std::chrono::days{i})), c.week);
    }
    EXPECT_NE(to_string(iso_week_of(monday + std::chrono::days{7})), c.week);
    EXPECT_NE(to_string(iso_week_of(monday - std::chrono::days{1})), c.week);
  }
}

TEST(IsoWeek, OfEveryDayIsReadBackAsWritten) {
  const Date first = *parse_date("1999-12-20");
  for (int i = 0; i < 366 * 60; ++i) {
    const Date day = first + std::chrono::days{i};
    const auto week = parse_iso_week(to_string(iso_week_of(day)));
    ASSERT_TRUE(week) << to_iso(day);
    const int after_monday = days_between(monday_of(*week), day);
    ASSERT_TRUE(after_monday >= 0 && after_monday < 7) << to_iso(day);
  }
}

}  // namespace
}  // namespace rapport
