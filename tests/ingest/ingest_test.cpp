#include "ingest/ingest.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"
#include "tests/support/dump.h"

// That an ingest brings the store to what the source says, and does no more than that needs.

namespace rapport {
namespace {

using testing::dump;

Notes small_vault() {
  return {{"People/Ann Lee.md", "---\naliases: Annie\ncompany: Acme\n---\n"},
          {"People/Bob Ray.md", "---\ncompany: Acme\nlast_contact: soon\n---\n"},
          {"Companies/Acme.md", "---\nindustry: Tools\n---\n"},
          {"2025-11-06 - Sync.md", meeting_note("[Annie, Bob Ray]", "[[Ann Lee]] [[Nowhere]]")}};
}

std::string summary_text(const IngestSummary& s) {
  return fmt::format("seen {} added {} changed {} removed {} unchanged {} renamed {} resolved {}{}",
                     s.seen, s.added, s.changed, s.removed, s.unchanged, s.renamed, s.resolved,
                     s.wrote ? " wrote" : "");
}

// The dump without the settings, which name the rules at length.
std::string fresh_dump(const Notes& notes, const IngestOptions& options) {
  return dump(store_of(notes, options));
}

class IngestTest : public ::testing::Test {
 protected:
  std::string run() { return summary_text(summary_ = ingest(source_, store_, options_)); }
  void expect_like_fresh() {
    EXPECT_EQ(dump(store_), fresh_dump(source_.notes(), options_));
    EXPECT_EQ(stored_diagnostics(store_).size(), summary_.diagnostics.size());
  }

  MemorySource source_{small_vault()};
  Store store_ = Store::in_memory();
  IngestOptions options_ = options_for("Nora Whitfield");
  IngestSummary summary_;
};

TEST_F(IngestTest, WritesNothingWhenNothingChanged) {
  EXPECT_EQ(run(), "seen 4 added 4 changed 0 removed 0 unchanged 0 renamed 0 resolved 0 wrote");
  const int reads = source_.reads();
  const auto generation = store_.generation();
  EXPECT_EQ(run(), "seen 4 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0");
  EXPECT_EQ(source_.reads(), reads);
  EXPECT_EQ(store_.generation(), generation);
}

TEST_F(IngestTest, OfAnEmptyVaultWritesOnce) {
  source_.notes().clear();
  EXPECT_EQ(run(), "seen 0 added 0 changed 0 removed 0 unchanged 0 renamed 0 resolved 0 wrote");
  EXPECT_EQ(run(), "seen 0 added 0 changed 0 removed 0 unchanged 0 renamed 0 resolved 0");
}

TEST_F(IngestTest, ReadsOnlyWhatChanged) {
  run();
  source_.notes()["People/Bob Ray.md"] = "---\ncompany: Acme\nrole: CTO\n---\n";
  EXPECT_EQ(run(), "seen 4 added 0 changed 1 removed 0 unchanged 3 renamed 0 resolved 0 wrote");
  expect_like_fresh();
}

TEST_F(IngestTest, WritesNoClaimsOfANoteThatSaysWhatItSaid) {
  run();
  EXPECT_EQ(summary_.written, 4U);
  source_.notes()["Companies/Acme.md"] += "\nSome more words about nobody.\n";
  const int reads = source_.reads();
  EXPECT_EQ(run(), "seen 4 added 0 changed 1 removed 0 unchanged 3 renamed 0 resolved 0 wrote");
  EXPECT_EQ(summary_.written, 0U);
  EXPECT_EQ(source_.reads(), reads + 1);
  expect_like_fresh();
  EXPECT_EQ(run(), "seen 4 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0");
  EXPECT_EQ(source_.reads(), reads + 1);
}

TEST_F(IngestTest, WritesNoClaimsOfWhoeverAskedInVain) {
  // So many notes that three are few of them.
  for (int i = 0; i < 120; ++i) source_.notes()[fmt::format("n{}.md", i)] = "text";
  source_.notes()["One.md"] = "See [[Deep/Bob Ray]].";
  run();
  source_.notes()["Old/Bob Ray.md"] = "";  // not whom anybody means
  EXPECT_EQ(run(), "seen 126 added 1 changed 0 removed 0 unchanged 125 renamed 0 resolved 2 wrote");
  EXPECT_EQ(summary_.written, 1U);
  expect_like_fresh();
}

TEST_F(IngestTest, ReadsAgainWhoeverAskedForAChangedName) {
  run();
  source_.notes()["People/Ann Lee.md"] = "---\ncompany: Acme\n---\n";
  EXPECT_EQ(run(), "seen 4 added 0 changed 1 removed 0 unchanged 3 renamed 0 resolved 1 wrote");
  EXPECT_EQ(claims_of_kind(store_, "attended"), "Bob Ray -> 2025-11-06 - Sync (name) 2025-11-06");
  expect_like_fresh();
}

// Whether somebody lists a name is all that decides if it is one in running text; how many do, or
// who, changes nothing.
TEST_F(IngestTest, LooksUpAListedNameAgainOnlyWithItsFirstAndLastNote) {
  for (int i = 0; i < 120; ++i) source_.notes()[fmt::format("n{}.md", i)] = "text";
  const std::string about_her = "- Dana Ruiz sent the plan.";
  source_.notes()["2025-11-07 - Plan.md"] = meeting_note("[Ann Lee, Bob Ray]", about_her);
  run();
  const auto meeting = [&](int day) -> std::string& {
    return source_.notes()[fmt::format("2025-12-{:02} - Sync {}.md", day, day)];
  };
  const auto resolved = [&] {
    run();
    expect_like_fresh();
    return summary_.resolved;
  };
  meeting(1) = meeting_note("[Dana Ruiz, Bob Ray]", "Text.");
  EXPECT_GE(resolved(), 1U);
  meeting(2) = meeting_note("[Dana Ruiz, Bob Ray]", "Text.");
  EXPECT_EQ(resolved(), 0U);
  meeting(1) = meeting_note("[Ann Lee, Bob Ray]", "Text.");  // one lists her still
  EXPECT_EQ(resolved(), 0U);
  meeting(3) = meeting_note("[Dana Ruiz, Ann Lee]", "Text.");
  source_.notes().erase("2025-12-02 - Sync 2.md");  // one in the place of the other
  EXPECT_EQ(resolved(), 0U);
  source_.notes().erase("2025-12-03 - Sync 3.md");
  EXPECT_GE(resolved(), 1U);
}

TEST_F(IngestTest, FillsAStubWhenItsNoteComes) {
  run();
  EXPECT_EQ(claims_of_kind(store_, "note"), "Nowhere (stub)");
  source_.notes()["Nowhere.md"] = "# Nowhere";
  EXPECT_EQ(run(), "seen 5 added 1 changed 0 removed 0 unchanged 4 renamed 0 resolved 1 wrote");
  EXPECT_EQ(claims_of_kind(store_, "note"), "Nowhere");
  expect_like_fresh();
}

TEST_F(IngestTest, ReadsAgainWhenARoleTurnsOutToBeAnOrganization) {
  source_.notes()["People/Cy Ott.md"] = "---\nrole: Silver Key\n---\n";
  run();
  EXPECT_EQ(claims_of_kind(store_, "role"), "Cy Ott = Silver Key");
  source_.notes()["Companies/Silver Key.md"] = "";
  run();
  EXPECT_EQ(claims_of_kind(store_, "role"), "");
  expect_like_fresh();
}

TEST_F(IngestTest, TellsARenamedNote) {
  run();
  source_.notes()["People/Old/Bob Ray.md"] = source_.notes()["People/Bob Ray.md"];
  source_.notes().erase("People/Bob Ray.md");
  EXPECT_EQ(run(), "seen 4 added 1 changed 0 removed 1 unchanged 3 renamed 1 resolved 1 wrote");
  expect_like_fresh();
}

TEST_F(IngestTest, RemembersATouchedNoteWithoutReadingItTwice) {
  run();
  source_.touch("People/Bob Ray.md");
  const int reads = source_.reads();
  EXPECT_EQ(run(), "seen 4 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0 wrote");
  EXPECT_EQ(source_.reads(), reads + 1);
  EXPECT_EQ(run(), "seen 4 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0");
  EXPECT_EQ(source_.reads(), reads + 1);
  expect_like_fresh();
}

TEST_F(IngestTest, LeavesNothingOfRemovedNotes) {
  run();
  source_.notes().clear();
  EXPECT_EQ(run(), "seen 0 added 0 changed 0 removed 4 unchanged 0 renamed 0 resolved 0 wrote");
  EXPECT_TRUE(claim_lines(store_).empty());
  expect_like_fresh();
}

TEST_F(IngestTest, RefusesToLoseMostOfAVault) {
  for (int i = 0; i < 20; ++i) source_.notes()[fmt::format("n{:02}.md", i)] = "text";
  run();
  const std::string before = dump(store_);
  const Notes all = source_.notes();
  for (int i = 0; i < 11; ++i) source_.notes().erase(fmt::format("n{:02}.md", i));
  EXPECT_THROW(run(), MassDeleteError);
  EXPECT_EQ(dump(store_), before);
  options_.allow_mass_delete = true;
  EXPECT_EQ(run(), "seen 13 added 0 changed 0 removed 11 unchanged 13 renamed 0 resolved 0 wrote");
  expect_like_fresh();
}

TEST_F(IngestTest, LetsAFifthOrTenNotesGo) {
  for (int i = 0; i < 60; ++i) source_.notes()[fmt::format("n{:02}.md", i)] = "text";
  run();
  for (int i = 0; i < 12; ++i) source_.notes().erase(fmt::format("n{:02}.md", i));
  EXPECT_NO_THROW(run());
  expect_like_fresh();
}

TEST_F(IngestTest, OnlyTellsInADryRun) {
  options_.dry_run = true;
  EXPECT_EQ(run(), "seen 4 added 4 changed 0 removed 0 unchanged 0 renamed 0 resolved 0");
  EXPECT_EQ(summary_.diagnostics.size(), 1U);
  EXPECT_TRUE(claim_lines(store_).empty());
  options_.dry_run = false;
  run();
  const std::string before = dump(store_);
  source_.notes()["People/Ann Lee.md"] = "";
  options_.dry_run = true;
  EXPECT_EQ(run(), "seen 4 added 0 changed 1 removed 0 unchanged 3 renamed 0 resolved 1");
  EXPECT_EQ(dump(store_), before);
}

TEST_F(IngestTest, ReadsAllAgainUnderOtherRules) {
  run();
  options_.me = {"Bob Ray"};
  EXPECT_EQ(run(), "seen 4 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0 wrote");
  expect_like_fresh();
  EXPECT_EQ(run(), "seen 4 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0");
  options_.rules.keys["industry"] = Concept::role;
  run();
  expect_like_fresh();
  options_.strict_obsidian = true;
  run();
  expect_like_fresh();
  options_.rules.template_folders.push_back("people");
  run();
  expect_like_fresh();
}

TEST_F(IngestTest, KeepsWhatItKnewOfAnUnreadableNote) {
  run();
  source_.notes()["People/Bob Ray.md"] = "---\ncompany: Other\n---\n";
  source_.notes()["new.md"] = "[[Ann Lee]]";
  source_.make_unreadable("People/Bob Ray.md");
  source_.make_unreadable("new.md");
  EXPECT_EQ(run(), "seen 5 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0 wrote");
  EXPECT_EQ(claims_of_kind(store_, "works_at"), "Ann Lee -> Acme (name); Bob Ray -> Acme (name)");
  EXPECT_EQ(claims_of_kind(store_, "[unreadable]"), "People/Bob Ray.md:0:0; new.md:0:0");
  source_.make_readable("People/Bob Ray.md");
  source_.make_readable("new.md");
  run();
  EXPECT_EQ(claims_of_kind(store_, "[unreadable]"), "");
  expect_like_fresh();
}

TEST_F(IngestTest, ReportsAnUnreadableNoteOnce) {
  run();
  source_.notes()["2025-11-06 - Sync.md"] += "more";
  source_.notes()["People/Ann Lee.md"] = "---\ntype: company\n---\n";
  source_.make_unreadable("2025-11-06 - Sync.md");
  run();
  EXPECT_EQ(claims_of_kind(store_, "[unreadable]"), "2025-11-06 - Sync.md:0:0");
}

// Its claims were made under the old rules, or of names that have changed since.
TEST_F(IngestTest, ReadsAnUnreadableNoteOnceItCan) {
  run();
  source_.make_unreadable("2025-11-06 - Sync.md");
  options_.me = {"Bob Ray"};
  run();
  source_.notes()["People/Ann Lee.md"] = "---\ncompany: Acme\n---\n";
  run();
  source_.make_readable("2025-11-06 - Sync.md");
  run();
  expect_like_fresh();
  EXPECT_EQ(run(), "seen 4 added 0 changed 0 removed 0 unchanged 4 renamed 0 resolved 0");
}

TEST_F(IngestTest, KeepsTheDiagnosticsOfUnchangedNotes) {
  run();
  ASSERT_EQ(summary_.diagnostics.size(), 1U);
  const std::string first = to_string(summary_.diagnostics[0]);
  EXPECT_EQ(first,
            "People/Bob Ray.md:3:15: warning: 'soon' is no day written YYYY-MM-DD [bad-date]\n"
            "  last_contact: soon\n"
            "                ^\n");
  source_.notes()["x.md"] = "y";
  run();
  ASSERT_EQ(summary_.diagnostics.size(), 1U);
  EXPECT_EQ(to_string(summary_.diagnostics[0]), first);
  EXPECT_EQ(to_string(stored_diagnostics(store_).at(0)), first);
}

TEST_F(IngestTest, TakesCrlfForLf) {
  Notes crlf;
  for (const auto& [path, text] : source_.notes()) {
    std::string& changed = crlf[path];
    for (const char c : text) changed += c == '\n' ? std::string("\r\n") : std::string(1, c);
  }
  EXPECT_EQ(claim_lines(store_of(crlf)), claim_lines(store_of(source_.notes())));
}

TEST_F(IngestTest, GivesTheSameInAnyOrderOfNotes) {
  run();
  std::vector<std::string> paths;
  for (const auto& [path, text] : source_.notes()) paths.push_back(path);
  int orders = 0;
  do {
    MemorySource growing;
    Store store = Store::in_memory();
    for (const std::string& path : paths) {
      growing.notes()[path] = source_.notes()[path];
      ingest(growing, store, options_);
    }
    EXPECT_EQ(dump(store), dump(store_));
  } while (std::next_permutation(paths.begin(), paths.end()) && ++orders < 24);
}

TEST_F(IngestTest, LeavesNoTraceOfAPrivateNote) {
  const std::string text =
      "---\ntype: person\nprivate: true\naliases: Secretalias\ntitle: Secrettitle\n"
      "company: Secretcorp\nrole: a: b\n---\nSecretword [[Secretlink]]\n";
  source_.notes()["People/Ida Moor.md"] = text;
  run();
  for (const std::string& line : claim_lines(store_)) {
    EXPECT_EQ(line.find("Secret"), std::string::npos) << line;
    EXPECT_EQ(line.find("Ida Moor"), std::string::npos) << line;
  }
  store_.for_each_source([&](const Store::Source& source) {
    EXPECT_EQ(store_.memo(source.id).identity.find("Secret"), std::string::npos) << source.path;
    EXPECT_EQ(store_.memo(source.id).identity.find("secret"), std::string::npos) << source.path;
  });
  for (const char* value : {"True", "yes", "'true'"}) {
    source_.notes()["People/Ida Moor.md"] = fmt::format("---\nprivate: {}\n---\n", value);
    run();
    EXPECT_TRUE(store_.find_name("Ida Moor").empty()) << value;
  }
  source_.notes()["People/Ida Moor.md"] = "---\nprivate: false\n---\n";
  run();
  EXPECT_FALSE(store_.find_name("Ida Moor").empty());
  expect_like_fresh();
}

TEST_F(IngestTest, KeepsAtMostAHundredDiagnosticsOfANote) {
  std::string text = meeting_note("Ann Lee");
  for (int i = 0; i < 1000; ++i) text += "- [ ] a 📅 2025-13-13\n";
  source_.notes()["m.md"] = text;
  run();
  EXPECT_EQ(summary_.diagnostics.size(), 101U);
}

TEST_F(IngestTest, TellsItsProgress) {
  std::size_t last = 0;
  std::size_t all = 0;
  options_.progress = [&](std::size_t done, std::size_t total) {
    EXPECT_GE(done, last);
    last = done;
    all = total;
  };
  run();
  EXPECT_EQ(last, 4U);
  EXPECT_EQ(all, 4U);
}

}  // namespace
}  // namespace rapport
