#include <algorithm>
#include <array>

#include "ingest/extract.h"
#include "ingest/words.h"

// Hints at who writes the notes of a vault, for `rapport me` to propose them. Once the owner is
// named nobody asks any more, and no note has such properties.

namespace rapport {
namespace {

// "I sent the plan", "- I'll ask her": the writer speaks. Not so "I. Introduction", "II", and what
// stands behind a speaker's name or in a quotation.
bool is_first_person(std::string_view line) {
  static constexpr std::array kStarts = {std::string_view("I"), std::string_view("I'm"),
                                         std::string_view("I've"), std::string_view("I'll"),
                                         std::string_view("I'd")};
  line = trim(line);
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
    line = trim(line.substr(2));
  }
  const auto end = line.find(' ');
  if (end == std::string_view::npos || end + 1 >= line.size()) return false;
  const bool goes_on = line[end + 1] >= 'a' && line[end + 1] <= 'z';
  return goes_on && std::find(kStarts.begin(), kStarts.end(), line.substr(0, end)) != kStarts.end();
}

}  // namespace

void extract_authorship(ClaimsBuilder& claims) {
  const bool is_asked = claims.directory().owner().names.empty();
  if (!is_asked || claims.identity().type != NoteType::meeting) return;
  const Note& note = claims.note();
  for (const NoteField& field : note.fields) {
    if (field.meaning != Concept::author) continue;
    for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
      claims.own_property("author", without_link_marks(text), line);
    });
  }
  for (std::uint32_t line = note.head.lines + 1; line <= note.line_count(); ++line) {
    if (!is_first_person(note.visible_line(line))) continue;
    claims.own_property("first_person", "true", line);
    return;
  }
}

}  // namespace rapport
