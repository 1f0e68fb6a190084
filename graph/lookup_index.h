#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <vector>

#include "graph/layout.h"

namespace rapport {

// Changes to one of the two lookup indexes: which sources answer to a hash, or asked for it.
// Gathered in any order, told by block. 8 bytes a change.
class LookupIndexUpdate {
 public:
  void add(const std::vector<std::uint32_t>& hashes, SourceId source) {
    for (const std::uint32_t hash : hashes) added_.push_back({hash, source});
  }
  void remove(const std::vector<std::uint32_t>& hashes, SourceId source) {
    for (const std::uint32_t hash : hashes) removed_.push_back({hash, source});
  }

  // Calls visit(block, entries) for each block that changes, ascending: what is in it then, in
  // order. `read(block)` gives what is in it now. What is removed and added again changes nothing.
  template <class Read, class Visit>
  void finish(const Read& read, const Visit& visit) {
    sort_unique(added_);
    sort_unique(removed_);
    const std::vector<LookupEntry> added = difference(added_, removed_);
    const std::vector<LookupEntry> removed = difference(removed_, added_);
    added_ = {};
    removed_ = {};
    auto add = added.begin();
    auto gone = removed.begin();
    while (add != added.end() || gone != removed.end()) {
      const bool is_addition =
          gone == removed.end() || (add != added.end() && add->block() <= gone->block());
      const std::uint32_t block = is_addition ? add->block() : gone->block();
      const std::vector<LookupEntry> additions = taken_of_block(add, added.end(), block);
      const std::vector<LookupEntry> removals = taken_of_block(gone, removed.end(), block);
      const std::vector<LookupEntry> left = difference(read(block), removals);
      std::vector<LookupEntry> entries;
      entries.reserve(left.size() + additions.size());
      std::set_union(left.begin(), left.end(), additions.begin(), additions.end(),
                     std::back_inserter(entries));
      visit(block, entries);
    }
  }

 private:
  static void sort_unique(std::vector<LookupEntry>& entries) {
    std::sort(entries.begin(), entries.end());
    entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
  }
  // The entries of one block from `at` on, which then stands behind them.
  template <class Iterator>
  static std::vector<LookupEntry> taken_of_block(Iterator& at, Iterator end, std::uint32_t block) {
    const Iterator first = at;
    at = std::find_if_not(at, end, [&](const LookupEntry& e) { return e.block() == block; });
    return {first, at};
  }
  static std::vector<LookupEntry> difference(const std::vector<LookupEntry>& all,
                                             const std::vector<LookupEntry>& without) {
    std::vector<LookupEntry> left;
    std::set_difference(all.begin(), all.end(), without.begin(), without.end(),
                        std::back_inserter(left));
    return left;
  }

  std::vector<LookupEntry> added_, removed_;
};

}  // namespace rapport
