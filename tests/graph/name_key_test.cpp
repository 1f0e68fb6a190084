#include "graph/name_key.h"

#include <vector>

#include <gtest/gtest.h>

#include "tests/graph/random.h"

namespace rapport {
namespace {

struct Case {
  const char* text;
  const char* folded;
};

TEST(FoldCase, IsTheIdentityOfPathsAndLinks) {
  const Case cases[] = {
      {"", ""},
      {"Ann Lee", "ann lee"},
      {"People/Ann-Lee_2.md", "people/ann-lee_2.md"},
      {"Straße", "strasse"},
      {"STRASSE", "strasse"},
      {"STRA\u1E9EE", "strasse"},  // capital sharp s
      {"Zo\u00EB", "zo\u00EB"},    // precomposed stays
      {"Zoe\u0308", "zo\u00EB"},   // decomposed becomes so
      {"ZO\u00CB", "zo\u00EB"},
      {"\u212Angstrom", "\u006Bngstrom"},            // Kelvin sign
      {"\u03A3\u03C3\u03C2", "\u03C3\u03C3\u03C3"},  // three sigmas
      {"\uFB01x", "fix"},                            // ligature
      {"\u0416\u0443\u043A", "\u0436\u0443\u043A"},
      {"\u5C71\u7530", "\u5C71\u7530"},
      {"\U0001F600 A", "\U0001F600 a"},
  };
  for (const Case& c : cases) EXPECT_EQ(fold_case(c.text), c.folded) << c.text;
}

TEST(FoldName, TakesBlanksHyphensAndUnderscoresForOneBlank) {
  const Case cases[] = {
      {"Acme-Corp", "acme corp"},
      {"acme  corp", "acme corp"},
      {" Acme_Corp ", "acme corp"},
      {"--acme-- corp--", "acme corp"},
      {"acme\tcorp", "acme corp"},
      {"-", ""},
      {"  ", ""},
      {"", ""},
      {"O'Hara", "o'hara"},
      {"A.B. Smith-Jones", "a.b. smith jones"},
      {"Zoe\u0308-M\u00DCLLER", "zo\u00EB m\u00FCller"},
  };
  for (const Case& c : cases) EXPECT_EQ(fold_name(c.text), c.folded) << c.text;
}

TEST(FoldAccents, FindsWhatAHurriedTypistMeans) {
  const Case cases[] = {
      {"Zo\u00EB M\u00FCller-Brandt", "zoe muller brandt"},
      {"Zoe Muller Brandt", "zoe muller brandt"},
      {"Jos\u00E9", "jose"},
      {"Jose\u0301", "jose"},
      {"\u015Awierk", "swierk"},
      {"Nguy\u1EC5n", "nguyen"},
      {"Gro\u00DF", "gross"},
      {"\u00D8rsted", "\u00F8rsted"},  // a letter of its own, not an accent
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(fold_accents(c.text), c.folded) << c.text;
}

TEST(ValidUtf8, IsToldFromIllFormed) {
  struct {
    std::string text;
    bool valid;
    std::string repaired;
  } const cases[] = {
      {"", true, ""},
      {"abc", true, "abc"},
      {"\u00E9\u20AC\U0001F600", true, "\u00E9\u20AC\U0001F600"},
      {std::string("a\0b", 3), true, std::string("a\0b", 3)},
      {"\xFF", false, "\uFFFD"},
      {"a\x80z", false, "a\uFFFDz"},
      {"\xC3", false, "\uFFFD"},
      {"\xC3(", false, "\uFFFD("},
      {"\xE2\x82", false, "\uFFFD"},
      {"\xE2\x82z", false, "\uFFFDz"},
      {"\xC0\xAF", false, "\uFFFD\uFFFD"},                      // overlong
      {"\xED\xA0\x80", false, "\uFFFD\uFFFD\uFFFD"},            // surrogate
      {"\xF4\x90\x80\x80", false, "\uFFFD\uFFFD\uFFFD\uFFFD"},  // beyond U+10FFFF
  };
  for (const auto& c : cases) {
    EXPECT_EQ(is_valid_utf8(c.text), c.valid) << ::testing::PrintToString(c.text);
    EXPECT_EQ(to_valid_utf8(c.text), c.repaired) << ::testing::PrintToString(c.text);
  }
}

// Random code points, many of them where folding and composition are delicate, and random bytes.
std::string random_text(testing::Random& random) {
  static const std::vector<std::string> pieces = {
      "a",      "Z",      "-",      "_",      " ",          "\t",     "\u00DF", "\u1E9E",
      "\u0130", "\u0131", "\u00EB", "e",      "\u0308",     "\u0301", "\u0345", "\u0323",
      "\u03A3", "\u1FB3", "\u1FC3", "\uFB03", "\u01F0",     "\u1E96", "\u0390", "\u1100",
      "\u1161", "\u11A8", "\uAC00", "\u212B", "\U00010400", "\u0149", "\u0958"};
  std::string text;
  for (auto n = random.below(8); n > 0; --n) {
    if (random.below(8) == 0) {
      text += static_cast<char>(random.below(256));
    } else {
      text += pieces[random.below(pieces.size())];
    }
  }
  return text;
}

TEST(Folding, OfAnyBytesIsValidAndFoldedAgainStaysAsItIs) {
  testing::Random random(1);
  for (int i = 0; i < 20000; ++i) {
    const std::string text = random_text(random);
    for (const auto fold : {fold_case, fold_name, fold_accents}) {
      const std::string once = fold(text);
      ASSERT_TRUE(is_valid_utf8(once)) << ::testing::PrintToString(text);
      ASSERT_EQ(fold(once), once) << ::testing::PrintToString(text);
    }
    ASSERT_EQ(fold_accents(fold_name(text)), fold_accents(text)) << ::testing::PrintToString(text);
    ASSERT_EQ(fold_name(fold_case(text)), fold_name(text)) << ::testing::PrintToString(text);
  }
}

// Long runs of ASCII are gone over in a shorter way than the rest: the same comes of it.
TEST(Folding, OfAsciiIsThatOfTheSameTextAmongOtherLetters) {
  testing::Random random(2);
  for (int i = 0; i < 20000; ++i) {
    std::string text;
    for (auto n = random.below(40); n > 0; --n) text += static_cast<char>(random.below(128));
    const std::string mark = "\u5C71";  // a letter of its own under any folding
    ASSERT_EQ(fold_case(text + mark), fold_case(text) + mark) << ::testing::PrintToString(text);
    ASSERT_EQ(fold_name(text + " " + mark), fold_name(fold_name(text) + " " + mark))
        << ::testing::PrintToString(text);
    std::string broken = text;
    broken.insert(random.below(broken.size() + 1), 1, '\xFF');
    ASSERT_TRUE(is_valid_utf8(text));
    ASSERT_FALSE(is_valid_utf8(broken)) << ::testing::PrintToString(broken);
  }
}

}  // namespace
}  // namespace rapport
