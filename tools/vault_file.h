#pragma once

#include <string>
#include <string_view>

#include "tools/settings.h"

namespace rapport {

// The few files of the vault that rapport writes: verdicts, and what it is to keep out. Never
// notes.

// The text of a file at a path in the vault; empty when there is none. Follows no link, reads no
// more than 4 MiB. Throws UsageError.
std::string read_vault_file(const Settings& settings, const std::string& path);

// Puts other text in its place, whole or not at all, for the user alone. Throws UsageError.
void write_vault_file(const Settings& settings, const std::string& path, std::string_view text);

}  // namespace rapport
