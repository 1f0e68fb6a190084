#include "graph/content_changes.h"

#include "graph/content_sum.h"

namespace rapport {

ContentChanges::ContentChanges(const KeyValueStore& store, KeyValueStore::Batch& batch,
                               const Meta& before)
    : store_(store),
      batch_(batch),
      store_is_empty_(before.generation == 0),
      sum_(store_is_empty_ ? 0 : before.content_sum - entry_hash(before)) {}

std::optional<std::string> ContentChanges::read(const std::string& key) const {
  return store_is_empty_ ? std::nullopt : store_.get(key);
}

void ContentChanges::change(std::string key, std::string value) {
  if (const auto bytes = read(key)) {
    if (*bytes == value) return;
    sum_ -= entry_hash(key, *bytes);
  }
  sum_ += entry_hash(key, value);
  batch_.change({std::move(key), std::move(value)});
}

void ContentChanges::erase(std::string key) {
  const auto bytes = read(key);
  if (!bytes) return;
  sum_ -= entry_hash(key, *bytes);
  batch_.change({std::move(key), std::nullopt});
}

void ContentChanges::change_meta(Meta meta) {
  meta.content_sum = sum_ + entry_hash(meta);
  batch_.change({key_of(Family::meta), encode(meta)});
}

}  // namespace rapport
