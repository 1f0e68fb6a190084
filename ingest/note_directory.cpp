#include "ingest/note_directory.h"

#include <algorithm>
#include <array>
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
  if (note.type == NoteType::excluded) return index;

  by_path_.add(fold_case(without_md(note.path)), index);
  by_stem_.add(fold_case(note.stem()), index);
  if (note.is_folder_note) {
    by_folder_note_.add(fold_case(note.folder().substr(note.folder().rfind('/') + 1)), index);
  }
  for (const std::string& alias : note.aliases) by_alias_.add(fold_case(alias), index);
  for (const std::string& title : note.titles) by_title_.add(fold_case(title), index);
  if (const auto date = leading_date(note.stem())) by_date_[*date].push_back(index);

  for_each_name_start(note, [&](std::uint64_t start) { name_starts_.insert(start); });
  listed_people_.insert(note.listed_people.begin(), note.listed_people.end());
  listed_organizations_.insert(note.listed_organizations.begin(), note.listed_organizations.end());
  switch (note.type) {
    case NoteType::person:
      add_person(note, index);
      break;
    case NoteType::organization:
      for_each_name(
          note, [&](std::string_view name) { organizations_.add(fold_organization(name), index); });
      for (const std::string& domain : note.addresses) domains_.add(domain, index);
      break;
    case NoteType::project:
      for_each_name(note, [&](std::string_view name) { projects_.add(fold_name(name), index); });
      break;
    default:
      break;
  }
  return index;
}

void NoteDirectory::add_person(const NoteIdentity& note, Index index) {
  for_each_name(note, [&](std::string_view name) { people_.add(fold_name(name), index); });
  for (const std::string& address : note.addresses) {
    people_.add(fold_name(address), index);
    const std::string domain = organization_domain(address);
    if (!domain.empty() && !note.organization.empty()) employers_[domain].insert(note.organization);
  }
  const std::string_view bare = bare_name(note.name);
  full_names_.emplace(index, fold_name(bare));
  if (bare != note.name) people_.add(fold_name(bare), index);
  people_.add(squashed_name(bare), index);
  given_names_.add(fold_name(given_name(bare)), index);
  if (const std::string_view last = surname(bare); !last.empty()) {
    surnames_.add(fold_name(last), index);
  }
}

std::string NoteDirectory::employer_at(std::string_view domain) const {
  const auto it = employers_.find(domain);
  return it == employers_.end() || it->second.size() != 1 ? std::string{} : *it->second.begin();
}

std::string NoteDirectory::name_key(NoteType type, std::string_view name) {
  return type == NoteType::organization ? fold_organization(name) : fold_name(name);
}

NameTable* NoteDirectory::names_of_type(NoteType type) {
  return type == NoteType::person         ? &people_
         : type == NoteType::organization ? &organizations_
         : type == NoteType::project      ? &projects_
                                          : nullptr;
}

void NoteDirectory::finish(const Identities& identities, const std::vector<std::string>& owner) {
  identities_ = identities;
  const auto by_path = [&](Index a, Index b) { return notes_[a].path < notes_[b].path; };
  for (NameTable* names : {&by_path_, &by_stem_, &by_folder_note_}) names->finish(by_path);
  path_places_.resize(notes_.size());
  for (std::size_t place = 0; place < by_path_.size(); ++place) {
    for (const Index index : by_path_.notes(place)) {
      path_places_[index] = static_cast<std::uint32_t>(place);
    }
  }
  for (auto& [date, indexes] : by_date_) std::sort(indexes.begin(), indexes.end(), by_path);
  const std::array names_of_entities = {&by_alias_, &by_title_,      &people_,  &given_names_,
                                        &surnames_, &organizations_, &domains_, &projects_};
  for (NameTable* names : names_of_entities) names->finish(by_path);
  std::vector<Verdict> verdicts = identities_.verdicts();
  take_owner(owner, verdicts);
  merge(verdicts);
  if (kept_.empty()) return;
  for (NameTable* names : names_of_entities) names->finish(by_path);
  merge_accounts();
  for (NameTable* names : names_of_entities) {
    names->change([&](Index index) { return kept_[index]; }, by_path);
  }
  // A person's note may have been merged into one that was filed as something else.
  for (const NameTable* names : {&given_names_, &surnames_}) {
    for (std::size_t place = 0; place < names->size(); ++place) {
      for (const Index index : names->notes(place)) {
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
    by_alias_.add(fold_case(member.name), *kept.note);
    const NoteType type = notes_[*kept.note].type;
    if (NameTable* names = names_of_type(type)) {
      names->add(name_key(type, member.name), *kept.note);
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

std::span<const NoteDirectory::Index> NoteDirectory::by_date(Date date) const {
  const auto it = by_date_.find(date);
  return it == by_date_.end() ? std::span<const Index>{} : std::span<const Index>(it->second);
}

}  // namespace rapport
