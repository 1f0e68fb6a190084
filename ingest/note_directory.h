#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "ingest/identities.h"
#include "ingest/identity.h"
#include "ingest/name_table.h"

namespace rapport {

// All notes of the vault by the names they can be asked for. Built once per ingest; immutable
// while notes are resolved against it.
class NoteDirectory {
 public:
  using Index = std::uint32_t;

  Index add(NoteIdentity identity);

  const NoteIdentity& operator[](Index index) const { return notes_[index]; }
  // As it was added: finish() gives notes the account into which a verdict merged theirs.
  NoteIdentity as_added(Index index) const;
  std::size_t size() const { return notes_.size(); }

  // By fold_case of the path without .md, of the file name, the folder name, alias, title. Results
  // are ascending by path, whatever the order of add().
  std::span<const Index> by_path(std::string_view key) const { return by_path_.find(key); }
  // The key under which by_path() has it.
  std::string_view path_key(Index index) const { return by_path_.text(path_places_[index]); }
  std::span<const Index> by_stem(std::string_view key) const { return by_stem_.find(key); }
  std::span<const Index> by_folder_note(std::string_view key) const {
    return by_folder_note_.find(key);
  }
  std::span<const Index> by_alias(std::string_view key) const { return by_alias_.find(key); }
  std::span<const Index> by_title(std::string_view key) const { return by_title_.find(key); }
  std::span<const Index> by_date(Date date) const;

  // By fold_name of name, alias, title or e-mail address; names also without "Dr." and "PhD".
  std::span<const Index> people(std::string_view key) const { return people_.find(key); }
  // fold_name of a person's name, without "Dr." and "PhD".
  const std::string& full_name(Index index) const { return full_names_.at(index); }
  std::span<const Index> people_by_given_name(std::string_view key) const {
    return given_names_.find(key);
  }
  std::span<const Index> people_by_surname(std::string_view key) const {
    return surnames_.find(key);
  }
  // By fold_organization of name, alias or title; by a domain.
  std::span<const Index> organizations(std::string_view key) const {
    return organizations_.find(key);
  }
  std::span<const Index> organizations_by_domain(std::string_view key) const {
    return domains_.find(key);
  }
  std::span<const Index> projects(std::string_view key) const { return projects_.find(key); }

  // Whether a person of the vault, or one who is listed, has a name that starts so.
  bool starts_name(std::uint64_t name_start) const { return name_starts_.contains(name_start); }

  // Whether some note lists a person, or an organization, of this name (fold_name,
  // fold_organization), be there a note of theirs or not.
  bool lists_person(std::string_view key) const { return listed_people_.contains(key); }
  bool lists_organization(std::string_view key) const {
    return listed_organizations_.contains(key);
  }
  // The one organization (fold_organization) for which the people with addresses there work.
  std::string employer_at(std::string_view domain) const;

  // Sorts the indexes and lets the verdicts take effect, and the names of the vault's owner, who is
  // one person (ingest/owner.h); call it after the last add().
  void finish(const Identities& identities = {}, const std::vector<std::string>& owner = {});

  // The vault's owner: the names and addresses that mean them, the leading one first; none when
  // nobody is named.
  struct Owner {
    std::vector<std::string> names;
    std::optional<Index> note;
  };
  const Owner& owner() const { return owner_; }

  const Identities& identities() const { return identities_; }

  // The note that speaks for the entity of a note: itself, unless a verdict merged it.
  Index kept(Index index) const { return kept_.empty() ? index : kept_[index]; }
  std::optional<Index> index_of(std::string_view path) const;

  // The one note that a verdict means by a path or name.
  std::optional<Index> entity(std::string_view path_or_name) const;

  // What a name that no note has was merged into: a note, or the name that was kept.
  struct Merged {
    std::optional<Index> note;
    std::string name;
  };
  const Merged* merged(std::string_view name) const;
  // The names without notes that were merged into this note.
  std::vector<std::string> spellings_of(Index index) const;

 private:
  void add_person(const NoteIdentity& note, Index index);

  NameTable* names_of_type(NoteType type);
  static std::string name_key(NoteType type, std::string_view name);
  void take_owner(const std::vector<std::string>& names, std::vector<Verdict>& verdicts);
  void merge(const std::vector<Verdict>& verdicts);
  void merge_accounts();

  std::deque<NoteIdentity> notes_;
  std::map<Index, std::string> organizations_added_;  // of notes of which that is another one now
  std::vector<std::uint32_t> path_places_;            // in by_path_, of notes that are not left out
  NameTable by_path_, by_stem_, by_folder_note_, by_alias_, by_title_;
  NameTable people_, given_names_, surnames_, organizations_, domains_, projects_;
  std::map<Date, std::vector<Index>> by_date_;
  std::unordered_map<Index, std::string> full_names_;  // of people
  std::unordered_set<std::uint64_t> name_starts_;
  std::set<std::string, std::less<>> listed_people_, listed_organizations_;
  std::map<std::string, std::set<std::string>, std::less<>> employers_;  // by domain

  Identities identities_;
  Owner owner_;
  std::vector<Index> kept_;                            // by index; empty without merges
  std::map<std::string, Merged, std::less<>> merged_;  // by fold_name
  std::map<Index, std::vector<std::string>> spellings_;
};

}  // namespace rapport
