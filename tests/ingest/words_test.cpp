#include "ingest/words.h"

#include <gtest/gtest.h>

#include "ingest/job_title.h"
#include "ingest/person_name.h"

namespace rapport {
namespace {

std::string dump(const std::vector<Word>& words) {
  std::string text;
  for (const Word& word : words) {
    text += (text.empty() ? "" : " ") + std::string(word.text) + (word.capitalized ? "^" : "");
    text += "@" + std::to_string(word.first);
  }
  return text;
}

TEST(Words, AreRunsOfLettersAndDigits) {
  struct {
    const char* line;
    const char* words;
  } const cases[] = {
      {"Ann met Bob.", "Ann^@0 met@4 Bob^@8"},
      {"Ann's plan, Ann’s plan", "Ann^@0 plan@6 Ann^@12 plan@20"},
      {"the Lees' house", "the@0 Lees^@4 house@10"},
      {"don't re-open O'Neil", "don't@0 re-open@6 O'Neil^@14"},
      {"Zoë Müller-Brandt", "Zoë^@0 Müller-Brandt^@5"},
      {"Zoe\xCC\x88 x", "Zoe\xCC\x88^@0 x@6"},
      {"Q3 is 42%", "Q3^@0 is@3 42@6"},
      {"- end-", "end@2"},
      {"Ärzte 李明", "Ärzte^@0 李明@7"},
      {"\xFF\xFEx", "x@2"},
      {"", ""},
      {"--- ...", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(dump(words_of(c.line)), c.words) << c.line;
}

TEST(Words, AreNeverCutInACharacter) {
  EXPECT_EQ(clip("Zoë", 3), "Zo");
  EXPECT_EQ(clip("Zoë", 4), "Zoë");
  EXPECT_EQ(clip("Zoë", 9), "Zoë");
  EXPECT_EQ(clip("ë", 1), "");
}

TEST(Words, AreTrimmedOfBlanks) {
  EXPECT_EQ(trim(" \t a b \r"), "a b");
  EXPECT_EQ(trim("  "), "");
  EXPECT_EQ(trim(""), "");
}

TEST(Words, OfCamelCaseArePartsOfAName) {
  EXPECT_EQ(split_camel_case("DanaRuiz"), "Dana Ruiz");
  EXPECT_EQ(split_camel_case("Dana Ruiz"), "Dana Ruiz");
  EXPECT_EQ(split_camel_case("dana"), "dana");
  EXPECT_EQ(split_camel_case("HRTeam"), "HRTeam");
}

TEST(Names, LookLikeNames) {
  for (const char* name : {"Ann Lee", "Zoë Müller-Brandt", "Ann van der Berg", "Ana de la Cruz",
                           "J. Lee", "Ann B. Lee", "Sean O'Neil", "Ümit Çelik", "Ann Lee Kim"}) {
    EXPECT_TRUE(looks_like_full_name(name)) << name;
  }
  for (const char* text :
       {"Ann", "ann lee", "Ann lee", "Platform Team", "Monday Meeting", "VP Storage", "MAI Group",
        "Steering Committee", "Q3 Plan", "Acme GmbH", "The Board", "Kick Off 2025", "Ann/Bob Lee",
        "Ann Lee (VP)", "A B C D E F", "Data Platform", "", "Ann: Lee", "[[Ann Lee]]"}) {
    EXPECT_FALSE(looks_like_full_name(text)) << text;
  }
}

TEST(Names, LookLikeGivenNames) {
  for (const char* name : {"Ann", "Zoë", "Jean-Luc", "O'Neil"}) {
    EXPECT_TRUE(looks_like_given_name(name)) << name;
  }
  for (const char* text :
       {"ann", "Ann Lee", "A", "VP", "Team", "Monday", "Q3", "", "Ann.", "Both"}) {
    EXPECT_FALSE(looks_like_given_name(text)) << text;
  }
}

TEST(JobTitles, HaveLevels) {
  struct {
    const char* title;
    bool is_title;
    const char* level;
  } const cases[] = {
      {"CTO", true, "c-level"},
      {"Chief Data Officer", true, "c-level"},
      {"Co-Founder", true, "c-level"},
      {"Founder & CEO", true, "c-level"},
      {"SVP Storage", true, "vp"},
      {"Vice President of Sales", true, "vp"},
      {"VP", true, "vp"},
      {"General Manager, West", true, "gm"},
      {"GM", true, "gm"},
      {"Director of IT", true, "director"},
      {"Head of Supply Chain", true, "director"},
      {"Chief of Staff", true, "director"},
      {"Engineering Manager", true, "manager"},
      {"Team Lead", true, ""},
      {"Senior Software Engineer", true, ""},
      {"Assistant to the CEO", true, ""},
      {"Account Executive", true, ""},
      {"Product Owner", true, ""},
      {"vp sales", true, "vp"},
      {"Harrow Electric", false, ""},
      {"Ann Lee", false, ""},
      {"Leadership without tears", false, ""},
      {"Headwind", false, ""},
      {"", false, ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(is_job_title(c.title), c.is_title) << c.title;
    EXPECT_EQ(seniority_of(c.title), c.level) << c.title;
  }
}

}  // namespace
}  // namespace rapport
