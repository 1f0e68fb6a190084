#pragma once

#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "graph/store.h"
#include "ingest/note_rules.h"
#include "tools/settings.h"

namespace rapport {

// What a vault is made of, as far as its settings are concerned. Of notes that are kept out of the
// store it tells nothing.
struct VaultSurvey {
  struct Candidate {
    std::string setting;  // what `me` is to say for them
    std::string reasons;
  };
  // Who named the owner already is taken at their word: `me` and no candidates. Else the
  // candidates, the likeliest first.
  std::vector<std::string> me;
  std::vector<Candidate> candidates;
  bool has_clear_leader = false;

  using Counts = std::array<std::size_t, kVertexTypes>;
  std::map<std::string, Counts>
      folders;  // notes in and below a folder of the vault; "" for its own

  struct TypeValue {
    std::size_t count = 0;
    std::optional<NoteType> meaning;  // nullopt: none that the rules know
  };
  std::map<std::string, TypeValue> types;  // what notes say of `type`, as written

  std::vector<std::string> template_folders;
  std::size_t drawings = 0;  // *.excalidraw.md
  std::size_t links = 0;     // symbolic
};

// Reads every note, into a store in memory that is then gone. Throws UsageError.
VaultSurvey survey_vault(const Settings& settings);

}  // namespace rapport
