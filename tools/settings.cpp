#include "tools/settings.h"

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>

#include <fmt/format.h>
#include <unistd.h>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "ingest/vault_source.h"
#include "tools/config.h"
#include "tools/errors.h"
#include "tools/hyperlink.h"
#include "tools/pager.h"
#include "tools/privacy_file.h"
#include "tools/spoken_date.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string find_vault(const CommonOptions& options) {
  if (!options.vault.empty()) return options.vault;
  if (std::string vault = environment("RAPPORT_VAULT"); !vault.empty()) return vault;
  std::error_code error;
  for (fs::path folder = fs::current_path(error); !folder.empty(); folder = folder.parent_path()) {
    if (fs::exists(folder / ".obsidian", error) || fs::exists(folder / kConfigFile, error)) {
      return folder.string();
    }
    if (folder == folder.root_path()) break;
  }
  return {};
}

// A name for the vault's store that is readable, and its own for each path.
std::string store_name(const fs::path& vault) {
  std::string slug;
  for (const char c : fold_accents(vault.filename().string())) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (slug.size() < 40) slug += plain ? c : '-';
  }
  return fmt::format("{}-{:08x}", slug, hash64(vault.string()) & 0xFFFFFFFFU);
}

std::string default_store(const std::string& vault) {
  fs::path base = environment("XDG_DATA_HOME");
  if (base.empty()) {
    const std::string home = environment("HOME");
    if (home.empty()) throw UsageError("no place for the store: set HOME, or name one with --db");
    base = fs::path(home) / ".local" / "share";
  }
  return (base / "rapport" / store_name(vault)).string();
}

Date today() {
  const std::time_t now = std::time(nullptr);
  std::tm local = {};
  ::localtime_r(&now, &local);
  return std::chrono::sys_days{std::chrono::year{local.tm_year + 1900} /
                               std::chrono::month{static_cast<unsigned>(local.tm_mon + 1)} /
                               std::chrono::day{static_cast<unsigned>(local.tm_mday)}};
}

bool use_color(const std::string& choice, int fd) {
  if (choice == "always") return true;
  if (choice == "never") return false;
  if (!environment("NO_COLOR").empty()) return false;
  const std::string force = environment("CLICOLOR_FORCE");
  if (!force.empty() && force != "0") return true;
  if (environment("CLICOLOR") == "0" || environment("TERM") == "dumb") return false;
  return ::isatty(fd) != 0;
}

void keep_out(Settings& settings, std::vector<std::string>* problems) {
  try {
    PrivacyFile privacy = read_privacy(settings);
    for (const std::string& excluded : privacy.exclude) settings.rules.keep_out(excluded);
    settings.forgotten = std::move(privacy.forgotten);
  } catch (const UsageError& e) {
    if (problems == nullptr) throw;
    problems->push_back(e.what());
  }
}

// Who is named again by one of their names keeps the others.
void take_owner(std::vector<std::string> names, Settings::OwnerOrigin origin, Settings& settings) {
  std::erase_if(names, [](const std::string& name) { return name.empty(); });
  if (names.empty()) return;
  if (!is_owner_name(names.front())) throw UsageError("--me takes a name");
  settings.me_origin = origin;
  const bool is_same = std::any_of(
      settings.me.begin(), settings.me.end(),
      [&](const std::string& known) { return fold_name(known) == fold_name(names.front()); });
  if (is_same) return;
  settings.me = std::move(names);
  settings.me_line = 0;
}

}  // namespace

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string(value);
}

Settings resolve_settings(const CommonOptions& options, bool needs_vault,
                          std::vector<std::string>* problems) {
  Settings settings;
  const std::string vault = find_vault(options);
  settings.db = options.db.empty() ? environment("RAPPORT_DB") : options.db;
  if (vault.empty() && (needs_vault || settings.db.empty())) {
    throw UsageError(
        "no vault here: name it with --vault DIR or $RAPPORT_VAULT, or go into a folder that has "
        ".obsidian/ or .rapport.yaml");
  }
  if (!vault.empty()) {
    std::error_code error;
    const fs::path canonical = fs::canonical(vault, error);
    if (error) throw UsageError(fmt::format("no vault at {}: {}", vault, error.message()));
    if (!fs::is_directory(canonical, error)) {
      throw UsageError(fmt::format("the vault {} is no folder", vault));
    }
    settings.vault = canonical.string();
    Config config = read_config((canonical / kConfigFile).string(), problems);
    take_owner(std::move(config.me), Settings::OwnerOrigin::config, settings);
    settings.me_line = config.me_line;
    settings.rules = std::move(config.rules);
    settings.parameters = config.parameters;
    settings.identities = std::move(config.identities);
    keep_out(settings, problems);
    add_configured_templates(settings.vault, settings.rules);
    add_property_types(settings.vault, settings.rules);
    if (settings.db.empty()) settings.db = default_store(settings.vault);
  }
  take_owner({environment("RAPPORT_ME")}, Settings::OwnerOrigin::environment, settings);
  take_owner({options.me}, Settings::OwnerOrigin::option, settings);

  settings.as_of = today();
  if (!options.as_of.empty()) {
    const auto day = parse_day(options.as_of, settings.as_of);
    if (!day) {
      throw UsageError(fmt::format("--as-of takes a day, not '{}': {}", options.as_of, kDayForms));
    }
    settings.as_of = *day;
    settings.as_of_given = fold_name(options.as_of) != "today";
  }
  settings.format = options.format;
  settings.output = options.output == "-" ? std::string{} : options.output;
  settings.color = settings.output.empty() && use_color(options.color, STDOUT_FILENO);
  settings.hyperlinks = settings.output.empty() && use_hyperlinks(options.hyperlink);
  if (settings.output.empty() && !options.no_pager) settings.pager = pager_command();
  settings.color_errors = use_color(options.color, STDERR_FILENO);
  settings.quiet = options.quiet;
  settings.verbose = options.verbose;
  return settings;
}

}  // namespace rapport
