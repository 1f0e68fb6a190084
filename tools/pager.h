#pragma once

#include <string>
#include <string_view>

namespace rapport {

// Long results on a terminal are shown a screen at a time, as git shows its own.

// The shell command that does it: $RAPPORT_PAGER, else $PAGER, else less. Empty if that is set to
// nothing or to `cat`, where the terminal is dumb, and where stdout is none.
std::string pager_command();

// Whether a text takes more than the screen of stdout has; rather too often than not often enough,
// as less ends by itself on a short one (LESS=FRX, unless the user has set it).
bool is_longer_than_screen(std::string_view text);

// Shows the text and returns when whoever reads it has had enough, at whatever place. Ctrl-C is for
// the pager meanwhile. False if there is no such command; then nothing was shown.
bool show_by_pager(const std::string& command, std::string_view text);

}  // namespace rapport
