#include "tools/spoken_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "graph/name_key.h"

namespace rapport {
namespace {

using std::chrono::days;
using std::chrono::weeks;

constexpr unsigned kMostDays = 36525;  // 100 years

struct NamedDay {
  std::string_view name;
  days from_today;
};
constexpr std::array kNamedDays = {NamedDay{"today", days{0}}, NamedDay{"yesterday", days{-1}},
                                   NamedDay{"tomorrow", days{1}}};

// By std::chrono's number of the weekday.
constexpr std::array<std::string_view, 7> kWeekdays = {"sunday",   "monday", "tuesday", "wednesday",
                                                       "thursday", "friday", "saturday"};

struct Unit {
  std::string_view text;  // behind the number
  days length;
};
constexpr std::array kUnits = {Unit{"d", days{1}},           Unit{"w", weeks{1}},
                               Unit{" days ago", days{1}},   Unit{" day ago", days{1}},
                               Unit{" weeks ago", weeks{1}}, Unit{" week ago", weeks{1}}};

// The whole word or its first three letters.
std::optional<std::chrono::weekday> weekday_named(std::string_view word) {
  for (unsigned i = 0; i < kWeekdays.size(); ++i) {
    if (word == kWeekdays[i] || word == kWeekdays[i].substr(0, 3)) return std::chrono::weekday{i};
  }
  return std::nullopt;
}

Date last_before(Date today, std::chrono::weekday weekday) {
  const Date yesterday = today - days{1};
  return yesterday - (std::chrono::weekday{yesterday} - weekday);
}

// "7d", "3 days ago": how long.
std::optional<days> span_of(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number > kMostDays) return std::nullopt;
  const std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  for (const Unit& unit : kUnits) {
    if (rest != unit.text) continue;
    const days span = static_cast<int>(number) * unit.length;
    return span <= days{kMostDays} ? std::optional(span) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Date> parse_day(std::string_view text, Date today) {
  if (const auto date = parse_date(text)) return date;
  const bool is_negative = text.starts_with('-');
  const std::string folded = fold_name(text);
  const auto span = span_of(folded);
  if (is_negative) {  // only the short form: "-3 days ago" would be taken for either side
    const bool is_short = span && folded.find(' ') == std::string::npos && text[1] != '-';
    return is_short ? std::optional(today - *span) : std::nullopt;
  }
  if (span) return today - *span;
  for (const NamedDay& day : kNamedDays) {
    if (folded == day.name) return today + day.from_today;
  }
  std::string_view word = folded;
  if (word.starts_with("last ")) word.remove_prefix(5);
  const auto weekday = weekday_named(word);
  return weekday ? std::optional(last_before(today, *weekday)) : std::nullopt;
}

std::optional<IsoWeek> parse_week(std::string_view text, Date today) {
  if (const auto week = parse_iso_week(text)) return week;
  const std::string folded = fold_name(text);
  if (folded == "this week") return iso_week_of(today);
  if (folded == "last week") return iso_week_of(today - weeks{1});
  const auto day = parse_day(text, today);
  return day ? std::optional(iso_week_of(*day)) : std::nullopt;
}

}  // namespace rapport
