#include "ingest/name_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "tests/graph/random.h"

namespace rapport {
namespace {

using Index = NameTable::Index;
using Lists = std::map<std::string, std::vector<Index>>;

// Notes are told by the last digit of their number, then by the number: not as they came.
bool comes_before(Index a, Index b) { return a % 10 != b % 10 ? a % 10 < b % 10 : a < b; }

std::vector<Index> found(const NameTable& table, std::string_view name) {
  const auto notes = table.find(name);
  return {notes.begin(), notes.end()};
}

Lists all_of(const NameTable& table) {
  Lists all;
  for (std::size_t place = 0; place < table.size(); ++place) {
    const auto notes = table.notes(place);
    all[std::string(table.text(place))] = {notes.begin(), notes.end()};
  }
  return all;
}

TEST(NameTable, OfNothingKnowsNoName) {
  NameTable table;
  EXPECT_TRUE(table.find("ann lee").empty());
  table.finish(comes_before);
  EXPECT_TRUE(table.find("ann lee").empty());
  EXPECT_TRUE(table.find("").empty());
  EXPECT_EQ(table.size(), 0U);
}

TEST(NameTable, TellsNotesInOrderAndEachOnce) {
  NameTable table;
  for (const Index index : {20U, 3U, 11U, 3U, 1U}) table.add("ann lee", index);
  table.add("ann le", 7);
  table.add("", 8);
  table.finish(comes_before);
  EXPECT_EQ(found(table, "ann lee"), (std::vector<Index>{20, 1, 11, 3}));
  EXPECT_EQ(found(table, "ann le"), std::vector<Index>{7});
  EXPECT_EQ(found(table, ""), std::vector<Index>{8});
  EXPECT_TRUE(found(table, "ann").empty());
  EXPECT_TRUE(found(table, "ann lee ").empty());
}

// Against a map of lists: what comes, what comes later, what is put in the place of another.
TEST(NameTable, AnswersAsAMapWould) {
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    testing::Random random(seed);
    NameTable table;
    std::map<std::string, std::set<Index>> expected;
    const std::size_t names = 1 + random.below(seed % 4 == 0 ? 3000 : 30);
    for (int round = 0; round < 4; ++round) {
      for (std::size_t i = random.below(2 * names); i > 0; --i) {
        // Some are the beginning of others, and some are long.
        const std::string name(random.below(40), static_cast<char>('!' + random.below(names) % 90));
        const auto index = static_cast<Index>(random.below(500));
        table.add(name, index);
        expected[name].insert(index);
      }
      table.finish(comes_before);
      if (round == 2) {
        const auto kept = [](Index index) { return index % 7 == 0 ? index / 7 : index; };
        table.change(kept, comes_before);
        for (auto& [name, notes] : expected) {
          std::set<Index> changed;
          for (const Index index : notes) changed.insert(kept(index));
          notes = std::move(changed);
        }
      }
      Lists lists;
      for (const auto& [name, notes] : expected) {
        std::vector<Index>& list = lists[name];
        list.assign(notes.begin(), notes.end());
        std::sort(list.begin(), list.end(), comes_before);
        ASSERT_EQ(found(table, name), list) << "seed " << seed << ", '" << name << "'";
      }
      ASSERT_EQ(all_of(table), lists) << "seed " << seed;
      ASSERT_TRUE(found(table, "no such name").empty());
    }
  }
}

}  // namespace
}  // namespace rapport
