#include "ingest/attendee_list.h"

#include <algorithm>
#include <array>
#include <optional>

#include "graph/name_key.h"
#include "ingest/organization_name.h"
#include "ingest/table.h"
#include "ingest/words.h"

namespace rapport {
namespace {

std::uint32_t column_in(std::string_view line, std::string_view part) {
  return static_cast<std::uint32_t>(part.data() - line.data() + 1);
}

// The text of a list item; empty for anything else, and for who is not ticked off.
std::string_view attendee_item(std::string_view line) {
  line = trim(line);
  const auto digits = line.find_first_not_of("0123456789");
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
    line = trim(line.substr(2));
  } else if (digits != std::string_view::npos && digits > 0 && digits < 4 &&
             (line.substr(digits).starts_with(". ") || line.substr(digits).starts_with(") "))) {
    line = trim(line.substr(digits + 2));
  } else {
    return {};
  }
  // In a list to tick off, only who is ticked was there.
  if (line.starts_with("[x] ") || line.starts_with("[X] ")) return trim(line.substr(4));
  if (line.starts_with("[ ]")) return {};
  // "- **Attendees**: ..." and "- with:: ..." are fields.
  if (line.find("::") != std::string_view::npos) return {};
  if (line.starts_with("**")) {
    const auto end = line.find("**", 2);
    const bool is_field = end != std::string_view::npos &&
                          (line[end - 1] == ':' || line.substr(end + 2).starts_with(':'));
    return is_field ? std::string_view{} : line;
  }
  return line;
}

enum class Column { other, name, role, abbreviation, organization, email, handle, present };

struct ColumnRow {
  Column column;
  std::string_view headers;  // parted by ','
};
constexpr std::array kColumns = {
    ColumnRow{Column::name,
              "name,attendee,who,person,participant,full name,attendees,member,delegate"},
    ColumnRow{Column::role, "role,title,position,job title,function"},
    ColumnRow{Column::abbreviation, "abbreviation,abbrev,abbr,initials,tla,short,abbrev."},
    ColumnRow{Column::organization,
              "organization,organisation,org,company,affiliation,employer,member company,account,"
              "represents,representing"},
    ColumnRow{Column::email, "email,e mail,mail"},
    ColumnRow{Column::handle,
              "handle,github,gh username,github handle,username,nick,github username"},
    ColumnRow{Column::present, "present,attended,attendance,here,in attendance"}};

Column column_of(std::string_view header) {
  std::string folded = fold_name(header);
  std::erase(folded, '*');
  for (const ColumnRow& row : kColumns) {
    for (std::string_view rest = row.headers; !rest.empty();) {
      const auto comma = std::min(rest.find(','), rest.size());
      if (rest.substr(0, comma) == folded) return row.column;
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
  }
  return Column::other;
}

// One table of people: which column holds what.
class AttendeeTable {
 public:
  void read_header(const std::vector<std::string_view>& cells) {
    columns_.clear();
    for (const std::string_view cell : cells) columns_.push_back(column_of(cell));
    const bool names_people =
        std::find(columns_.begin(), columns_.end(), Column::name) != columns_.end();
    if (!names_people && !columns_.empty() && columns_[0] == Column::other) {
      columns_[0] = Column::name;
    }
  }

  std::string_view cell(const std::vector<std::string_view>& cells, Column column) const {
    for (std::size_t i = 0; i < columns_.size() && i < cells.size(); ++i) {
      if (columns_[i] == column) return cells[i];
    }
    return columns_.empty() && column == Column::name && !cells.empty() ? cells[0]
                                                                        : std::string_view{};
  }

  // Where a column says who was there, an empty cell says who was not.
  bool says_absent(const std::vector<std::string_view>& cells) const {
    if (std::find(columns_.begin(), columns_.end(), Column::present) == columns_.end())
      return false;
    const std::string mark = fold_name(cell(cells, Column::present));
    return mark.empty() || mark == "n" || mark == "no" || mark == "absent" || mark == "false" ||
           mark == "[ ]" || mark == "✗" || mark == "❌" || mark == "x no" || mark == "regrets" ||
           mark == "excused";
  }

 private:
  std::vector<Column> columns_;
};

class ListReader {
 public:
  ListReader(const Note& note, PeopleResolver& resolver) : note_(note), resolver_(resolver) {}

  std::vector<ListedPerson> read() {
    for (const NoteField& field : note_.fields) read_field(field);
    for (std::uint32_t line = note_.head.lines + 1; line <= note_.line_count(); ++line) {
      const SectionKind section = note_.section_of_line[line - 1];
      if (section != SectionKind::attendees && section != SectionKind::absent) continue;
      const std::size_t before = people_.size();
      read_line(line);
      for (std::size_t i = before; i < people_.size(); ++i) {
        people_[i].mention.absent |= section == SectionKind::absent;
      }
    }
    return std::move(people_);
  }

 private:
  void read_field(const NoteField& field) {
    const bool absent = field.meaning == Concept::absent;
    if (field.meaning != Concept::attendees && field.meaning != Concept::contacts && !absent)
      return;
    for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
      const auto at = note_.line(line).find(text);
      const auto column = at == std::string_view::npos ? 1 : static_cast<std::uint32_t>(at + 1);
      for (PersonMention& mention : resolver_.mentions_in(text, line, column)) {
        mention.absent |= absent;
        people_.push_back({std::move(mention), {}, {}});
      }
    });
  }

  void read_line(std::uint32_t line) {
    const std::string_view text = note_.visible_line(line);
    if (trim(text).starts_with('|')) {
      read_row(line);
      return;
    }
    const std::string_view item = attendee_item(text);
    if (item.empty()) return;
    for (PersonMention& mention : resolver_.mentions_in(item, line, column_in(text, item))) {
      people_.push_back({std::move(mention), {}, {}});
    }
  }

  void read_row(std::uint32_t line) {
    const std::string_view text = note_.visible_line(line);
    if (is_delimiter_row(text)) return;
    const auto cells = cells_of(text);
    if (line < note_.line_count() && is_delimiter_row(note_.visible_line(line + 1))) {
      table_.read_header(cells);
      return;
    }
    const std::string_view name = table_.cell(cells, Column::name);
    if (name.empty()) return;
    const bool absent = table_.says_absent(cells);
    for (PersonMention& mention : resolver_.mentions_in(name, line, column_in(text, name))) {
      mention.absent |= absent || says_absent_anywhere(cells);
      if (mention.role.empty()) mention.role = table_.cell(cells, Column::role);
      if (mention.abbreviation.empty()) {
        mention.abbreviation = table_.cell(cells, Column::abbreviation);
      }
      if (mention.handle.empty()) {
        std::string_view handle = table_.cell(cells, Column::handle);
        if (handle.starts_with('@')) handle.remove_prefix(1);
        mention.handle = handle;
      }
      people_.push_back({std::move(mention), std::string(table_.cell(cells, Column::organization)),
                         std::string(table_.cell(cells, Column::email))});
    }
  }

  // A cell that holds nothing but "absent", "declined", "regrets"...
  static bool says_absent_anywhere(const std::vector<std::string_view>& cells) {
    return std::any_of(cells.begin() + 1, cells.end(),
                       [](std::string_view cell) { return cell.size() < 24 && says_absent(cell); });
  }

  const Note& note_;
  PeopleResolver& resolver_;
  AttendeeTable table_;
  std::vector<ListedPerson> people_;
};

}  // namespace

std::vector<std::string> listed_organizations(const Note& note) {
  std::vector<std::string> names;
  AttendeeTable table;
  for (std::uint32_t line = note.head.lines + 1; line <= note.line_count(); ++line) {
    const std::string_view text = note.visible_line(line);
    if (note.section_of_line[line - 1] != SectionKind::attendees || !trim(text).starts_with('|') ||
        is_delimiter_row(text)) {
      continue;
    }
    const auto cells = cells_of(text);
    if (line < note.line_count() && is_delimiter_row(note.visible_line(line + 1))) {
      table.read_header(cells);
      continue;
    }
    const std::string_view name = table.cell(cells, Column::organization);
    if (!name.empty() && !is_no_organization(name)) names.emplace_back(name);
  }
  return names;
}

std::vector<ListedPerson> listed_people(const Note& note, PeopleResolver& resolver) {
  return ListReader(note, resolver).read();
}

}  // namespace rapport
