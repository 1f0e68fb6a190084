#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "graph/schema.h"
#include "ingest/note_directory.h"

namespace rapport {

struct LinkResolution {
  std::optional<NoteDirectory::Index> note;
  Method method = Method::dangling;
  bool ambiguous = false;  // several notes fit equally well; the first by path was taken, or,
                           // beyond Obsidian's own rules, none
};

// The note that `[[target]]` in the note `from` means. Obsidian's order first: exact path, the
// note's own folder, path suffix (shortest path string wins, then the lexicographically first).
// Unless `strict`, then ours, each labelled: folder note, alias, title, truncated dated title;
// these only when exactly one note fits.
LinkResolution resolve_link(const NoteDirectory& directory, const NoteIdentity& from,
                            std::string_view target, bool strict);

// Whether the target is a file that is no note: an image, a PDF, a canvas.
bool is_attachment(std::string_view target);

}  // namespace rapport
