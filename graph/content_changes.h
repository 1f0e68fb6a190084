#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/key_value.h"
#include "graph/layout.h"

namespace rapport {

// What a batch makes of the values of a store, and of the sum of all of them
// (graph/content_sum.h). Each key is changed at most once.
class ContentChanges {
 public:
  // `before`: the meta value of the store, which must outlive this.
  ContentChanges(const KeyValueStore& store, KeyValueStore::Batch& batch, const Meta& before);

  const KeyValueStore& store() const { return store_; }
  // As it was before the batch.
  std::optional<std::string> read(const std::string& key) const;

  // Whoever changes a value to what it is already writes nothing.
  void change(std::string key, std::string value);
  void erase(std::string key);
  void write(std::string key, std::optional<std::string> value) {
    value ? change(std::move(key), std::move(*value)) : erase(std::move(key));
  }
  // An empty list is not written.
  template <class T>
  void change_list(std::string key, const std::vector<T>& values) {
    values.empty() ? erase(std::move(key)) : change(std::move(key), encode(values));
  }
  // The last change: with the sum of all.
  void change_meta(Meta meta);

 private:
  const KeyValueStore& store_;
  KeyValueStore::Batch& batch_;
  bool store_is_empty_;
  std::uint64_t sum_;  // of all but the meta value
};

}  // namespace rapport
