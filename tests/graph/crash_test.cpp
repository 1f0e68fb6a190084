#include <csignal>
#include <filesystem>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "graph/store.h"
#include "tests/graph/crash_script.h"
#include "tests/graph/invariants.h"
#include "tests/support/dump.h"
#include "tests/support/temp_dir.h"

// A writer that dies anywhere leaves the store as it was before its batch or as it is after it.

namespace rapport {
namespace {

namespace fs = std::filesystem;
using testing::crash_batch;
using testing::dump;
using testing::TempDir;
using testing::violations;

// How crash_writer.cpp ended: "exit 0", "signal 9"...
std::string run_writer(const fs::path& directory, int first, int last, std::uint64_t bytes,
                       const std::string& mode, std::size_t most_buffered) {
  std::vector<std::string> words = {CRASH_WRITER,
                                    directory.string(),
                                    std::to_string(first),
                                    std::to_string(last),
                                    std::to_string(bytes),
                                    mode,
                                    std::to_string(most_buffered)};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (::posix_spawn(&child, CRASH_WRITER, nullptr, nullptr, arguments.data(), environ) != 0) {
    return "not started";
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                             : "exit " + std::to_string(WEXITSTATUS(status));
}

// dumps[n]: after the first n batches.
std::vector<std::string> expected_dumps(int batches) {
  Store store = Store::in_memory();
  std::vector<std::string> dumps = {dump(store)};
  for (int n = 0; n < batches; ++n) {
    store.apply(crash_batch(n));
    dumps.push_back(dump(store));
  }
  return dumps;
}

std::string dump_at(const fs::path& directory, Access access) {
  const Store store = Store::open(directory.string(), access);
  EXPECT_EQ(violations(store), "");
  return dump(store);
}

constexpr int kBatches = 3;

int tables_left_in(const fs::path& directory) {
  int tables = 0;
  for (const auto& entry : fs::directory_iterator(directory)) {
    tables += entry.path().filename().string().starts_with("incoming") ? 1 : 0;
  }
  return tables;
}

// Opens what a crash left, says how many batches it holds, and goes on with the rest.
void expect_before_or_after(const fs::path& directory, int before,
                            const std::vector<std::string>& dumps, const std::string& context) {
  const std::string found = dump_at(directory, Access::read_write);
  EXPECT_EQ(tables_left_in(directory), 0) << context;  // half a table is swept away
  const bool is_before = found == dumps[static_cast<std::size_t>(before)];
  const bool is_after = found == dumps[static_cast<std::size_t>(before) + 1];
  ASSERT_TRUE(is_before || is_after) << context << "\n" << found;
  EXPECT_EQ(dump_at(directory, Access::read_only), found) << context;
  Store store = Store::open(directory.string(), Access::read_write);
  store.apply(crash_batch(before));  // putting sources twice changes nothing
  EXPECT_EQ(dump(store), dumps[static_cast<std::size_t>(before) + 1]) << context;
}

std::uint64_t largest_file(const fs::path& directory) {
  std::uint64_t largest = 0;
  for (const auto& entry : fs::directory_iterator(directory)) {
    if (entry.is_regular_file()) largest = std::max<std::uint64_t>(largest, entry.file_size());
  }
  return largest;
}

// A store of kBatches batches and how large files get when one more is applied. The parameter is
// how much of a batch waits in memory: all of it, or next to nothing, so that it is many tables.
class Crash : public ::testing::TestWithParam<std::size_t> {
 protected:
  Crash() : dumps_(expected_dumps(kBatches + 1)) {
    EXPECT_EQ(run_writer(original_ / "store", 0, kBatches, 0, "close"), "exit 0");
  }

  static std::string run_writer(const fs::path& directory, int first, int last, std::uint64_t bytes,
                                const std::string& mode) {
    return rapport::run_writer(directory, first, last, bytes, mode, GetParam());
  }

  fs::path fresh_copy(const TempDir& directory) const {
    fs::copy(original_ / "store", directory / "store", fs::copy_options::recursive);
    return directory / "store";
  }

  // Limits at which a write of the next batch, or the opening before it, is cut.
  std::vector<std::uint64_t> limits() const {
    const TempDir directory;
    const fs::path copy = fresh_copy(directory);
    EXPECT_EQ(run_writer(copy, kBatches, kBatches + 1, 0, "kill"), "signal 9");
    const std::uint64_t largest = largest_file(copy) * 2;
    std::vector<std::uint64_t> limits;
    for (std::uint64_t bytes = 1; bytes < largest; bytes += 1 + bytes / 3) limits.push_back(bytes);
    return limits;
  }

  TempDir original_;
  std::vector<std::string> dumps_;
};

TEST_P(Crash, AtAByteOfAWriteLeavesTheStoreBeforeOrAfterTheBatch) {
  int killed = 0;
  for (const std::uint64_t bytes : limits()) {
    const TempDir directory;
    const fs::path copy = fresh_copy(directory);
    const std::string end = run_writer(copy, kBatches, kBatches + 1, bytes, "die");
    const std::string context = std::to_string(bytes) + " bytes: " + end;
    ASSERT_TRUE(end == "exit 0" || end == "signal " + std::to_string(SIGXFSZ)) << context;
    killed += end == "exit 0" ? 0 : 1;
    expect_before_or_after(copy, kBatches, dumps_, context);
  }
  EXPECT_GE(killed, 15);
}

// Limits on bytes are met by the largest file; this also dies between its last byte and the step
// that makes it part of the store, and between that and the record of it.
TEST_P(Crash, BetweenTwoStepsLeavesTheStoreBeforeOrAfterTheBatch) {
  int tables_left = 0;
  std::vector<int> ends(2, 0);  // how often the batch was not there, and was
  std::string end;
  for (std::uint64_t step = 1; end != "exit 0"; ++step) {
    ASSERT_LT(step, 1'000U);
    const TempDir directory;
    const fs::path copy = fresh_copy(directory);
    end = run_writer(copy, kBatches, kBatches + 1, step, "step");
    const std::string context = "step " + std::to_string(step) + ": " + end;
    ASSERT_TRUE(end == "exit 0" || end == "signal " + std::to_string(SIGKILL)) << context;
    const bool is_there = dump_at(copy, Access::read_only) != dumps_[kBatches];
    tables_left += tables_left_in(copy);
    // Threads of the database take steps, too: a later step may come before the batch is there.
    ++ends[is_there ? 1 : 0];
    expect_before_or_after(copy, kBatches, dumps_, context);
  }
  EXPECT_GE(ends[0], 10);
  EXPECT_GE(ends[1], 3);
  EXPECT_GE(tables_left, 3);
}

TEST_P(Crash, OfTheFirstBatchLeavesAStoreThatOpens) {
  for (const std::uint64_t bytes : limits()) {
    const TempDir directory;
    const fs::path fresh = directory / "store";
    const std::string end = run_writer(fresh, 0, 1, bytes, "die");
    expect_before_or_after(fresh, 0, dumps_, std::to_string(bytes) + " bytes: " + end);
  }
}

TEST_P(Crash, IsNotWhatAFullDiskComesTo) {
  int failed = 0;
  for (const std::uint64_t bytes : limits()) {
    const TempDir directory;
    const fs::path copy = fresh_copy(directory);
    const std::string end = run_writer(copy, kBatches, kBatches + 1, bytes, "fail");
    const std::string context = std::to_string(bytes) + " bytes: " + end;
    ASSERT_TRUE(end == "exit 0" || end == "exit 4") << context;
    failed += end == "exit 4" ? 1 : 0;
    expect_before_or_after(copy, kBatches, dumps_, context);
  }
  EXPECT_GE(failed, 15);
}

TEST_P(Crash, BetweenBatchesLosesNone) {
  for (int last = 1; last <= kBatches; ++last) {
    const TempDir directory;
    const fs::path fresh = directory / "store";
    ASSERT_EQ(run_writer(fresh, 0, last, 0, "kill"), "signal " + std::to_string(SIGKILL));
    EXPECT_EQ(dump_at(fresh, Access::read_only), dumps_[static_cast<std::size_t>(last)]);
    EXPECT_EQ(dump_at(fresh, Access::read_write), dumps_[static_cast<std::size_t>(last)]);
  }
}

INSTANTIATE_TEST_SUITE_P(OfABatch, Crash, ::testing::Values(kMostBuffered, 200U),
                         [](const auto& test) {
                           return test.param == kMostBuffered ? std::string("InOneTable")
                                                              : std::string("InManyTables");
                         });

}  // namespace
}  // namespace rapport
