#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <unordered_set>
#include <vector>

#include "graph/store.h"
#include "ingest/identity.h"

namespace rapport {

// Of the notes that the store knows, those that matter to whoever asks for some names: with them
// alone a NoteDirectory answers the questions about these names as it would with all.
class NamedNotes {
 public:
  // `current_path`: of a source; null if what the store knows of it is out of date.
  NamedNotes(const Store& store, std::function<const std::string*(SourceId)> current_path)
      : store_(store), current_path_(std::move(current_path)) {}

  // Takes in the notes that answer to these (SourceMemo::lookups). False if none was new. Cost: of
  // a lookup some kilobytes to read, and what is kept of the notes that are called so.
  bool add(const std::vector<std::uint32_t>& lookups);

  const std::map<SourceId, NoteIdentity>& notes() const { return notes_; }

 private:
  bool take_in(SourceId source);

  const Store& store_;
  std::function<const std::string*(SourceId)> current_path_;
  std::unordered_set<std::uint32_t> asked_;
  std::map<SourceId, NoteIdentity> notes_;
};

}  // namespace rapport
