#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/keyed_hash.h"

namespace rapport {

// Names of people and organizations that the user wants forgotten: nothing about them may enter
// the store. Only keyed hashes of them are kept, so that the list itself does not name them. Who
// has the list and its key can still test a name that they guess; nobody can read names from it.
class ForgottenNames {
 public:
  // One name. Its digits are the keyed hash of the name squashed, so that "Ann Lee", "ANN-LEE" and
  // "@AnnLee" are one; before them a filter of 16 bits, which spares most words of a text the hash.
  struct Name {
    bool anywhere = false;   // also within other names and texts, not only as a whole name
    std::uint8_t words = 1;  // at most, when written
    std::uint16_t filter = 0;
    std::string digits;
    // "any 2 3fa1 9c0e..." and back. Throws std::invalid_argument.
    std::string dump() const;
    static Name parse(std::string_view text);
  };
  using Entry = std::vector<Name>;  // the names of one person or organization

  ForgottenNames() : ForgottenNames({}, {}) {}
  ForgottenNames(std::string key, std::vector<Entry> entries);

  bool empty() const { return names_.empty(); }
  const std::string& key() const { return key_; }
  const std::vector<Entry>& entries() const { return entries_; }

  // The hash of a name under this list's key, which must not be empty. A name of over 8 words is
  // not sought in texts; nor is one of fewer than 2 letters.
  Name hashed(std::string_view name, bool anywhere) const;

  // Whether this, as a whole, is a forgotten name.
  bool is_name(std::string_view name) const;
  // Whether it is one, or one stands in it, in any writing: "call with @AnnLee", "lee, ann".
  // Linear: 8 windows of words at each word.
  bool is_in(std::string_view text) const;

  // Keyed: tells one list from another, and nothing else. Empty for an empty list.
  std::string fingerprint() const;
  std::string keyed(std::string_view text) const { return hash_.hex(text, 16); }

 private:
  const Name* find(std::string_view squashed) const;
  std::uint16_t filter_of(std::string_view squashed) const;

  std::string key_;
  KeyedHash hash_;
  std::uint64_t seed_ = 0;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, Name> names_;  // by digits
  std::vector<bool> filters_;                    // by filter
  std::uint8_t most_words_ = 0;                  // of a name that is sought anywhere
};

// The words of a text as names compare: without case, accents and punctuation, "AnnLee" parted.
// An ideograph is a word.
std::vector<std::string> name_words(std::string_view text);

// Those words in one: "Ann Lee" -> "annlee".
std::string squashed_words(std::string_view name);

}  // namespace rapport
