#include "tools/identities_file.h"

#include <filesystem>

#include <fmt/format.h>

#include "tools/errors.h"
#include "tools/vault_file.h"

namespace rapport {

IdentitiesFile read_identities(const Settings& settings) {
  IdentitiesFile file;
  if (settings.vault.empty()) return file;
  file.text = read_vault_file(settings, settings.identities);
  DiagnosticSink sink(settings.identities);
  file.identities = parse_identities(file.text, sink);
  if (!sink.all().empty()) {
    const Diagnostic& d = sink.all().front();
    throw UsageError(fmt::format(
        "{}:{}: {}", (std::filesystem::path(settings.vault) / settings.identities).string(), d.line,
        d.message));
  }
  return file;
}

void write_identities(const Settings& settings, std::string_view text) {
  write_vault_file(settings, settings.identities, text);
}

}  // namespace rapport
