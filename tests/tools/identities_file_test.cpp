#include "tools/identities_file.h"

#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tools/errors.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

TEST(UnifiedDiff, ShowsWhatComesAndGoes) {
  struct {
    const char* before;
    const char* after;
    const char* diff;
  } const cases[] = {
      {"a\nb\n", "a\nb\n", ""},
      {"", "a\nb\n", "--- f\n+++ f\n@@ -0,0 +1,2 @@\n+a\n+b\n"},
      {"a\n", "", "--- f\n+++ f\n@@ -1,1 +0,0 @@\n-a\n"},
      {"1\n2\n3\n4\n5\n", "1\n2\n3\n4\n5\n6\n", "--- f\n+++ f\n@@ -3,3 +3,4 @@\n 3\n 4\n 5\n+6\n"},
      {"1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n6\n7\n8\n9\n",
       "--- f\n+++ f\n@@ -2,7 +2,6 @@\n 2\n 3\n 4\n-5\n 6\n 7\n 8\n"},
      {"a\na\n", "a\na\na\n", "--- f\n+++ f\n@@ -1,2 +1,3 @@\n a\n a\n+a\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(unified_diff("f", c.before, c.after), c.diff) << c.after;
}

// `patch` makes of the one text the other.
TEST(UnifiedDiff, IsWhatPatchTakes) {
  if (run_shell("patch --version", ".").exit_code != 0) GTEST_SKIP() << "no patch here";
  const testing::TempDir folder;
  std::mt19937 random(3);
  const auto text = [&] {
    std::string lines;
    for (auto n = random() % 9; n > 0; --n) lines += fmt::format("{}\n", random() % 3);
    return lines;
  };
  for (int round = 0; round < 30; ++round) {
    const std::string before = text();
    const std::string after = text();
    if (before == after || before.empty() || after.empty()) continue;
    const fs::path root = folder.path();
    std::ofstream(root / "f") << before;
    std::ofstream(root / "d") << unified_diff("f", before, after);
    const auto result = run_shell("patch -s f d && cat f", root.string());
    EXPECT_EQ(result.out, after) << before << "->\n" << after << result.err;
  }
}

class SideFile : public ::testing::Test {
 protected:
  SideFile() {
    settings_.vault = fs::path(folder_.path()).string();
    settings_.identities = ".rapport/identities.yaml";
  }
  fs::path root() const { return folder_.path(); }
  std::string text() const {
    std::ostringstream bytes;
    bytes << std::ifstream(root() / settings_.identities).rdbuf();
    return bytes.str();
  }

  testing::TempDir folder_;
  Settings settings_;
};

TEST_F(SideFile, IsMadeWithItsFolderAndReadAgain) {
  EXPECT_TRUE(read_identities(settings_).identities.verdicts().empty());
  write_identities(settings_, "verdicts:\n  - merge: [a, b]\n");
  EXPECT_EQ(read_identities(settings_).identities.verdicts().size(), 1U);
  EXPECT_EQ(text(), "verdicts:\n  - merge: [a, b]\n");
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(root() / ".rapport")) files += entry.exists();
  EXPECT_EQ(files, 1U);  // no temporary one is left
}

TEST_F(SideFile, IsNeverWrittenThroughALink) {
  const testing::TempDir elsewhere;
  fs::create_directory_symlink(elsewhere.path(), root() / ".rapport");
  EXPECT_THROW(write_identities(settings_, "verdicts:\n"), UsageError);
  EXPECT_THROW(read_identities(settings_), UsageError);
  EXPECT_TRUE(fs::is_empty(elsewhere.path()));
}

TEST_F(SideFile, ThatIsNoFileIsRefused) {
  fs::create_directories(root() / settings_.identities);
  EXPECT_THROW(read_identities(settings_), UsageError);
}

}  // namespace
}  // namespace rapport
