#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"

// ingest/NOTE_FORMAT.md is true: its examples are run, and its table has every diagnostic's code.

namespace rapport {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string document() {
  return read_file(std::filesystem::path(RAPPORT_SOURCE_DIR) / "ingest/NOTE_FORMAT.md");
}

std::string kind_of(const std::string& line) { return line.substr(0, line.find(": ")); }

// The lines of the kinds that `expected` shows. "role: (none)" shows that there is none.
void check(const Notes& notes, std::multiset<std::string> expected, int line) {
  std::set<std::string> kinds;
  for (const std::string& claim : expected) kinds.insert(kind_of(claim));
  std::erase_if(expected, [](const std::string& claim) { return claim.ends_with(": (none)"); });
  std::multiset<std::string> found;
  for (const std::string& claim : claim_lines(store_of(notes, options_for("Nora Whitfield")))) {
    if (kinds.contains(kind_of(claim))) found.insert(claim);
  }
  EXPECT_EQ(found, expected) << "the example that ends in line " << line;
}

TEST(NoteFormat, ShowsWhatHappens) {
  std::istringstream in(document());
  std::string line;
  Notes notes;
  std::multiset<std::string> claims;
  std::string block;  // path of the note that is being read, or "claims"
  int examples = 0;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("```note path=")) {
      block = line.substr(13);
      notes[block];
    } else if (line == "```claims") {
      block = "claims";
    } else if (line == "```") {
      if (block == "claims") {
        check(notes, claims, number);
        ++examples;
        notes.clear();
        claims.clear();
      }
      block.clear();
    } else if (block == "claims") {
      claims.insert(line);
    } else if (!block.empty()) {
      notes[block] += line + "\n";
    }
  }
  EXPECT_GE(examples, 9);
  EXPECT_TRUE(notes.empty()) << "a note without claims behind it";
}

// The codes in our sources: the quoted word behind where diagnostics are made.
std::set<std::string> codes_in_sources() {
  std::set<std::string> codes;
  const std::filesystem::path folder = std::filesystem::path(RAPPORT_SOURCE_DIR) / "ingest";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string text = read_file(entry.path());
    for (const std::string_view maker :
         {".error(", ".warning(", "Refusal{", "Severity::error,", "Severity::warning,"}) {
      for (auto at = text.find(maker); at != std::string::npos; at = text.find(maker, at + 1)) {
        const auto quote = text.find_first_not_of(" \n", at + maker.size());
        if (quote == std::string::npos || text[quote] != '"') continue;
        codes.insert(text.substr(quote + 1, text.find('"', quote + 1) - quote - 1));
      }
    }
  }
  return codes;
}

TEST(NoteFormat, ListsEveryDiagnosticAndNoOther) {
  std::set<std::string> listed;
  std::istringstream in(document());
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("| `")) listed.insert(line.substr(3, line.find('`', 3) - 3));
  }
  EXPECT_EQ(listed, codes_in_sources());
  EXPECT_GE(listed.size(), 15U);
}

}  // namespace
}  // namespace rapport
