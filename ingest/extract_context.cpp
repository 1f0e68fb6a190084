#include <algorithm>
#include <array>

#include "graph/name_key.h"
#include "ingest/extract.h"
#include "ingest/words.h"

// "- 2025-11-06: [[meeting]] - summary (via Ann Lee)" in a person's note. It is second-hand: the
// person was *mentioned* in a meeting of Ann's. Only a summary that says who met is attendance.

namespace rapport {
namespace {

struct ContextLine {
  Date date;
  std::string_view text;     // behind the date
  std::string_view summary;  // behind the link, without the "(via ...)"
  std::string_view via;
  std::optional<Wikilink> meeting;
};

std::optional<ContextLine> parse_context_line(std::string_view line) {
  std::string_view text = trim(line);
  if (!text.starts_with("- ") && !text.starts_with("* ")) return std::nullopt;
  text = trim(text.substr(2));
  while (text.starts_with('*')) text.remove_prefix(1);
  const auto date = leading_date(text);
  if (!date) return std::nullopt;
  text.remove_prefix(10);
  while (text.starts_with('*')) text.remove_prefix(1);
  while (text.starts_with(':') || text.starts_with(' ') || text.starts_with('*'))
    text.remove_prefix(1);

  ContextLine context{*date, text, text, {}, std::nullopt};
  const auto via = text.rfind("(via ");
  if (via != std::string_view::npos) {
    const auto close = text.find(')', via);
    if (close != std::string_view::npos) {
      context.via = text.substr(via + 5, close - via - 5);
      context.summary = text.substr(0, via);
    }
  }
  const auto links = find_wikilinks(context.summary);
  if (!links.empty()) {
    context.meeting = links.front();
    context.summary = context.summary.substr(links.front().end);
  }
  return context;
}

// Reads who met out of a summary.
class PartyReader {
 public:
  PartyReader(std::string_view text, PeopleResolver& people)
      : text_(text), words_(words_of(text)), people_(people) {}

  // The two who met, by "between A and B", "where A and B ..." or "A met with B".
  std::vector<PersonRef> parties() {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::string word = lower(words_[i].text);
      if (word == "between" || word == "where") {
        if (is_planned(i)) return {};
        if (auto both = pair_joined_by(i + 1, "and")) return *both;
      }
      if (word == "met" && i + 1 < words_.size() && lower(words_[i + 1].text) == "with") {
        if (is_planned(i)) return {};
        const auto before = name_ending_before(i);
        const auto after = name_at(i + 2);
        if (before && after) return {*before, after->first};
      }
    }
    return {};
  }

 private:
  bool is_planned(std::size_t end) const {
    static constexpr std::array<std::string_view, 12> kPlans = {
        "will",     "plan",     "planned",   "planning", "upcoming", "cancelled",
        "canceled", "schedule", "scheduled", "propose",  "proposed", "postponed"};
    for (std::size_t i = 0; i < end; ++i) {
      const std::string word = lower(words_[i].text);
      if (std::find(kPlans.begin(), kPlans.end(), word) != kPlans.end()) return true;
    }
    return false;
  }

  std::string_view span(std::size_t first, std::size_t last) const {
    const std::size_t end = words_[last].first + words_[last].text.size();
    return text_.substr(words_[first].first, end - words_[first].first);
  }

  // The person whose name starts at `first`, and the index of the word behind it.
  std::optional<std::pair<PersonRef, std::size_t>> name_at(std::size_t first) {
    if (first >= words_.size() || !words_[first].capitalized) return std::nullopt;
    const std::size_t most = std::min<std::size_t>(4, words_.size() - first);
    for (std::size_t count = most; count >= 1; --count) {
      const std::string_view text = span(first, first + count - 1);
      if (text.find_first_of(".,;:(") != std::string_view::npos) continue;
      const auto person = count > 1 ? people_.known_or_full_name(text) : people_.known(text);
      if (person) return std::pair(*person, first + count);
    }
    return std::nullopt;
  }

  std::optional<PersonRef> name_ending_before(std::size_t end) {
    for (std::size_t count = 3; count >= 1; --count) {
      if (end < count) continue;
      if (const auto found = name_at(end - count); found && found->second == end)
        return found->first;
    }
    return std::nullopt;
  }

  std::optional<std::vector<PersonRef>> pair_joined_by(std::size_t first, std::string_view word) {
    const auto a = name_at(first);
    if (!a || a->second >= words_.size() || lower(words_[a->second].text) != word) {
      return std::nullopt;
    }
    const auto b = name_at(a->second + 1);
    if (!b || a->first.vertex == b->first.vertex) return std::nullopt;
    return std::vector{a->first, b->first};
  }

  std::string_view text_;
  std::vector<Word> words_;
  PeopleResolver& people_;
};

void extract_line(ClaimsBuilder& claims, PeopleResolver& people, ContextLine context,
                  std::uint32_t line) {
  const NoteType type = claims.identity().type;
  std::optional<LocalVertex> meeting;
  if (context.meeting) {
    context.meeting->line = line;
    const auto target = claims.link_target(*context.meeting, VertexType::note, Rank::mention);
    if (claims.type_of(target.vertex) == VertexType::meeting) meeting = target.vertex;
    if (meeting && (type == NoteType::project || type == NoteType::organization)) {
      claims.edge(*meeting, claims.own(), EdgeLabel::about, target.method, line, context.date);
    }
  }
  if (!context.via.empty()) {
    for (const PersonMention& mention : people.mentions_in(context.via, line, 1)) {
      const auto person = people.resolve(mention);
      if (!person || person->vertex == claims.own()) continue;
      people.add_to_context(person->vertex);
      if (type == NoteType::person) {
        claims.edge(claims.own(), person->vertex, EdgeLabel::via, person->method, line,
                    context.date);
      }
    }
  }
  if (!meeting) return;
  bool own_attended = false;
  for (const PersonRef& party : PartyReader(clip(context.summary, 1000), people).parties()) {
    people.add_to_context(party.vertex);
    own_attended = own_attended || party.vertex == claims.own();
    claims.edge(party.vertex, *meeting, EdgeLabel::attended, Method::summary, line, context.date);
  }
  if (type == NoteType::person && !own_attended) {
    claims.edge(claims.own(), *meeting, EdgeLabel::mentioned, Method::link, line, context.date);
  }
}

}  // namespace

void extract_context(ClaimsBuilder& claims, PeopleResolver& people) {
  const Note& note = claims.note();
  for (std::uint32_t line = note.head.lines + 1; line <= note.line_count(); ++line) {
    if (note.section_of_line[line - 1] != SectionKind::context) continue;
    if (auto context = parse_context_line(note.visible_line(line))) {
      extract_line(claims, people, *context, line);
    }
  }
}

}  // namespace rapport
