#include "ingest/section_tracker.h"

#include "ingest/wikilink.h"
#include "ingest/words.h"

namespace rapport {

std::string_view label_of(std::string_view line) {
  std::string_view text = trim(line);
  if (text.size() > 60 || text.size() < 3) return {};
  const bool colon_last = text.ends_with(':');
  if (colon_last) text = trim(text.substr(0, text.size() - 1));
  bool marked = false;
  for (const std::string_view mark : {"**", "__"}) {
    if (text.size() > 4 && text.starts_with(mark) && text.ends_with(mark)) {
      text = text.substr(2, text.size() - 4);
      marked = true;
    }
  }
  if (text.ends_with(':')) {
    text.remove_suffix(1);
  } else if (!colon_last) {
    return {};
  }
  if (!marked && text.find_first_of("*_|[(") != std::string_view::npos) return {};
  return trim(text);
}

bool is_item_or_row(std::string_view line) {
  const std::string_view text = trim(line);
  if (text.starts_with('|')) return true;
  if (text.size() > 1 && (text[0] == '-' || text[0] == '*' || text[0] == '+') && text[1] == ' ') {
    return true;
  }
  const auto digits = text.find_first_not_of("0123456789");
  return digits != std::string_view::npos && digits > 0 && digits < 4 &&
         (text.substr(digits).starts_with(". ") || text.substr(digits).starts_with(") "));
}

void SectionTracker::heading(int level, std::string_view title) {
  while (!open_.empty() && open_.back().first >= level) open_.pop_back();
  SectionKind kind = rules_.section_of(without_link_marks(title));
  if (kind == SectionKind::none && !open_.empty()) kind = open_.back().second;
  open_.emplace_back(level, kind);
  label_.reset();
}

SectionKind SectionTracker::section_of(std::string_view line) {
  const bool blank = trim(line).empty();
  if (label_ && !blank) {
    if (is_item_or_row(line)) {
      in_list_ = true;
      return *label_;
    }
    const bool continues = in_list_ && (line.front() == ' ' || line.front() == '\t');
    if (!continues) label_.reset();
  }
  if (!blank) {
    const std::string_view label = label_of(line);
    const SectionKind kind = label.empty() ? SectionKind::none : rules_.people_label(label);
    if (kind != SectionKind::none) {
      label_ = kind;
      in_list_ = false;
    }
  }
  if (label_) return *label_;
  return open_.empty() ? SectionKind::none : open_.back().second;
}

}  // namespace rapport
