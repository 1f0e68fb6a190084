#include "ingest/extract.h"

#include "graph/name_key.h"
#include "ingest/organization_name.h"
#include "ingest/words.h"

namespace rapport {
namespace {

// "acme-corp" -> "Acme Corp": a tag's spelling, made readable.
std::string title_case(std::string_view slug) {
  std::string title;
  bool word_start = true;
  for (char c : slug) {
    if (c == '-' || c == '_') c = ' ';
    if (word_start && c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    word_start = c == ' ';
    title += c;
  }
  return title;
}

}  // namespace

ClaimsBuilder::Target organization_named(ClaimsBuilder& claims, const std::string& text,
                                         std::uint32_t line, bool is_slug) {
  if (!is_slug) {
    const auto links = find_wikilinks(text);
    if (!links.empty()) {
      Wikilink link = links.front();
      link.line = line;
      return claims.link_target(link, VertexType::organization, Rank::role);
    }
  }
  claims.asked_for(organization_lookup(text));
  const auto notes = claims.directory().organizations(fold_organization(text));
  if (notes.size() == 1) {
    return {claims.of_note(notes.front()), is_slug ? Method::slug : Method::name};
  }
  if (is_slug) {
    return {claims.stub(title_case(text), VertexType::organization, Rank::slug), Method::slug};
  }
  return {claims.stub(text, VertexType::organization, Rank::role), Method::dangling};
}

bool may_be_organization(ClaimsBuilder& claims, const std::string& text) {
  claims.asked_for(organization_lookup(text));
  if (!claims.directory().organizations(fold_organization(text)).empty()) return true;
  // "(CTC)" may be a committee, "(Berlin)" a place: only several words, or a name with a legal
  // form.
  const bool has_legal_form = fold_organization(text) != fold_name(text);
  return has_legal_form || (words_of(text).size() >= 2 && text.find(',') == std::string::npos &&
                            !claims.settings().titles().is_title(text));
}

SourceClaims extract_claims(const Note& note, const NoteIdentity& identity,
                            const NoteDirectory& directory, const ClaimsBuilder::Settings& settings,
                            DiagnosticSink& sink) {
  ClaimsBuilder claims(note, identity, directory, settings, sink);
  if (identity.type == NoteType::excluded) return claims.take();
  PeopleResolver people(claims);
  if (identity.type == NoteType::person) people.add_to_context(claims.own());
  extract_fields(claims, people);
  extract_meeting(claims, people);
  extract_context(claims, people);
  extract_links(claims, people);
  std::deque<ReadPassage> passages = passages_of(note);
  extract_prose(claims, people, passages);
  extract_statements(claims, people, passages);
  extract_tasks(claims, people);
  extract_authorship(claims);
  return claims.take();
}

}  // namespace rapport
