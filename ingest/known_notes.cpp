#include "ingest/known_notes.h"

namespace rapport {

KnownNotes::KnownNotes(const Store& store) : store_(store) {
  entries_.reserve(store.counts().notes + 1);
  store.for_each_source([&](const Store::Source& source) {
    const auto it = entries_.emplace(source.path, Entry{source.id, source.fingerprint}).first;
    paths_.resize(source.id + 1);
    if (source.path != kVaultSource) paths_[source.id] = &it->first;
  });
  store.for_each_diagnostics(
      [&](SourceId source, const std::string& bytes) { diagnostics_.emplace(source, bytes); });
}

void KnownNotes::for_each(
    const std::function<void(const std::string& path, const Entry&)>& visit) const {
  for (const auto& [path, entry] : entries_) {
    if (path != kVaultSource) visit(path, entry);
  }
}

const KnownNotes::Entry* KnownNotes::find(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

const std::string* KnownNotes::path_of(SourceId source) const {
  return source < paths_.size() ? paths_[source] : nullptr;
}

std::string_view KnownNotes::diagnostics(std::string_view path) const {
  const Entry* known = find(std::string(path));
  if (known == nullptr) return {};
  const auto found = diagnostics_.find(known->id);
  return found == diagnostics_.end() ? std::string_view{} : found->second;
}

std::vector<std::uint32_t> KnownNotes::lookups(const std::string& path) const {
  return store_.memo(entries_.at(path).id).lookups;
}

const NoteIdentity& KnownNotes::identity(const std::string& path) {
  const auto [it, is_new] = identities_.try_emplace(path);
  if (is_new) it->second = decode_identity(store_.memo(entries_.at(path).id).identity, path);
  return it->second;
}

void KnownNotes::load_identities() {
  store_.for_each_memo([&](SourceId source, const SourceMemo& memo) {
    const std::string* path = path_of(source);
    if (path != nullptr) identities_.try_emplace(*path, decode_identity(memo.identity, *path));
  });
}

}  // namespace rapport
