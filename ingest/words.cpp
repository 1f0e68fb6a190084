#include "ingest/words.h"

#include <array>
#include <cstdint>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace rapport {
namespace {

using namespace std::string_view_literals;

UChar32 code_point(std::string_view text, std::size_t& at) {
  UChar32 c = 0;
  auto i = static_cast<std::int64_t>(at);
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i,
          static_cast<std::int64_t>(text.size()), c);
  at = static_cast<std::size_t>(i);
  return c;
}

// What a character is to a word. `mark`: an apostrophe or hyphen, only inside of one.
enum class Kind : std::uint8_t { gap, small, capital, mark, beyond_ascii };

constexpr std::array<Kind, 256> kAscii = [] {
  std::array<Kind, 256> kinds = {};
  for (std::size_t c = 0; c < kinds.size(); ++c) {
    const bool small = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    kinds[c] = small                   ? Kind::small
               : c >= 'A' && c <= 'Z'  ? Kind::capital
               : c == '\'' || c == '-' ? Kind::mark
               : c >= 0x80             ? Kind::beyond_ascii
                                       : Kind::gap;
  }
  return kinds;
}();

std::uint8_t byte(std::string_view text, std::size_t at) {
  return static_cast<std::uint8_t>(text[at]);
}

// The character at `at`, which moves behind it.
Kind kind_at(std::string_view text, std::size_t& at) {
  const Kind kind = kAscii[byte(text, at)];
  if (kind != Kind::beyond_ascii) {
    ++at;
    return kind;
  }
  const UChar32 c = code_point(text, at);
  if (c == 0x2019) return Kind::mark;
  if (c <= 0) return Kind::gap;
  if (u_isupper(c) != 0 || u_istitle(c) != 0) return Kind::capital;
  const bool letter = u_isalnum(c) != 0 || u_charType(c) == U_NON_SPACING_MARK;
  return letter ? Kind::small : Kind::gap;
}

// A word without its possessive: "Ann's" and "Ann’s" are Ann.
std::string_view without_possessive(std::string_view word) {
  const char last = word.back();
  if (last != 's' && last != '\'' && last != '-' && last != '\x99') return word;
  for (const std::string_view ending : {"'s"sv, "’s"sv, "'"sv, "’"sv, "-"sv}) {
    if (word.size() > ending.size() && word.ends_with(ending)) {
      return word.substr(0, word.size() - ending.size());
    }
  }
  return word;
}

}  // namespace

std::vector<Word> words_of(std::string_view line) {
  std::vector<Word> words;
  words.reserve(line.size() / 6 + 1);
  for (std::size_t at = 0; at < line.size();) {
    if (kAscii[byte(line, at)] == Kind::gap) {  // most of what parts words is one byte
      ++at;
      continue;
    }
    const std::size_t first = at;
    const Kind start = kind_at(line, at);
    if (start != Kind::small && start != Kind::capital) continue;
    std::size_t end = at;
    while (end < line.size()) {
      const Kind kind = kAscii[byte(line, end)];
      if (kind == Kind::gap) break;
      std::size_t next = end + 1;
      if (kind == Kind::beyond_ascii && kind_at(line, next = end) == Kind::gap) break;
      end = next;
    }
    at = end;
    const std::string_view text = without_possessive(line.substr(first, end - first));
    words.push_back({text, first, start == Kind::capital});
  }
  return words;
}

std::string_view clip(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return text;
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return text.substr(0, bytes);
}

std::string_view trim(std::string_view text) {
  // By hand: find_first_not_of() calls a function for every character.
  const auto is_blank = [](char c) { return c == ' ' || c == '\t' || c == '\r'; };
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
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

}  // namespace rapport
