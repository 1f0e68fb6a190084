#pragma once

#include <string>

#include "analysis/account_report.h"

namespace rapport {

// Small pictures for a page, as SVG without a script. Colours are the page's: classes `axis`,
// `label`, `dot`, `number`, `own`, `others` and `now`.

// The meetings over the period: up to 14 days as one numbered dot each (the numbers are those of
// the list of meetings), a longer one as a bar for each week. Empty without a meeting.
std::string timeline_svg(const AccountReport& report);

// Days of contact in each week, by the owner and by others. Empty without any.
std::string spark_line_svg(const WeeklyContacts& contacts);

}  // namespace rapport
