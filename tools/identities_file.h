#pragma once

#include <string>
#include <string_view>

#include "ingest/identities.h"
#include "tools/settings.h"

namespace rapport {

// The side file of the vault that holds the user's verdicts, written by `rapport review` alone.
struct IdentitiesFile {
  std::string text;  // as it is; empty when there is none yet
  Identities identities;
};

// Throws UsageError, naming file and line, when it is not what it should be.
IdentitiesFile read_identities(const Settings& settings);

// Puts other text in its place, whole or not at all. Throws UsageError.
void write_identities(const Settings& settings, std::string_view text);

}  // namespace rapport
