#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ingest/identity.h"

namespace rapport {

// Which questions have another answer when notes come, go or change their names. Where verdicts
// made one entity of several names, what becomes of one of them concerns all.
struct ChangedNames {
  std::unordered_set<std::uint64_t> lookups;  // whoever asked for one of these is read again
  std::set<std::string, std::less<>> notes;   // and so are these
};

// `changed`: identities that came, went, or were and are; `all`: likewise, of the whole vault;
// `merges`: each a list of names and note paths that are one entity.
ChangedNames names_asked_again(std::vector<const NoteIdentity*> changed,
                               const std::vector<const NoteIdentity*>& all,
                               const std::vector<std::vector<std::string>>& merges);

// "A/B/Ann.md" -> "Ann": under which name_lookup() a path is asked for.
std::string_view last_component(std::string_view path);

}  // namespace rapport
