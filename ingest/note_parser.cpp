#include <algorithm>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/note.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  lines.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

// Old Mac line ends: cmark knows them, so all of us must.
std::string with_line_feeds(std::string text) {
  for (std::size_t i = text.find('\r'); i < text.size(); i = text.find('\r', i + 1)) {
    if (i + 1 == text.size() || text[i + 1] != '\n') text[i] = '\n';
  }
  return text;
}

// The file's text as UTF-8 without byte order mark.
std::string decode(std::string_view bytes, DiagnosticSink& sink) {
  if (bytes.starts_with(kByteOrderMark)) bytes.remove_prefix(kByteOrderMark.size());
  if (is_valid_utf8(bytes)) return with_line_feeds(std::string(bytes));
  std::uint32_t line = 1;
  for (const std::string_view text : split_lines(bytes)) {
    if (!is_valid_utf8(text)) break;
    ++line;
  }
  sink.error("invalid-utf8", line, 1, "bytes that are no UTF-8; they were read as \uFFFD");
  return with_line_feeds(to_valid_utf8(bytes));
}

// "**Role**: CTO", "**Role:** CTO", "- **Role**: CTO", "role:: CTO", "| Role | CTO |".
void read_field_line(std::string_view line, std::uint32_t number, const NoteRules& rules,
                     std::vector<NoteField>& fields) {
  std::string_view text = trim(line);
  if (text.starts_with("- ") || text.starts_with("* ")) text = trim(text.substr(2));
  std::string_view key;
  std::string_view value;
  if (text.starts_with("**")) {
    const auto end = text.find("**", 2);
    if (end == std::string_view::npos) return;
    key = text.substr(2, end - 2);
    value = text.substr(end + 2);
    if (key.ends_with(':')) {
      key.remove_suffix(1);
    } else if (value.starts_with(':')) {
      value.remove_prefix(1);
    } else {
      return;
    }
  } else if (text.starts_with('|')) {
    const auto bar = text.find('|', 1);
    if (bar == std::string_view::npos) return;
    key = trim(text.substr(1, bar - 1));
    value = text.substr(bar + 1);
    if (!value.ends_with('|')) return;
    value.remove_suffix(1);
    if (value.find('|') != std::string_view::npos) return;
  } else {
    const auto mark = text.find(":: ");
    if (mark == std::string_view::npos || mark == 0 || mark > 40) return;
    key = text.substr(0, mark);
    if (key.find_first_of("[(") != std::string_view::npos) return;
    value = text.substr(mark + 3);
  }
  value = trim(value);
  if (value.empty()) return;
  if (const auto meaning = rules.concept_of(trim(key))) {
    fields.push_back({*meaning, nullptr, std::string(value), number});
  }
}

void read_head_fields(Note& note, const NoteRules& rules) {
  for (const Field& field : note.head.fields) {
    const auto meaning = rules.concept_of(field.key);
    if (meaning) note.fields.push_back({*meaning, &field.value, {}, field.line});
    for_each_scalar(field.value, [&](const std::string& text, std::uint32_t line) {
      for (Wikilink& link : find_wikilinks(text)) {
        // Columns within a YAML value are not known; the line is.
        link.line = line;
        link.column = 1;
        note.links.push_back(std::move(link));
      }
    });
  }
}

void read_body_lines(Note& note, const NoteRules& rules, DiagnosticSink& sink) {
  SectionKind section = SectionKind::none;
  auto heading = note.headings.begin();
  note.section_of_line.assign(note.lines.size(), SectionKind::none);
  for (std::uint32_t number = note.head.lines + 1; number <= note.line_count(); ++number) {
    if (heading != note.headings.end() && heading->line == number) {
      section = rules.section_of(without_link_marks(heading->text));
      ++heading;
    }
    note.section_of_line[number - 1] = section;
    const std::string_view line = note.visible_line(number);
    if (line.find_first_not_of(' ') == std::string_view::npos) continue;
    for (Wikilink& link : find_wikilinks(line)) {
      link.line = number;
      note.links.push_back(std::move(link));
    }
    if (auto task = parse_task(line)) {
      for (const auto& [text, column] : task->bad_dates) {
        sink.warning("bad-date", number, column, fmt::format("'{}' is no date", text));
      }
      note.tasks.push_back({std::move(*task), number});
    } else if (section != SectionKind::attendees || !trim(line).starts_with('|')) {
      // "| Name | Organization |" heads a list of people there.
      read_field_line(line, number, rules, note.fields);
    }
  }
}

}  // namespace

const NoteField* Note::field(Concept meaning) const {
  const auto it = std::find_if(fields.begin(), fields.end(),
                               [&](const NoteField& f) { return f.meaning == meaning; });
  return it == fields.end() ? nullptr : &*it;
}

bool is_placeholder(std::string_view text) {
  text = trim(text);
  if (text.empty() || text == "''" || text == "\"\"") return true;
  if (text.find("<%") != std::string_view::npos || text.find("{{") != std::string_view::npos) {
    return true;
  }
  // "_Career history, ..._": a whole text in italics is an instruction to whoever fills it in.
  return text.size() > 2 && text.front() == '_' && text.back() == '_' && text[1] != '_';
}

Note parse_note(std::string path, std::string_view bytes, const NoteRules& rules,
                DiagnosticSink& sink) {
  Note note;
  note.path = std::move(path);
  const auto slash = note.path.rfind('/');
  if (slash != std::string::npos) note.folder = note.path.substr(0, slash);
  note.stem = note.path.substr(slash == std::string::npos ? 0 : slash + 1);
  if (note.stem.ends_with(".md")) note.stem.resize(note.stem.size() - 3);

  note.text = std::make_unique<const std::string>(decode(bytes, sink));
  note.lines = split_lines(*note.text);
  sink.show_lines(&note.lines);
  note.head = read_frontmatter(note.lines, sink);

  const auto body_start =
      note.head.lines < note.lines.size()
          ? static_cast<std::size_t>(note.lines[note.head.lines].data() - note.text->data())
          : note.text->size();
  const std::string_view body = std::string_view(*note.text).substr(body_start);
  Outline outline = outline_of(body);
  if (!outline.simplified.empty()) {
    sink.warning(
        "simplified", 0, 0,
        fmt::format("{}: read line by line, without Markdown's finer rules", outline.simplified));
  }
  for (Heading& heading : outline.headings) heading.line += note.head.lines;
  note.headings = std::move(outline.headings);
  if (outline.visible != body) {
    note.visible = std::make_unique<const std::string>(std::move(outline.visible));
  }
  read_head_fields(note, rules);
  read_body_lines(note, rules, sink);
  return note;
}

}  // namespace rapport
