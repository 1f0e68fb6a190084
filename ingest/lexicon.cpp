#include "ingest/lexicon.h"

#include <algorithm>
#include <cstdint>

#include <fmt/ranges.h>

#include "ingest/cue_phrases.h"
#include "ingest/words.h"

namespace rapport {
namespace {

template <class Visit>
void for_each_phrase(std::string_view phrases, const Visit& visit) {
  while (!phrases.empty()) {
    const auto comma = phrases.find(',');
    visit(trim(phrases.substr(0, comma)));
    phrases.remove_prefix(comma == std::string_view::npos ? phrases.size() : comma + 1);
  }
}

std::vector<std::string> words_in(std::string_view phrase) {
  std::vector<std::string> words;
  while (!(phrase = trim(phrase)).empty()) {
    const auto blank = std::min(phrase.find(' '), phrase.size());
    words.push_back(lower(phrase.substr(0, blank)));
    phrase.remove_prefix(blank);
  }
  return words;
}

// Of a word as phrases are written, without writing it so.
std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (std::size_t i = 0; i < word.size(); ++i) {
    auto c = static_cast<std::uint8_t>(word[i]);
    if (c >= 'A' && c <= 'Z') c = static_cast<std::uint8_t>(c - 'A' + 'a');
    if (c == 0xE2 && word.substr(i).starts_with("’")) {
      c = '\'';
      i += 2;
    }
    hash = (hash ^ c) * 1099511628211U;
  }
  return hash;
}

}  // namespace

std::string comparable(std::string_view word) {
  std::string folded = lower(word);
  const auto quote = folded.find("’");
  if (quote != std::string::npos) folded.replace(quote, 3, "'");
  return folded;
}

const Lexicon& Lexicon::standard() {
  static const Lexicon lexicon = [] {
    Lexicon built;
    for (const CueRow& row : cue_rows()) {
      for_each_phrase(row.phrases, [&](std::string_view phrase) { built.add(row.cue, phrase); });
    }
    return built;
  }();
  return lexicon;
}

void Lexicon::add(Cue cue, std::string_view phrase) {
  std::vector<std::string> words = words_in(phrase);
  if (words.empty()) return;
  first_words_.add(words.front());
  std::vector<Phrase>& known = phrases_[words.front()];
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const Phrase& p) {
    return p.cue == cue && p.words == words;
  });
  if (is_known) return;
  if (states_something(cue) || helps_to_state(cue)) statement_starts_.add(cue, words);
  if (tells_who_met(cue)) encounter_starts_.add(cue, words);
  known.push_back({cue, std::move(words)});
}

void Lexicon::Starts::add(Cue cue, const std::vector<std::string>& phrase) {
  first_words_.add(phrase.front());
  Start& start = starts_[hash_of(phrase.front())];
  if (phrase.size() == 1) {
    start.alone.set(bit(cue));
    return;
  }
  const auto add = [&](std::string_view second) {
    const std::uint64_t hash = hash_of(second);
    const auto known = std::find_if(start.with_second.begin(), start.with_second.end(),
                                    [&](const auto& entry) { return entry.first == hash; });
    CueSet& cues = known == start.with_second.end()
                       ? start.with_second.emplace_back(hash, CueSet{}).second
                       : known->second;
    cues.set(bit(cue));
  };
  add(phrase[1]);
  if (phrase[1] == "us") add("me");  // "us" in a phrase stands for "me", too
}

void Lexicon::Starts::find(std::string_view first, std::string_view second, CueSet& found) const {
  if (!first_words_.may_hold(first)) return;
  const auto start = starts_.find(hash_of(first));
  if (start == starts_.end()) return;
  found |= start->second.alone;
  if (start->second.with_second.empty() || second.empty()) return;
  const std::uint64_t hash = hash_of(second);
  for (const auto& [of_second, cues] : start->second.with_second) {
    if (of_second == hash) found |= cues;
  }
}

CueSet Lexicon::Starts::among(std::span<const Word> words) const {
  CueSet found;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view word = words[i].text;
    const auto second = i + 1 < words.size() ? words[i + 1].text : std::string_view{};
    find(word, second, found);
    const auto hyphen = word.rfind('-');
    if (hyphen != std::string_view::npos) find(word.substr(hyphen), second, found);
  }
  return found;
}

bool Lexicon::may_state_something(std::span<const Word> words) const {
  return can_state_something(statement_starts_.among(words));
}

std::span<const Lexicon::Phrase> Lexicon::look_up(std::string_view first_word) const {
  const auto it = phrases_.find(first_word);
  return it == phrases_.end() ? std::span<const Phrase>{} : std::span<const Phrase>(it->second);
}

std::vector<std::string> Lexicon::phrases_of(Cue cue) const {
  std::vector<std::string> found;
  for (const auto& [first, phrases] : phrases_) {
    for (const Phrase& phrase : phrases) {
      if (phrase.cue == cue) found.push_back(fmt::format("{}", fmt::join(phrase.words, " ")));
    }
  }
  return found;
}

std::string Lexicon::fingerprint() const {
  std::vector<std::string> lines;
  for (const auto& [first, phrases] : phrases_) {
    for (const Phrase& phrase : phrases) {
      lines.push_back(fmt::format("{} {}", cue_name(phrase.cue), fmt::join(phrase.words, " ")));
    }
  }
  std::sort(lines.begin(), lines.end());
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  return text;
}

}  // namespace rapport
