#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "graph/store.h"
#include "ingest/diagnostic.h"
#include "ingest/forgotten_names.h"
#include "ingest/identities.h"
#include "ingest/note_directory.h"
#include "ingest/note_rules.h"
#include "ingest/source.h"

namespace rapport {

struct IngestOptions {
  NoteRules rules = default_rules();
  // The vault's owner: names and e-mail addresses that all mean them; empty if not known.
  std::vector<std::string> me;
  bool strict_obsidian = false;
  Identities identities;     // the user's verdicts about who is who
  ForgottenNames forgotten;  // of whom nothing is to be kept
  bool dry_run = false;      // reads and resolves, writes nothing
  bool allow_mass_delete =
      false;  // else more than a fifth (and over 10) of the notes may not vanish
  // Notes are read and resolved on so many threads; the result does not depend on it.
  std::size_t threads = 1;
  // Bytes of text that are kept between the two looks at each note: at its names, and, when all
  // names are known, at what it says. What is beyond is read twice.
  std::size_t most_text_kept = 64 * 1024 * 1024;
  std::function<void(std::size_t done, std::size_t total)> progress;
};

struct IngestSummary {
  std::size_t seen = 0;  // without those that are kept out
  std::size_t added = 0;
  std::size_t changed = 0;
  std::size_t removed = 0;
  std::size_t unchanged = 0;
  std::size_t renamed = 0;  // of the added: same content as a removed one
  // Unchanged notes that were read again, as their links may mean another note now.
  std::size_t resolved = 0;
  std::size_t written = 0;   // notes whose claims were put: the others say what they said
  std::size_t kept_out = 0;  // private, by tag, or about somebody forgotten
  // The paths of those, ascending. Of the removed ones only those that are gone: what is kept out
  // from now on is not named.
  std::vector<std::string> added_notes;
  std::vector<std::string> changed_notes;
  std::vector<std::string> removed_notes;
  bool wrote = false;
  bool purged = false;  // what was taken out of the store left its files, too
  // Of every note in the vault, also of those that did not change.
  std::vector<Diagnostic> diagnostics;
};

// More notes are gone than a person deletes: an unmounted disk, the wrong folder.
struct MassDeleteError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Brings the store to what the source says: reads what changed (told by size, times and inode, then
// by content hash), resolves it against all notes, and writes one atomic batch. Without any change
// nothing is written. The result does not depend on what was in the store before.
// Of a note that is private, excluded or about somebody forgotten the store keeps nothing, neither
// path nor hash: such a note is read again each time. What was known of it before, and of names
// that are forgotten since, is purged from the files of the store (Store::purge).
IngestSummary ingest(Source& source, Store& store, const IngestOptions& options);

// Who owned the vault at the last ingest, by all their names; empty if nobody was named.
std::vector<std::string> remembered_owner(const Store& store);

// The names of all notes as they were read at the last ingest, with these verdicts. Reads a value
// for each note.
NoteDirectory stored_directory(const Store& store, const Identities& identities);

// Whether links were resolved as Obsidian does at the last ingest.
bool remembered_strict(const Store& store);

// The diagnostics of the last ingest, by note and line.
std::vector<Diagnostic> stored_diagnostics(const Store& store);

}  // namespace rapport
