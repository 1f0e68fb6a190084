#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>

#include "graph/store.h"
#include "graph/write_batch.h"

namespace rapport::testing {

// A graph written so that a test shows it. Statements stand on lines or between ';', "//" starts
// a comment. [x] may be left out. A name is any words; its vertex's key is the name itself.
//
//   2026-01-05: Ann, Bob*, Cid              a meeting of that day; * marks the meeting's own person
//   2026-01-05 "Kickoff": Ann, Bob          with a title: its key is "2026-01-05 - Kickoff";
//   without
//                                           one the day, and "2026-01-05 (2)" for the second of a
//                                           day
//   2026-01-05 call 12: Ann, Bob            by call or mail; 12 were there, not all are known
//   undated "Chat": Ann, Bob                a meeting of no known day
//   2026-01-05: Ann, Bob about Acme, Pilot  and what it was about
//
//   Ann works_at Acme [2026-01-05]          any label but guard; will_open makes its signal too
//   Dan mentioned 2026-01-05 ["Kickoff"]    mentioned, attended: the object is that day's meeting
//   Ann role "CTO"                          a property
//
//   guard: [Ann] !-> Bob [until Cid | until 2026-03-01] [2026-01-05]   nobody named: binds everyone
//   support: Bob [2026-01-05] ["his words"]   so too champion, sponsor, left, deprioritised
//   fact: Bob [2026-01-05] "likes tea"        so too decision, blocker; held by Bob
//   task: Ann [2026-01-05] "Send it" status=open due=2026-01-09    owned and held by Ann
//
//   person|organization|project|note|tag: A, B      tells a type that the labels do not
//   stub: A, B                                      these have no note of their own
//
// Types follow from labels (works_at: to an organization, part_of: from a project to one, owns:
// to a project, leads and about: to an organization); everyone else is a person. All is claimed by
// one source, the n-th statement as its line n, whose excerpt is the statement.
// A statement that is none of these throws std::invalid_argument.
Store graph_of(std::string_view text);

// The same as the claims of the source `path`, and a store in memory that holds several.
SourceClaims claims_of(std::string_view path, std::string_view text);
Store store_of(std::initializer_list<std::pair<std::string_view, std::string_view>> sources);

}  // namespace rapport::testing
