#include "ingest/named_notes.h"

#include <optional>

namespace rapport {

bool NamedNotes::add(const std::vector<std::uint32_t>& lookups) {
  std::vector<std::uint32_t> names;
  std::vector<std::uint32_t> witnesses;
  for (const std::uint32_t lookup : lookups) {
    if (!asked_.insert(lookup).second) continue;
    names.push_back(lookup);
    witnesses.push_back(witness(lookup));
  }
  const std::size_t before = notes_.size();
  store_.answering(std::move(names), [&](std::uint32_t, SourceId source) { take_in(source); });
  std::optional<std::uint32_t> found;
  store_.answering(std::move(witnesses), [&](std::uint32_t hash, SourceId source) {
    if (found != hash && take_in(source)) found = hash;
  });
  return notes_.size() > before;
}

// False if the note is out of date.
bool NamedNotes::take_in(SourceId source) {
  if (notes_.contains(source)) return true;
  const std::string* path = current_path_(source);
  if (path == nullptr) return false;
  notes_.emplace(source, decode_identity(store_.memo(source).identity, *path));
  return true;
}

}  // namespace rapport
