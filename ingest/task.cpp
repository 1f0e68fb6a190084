#include "ingest/task.h"

#include <algorithm>
#include <array>

#include "ingest/field_line.h"
#include "ingest/person_name.h"
#include "ingest/wikilink.h"
#include "ingest/words.h"

namespace rapport {
namespace {

struct StatusRow {
  char character;
  std::string_view name;
  bool open;
};
constexpr std::array kStatuses = {
    StatusRow{' ', "open", true},       StatusRow{'/', "in progress", true},
    StatusRow{'x', "done", false},      StatusRow{'X', "done", false},
    StatusRow{'-', "cancelled", false}, StatusRow{'>', "deferred", true},
    StatusRow{'?', "question", true},   StatusRow{'R', "research", true}};

using DateMember = std::optional<Date> Task::*;
struct DateRow {
  std::string_view sign;   // emoji of the Tasks plugin
  std::string_view field;  // inline field
  DateMember member;
};
const std::array kDates = {
    DateRow{"📅", "due", &Task::due},         DateRow{"⏳", "scheduled", &Task::scheduled},
    DateRow{"🛫", "start", &Task::start},  DateRow{"➕", "created", &Task::created},
    DateRow{"✅", "completion", &Task::done}, DateRow{"❌", "cancelled", nullptr}};

struct PriorityRow {
  std::string_view sign;
  std::string_view name;
};
constexpr std::array kPriorities = {PriorityRow{"🔺", "highest"}, PriorityRow{"⏫", "high"},
                                    PriorityRow{"🔼", "medium"}, PriorityRow{"🔽", "low"},
                                    PriorityRow{"⏬", "lowest"}};

constexpr std::size_t kLongestTask = 4096;  // bytes; nobody reads on
constexpr std::size_t kLongestOwner = 80;   // bytes
constexpr int kMostOwnerWords = 6;
constexpr char kOwnerMark = '\x01';
constexpr std::string_view kVariationSelector = "\xEF\xB8\x8F";

void erase(std::string& text, std::size_t first, std::size_t last) {
  text.replace(first, last - first, " ");
}

void set_date(Task& task, DateMember member, std::string_view text, std::size_t column) {
  const auto date = parse_date(text);
  if (!date) {
    task.bad_dates.push_back({std::string(text), static_cast<std::uint32_t>(column)});
  } else if (member != nullptr) {
    task.*member = date;
  }
}

// "📅 2025-11-20": the sign, and the word behind it when it looks like a date.
void take_dated_signs(std::string& text, std::size_t offset, Task& task) {
  for (const DateRow& row : kDates) {
    for (std::size_t at = text.find(row.sign); at != std::string::npos;
         at = text.find(row.sign, at + 1)) {
      std::size_t value = at + row.sign.size();
      if (std::string_view(text).substr(value).starts_with(kVariationSelector)) {
        value += kVariationSelector.size();
      }
      value = std::min(text.find_first_not_of(' ', value), text.size());
      const auto end = std::min(text.find_first_not_of("0123456789-/", value), text.size());
      if (end - value < 6) continue;
      set_date(task, row.member, std::string_view(text).substr(value, end - value),
               offset + value + 1);
      text.replace(at, end - at, std::string(end - at, ' '));
    }
  }
}

// "[due:: 2025-11-20]" and "(due:: 2025-11-20)".
void take_inline_fields(std::string& text, std::size_t offset, Task& task) {
  std::vector<std::size_t> opened;  // brackets before `seen`
  std::size_t seen = 0;
  std::size_t close = 0;
  for (std::size_t mark = text.find(":: "); mark != std::string::npos;
       mark = text.find(":: ", mark + 1)) {
    for (; seen < mark; ++seen) {
      if (text[seen] == '[' || text[seen] == '(') opened.push_back(seen);
    }
    if (close < mark) close = text.find_first_of("])", mark);
    if (close == std::string::npos) return;
    if (opened.empty()) continue;
    const std::size_t open = opened.back();
    const std::string_view key = std::string_view(text).substr(open + 1, mark - open - 1);
    const auto row = std::find_if(kDates.begin(), kDates.end(),
                                  [&](const DateRow& r) { return r.field == key; });
    if (key == "priority") {
      task.priority = lower(trim(std::string_view(text).substr(mark + 3, close - mark - 3)));
    } else if (row != kDates.end()) {
      set_date(task, row->member, std::string_view(text).substr(mark + 3, close - mark - 3),
               offset + mark + 4);
    } else {
      continue;
    }
    text.replace(open, close + 1 - open, std::string(close + 1 - open, ' '));
    opened.pop_back();
  }
}

void take_priority(std::string& text, Task& task) {
  for (const auto& [sign, name] : kPriorities) {
    const auto at = text.find(sign);
    if (at == std::string::npos) continue;
    if (task.priority.empty()) task.priority = name;
    erase(text, at, at + sign.size());
  }
}

// Before a link at the end of a task: then it tells whom to write to, not who does it.
constexpr std::array<std::string_view, 28> kNotBeforeOwner = {
    "to",   "for",    "with",   "from", "of",     "about", "by",      "and",    "between", "on",
    "at",   "in",     "see",    "ask",  "call",   "email", "meet",    "tell",   "remind",  "thank",
    "ping", "invite", "update", "read", "review", "add",   "contact", "message"};

std::string name_in_target(std::string_view target) {
  target = target.substr(target.rfind('/') == std::string_view::npos ? 0 : target.rfind('/') + 1);
  if (target.ends_with(".md")) target.remove_suffix(3);
  return std::string(target);
}

// A link that the task starts with, or ends with as a name behind the matter: "Batch plan [[Ann]]".
// `words` are those of the text; none reaches across a bracket.
bool stands_for_owner(std::string_view text, const std::vector<Word>& words, const Wikilink& link) {
  const auto first_behind = [&](std::size_t place) {
    return std::partition_point(words.begin(), words.end(),
                                [&](const Word& word) { return word.first < place; });
  };
  if (trim(text.substr(0, link.column - 1)).empty()) return true;
  const auto before = first_behind(link.column - 1);
  if (before - words.begin() < 2) return false;
  const auto after = first_behind(link.end);
  if (after != words.end() && after->first < text.find('#', link.end)) return false;
  const std::string last = lower(std::prev(before)->text);
  return std::find(kNotBeforeOwner.begin(), kNotBeforeOwner.end(), last) == kNotBeforeOwner.end();
}

// Leaves a mark in the text where the owner stood.
void cut_owner(std::string& text, std::size_t first, std::size_t last) {
  if (first > 0 && last < text.size() && text[first - 1] == '(' && text[last] == ')') {
    --first;
    ++last;
  }
  text.replace(first, last - first, {kOwnerMark});
}

// How far a name goes on that starts at `start`: "@Ann", "@Ann van der Berg", "@R. J. Lee",
// "@a-lee".
std::size_t end_of_name(std::string_view text, std::size_t start) {
  std::size_t end = start;
  int count = 0;
  for (const Word& word : words_of(text.substr(start, kLongestOwner))) {
    const std::size_t first = start + word.first;
    const std::string_view gap = text.substr(end, first - end);
    const bool after_initial = (gap == ". " || gap == ".") && end > start && end - start < 24;
    if (count == 0 ? !gap.empty() : gap != " " && !after_initial) break;
    if (count > 0 && !word.capitalized && !is_name_particle(word.text)) break;
    if (++count > kMostOwnerWords) break;
    end = first + word.text.size();
  }
  return end;
}

// "@[[Ann Lee]]", "@AnnLee", "@Ann Lee"; without such, a link that stands for the owner.
void take_owner(std::string& text, Task& task) {
  const std::vector<Wikilink> links = find_wikilinks(text);
  for (const Wikilink& link : links) {
    const std::size_t first = link.column - 1;
    if (first == 0 || text[first - 1] != '@') continue;
    task.owner = name_in_target(link.target);
    cut_owner(text, first - 1, link.end);
    return;
  }
  for (std::size_t at = text.find('@'); at != std::string::npos; at = text.find('@', at + 1)) {
    if (at > 0 && text[at - 1] != ' ' && text[at - 1] != '(') continue;  // an e-mail address
    const std::size_t end = end_of_name(text, at + 1);
    if (end == at + 1) continue;
    task.owner = text.substr(at + 1, end - at - 1);
    cut_owner(text, at, end);
    return;
  }
  if (links.empty()) return;
  const std::vector<Word> words = words_of(text);
  for (const Wikilink& link : links) {
    if (!stands_for_owner(text, words, link)) continue;
    task.owner = name_in_target(link.target);
    task.owner_is_linked = true;
    return;
  }
}

// "#task" and other tags at the end file a task, they do not tell it.
std::string_view without_tags_at_end(std::string_view text) {
  text = trim(text);
  for (auto blank = text.rfind(' '); blank != std::string_view::npos; blank = text.rfind(' ')) {
    if (!text.substr(blank + 1).starts_with('#')) break;
    text = trim(text.substr(0, blank));
  }
  return text;
}

std::string squeeze(std::string_view text) {
  std::string squeezed;
  for (const char c : text) {
    if ((c == ' ' || c == '\t') && (squeezed.empty() || squeezed.back() == ' ')) continue;
    squeezed += c == '\t' ? ' ' : c;
  }
  while (!squeezed.empty() && squeezed.back() == ' ') squeezed.pop_back();
  return squeezed;
}

}  // namespace

std::string_view status_name(char status) {
  const auto row = std::find_if(kStatuses.begin(), kStatuses.end(),
                                [&](const StatusRow& r) { return r.character == status; });
  return row == kStatuses.end() ? "open" : row->name;
}

bool is_open(char status) {
  const auto row = std::find_if(kStatuses.begin(), kStatuses.end(),
                                [&](const StatusRow& r) { return r.character == status; });
  return row == kStatuses.end() || row->open;
}

std::optional<Task> parse_task(std::string_view line) {
  // Most lines are told at once: nothing before a task's box holds a bracket.
  const auto box = line.find('[');
  if (box == std::string_view::npos || line.substr(box + 1, 2).find(']') != 1) return std::nullopt;
  line = clip(line, kLongestTask);
  std::size_t at = line.find_first_not_of(" \t>");
  if (at == std::string_view::npos) return std::nullopt;
  if (line[at] == '-' || line[at] == '*' || line[at] == '+') {
    ++at;
  } else {
    const auto digits = line.find_first_not_of("0123456789", at);
    if (digits == at || digits == std::string_view::npos) return std::nullopt;
    if (line[digits] != '.' && line[digits] != ')') return std::nullopt;
    at = digits + 1;
  }
  const auto open = line.find_first_not_of(' ', at);
  if (open == at || open == std::string_view::npos || open + 3 >= line.size()) return std::nullopt;
  if (line[open] != '[' || line[open + 2] != ']' || line[open + 3] != ' ') return std::nullopt;

  Task task;
  task.status = line[open + 1];
  const std::size_t offset = open + 4;
  std::string text(line.substr(offset));
  take_dated_signs(text, offset, task);
  take_inline_fields(text, offset, task);
  take_priority(text, task);
  text = without_block_id(without_tags_at_end(text));
  std::erase(text, kOwnerMark);
  take_owner(text, task);
  task.text = squeeze(without_tags_at_end(without_link_marks(text)));
  const auto mark = task.text.find(kOwnerMark);
  if (mark != std::string::npos) {
    task.owner_place = mark;
    task.text.erase(mark, 1);
    if (mark > 0 && task.text[mark - 1] == ' ') task.text.erase(--task.owner_place, 1);
    while (task.text.starts_with(' ')) task.text.erase(0, 1);
  }
  return task;
}

}  // namespace rapport
