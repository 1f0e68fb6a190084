#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tests/tools/terminal.h"

// The pager as a process on a terminal; how less looks there is in tests/tools/terminal_test.

namespace rapport {
namespace {

namespace fs = std::filesystem;

class Pager : public ::testing::Test {
 protected:
  void SetUp() override {
    write("vault/.rapport.yaml", "me: Ann Lee\n");
    write("vault/2026-01-05 - Sync.md",
          "---\ntype: meeting\nattendees: [Ann Lee, Bob Ray]\n---\n- ✅ Ship it.\n");
    run_shell("rapport --vault vault --db store ingest -q", root());
  }
  std::string root() const { return folder_.path().string(); }
  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((folder_.path() / file).parent_path());
    std::ofstream(folder_.path() / file, std::ios::binary) << text;
  }
  std::string read(const std::string& file) const {
    std::ostringstream text;
    text << std::ifstream(folder_.path() / file, std::ios::binary).rdbuf();
    return text.str();
  }
  // On a terminal whose size nobody knows: whatever is shown is too long for it.
  ProcessResult shown(const std::string& variables, const std::string& arguments) const {
    return run_on_terminal(
        "TERM=xterm " + variables + " rapport --vault vault --db store " + arguments, root(), "");
  }

  testing::TempDir folder_;
};

TEST_F(Pager, IsTheOneThatIsSet) {
  struct {
    const char* variables;
    const char* used;  // which of the two, if any
  } const cases[] = {
      {"RAPPORT_PAGER='cat > ours' PAGER='cat > theirs'", "ours"},
      {"PAGER='cat > theirs'", "theirs"},
      {"RAPPORT_PAGER= PAGER='cat > theirs'", ""},
      {"RAPPORT_PAGER=cat PAGER='cat > theirs'", ""},
      {"TERM=dumb RAPPORT_PAGER='cat > ours'", ""},
  };
  for (const auto& c : cases) {
    fs::remove(folder_ / "ours");
    fs::remove(folder_ / "theirs");
    const ProcessResult result = shown(c.variables, "list people");
    EXPECT_EQ(result.exit_code, 0) << c.variables;
    const std::string used = c.used;
    for (const char* file : {"ours", "theirs"}) {
      EXPECT_EQ(read(file).find("Bob Ray") != std::string::npos, file == used) << c.variables;
    }
    EXPECT_EQ(result.out.find("Bob Ray") != std::string::npos, used.empty()) << result.out;
  }
}

TEST_F(Pager, GetsItsOptionsUnlessTheUserHasSetThem) {
  shown("RAPPORT_PAGER='echo $LESS $LV > set; cat > /dev/null'", "list people");
  EXPECT_EQ(read("set"), "FRX -c\n");
  shown("LESS=i LV=x RAPPORT_PAGER='echo $LESS $LV > set; cat > /dev/null'", "list people");
  EXPECT_EQ(read("set"), "i x\n");
}

TEST_F(Pager, IsForATerminalOnly) {
  const std::string pager = "RAPPORT_PAGER='cat > ours'";
  EXPECT_NE(shown(pager, "list people --no-pager").out.find("Bob Ray"), std::string::npos);
  EXPECT_NE(shown(pager, "list people --format json | cat").out.find("Bob Ray"), std::string::npos);
  shown(pager, "list people -o people.md");
  EXPECT_NE(read("people.md").find("Bob Ray"), std::string::npos);
  EXPECT_FALSE(fs::exists(folder_ / "ours"));
  // A picture is no text.
  const ProcessResult picture = shown(pager, "export --graph people --format png");
  EXPECT_FALSE(picture.exit_code == 0 && fs::exists(folder_ / "ours"));
}

TEST_F(Pager, MayLeaveBeforeTheEnd) {
  std::string tasks;
  for (int i = 0; i < 5000; ++i) tasks += "- [ ] a task of which there are very many\n";
  write("vault/tasks.md", tasks);
  run_shell("rapport --vault vault --db store ingest -q", root());
  const ProcessResult result = shown("RAPPORT_PAGER='head -n 1'", "list tasks; echo ended $?");
  EXPECT_NE(result.out.find("ended 0"), std::string::npos) << result.out;
  EXPECT_EQ(result.out.find("cannot write"), std::string::npos) << result.out;
}

TEST_F(Pager, IsDoneWithoutWhenThereIsNone) {
  const ProcessResult result = shown("RAPPORT_PAGER=no-such-pager", "list people");
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_NE(result.out.find("Bob Ray"), std::string::npos) << result.out;
}

}  // namespace
}  // namespace rapport
