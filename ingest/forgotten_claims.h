#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "graph/write_batch.h"
#include "ingest/diagnostic.h"
#include "ingest/forgotten_names.h"
#include "ingest/identity.h"

namespace rapport {

// Notes about somebody forgotten, or named for them, by path: who is who is told with them, and
// then nothing of them is kept.
using HiddenNotes = std::map<std::string, NoteIdentity, std::less<>>;

// Whether a note is about somebody forgotten, or named for them: nothing of it is to be kept.
bool is_forgotten(const NoteIdentity& identity, const ForgottenNames& names);

// How a list of forgotten names holds a question that notes ask of the directory (SourceMemo::
// lookups): the store keeps hashes of names that were asked for, which could be tried, too.
std::string lookup_text(std::uint32_t lookup);

// What other notes may know of a note that is kept: without forgotten names.
void forget_in(NoteIdentity& identity, const ForgottenNames& names);

// Takes out of what a note says all that concerns forgotten names: their vertices and what is said
// of those, all that is said in a text with such a name, and the text of every line that told it.
// Only the path of the note itself is not looked at.
void forget_in(SourceClaims& claims, std::vector<Diagnostic>& diagnostics,
               const ForgottenNames& names, const HiddenNotes& hidden);

}  // namespace rapport
