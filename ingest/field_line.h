#pragma once

#include <string_view>
#include <vector>

#include "ingest/note_rules.h"

namespace rapport {

// Fields that stand in the body of a note.

struct FieldText {
  Concept meaning;
  std::string_view value;
};

// Of one line whose code is blanked, in a section of `section`:
//   "**Role**: CTO", "**Role:** CTO", "- **Role**: CTO", "| Role | CTO |", "role:: CTO",
//   "met at the fair [role:: CTO] (company:: Acme)";
//   "Role: CTO" below `## Profile`, "Present: Ann Lee, Bob Ray" anywhere.
std::vector<FieldText> fields_in_line(std::string_view line, SectionKind section,
                                      const NoteRules& rules);

// "text ^block-id" -> "text"
std::string_view without_block_id(std::string_view text);

// Minutes that list who was there in a line of its own, without a word about it: three or more of
// "Ann Lee (AL), Bob Ray (BR), ...".
bool is_roll_call(std::string_view line);

}  // namespace rapport
