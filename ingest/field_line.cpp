#include "ingest/field_line.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "ingest/person_name.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestKey = 40;

std::string_view without_bullet(std::string_view text) {
  text = trim(text);
  for (const std::string_view bullet : {"- ", "* ", "+ "}) {
    if (text.starts_with(bullet)) return trim(text.substr(2));
  }
  return text;
}

struct KeyValue {
  std::string_view key;
  std::string_view value;
};

// "**Role**: CTO", "**Role:** CTO", "__Role__: CTO"
KeyValue bold_field(std::string_view text) {
  const std::string_view mark = text.substr(0, 2);
  if (mark != "**" && mark != "__") return {};
  const auto end = text.find(mark, 2);
  if (end == std::string_view::npos) return {};
  std::string_view key = text.substr(2, end - 2);
  std::string_view value = text.substr(end + 2);
  if (key.ends_with(':')) {
    key.remove_suffix(1);
  } else if (value.starts_with(':')) {
    value.remove_prefix(value.starts_with("::") ? 2 : 1);
  } else {
    return {};
  }
  return {key, value};
}

// "| Role | CTO |": a row of two cells.
KeyValue table_field(std::string_view text) {
  if (!text.starts_with('|') || !text.ends_with('|')) return {};
  std::size_t bar = 1;
  while ((bar = text.find('|', bar)) != std::string_view::npos && text[bar - 1] == '\\') ++bar;
  if (bar == std::string_view::npos || bar + 1 >= text.size()) return {};
  const std::string_view value = text.substr(bar + 1, text.size() - bar - 2);
  for (auto more = value.find('|'); more != std::string_view::npos;
       more = value.find('|', more + 1)) {
    if (more == 0 || value[more - 1] != '\\') return {};
  }
  return {text.substr(1, bar - 1), value};
}

// "Role: CTO"
KeyValue plain_field(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon > kLongestKey) return {};
  if (text.substr(colon).starts_with("::") || text.substr(colon).starts_with("://")) return {};
  return {text.substr(0, colon), text.substr(colon + 1)};
}

// "role:: CTO"
KeyValue inline_field(std::string_view text) {
  const auto mark = text.find("::");
  if (mark == std::string_view::npos || mark == 0 || mark > kLongestKey) return {};
  const std::string_view key = text.substr(0, mark);
  if (key.find_first_of("[(|:`") != std::string_view::npos) return {};
  return {key, text.substr(mark + 2)};
}

// The next of a mark at or behind a place that only moves on: what is found once is not sought
// again.
class NextMark {
 public:
  NextMark(std::string_view text, std::string_view mark) : text_(text), mark_(mark) {}
  // npos if there is none.
  std::size_t from(std::size_t place) {
    if (!found_ || *found_ < place) found_ = text_.find(mark_, place);
    return *found_;
  }

 private:
  std::string_view text_;
  std::string_view mark_;
  std::optional<std::size_t> found_;
};

// "[role:: CTO]" and "(role:: CTO)" anywhere in a line. None stands in another. Linear.
void bracketed_fields(std::string_view text, const NoteRules& rules,
                      std::vector<FieldText>& fields) {
  NextMark square(text, "]");
  NextMark round(text, ")");
  NextMark link(text, "[[");
  NextMark link_end(text, "]]");
  for (auto mark = text.find("::"); mark != std::string_view::npos;) {
    const auto here = std::exchange(mark, text.find("::", mark + 2));
    const auto from = here > kLongestKey ? here - kLongestKey : 0;
    const auto open = text.substr(from, here - from).find_last_of("[(");
    if (open == std::string_view::npos) continue;
    const std::size_t start = from + open + 1;
    const auto meaning = rules.concept_of(trim(text.substr(start, here - start)));
    if (!meaning) continue;
    const bool is_square = text[start - 1] == '[';
    auto close = (is_square ? square : round).from(here);
    // "[with:: [[Ann Lee]]]": the link's brackets are not the field's.
    if (is_square && link.from(here) < close) {
      const auto end = link_end.from(link.from(here));
      if (end != std::string_view::npos) close = text.find(']', end + 2);
    }
    if (close == std::string_view::npos) continue;
    fields.push_back({*meaning, trim(text.substr(here + 2, close - here - 2))});
    if (mark < close) mark = text.find("::", close);
  }
}

}  // namespace

std::string_view without_block_id(std::string_view text) {
  if (text.find('^') == std::string_view::npos) return text;  // most have none: told at once
  const auto caret = text.rfind(" ^");
  if (caret == std::string_view::npos || caret + 2 >= text.size()) return text;
  const std::string_view id = trim(text.substr(caret + 2));
  const bool is_id = std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  return is_id ? trim(text.substr(0, caret)) : text;
}

bool is_roll_call(std::string_view line) {
  line = trim(line);
  std::size_t people = 0;
  while (!line.empty()) {
    const auto open = line.find('(');
    const auto close = line.find(')', open == std::string_view::npos ? 0 : open);
    if (open == std::string_view::npos || close == std::string_view::npos) return false;
    if (!looks_like_full_name(trim(line.substr(0, open)), NamePlace::list) ||
        !looks_like_abbreviation(line.substr(open + 1, close - open - 1))) {
      return false;
    }
    ++people;
    line = trim(line.substr(close + 1));
    if (!line.empty() && line.front() != ',' && line.front() != ';') return false;
    if (!line.empty()) line = trim(line.substr(1));
  }
  return people >= 3;
}

std::vector<FieldText> fields_in_line(std::string_view line, SectionKind section,
                                      const NoteRules& rules) {
  std::vector<FieldText> fields;
  // Every form has a colon or a bar: most lines have neither.
  if (line.find(':') == std::string_view::npos && line.find('|') == std::string_view::npos) {
    if (line.find('(') != std::string_view::npos && is_roll_call(line)) {
      fields.push_back({Concept::attendees, trim(line)});
    }
    return fields;
  }
  const std::string_view text = without_block_id(without_bullet(line));
  const auto add = [&](KeyValue field) {
    const std::string_view value = trim(field.value);
    if (field.key.empty() || value.empty()) return false;
    const auto meaning = rules.concept_of(trim(field.key));
    if (meaning) fields.push_back({*meaning, value});
    return meaning.has_value();
  };
  if (add(bold_field(text))) return fields;
  if (text.starts_with('|')) {
    add(table_field(text));
    return fields;
  }
  if (add(inline_field(text))) return fields;
  bracketed_fields(text, rules, fields);
  if (!fields.empty()) return fields;
  const KeyValue plain = plain_field(text);
  const auto meaning = plain.key.empty() ? std::nullopt : rules.concept_of(trim(plain.key));
  const bool lists_people = meaning == Concept::attendees || meaning == Concept::absent;
  const bool is_item = text.data() != trim(line).data();
  if (meaning && (section == SectionKind::profile || (lists_people && !is_item))) add(plain);
  return fields;
}

}  // namespace rapport
