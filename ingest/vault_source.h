#pragma once

#include <memory>
#include <string>

#include "ingest/note_rules.h"
#include "ingest/source.h"

namespace rapport {

// The notes (*.md) of a vault in a folder. Hidden folders, and what the rules ignore, are left
// out. Opens beneath the vault only, and never through a link: links, pipes and devices are
// diagnostics. Notes of over 64 MiB are not read.
// Throws std::runtime_error when the folder cannot be listed.
std::unique_ptr<Source> open_vault(const std::string& folder, NoteRules rules);

// Adds the template folders that Obsidian and Templater are set to.
void add_configured_templates(const std::string& vault, NoteRules& rules);

// Adds the types of properties that `.obsidian/types.json` declares. A key of type `aliases` or
// `tags` that has no other meaning gets that one.
void add_property_types(const std::string& vault, NoteRules& rules);

}  // namespace rapport
