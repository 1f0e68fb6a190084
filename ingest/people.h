#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/claims_builder.h"
#include "ingest/person_name.h"

namespace rapport {

// People named in a note, with or without a link.

struct PersonMention {
  std::string text;  // the name, without what follows it
  std::optional<Wikilink> link;
  std::string role;          // "Ann Lee (VP Storage)"
  std::string abbreviation;  // "Ann Lee (AL)", "Ann Lee [AL]"
  std::string handle;        // "Ann Lee @alee", without the @
  std::string email;         // "Ann Lee <ann@acme.example>"
  bool absent = false;       // "Ann Lee (declined)", "~~Ann Lee~~"
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

// The people in a value or list item: links, plain names parted by commas, semicolons, '&' or
// "and", each with an optional role in brackets. "Lee, Ann" is one person if `is_person` knows an
// Ann Lee, else two of whom only one name is given.
using KnownName = std::function<bool(std::string_view)>;
std::vector<PersonMention> people_in(std::string_view text, std::uint32_t line,
                                     std::uint32_t column, const KnownName& is_person);

// "(declined)", "- absent", "~~struck out~~": whoever the text is about was not there.
bool says_absent(std::string_view text);

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

  // A full name, alias, e-mail address, or a part of a name known in the note's context (given
  // name, "J. Lee", "Mr. Lee"); never makes a stub.
  std::optional<PersonRef> known(std::string_view name);

  // As known(), or a stub where the words look like a full name and name nothing else.
  std::optional<PersonRef> known_or_full_name(std::string_view name,
                                              NamePlace place = NamePlace::prose);

  // People of the note: given names resolve among them.
  void add_to_context(LocalVertex person);

  // What this note calls somebody besides their name: an abbreviation, a handle.
  void add_name_in_note(std::string_view name, PersonRef person);

  // Whether a name that starts with this word can be known: spares most words of a text the asking.
  bool may_start_name(std::string_view word);

  // Whether some note lists a person of this name among attendees or contacts.
  bool is_listed(std::string_view full_name) const;

  // Whether an organization, a project or another note is called so.
  bool names_something_else(std::string_view name);

  // The vault's owner, if configured.
  std::optional<PersonRef> owner();

 private:
  std::optional<PersonRef> look_up(std::string_view name);
  std::optional<PersonRef> by_full_name(std::string_view name);
  std::optional<PersonRef> by_part_of_name(std::string_view name);
  std::optional<PersonRef> by_address(std::string_view address);
  std::optional<PersonRef> owner_called(std::string_view folded);
  void diagnose(const PersonMention& mention);

  struct ContextPerson {
    LocalVertex vertex = 0;
    std::string name;  // folded
  };

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
  std::vector<ContextPerson> context_;
  std::map<std::string, PersonRef, std::less<>> names_in_note_;  // folded

  // The same few names stand in line after line: answers hold until the note tells of more people.
  struct Answer {
    std::optional<PersonRef> person;
    bool is_ambiguous = false;
    std::uint32_t asked_at = 0;
  };
  std::map<std::string, Answer, std::less<>> answers_;
  std::uint32_t knowledge_ = 1;  // grows with the context
  bool ambiguous_ = false;       // the last name fitted several people
};

}  // namespace rapport
