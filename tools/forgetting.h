#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/store.h"
#include "ingest/forgotten_names.h"
#include "tools/settings.h"

namespace rapport {

// What `rapport forget` has to find out: how somebody is called, where the notes say so, and
// whether the files of the store still do.

// How a person or organization is called, as written. A single word that others share, or that the
// notes also write in lower case ("will", "mark"), is no name within texts: only as a whole.
struct CalledNames {
  std::vector<std::string> anywhere;
  std::vector<std::string> whole;
};
CalledNames names_of(const Settings& settings, const Store& store, const Vertex& vertex);

// Those names under the key of a list.
ForgottenNames::Entry hashed_names(const CalledNames& names, const ForgottenNames& list);

// Where a file of the vault has one of the names; line 0 for its path. Also of notes that rapport
// leaves out, and of the settings of rapport in the vault.
struct NamedPlace {
  std::string file;
  std::uint32_t line = 0;
};
std::vector<NamedPlace> places_naming(const Settings& settings, const ForgottenNames& names);

// A search for names in the bytes of every file of a store, and of every value that it holds (in
// the files they are compressed).
struct TraceSearch {
  std::size_t files = 0;
  std::uint64_t bytes = 0;
  std::vector<std::string> found;  // files, or "value KEY"
};
TraceSearch search_store(const std::string& directory, const std::vector<std::string>& names);

}  // namespace rapport
