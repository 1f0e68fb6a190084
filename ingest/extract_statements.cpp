#include <set>

#include "graph/name_key.h"
#include "ingest/cue_reader.h"
#include "ingest/extract.h"
#include "ingest/field_line.h"
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

namespace {

class StatementReader {
 public:
  StatementReader(ClaimsBuilder& claims, PeopleResolver& people,
                  const std::deque<ReadPassage>& passages)
      : claims_(claims),
        people_(people),
        passages_(passages),
        note_(claims.note()),
        lexicon_(claims.settings().lexicon()) {
    const bool is_meeting = claims.identity().type == NoteType::meeting;
    note_date_ = is_meeting ? claims.identity().date : only_context_date(note_);
    if (claims.identity().type == NoteType::person) about_ = claims.own();
  }

  void read() {
    for (std::uint32_t line = note_.head.lines + 1; line <= note_.line_count(); ++line) {
      read_item(line);
    }
    for (const ReadPassage& read : passages_) read_passage(read);
  }

 private:
  // Facts, decisions, blockers: kept in their words.
  void read_item(std::uint32_t line) {
    const SectionKind section = note_.section_of_line[line - 1];
    const auto visible = parse_statement(note_.visible_line(line), section);
    if (!visible || is_placeholder(visible->text)) return;
    // The words as written, code and all; cues only from what is no code.
    const auto written = parse_statement(note_.line(line), section);
    std::string_view text = written ? written->text : visible->text;
    RecordClaim record;
    record.date = take_date(text);
    record.holder = claims_.own();
    record.kind = visible->kind;
    record.text = clip(without_link_marks(without_block_id(text)), kLongestStatement);
    record.line = line;
    claims_.record(std::move(record));
  }

  // What the words say of people.
  void read_passage(const ReadPassage& read) {
    if (read.names_nobody) return;
    if (!lexicon_.may_state_something(read.words.words())) return;
    const bool names_somebody =
        claims_.identity().type == NoteType::meeting ||  // they were looked for
        !ClausePeople(read.words, people_).all().empty();
    if (!names_somebody && !about_) return;  // nothing is said of nobody
    const Passage& passage = read.passage;
    std::string_view text = passage.text;
    for (const std::string_view sign : {kDecisionSign, kBlockerSign}) {
      if (text.starts_with(sign)) text = trim(text.substr(sign.size()));
    }
    if (is_placeholder(text)) return;
    // "- 2025-11-06: [[meeting]] - summary (via Ann)" tells of a meeting, second-hand.
    if (passage.section == SectionKind::context && is_second_hand(passage)) return;
    CueText cues;
    cues.date = take_date(text);
    cues.text = text;
    cues.is_item = passage.is_item;
    cues.about = about_;
    cues.names_somebody = names_somebody;
    const auto cut = static_cast<std::size_t>(text.data() - std::string_view(passage.text).data());
    for (const auto& [first, line] : passage.lines) {
      cues.lines.emplace_back(first > cut ? first - cut : 0, line);
    }
    read_cues(claims_, people_, cues);
  }

  bool is_second_hand(const Passage& passage) const {
    const std::string_view line = note_.line(passage.first_line());
    return line.find("[[") != std::string_view::npos ||
           passage.text.find("(via ") != std::string::npos;
  }

  // The day that the text starts with, which is cut off; else the note's.
  std::optional<Date> take_date(std::string_view& text) const {
    const auto own_date = leading_date(text);
    if (!own_date) return note_date_;
    text = text.substr(10);
    while (text.starts_with(':') || text.starts_with(' ')) text.remove_prefix(1);
    return own_date;
  }

  ClaimsBuilder& claims_;
  PeopleResolver& people_;
  const std::deque<ReadPassage>& passages_;
  const Note& note_;
  const Lexicon& lexicon_;
  std::optional<Date> note_date_;
  std::optional<LocalVertex> about_;
};

}  // namespace

void extract_statements(ClaimsBuilder& claims, PeopleResolver& people,
                        const std::deque<ReadPassage>& passages) {
  StatementReader(claims, people, passages).read();
}

}  // namespace rapport
