#pragma once

#include <string>
#include <string_view>

#include "tools/settings.h"

namespace rapport {

// The few files of a vault that rapport keeps for the user: never a note. `path` is within the
// vault; a symbolic link on the way is refused, as it could lead out of it.

// Its text, empty when there is none. Throws UsageError, also for what is no file.
std::string read_vault_file(const Settings& settings, const std::string& path);

// Puts other text in its place, whole or not at all; makes its folder. Throws UsageError.
void write_vault_file(const Settings& settings, const std::string& path, std::string_view text);

// What differs between two texts, as `diff -u` shows it; empty when nothing does.
std::string unified_diff(const std::string& file, std::string_view before, std::string_view after);

}  // namespace rapport
