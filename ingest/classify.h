#pragma once

#include "ingest/note.h"
#include "ingest/note_rules.h"

namespace rapport {

// What a note is about, told by several signals, never by `type` alone: `type: people` stands on
// person notes and on dated one-to-one notes, which are meetings. Precision first: an index, a
// daily note, a template or a stray page in a person's folder is `other`.
NoteType classify(const Note& note, const NoteRules& rules);

// X/README.md, X/index.md or X/X.md: the note that speaks for the folder X.
bool is_folder_note(const Note& note);

}  // namespace rapport
