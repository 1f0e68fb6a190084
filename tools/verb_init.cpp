#include <filesystem>

#include <fmt/format.h>

#include "analysis/render.h"
#include "tools/config.h"
#include "tools/config_draft.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/vault_file.h"
#include "tools/verbs.h"

namespace rapport {

int verb_init(const Settings& settings, const InitArguments& arguments) {
  namespace fs = std::filesystem;
  choose_format(settings, {"text"}, "text");
  const fs::path file = fs::path(settings.vault) / kConfigFile;
  std::error_code error;
  // A link to nowhere is there, too; and so may be what cannot be looked at.
  if (fs::symlink_status(file, error).type() != fs::file_type::not_found) {
    throw UsageError(fmt::format(
        "{} is there already and was left as it is; `rapport me` and `rapport doctor` tell of it",
        file.string()));
  }
  const std::string text = config_draft(survey_vault(settings));
  parse_config(text, file.string());  // throws rather than write what could not be read
  if (arguments.dry_run) {
    write_result(settings, for_terminal(text));
    say(settings, "rapport: nothing was written (--dry-run)");
    return kDone;
  }
  write_vault_file(settings, kConfigFile, text);
  write_result(settings, fmt::format("{} was written\n", kConfigFile));
  say(settings, "rapport: look it over, then `rapport ingest`");
  return kDone;
}

}  // namespace rapport
