#include <filesystem>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/ingest.h"
#include "ingest/vault_source.h"
#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"
#include "tests/support/dump.h"
#include "tests/support/temp_dir.h"

// That what an ingest writes depends neither on the number of threads nor on how much text it may
// keep in memory between its two looks at a note.

namespace rapport {
namespace {

using testing::dump;

IngestOptions options_with(std::size_t threads, std::size_t most_text_kept) {
  IngestOptions options = options_for("Nora Whitfield");
  options.threads = threads;
  options.most_text_kept = most_text_kept;
  return options;
}

std::string diagnostics_text(const IngestSummary& summary) {
  std::string text;
  for (const Diagnostic& d : summary.diagnostics) text += to_string(d);
  return text;
}

TEST(IngestThreads, WriteTheSameOfTheSampleVault) {
  const std::string vault = std::string(RAPPORT_TEST_VAULTS) + "/sample";
  ASSERT_TRUE(std::filesystem::exists(vault));
  std::string expected;
  std::string expected_diagnostics;
  for (const std::size_t threads : {1U, 2U, 5U}) {
    for (const std::size_t most_text_kept : {0UL, 20'000UL, 64UL * 1024 * 1024}) {
      const auto source = open_vault(vault, default_rules());
      Store store = Store::in_memory();
      const IngestSummary summary = ingest(*source, store, options_with(threads, most_text_kept));
      EXPECT_GT(summary.added, 90U);
      const std::string found = dump(store);
      if (expected.empty()) {
        expected = found;
        expected_diagnostics = diagnostics_text(summary);
      }
      EXPECT_EQ(found, expected) << threads << " threads, " << most_text_kept << " bytes";
      EXPECT_EQ(diagnostics_text(summary), expected_diagnostics);
    }
  }
}

Notes many_notes() {
  Notes notes;
  for (int i = 0; i < 60; ++i) {
    notes[fmt::format("People/Ann Lee{}.md", i)] = "---\ncompany: Acme\n---\n";
    notes[fmt::format("2025-11-06 - Sync {}.md", i)] = meeting_note(
        fmt::format("[Ann Lee{}, Bob Ray]", i), fmt::format("[[Ann Lee{}]] [[Nobody]]", i + 1));
  }
  return notes;
}

TEST(IngestThreads, ChangeAStoreAlike) {
  std::string expected;
  for (const std::size_t threads : {1U, 4U}) {
    const IngestOptions options = options_with(threads, 1000);
    MemorySource source{many_notes()};
    Store store = Store::in_memory();
    ingest(source, store, options);
    source.notes().erase("People/Ann Lee7.md");
    source.notes()["People/Nobody.md"] = "";
    source.notes()["People/Ann Lee9.md"] = "---\ncompany: Harrow\n---\n";
    source.make_unreadable("People/Nobody.md");
    const IngestSummary summary = ingest(source, store, options);
    EXPECT_EQ(summary.removed, 1U);
    EXPECT_EQ(summary.changed, 1U);
    source.make_readable("People/Nobody.md");
    EXPECT_EQ(ingest(source, store, options).resolved, 60U);
    const std::string found = dump(store);
    if (expected.empty()) expected = found;
    EXPECT_EQ(found, expected);
  }
}

// What a batch changes twice, a database that takes whole tables refuses: a note that only its
// times tell changed, and which then is read again, because another one has a name that it asked
// for.
TEST(IngestThreads, TouchANoteAndReadItAgainInOneGo) {
  const testing::TempDir directory;
  for (const std::size_t most_buffered : {std::size_t{1000}, kMostBuffered}) {
    Notes notes = many_notes();
    MemorySource source{notes};
    Store store = Store::open((directory / std::to_string(most_buffered)).string(),
                              Access::read_write, most_buffered);
    const IngestOptions options = options_with(1, 1000);
    ingest(source, store, options);
    for (const auto& [path, text] : notes) source.touch(path);
    source.notes()["People/Nobody.md"] = notes["People/Nobody.md"] = "";
    source.make_unreadable("2025-11-06 - Sync 5.md");
    EXPECT_EQ(ingest(source, store, options).resolved, 59U);
    source.make_readable("2025-11-06 - Sync 5.md");
    ingest(source, store, options);
    EXPECT_EQ(dump(store), dump(store_of(notes, options)));
  }
}

// A note that is changed between the two looks at it says nothing until the next ingest; above all
// not what it said when it was not yet private.
TEST(IngestThreads, TakeUpANoteThatChangesInBetweenTheNextTime) {
  const IngestOptions options = options_with(1, 0);
  const std::string path = "2025-11-06 - Sync 3.md";
  const std::string later = meeting_note("[Cy Ott]", "Changed.");
  MemorySource source{many_notes()};
  source.change_after_first_read(path, later);
  Store store = Store::in_memory();
  ingest(source, store, options);
  EXPECT_TRUE(store.find_name("Cy Ott").empty());
  EXPECT_FALSE(store.find_key(path)) << "it claims nothing, itself included";

  EXPECT_EQ(ingest(source, store, options).changed, 1U);
  Notes notes = many_notes();
  notes[path] = later;
  EXPECT_EQ(dump(store), dump(store_of(notes, options)));
}

}  // namespace
}  // namespace rapport
