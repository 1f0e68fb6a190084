#pragma once

#include <optional>
#include <string>

#include "graph/date.h"

namespace rapport {

// The days that a report is about: an ISO week, or any run of days.
struct ReportPeriod {
  Date from;
  Date to;                      // the last day, not before `from`
  std::optional<IsoWeek> week;  // when it is one, Monday to Sunday

  ReportPeriod() = default;
  // NOLINTNEXTLINE(google-explicit-constructor): a week is a period
  ReportPeriod(IsoWeek iso_week);
  // A run of seven days from a Monday is a week.
  ReportPeriod(Date first, Date last);

  int days() const { return days_between(from, to) + 1; }
};

// "2026-W03", else as ISO 8601 writes an interval: "2026-01-01/2026-01-31".
std::string to_string(const ReportPeriod& period);

// As long, and just before.
ReportPeriod period_before(const ReportPeriod& period);

// The day that a report of the period speaks of: `as_of` where it lies in it, else its last day.
Date report_day(const ReportPeriod& period, std::optional<Date> as_of);

}  // namespace rapport
