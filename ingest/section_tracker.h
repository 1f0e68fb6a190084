#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/note_rules.h"

namespace rapport {

// Which section each line of a body belongs to, told line by line from the top. A heading opens a
// section; one below it whose title means nothing of its own belongs to it ("### Observers" below
// "## Present"). A label that ends a line ("**Remote attendees:**") opens one for the list or table
// that follows.
class SectionTracker {
 public:
  explicit SectionTracker(const NoteRules& rules) : rules_(rules) {}

  void heading(int level, std::string_view title);

  // The section of a line that is no heading.
  SectionKind section_of(std::string_view line);

 private:
  const NoteRules& rules_;
  std::vector<std::pair<int, SectionKind>> open_;  // levels ascending
  std::optional<SectionKind> label_;               // of the list or table that comes or goes on
  bool in_list_ = false;                           // of the label
};

// "**Attendees:**", "Attendees:", "__Attendees__:" -> "Attendees"; empty for other lines.
std::string_view label_of(std::string_view line);

// Whether a line is a list item or a table row.
bool is_item_or_row(std::string_view line);

}  // namespace rapport
