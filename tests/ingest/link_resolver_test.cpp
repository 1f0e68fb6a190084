#include "ingest/link_resolver.h"

#include <gtest/gtest.h>

#include "ingest/identity.h"

namespace rapport {
namespace {

struct NoteText {
  const char* path;
  const char* text = "";
};

class Vault {
 public:
  explicit Vault(std::initializer_list<NoteText> notes) {
    for (const NoteText& note : notes) {
      DiagnosticSink sink(note.path);
      const NoteRules rules = default_rules();
      directory_.add(identify(parse_note(note.path, note.text, rules, sink), rules));
    }
    directory_.finish();
  }

  // "path by method", with a '?' when several notes fit.
  std::string resolve(const std::string& from, std::string_view target, bool strict = false) const {
    NoteIdentity note;
    note.path = from;
    const LinkResolution found = resolve_link(directory_, note, target, strict);
    return (found.note ? directory_[*found.note].path : "nothing") + " by " +
           std::string(to_string(found.method)) + (found.ambiguous ? "?" : "");
  }

 private:
  NoteDirectory directory_;
};

TEST(Links, FollowObsidiansOrder) {
  const Vault vault{{"Ann.md"},   {"a/Ann.md"},      {"b/c/Ann.md"},       {"b/c/Bob.md"},
                    {"z/Bob.md"}, {"deep/er/Cy.md"}, {"dd/Cy.md"},         {"aa/Di.md"},
                    {"bb/Di.md"}, {"b/x.md"},        {"People/Eve Fox.md"}};
  struct {
    const char* from;
    const char* target;
    const char* found;
  } const cases[] = {
      {"n.md", "Ann", "Ann.md by link"},
      {"a/n.md", "Ann", "Ann.md by link"},  // the exact path of the vault comes first
      {"n.md", "a/Ann", "a/Ann.md by link"},
      {"n.md", "a/Ann.md", "a/Ann.md by link"},
      {"b/c/n.md", "Bob", "b/c/Bob.md by link"},  // then the note's own folder
      {"n.md", "Bob", "z/Bob.md by link"},        // then the shortest path string
      {"n.md", "c/Bob", "b/c/Bob.md by link"},
      {"n.md", "Cy", "dd/Cy.md by link"},
      {"n.md", "er/Cy", "deep/er/Cy.md by link"},
      {"n.md", "r/Cy", "nothing by dangling"},
      {"n.md", "Di", "aa/Di.md by link?"},  // as long: the first, and said so
      {"n.md", "bb/Di", "bb/Di.md by link"},
      {"b/c/n.md", "../x", "b/x.md by link"},
      {"b/c/n.md", "./Bob", "b/c/Bob.md by link"},
      {"b/n.md", "../Ann", "Ann.md by link"},
      {"n.md", "../Ann", "nothing by dangling"},  // outside the vault
      {"b/n.md", "c/Bob", "b/c/Bob.md by link"},
      {"n.md", "EVE fox", "People/Eve Fox.md by link"},
      {"n.md", "people/eve fox", "People/Eve Fox.md by link"},
      {"n.md", "Eve  Fox", "nothing by dangling"},
      {"n.md", "Nobody", "nothing by dangling"},
      {"n.md", "", "nothing by dangling"},
      {"n.md", "/", "nothing by dangling"},
      {"n.md", "..", "nothing by dangling"},
  };
  for (const auto& c : cases) EXPECT_EQ(vault.resolve(c.from, c.target), c.found) << c.target;
}

TEST(Links, CompareNamesInAnyUnicodeForm) {
  const Vault vault{{"People/Zoe\xCC\x88.md"}, {"People/Straße.md"}};
  EXPECT_EQ(vault.resolve("n.md", "Zoë"), "People/Zoe\xCC\x88.md by link");
  EXPECT_EQ(vault.resolve("n.md", "ZOË"), "People/Zoe\xCC\x88.md by link");
  EXPECT_EQ(vault.resolve("n.md", "STRASSE"), "People/Straße.md by link");
}

TEST(Links, GoBeyondObsidianAndSaySo) {
  const Vault vault{
      {"People/Ann Lee/README.md"},
      {"People/Bob Ray/index.md"},
      {"Customers/Acme/Acme.md", "---\ntype: company\n---\n"},
      {"People/Cy Ott.md", "---\naliases: [Cyrus, Chief]\n---\n"},
      {"People/Di Roe.md", "---\ntitle: The Boss\naliases: Chief\n---\n"},
      {"x.md", "# Great Plan\n"},
      {"y.md", "# Twin\n"},
      {"z.md", "# Twin\n"},
      {"m/2025-11-06 - Weekly sync of the two teams about everything.md"},
      {"m/2025-11-07 - Weekly sync, first part.md"},
      {"m/2025-11-07 - Weekly sync, second part.md"},
      {"m/2025-11-08 - Short.md"},
  };
  struct {
    const char* target;
    const char* found;
    const char* strict;
  } const cases[] = {
      {"Ann Lee", "People/Ann Lee/README.md by folder_note", "nothing by dangling"},
      {"People/Ann Lee", "People/Ann Lee/README.md by folder_note", "nothing by dangling"},
      {"Bob Ray", "People/Bob Ray/index.md by folder_note", "nothing by dangling"},
      {"Other/Ann Lee", "nothing by dangling", "nothing by dangling"},
      {"Acme", "Customers/Acme/Acme.md by link", "Customers/Acme/Acme.md by link"},
      {"cyrus", "People/Cy Ott.md by alias", "nothing by dangling"},
      {"Chief", "nothing by dangling?", "nothing by dangling"},
      {"the boss", "People/Di Roe.md by title", "nothing by dangling"},
      {"Great Plan", "x.md by title", "nothing by dangling"},
      {"Twin", "nothing by dangling?", "nothing by dangling"},
      {"2025-11-06 - Weekly sync of the two te",
       "m/2025-11-06 - Weekly sync of the two teams about everything.md by truncated_title",
       "nothing by dangling"},
      {"2025-11-06 - Weekly sync of the two teams about everything and more",
       "m/2025-11-06 - Weekly sync of the two teams about everything.md by truncated_title",
       "nothing by dangling"},
      {"2025-11-06 - Weekly", "nothing by dangling", "nothing by dangling"},
      {"2025-11-09 - Weekly sync of the two te", "nothing by dangling", "nothing by dangling"},
      {"2025-11-07 - Weekly sync,", "nothing by dangling?", "nothing by dangling"},
      {"2025-11-07 - Weekly sync, f",
       "m/2025-11-07 - Weekly sync, first part.md by truncated_title", "nothing by dangling"},
      {"2025-11-08 - Short talk about nothing", "nothing by dangling", "nothing by dangling"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(vault.resolve("n.md", c.target), c.found) << c.target;
    EXPECT_EQ(vault.resolve("n.md", c.target, true), c.strict) << c.target;
  }
}

TEST(Links, DoNotReachTemplates) {
  const Vault vault{{"Templates/Person.md", "---\naliases: P\n---\n"}};
  EXPECT_EQ(vault.resolve("n.md", "Person"), "nothing by dangling");
  EXPECT_EQ(vault.resolve("n.md", "P"), "nothing by dangling");
}

TEST(Links, OfAttachmentsNameNoNote) {
  EXPECT_TRUE(is_attachment("a/Plan.PNG"));
  EXPECT_TRUE(is_attachment("x.pdf"));
  EXPECT_TRUE(is_attachment("x.canvas"));
  EXPECT_FALSE(is_attachment("Ann Lee"));
  EXPECT_FALSE(is_attachment("v1.2"));
}

TEST(Links, DoNotDependOnTheOrderOfTheNotes) {
  const Vault one{{"aa/Di.md"}, {"bb/Di.md"}};
  const Vault two{{"bb/Di.md"}, {"aa/Di.md"}};
  EXPECT_EQ(one.resolve("n.md", "Di"), two.resolve("n.md", "Di"));
}

}  // namespace
}  // namespace rapport
