#include "ingest/note_directory.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "graph/name_key.h"
#include "ingest/organization_name.h"
#include "ingest/owner.h"
#include "ingest/person_name.h"

namespace rapport {
namespace {

std::string_view without_md(std::string_view path) {
  if (path.ends_with(".md")) path.remove_suffix(3);
  return path;
}

// Who was merged with whom. The first one in a verdict is kept; if that was merged before, who was
// kept then; and where a name is kept that has no note, the first note that is merged with it.
class Merger {
 public:
  struct Member {
    std::optional<NoteDirectory::Index> note;
    std::string name;  // as the verdict writes it
  };

  std::size_t add(const Member& member) {
    const std::string key = member.note ? std::to_string(*member.note) : fold_name(member.name);
    const auto [it, is_new] = ids_.try_emplace({member.note.has_value(), key}, members_.size());
    if (is_new) {
      members_.push_back(member);
      into_.push_back(it->second);
    }
    return it->second;
  }
  void merge(std::size_t kept, std::size_t other) {
    kept = root(kept);
    other = root(other);
    if (!members_[kept].note && members_[other].note) std::swap(kept, other);
    into_[other] = kept;
  }
  const std::vector<Member>& members() const { return members_; }
  const Member& kept(std::size_t id) const { return members_[root(id)]; }

 private:
  std::size_t root(std::size_t id) const {
    while (into_[id] != id) id = into_[id];
    return id;
  }

  std::map<std::pair<bool, std::string>, std::size_t> ids_;
  std::vector<Member> members_;
  std::vector<std::size_t> into_;
};

}  // namespace

namespace {

template <class Visit>
void for_each_name(const NoteIdentity& note, const Visit& visit) {
  visit(note.name);
  for (const std::string& alias : note.aliases) visit(alias);
  for (const std::string& title : note.titles) visit(title);
}

}  // namespace

NoteDirectory::Index NoteDirectory::add(NoteIdentity identity) {
  const auto index = static_cast<Index>(notes_.size());
  notes_.push_back(std::move(identity));
  const NoteIdentity& note = notes_.back();
  path_keys_.emplace_back();
  if (note.type == NoteType::excluded) return index;

  path_keys_.back() = fold_case(without_md(note.path));
  by_path_[path_keys_.back()].push_back(index);
  by_stem_[fold_case(note.stem)].push_back(index);
  if (note.is_folder_note) {
    by_folder_note_[fold_case(note.folder.substr(note.folder.rfind('/') + 1))].push_back(index);
  }
  for (const std::string& alias : note.aliases) by_alias_[fold_case(alias)].push_back(index);
  for (const std::string& title : note.titles) by_title_[fold_case(title)].push_back(index);
  if (const auto date = leading_date(note.stem)) by_date_[*date].push_back(index);

  for_each_name_start(note, [&](std::uint64_t start) { name_starts_.insert(start); });
  listed_people_.insert(note.listed_people.begin(), note.listed_people.end());
  listed_organizations_.insert(note.listed_organizations.begin(), note.listed_organizations.end());
  switch (note.type) {
    case NoteType::person:
      add_person(note, index);
      break;
    case NoteType::organization:
      for_each_name(note, [&](std::string_view name) {
        organizations_[fold_organization(name)].push_back(index);
      });
      for (const std::string& domain : note.addresses) domains_[domain].push_back(index);
      break;
    case NoteType::project:
      for_each_name(note,
                    [&](std::string_view name) { projects_[fold_name(name)].push_back(index); });
      break;
    default:
      break;
  }
  return index;
}

void NoteDirectory::add_person(const NoteIdentity& note, Index index) {
  for_each_name(note, [&](std::string_view name) { people_[fold_name(name)].push_back(index); });
  for (const std::string& address : note.addresses) {
    people_[fold_name(address)].push_back(index);
    const std::string domain = organization_domain(address);
    if (!domain.empty() && !note.organization.empty()) employers_[domain].insert(note.organization);
  }
  const std::string_view bare = bare_name(note.name);
  full_names_.emplace(index, fold_name(bare));
  if (bare != note.name) people_[fold_name(bare)].push_back(index);
  people_[squashed_name(bare)].push_back(index);
  given_names_[fold_name(given_name(bare))].push_back(index);
  if (const std::string_view last = surname(bare); !last.empty()) {
    surnames_[fold_name(last)].push_back(index);
  }
}

std::string NoteDirectory::employer_at(std::string_view domain) const {
  const auto it = employers_.find(domain);
  return it == employers_.end() || it->second.size() != 1 ? std::string{} : *it->second.begin();
}

std::string NoteDirectory::name_key(NoteType type, std::string_view name) {
  return type == NoteType::organization ? fold_organization(name) : fold_name(name);
}

NoteDirectory::Map* NoteDirectory::names_of_type(NoteType type) {
  return type == NoteType::person         ? &people_
         : type == NoteType::organization ? &organizations_
         : type == NoteType::project      ? &projects_
                                          : nullptr;
}

void NoteDirectory::finish(const Identities& identities, const std::vector<std::string>& owner) {
  identities_ = identities;
  const auto by_path = [&](Index a, Index b) { return notes_[a].path < notes_[b].path; };
  const auto sort = [&](std::vector<Index>& indexes) {
    std::sort(indexes.begin(), indexes.end(), by_path);
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
  };
  for (Map* map : {&by_path_, &by_stem_, &by_folder_note_, &by_alias_, &by_title_, &people_,
                   &given_names_, &surnames_, &organizations_, &domains_, &projects_}) {
    for (auto& [key, indexes] : *map) sort(indexes);
  }
  for (auto& [date, indexes] : by_date_) sort(indexes);
  std::vector<Verdict> verdicts = identities_.verdicts();
  take_owner(owner, verdicts);
  merge(verdicts);
  if (kept_.empty()) return;
  merge_accounts();
  for (Map* map : {&by_alias_, &by_title_, &people_, &given_names_, &surnames_, &organizations_,
                   &domains_, &projects_}) {
    for (auto& [key, indexes] : *map) {
      for (Index& index : indexes) index = kept_[index];
      sort(indexes);
    }
  }
  // A person's note may have been merged into one that was filed as something else.
  for (const Map* map : {&given_names_, &surnames_}) {
    for (const auto& [key, indexes] : *map) {
      for (const Index index : indexes) {
        full_names_.try_emplace(index, fold_name(bare_name(notes_[index].name)));
      }
    }
  }
}

// The owner's names are one as if a verdict said so.
void NoteDirectory::take_owner(const std::vector<std::string>& names,
                               std::vector<Verdict>& verdicts) {
  std::vector<OwnerName> read = read_owner_names(*this, names);
  const OwnerName* leading = leading_name(read);
  if (leading == nullptr) {  // somebody owns the vault, though it cannot be told who
    if (!names.empty() && !names.front().ends_with(".md")) owner_.names = {names.front()};
    return;
  }
  owner_.note = leading->note;
  std::rotate(read.begin(), read.begin() + (leading - read.data()),
              read.begin() + (leading - read.data()) + 1);
  Verdict one;
  for (const OwnerName& name : read) {
    if (!name.counts()) continue;
    // What is called by its path is known by its name.
    owner_.names.push_back(name.text.ends_with(".md") ? notes_[*name.note].name : name.text);
    std::string reference = name.note ? notes_[*name.note].path : name.text;
    if (std::find(one.names.begin(), one.names.end(), reference) == one.names.end()) {
      one.names.push_back(std::move(reference));
    }
  }
  if (one.names.size() > 1) verdicts.push_back(std::move(one));
}

void NoteDirectory::merge(const std::vector<Verdict>& verdicts) {
  Merger merger;
  for (const Verdict& verdict : verdicts) {
    if (verdict.kind != Verdict::Kind::merge) continue;
    std::optional<std::size_t> first;
    for (const std::string& name : verdict.names) {
      const auto note = entity(name);
      if (!note && name.ends_with(".md")) continue;  // the note is gone
      const std::size_t id = merger.add({note, name});
      if (first) merger.merge(*first, id);
      if (!first) first = id;
    }
  }
  if (merger.members().empty()) return;
  for (Index i = 0; i < notes_.size(); ++i) kept_.push_back(i);
  for (std::size_t id = 0; id < merger.members().size(); ++id) {
    const Merger::Member& member = merger.members()[id];
    const Merger::Member& kept = merger.kept(id);
    if (member.note) {
      kept_[*member.note] = *kept.note;
      continue;
    }
    merged_[fold_name(member.name)] = {kept.note, kept.name};
    if (!kept.note) continue;
    spellings_[*kept.note].push_back(member.name);
    by_alias_[fold_case(member.name)].push_back(*kept.note);
    const NoteType type = notes_[*kept.note].type;
    if (Map* names = names_of_type(type)) {
      (*names)[name_key(type, member.name)].push_back(*kept.note);
    }
  }
}

// People of merged organizations are of one account.
void NoteDirectory::merge_accounts() {
  for (Index index = 0; index < notes_.size(); ++index) {
    std::string& organization = notes_[index].organization;
    if (organization.empty()) continue;
    const auto named = organizations(organization);
    std::string kept = organization;
    if (const Merged* other = merged(organization)) {
      kept = fold_organization(other->note ? notes_[*other->note].name : other->name);
    } else if (named.size() == 1 && kept_[named.front()] != named.front()) {
      kept = fold_organization(notes_[kept_[named.front()]].name);
    }
    if (kept != organization) {
      organizations_added_.emplace(index, std::exchange(organization, std::move(kept)));
    }
  }
}

NoteIdentity NoteDirectory::as_added(Index index) const {
  NoteIdentity note = notes_[index];
  const auto added = organizations_added_.find(index);
  if (added != organizations_added_.end()) note.organization = added->second;
  return note;
}

std::optional<NoteDirectory::Index> NoteDirectory::index_of(std::string_view path) const {
  for (const Index index : by_path(fold_case(without_md(path)))) {
    if (notes_[index].path == path) return index;
  }
  return std::nullopt;
}

// A path, else the own name of one entity, else its alias or title, else a meeting's file name.
std::optional<NoteDirectory::Index> NoteDirectory::entity(std::string_view path_or_name) const {
  if (path_or_name.ends_with(".md")) {
    if (const auto exact = index_of(path_or_name)) return exact;
    const auto alike = by_path(fold_case(without_md(path_or_name)));
    return alike.size() == 1 ? std::optional(alike.front()) : std::nullopt;
  }
  const std::string folded = fold_name(path_or_name);
  std::vector<Index> own;
  std::vector<Index> other;
  for (const auto& notes :
       {people(folded), organizations(fold_organization(path_or_name)), projects(folded)}) {
    for (const Index index : notes) {
      (fold_name(notes_[index].name) == folded ? own : other).push_back(index);
    }
  }
  for (const Index index : by_stem(fold_case(path_or_name))) {
    if (notes_[index].type == NoteType::meeting) own.push_back(index);
  }
  const auto& found = own.empty() ? other : own;
  return found.size() == 1 ? std::optional(found.front()) : std::nullopt;
}

const NoteDirectory::Merged* NoteDirectory::merged(std::string_view name) const {
  if (merged_.empty()) return nullptr;
  const auto found = merged_.find(fold_name(name));
  return found == merged_.end() ? nullptr : &found->second;
}

std::vector<std::string> NoteDirectory::spellings_of(Index index) const {
  const auto found = spellings_.find(index);
  return found == spellings_.end() ? std::vector<std::string>{} : found->second;
}

std::span<const NoteDirectory::Index> NoteDirectory::at(const Map& map, std::string_view key) {
  const auto it = map.find(key);
  return it == map.end() ? std::span<const Index>{} : std::span<const Index>(it->second);
}

std::span<const NoteDirectory::Index> NoteDirectory::by_path(std::string_view key) const {
  return at(by_path_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::by_stem(std::string_view key) const {
  return at(by_stem_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::by_folder_note(std::string_view key) const {
  return at(by_folder_note_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::by_alias(std::string_view key) const {
  return at(by_alias_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::by_title(std::string_view key) const {
  return at(by_title_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::by_date(Date date) const {
  const auto it = by_date_.find(date);
  return it == by_date_.end() ? std::span<const Index>{} : std::span<const Index>(it->second);
}
std::span<const NoteDirectory::Index> NoteDirectory::people(std::string_view key) const {
  return at(people_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::people_by_given_name(
    std::string_view key) const {
  return at(given_names_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::people_by_surname(std::string_view key) const {
  return at(surnames_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::organizations(std::string_view key) const {
  return at(organizations_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::organizations_by_domain(
    std::string_view key) const {
  return at(domains_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::projects(std::string_view key) const {
  return at(projects_, key);
}

}  // namespace rapport
