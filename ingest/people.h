#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/claims_builder.h"

namespace rapport {

// People named in a note, with or without a link.

struct PersonMention {
  std::string text;  // the name, without what follows it
  std::optional<Wikilink> link;
  std::string role;     // "Ann Lee (VP Storage)"
  bool absent = false;  // "Ann Lee (declined)", "~~Ann Lee~~"
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// The people in a value or list item: links, plain names parted by commas, semicolons, '&' or
// "and", each with an optional role in brackets. "Lee, Ann" is one person if `is_person` knows an
// Ann Lee, else two of whom only one name is given.
using KnownName = std::function<bool(std::string_view)>;
std::vector<PersonMention> people_in(std::string_view text, std::uint32_t line,
                                     std::uint32_t column, const KnownName& is_person);

struct PersonRef {
  LocalVertex vertex = 0;
  Method method = Method::none;
};

// Finds whom a name means. Precision before recall: a name that fits nobody or several people
// stays unresolved; a full name that no note has becomes a stub.
class PeopleResolver {
 public:
  explicit PeopleResolver(ClaimsBuilder& claims) : claims_(claims) {}

  // people_in(), with the names of this vault's notes.
  std::vector<PersonMention> mentions_in(std::string_view text, std::uint32_t line,
                                         std::uint32_t column);

  // In a place where a person is expected. Diagnoses organizations and ambiguous names.
  std::optional<PersonRef> resolve(const PersonMention& mention);

  // A full name, alias, or given name known in the note's context; never makes a stub.
  std::optional<PersonRef> known(std::string_view name);

  // As known(), or a stub where the words look like a full name and name nothing else.
  std::optional<PersonRef> known_or_full_name(std::string_view name);

  // People of the note: given names resolve among them.
  void add_to_context(LocalVertex person);

  // The vault's owner, if configured.
  std::optional<PersonRef> owner();

 private:
  std::optional<PersonRef> by_full_name(std::string_view name);
  std::optional<PersonRef> by_given_name(std::string_view name);
  bool names_something_else(std::string_view name);

  // The user's verdicts (ingest/people_verdicts.cpp). by_verdict() is nullopt where they are
  // silent; where they say "nobody", or leave several, the person is.
  struct Ruled {
    std::optional<PersonRef> person;
  };
  std::optional<Ruled> by_verdict(std::string_view name);
  bool is_nobody(std::string_view name);
  // The keys of those who are called so, in full or by given name: what a reviewer chooses from.
  std::vector<std::string> candidates(std::string_view name);

  ClaimsBuilder& claims_;
  std::vector<LocalVertex> context_;
  bool ambiguous_ = false;  // the last given name fitted several people
};

}  // namespace rapport
