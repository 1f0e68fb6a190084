#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_set>

namespace rapport {

// Tells most words that are not in a set at a glance: by their first two letters and the last one.
class WordGlance {
 public:
  void add(std::string_view word) { shapes_.set(shape(word)); }

  // Never false for a word that was added, however it is written: the case of ASCII letters and the
  // form of an apostrophe do not matter.
  bool may_hold(std::string_view word) const { return shapes_[shape(word)] || is_foreign(word); }

 private:
  static std::size_t letter(std::string_view word, std::size_t i) {
    return static_cast<std::uint8_t>(word[i]) | 0x20U;
  }
  // "I’m": its apostrophe is one of the letters that are looked at.
  static bool is_foreign(std::string_view word) {
    return word.size() > 1 && letter(word, 1) >= 0x80;
  }
  static std::size_t shape(std::string_view word) {
    if (word.size() < 2) return word.empty() ? 0 : letter(word, 0);
    return (letter(word, 0) * 961 + letter(word, 1) * 31 + letter(word, word.size() - 1)) % 4096;
  }

  std::bitset<4096> shapes_;
};

// Words that a table lists, in lower case.
class WordSet {
 public:
  // Parted by blanks; views of `words`.
  explicit WordSet(std::string_view words) {
    while (!words.empty()) {
      const auto blank = words.find(' ');
      add(words.substr(0, blank));
      words.remove_prefix(blank == std::string_view::npos ? words.size() : blank + 1);
    }
  }

  // For a word that is not yet in lower case: whether it is worth the trouble.
  bool may_contain(std::string_view word) const { return glance_.may_hold(word); }
  bool contains(std::string_view word) const {
    return glance_.may_hold(word) && words_.contains(word);
  }

 private:
  void add(std::string_view word) {
    if (words_.insert(word).second) glance_.add(word);
  }

  WordGlance glance_;
  std::unordered_set<std::string_view> words_;
};

}  // namespace rapport
