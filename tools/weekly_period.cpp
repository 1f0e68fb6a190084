#include "tools/weekly_period.h"

#include <fmt/format.h>

#include "tools/errors.h"
#include "tools/spoken_date.h"

namespace rapport {
namespace {

// A day, or the first or last one of a week.
ReportPeriod days_of(const char* option, const std::string& text, Date today) {
  if (const auto date = parse_day(text, today)) return {*date, *date};
  if (const auto week = parse_week(text, today)) return *week;
  throw UsageError(fmt::format("{} takes a day or a week, not '{}': {}; YYYY-Www, 'last week'",
                               option, text, kDayForms));
}

ReportPeriod range(const WeeklyArguments& arguments, Date today) {
  if (arguments.since.empty()) throw UsageError("--until needs --since");
  const Date from = days_of("--since", arguments.since, today).from;
  const Date to = arguments.until.empty() ? today : days_of("--until", arguments.until, today).to;
  if (to < from) {
    throw UsageError(fmt::format("the report would end on {}, before it starts on {}", to_iso(to),
                                 to_iso(from)));
  }
  return {from, to};
}

}  // namespace

ReportPeriod chosen_period(const WeeklyArguments& arguments, Date today) {
  const bool is_range = !arguments.since.empty() || !arguments.until.empty();
  const bool is_week = !arguments.week.empty();
  if (int{is_week} + int{arguments.last} + int{is_range} > 1) {
    throw UsageError("give one of --week, --last and --since");
  }
  if (is_range) return range(arguments, today);
  if (arguments.last) return iso_week_of(today - std::chrono::days{7});
  if (!is_week) return iso_week_of(today);
  const auto week = parse_week(arguments.week, today);
  if (!week) {
    throw UsageError(fmt::format("--week takes a week, not '{}': {}", arguments.week, kWeekForms));
  }
  return *week;
}

}  // namespace rapport
