#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// When two names may be one. Nothing is merged by these rules: they only tell what to ask the user.

// The words of a person's name without accents, titles ("Dr."), suffixes ("Jr."), and initials in
// the middle. "Lee, Ann" is Ann Lee.
std::vector<std::string> person_words(std::string_view name);

enum class NameLikeness {
  same,        // in all words
  transposed,  // the same words in another order
  initial,     // "J. Okafor" and "Jane Okafor"
  nickname,    // "Bob Ray" and "Robert Ray"
  misspelled,  // one edit apart; two from 12 letters on
};

// How two people are called alike, given their words; nullopt if they are not.
struct Likeness {
  NameLikeness kind = NameLikeness::same;
  int edits = 0;  // of a misspelled name
};
std::optional<Likeness> likeness(const std::vector<std::string>& a,
                                 const std::vector<std::string>& b);

// An organization's name without accents, blanks and legal form: "Bright Loom, Inc." and
// "Brightloom" are "brightloom". Empty for a name that is nothing else.
std::string organization_core(std::string_view name);

// The telling words of a meeting's title, without its date; sorted, each once.
std::vector<std::string> title_words(std::string_view title);

// Dice's coefficient, in [0, 1], of two sorted lists: twice what they share, by what they have.
double similarity(const std::vector<std::string>& a, const std::vector<std::string>& b);

// An address that a team shares: info@, sales@.
bool is_shared_mailbox(std::string_view address);

}  // namespace rapport
