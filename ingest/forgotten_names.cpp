#include "ingest/forgotten_names.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "graph/encoding.h"
#include "graph/name_key.h"

namespace rapport {
namespace {

constexpr std::size_t kMostWords = 8;
constexpr std::size_t kDigits = 32;  // 128 bits
constexpr std::size_t kFilters = 1U << 16U;

// Cuts a text into words.
class WordCutter {
 public:
  explicit WordCutter(std::string_view text)
      : text_(icu::UnicodeString::fromUTF8(to_valid_utf8(text))) {}

  std::vector<std::string> words() {
    for (std::int32_t at = 0; at < text_.length(); at = text_.moveIndex32(at, 1)) take(at);
    end_word(text_.length());
    return std::move(words_);
  }

 private:
  void take(std::int32_t at) {
    const UChar32 c = text_.char32At(at);
    const bool is_mark = (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
    if (!is_mark && u_isalnum(c) == 0) return end_word(at);
    const bool is_alone = u_hasBinaryProperty(c, UCHAR_IDEOGRAPHIC) != 0;
    if (in_word_ && (is_alone || (was_lower_ && u_isupper(c) != 0))) end_word(at);
    if (!in_word_) first_ = at;
    in_word_ = true;
    if (!is_mark) was_lower_ = u_islower(c) != 0;
    if (is_alone) end_word(text_.moveIndex32(at, 1));
  }

  void end_word(std::int32_t end) {
    if (in_word_) {
      std::string word;
      text_.tempSubStringBetween(first_, end).toUTF8String(word);
      words_.push_back(fold_accents(word));
    }
    in_word_ = was_lower_ = false;
  }

  icu::UnicodeString text_;
  std::vector<std::string> words_;
  std::int32_t first_ = 0;
  bool in_word_ = false;
  bool was_lower_ = false;
};

template <class Number>
Number number_in(std::string_view text, int base) {
  Number number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument("no hash of a name");
  }
  return number;
}

}  // namespace

std::vector<std::string> name_words(std::string_view text) { return WordCutter(text).words(); }

std::string squashed_words(std::string_view name) {
  std::string squashed;
  for (const std::string& word : name_words(name)) squashed += word;
  return squashed;
}

std::string ForgottenNames::Name::dump() const {
  return fmt::format("{} {} {:04x} {}", anywhere ? "any" : "whole", words, filter, digits);
}

ForgottenNames::Name ForgottenNames::Name::parse(std::string_view text) {
  std::array<std::string_view, 4> parts;
  for (std::string_view& part : parts) {
    const auto end = text.find(' ');
    part = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  const bool anywhere = parts[0] == "any";
  const bool is_hex = parts[3].find_first_not_of("0123456789abcdef") == std::string_view::npos;
  if ((!anywhere && parts[0] != "whole") || !text.empty() || !is_hex ||
      parts[3].size() != kDigits) {
    throw std::invalid_argument("no hash of a name");
  }
  Name name;
  name.anywhere = anywhere;
  name.words = number_in<std::uint8_t>(parts[1], 10);
  name.filter = number_in<std::uint16_t>(parts[2], 16);
  name.digits = parts[3];
  if (name.words == 0 || name.words > kMostWords) throw std::invalid_argument("too many words");
  return name;
}

ForgottenNames::ForgottenNames(std::string key, std::vector<Entry> entries)
    : key_(std::move(key)), hash_(key_), entries_(std::move(entries)), filters_(kFilters) {
  seed_ = key_.empty() ? 0 : hash64("filter" + key_);
  for (const Entry& entry : entries_) {
    for (const Name& name : entry) {
      names_[name.digits] = name;
      filters_[name.filter] = true;
      if (name.anywhere) most_words_ = std::max(most_words_, name.words);
    }
  }
}

std::uint16_t ForgottenNames::filter_of(std::string_view squashed) const {
  const std::uint64_t sum = (hash64(squashed) ^ seed_) * 0x9E3779B97F4A7C15U;
  return static_cast<std::uint16_t>(sum >> 48U);
}

ForgottenNames::Name ForgottenNames::hashed(std::string_view name, bool anywhere) const {
  const std::vector<std::string> words = name_words(name);
  std::string squashed;
  for (const std::string& word : words) squashed += word;
  Name hashed;
  hashed.anywhere = anywhere && words.size() <= kMostWords && squashed.size() >= 2;
  hashed.words = static_cast<std::uint8_t>(std::clamp<std::size_t>(words.size(), 1, kMostWords));
  hashed.filter = filter_of(squashed);
  hashed.digits = hash_.hex(squashed, kDigits);
  return hashed;
}

const ForgottenNames::Name* ForgottenNames::find(std::string_view squashed) const {
  if (squashed.empty() || !filters_[filter_of(squashed)]) return nullptr;
  const auto found = names_.find(hash_.hex(squashed, kDigits));
  return found == names_.end() ? nullptr : &found->second;
}

bool ForgottenNames::is_name(std::string_view name) const {
  return !empty() && find(squashed_words(name)) != nullptr;
}

bool ForgottenNames::is_in(std::string_view text) const {
  if (empty()) return false;
  const std::vector<std::string> words = name_words(text);
  std::string window;
  for (std::size_t first = 0; first < words.size(); ++first) {
    window.clear();
    for (std::size_t i = first; i < std::min(words.size(), first + most_words_); ++i) {
      window += words[i];
      const Name* name = find(window);
      if (name != nullptr && name->anywhere) return true;
    }
  }
  return false;
}

std::string ForgottenNames::fingerprint() const {
  if (empty()) return {};
  std::string all;
  for (const Entry& entry : entries_) {
    for (const Name& name : entry) all += name.dump() + "\n";
  }
  return keyed(all);
}

}  // namespace rapport
