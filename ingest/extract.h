#pragma once

#include <deque>

#include "ingest/claims_builder.h"
#include "ingest/passage.h"
#include "ingest/people.h"

namespace rapport {

// From a note to what it claims, once it is known how all notes are called.
SourceClaims extract_claims(const Note& note, const NoteIdentity& identity,
                            const NoteDirectory& directory, const ClaimsBuilder::Settings& settings,
                            DiagnosticSink& sink);

// The extractors, in the order in which they run: each adds to the people whose given names the
// next ones understand. One file each.
void extract_fields(ClaimsBuilder& claims, PeopleResolver& people);   // employer, role, owner...
void extract_meeting(ClaimsBuilder& claims, PeopleResolver& people);  // who attended, what about
void extract_context(ClaimsBuilder& claims, PeopleResolver& people);  // "2025-11-06: ... (via Ann)"
void extract_links(ClaimsBuilder& claims, PeopleResolver& people);    // links, mentions, tags
// People named in a meeting's text; facts, decisions, and what sentences say of people.
void extract_prose(ClaimsBuilder& claims, PeopleResolver& people,
                   std::deque<ReadPassage>& passages);
void extract_statements(ClaimsBuilder& claims, PeopleResolver& people,
                        const std::deque<ReadPassage>& passages);
void extract_tasks(ClaimsBuilder& claims, PeopleResolver& people);
// Who wrote a meeting's note, as long as nobody is named as the vault's owner.
void extract_authorship(ClaimsBuilder& claims);

// The organization that a field or a tag's slug names: its note, or a stub.
ClaimsBuilder::Target organization_named(ClaimsBuilder& claims, const std::string& text,
                                         std::uint32_t line, bool is_slug);

// Whether words in brackets behind a name ("Ann Lee (Acme)") name an organization: one of the
// vault, or words that are no acronym and no way of taking part.
bool may_be_organization(ClaimsBuilder& claims, const std::string& text);

}  // namespace rapport
