#include <set>

#include "graph/name_key.h"
#include "ingest/cue_reader.h"
#include "ingest/extract.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::string_view kDecisionSign = "✅";
constexpr std::string_view kBlockerSign = "❌";
constexpr std::size_t kLongestStatement = 1000;  // bytes

struct Statement {
  RecordKind kind = RecordKind::fact;
  std::string_view text;
};

std::optional<std::string_view> item_text(std::string_view line) {
  line = trim(line);
  for (const std::string_view bullet : {"- ", "* ", "+ "}) {
    if (line.starts_with(bullet)) return trim(line.substr(2));
  }
  const auto digits = line.find_first_not_of("0123456789");
  if (digits != std::string_view::npos && digits > 0 && line.substr(digits).starts_with(". ")) {
    return trim(line.substr(digits + 2));
  }
  return std::nullopt;
}

// "- ✅ text" is a decision and "- ❌ text" a blocker wherever they stand; other items are told by
// their section.
std::optional<Statement> parse_statement(std::string_view line, SectionKind section) {
  const auto text = item_text(line);
  if (!text || text->empty()) return std::nullopt;
  if (text->starts_with(kDecisionSign)) {
    return Statement{RecordKind::decision, trim(text->substr(kDecisionSign.size()))};
  }
  if (text->starts_with(kBlockerSign)) {
    return Statement{RecordKind::blocker, trim(text->substr(kBlockerSign.size()))};
  }
  if (text->starts_with("[") && text->size() > 3 && (*text)[2] == ']') return std::nullopt;  // task
  if (section == SectionKind::decisions) return Statement{RecordKind::decision, *text};
  if (section == SectionKind::facts) return Statement{RecordKind::fact, *text};
  return std::nullopt;
}

// Facts are copied from meetings into the notes of people: their day is known when the note has
// only one dated context.
std::optional<Date> only_context_date(const Note& note) {
  std::set<Date> dates;
  for (std::uint32_t line = 1; line <= note.line_count(); ++line) {
    if (note.section_of_line[line - 1] != SectionKind::context) continue;
    if (const auto text = item_text(note.visible_line(line))) {
      if (const auto date = leading_date(*text)) dates.insert(*date);
    }
  }
  return dates.size() == 1 ? std::optional(*dates.begin()) : std::nullopt;
}

}  // namespace

void extract_statements(ClaimsBuilder& claims, PeopleResolver& people) {
  const Note& note = claims.note();
  const bool is_meeting = claims.identity().type == NoteType::meeting;
  const auto note_date = is_meeting ? claims.identity().date : only_context_date(note);
  for (std::uint32_t line = note.head.lines + 1; line <= note.line_count(); ++line) {
    const auto visible = parse_statement(note.visible_line(line), note.section_of_line[line - 1]);
    if (!visible || is_placeholder(visible->text)) continue;
    // The words as written, code and all; cues only from what is no code.
    const auto written = parse_statement(note.line(line), note.section_of_line[line - 1]);
    std::string_view text = written ? written->text : visible->text;
    std::optional<Date> date = note_date;
    if (const auto own_date = leading_date(text)) {
      date = own_date;
      text = text.substr(10);
      while (text.starts_with(':') || text.starts_with(' ')) text.remove_prefix(1);
    }
    RecordClaim record;
    record.holder = claims.own();
    record.kind = visible->kind;
    record.text = clip(without_link_marks(text), kLongestStatement);
    record.date = date;
    record.line = line;
    const std::string shown = without_link_marks(visible->text);
    claims.record(std::move(record));
    read_cues(claims, people, shown, date, line);
  }
}

}  // namespace rapport
