#include "ingest/words.h"

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

}  // namespace rapport
