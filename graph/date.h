#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace rapport {

// A calendar day without zone: what notes carry, and all that rapport computes with.
using Date = std::chrono::sys_days;

// Exactly `YYYY-MM-DD` and a real day (no 2025-02-30) from year 1 on; anything else is nullopt.
std::optional<Date> parse_date(std::string_view text);

// The date at the very start of `text`, when no digit follows it: "2025-11-06 - Sync".
std::optional<Date> leading_date(std::string_view text);

std::string to_iso(Date date);

// Signed number of days from `from` to `to`.
int days_between(Date from, Date to);

// An ISO 8601 week, Monday to Sunday; weeks 1 to 53 of the ISO year.
struct IsoWeek {
  int year = 0;
  unsigned week = 0;
};

// Exactly `YYYY-Www`, and only a week which that ISO year has.
std::optional<IsoWeek> parse_iso_week(std::string_view text);
std::string to_string(IsoWeek week);
IsoWeek iso_week_of(Date date);
Date monday_of(IsoWeek week);

}  // namespace rapport
