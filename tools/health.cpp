#include "tools/health.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/wording.h"
#include "graph/key_value.h"
#include "graph/layout.h"
#include "graph/store.h"
#include "ingest/diagnostic_catalog.h"
#include "ingest/ingest.h"
#include "ingest/words.h"
#include "tools/all_diagnostics.h"
#include "tools/errors.h"
#include "tools/graphviz.h"
#include "tools/verbs.h"
#include "tools/version.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

constexpr const char* kIngest = "run `rapport ingest`";
constexpr const char* kRebuild = "run `rapport ingest --rebuild`; the notes are untouched";

class Examination {
 public:
  Examination(const Settings& settings, const std::vector<std::string>& problems)
      : settings_(settings), problems_(problems) {}

  Health run() {
    health_.versions = version_rows();
    look_at_settings();
    look_at_environment();
    if (!settings_.db.empty()) {
      look_at_files();
      look_into_store();
    }
    std::stable_sort(health_.findings.begin(), health_.findings.end(),
                     [](const HealthFinding& a, const HealthFinding& b) {
                       return std::tuple(a.severity, order(a.area)) <
                              std::tuple(b.severity, order(b.area));
                     });
    return std::move(health_);
  }

 private:
  // What breaks most comes first.
  static std::size_t order(std::string_view area) {
    static constexpr std::array<std::string_view, 4> kAreas = {"settings", "store", "notes",
                                                               "environment"};
    return static_cast<std::size_t>(std::find(kAreas.begin(), kAreas.end(), area) - kAreas.begin());
  }

  void error(std::string area, std::string code, std::string message, std::string remedy) {
    health_.findings.push_back(
        {Severity::error, std::move(area), std::move(code), std::move(message), std::move(remedy)});
  }
  void warning(std::string area, std::string code, std::string message, std::string remedy) {
    health_.findings.push_back({Severity::warning, std::move(area), std::move(code),
                                std::move(message), std::move(remedy)});
  }

  void look_at_settings() {
    for (const std::string& problem : problems_) {
      error("settings", "bad-settings", problem, "mend it: until then no other verb runs");
    }
    if (settings_.vault.empty() && problems_.empty()) {
      warning("settings", "no-vault", "no vault is named, only a store",
              "name it with --vault DIR or $RAPPORT_VAULT");
    }
  }

  void look_at_environment() {
    const auto version = graphviz_version();
    health_.environment.emplace_back("GraphViz", version.value_or("not installed"));
    if (!version) {
      warning("environment", "no-graphviz", "GraphViz is not installed: no svg, png or pdf",
              "`apt-get install graphviz`; dot, mermaid and canvas need nothing");
    }
    std::string locale;
    for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
      if (locale.empty()) locale = environment(name);
    }
    health_.environment.emplace_back("locale", locale.empty() ? "none" : locale);
    const std::string folded = lower(locale);
    if (folded.find("utf-8") == std::string::npos && folded.find("utf8") == std::string::npos) {
      warning("environment", "no-utf8", "the locale is not UTF-8: names may be shown wrongly",
              "set LANG=C.UTF-8 or another UTF-8 locale");
    }
    const std::string terminal = environment("TERM");
    health_.environment.emplace_back("output", ::isatty(STDOUT_FILENO) != 0
                                                   ? fmt::format("terminal {}", terminal)
                                                   : "no terminal");
    health_.environment.emplace_back("colour", settings_.color ? "yes" : "no");
  }

  // Modes and what interrupted runs left behind.
  void look_at_files() {
    health_.store.emplace_back("folder", settings_.db);
    const fs::path db(settings_.db);
    std::error_code ignored;
    for (const char* ending : {".rebuild", ".old"}) {
      if (!fs::exists(settings_.db + ending, ignored)) continue;
      warning("store", "left-over",
              fmt::format("{}{} is left of a rebuild that was interrupted", settings_.db, ending),
              "`rapport ingest --rebuild` removes it");
    }
    if (!fs::is_directory(db, ignored)) return;
    if (const auto writer = writer_at_work(settings_.db)) {
      warning("store", "locked", fmt::format("process {} writes the store", *writer),
              "wait until it is done; what follows may change");
    }
    std::size_t open_files = is_open_to_others(db) ? 1 : 0;
    bool has_incoming = false;
    for (const auto& entry : fs::directory_iterator(db, ignored)) {
      if (is_open_to_others(entry.path())) ++open_files;
      has_incoming |= entry.path().filename().string().starts_with("incoming");
    }
    if (open_files > 0) {
      warning("store", "open-to-others",
              fmt::format("other users may read {} of the store",
                          count_of(open_files, "file", "files")),
              fmt::format("`chmod -R go= '{}'`", settings_.db));
    }
    if (has_incoming) {
      warning("store", "interrupted", "an ingest was interrupted", kIngest);
    }
    if (fs::exists(db / "purge", ignored)) {
      warning("store", "purge-due",
              "what was to leave no trace has not left the files yet: an ingest was interrupted",
              kIngest);
    }
  }

  static bool is_open_to_others(const fs::path& file) {
    struct stat status = {};
    return ::lstat(file.c_str(), &status) == 0 && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0;
  }

  void look_into_store() {
    std::error_code ignored;
    const fs::path db(settings_.db);
    if (!fs::exists(db / "CURRENT", ignored) && !fs::exists(db / "sequence", ignored)) {
      return error("store", "no-store", fmt::format("there is no store at {}", settings_.db),
                   kIngest);
    }
    try {
      const Store store = Store::open(settings_.db, Access::read_only);
      const Verification verification = store.verify();
      if (!verification.ok()) {
        return error("store", "damaged",
                     fmt::format("the store is damaged: {}",
                                 count_of(verification.fault_count, "fault", "faults")),
                     kRebuild);
      }
      describe(store);
      look_at_notes(store);
    } catch (const StoreError& e) {
      const std::string message = e.what();  // with a remedy of its own
      error("store", "unusable", message.substr(0, message.find("; ")), kRebuild);
    }
  }

  void describe(const Store& store) {
    const GraphCounts& counts = store.counts();
    const auto people = counts.vertices[static_cast<std::size_t>(VertexType::person)];
    health_.store.emplace_back("state", "whole");
    health_.store.emplace_back("size",
                               fmt::format("{:.1f} MB", static_cast<double>(store.bytes()) / 1e6));
    health_.store.emplace_back("generation", std::to_string(store.generation()));
    health_.store.emplace_back("people", std::to_string(people));
    health_.store.emplace_back("ties", std::to_string(counts.tie_pairs()));
    const std::vector<std::string> owner = owner_names(settings_, store);
    health_.store.emplace_back(
        "owner", owner.empty() ? "nobody" : fmt::format("{}", fmt::join(owner, ", ")));
    if (owner.empty()) {
      warning("settings", "no-owner", "nobody is named whose notes these are: `who` cannot answer",
              "`rapport me` tells who it may be and writes the setting");
    }
    if (counts.notes == 0) {
      error("notes", "no-notes", "the store holds no notes",
            "is it the right vault? " + std::string(kIngest));
    }
  }

  void look_at_notes(const Store& store) {
    std::size_t untyped = 0;
    store.for_each_vertex([&](const Vertex& vertex) {
      if (vertex.type == VertexType::note && !vertex.stub) ++untyped;
    });
    const std::uint64_t notes = store.counts().notes;
    health_.notes.emplace_back("notes", std::to_string(notes));
    health_.notes.emplace_back("without a type", std::to_string(untyped));
    if (untyped * 2 > notes) {
      warning("notes", "mostly-untyped",
              fmt::format("{} of {} notes are neither person, organization, project nor meeting",
                          untyped, notes),
              "tell rapport by `type:` in the notes, or by `types` and `folders` in .rapport.yaml");
    }
    try {
      summarise(all_diagnostics(settings_, store, settings_.as_of));
    } catch (const UsageError& e) {
      error("settings", "bad-settings", e.what(), "correct it");
    }
  }

  // One finding for each code: how often, and in how many notes.
  void summarise(const std::vector<Diagnostic>& diagnostics) {
    std::map<std::string, std::pair<std::size_t, std::set<std::string>>> places;
    std::vector<const Diagnostic*> codes;
    for (const Diagnostic& d : diagnostics) {
      auto& [count, notes] = places[d.code];
      if (count++ == 0) codes.push_back(&d);
      notes.insert(d.note);
    }
    for (const Diagnostic* d : codes) {
      const auto& [count, notes] = places[d->code];
      const DiagnosticKind* kind = diagnostic_kind(d->code);
      health_.findings.push_back(
          {d->severity, "notes", d->code,
           fmt::format("{} ({} in {})", kind == nullptr ? "no explanation" : kind->meaning,
                       count_of(count, "place", "places"), count_of(notes.size(), "note", "notes")),
           kind == nullptr ? "`rapport check`" : std::string(kind->remedy)});
    }
  }

  const Settings& settings_;
  const std::vector<std::string>& problems_;
  Health health_;
};

}  // namespace

bool Health::has_error(std::string_view area) const {
  return std::any_of(findings.begin(), findings.end(), [&](const HealthFinding& f) {
    return f.severity == Severity::error && (area.empty() || f.area == area);
  });
}

Health examine(const Settings& settings, const std::vector<std::string>& problems) {
  return Examination(settings, problems).run();
}

}  // namespace rapport
