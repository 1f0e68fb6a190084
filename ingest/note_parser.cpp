#include <algorithm>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/field_line.h"
#include "ingest/note.h"
#include "ingest/section_tracker.h"
#include "ingest/table.h"
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

// Tables: the line before the row of dashes names the columns, it says nothing of the note.
bool heads_a_table(const Note& note, std::uint32_t number) {
  return number < note.line_count() && is_delimiter_row(note.visible_line(number + 1));
}

// "#person #company/acme" in the text: letters, digits, '_', '-', '/', and not digits alone.
void read_tags(std::string_view line, std::uint32_t number, std::vector<NoteField>& fields) {
  for (auto at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at > 0 && line[at - 1] != ' ' && line[at - 1] != '\t' && line[at - 1] != ',') continue;
    std::size_t end = at + 1;
    bool has_letter = false;
    while (end < line.size()) {
      const auto c = static_cast<unsigned char>(line[end]);
      const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
      if (!letter && !(c >= '0' && c <= '9') && c != '_' && c != '-' && c != '/') break;
      has_letter = has_letter || letter;
      ++end;
    }
    if (!has_letter) continue;
    fields.push_back({Concept::tags, nullptr, std::string(line.substr(at, end - at)), number});
    at = end - 1;
  }
}

void read_body_line(Note& note, std::uint32_t number, SectionKind section, const NoteRules& rules,
                    DiagnosticSink& sink) {
  const std::string_view line = note.visible_line(number);
  for (Wikilink& link : find_links(line)) {
    link.line = number;
    note.links.push_back(std::move(link));
  }
  read_tags(line, number, note.fields);
  if (auto task = parse_task(line)) {
    for (const auto& [text, column] : task->bad_dates) {
      sink.warning("bad-date", number, column, fmt::format("'{}' is no date", text));
    }
    note.tasks.push_back({std::move(*task), number});
    return;
  }
  // "| Name | Organization |" heads a list of people there.
  const bool is_row = trim(line).starts_with('|');
  if (is_row && (section == SectionKind::attendees || section == SectionKind::absent ||
                 heads_a_table(note, number))) {
    return;
  }
  for (const FieldText& field : fields_in_line(line, section, rules)) {
    note.fields.push_back({field.meaning, nullptr, std::string(field.value), number});
  }
}

void read_body_lines(Note& note, const NoteRules& rules, DiagnosticSink& sink) {
  SectionTracker sections(rules);
  auto heading = note.headings.begin();
  note.section_of_line.assign(note.lines.size(), SectionKind::none);
  for (std::uint32_t number = note.head.lines + 1; number <= note.line_count(); ++number) {
    const std::string_view line = note.visible_line(number);
    const bool is_heading = heading != note.headings.end() && heading->line == number;
    if (is_heading) {
      sections.heading(heading->level, heading->text);
      ++heading;
    }
    const SectionKind section = sections.section_of(is_heading ? std::string_view{} : line);
    note.section_of_line[number - 1] = section;
    if (line.find_first_not_of(' ') == std::string_view::npos) continue;
    read_body_line(note, number, section, rules, sink);
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
