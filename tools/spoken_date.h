#pragma once

#include <optional>
#include <string_view>

#include "graph/date.h"

namespace rapport {

// Days and weeks as people type them, told from a day that counts as today: no clock is read.

// `2026-01-13`; `today`, `yesterday`, `tomorrow`; `friday`, `fri` and `last friday`, the last such
// day before today; `3 days ago`, `2 weeks ago`; `7d` and `-7d`, `2w` and `-2w`, so long before
// today. Case does not matter, and '-' between words is as good as a blank. Months are left out: a
// month before the 31st is no day. nullopt for all else, and for what lies over 100 years back.
std::optional<Date> parse_day(std::string_view text, Date today);

// The same forms, for messages.
inline constexpr std::string_view kDayForms =
    "YYYY-MM-DD, today, yesterday, tomorrow, monday to sunday (the last one), '3 days ago', "
    "'2 weeks ago', 7d or 2w (so long ago)";

// `2026-W03`, `this week`, `last week`, or the week of a day as above.
std::optional<IsoWeek> parse_week(std::string_view text, Date today);

inline constexpr std::string_view kWeekForms = "YYYY-Www, 'this week', 'last week', or a day in it";

}  // namespace rapport
