#include "ingest/words.h"

#include <algorithm>
#include <array>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace rapport {
namespace {

using namespace std::string_view_literals;

constexpr std::array kParticles = {"van"sv, "von"sv, "de"sv,  "der"sv, "den"sv, "da"sv, "di"sv,
                                   "du"sv,  "dos"sv, "del"sv, "la"sv,  "le"sv,  "al"sv, "el"sv,
                                   "bin"sv, "ibn"sv, "ter"sv, "ten"sv, "zu"sv,  "y"sv};

// Words that stand capitalised in notes and in no person's name.
constexpr std::array kNotNames = {"agreed"sv,      "ask"sv,
                                  "avoid"sv,       "decided"sv,
                                  "do"sv,          "focus"sv,
                                  "have"sv,        "hold"sv,
                                  "keep"sv,        "let"sv,
                                  "please"sv,      "use"sv,
                                  "work"sv,        "until"sv,
                                  "both"sv,        "decision"sv,
                                  "however"sv,     "then"sv,
                                  "account"sv,     "action"sv,
                                  "actions"sv,     "all"sv,
                                  "analytics"sv,   "architecture"sv,
                                  "attendees"sv,   "april"sv,
                                  "august"sv,      "background"sv,
                                  "bank"sv,        "board"sv,
                                  "budget"sv,      "business"sv,
                                  "capital"sv,     "call"sv,
                                  "client"sv,      "cloud"sv,
                                  "committee"sv,   "company"sv,
                                  "contract"sv,    "corp"sv,
                                  "corporation"sv, "customer"sv,
                                  "data"sv,        "december"sv,
                                  "department"sv,  "design"sv,
                                  "director"sv,    "energy"sv,
                                  "engineering"sv, "everyone"sv,
                                  "executive"sv,   "february"sv,
                                  "finance"sv,     "foods"sv,
                                  "friday"sv,      "gmbh"sv,
                                  "group"sv,       "hardware"sv,
                                  "health"sv,      "inc"sv,
                                  "industries"sv,  "infrastructure"sv,
                                  "january"sv,     "july"sv,
                                  "june"sv,        "key"sv,
                                  "labs"sv,        "leadership"sv,
                                  "legal"sv,       "limited"sv,
                                  "llc"sv,         "ltd"sv,
                                  "management"sv,  "manager"sv,
                                  "march"sv,       "marketing"sv,
                                  "marketplace"sv, "meeting"sv,
                                  "monday"sv,      "mutual"sv,
                                  "networks"sv,    "next"sv,
                                  "notes"sv,       "november"sv,
                                  "october"sv,     "office"sv,
                                  "operations"sv,  "ops"sv,
                                  "partner"sv,     "path"sv,
                                  "phase"sv,       "pilot"sv,
                                  "pipeline"sv,    "platform"sv,
                                  "plan"sv,        "primary"sv,
                                  "procurement"sv, "product"sv,
                                  "program"sv,     "project"sv,
                                  "q1"sv,          "q2"sv,
                                  "q3"sv,          "q4"sv,
                                  "review"sv,      "roadmap"sv,
                                  "sales"sv,       "saturday"sv,
                                  "security"sv,    "september"sv,
                                  "service"sv,     "services"sv,
                                  "software"sv,    "solutions"sv,
                                  "staff"sv,       "steering"sv,
                                  "steps"sv,       "storage"sv,
                                  "strategy"sv,    "summary"sv,
                                  "sunday"sv,      "support"sv,
                                  "sync"sv,        "systems"sv,
                                  "team"sv,        "the"sv,
                                  "thursday"sv,    "tuesday"sv,
                                  "university"sv,  "update"sv,
                                  "vendor"sv,      "wednesday"sv,
                                  "weekly"sv,      "workshop"sv};

UChar32 code_point(std::string_view text, std::size_t& at) {
  UChar32 c = 0;
  auto i = static_cast<std::int64_t>(at);
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i,
          static_cast<std::int64_t>(text.size()), c);
  at = static_cast<std::size_t>(i);
  return c;
}

bool is_inner_mark(UChar32 c) { return c == '\'' || c == 0x2019 || c == '-'; }

bool is_letter(UChar32 c) {
  return c > 0 && (u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK);
}

// A word without its possessive: "Ann's" and "Ann’s" are Ann.
std::string_view without_possessive(std::string_view word) {
  for (const std::string_view ending : {"'s"sv, "’s"sv, "'"sv, "’"sv, "-"sv}) {
    if (word.size() > ending.size() && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// "VP", "MAI": people are not written in capitals throughout; an initial is ("J").
bool is_acronym(std::string_view word) {
  return word.size() > 1 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

}  // namespace

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t first = at;
    const UChar32 c = code_point(line, at);
    if (!is_letter(c)) continue;
    std::size_t end = at;
    while (end < line.size()) {
      std::size_t next = end;
      const UChar32 d = code_point(line, next);
      if (!is_letter(d) && !is_inner_mark(d)) break;
      end = next;
    }
    at = end;
    const std::string_view text = without_possessive(line.substr(first, end - first));
    words.push_back({text, first, u_isupper(c) != 0 || u_istitle(c) != 0});
  }
  return words;
}

std::string_view clip(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

std::string_view trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

std::string lower(std::string_view text) {
  std::string lowered(text);
  for (char& c : lowered) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lowered;
}

std::string split_camel_case(std::string_view text) {
  std::string split;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool upper = text[i] >= 'A' && text[i] <= 'Z';
    const bool after_lower = i > 0 && text[i - 1] >= 'a' && text[i - 1] <= 'z';
    if (upper && after_lower) split += ' ';
    split += text[i];
  }
  return split;
}

bool looks_like_full_name(std::string_view text) {
  if (text.find_first_of("/\\:;()[]{}<>|_#=+*\"") != std::string_view::npos) return false;
  const std::vector<Word> words = words_of(text);
  if (words.size() < 2 || words.size() > 5) return false;
  if (!words.front().capitalized || !words.back().capitalized) return false;
  return std::all_of(words.begin(), words.end(), [](const Word& word) {
    const std::string folded = lower(word.text);
    if (has_digit(word.text) || is_acronym(word.text)) return false;
    return word.capitalized ? !contains(kNotNames, folded) : contains(kParticles, folded);
  });
}

bool looks_like_given_name(std::string_view text) {
  const std::vector<Word> words = words_of(text);
  return words.size() == 1 && words[0].text.size() == text.size() && words[0].capitalized &&
         words[0].text.size() > 1 && !has_digit(text) && !is_acronym(text) &&
         !contains(kNotNames, lower(text));
}

}  // namespace rapport
