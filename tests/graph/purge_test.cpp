#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "graph/store.h"
#include "tests/support/dump.h"
#include "tests/support/graph_of.h"
#include "tests/support/store_bytes.h"
#include "tests/support/temp_dir.h"

// That what was erased leaves the files of the store.

namespace rapport {
namespace {

namespace fs = std::filesystem;
using testing::claims_of;
using testing::dump;
using testing::store_bytes;
using testing::TempDir;

Store open(const fs::path& directory) {
  return Store::open(directory.string(), Access::read_write);
}

// Notes that stay and one that goes, in two tables: of more, RocksDB may merge some by itself.
void fill(const fs::path& directory) {
  Store store = open(directory);
  WriteBatch stays;
  for (int i = 0; i < 8; ++i) {
    stays.put.push_back(
        claims_of(fmt::format("{}.md", i), fmt::format("Ann{} reports_to Bob{}", i, i)));
  }
  store.apply(stays);
  WriteBatch goes;
  goes.put.push_back(claims_of("Zorvex.md", "Zorvex reports_to Quillon"));
  store.apply(goes);
}

void retract(Store& store) {
  WriteBatch batch;
  batch.retract = {"Zorvex.md"};
  store.apply(batch);
}

bool holds(const fs::path& directory, const std::string& word) {
  return store_bytes(directory).find(word) != std::string::npos;
}

TEST(Purge, LeavesNothingOfWhatWasErased) {
  const TempDir dir;
  fill(dir.path());
  ASSERT_TRUE(holds(dir.path(), "zorvex"));
  {
    Store store = open(dir.path());
    retract(store);
  }
  // Without a purge the old tables still have it: this test can fail.
  EXPECT_TRUE(holds(dir.path(), "zorvex"));
  std::string before;
  {
    Store store = open(dir.path());
    before = dump(store);
    store.plan_purge();
    EXPECT_TRUE(store.is_purge_due());
    store.purge();
    EXPECT_FALSE(store.is_purge_due());
    EXPECT_EQ(dump(store), before);
    EXPECT_TRUE(store.verify().ok());
  }
  EXPECT_FALSE(holds(dir.path(), "zorvex"));
  EXPECT_FALSE(holds(dir.path(), "quillon"));
  EXPECT_TRUE(holds(dir.path(), "bob7"));
  EXPECT_EQ(dump(open(dir.path())), before);
}

TEST(Purge, StaysDueUntilItIsDone) {
  const TempDir dir;
  fill(dir.path());
  {
    Store store = open(dir.path());
    store.plan_purge();
    retract(store);  // and the process ends
  }
  {
    Store store = open(dir.path());
    EXPECT_TRUE(store.is_purge_due());
    store.purge();
  }
  EXPECT_FALSE(open(dir.path()).is_purge_due());
  EXPECT_FALSE(holds(dir.path(), "zorvex"));
}

TEST(Purge, OfAnEmptyStoreAndOfOneThatWasPurgedDoesNothing) {
  const TempDir dir;
  Store store = open(dir.path());
  store.purge();
  store.purge();
  EXPECT_EQ(store.counts().notes, 0U);
  Store in_memory = Store::in_memory();
  in_memory.plan_purge();
  EXPECT_FALSE(in_memory.is_purge_due());
  in_memory.purge();
}

TEST(Purge, LetsWritingGoOn) {
  const TempDir dir;
  fill(dir.path());
  {
    Store store = open(dir.path());
    store.purge();
    retract(store);
    WriteBatch batch;
    batch.put.push_back(claims_of("new.md", "Cid reports_to Dan"));
    store.apply(batch);
  }
  const Store store = Store::open(dir.path().string(), Access::read_only);
  EXPECT_FALSE(store.find_name("Cid").empty());
  EXPECT_TRUE(store.verify().ok());
}

}  // namespace
}  // namespace rapport
