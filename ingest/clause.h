#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/lexicon.h"
#include "ingest/words.h"

namespace rapport {

// Words [first, last) of a clause.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t size() const { return last - first; }
};

// Whether one of `marks` (ASCII) stands in what parts two words: mostly a blank.
inline bool holds_mark(std::string_view gap, std::string_view marks) {
  if (gap == " ") return false;
  return gap.find_first_of(marks) != std::string_view::npos;
}

// One clause of a statement as words, and the cue phrases in it. Keeps a view of the text.
class Clause {
 public:
  Clause(std::string_view text, const Lexicon& lexicon);
  // Words only: no cue is looked for.
  explicit Clause(std::string_view text);

  std::size_t size() const { return words_.size(); }
  const Word& word(std::size_t i) const { return words_[i]; }
  const std::vector<Word>& words() const { return words_; }
  // As cue phrases are written; made when first asked for.
  const std::string& folded(std::size_t i) const {
    if (folded_.empty()) folded_.resize(words_.size());
    if (folded_[i].empty()) folded_[i] = comparable(words_[i].text);
    return folded_[i];
  }

  std::string_view text(Span span) const;
  // From word `first` to the end of the clause, without the full stop.
  std::string_view text_from(std::size_t first) const;
  // What stands between words i - 1 and i, from 1 on; of the end what follows the last word.
  std::string_view gap_before(std::size_t i) const;

  // Cues, in order; of several that start at one word the longest.
  bool has(Cue cue) const;
  std::optional<Span> find(Cue cue, std::size_t from = 0) const;
  std::optional<Span> at(std::size_t first, Cue cue) const;
  std::vector<Span> all(Cue cue) const;
  bool has_between(Cue cue, std::size_t first, std::size_t last) const;
  // Whether such a cue stands at the start, behind a pronoun and adverbs at most: "Still reports
  // to".
  bool starts_with_relation() const;
  // Whether cues are there that can make a statement.
  bool has_relation() const { return can_state_something(present_); }

  // Whether word i is the first of a sentence, and therefore written large whatever it is.
  bool starts_sentence(std::size_t i) const;

  // Whether a comma, colon or bracket stands among the words from `first` to `last`.
  bool parted(std::size_t first, std::size_t last) const;
  // Where the part of the clause begins, after the last such mark, that word i stands in.
  std::size_t segment_start(std::size_t i) const;

 private:
  struct Match {
    Cue cue;
    Span span;
  };
  void match_at(std::size_t i, const Lexicon& lexicon);
  void match_phrases(std::size_t i, std::string_view first_word, const Lexicon& lexicon);
  std::size_t end_of(std::size_t i) const { return words_[i].first + words_[i].text.size(); }

  std::string_view text_;
  std::vector<Word> words_;
  mutable std::vector<std::string> folded_;
  std::vector<Match> matches_;
  CueSet present_;
};

// The clauses of a statement, with their places in it: up to ';', a dash, the end of a sentence,
// "but" or "however".
struct ClauseText {
  std::string_view text;
  std::size_t first = 0;  // byte in the statement
  bool is_question = false;
};
std::vector<ClauseText> clauses_of(std::string_view statement);
// The sentences of a text.
std::vector<ClauseText> sentences_of(std::string_view text);

// "Until C, do not contact o" as "do not contact o until C"; other clauses as they are.
std::string condition_last(std::string_view clause);

}  // namespace rapport
