#include "ingest/note_rules.h"

#include <gtest/gtest.h>

namespace rapport {
namespace {

TEST(Globs, MatchPathsOfTheVault) {
  struct {
    const char* glob;
    const char* path;
    bool matches;
  } const cases[] = {
      {"Archive/**", "Archive/a.md", true},
      {"Archive/**", "Archive/x/a.md", true},
      {"Archive/**", "Archive.md", false},
      {"Archive/**", "Old/Archive/a.md", false},
      {"Archive/", "Archive/x/a.md", true},
      {"**/Archive/**", "Old/Archive/a.md", true},
      {"**/Archive/**", "Archive/a.md", true},
      {"Archive/*", "Archive/a.md", true},
      {"Archive/*", "Archive/x/a.md", false},
      {"Archive/*.md", "Archive/a.txt", false},
      {"*.excalidraw.md", "x/y/a.excalidraw.md", true},
      {"*.excalidraw.md", "x/y/a.md", false},
      {"2025-?1-*", "x/2025-11-06 - Sync.md", true},
      {"2025-?1-*", "x/2025-1-06 - Sync.md", false},
      {"a?c/b.md", "a/c/b.md", false},
      {"a?c/b.md", "abc/b.md", true},
      {"**", "any/thing.md", true},
      {"*", "any/thing.md", true},
      {"x/**/z.md", "x/z.md", true},
      {"x/**/z.md", "x/a/b/z.md", true},
      {"x/**/z.md", "x/a/b/y.md", false},
      {"x/*/z.md", "x/a/b/z.md", false},
      {"**/a*b.md", "q/aXb.md", true},
      {"a.md", "a.md", true},
      {"a.md", "x/a.md", true},
      {"./a.md", "a.md", false},
      {"", "a.md", false},
  };
  for (const auto& c : cases)
    EXPECT_EQ(glob_matches(c.glob, c.path), c.matches) << c.glob << " " << c.path;
}

TEST(Globs, OfManyStarsEnd) {
  std::string glob;
  for (int i = 0; i < 40; ++i) glob += "a*/";
  EXPECT_FALSE(glob_matches(glob + "b", std::string(3'000, 'a')));
  EXPECT_FALSE(glob_matches("**a**a**a**a**a**a**a**b/", std::string(3'000, 'a')));
}

TEST(NoteRules, TakeSynonymsForOneConcept) {
  const NoteRules rules = default_rules();
  struct {
    const char* key;
    const char* meaning;
  } const cases[] = {
      {"company", "organization"},
      {"Employer", "organization"},
      {"customer", "organization"},
      {"Job Title", "role"},
      {"job-title", "role"},
      {"position", "role"},
      {"Last Contact", "last_contact"},
      {"lastContact", "last_contact"},
      {"last-contacted", "last_contact"},
      {"Last seen", "last_contact"},
      {"Reports To", "reports_to"},
      {"participants", "attendees"},
      {"With", "attendees"},
      {"e-mail", "email"},
      {"emails", "email"},
      {"nickname", "aliases"},
      {"FN", "name"},
      {"Deadline", "due"},
      {"meeting-date", "date"},
      {"contact-every-days", "cadence"},
      {"nonsense", "-"},
      {"", "-"},
  };
  for (const auto& c : cases) {
    const auto meaning = rules.concept_of(c.key);
    EXPECT_EQ(meaning ? concept_name(*meaning) : "-", c.meaning) << c.key;
  }
}

TEST(NoteRules, KnowTheSections) {
  const NoteRules rules = default_rules();
  EXPECT_EQ(rules.section_of("Recent Context"), SectionKind::context);
  EXPECT_EQ(rules.section_of("interaction-log"), SectionKind::context);
  EXPECT_EQ(rules.section_of("KEY FACTS"), SectionKind::facts);
  EXPECT_EQ(rules.section_of("Next steps"), SectionKind::tasks);
  EXPECT_EQ(rules.section_of("Present"), SectionKind::attendees);
  EXPECT_EQ(rules.section_of("Weather"), SectionKind::none);
}

TEST(NoteRules, NameTheirTables) {
  EXPECT_EQ(concept_named("organization"), Concept::organization);
  EXPECT_EQ(concept_named("company"), std::nullopt);
  EXPECT_EQ(note_type_named("meeting"), NoteType::meeting);
  EXPECT_EQ(note_type_name(NoteType::excluded), "excluded");
  EXPECT_EQ(section_named("facts"), SectionKind::facts);
}

TEST(NoteRules, HaveAFingerprintOfAllThatChangesReading) {
  const NoteRules rules = default_rules();
  EXPECT_EQ(rules.fingerprint(), default_rules().fingerprint());
  NoteRules other = rules;
  other.keys["arbeitgeber"] = Concept::organization;
  EXPECT_NE(other.fingerprint(), rules.fingerprint());
  other = rules;
  other.ignore.push_back("x");  // what is not read is not read otherwise
  other.exclude.push_back("Secret name.md");
  EXPECT_EQ(other.fingerprint(), rules.fingerprint());
  other.exclude_tags.push_back("secret");
  EXPECT_NE(other.fingerprint(), rules.fingerprint());
  EXPECT_EQ(other.fingerprint().find("secret"), std::string::npos);
  other = rules;
  other.template_folders.push_back("x");
  EXPECT_NE(other.fingerprint(), rules.fingerprint());
}

}  // namespace
}  // namespace rapport
