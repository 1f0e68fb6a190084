#include "ingest/merged_lookups.h"

#include <algorithm>
#include <unordered_map>

#include "graph/name_key.h"

namespace rapport {
namespace {

class MergedNotes {
 public:
  explicit MergedNotes(const std::vector<const NoteIdentity*>& all) {
    for (const NoteIdentity* note : all) {
      for (const std::uint64_t key : lookup_keys(*note)) by_key_[key].push_back(note);
    }
  }

  // The notes that a verdict may mean by a path or name.
  std::vector<const NoteIdentity*> named(const std::string& path_or_name) const {
    const auto found = by_key_.find(name_lookup(last_component(path_or_name)));
    if (found == by_key_.end()) return {};
    std::vector<const NoteIdentity*> notes = found->second;
    if (path_or_name.ends_with(".md")) {
      const std::string path = fold_case(path_or_name);
      std::erase_if(notes, [&](const NoteIdentity* n) { return fold_case(n->path) != path; });
    }
    return notes;
  }

 private:
  std::unordered_map<std::uint64_t, std::vector<const NoteIdentity*>> by_key_;
};

}  // namespace

std::string_view last_component(std::string_view path) {
  path = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  if (path.ends_with(".md")) path.remove_suffix(3);
  return path;
}

ChangedNames names_asked_again(std::vector<const NoteIdentity*> changed,
                               const std::vector<const NoteIdentity*>& all,
                               const std::vector<std::vector<std::string>>& merges) {
  ChangedNames names;
  if (!merges.empty()) {
    const MergedNotes notes(all);
    std::vector<bool> is_done(merges.size(), false);
    std::set<std::string_view> paths;
    for (const NoteIdentity* note : changed) paths.insert(note->path);
    // One merge can reach another through a note that both name.
    for (bool grows = true; grows;) {
      grows = false;
      for (std::size_t i = 0; i < merges.size(); ++i) {
        if (is_done[i]) continue;
        std::vector<const NoteIdentity*> members;
        for (const std::string& name : merges[i]) {
          for (const NoteIdentity* note : notes.named(name)) members.push_back(note);
        }
        if (std::none_of(members.begin(), members.end(),
                         [&](const NoteIdentity* n) { return paths.contains(n->path); })) {
          continue;
        }
        is_done[i] = grows = true;
        for (const NoteIdentity* note : members) {
          paths.insert(note->path);
          names.notes.insert(note->path);
          changed.push_back(note);
        }
        for (const std::string& name : merges[i]) {
          names.lookups.insert(name_lookup(last_component(name)));
        }
      }
    }
  }
  for (const NoteIdentity* note : changed) {
    for (const std::uint64_t key : lookup_keys(*note)) names.lookups.insert(key);
  }
  return names;
}

}  // namespace rapport
