#include "graph/name_key.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <utility>

#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

namespace rapport {
namespace {

// In lower case if all of it is ASCII, as most names are: they need no ICU. Without a branch in the
// loop, so that it runs over many bytes at once.
std::optional<std::string> ascii_lower(std::string_view text) {
  std::string lower(text);
  unsigned char all_bits = 0;
  for (char& c : lower) {
    all_bits = static_cast<unsigned char>(all_bits | static_cast<unsigned char>(c));
    const int is_upper = c >= 'A' && c <= 'Z' ? 1 : 0;
    c = static_cast<char>(c + is_upper * ('a' - 'A'));
  }
  if (all_bits >= 0x80) return std::nullopt;
  return lower;
}

const icu::Normalizer2& nfc() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFCInstance(status);
}

const icu::Normalizer2& nfd() {
  UErrorCode status = U_ZERO_ERROR;
  return *icu::Normalizer2::getNFDInstance(status);
}

// Without what stands on one letter beyond 30 marks, which no script needs (UAX #15, stream-safe
// text): to order marks takes ICU quadratic time.
icu::UnicodeString without_endless_marks(const icu::UnicodeString& text) {
  constexpr int kMostMarks = 30;
  if (text.length() <= kMostMarks) return text;
  icu::UnicodeString kept;
  int marks = 0;
  for (int i = 0; i < text.length();) {
    const UChar32 c = text.char32At(i);
    i += U16_LENGTH(c);
    marks = u_getCombiningClass(c) == 0 ? 0 : marks + 1;
    if (marks <= kMostMarks) kept.append(c);
  }
  return kept;
}

icu::UnicodeString folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString unicode =
      without_endless_marks(icu::UnicodeString::fromUTF8(to_valid_utf8(text)));
  unicode = nfc().normalize(unicode, status);
  return nfc().normalize(unicode.foldCase(), status);
}

std::string to_utf8(const icu::UnicodeString& unicode) {
  std::string utf8;
  unicode.toUTF8String(utf8);
  return utf8;
}

// Takes what parts words for one blank, and none at the ends. In place: what is written is never
// longer than what was read.
std::string join_words(std::string text) {
  std::size_t end = 0;
  bool gap = false;
  for (const char c : text) {
    if (c == ' ' || c == '-' || c == '_' || c == '\t') {
      gap = true;
      continue;
    }
    if (gap && end > 0) text[end++] = ' ';
    gap = false;
    text[end++] = c;
  }
  text.resize(end);
  return text;
}

// What ASCII becomes in a folded name; the rest is marked.
constexpr char kBeyondAscii = '\x80';
constexpr std::array<char, 256> kFoldedAscii = [] {
  std::array<char, 256> folded = {};
  for (std::size_t c = 0; c < folded.size(); ++c) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool is_gap = c == ' ' || c == '-' || c == '_' || c == '\t';
    folded[c] = c >= 0x80  ? kBeyondAscii
                : is_gap   ? ' '
                : is_upper ? static_cast<char>(c - 'A' + 'a')
                           : static_cast<char>(c);
  }
  return folded;
}();

// join_words() and ascii_lower() in one go: names are folded more than anything else.
std::optional<std::string> folded_ascii_name(std::string_view name) {
  std::string folded(name);
  char* const start = folded.data();
  char* end = start;
  char last = ' ';
  for (const char c : name) {
    const char next = kFoldedAscii[static_cast<unsigned char>(c)];
    if (next == kBeyondAscii) return std::nullopt;
    *end = next;
    end += next == ' ' && last == ' ' ? 0 : 1;
    last = next;
  }
  if (end != start && last == ' ') --end;
  folded.resize(static_cast<std::size_t>(end - start));
  return folded;
}

}  // namespace

std::string to_ascii(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(),
                                 [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  if (ascii) return std::string(text);
  // A transliterator serves one thread at a time.
  thread_local const std::unique_ptr<icu::Transliterator> latin_to_ascii = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Latin-ASCII", UTRANS_FORWARD, status));
  }();
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(to_valid_utf8(text));
  if (latin_to_ascii) latin_to_ascii->transliterate(unicode);
  return to_utf8(unicode);
}

namespace {

constexpr std::int64_t kBlock = 8;  // bytes that are looked at together

// Whether the eight bytes from `at` on are there and all ASCII.
bool is_ascii(std::string_view text, std::size_t at) {
  std::uint64_t block = 0;
  if (text.size() - at < sizeof block) return false;
  std::memcpy(&block, text.data() + at, sizeof block);
  return (block & 0x8080808080808080U) == 0;
}

}  // namespace

bool is_valid_utf8(std::string_view text) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < length;) {
    if (is_ascii(text, static_cast<std::size_t>(i))) {
      i += kBlock;
      continue;
    }
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    if (c < 0) return false;
  }
  return true;
}

std::string to_valid_utf8(std::string_view text) {
  if (is_valid_utf8(text)) return std::string(text);
  std::string valid;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < length;) {
    const std::int64_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    if (c < 0) {
      valid += "\xEF\xBF\xBD";
    } else {
      valid.append(
          text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
    }
  }
  return valid;
}

std::string fold_case(std::string_view text) {
  if (auto lower = ascii_lower(text)) return std::move(*lower);
  return to_utf8(folded(text));
}

std::string fold_name(std::string_view name) {
  if (auto folded = folded_ascii_name(name)) return std::move(*folded);
  return join_words(to_utf8(folded(name)));
}

std::string fold_accents(std::string_view name) {
  if (auto ascii = folded_ascii_name(name)) return std::move(*ascii);
  UErrorCode status = U_ZERO_ERROR;
  const icu::UnicodeString decomposed = nfd().normalize(folded(name), status);
  icu::UnicodeString plain;
  for (int i = 0; i < decomposed.length();) {
    const UChar32 c = decomposed.char32At(i);
    i += U16_LENGTH(c);
    if (u_charType(c) != U_NON_SPACING_MARK) plain.append(c);
  }
  return join_words(to_utf8(plain));
}

}  // namespace rapport
