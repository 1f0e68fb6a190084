#pragma once

#include <optional>
#include <string_view>

#include "graph/date.h"

namespace rapport {

// How often one means to be in touch, as a note declares it. Months are those of the calendar.
struct Cadence {
  int months = 0;
  int days = 0;
  friend bool operator==(const Cadence&, const Cadence&) = default;
};

// "weekly", "14", "2w", "every other month", "every three weeks", "quarterly", "twice a year",
// "semi-annual"...; nullopt for what tells no time.
std::optional<Cadence> parse_cadence(std::string_view text);

// The last day on which a contact is in time: a month after January 31 is the last of February.
Date due_after(Date last, const Cadence& cadence);

}  // namespace rapport
