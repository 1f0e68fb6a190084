#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/note_directory.h"

namespace rapport {

// The vault's owner may go by several names and addresses, all of which mean one person. Whoever
// names them says so of their own; still no note of somebody else becomes part of the owner.

// What one of these names means in the vault.
enum class OwnerReading : std::uint8_t {
  own_note,      // the name of a person's note: theirs, also where it is a second one
  in_own_note,   // an alias or address that such a note gives
  plain,         // no person's note has it
  other_person,  // an alias or address in the note of somebody whom no name of the owner names
  ambiguous,     // fits several people
  no_person,     // a note of another kind
};

struct OwnerName {
  std::string text;
  OwnerReading reading = OwnerReading::plain;
  std::optional<NoteDirectory::Index> note;

  bool counts() const { return reading <= OwnerReading::plain; }
};

// Each of `names` (names, e-mail addresses, paths of notes) once. Of a vault whose directory is
// sorted; the verdicts' merges may be in force or not.
std::vector<OwnerName> read_owner_names(const NoteDirectory& directory,
                                        const std::vector<std::string>& names);

// The name that leads: of a note of their own, else what such a note gives, else a name before an
// address. nullptr if none counts.
const OwnerName* leading_name(const std::vector<OwnerName>& names);

// "nora@acme.example"; a path of a note is none.
bool is_address(std::string_view name);

}  // namespace rapport
