#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <unistd.h>

#include "graph/encoding.h"
#include "graph/layout.h"
#include "graph/store.h"
#include "tests/graph/crash_script.h"
#include "tests/graph/invariants.h"
#include "tests/graph/random.h"
#include "tests/support/dump.h"
#include "tests/support/graph_of.h"
#include "tests/support/temp_dir.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;
using testing::claims_of;
using testing::crash_batch;
using testing::dump;
using testing::Random;
using testing::TempDir;
using testing::violations;

Store open(const fs::path& directory, Access access) {
  return Store::open(directory.string(), access);
}

void put(Store& store, std::string_view path, std::string_view text) {
  WriteBatch batch;
  batch.put.push_back(claims_of(path, text));
  store.apply(batch);
}

// What opening says when it refuses; "" when it does not.
std::string refusal(const fs::path& directory, Access access) {
  try {
    open(directory, access);
    return "";
  } catch (const StoreError& e) {
    return e.what();
  }
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Persistence, AReopenedStoreHoldsAllOfIt) {
  const TempDir directory;
  Store in_memory = Store::in_memory();
  for (int n = 0; n < 12; ++n) {
    Store on_disk = open(directory / "store", Access::read_write);
    on_disk.apply(crash_batch(n));
    in_memory.apply(crash_batch(n));
  }
  for (const Access access : {Access::read_only, Access::read_write}) {
    const Store reopened = open(directory / "store", access);
    EXPECT_EQ(dump(reopened), dump(in_memory));
    EXPECT_EQ(violations(reopened), "");
    EXPECT_EQ(reopened.generation(), 12U);
    EXPECT_GT(reopened.bytes(), 0U);
  }
}

TEST(Persistence, OfSeveralChangesOfAKeyTheLastCounts) {
  const TempDir directory;
  const auto store = open_rocksdb((directory / "store").string(), Access::read_write);
  store->write({{"b", "1"},
                {"a", "1"},
                {"b", "2"},
                {"a", std::nullopt},
                {"b1234567c", "3"},
                {"b1234567", "4"}});
  EXPECT_EQ(store->get("a"), std::nullopt);
  EXPECT_EQ(store->get("b"), "2");
  store->write({{"b", std::nullopt}, {"a", "5"}});
  std::string found;
  store->scan("", [&](std::string_view key, std::string_view value) {
    found += std::string(key) + "=" + std::string(value) + " ";
  });
  EXPECT_EQ(found, "a=5 b1234567=4 b1234567c=3 ");
}

std::string noise(Random& random, std::size_t size) {
  std::string bytes;
  while (bytes.size() < size) bytes += static_cast<char>(random.bits());
  return bytes;
}

std::vector<fs::path> files_of(const fs::path& directory, const std::string& extension) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.path().extension() == extension) files.push_back(entry.path());
  }
  return files;
}

// A change of one note must not cost the writing of all: each of these spans all keys.
TEST(Persistence, SmallBatchesLeaveTheLargeTableAlone) {
  const TempDir directory;
  const fs::path path = directory / "store";
  Random random(5);
  std::vector<KeyValueChange> much;
  for (int n = 10'000; n < 20'000; ++n) {
    much.push_back({"k" + std::to_string(n), noise(random, 100)});
  }
  open_rocksdb(path.string(), Access::read_write)->write(std::move(much));
  const auto large = files_of(path, ".sst");
  ASSERT_EQ(large.size(), 1U);
  for (int n = 0; n < 60; ++n) {
    open_rocksdb(path.string(), Access::read_write)
        ->write({{"k10000", std::to_string(n)}, {"k19999", std::to_string(n)}});
    ASSERT_TRUE(fs::exists(large.front())) << "merged with small ones after " << n;
    ASSERT_LE(files_of(path, ".sst").size(), 9U);
    ASSERT_LE(files_of(path, ".log").size(), 1U);
  }
  EXPECT_EQ(open_rocksdb(path.string(), Access::read_only)->get("k19999"), "59");
}

// As many tables as there may be, each much smaller than the one before: none is worth merging, and
// a writer must not wait until one is.
TEST(Persistence, AWriterWaitsForNoMergeThatNeverComes) {
  const TempDir directory;
  const auto store = open_rocksdb((directory / "store").string(), Access::read_write);
  Random random(6);
  std::size_t size = 4'000'000;
  for (std::size_t tables = 1; tables <= 8; ++tables, size /= 4) {
    store->write({{"a", "first"}, {"b", noise(random, size)}, {"c", "last"}});
    ASSERT_EQ(files_of(directory / "store", ".sst").size(), tables);
  }
}

// Whatever of a batch waits in memory, and in whatever order its keys come.
TEST(Persistence, ABatchOfManyTablesIsTheSameAsOneOfOne) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    Random random(seed);
    std::map<std::string, std::string> expected;
    const TempDir directory;
    const auto store =
        open_rocksdb((directory / "store").string(), Access::read_write, 1 + random.below(3000));
    for (int round = 0; round < 3; ++round) {
      std::map<std::string, std::optional<std::string>> changes;
      for (std::uint64_t n = random.below(300); n > 0; --n) {
        const std::string key = std::string(1, static_cast<char>('a' + random.below(4))) +
                                std::to_string(1000 + random.below(400));
        changes[key] =
            random.one_in(5)
                ? std::nullopt
                : std::optional(std::string(random.below(90), static_cast<char>('A' + round)));
      }
      std::vector<KeyValueChange> order;
      for (const auto& [key, value] : changes) order.push_back({key, value});
      for (std::size_t i = random.one_in(2) ? order.size() : 0; i > 1; --i) {
        std::swap(order[i - 1], order[random.below(i)]);
      }
      const auto batch = store->start_batch();
      for (const KeyValueChange& change : order) batch->change(change);
      batch->commit();
      for (const auto& [key, value] : changes) {
        expected.erase(key);
        if (value) expected[key] = *value;
      }
      std::map<std::string, std::string> found;
      store->scan("",
                  [&](std::string_view key, std::string_view value) { found.emplace(key, value); });
      ASSERT_EQ(found, expected) << "seed " << seed << ", round " << round;
    }
  }
}

// A first ingest leaves more tables than begin a merge. They do not overlap, also not those of a
// family whose keys come in no order: they are moved, not merged, and stay as many.
TEST(Persistence, TheTablesOfALargeBatchAreNotWrittenTwice) {
  constexpr int kFamilies = 12;
  constexpr int kKeys = 400;
  const TempDir directory;
  const auto store = open_rocksdb((directory / "store").string(), Access::read_write, 20'000);
  Random random(8);
  const auto batch = store->start_batch();
  for (int n = 0; n < kKeys; ++n) {
    for (int f = 0; f < kFamilies; ++f) {
      const bool has_no_order = f % 3 == 0;
      const auto key = has_no_order ? random.below(1'000'000'000) : 1000U + n;
      batch->change({static_cast<char>('a' + f) + std::to_string(key), noise(random, 40)});
    }
  }
  batch->commit();
  EXPECT_EQ(files_of(directory / "store", ".sst").size(), kFamilies);
}

TEST(Persistence, ABatchThatIsNotCommittedLeavesNothing) {
  const TempDir directory;
  const auto store = open_rocksdb((directory / "store").string(), Access::read_write, 10);
  {
    const auto batch = store->start_batch();
    for (int n = 0; n < 100; ++n) batch->change({std::to_string(1000 + n), std::string(50, 'x')});
  }
  store->scan("", [](std::string_view key, std::string_view) { ADD_FAILURE() << key; });
  for (const auto& entry : fs::directory_iterator(directory / "store")) {
    EXPECT_FALSE(entry.path().filename().string().starts_with("incoming")) << entry.path();
  }
}

TEST(Persistence, AReaderSeesTheStoreAsItWasWhenItOpened) {
  const TempDir directory;
  Store writer = open(directory / "store", Access::read_write);
  writer.apply(crash_batch(0));
  const std::string before = dump(writer);
  const Store reader = open(directory / "store", Access::read_only);
  // Enough batches for files to be merged and deleted behind the reader's back.
  for (int n = 1; n < 20; ++n) writer.apply(crash_batch(n));
  EXPECT_EQ(dump(reader), before);
  EXPECT_EQ(dump(open(directory / "store", Access::read_only)), dump(writer));
}

TEST(Persistence, ASecondWriterIsToldWhoWrites) {
  const TempDir directory;
  std::optional<Store> writer = open(directory / "store", Access::read_write);
  const std::string message = refusal(directory / "store", Access::read_write);
  EXPECT_TRUE(contains(message, "process " + std::to_string(::getpid()) + ")")) << message;
  EXPECT_TRUE(contains(message, (directory / "store").string())) << message;
  put(*writer, "a.md", "Ann works_at Acme");  // the first one is not disturbed
  writer.reset();
  EXPECT_EQ(refusal(directory / "store", Access::read_write), "");
}

TEST(Persistence, AMissingStoreIsNotCreatedByAReader) {
  const TempDir directory;
  const std::string message = refusal(directory / "store", Access::read_only);
  EXPECT_TRUE(contains(message, (directory / "store").string())) << message;
  EXPECT_TRUE(contains(message, "rapport ingest")) << message;
  EXPECT_FALSE(fs::exists(directory / "store"));
}

TEST(Persistence, APlaceThatIsNoDirectoryIsRefused) {
  const TempDir directory;
  std::ofstream(directory / "store") << "a file";
  EXPECT_TRUE(
      contains(refusal(directory / "store", Access::read_write), "cannot create the store"));
  EXPECT_TRUE(contains(refusal(directory / "store", Access::read_only), "there is no store"));
}

TEST(Persistence, AnotherFormatIsRefusedWithBothVersionsAndTheRemedy) {
  const TempDir directory;
  put(*std::make_unique<Store>(open(directory / "store", Access::read_write)), "a.md",
      "Ann works_at Acme");
  for (const std::uint32_t format : {0U, kStoreFormat + 1, 4'000'000'000U}) {
    Encoder meta;
    meta.varint(format);
    meta.string("what the future holds");
    open_rocksdb((directory / "store").string(), Access::read_write)
        ->write({{key_of(Family::meta), meta.bytes()}});
    for (const Access access : {Access::read_only, Access::read_write}) {
      const std::string message = refusal(directory / "store", access);
      for (const std::string& part :
           {"format " + std::to_string(format), "format " + std::to_string(kStoreFormat),
            std::string("`rapport ingest --rebuild`"), (directory / "store").string()}) {
        EXPECT_TRUE(contains(message, part)) << part << " is not in: " << message;
      }
    }
  }
}

// Else its content would be taken for nothing, and written beside.
TEST(Persistence, AStoreThatDoesNotTellItsFormatIsNoEmptyOne) {
  const TempDir directory;
  {
    Store store = open(directory / "store", Access::read_write);
    put(store, "a.md", "Ann works_at Acme");
  }
  open_rocksdb((directory / "store").string(), Access::read_write)
      ->write({{key_of(Family::meta), std::nullopt}});
  for (const Access access : {Access::read_only, Access::read_write}) {
    const std::string message = refusal(directory / "store", access);
    EXPECT_TRUE(contains(message, "does not tell its format")) << message;
    EXPECT_TRUE(contains(message, "`rapport ingest --rebuild`")) << message;
  }
}

TEST(Persistence, AValueThatDoesNotDecodeIsDamageAndSaysSo) {
  const TempDir directory;
  {
    Store store = open(directory / "store", Access::read_write);
    put(store, "a.md", "Ann works_at Acme");
  }
  open_rocksdb((directory / "store").string(), Access::read_write)
      ->write({{key_of(Family::adjacency, 0), "\xFF\xFF"}, {key_of(Family::name), "short key"}});
  const Store store = open(directory / "store", Access::read_only);
  try {
    store.arcs(0);
    FAIL() << "damage was not noticed";
  } catch (const StoreError& e) {
    EXPECT_TRUE(contains(e.what(), "damaged")) << e.what();
    EXPECT_TRUE(contains(e.what(), "rapport ingest --rebuild")) << e.what();
    EXPECT_TRUE(contains(e.what(), directory.path().string())) << e.what();
  }
  EXPECT_THROW(dump(store), StoreError);
}

TEST(Persistence, KeepsItsFilesForTheirOwner) {
  const TempDir directory;
  {
    Store store = open(directory / "store", Access::read_write);
    for (int n = 0; n < 3; ++n) store.apply(crash_batch(n));
  }
  const auto mode = [](const fs::path& path) {
    return static_cast<unsigned>(fs::status(path).permissions()) & 0777U;
  };
  EXPECT_EQ(mode(directory / "store"), 0700U);
  for (const auto& entry : fs::directory_iterator(directory / "store")) {
    if (entry.file_size() == 0) continue;  // RocksDB's LOCK
    EXPECT_EQ(mode(entry.path()) & 0077U, 0U) << entry.path().filename();
  }
}

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// Damages each file of a store in turn with `damage` and expects that reading it is refused or
// shows all that was there: never a smaller graph.
void expect_found_or_harmless(
    const std::string& extension, int batches, std::size_t places,
    const std::function<std::string(const std::string& bytes, std::size_t at)>& damage) {
  const TempDir directory;
  std::string expected;
  {
    Store store = open(directory / "store", Access::read_write);
    for (int n = 0; n < batches; ++n) store.apply(crash_batch(n));
    expected = dump(store);
  }
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(directory / "store")) {
    const std::string name = entry.path().filename().string();
    if (name.find(extension) != std::string::npos) files.push_back(entry.path());
  }
  ASSERT_FALSE(files.empty());
  for (const fs::path& file : files) {
    const std::string bytes = content_of(file);
    const std::size_t step = std::max<std::size_t>(1, bytes.size() / places);
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      std::ofstream(file, std::ios::binary) << damage(bytes, at);
      try {
        EXPECT_EQ(dump(open(directory / "store", Access::read_only)), expected)
            << file.filename() << " at " << at << " of " << bytes.size();
      } catch (const StoreError&) {
      }
    }
    std::ofstream(file, std::ios::binary) << bytes;
  }
}

std::string flipped(const std::string& bytes, std::size_t at) {
  std::string damaged = bytes;
  damaged[at] = static_cast<char>(damaged[at] ^ 0x10);
  return damaged;
}

TEST(Persistence, AFlippedBitIsFoundOrHarmless) {
  for (const char* extension : {".sst", "CURRENT", "MANIFEST", ".log", "OPTIONS"}) {
    expect_found_or_harmless(extension, 9, 60, flipped);
  }
}

TEST(Persistence, ATruncatedTableIsFoundOrHarmless) {
  // A MANIFEST without its end is a sound list of older tables: the sequence file tells.
  const auto cut = [](const std::string& bytes, std::size_t at) { return bytes.substr(0, at); };
  for (const char* extension : {".sst", "MANIFEST"}) {
    expect_found_or_harmless(extension, 9, 20, cut);
  }
  // A first batch meets no older key, yet must have a number that can be missed.
  expect_found_or_harmless("MANIFEST", 1, 20, cut);
}

}  // namespace
}  // namespace rapport
