#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/store.h"
#include "ingest/ingest.h"

namespace rapport {

// All that a store holds, one claim a line, by names and without ids, in the order of the lines:
//   person: Ann Lee                     or "Ann Lee (stub)"; also organization, project...
//   role: Ann Lee = CTO                 a property, with the day of the meeting that tells it
//   attended: Ann Lee -> Sync (name) 2025-11-06
//   task: Sync | Send the plan | subject=Ann Lee | status=open | open=true
//   guard: Bob Ray | subject=Ann Lee | object=Bob Ray | 2025-11-06 | until=...
//   [bad-date]: m.md:3:5
// What stands before the first ": " is the line's kind.
std::vector<std::string> claim_lines(const Store& store);

// The claims of one kind without the kind's name, joined by "; ".
std::string claims_of_kind(const Store& store, std::string_view kind);

using Notes = std::map<std::string, std::string>;

// A store that holds these notes.
Store store_of(const Notes& notes, const IngestOptions& options);
Store store_of(const Notes& notes);

// Options with the usual rules and this owner of the vault.
IngestOptions options_for(std::string me);

// The claims of one kind that these notes make.
std::string claims_of(const Notes& notes, std::string_view kind, std::string me = {});

// A meeting's note with these attendees (comma separated) on 2025-11-06, and a body.
std::string meeting_note(std::string_view attendees, std::string_view body = {});

}  // namespace rapport
