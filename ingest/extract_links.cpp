#include <set>

#include "ingest/extract.h"

namespace rapport {
namespace {

struct Guess {
  VertexType type = VertexType::note;
  Rank rank = Rank::mention;
};

// What a dangling link is, told by the section in which it stands.
Guess guess_for(SectionKind section) {
  switch (section) {
    case SectionKind::customers:
      return {VertexType::organization, Rank::role};
    case SectionKind::projects:
      return {VertexType::project, Rank::role};
    default:
      return {};
  }
}

}  // namespace

void extract_links(ClaimsBuilder& claims, PeopleResolver& people) {
  const Note& note = claims.note();
  const bool is_meeting = claims.identity().type == NoteType::meeting;
  std::vector<std::pair<LocalVertex, std::uint32_t>> mentioned;
  for (const Wikilink& link : note.links) {
    if (is_attachment(link.target)) continue;
    if (link.bare && !claims.resolves(link)) continue;
    const SectionKind section =
        link.line > note.head.lines ? note.section_of_line[link.line - 1] : SectionKind::none;
    const auto [type, rank] = guess_for(section);
    const auto target = claims.link_target(link, type, rank);
    // Obsidian counts the links of a note to itself; they say nothing of the world.
    if (target.vertex == claims.own() && !claims.settings().strict_obsidian) continue;
    claims.edge(claims.own(), target.vertex, EdgeLabel::links_to, target.method, link.line,
                claims.identity().date);
    if (claims.type_of(target.vertex) == VertexType::person) {
      people.add_to_context(target.vertex);
      if (is_meeting) mentioned.emplace_back(target.vertex, link.line);
    }
    if (is_meeting && (section == SectionKind::customers || section == SectionKind::projects)) {
      claims.edge(claims.own(), target.vertex, EdgeLabel::about, target.method, link.line,
                  claims.identity().date);
    }
  }
  // People whom a meeting's note names, but not as attendees, were spoken of.
  for (const auto& [person, line] : mentioned) {
    if (claims.has_edge(person, claims.own(), EdgeLabel::attended)) continue;
    if (claims.has_edge(person, claims.own(), EdgeLabel::mentioned)) continue;
    claims.edge(person, claims.own(), EdgeLabel::mentioned, Method::link, line,
                claims.identity().date);
  }
  for (const NoteField& field : note.fields) {
    if (field.meaning != Concept::tags) continue;
    for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
      for (const std::string& tag : split_tags(text)) {
        claims.edge(claims.own(), claims.tag(tag), EdgeLabel::links_to, Method::link, line);
      }
    });
  }
}

}  // namespace rapport
