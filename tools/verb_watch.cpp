#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iterator>
#include <set>
#include <thread>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "graph/errors.h"
#include "ingest/ingest.h"
#include "tools/config.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/privacy_file.h"
#include "tools/vault_watch.h"
#include "tools/verbs.h"

// Between two ingests no store is open and nothing is half done: a signal ends the process at once,
// as it ends an ingest, and whoever waits for it sees which one (130 of a shell for Ctrl-C).

namespace rapport {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostNamed = 10;  // of one line; --verbose and JSON name all
constexpr std::chrono::milliseconds kTryAgainAfter{500};

// The files that settings are read from, as paths in the vault.
std::vector<std::string> settings_files(const Settings& settings) {
  return {kConfigFile,
          kPrivacyFile,
          settings.identities,
          ".obsidian/types.json",
          ".obsidian/templates.json",
          ".obsidian/plugins/templater-obsidian/data.json"};
}

ChangeFilter filter_of(const Settings& settings) {
  std::error_code error;
  const fs::path store =
      fs::weakly_canonical(settings.db, error).lexically_relative(settings.vault);
  const bool is_inside = !store.empty() && *store.begin() != "..";
  return {settings.rules, settings_files(settings), is_inside ? store.string() : ""};
}

std::string on_one_line(std::string_view path) {
  std::string line;
  for (const char c : for_terminal(path)) line += c == '\n' ? "\\u{a}" : std::string(1, c);
  return line;
}

// "1 added: A.md; 2 changed: B.md, C.md\n"
std::string changes_text(const IngestSummary& s, bool all) {
  std::string text;
  const auto add = [&](std::string_view what, std::size_t count,
                       const std::vector<std::string>& notes) {
    if (count == 0) return;
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ", count, what);
    const std::size_t named = all ? notes.size() : std::min(notes.size(), kMostNamed);
    for (std::size_t i = 0; i < named; ++i) {
      text += (i == 0 ? ": " : ", ") + on_one_line(notes[i]);
    }
    if (named < notes.size()) text += fmt::format(" and {} more", notes.size() - named);
    if (notes.size() < count) {
      text += fmt::format(" ({} kept out from now on)", count - notes.size());
    }
  };
  add("added", s.added, s.added_notes);
  add("changed", s.changed, s.changed_notes);
  add("removed", s.removed, s.removed_notes);
  return text + "\n";
}

// One line of JSON.
std::string changes_json(const IngestSummary& s) {
  const auto count = [&](Severity severity) {
    return std::count_if(s.diagnostics.begin(), s.diagnostics.end(),
                         [&](const Diagnostic& d) { return d.severity == severity; });
  };
  nlohmann::ordered_json json;
  json["schema"] = "rapport.watch/1";
  json["notes"] = {{"seen", s.seen},       {"added", s.added},         {"changed", s.changed},
                   {"removed", s.removed}, {"unchanged", s.unchanged}, {"kept_out", s.kept_out}};
  json["added"] = s.added_notes;
  json["changed"] = s.changed_notes;
  json["removed"] = s.removed_notes;
  json["diagnostics"] = {{"error", count(Severity::error)}, {"warning", count(Severity::warning)}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

// What is wrong in the notes that were just written, while their writer still looks at them.
std::vector<Diagnostic> of_changed_notes(const IngestSummary& s) {
  std::set<std::string_view> notes(s.added_notes.begin(), s.added_notes.end());
  notes.insert(s.changed_notes.begin(), s.changed_notes.end());
  std::vector<Diagnostic> found;
  std::copy_if(s.diagnostics.begin(), s.diagnostics.end(), std::back_inserter(found),
               [&](const Diagnostic& d) { return notes.contains(d.note); });
  return found;
}

class Watcher {
 public:
  Watcher(const CommonOptions& options, const WatchArguments& arguments)
      : options_(options),
        arguments_(arguments),
        settings_(resolve_settings(options, true)),
        format_(choose_format(settings_, {"text", "json"}, "text")),
        watch_(settings_.vault, filter_of(settings_)) {
    settings_.pager.clear();
    if (!settings_.output.empty()) {
      throw UsageError("watch prints as it goes: `rapport watch > FILE` in place of -o");
    }
  }

  int run() {
    watch_.look_at_folders();
    show(read(), true);
    if (has_shown_change_ && arguments_.once) return kDone;
    say(settings_, fmt::format("rapport: watching {} folder{}; Ctrl-C ends it", watch_.folders(),
                               watch_.folders() == 1 ? "" : "s"));
    VaultWatch::News news;
    Burst burst;
    for (;;) {
      const VaultWatch::News more = watch_.wait(burst.end());
      if (more.any()) {
        news.add(more);
        burst.add(Clock::now());
      }
      const auto end = burst.end();
      if (!end || Clock::now() < *end) continue;
      burst.clear();
      if (!take(news)) continue;
      news = {};
      if (has_shown_change_ && arguments_.once) return kDone;
    }
  }

 private:
  // Brings the store to what the vault says now. False if that has to wait for another change.
  bool take(const VaultWatch::News& news) {
    if (news.overflow) {
      say(settings_,
          "rapport: more changed at once than the kernel remembers; looking at all of it");
    }
    if (news.settings && !read_settings()) return false;
    if (news.folders || news.settings || news.overflow) watch_.look_at_folders();
    try {
      show(read(), false);
    } catch (const MassDeleteError& e) {
      say(settings_, fmt::format("rapport: {}", e.what()));
    }
    return true;
  }

  // With settings that cannot be read nothing is: they might keep something out.
  bool read_settings() {
    try {
      settings_ = resolve_settings(options_, true);
      settings_.pager.clear();
    } catch (const UsageError& e) {
      say(settings_, fmt::format("rapport: {}; no note is read until that is mended", e.what()));
      return false;
    }
    watch_.set_filter(filter_of(settings_));
    return true;
  }

  IngestSummary read() {
    IngestArguments arguments;
    for (bool is_told = false;;) {
      try {
        arguments.strict_obsidian = was_strict();
        return ingest_vault(settings_, arguments, settings_.db).summary;
      } catch (const StoreLocked& e) {
        if (!is_told) say(settings_, fmt::format("rapport: {}; trying again", e.what()));
        is_told = true;
        std::this_thread::sleep_for(kTryAgainAfter);
      }
    }
  }

  // Links are resolved as the last ingest was told to.
  bool was_strict() const {
    std::error_code error;
    if (!fs::exists(fs::path(settings_.db) / "CURRENT", error)) return false;
    return remembered_strict(open_for_reading(settings_));
  }

  void show(const IngestSummary& summary, bool is_first) {
    say_diagnostics(settings_, is_first ? summary.diagnostics : of_changed_notes(summary));
    const bool is_change = summary.added + summary.changed + summary.removed > 0;
    if (!is_first && !is_change) return;
    has_shown_change_ = has_shown_change_ || is_change;
    write_result(settings_, format_ == "json" ? changes_json(summary)
                            : is_first        ? counts_text(summary) + "\n"
                                              : changes_text(summary, settings_.verbose));
  }

  const CommonOptions& options_;
  const WatchArguments& arguments_;
  Settings settings_;
  std::string format_;
  VaultWatch watch_;
  bool has_shown_change_ = false;
};

}  // namespace

int verb_watch(const CommonOptions& options, const WatchArguments& arguments) {
  return Watcher(options, arguments).run();
}

}  // namespace rapport
