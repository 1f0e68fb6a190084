#include "tools/identities_file.h"

#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tools/errors.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

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
