#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/store.h"
#include "ingest/identity.h"

namespace rapport {

// The pseudo source that holds the diagnostics of what is no note: links, pipes, folders.
inline constexpr std::string_view kVaultSource;  // no note has an empty path

// What the store knows of a vault's notes: of each how its file looked, and, once it is asked for,
// by what names others could ask for it.
class KnownNotes {
 public:
  struct Entry {
    SourceId id = 0;
    Fingerprint fingerprint;
  };

  // Reads a value for each note, and the store's diagnostics.
  explicit KnownNotes(const Store& store);
  // It refers to itself.
  KnownNotes(const KnownNotes&) = delete;
  KnownNotes& operator=(const KnownNotes&) = delete;

  std::size_t size() const { return entries_.size(); }
  void for_each(const std::function<void(const std::string& path, const Entry&)>& visit) const;
  const Entry* find(const std::string& path) const;           // null if the note is not known
  const std::string* path_of(SourceId source) const;          // null also for the pseudo source
  std::string_view diagnostics(std::string_view path) const;  // encoded; empty if there are none

  // What the note asked for when it was read last (SourceMemo::lookups). Reads a value.
  std::vector<std::uint32_t> lookups(const std::string& path) const;
  // Its names then. Reads a value the first time. The note is known.
  const NoteIdentity& identity(const std::string& path);
  // The same of all notes, which is quicker than one by one.
  void load_identities();
  // Those that were read so far, by path.
  const std::map<std::string, NoteIdentity>& identities() const { return identities_; }

 private:
  const Store& store_;
  std::unordered_map<std::string, Entry> entries_;
  std::vector<const std::string*> paths_;                  // of entries_, by id
  std::unordered_map<SourceId, std::string> diagnostics_;  // encoded
  std::map<std::string, NoteIdentity> identities_;
};

}  // namespace rapport
