#pragma once

#include <string>

#include "tools/vault_survey.h"

namespace rapport {

// The text of a first `.rapport.yaml`. Only `me` is set, and only where the owner was named or one
// candidate is clearly ahead. All else are remarks, so that notes are read as without the file:
// what was found, and settings that need but lose their `#`. Each name of the vault is quoted, in
// remarks too, so that it reads back the same.
std::string config_draft(const VaultSurvey& survey);

}  // namespace rapport
