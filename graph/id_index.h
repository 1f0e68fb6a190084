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
  // what is listed now, likewise. Cost: linear in both; a hundred thousand can share a name.
  template <class Read, class Visit>
  void finish(const Read& read, const Visit& visit) {
    std::sort(changes_.begin(), changes_.end());  // removals before additions
    for (std::size_t i = 0; i < changes_.size();) {
      const std::uint64_t hash = changes_[i].hash;
      const std::vector<std::uint32_t> before = read(hash);
      std::vector<std::uint32_t> ids;
      ids.reserve(before.size() + 1);
      auto next = before.begin();
      for (; i < changes_.size() && changes_[i].hash == hash; ++i) {
        const auto [_, id, is_added] = changes_[i];
        for (; next != before.end() && *next < id; ++next) ids.push_back(*next);
        if (next != before.end() && *next == id) ++next;
        const bool is_last_word =
            i + 1 == changes_.size() || changes_[i + 1].hash != hash || changes_[i + 1].id != id;
        if (is_last_word && is_added) ids.push_back(id);
      }
      ids.insert(ids.end(), next, before.end());
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
