#pragma once

#include <filesystem>
#include <string>

#include "tools/settings.h"

namespace rapport {

// The two files of the vault that are rapport's own: its settings and the user's verdicts. They are
// files of the vault, not reached over symbolic links, and no larger than 4 MiB.

// Throws UsageError when a link stands on the way from the vault to the file.
void refuse_links(const Settings& settings, const std::filesystem::path& file);

// Its bytes, empty when it is not there. Throws UsageError.
std::string read_vault_file(const Settings& settings, const std::filesystem::path& file);

}  // namespace rapport
