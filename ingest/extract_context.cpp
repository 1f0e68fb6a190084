#include "graph/name_key.h"
#include "ingest/clause_people.h"
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

// The people who met, as a summary tells: "between A and B", "where A and B ...", "A met with B",
// "A and B had a call". Planned and cancelled meetings were none.
class PartyReader {
 public:
  PartyReader(std::string summary, PeopleResolver& people, const Lexicon& lexicon)
      : summary_(std::move(summary)), people_(people), lexicon_(lexicon) {}

  std::vector<PersonRef> parties() {
    for (const ClauseText& part : clauses_of(summary_)) {
      if (!lexicon_.may_tell_who_met(words_of(part.text))) continue;
      const Clause clause(part.text, lexicon_);
      ClausePeople names(clause, people_);
      for (std::size_t i = 0; i < clause.size(); ++i) {
        const auto found = parties_at(clause, names, i);
        if (found.empty()) continue;
        if (clause.has_between(Cue::planned, 0, i)) return {};
        return people_of(names, found);
      }
    }
    return {};
  }

 private:
  static std::vector<Named> parties_at(const Clause& clause, ClausePeople& names, std::size_t i) {
    if (clause.at(i, Cue::parties)) {
      auto pair = names.after(i + 1, 0);
      return pair.size() >= 2 ? pair : std::vector<Named>{};
    }
    if (const auto met = clause.at(i, Cue::met)) {
      auto before = names.before(met->first);
      for (Named& name : names.after(met->last, 0)) {
        if (before.empty()) break;
        before.push_back(std::move(name));
      }
      if (before.size() >= 2) return before;
    }
    if (const auto together = clause.at(i, Cue::together)) {
      auto pair = names.before(together->first);
      if (pair.size() >= 2) return pair;
    }
    return {};
  }

  static std::vector<PersonRef> people_of(ClausePeople& names, const std::vector<Named>& found) {
    std::vector<PersonRef> people;
    for (const Named& name : found) {
      const auto person = names.person(name);
      if (!person) return {};
      people.push_back(*person);
    }
    return people;
  }

  std::string summary_;
  PeopleResolver& people_;
  const Lexicon& lexicon_;
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
  for (const PersonRef& party : PartyReader(without_link_marks(clip(context.summary, 1000)), people,
                                            claims.settings().lexicon())
                                    .parties()) {
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
