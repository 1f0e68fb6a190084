#pragma once

#include <string_view>

#include "ingest/claims_builder.h"
#include "ingest/people.h"

namespace rapport {

// What a statement says about people, beyond its words: guards, who will open a thread, who
// sponsors, who agreed, who is not to be focused on. Cue phrases come from ingest/lexicon.h.
// A cue holds within its clause (up to ';', '.', "but", "however"); negated, wanted and
// hypothetical ones state nothing. Adds records and edges of method `text`.
void read_cues(ClaimsBuilder& claims, PeopleResolver& people, std::string_view statement,
               std::optional<Date> date, std::uint32_t line);

}  // namespace rapport
