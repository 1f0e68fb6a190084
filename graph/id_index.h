#pragma once

#include <algorithm>
#include <compare>
#include <cstdint>
#include <string_view>
#include <vector>

#include "graph/encoding.h"

namespace rapport {

// Changes to the values that list ids by the hash of a text: vertices by key, vertices by name.
// Gathered in any order, told by hash.
class IdIndexUpdate {
 public:
  void add(std::string_view text, std::uint32_t id) {
    changes_.push_back({hash64(text), id, true});
  }
  void remove(std::string_view text, std::uint32_t id) {
    changes_.push_back({hash64(text), id, false});
  }

  // Calls visit(hash, ids) for each hash, ascending: what is listed then, ascending. `read` gives
  // what is listed now.
  template <class Read, class Visit>
  void finish(const Read& read, const Visit& visit) {
    std::sort(changes_.begin(), changes_.end());  // removals before additions
    for (std::size_t i = 0; i < changes_.size();) {
      const std::uint64_t hash = changes_[i].hash;
      std::vector<std::uint32_t> ids = read(hash);
      for (; i < changes_.size() && changes_[i].hash == hash; ++i) {
        std::erase(ids, changes_[i].id);
        if (changes_[i].is_added) ids.push_back(changes_[i].id);
      }
      std::sort(ids.begin(), ids.end());
      visit(hash, ids);
    }
  }

 private:
  struct Change {
    std::uint64_t hash = 0;
    std::uint32_t id = 0;
    bool is_added = false;
    friend auto operator<=>(const Change&, const Change&) = default;
  };
  std::vector<Change> changes_;
};

}  // namespace rapport
