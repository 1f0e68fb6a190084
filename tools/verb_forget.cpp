#include <algorithm>
#include <iostream>
#include <optional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <unistd.h>

#include "analysis/render.h"
#include "analysis/wording.h"
#include "graph/keyed_hash.h"
#include "ingest/forgotten_claims.h"
#include "ingest/ingest.h"
#include "ingest/vault_source.h"
#include "tools/errors.h"
#include "tools/forgetting.h"
#include "tools/output.h"
#include "tools/privacy_file.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

constexpr std::size_t kMostShown = 10;

// What cannot be promised. Said each time: who forgets somebody for good reasons has to know.
constexpr const char* kLimits[] = {
    "Notes are yours: rapport changes none. Lines that name them stay until you change them.",
    "Files that were deleted may be read from the disk's free blocks until those are overwritten.",
    "Backups, snapshots, synced copies and exports made before hold what they held.",
    "Lines that mean them by a first name or a role alone are not found by name.",
};

struct Forgetting {
  Entity entity;
  CalledNames names;
  std::size_t edges = 0;
  std::size_t statements = 0;
  std::vector<std::string> notes;   // about them or named for them: left out whole
  std::vector<std::string> others;  // entities whose names contain theirs: go with them
  std::vector<NamedPlace> places;
  std::optional<TraceSearch> search;  // unless nothing was done
};

class Forgetter {
 public:
  Forgetter(const Settings& settings, const ForgetArguments& arguments)
      : settings_(settings),
        arguments_(arguments),
        format_(choose_format(settings, {"text", "json", "markdown"}, "text")),
        privacy_(read_privacy(settings)) {}

  int run() {
    if (arguments_.undo) return undo();
    if (!look_closely()) {
      say(settings_, fmt::format("rapport: '{}' is forgotten already; the store knows nobody so "
                                 "called",
                                 arguments_.name));
      return kNothingFound;
    }
    if (!arguments_.dry_run) {
      confirm();
      forget();
    }
    write();
    return found_.search && !found_.search->found.empty() ? kNothingFound : kDone;
  }

 private:
  int undo() {
    const ForgottenNames& list = privacy_.forgotten;
    std::vector<ForgottenNames::Entry> kept;
    const std::string digits = list.empty() ? "" : list.hashed(arguments_.name, true).digits;
    for (const ForgottenNames::Entry& entry : list.entries()) {
      const bool is_theirs = std::any_of(entry.begin(), entry.end(),
                                         [&](const auto& name) { return name.digits == digits; });
      if (!is_theirs) kept.push_back(entry);
    }
    if (kept.size() == list.entries().size()) {
      say(settings_, fmt::format("rapport: '{}' is not among those to forget", arguments_.name));
      return kNothingFound;
    }
    privacy_.forgotten = ForgottenNames(list.key(), std::move(kept));
    if (!arguments_.dry_run) write_privacy(settings_, privacy_);
    say(settings_,
        fmt::format("rapport: {} is no longer to be forgotten; `rapport ingest` reads of "
                    "them again{}",
                    arguments_.name,
                    arguments_.dry_run ? "; nothing was written (--dry-run)" : ""));
    return kDone;
  }

  // Who is meant, and all that hangs on them. False: they are forgotten already.
  bool look_closely() {
    const Store store = open_for_reading(settings_);
    EntityReader entities(store, Date::max());
    VertexId id = 0;
    try {
      id = look_up(settings_, store, entities, arguments_.name,
                   {VertexType::person, VertexType::organization});
    } catch (const UnknownName&) {
      if (settings_.forgotten.is_name(arguments_.name)) return false;
      throw;
    }
    refuse_owner(store, entities, id);
    refuse_missing_notes(store);
    strict_ = remembered_strict(store);
    const Vertex vertex = *store.vertex(id);
    found_.entity = to_entity(vertex);
    found_.names = names_of(settings_, store, vertex);
    found_.edges = store.arcs(id).size();
    found_.statements = store.records(id).size() + store.signals(id).size();
    const std::string key =
        privacy_.forgotten.key().empty() ? to_hex(random_key()) : privacy_.forgotten.key();
    const ForgottenNames theirs(key, {hashed_names(found_.names, ForgottenNames(key, {}))});
    store.for_each_source([&](const Store::Source& source) {
      const auto identity = decode_identity(store.memo(source.id).identity, source.path);
      if (is_forgotten(identity, theirs)) found_.notes.push_back(source.path);
    });
    std::sort(found_.notes.begin(), found_.notes.end());
    store.for_each_vertex([&](const Vertex& other) {
      const bool is_note = std::binary_search(found_.notes.begin(), found_.notes.end(), other.key);
      if (other.id != id && !is_note && theirs.is_in(other.name)) {
        found_.others.push_back(fmt::format("{} {}", to_string(other.type), other.name));
      }
    });
    std::sort(found_.others.begin(), found_.others.end());
    found_.places = places_naming(settings_, theirs);
    add_to_list(theirs);
    return true;
  }

  void refuse_owner(const Store& store, EntityReader& entities, VertexId id) const {
    std::optional<VertexId> owner;
    try {
      owner = find_owner_if_named(settings_, store, entities);
    } catch (const UnknownName&) {
      return;  // an owner whom the notes do not know is nobody to forget
    } catch (const AmbiguousName&) {
      return;
    }
    if (owner == id) {
      throw UsageError(fmt::format("{} is whose notes these are (--me); remove the store instead",
                                   entities.name(id)));
    }
  }

  // The store is made anew from the notes: they must be there.
  void refuse_missing_notes(const Store& store) const {
    const std::size_t there = open_vault(settings_.vault, settings_.rules)->list().items.size();
    const std::uint64_t known = store.counts().notes;
    if (known <= there + 10 || (known - there) * 5 <= known) return;
    throw UsageError(fmt::format(
        "{} of {} notes are gone from the vault; nothing was changed. If that is right, run "
        "`rapport ingest --allow-mass-delete` first",
        known - there, known));
  }

  void add_to_list(const ForgottenNames& theirs) {
    std::vector<ForgottenNames::Entry> entries = privacy_.forgotten.entries();
    entries.push_back(theirs.entries().front());
    privacy_.forgotten = ForgottenNames(theirs.key(), std::move(entries));
  }

  void confirm() const {
    if (arguments_.yes) return;
    const std::string what =
        fmt::format("forget {}: {} and {} about them, {}", for_terminal(found_.entity.name),
                    count_of(found_.edges, "relation", "relations"),
                    count_of(found_.statements, "statement", "statements"),
                    count_of(found_.notes.size(), "note", "notes"));
    if (::isatty(STDIN_FILENO) == 0) {
      throw UsageError(
          fmt::format("this would {}; say --yes to do it, or --dry-run to see more", what));
    }
    std::cerr << "rapport: " << what << ". Do it? [y/N] " << std::flush;
    std::string answer;
    std::getline(std::cin, answer);
    if (answer != "y" && answer != "Y" && answer != "yes") {
      throw UsageError("nothing was forgotten");
    }
  }

  // The list first: whatever happens then, the next ingest goes on with it.
  void forget() {
    write_privacy(settings_, privacy_);
    Settings with_list = settings_;
    with_list.forgotten = privacy_.forgotten;
    with_list.quiet = true;
    IngestArguments ingest;
    ingest.strict_obsidian = strict_;
    rebuild_store(with_list, ingest);
    found_.search = search_store(settings_.db, found_.names.anywhere);
  }

  std::string verdict() const {
    const std::string name = with_title(found_.entity);
    if (!found_.search) return fmt::format("Would forget {}; nothing was done (--dry-run)", name);
    if (!found_.search->found.empty()) {
      return fmt::format(
          "{} is NOT wholly forgotten: the store still names them; run `rapport "
          "ingest --rebuild`",
          name);
    }
    return fmt::format("Forgot {}: {} of the store searched byte by byte, nothing found", name,
                       count_of(found_.search->files, "file", "files"));
  }

  // "Plan.md:3,7", one a file, in the order of the places; with "its name" where the path has it.
  std::vector<std::string> files_naming() const {
    std::vector<std::string> files;
    for (std::size_t i = 0; i < found_.places.size();) {
      const std::string& file = found_.places[i].file;
      std::string lines;
      bool is_in_name = false;
      for (; i < found_.places.size() && found_.places[i].file == file; ++i) {
        const std::uint32_t line = found_.places[i].line;
        is_in_name |= line == 0;
        if (line > 0) lines += fmt::format("{}{}", lines.empty() ? ":" : ",", line);
      }
      files.push_back(file + lines + (is_in_name ? ", its name" : ""));
    }
    return files;
  }

  // At most so many as can be read, unless all are asked for.
  std::vector<ReportItem> some_of(const std::vector<std::string>& all) const {
    std::vector<ReportItem> items;
    for (const std::string& text : all) {
      if (!settings_.verbose && items.size() == kMostShown) {
        items.push_back(item(fmt::format("and {} more; -v shows all", all.size() - kMostShown)));
        break;
      }
      items.push_back(item(text));
    }
    return items;
  }

  static ReportItem item(std::string text) { return {{std::move(text), Tone::plain}, {}, {}}; }

  ReportSection what_goes() const {
    ReportSection section;
    section.heading = found_.search ? "Taken out of the store" : "Would go";
    section.items.push_back(item(
        fmt::format("{}, {}", count_of(found_.edges, "relation", "relations"),
                    count_of(found_.statements, "statement about them", "statements about them"))));
    const auto add = [&](const char* what, const std::vector<std::string>& all) {
      if (all.empty()) return;
      ReportItem group = item(what);
      group.children = some_of(all);
      section.items.push_back(std::move(group));
    };
    add("whole notes, about them or named for them:", found_.notes);
    add("others whose names have theirs in them:", found_.others);
    for (const std::string& name : found_.names.whole) {
      section.items.push_back(item(fmt::format(
          "'{}' is a word of its own, too: only where it stands alone as a name", name)));
    }
    return section;
  }

  ReportSection still_named() const {
    const std::vector<std::string> files = files_naming();
    ReportSection section;
    section.heading = fmt::format("Still in your notes ({} in {})",
                                  count_of(found_.places.size(), "place", "places"),
                                  count_of(files.size(), "file", "files"));
    section.items = some_of(files);
    section.if_empty = "nowhere";
    return section;
  }

  void write() const {
    if (format_ == "json") return write_result(settings_, json_text(json()));
    Report report;
    const bool is_bad = found_.search && !found_.search->found.empty();
    report.answer = {verdict(), is_bad ? Tone::bad : Tone::strong};
    report.subtitle = fmt::format(
        "{}, {} as hashes only, in {}",
        count_of(found_.names.anywhere.size() + found_.names.whole.size(), "name", "names"),
        found_.search ? "kept" : "to be kept", kPrivacyFile);
    ReportSection limits;
    limits.heading = "What this cannot do";
    for (const char* limit : kLimits) limits.items.push_back(item(limit));
    report.sections = {what_goes(), still_named(), std::move(limits)};
    if (is_bad) {
      ReportSection traces;
      traces.heading = "Still there";
      for (const std::string& where : found_.search->found) traces.items.push_back(item(where));
      report.sections.insert(report.sections.begin(), std::move(traces));
    }
    write_report(settings_, report, format_);
  }

  nlohmann::ordered_json json() const {
    nlohmann::ordered_json json;
    json["schema"] = "rapport.forget/1";
    json["entity"] = to_json(found_.entity);
    json["dry_run"] = arguments_.dry_run;
    json["names"] = found_.names.anywhere.size() + found_.names.whole.size();
    json["removed"] = {{"relations", found_.edges},
                       {"statements", found_.statements},
                       {"notes", found_.notes},
                       {"others", found_.others}};
    json["still_in_notes"] = nlohmann::ordered_json::array();
    for (const NamedPlace& place : found_.places) {
      json["still_in_notes"].push_back({{"note", place.file}, {"line", place.line}});
    }
    json["search"] = nullptr;
    if (found_.search) {
      json["search"] = {{"files", found_.search->files},
                        {"bytes", found_.search->bytes},
                        {"found", found_.search->found}};
    }
    json["limits"] = kLimits;
    return json;
  }

  const Settings& settings_;
  const ForgetArguments& arguments_;
  std::string format_;
  PrivacyFile privacy_;
  bool strict_ = false;
  Forgetting found_;
};

}  // namespace

int verb_forget(const Settings& settings, const ForgetArguments& arguments) {
  return Forgetter(settings, arguments).run();
}

}  // namespace rapport
