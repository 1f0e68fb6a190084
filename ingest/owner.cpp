#include "ingest/owner.h"

#include <algorithm>
#include <set>

#include "graph/name_key.h"
#include "ingest/person_name.h"
#include "ingest/words.h"

namespace rapport {
namespace {

using Index = NoteDirectory::Index;

bool is_own_name(const NoteIdentity& person, std::string_view name) {
  return fold_name(person.name) == fold_name(name) ||
         fold_name(bare_name(person.name)) == fold_name(bare_name(name));
}

OwnerName read_path(const NoteDirectory& directory, const std::string& path) {
  OwnerName name{path, OwnerReading::no_person, directory.entity(path)};
  if (name.note && directory[*name.note].type == NoteType::person) {
    name.reading = OwnerReading::own_note;
  }
  return name;
}

// `in_own_note` here means any person's note; whose it is, the other names tell.
OwnerName read_name(const NoteDirectory& directory, const std::string& text) {
  if (text.ends_with(".md")) return read_path(directory, text);
  auto found = directory.people(fold_name(text));
  if (found.empty()) found = directory.people(fold_name(bare_name(text)));
  std::vector<Index> own;
  std::copy_if(found.begin(), found.end(), std::back_inserter(own),
               [&](Index index) { return is_own_name(directory[index], text); });
  if (own.size() == 1) return {text, OwnerReading::own_note, own.front()};
  if (own.empty() && found.size() == 1) return {text, OwnerReading::in_own_note, found.front()};
  if (!found.empty()) return {text, OwnerReading::ambiguous, std::nullopt};
  const auto note = directory.entity(text);
  return {text, note ? OwnerReading::no_person : OwnerReading::plain, note};
}

}  // namespace

bool is_address(std::string_view name) {
  return name.find('@') != std::string_view::npos && name.find(' ') == std::string_view::npos &&
         !name.ends_with(".md");
}

std::vector<OwnerName> read_owner_names(const NoteDirectory& directory,
                                        const std::vector<std::string>& names) {
  std::vector<OwnerName> read;
  std::set<std::string> seen;
  std::set<Index> own_notes;
  for (const std::string& name : names) {
    if (!seen.insert(fold_name(name)).second) continue;
    read.push_back(read_name(directory, name));
    if (read.back().reading == OwnerReading::own_note) {
      own_notes.insert(directory.kept(*read.back().note));
    }
  }
  for (OwnerName& name : read) {
    if (name.reading != OwnerReading::in_own_note) continue;
    // Where no name has a note of its own, the first alias or address tells which note is theirs.
    if (own_notes.empty()) own_notes.insert(directory.kept(*name.note));
    if (!own_notes.contains(directory.kept(*name.note))) name.reading = OwnerReading::other_person;
  }
  return read;
}

const OwnerName* leading_name(const std::vector<OwnerName>& names) {
  const auto rank = [](const OwnerName& name) {
    return std::pair(name.reading, name.reading == OwnerReading::plain && is_address(name.text));
  };
  const auto first =
      std::min_element(names.begin(), names.end(),
                       [&](const OwnerName& a, const OwnerName& b) { return rank(a) < rank(b); });
  return first == names.end() || !first->counts() ? nullptr : &*first;
}

}  // namespace rapport
