#include "tools/vault_file.h"

#include <filesystem>
#include <fstream>
#include <random>

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
    const fs::path& root = folder.path();
    std::ofstream(root / "f") << before;
    std::ofstream(root / "d") << unified_diff("f", before, after);
    const auto result = run_shell("patch -s f d && cat f", root.string());
    EXPECT_EQ(result.out, after) << before << "->\n" << after << result.err;
  }
}

class VaultFile : public ::testing::Test {
 protected:
  VaultFile() { settings_.vault = fs::path(folder_.path()).string(); }

  testing::TempDir folder_;
  Settings settings_;
};

TEST_F(VaultFile, IsReplacedWholeAndStaysForWhomItWas) {
  EXPECT_EQ(read_vault_file(settings_, ".rapport.yaml"), "");
  write_vault_file(settings_, ".rapport.yaml", "me: Ann\n");
  EXPECT_EQ(read_vault_file(settings_, ".rapport.yaml"), "me: Ann\n");
  const fs::path file = fs::path(settings_.vault) / ".rapport.yaml";
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  write_vault_file(settings_, ".rapport.yaml", "me: Bob\n");
  EXPECT_EQ(read_vault_file(settings_, ".rapport.yaml"), "me: Bob\n");
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  std::size_t files = 0;
  for (const auto& entry : fs::directory_iterator(settings_.vault)) files += entry.exists();
  EXPECT_EQ(files, 1U);  // no temporary one is left
}

TEST_F(VaultFile, IsNoLink) {
  const testing::TempDir elsewhere;
  const fs::path target = fs::path(elsewhere.path()) / "x.yaml";
  std::ofstream(target) << "me: Eve\n";
  fs::create_symlink(target, fs::path(settings_.vault) / ".rapport.yaml");
  EXPECT_THROW(read_vault_file(settings_, ".rapport.yaml"), UsageError);
  EXPECT_THROW(write_vault_file(settings_, ".rapport.yaml", "me: Ann\n"), UsageError);
}

}  // namespace
}  // namespace rapport
