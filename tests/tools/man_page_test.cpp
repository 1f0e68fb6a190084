#include "tools/man_page.h"

#include <algorithm>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <vector>

#include <CLI/CLI.hpp>
#include <gtest/gtest.h>

#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"

namespace rapport {
namespace {

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
  return text;
}

// What a line of the page says to its reader.
std::string read_roff(std::string text) {
  for (const auto& [roff, plain] :
       std::vector<std::pair<std::string, std::string>>{{"\\-", "-"},
                                                        {"\\(aq", "'"},
                                                        {"\\(ga", "`"},
                                                        {"\\(ha", "^"},
                                                        {"\\(ti", "~"},
                                                        {"\\(dq", "\""},
                                                        {"\\&", ""},
                                                        {"\\fB", ""},
                                                        {"\\fR", ""},
                                                        {"\\(rs", "\\"}}) {
    text = replaced(text, roff, plain);
  }
  return text;
}

std::string squeezed(const std::string& text) {
  std::istringstream in(text);
  std::string line;
  for (std::string word; in >> word;) line += (line.empty() ? "" : " ") + word;
  return line;
}

// The part of a help under "TITLE:", one entry a line: what stands left, and its description.
std::vector<std::string> entries(const std::string& help, const std::string& title) {
  std::vector<std::string> found;
  std::istringstream in(help);
  bool is_inside = false;
  for (std::string line; std::getline(in, line);) {
    if (line == title + ":") {
      is_inside = true;
    } else if (is_inside && line.starts_with("   ")) {
      found.back() += line;  // the description of a long name stands below it
    } else if (is_inside && line.starts_with("  ")) {
      found.push_back(line);
    } else {
      is_inside = false;
    }
  }
  return found;
}

struct Section {
  std::string command;  // "review accept"
  std::string text;
};

// The sections of the page that stand for verbs; what stands before them is that of no verb.
std::vector<Section> sections(const std::string& page) {
  std::vector<Section> found = {{"", ""}};
  std::istringstream in(page);
  for (std::string line; std::getline(in, line);) {
    line = read_roff(line);
    if (line.starts_with(".SS rapport ")) {
      found.push_back({line.substr(12, line.find(" [") - 12), ""});
    }
    found.back().text += line + "\n";
  }
  return found;
}

class ManPage : public ::testing::Test {
 protected:
  ProcessResult shell(const std::string& command) {
    return run_shell(command, folder_.path().string());
  }

  // What groff makes of a page, and what it warns of.
  ProcessResult typeset(const std::string& page) {
    std::ofstream(folder_ / "page.1", std::ios::binary) << page;
    return shell("groff -man -Tutf8 -ww -P-c -P-b -P-o -P-u page.1");
  }
  bool has_groff() { return shell("groff --version").exit_code == 0; }

  // Holds the help of `command` against its section, then the verbs that it lists.
  void expect_all_of(const std::string& command, const std::vector<Section>& page,
                     std::set<std::string>& seen) {
    const std::string help = shell("rapport help " + command).out;
    const auto section = std::find_if(page.begin(), page.end(),
                                      [&](const Section& s) { return s.command == command; });
    ASSERT_NE(section, page.end()) << "no section '" << command << "'";
    seen.insert(command);
    const std::string text = squeezed(section->text);
    for (const char* title : {"Positionals", "Options"}) {
      for (const std::string& entry : entries(help, title)) {
        // Every verb's --help is said once.
        if (!command.empty() && entry.starts_with("  -h,--help")) continue;
        EXPECT_TRUE(holds(text, squeezed(entry))) << command << ":" << entry;
      }
    }
    for (const std::string& entry : entries(help, "Subcommands")) {
      const std::string verb = entry.substr(2, entry.find(' ', 2) - 2);
      expect_all_of(command.empty() ? verb : command + " " + verb, page, seen);
    }
    std::istringstream examples(help.substr(help.find("Examples:")));
    for (std::string line; std::getline(examples, line) && !command.empty();) {
      if (line.starts_with("  rapport ")) {
        EXPECT_TRUE(holds(section->text, line.substr(2) + "\n")) << command << ":" << line;
      }
    }
  }

  testing::TempDir folder_;
};

TEST_F(ManPage, SaysOfEveryVerbAllThatItsHelpSays) {
  const ProcessResult man = shell("rapport man");
  ASSERT_EQ(man.exit_code, 0) << man.err;
  const auto page = sections(man.out);
  std::set<std::string> seen;
  const std::string help = shell("rapport --help").out;
  for (const std::string& entry : entries(help, "Options")) {
    EXPECT_TRUE(holds(squeezed(page.front().text), squeezed(entry))) << entry;
  }
  for (const std::string& entry : entries(help, "Subcommands")) {
    expect_all_of(entry.substr(2, entry.find(' ', 2) - 2), page, seen);
  }
  EXPECT_EQ(seen.size() + 1, page.size()) << "a section of a verb that no help lists";
  EXPECT_TRUE(seen.contains("review accept"));
  EXPECT_FALSE(seen.contains("man"));
}

TEST_F(ManPage, IsTypesetWithoutWarning) {
  if (!has_groff()) GTEST_SKIP() << "groff is not installed: the page was not typeset";
  const ProcessResult page = typeset(shell("rapport man").out);
  EXPECT_EQ(page.err, "");
  EXPECT_TRUE(holds(page.out, "    rapport who \"Victor Han\" --explain\n")) << page.out;
  const ProcessResult broken = typeset(".TH X 1\n.SH NAME\n.nosuchmacro\n");
  EXPECT_NE(broken.err, "") << "groff warns of nothing";
}

TEST_F(ManPage, ShowsWhatRoffWouldTakeForCommands) {
  CLI::App app{"rapport: .so hostile"};
  CLI::App* verb = app.add_subcommand("verb", ".so /etc/passwd");
  verb->add_option("--name", "'quoted' \\fBback\\slash\\n ~ ^ ` \"x y\" Zoë")->type_name("\\N'1'");
  verb->add_flag("--lines")->description("two\n.TH lines");
  verb->footer("Examples:\n  .so a\\\n  'b --c\n\n.de X\nfooter\nof all");
  app.footer("'ti none\n");
  const std::string page = man_page(app, "of all");
  for (const char* command : {"\n.so", "\n'", "\n.de", "\n.TH l"}) {
    EXPECT_FALSE(holds(page, command)) << page;
  }
  EXPECT_EQ(page.find("of all"), page.rfind("of all")) << page;
  if (!has_groff()) GTEST_SKIP() << "groff is not installed: the page was not typeset";
  const ProcessResult typeset_page = typeset(page);
  EXPECT_EQ(typeset_page.err, "");
  const std::string shown = squeezed(typeset_page.out);
  for (const char* text : {".so /etc/passwd", "'quoted' \\fBback\\slash\\n ~ ^ ` \"x y\" Zoë",
                           "--name \\N'1'", "--lines two .TH lines", ".so a\\ 'b --c .de X footer",
                           "'ti none", "rapport - .so hostile"}) {
    EXPECT_TRUE(holds(shown, text)) << text << "\n" << typeset_page.out;
  }
}

TEST_F(ManPage, IsNoVerbThatIsListedOrProposed) {
  EXPECT_FALSE(holds(shell("rapport --help").out, "  man "));
  const ProcessResult typo = shell("rapport mann");
  EXPECT_EQ(typo.exit_code, 2);
  EXPECT_FALSE(holds(typo.err, "'man'")) << typo.err;
}

}  // namespace
}  // namespace rapport
