#include "ingest/alike_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

namespace rapport {
namespace {

std::string words(std::string_view name) {
  return fmt::format("{}", fmt::join(person_words(name), " "));
}

std::string alike(std::string_view a, std::string_view b) {
  const auto found = likeness(person_words(a), person_words(b));
  if (!found) return "no";
  switch (found->kind) {
    case NameLikeness::same:
      return "same";
    case NameLikeness::transposed:
      return "transposed";
    case NameLikeness::initial:
      return "initial";
    case NameLikeness::nickname:
      return "nickname";
    case NameLikeness::misspelled:
      return fmt::format("misspelled {}", found->edits);
  }
  return "unknown";
}

TEST(PersonWords, AreWithoutAccentsTitlesAndMiddleInitials) {
  struct {
    const char* name;
    const char* words;
  } const cases[] = {
      {"Ann Lee", "ann lee"},
      {"Dr. Zoë Müller-Brandt", "zoe muller brandt"},
      {"Lee, Ann", "ann lee"},
      {"Ann Lee, Jr.", "ann lee"},
      {"Ann B. Lee", "ann lee"},
      {"J. R. Okafor", "j okafor"},
      {"Prof. Dr. Ann Lee PhD", "ann lee"},
      {"Ann Lee (Harrow)", "ann lee harrow"},
      {"Sean O'Neil", "sean oneil"},
      {"Dr. No", "dr no"},
      {"", ""},
      {"J.R. Ewing", "jr ewing"},
  };
  for (const auto& c : cases) EXPECT_EQ(words(c.name), c.words) << c.name;
}

TEST(Likeness, IsToldByItsKind) {
  struct {
    const char* a;
    const char* b;
    const char* kind;
  } const cases[] = {
      {"Ann Lee", "ann  LEE", "same"},
      {"Zoë Müller", "Zoe Muller", "same"},
      {"Ann Lee", "Lee, Ann", "same"},
      {"Ann Lee", "Lee Ann", "transposed"},
      {"J. Okafor", "Jane Okafor", "initial"},
      {"J. Okafor", "Ann Okafor", "no"},
      {"J. Okafor", "Jane Okonkwo", "no"},
      {"Bob Ray", "Robert Ray", "nickname"},
      {"Rob Ray", "Bob Ray", "nickname"},
      {"Bob Ray", "Robert Lee", "no"},
      {"Jon Ott", "John Ott", "misspelled 1"},
      {"Jhon Ott", "John Ott", "misspelled 1"},
      {"Jon Ott", "Joan Oty", "no"},                          // two edits in seven letters
      {"Jonathn Okafro", "Jonathan Okafor", "misspelled 2"},  // and in fourteen
      {"Alexandra Lee", "Alexandra Lay", "no"},               // two edits in a word of three
      {"Ann Li", "Ann Le", "no"},
      {"Maria de la Cruz", "Maria dela Cruz", "same"},
      {"Anna Lee", "Annalee", "no"},  // one word is no full name
      {"Ann Lee (Harrow)", "Ann Lee", "no"},
      {"Room 12", "Room 13", "no"},
      {"Ann Lee", "Ann L", "no"},
      {"Ann", "Ann", "no"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(alike(c.a, c.b), c.kind) << c.a << " " << c.b;
    EXPECT_EQ(alike(c.b, c.a), c.kind) << c.b << " " << c.a;
  }
}

TEST(OrganizationCore, IsWithoutLegalFormAndBlanks) {
  for (const char* name :
       {"Brightloom", "Brightloom, Inc.", "bright-loom", "Bright Loom GmbH & Co. KG",
        "The Bright Loom Company", "BRIGHTLOOM S.A."}) {
    EXPECT_EQ(organization_core(name), "brightloom") << name;
  }
  EXPECT_EQ(organization_core("Inc"), "inc");
  EXPECT_EQ(organization_core("Åland Co"), "aland");
  EXPECT_NE(organization_core("Harrow Electric"), organization_core("Harrow Foods"));
}

TEST(TitleWords, AreThoseThatTell) {
  struct {
    const char* a;
    const char* b;
    double similarity;
  } const cases[] = {
      {"2025-11-06 - Weekly sync", "2025-11-06 - Weekly sync", 1},
      {"2025-11-06 - Weekly sync", "The weekly sync of the team", 0.8},
      {"2025-11-06 - Budget review", "2025-11-06 - Pilot review", 0.5},
      {"2025-11-06 - Budget", "2025-11-06 - Pilot", 0},
      {"2025-11-06", "2025-11-06", 0},
      {"Notes", "Meeting", 0},
  };
  for (const auto& c : cases) {
    EXPECT_DOUBLE_EQ(similarity(title_words(c.a), title_words(c.b)), c.similarity) << c.a;
  }
}

TEST(SharedMailboxes, AreNobodysOwn) {
  EXPECT_TRUE(is_shared_mailbox("Info@acme.example"));
  EXPECT_FALSE(is_shared_mailbox("ann@acme.example"));
}

}  // namespace
}  // namespace rapport
