#include <filesystem>
#include <fstream>
#include <iostream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "ingest/identities.h"
#include "tests/support/harmless.h"
#include "tests/support/hostile_names.h"
#include "tests/support/temp_dir.h"
#include "tests/tools/process.h"
#include "tests/tools/terminal.h"

// A vault in which every file, title, alias, tag and text is one of the hostile names: whatever
// verb shows it, on a terminal or not, no control of theirs gets through.

namespace rapport {
namespace {

namespace fs = std::filesystem;
using testing::first_harm;

constexpr const char* kProgram =
    "rapport --vault vault --db store --me 'Nora Keel' --as-of 2026-01-16 ";

// What can be a file's name.
std::string as_file_name(std::string name) {
  for (char& c : name) {
    if (c == '/' || c == '\0') c = '_';
  }
  return name.empty() || name.front() == '.' ? "x" + name : name;
}

void write_vault(const fs::path& vault) {
  fs::create_directories(vault);
  std::size_t number = 0;
  for (const std::string& words : testing::hostile_names()) {
    const std::string quoted = yaml_quoted(words);
    const std::string stem = fmt::format("{} {}", number++, as_file_name(words));
    std::ofstream(vault / (stem + ".md"), std::ios::binary)
        << "---\ntype: person\nname: " << quoted << "\naliases: [" << quoted
        << "]\ncompany: Acme\nrole: " << quoted << "\ntags: [" << quoted
        << "]\nlast_contact: " << quoted << "\n---\n# " << words << "\n- [ ] " << words
        << " @Nora Keel 📅 2026-01-02\n- ✅ " << words << "\n[[" << words << "]]\n";
    std::ofstream(vault / fmt::format("2026-01-{:02} - {}.md", 1 + number % 14, stem),
                  std::ios::binary)
        << "---\ntype: meeting\nattendees: [Nora Keel, \"[[" << number - 1 << "]]\", " << quoted
        << "]\norganization: Acme\ndate: " << quoted << "\n---\n- ✅ Acme: " << words << "\n- ❌ "
        << words << "\n- Do not contact " << words << " until " << words << " agrees.\n";
  }
  std::ofstream(vault / "Acme.md") << "---\ntype: company\n---\n";
}

const char* const kVerbs[] = {"ingest --rebuild",
                              "check",
                              "check --fix-hints -v",
                              "list people",
                              "list organizations",
                              "list meetings",
                              "list tasks",
                              "list projects",
                              "show Acme",
                              "stale",
                              "stale --type commitment",
                              "weekly Acme --since 2026-01-01",
                              "coverage Acme",
                              "who --org Acme",
                              "review",
                              "me",
                              "doctor",
                              "stats",
                              "who 'quote\"'",
                              "show 'back\\'",
                              "who '\x1b[31mno\x07'",
                              "backtest"};

// Our own colours and links; nothing else may begin with an escape.
std::string without_own_codes(std::string text) {
  for (const char* own : {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m",
                          "\x1b[34m", "\x1b[35m", "\x1b[36m"}) {
    for (std::size_t at = 0; (at = text.find(own, at)) != std::string::npos;) {
      text.erase(at, std::string_view(own).size());
    }
  }
  return text;
}

TEST(HostileOutput, ReachesNoTerminalAndNoPipeAsControls) {
  const testing::TempDir folder;
  write_vault(folder / "vault");
  const std::string path = folder.path().string();
  std::size_t bytes = 0;
  ASSERT_LT(run_shell(std::string(kProgram) + "ingest -q", path).exit_code, 2);
  for (const std::string verb : kVerbs) {
    const ProcessResult piped = run_shell(kProgram + verb, path);
    const ProcessResult shown = run_on_terminal(kProgram + verb, path, "");
    bytes += piped.out.size() + piped.err.size() + shown.out.size();
    for (const std::string& text : {piped.out, piped.err, without_own_codes(shown.out)}) {
      const auto harm = first_harm(text, true);
      EXPECT_FALSE(harm) << fmt::format("U+{:04X} by {}", static_cast<unsigned>(harm.value_or(0)),
                                        verb);
    }
    EXPECT_LT(piped.exit_code, 4) << verb << piped.err;
  }
  EXPECT_GT(bytes, 100'000U) << "little was shown";
  std::cout << testing::hostile_names().size() << " names, " << bytes << " bytes shown\n";
}

TEST(HostileOutput, IsJsonWhateverTheNotesSay) {
  const testing::TempDir folder;
  write_vault(folder / "vault");
  const std::string path = folder.path().string();
  ASSERT_LT(run_shell(std::string(kProgram) + "ingest -q", path).exit_code, 2);
  for (const std::string verb : {"check", "list people", "list meetings", "list tasks", "show Acme",
                                 "stale", "coverage Acme", "weekly Acme --since 2026-01-01",
                                 "review", "doctor", "stats", "export --all"}) {
    const ProcessResult result = run_shell(kProgram + verb + " --format json", path);
    EXPECT_TRUE(nlohmann::json::accept(result.out)) << verb << result.err;
  }
}

}  // namespace
}  // namespace rapport
