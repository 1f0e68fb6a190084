#pragma once

#include "ingest/note.h"
#include "ingest/note_rules.h"

namespace rapport {

// Whether a note keeps itself out of the store: a field `private` that says anything but no, or one
// of the tags that the rules exclude, in its fields or its text. "#deal" also excludes "#deal/x".
// (Notes excluded by path are never read: NoteRules::leaves_out.)
bool is_kept_out(const Note& note, const NoteRules& rules);

}  // namespace rapport
