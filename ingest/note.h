#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/diagnostic.h"
#include "ingest/frontmatter.h"
#include "ingest/markdown.h"
#include "ingest/note_rules.h"
#include "ingest/task.h"
#include "ingest/wikilink.h"

namespace rapport {

// A field of the head, or a line of the body that says the same: "**Role**: CTO", "role:: CTO",
// "| Role | CTO |".
struct NoteField {
  Concept meaning;
  const Value* value = nullptr;  // of the head
  std::string text;              // of the body
  std::uint32_t line = 0;
};

struct TaskLine {
  Task task;
  std::uint32_t line = 0;
};

// A note as its structure: what it says, not yet whom it means. Lines are numbered from 1.
// Movable, not copyable: lines point into the text.
struct Note {
  std::string path;    // in the vault, with '/'
  std::string folder;  // "" for the root
  std::string stem;    // file name without .md

  std::unique_ptr<const std::string> text;     // valid UTF-8
  std::unique_ptr<const std::string> visible;  // the body with blanks for code and comments, if any
  std::vector<std::string_view> lines;         // of text
  std::vector<SectionKind> section_of_line;    // by line - 1

  Frontmatter head;
  std::vector<NoteField> fields;
  std::vector<Heading> headings;
  std::vector<Wikilink> links;  // in order of line; those of the head first
  std::vector<TaskLine> tasks;

  std::string_view line(std::uint32_t number) const { return lines[number - 1]; }
  // As line(), with blanks for what is no text. Of the head nothing is visible.
  std::string_view visible_line(std::uint32_t number) const {
    if (number <= head.lines) return {};
    const std::string_view line = lines[number - 1];
    if (!visible) return line;
    const char* const body = lines[head.lines].data();
    return std::string_view(*visible).substr(static_cast<std::size_t>(line.data() - body),
                                             line.size());
  }
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(lines.size()); }
  const NoteField* field(Concept meaning) const;
};

// Never fails: whatever bytes a note has, something can be read, and diagnostics tell the rest.
Note parse_note(std::string path, std::string_view bytes, const NoteRules& rules,
                DiagnosticSink& sink);

// Placeholders that tools and templates leave: `<% %>`, `{{x}}`, `_Unknown_`, `_Career ..._`, "".
bool is_placeholder(std::string_view text);

// Calls visit(text, line) for each scalar in a value, in order; maps give their values.
template <class Visit>
void for_each_scalar(const Value& value, const Visit& visit) {
  if (value.kind == Value::Kind::scalar && !is_placeholder(value.text))
    visit(value.text, value.line);
  for (const Value& item : value.items) for_each_scalar(item, visit);
  for (const Field& field : value.fields) for_each_scalar(field.value, visit);
}

// Likewise for a field, wherever it stands.
template <class Visit>
void for_each_scalar(const NoteField& field, const Visit& visit) {
  if (field.value != nullptr) {
    for_each_scalar(*field.value, visit);
  } else if (!is_placeholder(field.text)) {
    visit(field.text, field.line);
  }
}

}  // namespace rapport
