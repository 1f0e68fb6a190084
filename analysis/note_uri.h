#pragma once

#include <string>
#include <string_view>

namespace rapport {

// Links that open a note. Every byte but letters, digits and `-._~` is percent-encoded, so that
// nothing of a path is syntax to the URI, to markup around it, or to a terminal.

std::string percent_encoded(std::string_view text);

// In Obsidian: `vault` is its name there, which is that of its folder; `note` a path in it.
std::string obsidian_uri(std::string_view vault, std::string_view note);

// As a file of `host`: an absolute path.
std::string file_uri(std::string_view host, std::string_view path);

// The text, which is fit for a terminal, as a link to the URI there (OSC 8); without one as it is.
std::string terminal_link(std::string_view uri, std::string_view text);

}  // namespace rapport
