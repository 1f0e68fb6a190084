#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/parameters.h"
#include "graph/date.h"
#include "ingest/forgotten_names.h"
#include "ingest/note_rules.h"

namespace rapport {

// What the user typed that every verb understands.
struct CommonOptions {
  std::string vault;
  std::string db;
  std::string me;
  std::string as_of;
  std::string format;
  std::string output;  // file, "-" or empty for stdout
  std::string color = "auto";
  std::string hyperlink = "auto";
  bool no_pager = false;
  bool quiet = false;
  bool verbose = false;
};

// What holds for this run: flags over environment over the vault's `.rapport.yaml` over defaults.
struct Settings {
  std::string vault;  // canonical path; empty when only a store was named
  std::string db;
  // Names and addresses of the vault's owner, empty if nobody was named, and who named them.
  std::vector<std::string> me;
  enum class OwnerOrigin : std::uint8_t { none, option, environment, config };
  OwnerOrigin me_origin = OwnerOrigin::none;
  // Where the config names them; also where the option or the environment names one of them, who
  // then is all of them.
  std::uint32_t me_line = 0;
  Date as_of;
  bool as_of_given = false;  // another day than today was asked for, or today by its date
  std::string format;
  std::string output;
  bool color = false;         // on stdout
  bool hyperlinks = false;    // on stdout: paths of notes are links to them
  std::string pager;          // shell command that shows long results; empty: none
  bool color_errors = false;  // on stderr
  bool quiet = false;
  bool verbose = false;
  NoteRules rules;
  Parameters parameters;
  ForgottenNames forgotten;  // of whom the store is to know nothing
  std::string identities;    // path of the verdicts' file in the vault
};

// A variable of the environment; empty if it is not set.
std::string environment(const char* name);

// Throws UsageError for a missing vault, a bad date, or a fault in `.rapport.yaml` (with its line).
// `needs_vault`: a store alone will not do.
// With `problems`, faults in the files of settings are added to it, and the rest of them holds.
Settings resolve_settings(const CommonOptions& options, bool needs_vault,
                          std::vector<std::string>* problems = nullptr);

}  // namespace rapport
