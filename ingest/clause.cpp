#include "ingest/clause.h"

#include <algorithm>
#include <array>

#include "ingest/person_name.h"

namespace rapport {
namespace {

// A full stop ends a clause; an initial's ("J. Lee"), a title's ("Dr. Lee") or "e.g. " does not.
bool ends_sentence(std::string_view statement, std::size_t dot) {
  const auto blank = statement.rfind(' ', dot);
  const auto start = blank == std::string_view::npos ? 0 : blank + 1;
  std::string_view word = statement.substr(start, dot - start);
  while (!word.empty() && (word.front() == '(' || word.front() == '*' || word.front() == '"')) {
    word.remove_prefix(1);
  }
  if (word.size() <= 1 || word.find('.') != std::string_view::npos) return word.size() > 4;
  static constexpr std::array<std::string_view, 9> kShort = {"vs",  "etc", "approx", "st", "no",
                                                             "inc", "ltd", "corp",   "co"};
  return !is_honorific(word) && !is_name_suffix(word) &&
         std::find(kShort.begin(), kShort.end(), lower(word)) == kShort.end();
}

}  // namespace

Clause::Clause(std::string_view text) : text_(text), words_(words_of(text)) {}

Clause::Clause(std::string_view text, const Lexicon& lexicon) : Clause(text) {
  for (std::size_t i = 0; i < words_.size(); ++i) folded(i);
  for (std::size_t i = 0; i < words_.size(); ++i) match_at(i, lexicon);
  std::stable_sort(matches_.begin(), matches_.end(), [](const Match& a, const Match& b) {
    return a.span.first != b.span.first ? a.span.first < b.span.first : a.span.last > b.span.last;
  });
}

void Clause::match_at(std::size_t i, const Lexicon& lexicon) {
  match_phrases(i, folded_[i], lexicon);
  const auto hyphen = folded_[i].rfind('-');  // "Bob-led"
  if (hyphen != std::string::npos) {
    match_phrases(i, std::string_view(folded_[i]).substr(hyphen), lexicon);
  }
}

void Clause::match_phrases(std::size_t i, std::string_view first_word, const Lexicon& lexicon) {
  const bool is_ending = first_word.size() < folded_[i].size();
  for (const Lexicon::Phrase& phrase : lexicon.starting_with(first_word)) {
    if (i + phrase.words.size() > folded_.size()) continue;
    // Most phrases of a common first word differ in the second: told by its length and start.
    if (phrase.words.size() > 1) {
      const std::string& second = phrase.words[1];
      const std::string& word = folded_[i + 1];
      if ((second.size() != word.size() || second[0] != word[0]) && second != "us") continue;
    }
    // "May" is a month, "may" a doubt; the same of "Will" and "Mark" as names.
    const bool is_capitalized = words_[i].capitalized && !is_ending;
    if (phrase.words.size() == 1 && i > 0 && is_capitalized && phrase.cue != Cue::first_person) {
      continue;
    }
    const auto same = [](const std::string& of_phrase, const std::string& word) {
      return of_phrase == word || (of_phrase == "us" && word == "me");
    };
    if (!std::equal(phrase.words.begin() + 1, phrase.words.end(),
                    folded_.begin() + static_cast<std::ptrdiff_t>(i) + 1, same)) {
      continue;
    }
    matches_.push_back({phrase.cue, {i, i + phrase.words.size()}});
    present_.set(bit(phrase.cue));
  }
}

std::string_view Clause::text(Span span) const {
  return text_.substr(words_[span.first].first, end_of(span.last - 1) - words_[span.first].first);
}

std::string_view Clause::text_from(std::size_t first) const {
  std::string_view rest = trim(text_.substr(words_[first].first));
  while (rest.ends_with('.') || rest.ends_with(',') || rest.ends_with('!')) rest.remove_suffix(1);
  return rest;
}

std::string_view Clause::gap_before(std::size_t i) const {
  const std::size_t end = end_of(i - 1);
  const std::size_t next = i < words_.size() ? words_[i].first : text_.size();
  return text_.substr(end, next - end);
}

bool Clause::has(Cue cue) const { return present_.test(bit(cue)); }

std::optional<Span> Clause::find(Cue cue, std::size_t from) const {
  if (!has(cue)) return std::nullopt;
  for (const Match& m : matches_) {
    if (m.cue == cue && m.span.first >= from) return m.span;
  }
  return std::nullopt;
}

std::optional<Span> Clause::at(std::size_t first, Cue cue) const {
  if (!has(cue)) return std::nullopt;
  for (const Match& m : matches_) {
    if (m.cue == cue && m.span.first == first) return m.span;
  }
  return std::nullopt;
}

std::vector<Span> Clause::all(Cue cue) const {
  std::vector<Span> spans;
  if (!has(cue)) return spans;
  for (const Match& m : matches_) {
    if (m.cue == cue && (spans.empty() || m.span.first >= spans.back().last)) {
      spans.push_back(m.span);
    }
  }
  return spans;
}

bool Clause::has_between(Cue cue, std::size_t first, std::size_t last) const {
  return has(cue) && std::any_of(matches_.begin(), matches_.end(), [&](const Match& m) {
           return m.cue == cue && m.span.first >= first && m.span.first < last;
         });
}

bool Clause::parted(std::size_t first, std::size_t last) const {
  for (std::size_t i = std::max<std::size_t>(first, 1); i <= last && i < size(); ++i) {
    if (holds_mark(gap_before(i), ",:()")) return true;
  }
  return false;
}

bool Clause::starts_with_relation() const {
  for (std::size_t i = 0; i < size() && i < 4; ++i) {
    const bool relation = std::any_of(matches_.begin(), matches_.end(), [&](const Match& m) {
      return m.span.first == i && states_something(m.cue);
    });
    if (relation) return true;
    const bool skipped =
        at(i, Cue::filler) || folded(i) == "he" || folded(i) == "she" || folded(i) == "they";
    if (!skipped) return false;
  }
  return false;
}

bool Clause::starts_sentence(std::size_t i) const {
  return i == 0 || holds_mark(gap_before(i), ".!?:;");
}

std::size_t Clause::segment_start(std::size_t i) const {
  while (i > 0 && !holds_mark(gap_before(i), ",:()")) --i;
  return i;
}

std::vector<ClauseText> clauses_of(std::string_view statement) {
  static constexpr std::array<std::string_view, 8> kBreaks = {
      " but ", " however ", " although ", " whereas ", " – ", " — ", " - ", " -- "};
  std::vector<ClauseText> clauses;
  std::size_t start = 0;
  const auto cut = [&](std::size_t end, std::size_t next, bool question) {
    if (end > start) clauses.push_back({statement.substr(start, end - start), start, question});
    start = next;
  };
  for (std::size_t i = 0; i < statement.size(); ++i) {
    const std::string_view rest = statement.substr(i);
    switch (rest.front()) {
      case ';':
        cut(i, i + 1, false);
        break;
      case '.':
        if (rest.starts_with(". ") && ends_sentence(statement, i)) cut(i, i + 1, false);
        if (rest.starts_with(".) ") || rest.starts_with(".\" ") || rest.starts_with(".” ")) {
          cut(i, i + 2, false);
        }
        break;
      case '?':
        cut(i, i + 1, true);
        break;
      case '!':
        if (rest.starts_with("! ")) cut(i, i + 1, false);
        break;
      case ' ':
        for (const std::string_view mark : kBreaks) {
          if (rest.size() > 1 && rest[1] == mark[1] && rest.starts_with(mark))
            cut(i, i + mark.size(), false);
        }
        break;
      default:
        break;
    }
  }
  cut(statement.size(), statement.size(), false);
  return clauses;
}

std::vector<ClauseText> sentences_of(std::string_view text) {
  std::vector<ClauseText> sentences;
  std::size_t start = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const bool ends = (text[i] == '.' && text[i + 1] == ' ' && ends_sentence(text, i)) ||
                      ((text[i] == '?' || text[i] == '!') && text[i + 1] == ' ');
    if (!ends) continue;
    sentences.push_back({text.substr(start, i + 1 - start), start, text[i] == '?'});
    start = i + 2;
  }
  if (start < text.size()) sentences.push_back({text.substr(start), start, text.ends_with('?')});
  return sentences;
}

std::string condition_last(std::string_view clause) {
  static constexpr std::array<std::string_view, 8> kFirst = {
      "until ", "unless ", "before ", "once ", "pending ", "till ", "without ", "as long as "};
  const std::string_view text = trim(clause);
  const auto comma = text.find(", ");
  const std::string folded = lower(text.substr(0, std::min<std::size_t>(text.size(), 12)));
  const bool starts_with_condition =
      std::any_of(kFirst.begin(), kFirst.end(),
                  [&](std::string_view word) { return folded.starts_with(word); });
  if (comma == std::string_view::npos || !starts_with_condition) return std::string(clause);
  std::string_view rest = trim(text.substr(comma + 2));
  while (rest.ends_with('.')) rest.remove_suffix(1);
  return std::string(rest) + ' ' + lower(text.substr(0, 1)) +
         std::string(text.substr(1, comma - 1));
}

}  // namespace rapport
