#include "ingest/lexicon.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ingest/clause.h"
#include "ingest/word_set.h"
#include "tests/graph/random.h"

// That a glance at the words of a text never passes over what a closer look would find.

namespace rapport {
namespace {

using testing::Random;

const Lexicon& lexicon() { return Lexicon::standard(); }

bool may_state(const std::string& text) { return lexicon().may_state_something(words_of(text)); }
bool states(const std::string& text) { return Clause(text, lexicon()).has_relation(); }

TEST(Lexicon, TellsWhatStatesSomethingByItselfOrWithAnother) {
  struct {
    const char* text;
    bool states;
  } const cases[] = {
      {"Ann Lee reports to Bob Ray", true},
      {"Ann Lee is our sponsor", true},
      {"an umbrella sponsor", true},  // a determiner may make a role of it
      {"sponsor logos", false},
      {"the budget rests with Ann Lee", true},
      {"the budget was tight", false},
      {"nothing happens without Ann's signature", true},
      {"Ann Lee's calendar is run by Bob Ray", true},
      {"Ann Lee's calendar was full", false},
      {"do not contact Ann Lee", true},
      {"do not worry", false},
      {"wait for the board before contacting Ann Lee", true},
      {"only contact Ann Lee once the board has met", true},
      {"wait for the rain", false},
      {"we have Ann Lee's approval", true},
      {"we have Ann Lee's umbrella", false},
      {"the Bob-led path", true},
      {"a hand-led path", true},
      {"the Bob-led choir", false},
      {"via the harbour", false},
      {"the way in is via Ann Lee", true},
      {"Words of no harm at all", false},
      {"", false},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(states(c.text), c.states) << c.text;
    EXPECT_TRUE(may_state(c.text) || !c.states) << c.text;
  }
}

// Whatever the case of its letters and the form of its apostrophes.
TEST(Lexicon, FindsACueHoweverItIsWritten) {
  for (const char* text :
       {"Won’t contact Ann", "WON'T CONTACT ANN", "won't contact Ann", "Don’t email Ann",
        "I’ll introduce ME to Ann, will introduce me to Bob"}) {
    EXPECT_TRUE(may_state(text)) << text;
  }
}

// Words of cues, names and others, thrown together: the closer look is the judge.
TEST(Lexicon, NeverPassesOverAClauseThatStatesSomething) {
  std::vector<std::string> pieces = {"Ann Lee", "Bob",   "us",    "me",     "the",   "harbour",
                                     "Bob-led", "path",  ",",     "’",      "Ann's", "WILL",
                                     "Not",     "won’t", "until", "before", "our",   "is"};
  for (const std::string& name : cue_names()) {
    for (const std::string& word : lexicon().phrases_of(*cue_named(name))) pieces.push_back(word);
  }
  ASSERT_GT(pieces.size(), 1000U);
  Random random(7);
  int stating = 0;
  int passed_over = 0;
  for (int round = 0; round < 30'000; ++round) {
    std::string text;
    for (auto n = 1 + random.below(5); n > 0; --n) {
      std::string piece = pieces[random.below(pieces.size())];
      if (random.one_in(5)) piece[0] = static_cast<char>(std::toupper(piece[0]));
      text += (text.empty() ? "" : " ") + piece;
    }
    const bool may = may_state(text);
    if (states(text)) {
      ++stating;
      ASSERT_TRUE(may) << text;
    }
    passed_over += may ? 0 : 1;
    const Clause clause(text, lexicon());
    if (clause.has(Cue::met) || clause.has(Cue::together) || clause.has(Cue::parties)) {
      ASSERT_TRUE(lexicon().may_tell_who_met(clause.words())) << text;
    }
  }
  EXPECT_GT(stating, 5'000);
  EXPECT_GT(passed_over, 2'000);
}

TEST(Lexicon, TakesNewPhrases) {
  Lexicon extended = Lexicon::standard();
  extended.add(Cue::champion_after, "hums our anthem");
  extended.add(Cue::route_noun, "trail");
  for (const char* text : {"Ann Lee hums our anthem", "the Bob-led trail"}) {
    EXPECT_FALSE(may_state(text)) << text;
    EXPECT_TRUE(extended.may_state_something(words_of(text))) << text;
    EXPECT_TRUE(Clause(text, extended).has_relation()) << text;
  }
  EXPECT_NE(extended.fingerprint(), lexicon().fingerprint());
  extended.add(Cue::champion_after, "  Hums OUR anthem ");
  const std::string fingerprint = extended.fingerprint();
  extended.add(Cue::champion_after, "hums our anthem");
  EXPECT_EQ(extended.fingerprint(), fingerprint);
}

TEST(WordSet, HoldsWhatItWasGivenAndNothingElse) {
  Random random(3);
  const auto random_word = [&] {
    static const std::vector<std::string> letters = {"a", "b", "c", "ñ", "'", "-", ".", "’", "z"};
    std::string word;
    for (auto n = 1 + random.below(5); n > 0; --n) word += letters[random.below(letters.size())];
    return word;
  };
  for (int round = 0; round < 200; ++round) {
    std::string list;
    std::vector<std::string> words;
    for (int n = 0; n < 30; ++n) {
      words.push_back(random_word());
      list += (list.empty() ? "" : " ") + words.back();
    }
    const WordSet set(list);
    for (int n = 0; n < 100; ++n) {
      const std::string word = random_word();
      const bool is_in = std::find(words.begin(), words.end(), word) != words.end();
      ASSERT_EQ(set.contains(word), is_in) << word << " in " << list;
    }
    for (std::string word : words) {
      for (char& c : word) {
        if (c >= 'a' && c <= 'z' && random.one_in(2)) c = static_cast<char>(c - 'a' + 'A');
      }
      ASSERT_TRUE(set.may_contain(word)) << word << " in " << list;
    }
  }
  EXPECT_FALSE(WordSet("").contains(""));
}

// "with the approval of": whoever looks for a name behind the cue asks for what stands there.
TEST(Clause, KnowsWhatStandsBeforeAWordAndBehindTheLastOne) {
  const Clause clause("Ann, we go ahead with the approval of (", lexicon());
  EXPECT_EQ(clause.gap_before(1), ", ");
  EXPECT_EQ(clause.gap_before(2), " ");
  EXPECT_EQ(clause.gap_before(clause.size()), " (");
  EXPECT_EQ(clause.segment_start(clause.size() - 1), 1U);
  EXPECT_EQ(clause.segment_start(clause.size()), clause.size());
}

}  // namespace
}  // namespace rapport
