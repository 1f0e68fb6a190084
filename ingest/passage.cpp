#include "ingest/passage.h"

#include <algorithm>
#include <vector>

#include "ingest/field_line.h"
#include "ingest/section_tracker.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestPassage = 4000;  // bytes

class PassageReader {
 public:
  explicit PassageReader(const Note& note)
      : note_(note), is_no_prose_(note.lines.size() + 1, false) {
    for (const Heading& heading : note.headings) is_no_prose_[heading.line] = true;
    for (const TaskLine& task : note.tasks) is_no_prose_[task.line] = true;
    for (const NoteField& field : note.fields) {
      // "met at the fair [role:: CTO]" is a sentence all the same.
      if (field.value == nullptr && field.meaning != Concept::tags &&
          !holds_bracketed_field(note.line(field.line))) {
        is_no_prose_[field.line] = true;
      }
    }
  }

  std::deque<ReadPassage> read() {
    for (std::uint32_t line = note_.head.lines + 1; line <= note_.line_count(); ++line) {
      read_line(line);
    }
    end();
    return std::move(passages_);
  }

 private:
  static bool holds_bracketed_field(std::string_view line) {
    const auto mark = line.find("::");
    return mark != std::string_view::npos &&
           line.substr(0, mark).find_first_of("[(") != std::string_view::npos;
  }

  static bool lists_people(SectionKind section) {
    return section == SectionKind::attendees || section == SectionKind::absent;
  }

  void read_line(std::uint32_t line) {
    const std::string_view text = note_.visible_line(line);
    const std::string_view trimmed = trim(text);
    const SectionKind section = note_.section_of_line[line - 1];
    if (trimmed.empty() || is_no_prose_[line] || trimmed.front() == '|' || trimmed.front() == '>' ||
        (lists_people(section) && is_item_or_row(trimmed)) || trimmed.starts_with("---")) {
      end();
      return;
    }
    const bool item = is_item_or_row(trimmed);
    const bool setext = trimmed.find_first_not_of('=') == std::string_view::npos;
    if (setext) return;
    if (item || passage_.text.size() + trimmed.size() > kLongestPassage) end();
    if (passage_.lines.empty()) {
      passage_.section = section;
      passage_.is_item = item;
    } else {
      passage_.text += ' ';
    }
    passage_.lines.emplace_back(passage_.text.size(), line);
    append(item ? without_bullet(trimmed) : trimmed);
  }

  static std::string_view without_bullet(std::string_view text) {
    const auto blank = text.find(' ');
    return blank == std::string_view::npos ? text : trim(text.substr(blank + 1));
  }

  // The words as a reader sees them. Italics are blanked where they are a title: "*Edmund Vale*, a
  // novel".
  void append(std::string_view text) {
    text = without_block_id(text);
    const std::string shown =
        text.find('[') == std::string_view::npos ? std::string(text) : without_link_marks(text);
    const auto holds = [&](char mark) { return shown.find(mark) != std::string::npos; };
    if (!holds('*') && !holds('~') && !holds('%')) {  // most lines: told at once
      passage_.text += shown;
      return;
    }
    for (std::size_t i = 0; i < shown.size();) {
      const std::size_t plain = end_of_plain(shown, i);
      passage_.text.append(shown, i, plain - i);
      i = plain < shown.size() ? behind_mark(shown, plain) : plain;
    }
  }

  // Where the next mark stands that is no text of its own.
  static std::size_t end_of_plain(std::string_view text, std::size_t at) {
    while (at < text.size() && text[at] != '*' && text[at] != '~' && text[at] != '%') ++at;
    return at;
  }

  // Takes the mark at `at`, and what goes with it: emphasis, a title, a remark to oneself.
  std::size_t behind_mark(const std::string& text, std::size_t at) {
    const char mark = text[at];
    const bool twice = at + 1 < text.size() && text[at + 1] == mark;
    if (mark == '%' && twice) {
      const auto close = text.find("%%", at + 2);
      return close == std::string::npos ? text.size() : close + 2;
    }
    if (mark != '%' && twice) return at + 2;
    if (mark != '*') {
      passage_.text += mark;
      return at + 1;
    }
    const auto close = text.find('*', at + 1);
    const bool italics = close != std::string::npos && close > at + 1 && text[at + 1] != ' ';
    if (!italics || !is_title(std::string_view(text).substr(at + 1, close - at - 1))) return at + 1;
    passage_.text += "...";
    return close + 1;
  }

  static bool is_title(std::string_view text) {
    const auto words = words_of(text);
    return words.size() >= 2 && words.front().capitalized && words.back().capitalized;
  }

  void end() {
    if (passage_.lines.empty()) return;
    passages_.emplace_back(std::move(passage_));
    passage_ = {};
  }

  const Note& note_;
  std::vector<bool> is_no_prose_;  // by line
  Passage passage_;
  std::deque<ReadPassage> passages_;
};

}  // namespace

std::uint32_t Passage::line_at(std::size_t byte) const {
  std::uint32_t line = lines.front().second;
  for (const auto& [first, number] : lines) {
    if (first <= byte) line = number;
  }
  return line;
}

std::deque<ReadPassage> passages_of(const Note& note) { return PassageReader(note).read(); }

}  // namespace rapport
