#pragma once

#include <optional>
#include <string_view>

#include "graph/date.h"

namespace rapport {

// A day as people write it, in one of the forms that can be read in one way only: "2025-11-06",
// "2025-11-06T10:00", "20251106", "2025/11/06", "2025.11.06", "6 November 2025", "Nov 6th, 2025",
// "Thursday, 6. Nov. 2025". "06/11/2025" is none: it is two days.

// The day that the text starts with.
std::optional<Date> leading_written_date(std::string_view text);

// The first day in the text: "103rd meeting | 29th July 2024". Linear.
std::optional<Date> find_written_date(std::string_view text);

// The day that a path tells where the file name has none: "2020-03/april-2" is 2020-04-02: the year
// of a folder, month and day of the name.
std::optional<Date> date_in_path(std::string_view folder, std::string_view stem);

}  // namespace rapport
