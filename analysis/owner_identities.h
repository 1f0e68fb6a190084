#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/entity.h"

namespace rapport {

// Who the owner is taken to be, and what each of their names means in the notes.

enum class IdentityMeaning : std::uint8_t {
  own_note,      // their note is called so
  second_note,   // so is another note, which was taken into theirs
  in_own_note,   // an alias or address of their note
  only_named,    // no note has it, but notes write it
  nobody,        // no note writes it
  other_person,  // an alias or address in somebody else's note: not the owner
  ambiguous,     // fits several people: not the owner
  no_person,     // a note of another kind: not the owner
};
std::string_view to_string(IdentityMeaning meaning);

struct IdentityFinding {
  std::string text;  // as it was given
  IdentityMeaning meaning = IdentityMeaning::nobody;
  std::optional<Entity> entity;  // whom or what it means, with the note where there is one
  std::vector<Citation> evidence;
  std::string warning;  // what is wrong with it, and what to do; empty if nothing is
};

struct AlsoKnownAs {
  std::string kind;  // alias, email
  std::string text;
  std::vector<Citation> evidence;
};

struct OwnerFinding {
  Date as_of;
  std::optional<Entity> owner;  // nullopt when the notes do not know them
  std::string origin;           // option, environment, config, store
  std::string file;             // of the config, as it is shown
  std::uint32_t line = 0;
  bool is_ingested = true;  // the store was made for these names
  std::vector<IdentityFinding> identities;
  std::vector<AlsoKnownAs> also;  // what their note adds to the names given
};

}  // namespace rapport
