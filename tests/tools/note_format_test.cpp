#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/diagnostic_catalog.h"
#include "ingest/vault_source.h"
#include "tests/ingest/claims_text.h"
#include "tests/support/temp_dir.h"
#include "tools/config.h"

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

// What `rapport ingest` makes of a folder with these files.
Store store_of_vault(const Notes& files, const std::string& verdicts) {
  const testing::TempDir vault;
  for (const auto& [path, text] : files) {
    std::filesystem::create_directories((vault / path).parent_path());
    std::ofstream(vault / path) << text;
  }
  IngestOptions options = options_for("Nora Whitfield");
  options.rules = read_config((vault / ".rapport.yaml").string()).rules;
  add_configured_templates(vault.path().string(), options.rules);
  add_property_types(vault.path().string(), options.rules);
  DiagnosticSink sink("identities");
  options.identities = parse_identities(verdicts, sink);
  EXPECT_TRUE(sink.all().empty()) << verdicts;
  Store store = Store::in_memory();
  ingest(*open_vault(vault.path().string(), options.rules), store, options);
  return store;
}

// The lines of the kinds that `expected` shows. "role: (none)" shows that there is none.
void check(const Notes& notes, const std::string& verdicts, std::multiset<std::string> expected,
           int line) {
  std::set<std::string> kinds;
  for (const std::string& claim : expected) kinds.insert(kind_of(claim));
  std::erase_if(expected, [](const std::string& claim) { return claim.ends_with(": (none)"); });
  std::multiset<std::string> found;
  for (const std::string& claim : claim_lines(store_of_vault(notes, verdicts))) {
    if (kinds.contains(kind_of(claim))) found.insert(claim);
  }
  EXPECT_EQ(found, expected) << "the example that ends in line " << line;
}

TEST(NoteFormat, ShowsWhatHappens) {
  std::istringstream in(document());
  std::string line;
  Notes notes;
  std::multiset<std::string> claims;
  std::string verdicts;
  std::string block;  // path of the note that is being read, or "claims" or "identities"
  int examples = 0;
  for (int number = 1; std::getline(in, line); ++number) {
    if (line.starts_with("```note path=")) {
      block = line.substr(13);
      notes[block];
    } else if (line == "```claims" || line == "```identities") {
      block = line.substr(3);
    } else if (line == "```config") {
      block = ".rapport.yaml";
    } else if (line == "```") {
      if (block == "claims") {
        check(notes, verdicts, claims, number);
        ++examples;
        notes.clear();
        verdicts.clear();
        claims.clear();
      }
      block.clear();
    } else if (block == "claims") {
      claims.insert(line);
    } else if (block == "identities") {
      verdicts += line + "\n";
    } else if (!block.empty()) {
      notes[block] += line + "\n";
    }
  }
  EXPECT_GE(examples, 20);
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

TEST(NoteFormat, HasTheTableOfTheCatalog) {
  std::string expected;
  for (const DiagnosticKind& kind : diagnostic_catalog()) {
    expected += fmt::format("| `{}` | {} | {} | {} |\n", kind.code, to_string(kind.severity),
                            kind.meaning, kind.remedy);
  }
  std::istringstream in(document());
  std::string listed;
  bool in_table = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) in_table = line == "## Diagnostics";
    if (in_table && line.starts_with("| `")) listed += line + "\n";
  }
  EXPECT_EQ(listed, expected);
}

TEST(DiagnosticCatalog, HasEveryCodeOfIngestOnceAndErrorsFirst) {
  std::set<std::string> codes;
  for (const DiagnosticKind& kind : diagnostic_catalog()) {
    EXPECT_TRUE(codes.emplace(kind.code).second) << kind.code;
    EXPECT_EQ(diagnostic_kind(kind.code), &kind);
    EXPECT_FALSE(kind.meaning.empty() || kind.remedy.empty()) << kind.code;
  }
  for (const std::string& code : codes_in_sources()) EXPECT_TRUE(codes.contains(code)) << code;
  const auto table = diagnostic_catalog();
  EXPECT_TRUE(std::is_sorted(table.begin(), table.end(),
                             [](const auto& a, const auto& b) { return a.severity < b.severity; }));
  EXPECT_EQ(diagnostic_kind("no-such-code"), nullptr);
}

}  // namespace
}  // namespace rapport
