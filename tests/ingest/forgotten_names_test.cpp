#include "ingest/forgotten_names.h"

#include <stdexcept>

#include <gtest/gtest.h>

namespace rapport {
namespace {

constexpr const char* kKey = "a key of the tests, of no worth";

ForgottenNames forgotten(const std::vector<std::string>& anywhere,
                         const std::vector<std::string>& whole = {}) {
  const ForgottenNames list(kKey, {});
  ForgottenNames::Entry entry;
  for (const std::string& name : anywhere) entry.push_back(list.hashed(name, true));
  for (const std::string& name : whole) entry.push_back(list.hashed(name, false));
  return {kKey, {entry}};
}

TEST(NameWords, CompareInAnyWriting) {
  struct {
    const char* text;
    const char* squashed;
    std::size_t words;
  } const cases[] = {
      {"Ann Lee", "annlee", 2},        {"ann-lee", "annlee", 2},
      {"@AnnLee", "annlee", 2},        {"ANNLEE", "annlee", 1},
      {"Zoë  Müller", "zoemuller", 2}, {"Zoe\xCC\x88 Mu\xCC\x88ller", "zoemuller", 2},
      {"O'Brien", "obrien", 2},        {"\u201CAnn\u00A0Lee\u201D", "annlee", 2},
      {"李小龍", "李小龍", 3},         {"", "", 0},
      {"\xFF Ann \xC3", "ann", 1},     {"...", "", 0},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(squashed_words(c.text), c.squashed) << c.text;
    EXPECT_EQ(name_words(c.text).size(), c.words) << c.text;
  }
}

TEST(ForgottenNames, AreFoundInTexts) {
  const ForgottenNames names = forgotten({"Ann Lee", "Acme", "李小龍"}, {"Will"});
  struct {
    const char* text;
    bool is_in;
  } const cases[] = {
      {"a call with Ann Lee.", true}, {"[[Ann Lee|her]]", true},
      {"#company/acme", true},        {"bob@acme.example", true},
      {"@AnnLee to send it", true},   {"People/ann-lee.md", true},
      {"ANN LEE'S team", true},       {"Ánn Lee", true},
      {"與李小龍開會", true},         {"Ann met Lee", false},
      {"Joann Leeds", false},         {"Acmeist poets", false},
      {"Will they sign?", false},     {"", false},
  };
  for (const auto& c : cases) EXPECT_EQ(names.is_in(c.text), c.is_in) << c.text;
  EXPECT_TRUE(names.is_name("Will"));
  EXPECT_TRUE(names.is_name("ann lee"));
  EXPECT_FALSE(names.is_name("Will Moor"));
  EXPECT_FALSE(ForgottenNames().is_in("Ann Lee"));
  EXPECT_FALSE(ForgottenNames().is_name(""));
}

TEST(ForgottenNames, AreKeptAsHashesThatDependOnTheKey) {
  const ForgottenNames one("one key of thirty-two characters", {});
  const ForgottenNames other("another key of thirty-two letters", {});
  const ForgottenNames::Name name = one.hashed("Ann Lee", true);
  EXPECT_EQ(name.dump(), one.hashed("ANN-LEE", true).dump());
  EXPECT_NE(name.digits, other.hashed("Ann Lee", true).digits);
  EXPECT_NE(name.filter, other.hashed("Ann Lee", true).filter);
  EXPECT_EQ(ForgottenNames::Name::parse(name.dump()).dump(), name.dump());
  EXPECT_EQ(name.dump().find("ann"), std::string::npos);
  EXPECT_EQ(name.digits.size(), 32U);
}

TEST(ForgottenNames, ReadWhatTheyWriteOnly) {
  for (const char* text :
       {"", "any", "any 2 3fa1 zz", "some 2 3fa1 0123456789abcdef0123456789abcdef",
        "any 0 3fa1 0123456789abcdef0123456789abcdef",
        "any 9 3fa1 0123456789abcdef0123456789abcdef",
        "any 2 13fa1 0123456789abcdef0123456789abcdef",
        "any 2 3fa1 0123456789abcdef0123456789abcdef more"}) {
    EXPECT_THROW(ForgottenNames::Name::parse(text), std::invalid_argument) << text;
  }
}

TEST(ForgottenNames, HaveAFingerprintOfTheirOwn) {
  EXPECT_EQ(ForgottenNames().fingerprint(), "");
  EXPECT_EQ(forgotten({"Ann Lee"}).fingerprint(), forgotten({"Ann Lee"}).fingerprint());
  EXPECT_NE(forgotten({"Ann Lee"}).fingerprint(), forgotten({"Ann Leigh"}).fingerprint());
}

// A keyed hash is HMAC-SHA-256: test case 2 of RFC 4231.
TEST(KeyedHash, IsTheStandardOne) {
  EXPECT_EQ(KeyedHash("Jefe").hex("what do ya want for nothing?"),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  EXPECT_EQ(KeyedHash("Jefe").hex("what do ya want for nothing?", 8), "5bdcc146");
  EXPECT_EQ(random_key().size(), 32U);
  EXPECT_NE(random_key(), random_key());
  EXPECT_EQ(to_hex(std::string_view("\0\xff", 2)), "00ff");
}

}  // namespace
}  // namespace rapport
