#include "graph/id_index.h"

#include <map>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace rapport {
namespace {

using Index = std::map<std::uint64_t, std::vector<std::uint32_t>>;

// What `index` lists after the changes.
Index after(IdIndexUpdate& changes, Index index) {
  std::uint64_t previous = 0;
  changes.finish([&](std::uint64_t hash) { return index[hash]; },
                 [&](std::uint64_t hash, const std::vector<std::uint32_t>& ids) {
                   EXPECT_GT(hash, previous);  // each hash once, ascending
                   previous = hash;
                   index[hash] = ids;
                 });
  return index;
}

TEST(IdIndexUpdate, ChangesOnlyWhatItIsToldOf) {
  const Index before = {{hash64("ann"), {3, 7}}, {hash64("bob"), {4}}, {hash64("cid"), {5}}};
  IdIndexUpdate changes;
  changes.add("ann", 5);
  changes.remove("bob", 4);
  changes.add("dee", 9);
  changes.add("dee", 2);
  EXPECT_EQ(after(changes, before), (Index{{hash64("ann"), {3, 5, 7}},
                                           {hash64("bob"), {}},
                                           {hash64("cid"), {5}},
                                           {hash64("dee"), {2, 9}}}));
}

TEST(IdIndexUpdate, ListsAnIdOnceAndKeepsWhatIsRemovedAndAdded) {
  IdIndexUpdate changes;
  changes.add("ann", 3);
  changes.add("ann", 3);
  changes.add("ann", 4);
  changes.remove("ann", 4);  // a name lost and found again, in any order
  EXPECT_EQ(after(changes, {{hash64("ann"), {3, 4}}}), (Index{{hash64("ann"), {3, 4}}}));
}

// As one by one in a set of them.
TEST(IdIndexUpdate, KeepsWhatManyHaveInCommon) {
  std::vector<std::uint32_t> before;
  for (std::uint32_t id = 0; id < 1000; id += 3) before.push_back(id);
  std::set<std::uint32_t> expected(before.begin(), before.end());
  IdIndexUpdate changes;
  for (std::uint32_t id = 0; id < 1200; id += 7) {
    const bool is_added = id % 2 == 0;
    is_added ? changes.add("sync", id) : changes.remove("sync", id);
    is_added ? void(expected.insert(id)) : void(expected.erase(id));
  }
  EXPECT_EQ(after(changes, {{hash64("sync"), before}}),
            (Index{{hash64("sync"), {expected.begin(), expected.end()}}}));
}

}  // namespace
}  // namespace rapport
