#include "ingest/ingest.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "ingest/extract.h"
#include "ingest/in_order.h"
#include "ingest/merged_lookups.h"
#include "ingest/named_notes.h"

namespace rapport {
namespace {

// Grows whenever the same note gives other claims than before: then all notes are read again.
constexpr int kExtractionVersion = 5;

// The pseudo source that holds the diagnostics of what is no note: links, pipes, folders.
constexpr std::string_view kVaultSource;  // no note has an empty path

// What the store knows of a note: all that an ingest asks for if nothing has changed.
struct KnownSource {
  SourceId id = 0;
  Fingerprint fingerprint;
};

// A note between the two looks at it: its identity is known, its claims are not.
struct PendingNote {
  explicit PendingNote(const SourceItem& of) : item(&of), sink(of.path) {}

  const SourceItem* item;
  Fingerprint fingerprint;
  std::optional<Note> note;  // nullopt if it has to be read again
  NoteIdentity identity;
  DiagnosticSink sink;
};

// What the first look at a file found.
struct FirstLook {
  const SourceItem* item = nullptr;
  std::optional<std::string> unreadable;  // why
  std::uint64_t content_hash = 0;
  std::optional<PendingNote> pending;  // unless its content is known
};

bool same_file(const Fingerprint& a, const Fingerprint& b) {
  return a.size == b.size && a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns &&
         a.inode == b.inode;
}

class Ingest {
 public:
  Ingest(Source& source, Store& store, const IngestOptions& options)
      : source_(source),
        store_(store),
        options_(options),
        settings_(fmt::format("v{}\nme {}\nstrict {}\n{}{}", kExtractionVersion, options.me,
                              options.strict_obsidian, options.identities.fingerprint(),
                              options.rules.fingerprint())) {}

  IngestSummary run() {
    listing_ = source_.list();
    load_known();
    find_removed();
    read_changed();
    if (!pending_.empty() || !removed_.empty()) add_notes_that_ask_for_changed_names();
    write();
    collect_diagnostics();
    summary_.seen = listing_.items.size();
    return std::move(summary_);
  }

 private:
  void load_known() {
    known_.reserve(store_.counts().notes + 1);
    store_.for_each_source([&](const Store::Source& source) {
      const auto it = known_.emplace(source.path, KnownSource{source.id, source.fingerprint}).first;
      paths_.resize(source.id + 1);
      paths_[source.id] = &it->first;
    });
    store_.for_each_diagnostics([&](SourceId source, const std::string& bytes) {
      known_diagnostics_.emplace(source, bytes);
    });
  }

  // By what names others could ask for a note when it was read last.
  const NoteIdentity& known_identity(const std::string& path) {
    const auto [it, is_new] = known_identities_.try_emplace(path);
    if (is_new) it->second = decode_identity(store_.memo(known_.at(path).id).identity, path);
    return it->second;
  }

  void load_known_identities() {
    store_.for_each_memo([&](SourceId source, const SourceMemo& memo) {
      const std::string* path = path_of(source);
      if (path == nullptr || *path == kVaultSource) return;
      known_identities_.try_emplace(*path, decode_identity(memo.identity, *path));
    });
  }

  const std::string* path_of(SourceId source) const {
    return source < paths_.size() ? paths_[source] : nullptr;
  }

  // Then it is quicker to ask the store for single notes than to learn the names of all. One change
  // is few in any vault.
  bool has_few_changes() const {
    constexpr std::size_t kFewOf = 50;
    return (pending_.size() + removed_.size()) * kFewOf <= known_.size() + kFewOf;
  }

  std::string_view known_diagnostics(const std::string& path) const {
    const KnownSource* known = find_known(path);
    if (known == nullptr) return {};
    const auto found = known_diagnostics_.find(known->id);
    return found == known_diagnostics_.end() ? std::string_view{} : found->second;
  }

  const SourceItem* item_at(const std::string& path) const {
    const auto& items = listing_.items;
    const auto item = std::lower_bound(
        items.begin(), items.end(), path,
        [](const SourceItem& i, const std::string& wanted) { return i.path < wanted; });
    return item != items.end() && item->path == path ? &*item : nullptr;
  }

  void find_removed() {
    for (const auto& [path, known] : known_) {
      if (path != kVaultSource && item_at(path) == nullptr) removed_.push_back(path);
    }
    std::sort(removed_.begin(), removed_.end());
    summary_.removed = removed_.size();
    const std::size_t total = known_.size();
    if (!options_.allow_mass_delete && summary_.removed > 10 && summary_.removed * 5 > total) {
      throw MassDeleteError(fmt::format(
          "{} of {} notes are gone from the vault; nothing was changed. If that is right, run "
          "`rapport ingest --allow-mass-delete`; else check that the vault is complete",
          summary_.removed, total));
    }
  }

  void read_changed() {
    const bool all = settings_ != store_.writer_settings();
    std::set<std::uint64_t> removed_content;
    for (const std::string& path : removed_) {
      removed_content.insert(known_.at(path).fingerprint.content_hash);
    }
    std::vector<const SourceItem*> to_look_at;
    for (const SourceItem& item : listing_.items) {
      const KnownSource* known = find_known(item.path);
      if (known && !all && same_file(known->fingerprint, item.fingerprint)) {
        ++summary_.unchanged;
      } else {
        to_look_at.push_back(&item);
      }
    }
    std::size_t done = listing_.items.size() - to_look_at.size();
    const auto report = [&] {
      if (options_.progress) options_.progress(done, listing_.items.size());
    };
    report();
    in_order(
        options_.threads, to_look_at, [&](const SourceItem* item) { return look_at(*item, all); },
        [&](FirstLook look) {
          take(std::move(look), all, removed_content);
          ++done;
          report();
        });
  }

  const KnownSource* find_known(const std::string& path) const {
    const auto known = known_.find(path);
    return known == known_.end() ? nullptr : &known->second;
  }

  // Reads a note, and parses it unless its content is known. On any thread.
  FirstLook look_at(const SourceItem& item, bool parse_all) const {
    FirstLook look;
    look.item = &item;
    std::string why;
    const auto bytes = source_.read(item, why);
    if (!bytes) {
      look.unreadable = std::move(why);
      return look;
    }
    look.content_hash = hash64(*bytes);
    const KnownSource* known = find_known(item.path);
    const bool same = known && known->fingerprint.content_hash == look.content_hash;
    if (parse_all || !same) look.pending = parse(item, *bytes, look.content_hash);
    return look;
  }

  void take(FirstLook look, bool all, const std::set<std::uint64_t>& removed_content) {
    const SourceItem& item = *look.item;
    const KnownSource* known = find_known(item.path);
    if (look.unreadable) {
      say_unreadable(item, *look.unreadable);
      if (known) ++summary_.unchanged;  // what was known of it stays
      if (known && all) read_next_time(item.path);
      return;
    }
    if (known && known->fingerprint.content_hash == look.content_hash) {
      ++summary_.unchanged;
    } else if (known) {
      ++summary_.changed;
    } else {
      ++summary_.added;
      if (removed_content.contains(look.content_hash)) ++summary_.renamed;
    }
    if (look.pending) {
      keep(std::move(*look.pending));
    } else {
      touched_.emplace_back(item.path, item.fingerprint);
      touched_.back().second.content_hash = look.content_hash;
    }
  }

  void keep(PendingNote pending) {
    text_kept_ += pending.note->text->size();
    if (text_kept_ > options_.most_text_kept) pending.note.reset();
    const std::string& path = pending.item->path;
    pending_.emplace(path, std::move(pending));
  }

  // The claims of a note that cannot be read are out of date: forgets how its file looked.
  void read_next_time(const std::string& path) {
    if (known_.at(path).fingerprint == Fingerprint{}) return;
    touched_.emplace_back(path, Fingerprint{});
  }

  void say_unreadable(const SourceItem& item, const std::string& why) {
    if (!unreadable_.insert(item.path).second) return;
    listing_.diagnostics.push_back({Severity::error,
                                    "unreadable",
                                    item.path,
                                    0,
                                    0,
                                    fmt::format("cannot be read: {}", why),
                                    {},
                                    {}});
  }

  PendingNote parse(const SourceItem& item, const std::string& bytes,
                    std::uint64_t content_hash) const {
    PendingNote pending(item);
    pending.fingerprint = item.fingerprint;
    pending.fingerprint.content_hash = content_hash;
    pending.note = parse_note(item.path, bytes, options_.rules, pending.sink);
    pending.identity = identify(*pending.note, options_.rules);
    // A note that its author keeps to themselves leaves no trace.
    const std::string is_private = fold_case(first_text(pending.note->field(Concept::is_private)));
    if (is_private == "true" || is_private == "yes") {
      pending.identity = {};
      pending.identity.path = item.path;
      pending.identity.type = NoteType::excluded;
    }
    return pending;
  }

  // A note that comes, goes or changes its names can be what another note's link meant.
  void add_notes_that_ask_for_changed_names() {
    const bool reads_all =
        std::all_of(listing_.items.begin(), listing_.items.end(), [&](const SourceItem& item) {
          return pending_.contains(item.path) || find_known(item.path) == nullptr;
        });
    if (reads_all) return;
    const auto merges = merged_names();
    if (!merges.empty() || !has_few_changes()) load_known_identities();
    std::vector<const NoteIdentity*> changed_notes;
    std::unordered_map<std::uint64_t, int> listings;  // how many more notes list a name than before
    const auto add = [&](const NoteIdentity& identity, int count) {
      changed_notes.push_back(&identity);
      for (const std::uint64_t key : listed_keys(identity)) listings[key] += count;
    };
    for (const std::string& path : removed_) add(known_identity(path), -1);
    for (const auto& [path, pending] : pending_) {
      const bool is_known = find_known(path) != nullptr;
      if (is_known && known_identity(path) == pending.identity) continue;
      if (is_known) add(known_identity(path), -1);
      add(pending.identity, 1);
    }
    if (changed_notes.empty()) return;
    ChangedNames changed = names_asked_again(changed_notes, all_identities(), merges);
    for (const auto& [key, count] : listings) {
      if (count != 0) changed.lookups.insert(key);
    }
    const std::vector<const SourceItem*> to_look_at = unchanged_that_asked(changed);
    in_order(
        options_.threads, to_look_at, [&](const SourceItem* item) { return look_at(*item, true); },
        [&](FirstLook look) {
          if (look.pending) {
            ++summary_.resolved;
            keep(std::move(*look.pending));
          } else {
            say_unreadable(*look.item, *look.unreadable);
            read_next_time(look.item->path);
          }
        });
  }

  // Ascending by path.
  std::vector<const SourceItem*> unchanged_that_asked(const ChangedNames& changed) {
    std::set<std::string, std::less<>> paths = changed.notes;
    std::vector<std::uint32_t> lookups;
    for (const std::uint64_t lookup : changed.lookups) lookups.push_back(stored_lookup(lookup));
    store_.asking(std::move(lookups), [&](std::uint32_t, SourceId source) {
      if (const std::string* path = path_of(source)) paths.insert(*path);
    });
    std::vector<const SourceItem*> items;
    for (const std::string& path : paths) {
      const SourceItem* item = item_at(path);
      if (item != nullptr && !pending_.contains(path)) items.push_back(item);
    }
    return items;
  }

  std::vector<std::vector<std::string>> merged_names() const {
    std::vector<std::vector<std::string>> merges;
    for (const Verdict& verdict : options_.identities.verdicts()) {
      if (verdict.kind == Verdict::Kind::merge) merges.push_back(verdict.names);
    }
    return merges;
  }

  // As the notes were, and as they are: those that were loaded.
  std::vector<const NoteIdentity*> all_identities() const {
    std::vector<const NoteIdentity*> all;
    for (const auto& [path, known] : known_identities_) all.push_back(&known);
    for (const auto& [path, pending] : pending_) all.push_back(&pending.identity);
    return all;
  }

  void write() {
    const bool has_new_settings = settings_ != store_.writer_settings();
    if (pending_.empty() && removed_.empty() && touched_.empty() && !has_new_settings &&
        vault_diagnostics() == known_diagnostics(std::string(kVaultSource))) {
      return;
    }
    std::optional<Store::Update> update;
    if (!options_.dry_run) update.emplace(store_, replaced());
    extract_all([&](SourceClaims claims) {
      if (update) update->put(std::move(claims));
    });
    if (!update) return;
    for (const auto& [path, fingerprint] : touched_) update->touch(path, fingerprint);
    if (SourceClaims claims; !(claims.memo.diagnostics = vault_diagnostics()).empty()) {
      claims.path = kVaultSource;
      update->put(std::move(claims));
    }
    update->commit(has_new_settings ? std::optional(settings_) : std::nullopt);
    summary_.wrote = true;
  }

  // What the store has to forget first.
  std::vector<std::string> replaced() const {
    std::vector<std::string> paths = removed_;
    for (const auto& [path, pending] : pending_) {
      if (find_known(path)) paths.push_back(path);
    }
    if (find_known(std::string(kVaultSource))) paths.emplace_back(kVaultSource);
    return paths;
  }

  void extract_all(const std::function<void(SourceClaims)>& put) {
    const auto put_fresh = [&](SourceClaims claims) {
      fresh_[claims.path] = claims.memo.diagnostics;
      put(std::move(claims));
    };
    if (has_few_changes() && merged_names().empty()) {
      for (SourceClaims& claims : claims_of_few()) put_fresh(std::move(claims));
      return;
    }
    load_known_identities();
    NoteDirectory directory;
    for (const SourceItem& item : listing_.items) {
      const auto pending = pending_.find(item.path);
      if (pending != pending_.end()) {
        directory.add(pending->second.identity);
      } else if (find_known(item.path) != nullptr) {
        directory.add(known_identity(item.path));
      }
    }
    directory.finish(options_.identities);
    in_order(
        options_.threads, pending_notes(),
        [&](PendingNote* pending) {
          SourceClaims claims = claims_of(*pending, directory);
          pending->note.reset();
          return claims;
        },
        put_fresh);
  }

  std::vector<PendingNote*> pending_notes() {
    std::vector<PendingNote*> notes;
    notes.reserve(pending_.size());
    for (auto& [path, pending] : pending_) notes.push_back(&pending);
    return notes;
  }

  // With a directory of the notes alone whose names are asked for. A name that is found can lead to
  // another question: until there is none that is new.
  std::vector<SourceClaims> claims_of_few() {
    NamedNotes named(store_, [&](SourceId source) -> const std::string* {
      const std::string* path = path_of(source);
      const bool is_current = path != nullptr && *path != kVaultSource &&
                              !pending_.contains(*path) && item_at(*path) != nullptr;
      return is_current ? path : nullptr;
    });
    for (const auto& [path, pending] : pending_) {
      if (const KnownSource* known = find_known(path)) named.add(store_.memo(known->id).lookups);
    }
    for (;;) {
      NoteDirectory directory;
      for (const auto& [source, identity] : named.notes()) directory.add(identity);
      for (const auto& [path, pending] : pending_) directory.add(pending.identity);
      directory.finish(options_.identities);
      std::vector<SourceClaims> all;
      in_order(
          options_.threads, pending_notes(),
          [&](PendingNote* pending) { return claims_of(*pending, directory); },
          [&](SourceClaims claims) { all.push_back(std::move(claims)); });
      bool is_complete = true;
      for (const SourceClaims& claims : all) {
        if (named.add(claims.memo.lookups)) is_complete = false;
      }
      if (is_complete) return all;
    }
  }

  // The second look at a note. On any thread.
  SourceClaims claims_of(PendingNote& pending, const NoteDirectory& directory) const {
    const ClaimsBuilder::Settings settings{options_.me, options_.strict_obsidian, &options_.rules};
    SourceClaims claims;
    const std::string& path = pending.item->path;
    const bool is_excluded = pending.identity.type == NoteType::excluded;
    const bool is_as_before = is_excluded || pending.note || read_again(pending);
    if (!is_excluded && is_as_before) {
      DiagnosticSink sink = pending.sink;
      sink.show_lines(&pending.note->lines);
      claims = extract_claims(*pending.note, directory[*directory.index_of(path)], directory,
                              settings, sink);
      claims.memo.diagnostics = encode_diagnostics(sink.all());
    }
    claims.path = path;
    // A note that changed since the first look says nothing until it is taken up again next time.
    if (is_as_before) claims.fingerprint = pending.fingerprint;
    claims.memo.identity = encode_identity(pending.identity);
    claims.memo.answers = stored_answers(pending.identity);
    return claims;
  }

  // Whether the note still is what it was at the first look.
  bool read_again(PendingNote& pending) const {
    std::string why;
    const auto bytes = source_.read(*pending.item, why);
    if (!bytes || hash64(*bytes) != pending.fingerprint.content_hash) return false;
    DiagnosticSink said_before(pending.item->path);
    pending.note = parse_note(pending.item->path, *bytes, options_.rules, said_before);
    return true;
  }

  // What is no note, or cannot be read: each with the path that it is about in front of its
  // message.
  std::string vault_diagnostics() const {
    std::vector<Diagnostic> diagnostics = listing_.diagnostics;
    for (Diagnostic& d : diagnostics) d.excerpt = d.note;
    return encode_diagnostics(diagnostics);
  }
  void collect_diagnostics() {
    for (const Diagnostic& d : listing_.diagnostics) summary_.diagnostics.push_back(d);
    for (const SourceItem& item : listing_.items) {
      const auto fresh = fresh_.find(item.path);
      const std::string_view bytes =
          fresh != fresh_.end() ? std::string_view(fresh->second) : known_diagnostics(item.path);
      for (Diagnostic& d : decode_diagnostics(bytes, item.path)) {
        summary_.diagnostics.push_back(std::move(d));
      }
    }
  }

  Source& source_;
  Store& store_;
  const IngestOptions& options_;
  std::string settings_;
  Source::Listing listing_;
  std::unordered_map<std::string, KnownSource> known_;
  std::unordered_map<SourceId, std::string> known_diagnostics_;  // encoded
  std::vector<const std::string*> paths_;                        // of known_, by id
  std::map<std::string, NoteIdentity> known_identities_;         // as far as they are loaded
  std::map<std::string, PendingNote> pending_;
  std::set<std::string> unreadable_;
  std::map<std::string, std::string> fresh_;                  // encoded diagnostics
  std::vector<std::string> removed_;                          // paths of notes that are gone
  std::vector<std::pair<std::string, Fingerprint>> touched_;  // whose content is as it was
  std::size_t text_kept_ = 0;
  IngestSummary summary_;
};

}  // namespace

IngestSummary ingest(Source& source, Store& store, const IngestOptions& options) {
  return Ingest(source, store, options).run();
}

std::string remembered_owner(const Store& store) {
  constexpr std::string_view kMark = "\nme ";
  const std::string settings = store.writer_settings();
  const auto at = settings.find(kMark);
  if (at == std::string::npos) return {};
  const auto start = at + kMark.size();
  return settings.substr(start, settings.find('\n', start) - start);
}

std::vector<Diagnostic> stored_diagnostics(const Store& store) {
  std::vector<Diagnostic> diagnostics;
  store.for_each_diagnostics([&](SourceId source, const std::string& bytes) {
    const std::string path = store.source_path(source);
    for (Diagnostic& d : decode_diagnostics(bytes, path)) {
      if (path == kVaultSource) {
        d.note = d.excerpt;
        d.excerpt.clear();
      }
      diagnostics.push_back(std::move(d));
    }
  });
  std::sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.note, a.line, a.column, a.code) < std::tie(b.note, b.line, b.column, b.code);
  });
  return diagnostics;
}

}  // namespace rapport
