#include "tools/weekly_period.h"

#include <fmt/format.h>

#include "tools/errors.h"

namespace rapport {
namespace {

// A day, or the first or last one of a week.
ReportPeriod days_of(const char* option, const std::string& text) {
  if (const auto date = parse_date(text)) return {*date, *date};
  if (const auto week = parse_iso_week(text)) return *week;
  throw UsageError(
      fmt::format("{} takes a day as YYYY-MM-DD or a week as YYYY-Www, not '{}'", option, text));
}

ReportPeriod range(const WeeklyArguments& arguments, Date today) {
  if (arguments.since.empty()) throw UsageError("--until needs --since");
  const Date from = days_of("--since", arguments.since).from;
  const Date to = arguments.until.empty() ? today : days_of("--until", arguments.until).to;
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
  const auto week = parse_iso_week(arguments.week);
  if (!week) {
    throw UsageError(fmt::format("--week takes a week as YYYY-Www, not '{}'", arguments.week));
  }
  return *week;
}

}  // namespace rapport
