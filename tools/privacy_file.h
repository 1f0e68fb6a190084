#pragma once

#include <string>
#include <vector>

#include "ingest/forgotten_names.h"
#include "tools/settings.h"

namespace rapport {

// The side file of the vault that tells what is to be kept out of the store, beyond what the user
// wrote into `.rapport.yaml`: written by `rapport ingest --exclude` and `rapport forget`.
//
//   exclude: ["Private/**", "#personal"]     globs of vault paths, and tags
//   forgotten:
//     key: 64 hexadecimal digits             of this vault, random
//     names:
//       - "any 2 3fa1 9c0e..., ..."          keyed hashes of one person's or organization's names
inline constexpr const char* kPrivacyFile = ".rapport/privacy.yaml";

struct PrivacyFile {
  std::vector<std::string> exclude;
  ForgottenNames forgotten;

  std::string dump() const;
};

// Empty when there is none. Throws UsageError with file:line: what cannot be read might be what the
// user wants kept out.
PrivacyFile read_privacy(const Settings& settings);
void write_privacy(const Settings& settings, const PrivacyFile& file);

}  // namespace rapport
