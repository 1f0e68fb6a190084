#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/ingest.h"
#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"
#include "tests/support/dump.h"

// That the store knows nothing of what is kept out, and still all of the rest. What the files of
// the store hold is in tests/tools/privacy_test.cpp.

namespace rapport {
namespace {

using testing::dump;

Notes vault() {
  return {{"People/Ann Lee.md", "---\ntype: person\ncompany: Acme\nrole: CTO\n---\n"},
          {"People/Ann Moor.md", "---\ntype: person\ncompany: Acme\n---\n"},
          {"People/Bob Ray.md", "---\ntype: person\nreports_to: Ann Lee\n---\nMet Bob twice.\n"},
          {"2025-11-06 - Sync.md",
           "---\ntype: meeting\nattendees:\n  - Ann Lee\n  - Bob Ray\n  - Cid Poe\n---\n"
           "## Decisions\n- ✅ Ship it.\n- ✅ Ann Lee signs.\n## Tasks\n- [ ] call @CidPoe\n"}};
}

ForgottenNames forgotten(const std::vector<std::string>& names) {
  const std::string key = "a key of the tests, of no worth at all";
  const ForgottenNames list(key, {});
  std::vector<ForgottenNames::Entry> entries;
  for (const std::string& name : names) entries.push_back({list.hashed(name, true)});
  return {key, entries};
}

class IngestPrivacy : public ::testing::Test {
 protected:
  IngestSummary run() { return ingest(source_, store_, options_); }
  // Everything that the store can say, in lower case.
  std::string all() const {
    std::string text;
    store_.for_each_entry([&](std::string_view key, std::string_view value) {
      text += std::string(key) + '\n' + std::string(value) + '\n';
    });
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
      return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : static_cast<char>(c);
    });
    return text;
  }
  bool holds(const std::string& word) const { return all().find(word) != std::string::npos; }
  // The store is what an ingest of everything anew makes of the vault.
  void expect_like_fresh() {
    Store fresh = Store::in_memory();
    ingest(source_, fresh, options_);
    EXPECT_EQ(claim_lines(store_), claim_lines(fresh));
    EXPECT_EQ(store_.writer_settings(), fresh.writer_settings());
  }

  MemorySource source_{vault()};
  Store store_ = Store::in_memory();
  IngestOptions options_ = options_for("Bob Ray");
};

TEST_F(IngestPrivacy, TakesTheWordPrivateOnTheSideOfSilence) {
  struct {
    const char* field;
    bool is_kept;
  } const cases[] = {{"private: true", false},   {"private: True", false}, {"private: yes", false},
                     {"Private: 'true'", false}, {"private: 1", false},    {"private: ture", false},
                     {"private: false", true},   {"private: no", true},    {"private: off", true},
                     {"private: 0", true},       {"private:", true},       {"privacy: true", true}};
  for (const auto& c : cases) {
    source_.notes()["People/Ida Zorvex.md"] = fmt::format("---\ntype: person\n{}\n---\n", c.field);
    const IngestSummary summary = run();
    EXPECT_EQ(holds("zorvex"), c.is_kept) << c.field;
    EXPECT_EQ(summary.kept_out, c.is_kept ? 0U : 1U) << c.field;
    EXPECT_EQ(summary.seen, c.is_kept ? 5U : 4U) << c.field;
  }
  source_.notes()["People/Ida Zorvex.md"] = "---\ntype: person\n---\n**Private**: yes\n";
  run();
  EXPECT_FALSE(holds("zorvex")) << "in the body";
}

TEST_F(IngestPrivacy, KeepsOutByTagInHeadAndText) {
  options_.rules.keep_out("#Deal/Secret");
  struct {
    const char* text;
    bool is_kept;
  } const cases[] = {{"---\ntags: [deal/secret]\n---\n", false},
                     {"---\ntags: [deal/secret/more]\n---\n", false},
                     {"---\ntags: '#deal/SECRET'\n---\n", false},
                     {"a text #deal/secret.\n", false},
                     {"(#deal/secret)\n", false},
                     {"---\ntags: [deal]\n---\n", true},
                     {"---\ntags: [deal/secrets]\n---\n", true},
                     {"a#deal/secret\n", true},
                     {"`#deal/secret`\n", true}};
  for (const auto& c : cases) {
    source_.notes()["Zorvex.md"] = c.text;
    run();
    EXPECT_EQ(holds("zorvex"), c.is_kept) << c.text;
  }
}

TEST_F(IngestPrivacy, ReadsAllAgainWhenTagsAreKeptOut) {
  source_.notes()["Zorvex.md"] = "#deal\n";
  run();
  ASSERT_TRUE(holds("zorvex"));
  options_.rules.keep_out("#deal");
  EXPECT_EQ(run().removed, 1U);
  EXPECT_FALSE(holds("zorvex"));
  expect_like_fresh();
  const auto generation = store_.generation();
  EXPECT_EQ(run().kept_out, 1U);
  EXPECT_EQ(store_.generation(), generation) << "nothing changed, and something was written";
}

TEST_F(IngestPrivacy, ForgetsAPersonWithAllThatIsSaidOfThem) {
  run();
  ASSERT_TRUE(holds("ann lee"));
  ASSERT_EQ(claims_of_kind(store_, "attended").find("Ann Lee"), 0U);
  options_.forgotten = forgotten({"Ann Lee"});
  run();
  EXPECT_FALSE(holds("ann lee")) << all();
  EXPECT_FALSE(holds("annlee"));
  EXPECT_EQ(claims_of_kind(store_, "attended"),
            "Bob Ray -> 2025-11-06 - Sync (name) 2025-11-06; "
            "Cid Poe -> 2025-11-06 - Sync (name) 2025-11-06");
  EXPECT_EQ(claims_of_kind(store_, "reports_to"), "");
  EXPECT_EQ(claims_of_kind(store_, "decision"), "2025-11-06 - Sync | Ship it. | 2025-11-06");
  expect_like_fresh();
}

// Who was called Ann while there were two must not become the other one.
TEST_F(IngestPrivacy, TellsNamesAsIfNobodyWereForgotten) {
  source_.notes()["2025-11-08 - Call.md"] =
      "---\ntype: meeting\nattendees: [Bob Ray, Ann]\ncompany: Acme\n---\n";
  run();
  const std::string before = claims_of_kind(store_, "attended");
  ASSERT_EQ(before.find("Ann Moor"), std::string::npos) << before;
  options_.forgotten = forgotten({"Ann Lee"});
  run();
  EXPECT_EQ(claims_of_kind(store_, "attended").find("Ann Moor"), std::string::npos)
      << claims_of_kind(store_, "attended");
  // Also when only that note is read again.
  source_.notes()["2025-11-08 - Call.md"] += "More.\n";
  run();
  EXPECT_EQ(claims_of_kind(store_, "attended").find("Ann Moor"), std::string::npos);
  expect_like_fresh();
}

TEST_F(IngestPrivacy, ReadsAgainWhenANoteThatIsNotKeptChangesItsNames) {
  source_.notes()["2025-11-08 - Call.md"] =
      "---\ntype: meeting\nattendees: [Bob Ray, Zorvex Quill]\n---\n";
  options_.forgotten = forgotten({"Ann Lee"});
  run();
  EXPECT_TRUE(holds("zorvex"));
  source_.notes()["People/Ann Lee.md"] =
      "---\ntype: person\naliases: Zorvex Quill\n---\n";  // it was her all the time
  run();
  EXPECT_FALSE(claims_of_kind(store_, "attended").find("Zorvex") != std::string::npos)
      << claims_of_kind(store_, "attended");
  expect_like_fresh();
}

TEST_F(IngestPrivacy, ForgetsWhatANoteSaidThatCannotBeReadAnyMore) {
  run();
  source_.make_unreadable("2025-11-06 - Sync.md");
  options_.forgotten = forgotten({"Ann Lee"});
  run();
  EXPECT_FALSE(holds("ann lee"));
  source_.make_readable("2025-11-06 - Sync.md");
  run();
  EXPECT_FALSE(holds("ann lee"));
  EXPECT_NE(claims_of_kind(store_, "attended").find("Cid Poe"), std::string::npos);
  expect_like_fresh();
}

TEST_F(IngestPrivacy, RemembersAgainWhenTheListIsEmptied) {
  run();
  const std::vector<std::string> before = claim_lines(store_);
  options_.forgotten = forgotten({"Ann Lee"});
  run();
  options_.forgotten = {};
  run();
  EXPECT_EQ(claim_lines(store_), before);
}

TEST_F(IngestPrivacy, ForgetsAnOrganizationInEveryWriting) {
  run();
  ASSERT_TRUE(holds("acme"));
  source_.notes()["2025-11-09 - Mail.md"] =
      "---\ntype: email\ntags: [company/acme]\nattendees: [Bob Ray, 'Cid Poe <cid@acme.example>']\n"
      "---\n- Acme Inc. wants it; see #company/acme\n";
  options_.forgotten = forgotten({"Acme"});
  run();
  EXPECT_FALSE(holds("acme")) << all();
  EXPECT_TRUE(holds("ann lee"));
  expect_like_fresh();
}

// What is kept out is not gone: a vault of which most is private is no unmounted disk.
TEST_F(IngestPrivacy, IsNoMassDeletion) {
  for (int i = 0; i < 40; ++i) source_.notes()[fmt::format("Old/{}.md", i)] = "text\n";
  run();
  for (int i = 0; i < 40; ++i) source_.notes().erase(fmt::format("Old/{}.md", i));
  EXPECT_THROW(run(), MassDeleteError);
  options_.rules.keep_out("Old/");
  EXPECT_EQ(run().removed, 40U);
}

TEST_F(IngestPrivacy, NamesNoPathOfWhatIsKeptOutBesideItsTwin) {
  source_.notes()["People/zorvex.md"] = "---\nprivate: true\n---\n";
  source_.notes()["People/Zorvex.md"] = "---\nprivate: true\n---\n";
  EXPECT_TRUE(run().diagnostics.empty());
  EXPECT_FALSE(holds("zorvex"));
}

}  // namespace
}  // namespace rapport
