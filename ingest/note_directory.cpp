#include "ingest/note_directory.h"

#include <algorithm>
#include <initializer_list>

#include "graph/name_key.h"

namespace rapport {

void NoteDirectory::add(NoteIdentity identity) {
  const auto index = static_cast<Index>(notes_.size());
  notes_.push_back(std::move(identity));
  const NoteIdentity& note = notes_.back();
  if (note.type == NoteType::excluded) return;

  std::string path = note.path;
  if (path.ends_with(".md")) path.resize(path.size() - 3);
  by_path_[fold_case(path)].push_back(index);
  by_stem_[fold_case(note.stem)].push_back(index);
  if (note.is_folder_note) {
    by_folder_note_[fold_case(note.folder.substr(note.folder.rfind('/') + 1))].push_back(index);
  }
  for (const std::string& alias : note.aliases) by_alias_[fold_case(alias)].push_back(index);
  for (const std::string& title : note.titles) by_title_[fold_case(title)].push_back(index);
  if (const auto date = leading_date(note.stem)) by_date_[*date].push_back(index);

  Map* names = note.type == NoteType::person         ? &people_
               : note.type == NoteType::organization ? &organizations_
               : note.type == NoteType::project      ? &projects_
                                                     : nullptr;
  if (names == nullptr) return;
  (*names)[fold_name(note.name)].push_back(index);
  for (const std::string& alias : note.aliases) (*names)[fold_name(alias)].push_back(index);
  for (const std::string& title : note.titles) (*names)[fold_name(title)].push_back(index);
  if (names == &people_) given_names_[fold_name(given_name(note.name))].push_back(index);
}

void NoteDirectory::finish() {
  const auto by_path = [&](Index a, Index b) { return notes_[a].path < notes_[b].path; };
  const auto sort = [&](std::vector<Index>& indexes) {
    std::sort(indexes.begin(), indexes.end(), by_path);
    indexes.erase(std::unique(indexes.begin(), indexes.end()), indexes.end());
  };
  for (Map* map : {&by_path_, &by_stem_, &by_folder_note_, &by_alias_, &by_title_, &people_,
                   &given_names_, &organizations_, &projects_}) {
    for (auto& [key, indexes] : *map) sort(indexes);
  }
  for (auto& [date, indexes] : by_date_) sort(indexes);
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
std::span<const NoteDirectory::Index> NoteDirectory::organizations(std::string_view key) const {
  return at(organizations_, key);
}
std::span<const NoteDirectory::Index> NoteDirectory::projects(std::string_view key) const {
  return at(projects_, key);
}

}  // namespace rapport
