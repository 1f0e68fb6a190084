#include <algorithm>
#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "analysis/wording.h"
#include "ingest/ingest.h"
#include "ingest/vault_source.h"
#include "ingest/words.h"
#include "tools/errors.h"
#include "tools/graph_counts.h"
#include "tools/identities_file.h"
#include "tools/output.h"
#include "tools/privacy_file.h"
#include "tools/progress.h"
#include "tools/vault_file.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostDiagnosticsShown = 20;

// A dry run asks the store, if there is one and it is not to be made anew, and makes none.
Store open_store(const std::string& db, const IngestArguments& arguments) {
  if (!arguments.dry_run) return Store::open(db, Access::read_write);
  std::error_code error;
  const bool exists = !arguments.rebuild && fs::exists(fs::path(db) / "CURRENT", error);
  return exists ? Store::open(db, Access::read_only) : Store::in_memory();
}

// Who owned the vault when the old store was written, if it can still be asked.
std::vector<std::string> owner_of_old_store(const std::string& db) {
  try {
    return remembered_owner(Store::open(db, Access::read_only));
  } catch (const StoreError&) {
    return {};
  }
}

std::size_t count(const std::vector<Diagnostic>& diagnostics, Severity severity) {
  return static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [&](const Diagnostic& d) { return d.severity == severity; }));
}

std::string summary_text(const IngestOutcome& outcome, double seconds, bool dry_run) {
  const IngestSummary& s = outcome.summary;
  std::string text = counts_text(s);
  if (s.renamed > 0) text += fmt::format(" ({} renamed)", s.renamed);
  if (s.resolved > 0) text += fmt::format("; links of {} more looked up again", s.resolved);
  text += fmt::format(" in {:.2f} s", seconds);
  if (s.kept_out > 0) text += fmt::format("; {} kept out", s.kept_out);
  if (s.purged) text += "; what was to leave no trace left none in the store's files";
  if (dry_run) text += "; nothing was written (--dry-run)";
  text += '\n';
  if (dry_run) return text;
  std::string parts;
  for (std::size_t i = 0; i < kVertexTypes; ++i) {
    const std::uint64_t n = outcome.counts.vertices[i];
    if (n > 0)
      parts += fmt::format("{}{} {}", parts.empty() ? "" : ", ", n, vertex_type_names()[i]);
  }
  return text + fmt::format("graph: {}; {} between people\n", parts.empty() ? "empty" : parts,
                            count_of(outcome.counts.tie_pairs(), "tie", "ties"));
}

std::string summary_json(const IngestOutcome& outcome, double seconds) {
  const IngestSummary& s = outcome.summary;
  nlohmann::ordered_json json;
  json["schema"] = "rapport.ingest/1";
  json["notes"] = {{"seen", s.seen},       {"added", s.added},         {"changed", s.changed},
                   {"removed", s.removed}, {"unchanged", s.unchanged}, {"kept_out", s.kept_out}};
  json["vertices"] = vertices_json(outcome.counts);
  json["edges"] = edges_json(outcome.counts);
  json["diagnostics"] = {{"error", count(s.diagnostics, Severity::error)},
                         {"warning", count(s.diagnostics, Severity::warning)}};
  json["seconds"] = seconds;
  return json_text(json);
}

// Remembers what is to be kept out, before anything of it is read again.
Settings with_exclusions(Settings settings, const IngestArguments& arguments) {
  if (arguments.exclude.empty()) return settings;
  PrivacyFile privacy = read_privacy(settings);
  const std::string before = read_vault_file(settings, kPrivacyFile);
  for (const std::string& argument : arguments.exclude) {
    const std::string glob_or_tag(trim(argument));
    if (glob_or_tag.empty() || glob_or_tag == "#") {
      throw UsageError("--exclude takes a glob of note paths, or a tag with its '#'");
    }
    auto& list = privacy.exclude;
    if (std::find(list.begin(), list.end(), glob_or_tag) != list.end()) continue;
    list.push_back(glob_or_tag);
    settings.rules.keep_out(glob_or_tag);
  }
  const std::string diff = unified_diff(kPrivacyFile, before, privacy.dump());
  if (arguments.dry_run) {
    say(settings, diff);
  } else if (!diff.empty()) {
    write_privacy(settings, privacy);
  }
  return settings;
}

}  // namespace

std::string counts_text(const IngestSummary& s) {
  return fmt::format("{}: {} added, {} changed, {} removed, {} unchanged",
                     count_of(s.seen, "note", "notes"), s.added, s.changed, s.removed, s.unchanged);
}

void say_diagnostics(const Settings& settings, const std::vector<Diagnostic>& diagnostics) {
  std::size_t shown = 0;
  for (const Diagnostic& d : diagnostics) {
    if (!settings.verbose && (d.severity != Severity::error || shown >= kMostDiagnosticsShown)) {
      continue;
    }
    std::string text = to_string(d);
    text.pop_back();
    say(settings, text);
    ++shown;
  }
  const std::size_t errors = count(diagnostics, Severity::error);
  const std::size_t warnings = count(diagnostics, Severity::warning);
  if (errors + warnings > 0) {
    say(settings, fmt::format("{} error{} and {} warning{} in notes; `rapport check` lists them",
                              errors, errors == 1 ? "" : "s", warnings, warnings == 1 ? "" : "s"));
  }
}

IngestOutcome ingest_vault(const Settings& settings, const IngestArguments& arguments,
                           const std::string& db) {
  const auto source = open_vault(settings.vault, settings.rules);
  Store store = open_store(db, arguments);
  IngestOptions options;
  options.rules = settings.rules;
  options.me = owner_names(settings, store);
  options.strict_obsidian = arguments.strict_obsidian;
  options.identities = read_identities(settings).identities;
  options.forgotten = settings.forgotten;
  options.dry_run = arguments.dry_run;
  options.allow_mass_delete = arguments.allow_mass_delete;
  options.threads = arguments.threads > 0 ? arguments.threads : std::thread::hardware_concurrency();
  Progress progress(!settings.quiet);
  options.progress = [&](std::size_t done, std::size_t total) { progress.update(done, total); };
  IngestOutcome outcome;
  outcome.summary = ingest(*source, store, options);
  outcome.counts = store.counts();
  outcome.has_owner = !options.me.empty();
  return outcome;
}

IngestOutcome rebuild_store(Settings settings, const IngestArguments& arguments) {
  const std::string fresh = settings.db + ".rebuild";
  const std::string old = settings.db + ".old";  // where an earlier rapport moved the old one
  std::error_code error;
  const bool is_store = fs::exists(fs::path(settings.db) / "CURRENT", error) ||
                        fs::exists(fs::path(settings.db) / "writer.pid", error);
  if (!is_store && fs::exists(settings.db, error) && !fs::is_empty(settings.db, error)) {
    throw UsageError(fmt::format("{} is no store of rapport; it was left alone", settings.db));
  }
  if (arguments.dry_run) return ingest_vault(settings, arguments, settings.db);
  // Also where there is no store yet: of two rebuilds at once the second is told to wait.
  fs::create_directories(settings.db, error);
  const auto lock = lock_for_writing(settings.db);
  if (settings.me.empty()) settings.me = owner_of_old_store(settings.db);
  fs::remove_all(fresh, error);
  IngestOutcome outcome = ingest_vault(settings, arguments, fresh);
  exchange_stores(fresh, settings.db);
  fs::remove_all(fresh, error);
  fs::remove_all(old, error);
  return outcome;
}

int verb_ingest(const Settings& settings, const IngestArguments& arguments) {
  const Settings kept_out = with_exclusions(settings, arguments);
  const std::string format = choose_format(settings, {"text", "json"}, "text");
  const auto start = std::chrono::steady_clock::now();
  const IngestOutcome outcome = arguments.rebuild ? rebuild_store(kept_out, arguments)
                                                  : ingest_vault(kept_out, arguments, settings.db);
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  say_diagnostics(settings, outcome.summary.diagnostics);
  write_result(settings, format == "json" ? summary_json(outcome, seconds)
                                          : summary_text(outcome, seconds, arguments.dry_run));
  if (!outcome.has_owner && outcome.counts.notes > 0) {
    say(settings,
        "rapport: nobody is named as the owner of these notes; `rapport me` tells who it may be");
  }
  if (outcome.summary.seen == 0) {
    say(settings, fmt::format("rapport: no notes (*.md) in {}", settings.vault));
    return kNothingFound;
  }
  return count(outcome.summary.diagnostics, Severity::error) > 0 ? kNothingFound : kDone;
}

}  // namespace rapport
