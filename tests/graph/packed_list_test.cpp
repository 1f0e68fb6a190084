#include "graph/packed_list.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "tests/graph/sample_values.h"

namespace rapport {
namespace {

TEST(PackedList, GivesBackWhatWasAddedInItsOrder) {
  const testing::SampleValues v;
  std::vector<Arc> arcs = v.arcs;
  std::reverse(arcs.begin(), arcs.end());  // as it comes, not as a value has it
  arcs.push_back(arcs.front());            // and twice
  EXPECT_EQ(PackedList<Arc>(arcs).unpack(), arcs);

  PackedList<Record> records;
  EXPECT_TRUE(records.empty());
  EXPECT_TRUE(records.unpack().empty());
  for (const Record& record : v.records) records.add(record);
  EXPECT_FALSE(records.empty());
  EXPECT_EQ(records.unpack(), v.records);
}

}  // namespace
}  // namespace rapport
