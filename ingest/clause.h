#pragma once

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ingest/words.h"

namespace rapport {

// A word as cue phrases are written: lower case, straight apostrophe.
std::string comparable(std::string_view word);

// Words [first, last) of a clause.
struct Span {
  std::size_t first = 0;
  std::size_t last = 0;
};

// One clause of a statement as words, in which cue phrases are looked for. Keeps views of the text.
class Clause {
 public:
  explicit Clause(std::string_view text) : text_(text), words_(words_of(text)) {
    for (const Word& word : words_) folded_.push_back(comparable(word.text));
  }

  std::size_t size() const { return words_.size(); }
  const Word& word(std::size_t i) const { return words_[i]; }

  std::string_view text(Span span) const {
    return text_.substr(words_[span.first].first, end_of(span.last - 1) - words_[span.first].first);
  }
  // From word `first` to the end of the clause, without the full stop.
  std::string_view text_from(std::size_t first) const {
    std::string_view rest = trim(text_.substr(words_[first].first));
    while (rest.ends_with('.') || rest.ends_with(',')) rest.remove_suffix(1);
    return rest;
  }
  // What stands between words i - 1 and i.
  std::string_view gap_before(std::size_t i) const {
    const std::size_t end = end_of(i - 1);
    return text_.substr(end, words_[i].first - end);
  }

  // The first place at or after `from` where one of the phrases stands.
  std::optional<Span> find(std::span<const std::string_view> phrases, std::size_t from = 0) const {
    for (std::size_t i = from; i < words_.size(); ++i) {
      for (const std::string_view phrase : phrases) {
        const std::size_t length = match_at(i, phrase);
        if (length > 0) return Span{i, i + length};
      }
    }
    return std::nullopt;
  }
  bool is_at(std::size_t i, std::span<const std::string_view> phrases) const {
    return std::any_of(phrases.begin(), phrases.end(),
                       [&](std::string_view phrase) { return match_at(i, phrase) > 0; });
  }
  bool has_any_of(const std::unordered_set<std::string_view>& words) const {
    return std::any_of(folded_.begin(), folded_.end(),
                       [&](const std::string& word) { return words.contains(word); });
  }
  bool has_before(std::span<const std::string_view> phrases, std::size_t end) const {
    const auto found = find(phrases);
    return found && found->first < end;
  }

 private:
  std::size_t end_of(std::size_t i) const { return words_[i].first + words_[i].text.size(); }

  std::size_t match_at(std::size_t i, std::string_view phrase) const {
    std::size_t length = 0;
    while (!phrase.empty()) {
      const auto blank = phrase.find(' ');
      if (i + length >= folded_.size() || folded_[i + length] != phrase.substr(0, blank)) return 0;
      ++length;
      phrase.remove_prefix(blank == std::string_view::npos ? phrase.size() : blank + 1);
    }
    return length;
  }

  std::string_view text_;
  std::vector<Word> words_;
  std::vector<std::string> folded_;
};

// The clauses of a statement: up to ';', the end of a sentence, "but" or "however".
std::vector<std::string_view> clauses_of(std::string_view statement);

// "Until C, do not contact o" as "do not contact o until C"; other clauses as they are.
std::string condition_last(std::string_view clause);

}  // namespace rapport
