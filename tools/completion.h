#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/elements.h"

namespace rapport {

// What may stand next on a command line that is being typed. The shells' scripts ask for it at each
// TAB (tools/completion_script.h); names from the store are added by verb_complete().

// The command line as it is declared, walked out of CLI11.
struct DeclaredOption {
  std::vector<std::string> names;  // with their dashes
  bool takes_value = false;
  std::string type;  // DIR and FILE are paths
};
struct DeclaredVerb {
  std::string name;
  std::vector<DeclaredOption> options;
  std::vector<DeclaredVerb> verbs;
};

enum class CompletionShell : char { bash, zsh, fish };

// What may be in place of the last word, which is the one being typed.
struct Expected {
  std::string typed;   // the last word as it is meant, without `--option=`
  std::string prefix;  // `--option=` where the shell takes that for part of the word
  std::vector<std::string> words;
  std::vector<VertexType> names;  // names of these from the store, too
  bool is_path = false;
  // What was said so far of where the store is.
  std::string vault;
  std::string db;
};

// `words` are those behind the program's name, as typed; quotes and all, but for fish, which gives
// only the last one so.
Expected expected_next(const DeclaredVerb& program, const std::vector<std::string>& words,
                       CompletionShell shell);

// Whether what was typed begins this candidate, however accents and case are.
bool begins_folded(std::string_view typed, std::string_view candidate);

}  // namespace rapport
