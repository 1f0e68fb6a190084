#include "tools/hyperlink.h"

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

TEST(Hyperlink, IsForTerminalsThatKnowIt) {
  struct {
    std::map<std::string, std::string> variables;
    bool knows;
  } const cases[] = {
      {{}, false},
      {{{"TERM", "xterm-256color"}}, false},
      {{{"TERM", "linux"}}, false},
      {{{"TERM", "xterm-kitty"}}, true},
      {{{"TERM", "dumb"}, {"VTE_VERSION", "7003"}}, false},
      {{{"TERM", "xterm-256color"}, {"VTE_VERSION", "7003"}}, true},
      {{{"TERM", "xterm-256color"}, {"VTE_VERSION", "5000"}}, false},
      {{{"TERM", "xterm-256color"}, {"VTE_VERSION", "4602"}}, false},
      {{{"TERM_PROGRAM", "iTerm.app"}, {"TERM_PROGRAM_VERSION", "3.4.19"}}, true},
      {{{"TERM_PROGRAM", "iTerm.app"}, {"TERM_PROGRAM_VERSION", "2.9"}}, false},
      {{{"TERM_PROGRAM", "vscode"}, {"TERM_PROGRAM_VERSION", "1.94.2"}}, true},
      {{{"TERM_PROGRAM", "vscode"}, {"TERM_PROGRAM_VERSION", "1.71.0"}}, false},
      {{{"TERM_PROGRAM", "Apple_Terminal"}, {"TERM_PROGRAM_VERSION", "447"}}, false},
      {{{"TERM_PROGRAM", "WezTerm"}}, true},
      {{{"KITTY_WINDOW_ID", "1"}}, true},
      {{{"WT_SESSION", "2c6f"}}, true},
      {{{"KONSOLE_VERSION", "220401"}}, true},
      {{{"KONSOLE_VERSION", "190801"}}, false},
      // Inside a multiplexer its own word counts, not that of the terminal around it.
      {{{"TMUX", "/tmp/t,1,0"}, {"TERM", "screen"}, {"VTE_VERSION", "7003"}}, false},
      {{{"TMUX", "/tmp/t,1,0"}, {"TERM_PROGRAM", "tmux"}, {"TERM_PROGRAM_VERSION", "3.3a"}}, false},
      {{{"TMUX", "/tmp/t,1,0"}, {"TERM_PROGRAM", "tmux"}, {"TERM_PROGRAM_VERSION", "3.4"}}, true},
      {{{"STY", "1.pts"}, {"TERM", "screen.xterm-256color"}, {"KITTY_WINDOW_ID", "1"}}, false},
  };
  for (const auto& c : cases) {
    std::string text;
    for (const auto& [name, value] : c.variables) text += name + "=" + value + " ";
    EXPECT_EQ(knows_hyperlinks([&](const char* name) {
                const auto found = c.variables.find(name);
                return found == c.variables.end() ? std::string{} : found->second;
              }),
              c.knows)
        << text;
  }
}

TEST(Hyperlink, OpensTheNoteInObsidianOrAsAFile) {
  const testing::TempDir folder;
  Settings settings;
  settings.vault = (folder / "My vault;x").string();
  fs::create_directories(settings.vault);
  EXPECT_FALSE(note_uri(settings)) << "links are off";
  settings.hyperlinks = true;
  const std::string file = note_uri(settings)("People/Zoë & \x1b]8;;x\x07\"<b>.md");
  EXPECT_TRUE(file.starts_with("file://")) << file;
  EXPECT_TRUE(
      file.ends_with("/My%20vault%3Bx/People/Zo%C3%AB%20%26%20%1B%5D8%3B%3Bx%07%22%3Cb%3E.md"))
      << file;
  fs::create_directories(fs::path(settings.vault) / ".obsidian");
  EXPECT_EQ(note_uri(settings)("People/Ann Lee.md"),
            "obsidian://open?vault=My%20vault%3Bx&file=People%2FAnn%20Lee.md");
  EXPECT_EQ(note_uri(settings)("Ann Lee"), "") << "no note of its own";
  settings.vault.clear();
  EXPECT_FALSE(note_uri(settings)) << "only a store is known";
}

TEST(Hyperlink, IsInAllThatNamesNotesAndInNoFile) {
  const testing::TempDir folder;
  fs::copy(fs::path(RAPPORT_TEST_VAULTS) / "sample", folder / "sample",
           fs::copy_options::recursive);
  const std::string program = "rapport --vault sample --db store --as-of 2026-01-16 ";
  const auto run = [&](const std::string& arguments) {
    return run_shell(program + arguments, folder.path().string()).out;
  };
  run("ingest -q");
  const std::regex link("\x1b\\]8;;[!-~]*\x1b\\\\");
  for (const char* verb : {"who 'Victor Han'", "show 'Dana Ruiz'", "stale", "list meetings",
                           "list tasks", "check", "coverage 'Kestrel Grid'"}) {
    const std::string bare = run(verb);
    EXPECT_EQ(bare.find('\x1b'), std::string::npos) << verb;
    const std::string linked = run(std::string(verb) + " --hyperlink always");
    EXPECT_NE(linked.find("\x1b]8;;obsidian://open?vault=sample&file="), std::string::npos) << verb;
    EXPECT_EQ(std::regex_replace(linked, link, ""), bare) << verb;
  }
  run("list meetings --hyperlink always -o meetings.txt");
  std::ostringstream text;
  text << std::ifstream(folder / "meetings.txt").rdbuf();
  EXPECT_GT(text.str().size(), 1000U);
  EXPECT_EQ(text.str().find('\x1b'), std::string::npos);
}

}  // namespace
}  // namespace rapport
