#pragma once

#include "analysis/report_period.h"
#include "tools/verbs.h"

namespace rapport {

// The days that `rapport weekly` was asked for: --week, --last (the whole week before that of
// `today`), --since with or without --until (days or ISO weeks), else the week of `today`.
// Throws UsageError for what is no day or week, for an end before the start, and for two of them.
ReportPeriod chosen_period(const WeeklyArguments& arguments, Date today);

}  // namespace rapport
