#include "graph/date.h"

#include <charconv>

#include <date/iso_week.h>
#include <fmt/format.h>

namespace rapport {
namespace {

// A fixed-width decimal number, or -1: signs, blanks and short fields are no dates.
int digits(std::string_view text) {
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  return text.empty() ? -1 : value;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int month = digits(text.substr(5, 2));
  const int day = digits(text.substr(8, 2));
  if (year < 1 || month < 0 || day < 0) return std::nullopt;  // the week of a day has a name, too
  const std::chrono::year_month_day ymd{std::chrono::year{year},
                                        std::chrono::month{static_cast<unsigned>(month)},
                                        std::chrono::day{static_cast<unsigned>(day)}};
  if (!ymd.ok()) return std::nullopt;
  return Date{ymd};
}

std::optional<Date> leading_date(std::string_view text) {
  if (text.size() > 10 && text[10] >= '0' && text[10] <= '9') return std::nullopt;
  return parse_date(text.substr(0, 10));
}

std::string to_iso(Date date) {
  const std::chrono::year_month_day ymd{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()),
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

int days_between(Date from, Date to) { return static_cast<int>((to - from).count()); }

std::optional<IsoWeek> parse_iso_week(std::string_view text) {
  if (text.size() != 8 || text.substr(4, 2) != "-W") return std::nullopt;
  const int year = digits(text.substr(0, 4));
  const int week = digits(text.substr(6, 2));
  if (year < 1 || week < 1) return std::nullopt;
  const iso_week::year_weeknum_weekday monday{
      iso_week::year{year}, iso_week::weeknum{static_cast<unsigned>(week)}, iso_week::mon};
  if (!monday.ok()) return std::nullopt;
  return IsoWeek{year, static_cast<unsigned>(week)};
}

std::string to_string(IsoWeek week) { return fmt::format("{:04}-W{:02}", week.year, week.week); }

IsoWeek iso_week_of(Date date) {
  const iso_week::year_weeknum_weekday iso{date};
  return {static_cast<int>(iso.year()), static_cast<unsigned>(iso.weeknum())};
}

Date monday_of(IsoWeek week) {
  const date::sys_days monday = iso_week::year_weeknum_weekday{
      iso_week::year{week.year}, iso_week::weeknum{week.week}, iso_week::mon};
  return Date{monday};
}

}  // namespace rapport
