#include "graph/key_value.h"

#include <map>

namespace rapport {

std::optional<std::string> KeyValueStore::get(std::string_view key) const {
  std::optional<std::string> found;
  read(key, [&](std::string_view value) { found = value; });
  return found;
}

void KeyValueStore::write(std::vector<KeyValueChange> changes) {
  std::map<std::string, std::optional<std::string>> last;
  for (KeyValueChange& change : changes) last[std::move(change.key)] = std::move(change.value);
  const auto batch = start_batch();
  for (auto& [key, value] : last) batch->change({key, std::move(value)});
  batch->commit();
}

}  // namespace rapport
