#pragma once

#include <functional>
#include <string>

#include "analysis/render.h"
#include "tools/settings.h"

namespace rapport {

// Paths of notes as links, on terminals that know them (OSC 8).

// Whether a terminal with these variables does. One that does not shows nothing of a link or, if it
// is old, its whole text.
using Variables = std::function<std::string(const char* name)>;
bool knows_hyperlinks(const Variables& variables);

// `choice` is auto, always or never.
bool use_hyperlinks(const std::string& choice);

// The note in Obsidian if the vault is one of Obsidian's, else its file. No links where the
// settings have none.
NoteUri note_uri(const Settings& settings);

// The note in Obsidian, as pictures have it: they are read on other machines, too.
NoteUri note_uri_in_pictures(const Settings& settings);

}  // namespace rapport
