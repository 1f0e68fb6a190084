#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/cue.h"
#include "ingest/word_set.h"
#include "ingest/words.h"

namespace rapport {

// A word as phrases are written: lower case, straight apostrophe.
std::string comparable(std::string_view word);

// All phrases by their first word, so that a clause is matched in one look-up a word.
class Lexicon {
 public:
  struct Phrase {
    Cue cue;
    std::vector<std::string> words;
  };

  // The phrases that rapport comes with.
  static const Lexicon& standard();

  void add(Cue cue, std::string_view phrase);
  std::span<const Phrase> starting_with(std::string_view first_word) const {
    return first_words_.may_hold(first_word) ? look_up(first_word) : std::span<const Phrase>{};
  }

  // Whether can_state_something() may hold of a clause with these words. Never false where it does;
  // false for most texts, at a small part of what matching costs.
  bool may_state_something(std::span<const Word> words) const;
  // The same of the cues that tell who met: met, together, parties.
  bool may_tell_who_met(std::span<const Word> words) const {
    return encounter_starts_.among(words).any();
  }

  // All phrases of a cue, each as it was added, without an order.
  std::vector<std::string> phrases_of(Cue cue) const;

  // Two lexicons with the same fingerprint match alike.
  std::string fingerprint() const;

 private:
  std::span<const Phrase> look_up(std::string_view first_word) const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::vector<Phrase>, Hash, std::equal_to<>> phrases_;
  WordGlance first_words_;

  // Which cues have a phrase that starts so: with this word alone, or with this and a second one.
  class Starts {
   public:
    void add(Cue cue, const std::vector<std::string>& phrase);
    // The cues of which a phrase may stand among the words.
    CueSet among(std::span<const Word> words) const;

   private:
    struct Start {
      CueSet alone;
      std::vector<std::pair<std::uint64_t, CueSet>> with_second;  // by hash of the second word
    };
    void find(std::string_view first, std::string_view second, CueSet& found) const;

    std::unordered_map<std::uint64_t, Start> starts_;  // by hash of the first word
    WordGlance first_words_;
  };
  Starts statement_starts_;  // of cues that state something, and of what these need beside them
  Starts encounter_starts_;
};

}  // namespace rapport
