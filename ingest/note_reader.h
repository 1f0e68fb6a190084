#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "graph/write_batch.h"
#include "ingest/diagnostic.h"
#include "ingest/forgotten_claims.h"
#include "ingest/identity.h"
#include "ingest/ingest.h"
#include "ingest/known_notes.h"
#include "ingest/note.h"
#include "ingest/note_directory.h"
#include "ingest/source.h"

namespace rapport {

// Whether the store may know of a note. A hidden one is about somebody forgotten, or named for
// them: who is who is told with it, and then nothing of it is kept.
enum class Standing : std::uint8_t { taken, kept_out, hidden };

// A note between the two looks at it: its identity is known, its claims are not. Of a large vault
// all wait at once, hence small.
struct PendingNote {
  const SourceItem* item = nullptr;
  std::uint64_t content_hash = 0;
  std::unique_ptr<Note> note;              // null if it has to be read again
  std::unique_ptr<NoteIdentity> identity;  // null once the directory of all has it
  std::vector<Diagnostic> said;            // of it at the first look
  Standing standing = Standing::taken;
};

// What the first look at a file found.
struct FirstLook {
  const SourceItem* item = nullptr;
  std::optional<std::string> unreadable;  // why
  std::uint64_t content_hash = 0;
  std::optional<PendingNote> pending;  // unless its content is known
};

// Looks at each note twice: at its names, and, when the names of all are known, at what it says.
// On any thread.
class NoteReader {
 public:
  NoteReader(Source& source, const IngestOptions& options, const KnownNotes& known)
      : source_(source), options_(options), known_(known) {}

  // Reads a note, and parses it unless its content is known.
  FirstLook look_at(const SourceItem& item, bool parse_all) const;

  // What it says, without what concerns forgotten names. `index`: its place in the directory.
  SourceClaims claims_of(PendingNote& pending, const NoteDirectory& directory,
                         NoteDirectory::Index index, const HiddenNotes& hidden) const;

 private:
  PendingNote parse(const SourceItem& item, const std::string& bytes,
                    std::uint64_t content_hash) const;
  bool read_again(PendingNote& pending) const;

  Source& source_;
  const IngestOptions& options_;
  const KnownNotes& known_;
};

}  // namespace rapport
