#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/parameters.h"
#include "ingest/note_rules.h"

namespace rapport {

inline constexpr const char* kConfigFile = ".rapport.yaml";  // in the vault

// The vault's `.rapport.yaml`:
//
//   me: Ann Lee                                or [Ann Lee, A. Lee, ann@acme.example]: all are one
//   ignore: [Archive/**, "*.excalidraw.md"]
//   exclude: [Private/**, "#personal"]        kept out, without a trace; a tag needs its quotes
//   templates: [Forms]
//   synonyms:   {attendees: [invitees]}        concept: keys
//   types:      {meeting: [visit]}             type: values of `type`
//   folders:    {person: [Folks]}              type: folder names
//   sections:   {decisions: [Resolutions]}     kind: headings
//   cues:       {champion_after: [carries our flag]}   cue: phrases (ingest/cue.h)
//   titles:     {vp: [Group Lead]}             level: words of job titles
//   parameters: {half_life_days: 45}
//   identities: Meta/who-is-who.yaml           the verdicts of `rapport review`; in the vault
struct Config {
  std::vector<std::string> me;  // names and addresses of the vault's owner
  std::uint32_t me_line = 0;    // where they stand, 0 if nowhere
  NoteRules rules = default_rules();
  Parameters parameters;
  std::string identities = ".rapport/identities.yaml";
};

// Whether a text can name somebody: words on one line.
bool is_owner_name(std::string_view name);

// Defaults when the file does not exist. Throws UsageError with file:line for unknown keys (with a
// suggestion), wrong values and broken YAML. A configuration never runs a command.
// With `problems` it throws for none of them, but adds each, and what can be read holds.
Config read_config(const std::string& file, std::vector<std::string>* problems = nullptr);

// The same of its text; `file` is for messages.
Config parse_config(std::string_view text, const std::string& file,
                    std::vector<std::string>* problems = nullptr);

}  // namespace rapport
