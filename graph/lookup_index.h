#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <iterator>
#include <vector>

#include "graph/layout.h"
#include "graph/sort_unique.h"

namespace rapport {

// Changes to one of the two lookup indexes: which sources answer to a hash, or asked for it.
// Gathered in any order, told by block. 8 bytes a change, and the vectors of blocks grow one by
// one: of a large vault there are millions.
class LookupIndexUpdate {
 public:
  void add(const std::vector<std::uint32_t>& hashes, SourceId source) {
    put(added_, hashes, source);
  }
  void remove(const std::vector<std::uint32_t>& hashes, SourceId source) {
    put(removed_, hashes, source);
  }

  // Calls visit(block, entries) for each block that changes, ascending: what is in it then, in
  // order. `read(block)` gives what is in it now. What is removed and added again changes nothing.
  template <class Read, class Visit>
  void finish(const Read& read, const Visit& visit) {
    for (std::uint32_t block = 0; block < kBlocks; ++block) {
      const Entries came = taken(added_, block);
      const Entries went = taken(removed_, block);
      const Entries additions = difference(came, went);
      const Entries removals = difference(went, came);
      if (additions.empty() && removals.empty()) continue;
      const Entries left = difference(read(block), removals);
      Entries entries;
      entries.reserve(left.size() + additions.size());
      std::set_union(left.begin(), left.end(), additions.begin(), additions.end(),
                     std::back_inserter(entries));
      visit(block, entries);
    }
  }

 private:
  static constexpr std::uint32_t kBlocks = 1U << kLookupBlockBits;
  using Entries = std::vector<LookupEntry>;
  using Blocks = std::vector<Entries>;  // none, or all

  static void put(Blocks& blocks, const std::vector<std::uint32_t>& hashes, SourceId source) {
    if (blocks.empty()) blocks.resize(kBlocks);
    for (const std::uint32_t hash : hashes) {
      const LookupEntry entry{hash, source};
      assert(entry.block() < kBlocks);
      blocks[entry.block()].push_back(entry);
    }
  }
  static Entries taken(Blocks& blocks, std::uint32_t block) {
    if (blocks.empty()) return {};
    Entries entries = std::move(blocks[block]);
    sort_unique(entries);
    return entries;
  }
  static Entries difference(const Entries& all, const Entries& without) {
    Entries left;
    left.reserve(all.size());
    std::set_difference(all.begin(), all.end(), without.begin(), without.end(),
                        std::back_inserter(left));
    return left;
  }

  Blocks added_, removed_;
};

}  // namespace rapport
