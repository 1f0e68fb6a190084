#include "ingest/clause_people.h"

#include <algorithm>

#include "ingest/given_names.h"
#include "ingest/job_title.h"
#include "ingest/person_name.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestName = 5;         // words
constexpr std::size_t kLongestApposition = 10;  // words

}  // namespace

const std::vector<Named>& ClausePeople::names() {
  if (names_) return *names_;
  names_.emplace();
  for (std::size_t i = 0; i < clause_.size();) {
    if (!may_start_at(i)) {
      ++i;
      continue;
    }
    auto name = name_at(i);
    i = name ? name->span.last : i + 1;
    if (name) names_->push_back(std::move(*name));
  }
  return *names_;
}

// A name starts with a capital, or with a particle before one.
bool ClausePeople::may_start_at(std::size_t i) const {
  return clause_.word(i).capitalized || (i + 1 < clause_.size() && clause_.word(i + 1).capitalized);
}

// Whether word i goes on with the name of word i - 1: "J. Lee", "Dr. Ann", "Ann van der Berg".
bool ClausePeople::joined(std::size_t i) const {
  const std::string_view gap = clause_.gap_before(i);
  if (gap == " ") return true;
  const std::string_view before = clause_.word(i - 1).text;
  return gap == ". " && (before.size() == 1 || is_honorific(before) || before == "St");
}

std::optional<Named> ClausePeople::name_at(std::size_t first) {
  const Word& word = clause_.word(first);
  if (clause_.at(first, Cue::first_person) && word.capitalized) {
    if (auto me = people_.owner()) return Named{{first, first + 1}, "I", me, false, true};
  }
  const bool particle = !word.capitalized && first + 1 < clause_.size() &&
                        clause_.word(first + 1).capitalized && is_name_particle(word.text) &&
                        joined(first + 1);
  if (!word.capitalized && !particle) return std::nullopt;
  const bool may_be_known =
      particle || is_honorific(word.text) || people_.may_start_name(word.text);
  if (!may_be_known && is_no_name_in_prose(clause_.folded(first))) return std::nullopt;
  // As far as words can be a name's.
  std::size_t most = 1;
  while (most < kLongestName && first + most < clause_.size() && joined(first + most)) {
    const std::string_view next = clause_.word(first + most).text;
    if (!clause_.word(first + most).capitalized && !is_name_particle(next)) break;
    ++most;
  }
  // Whom we know, longest first; then a full name that nobody knows; then a lone first name.
  for (std::size_t count = may_be_known ? most : 1; count >= 2; --count) {
    const Span span{first, first + count};
    if (auto person = people_.known(clause_.text(span))) {
      return Named{span, std::string(clause_.text(span)), person, false, true};
    }
  }
  // Before a lone first name: "Theo Nakamura" is not the Theo whom we know.
  for (std::size_t count = std::min<std::size_t>(most, 4); count >= 2; --count) {
    const Span span{first, first + count};
    const std::string_view text = clause_.text(span);
    if (!looks_like_full_name(text) || people_.names_something_else(text)) continue;
    if (particle) break;  // "la Fontaine" is the end of a name
    const bool sure = is_surely_person(span);
    // The first word of a clause is written large whatever it is: "Pull Ann Lee into the call".
    if (sure || !clause_.starts_sentence(first) || !starts_with_another_word(first, count)) {
      return Named{span, std::string(text), std::nullopt, true, sure};
    }
  }
  if (may_be_known) {
    if (auto person = people_.known(word.text)) {
      return Named{{first, first + 1}, std::string(word.text), person, false, true};
    }
  }
  const Span span{first, first + 1};
  if (!clause_.starts_sentence(first) && looks_like_given_name(clause_.text(span))) {
    return Named{span, std::string(clause_.text(span)), std::nullopt, false, false};
  }
  return std::nullopt;
}

// Whether of the `count` words from `first` on all but the first are somebody's name.
bool ClausePeople::starts_with_another_word(std::size_t first, std::size_t count) {
  const Span rest{first + 1, first + count};
  return people_.known(clause_.text(rest)) || is_surely_person(rest);
}

// A full name that some note lists as a person's, that starts with a common given name, or that
// goes on ", who ...".
bool ClausePeople::is_surely_person(Span span) const {
  if (is_common_given_name(clause_.word(span.first).text)) return true;
  if (is_honorific(clause_.word(span.first).text)) return true;
  if (people_.is_listed(clause_.text(span))) return true;
  return span.last < clause_.size() && clause_.folded(span.last) == "who" &&
         clause_.gap_before(span.last) == ", ";
}

std::optional<PersonRef> ClausePeople::person(const Named& name) {
  if (name.person) return name.person;
  return name.is_full_name ? people_.known_or_full_name(name.text) : std::nullopt;
}

// "A/B", "A, B", "A and B", "A, and B".
bool ClausePeople::continues(const Named& a, const Named& b, bool comma_joins) const {
  const std::size_t between = b.span.first - a.span.last;
  if (between == 0) {
    const std::string_view gap = clause_.gap_before(b.span.first);
    if (gap == ", ") return comma_joins;
    return gap == "/" || gap == " & " || gap == " / " || gap == " + ";
  }
  const std::string& word = clause_.folded(a.span.last);
  return between == 1 && (word == "and" || word == "or");
}

std::vector<Named> ClausePeople::after(std::size_t from, std::size_t reach) {
  std::vector<Named> list;
  for (const Named& name : names()) {
    if (name.span.first < from) continue;
    if (list.empty()) {
      if (name.span.first > from + reach) break;
    } else if (!continues(list.back(), name, true)) {
      break;
    }
    list.push_back(name);
  }
  return list;
}

// Where the words end that a subject before word `end` must end with.
std::size_t ClausePeople::before_remarks(std::size_t end) const {
  // "Ann still agreed", "Ann, who now reports to"
  while (end > 1) {
    const auto filler = clause_.at(end - 1, Cue::filler);
    if (!filler || filler->last != end) break;
    const std::string_view gap = clause_.gap_before(end);
    if (holds_mark(gap, ",:()")) break;
    --end;
  }
  // "Ann is the one who fights for us"
  if (end < clause_.size() && end > 3 && clause_.folded(end) == "who") {
    const std::string& one = clause_.folded(end - 1);
    const bool is_the = clause_.folded(end - 2) == "the" &&
                        (clause_.folded(end - 3) == "is" || clause_.folded(end - 3) == "was");
    if (is_the && (one == "one" || one == "person" || one == "woman" || one == "man")) end -= 3;
  }
  if (end == 0 || end >= clause_.size()) return end;
  // "Rafe Okonjo from the crane vendor has quit"
  for (std::size_t i = end; i-- > 1 && i + 5 >= end;) {
    const std::string& word = clause_.folded(i);
    if (word != "from" && word != "of" && word != "at") continue;
    const bool names_end_here = std::any_of(names_->begin(), names_->end(),
                                            [&](const Named& n) { return n.span.last == i; });
    const bool names_between = std::any_of(names_->begin(), names_->end(), [&](const Named& n) {
      return n.person && n.span.first > i && n.span.last == end;
    });
    if (names_end_here && !names_between && !clause_.parted(i, end - 1)) return i;
  }
  const std::string_view gap = clause_.gap_before(end);
  if (clause_.folded(end) == "who" && gap == ", ") return end;
  if (holds_mark(gap, ")")) {
    std::size_t open = end - 1;
    while (open > 0 && !holds_mark(clause_.gap_before(open), "(")) --open;
    return open;
  }
  if (gap == ", ") {
    std::size_t start = end - 1;
    while (start > 0 && !holds_mark(clause_.gap_before(start), ",")) --start;
    const bool short_enough = start > 0 && end - start <= kLongestApposition;
    if (short_enough && (clause_.folded(start) == "who" || clause_.at(start, Cue::determiner) ||
                         is_job_title(clause_.text({start, end})))) {
      return start;
    }
    return 0;
  }
  return end;
}

std::vector<Named> ClausePeople::before(std::size_t cue) {
  std::vector<Named> list;
  names();
  const std::size_t end = before_remarks(cue);
  if (end == 0) return list;
  if (end == cue && cue < clause_.size() && holds_mark(clause_.gap_before(cue), ",:;()'’"))
    return list;
  const std::vector<Named>& all = names();
  bool comma_joins = false;
  for (std::size_t i = all.size(); i > 0; --i) {
    const Named& name = all[i - 1];
    if (name.span.last > end) continue;
    if (list.empty()) {
      // "Ann's" has its possessive behind it.
      const bool possessive = end < clause_.size() && holds_mark(clause_.gap_before(end), "'’");
      if (name.span.last != end || possessive) break;
    } else if (continues(name, list.back(), comma_joins)) {
      comma_joins = true;
    } else {
      break;
    }
    list.push_back(name);
    if (list.size() == 2) comma_joins = clause_.gap_before(list[0].span.first) != ", ";
  }
  std::reverse(list.begin(), list.end());
  if (!list.empty() && list.front().span.first > 0 &&
      clause_.at(list.front().span.first - 1, Cue::preposition)) {
    list.clear();
  }
  return list;
}

}  // namespace rapport
