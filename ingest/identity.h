#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/date.h"
#include "graph/write_batch.h"
#include "ingest/note.h"
#include "ingest/note_rules.h"
#include "ingest/person_name.h"

namespace rapport {

// What other notes need to know of a note to name it: enough to resolve every link and name
// without the note itself. Kept in the store for the next run.
struct NoteIdentity {
  std::string path;
  std::string name;  // of the entity: file name, or folder name for X/README.md
  NoteType type = NoteType::other;
  bool is_folder_note = false;  // X/README.md, X/index.md, X/X.md speaks for the folder X
  std::vector<std::string> aliases;
  std::vector<std::string> addresses;  // of a person: e-mail; of an organization: its domains
  std::vector<std::string> titles;     // `title` and first heading
  std::optional<Date> date;            // of a meeting
  std::string organization;  // fold_organization of the employer or account, empty if none
  // Whom and what the note lists in fields and tables, folded: names that are surely a person's or
  // an organization's, though they may have no note.
  std::vector<std::string> listed_people;
  std::vector<std::string> listed_organizations;

  std::string_view folder() const;  // of the path; empty at the vault's top
  std::string_view stem() const;    // the file name without .md
  friend bool operator==(const NoteIdentity&, const NoteIdentity&) = default;
};

NoteIdentity identify(const Note& note, const NoteRules& rules);

// The day that a note tells of itself: its `date` or `start`, its file name, its title or first
// heading, its path ("2020-03/april-2").
std::optional<Date> meeting_date(const Note& note);

std::string encode_identity(const NoteIdentity& identity);
NoteIdentity decode_identity(std::string_view bytes, std::string path);

// Hashes of all names under which other notes may look for this one. When an identity comes, goes
// or changes, whoever asked for one of them must be read again.
std::vector<std::uint64_t> lookup_keys(const NoteIdentity& identity);

// All names by which the note can be asked for, and those that it lists, as SourceMemo::answers
// keeps them: sorted, each once. A hash by itself means a note that has to be there for an answer
// to be right; a witness(), one of many notes any of which gives the same answer.
std::vector<std::uint32_t> stored_answers(const NoteIdentity& identity);
// As SourceMemo keeps it.
constexpr std::uint32_t stored_lookup(std::uint64_t lookup) {
  return static_cast<std::uint32_t>(lookup >> (64U - kLookupBits));
}
constexpr std::uint32_t witness(std::uint32_t stored) { return stored ^ 0x276974U; }

// The question whether any person has a name that starts so.
std::uint64_t name_start_lookup(std::string_view word);

// Calls visit(name_start_lookup(word)) for the words with which somebody's names start, also of the
// people whom the note lists.
template <class Visit>
void for_each_name_start(const NoteIdentity& identity, const Visit& visit) {
  const auto start_of = [](std::string_view name) {
    return name.substr(0, name.find_first_of(" -."));
  };
  if (identity.type == NoteType::person) {
    for (const std::string_view name :
         {std::string_view(identity.name), bare_name(identity.name)}) {
      visit(name_start_lookup(start_of(name)));
      if (name.find('-') != std::string_view::npos) visit(name_start_lookup(given_name(name)));
    }
    for (const auto* names : {&identity.aliases, &identity.titles}) {
      for (const std::string& name : *names) {
        visit(name_start_lookup(start_of(name)));
        visit(name_start_lookup(given_name(name)));
      }
    }
  }
  for (const std::string& name : identity.listed_people) {
    visit(name_start_lookup(start_of(name)));
    visit(name_start_lookup(given_name(name)));
  }
}

// Likewise of the names that the note only lists. Whoever asked for one must be read again when the
// number of notes that list it changes.
std::vector<std::uint64_t> listed_keys(const NoteIdentity& identity);

// Whether the two differ at most in what they list: then who asks for a note by its names finds it
// as before.
bool names_the_same(const NoteIdentity& a, const NoteIdentity& b);

// Whether the note is one of those any of which gives the same answer to this question.
bool answers_as_witness(const NoteIdentity& identity, std::uint64_t lookup);

// The keys that a question leaves behind, by kind.
std::uint64_t name_lookup(std::string_view name);  // last component of a link, a name
std::uint64_t organization_lookup(std::string_view name);
std::uint64_t given_name_lookup(std::string_view name);  // any person called so
std::uint64_t surname_lookup(std::string_view name);     // any person called so
std::uint64_t domain_lookup(std::string_view domain);    // the organization that it belongs to
std::uint64_t date_lookup(Date date);                    // any note dated so

// The first value of a field as shown text; empty if there is none.
std::string first_text(const NoteField* field);

// "company/acme-corp" -> "acme-corp" for the tags that name an organization.
std::optional<std::string> organization_in_tag(std::string_view tag);
std::vector<std::string> organization_tags(const Note& note);
std::vector<std::string> tags_of(const Note& note);
// "#a, b/c" -> "a", "b/c": the tags in one value, folded.
std::vector<std::string> split_tags(std::string_view text);

}  // namespace rapport
