#include "analysis/report_period.h"

#include <cassert>

namespace rapport {

ReportPeriod::ReportPeriod(IsoWeek iso_week)
    : from(monday_of(iso_week)), to(from + std::chrono::days{6}), week(iso_week) {}

ReportPeriod::ReportPeriod(Date first, Date last) : from(first), to(last) {
  assert(from <= to);
  const IsoWeek iso_week = iso_week_of(from);
  if (days() == 7 && monday_of(iso_week) == from) week = iso_week;
}

std::string to_string(const ReportPeriod& period) {
  return period.week ? to_string(*period.week) : to_iso(period.from) + "/" + to_iso(period.to);
}

ReportPeriod period_before(const ReportPeriod& period) {
  return {period.from - std::chrono::days{period.days()}, period.from - std::chrono::days{1}};
}

Date report_day(const ReportPeriod& period, std::optional<Date> as_of) {
  return as_of && *as_of >= period.from && *as_of < period.to ? *as_of : period.to;
}

}  // namespace rapport
