#include "ingest/ingest.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "ingest/extract.h"
#include "ingest/merged_lookups.h"

namespace rapport {
namespace {

// Grows whenever the same note gives other claims than before: then all notes are read again.
constexpr int kExtractionVersion = 3;

// The pseudo source that holds the diagnostics of what is no note: links, pipes, folders.
constexpr std::string_view kVaultSource;  // no note has an empty path

struct KnownSource {
  Store::Source source;
  SourceMemo memo;
  NoteIdentity identity;
};

struct PendingNote {
  const SourceItem* item = nullptr;
  Fingerprint fingerprint;
  Note note;
  NoteIdentity identity;
  DiagnosticSink sink;
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
    if (!pending_.empty() || !batch_.retract.empty()) {
      add_notes_that_ask_for_changed_names();
      extract_all();
    }
    put_vault_diagnostics();
    if (settings_ != store_.writer_settings()) batch_.writer_settings = settings_;
    if (!options_.dry_run && !batch_.empty()) {
      store_.apply(std::move(batch_));
      summary_.wrote = true;
    }
    collect_diagnostics();
    summary_.seen = listing_.items.size();
    return std::move(summary_);
  }

 private:
  void load_known() {
    store_.for_each_source([&](const Store::Source& source) {
      known_[source.path] = {source, {}, {}};
    });
    for (auto& [path, known] : known_) {
      known.memo = store_.memo(known.source.id);
      if (path != kVaultSource) known.identity = decode_identity(known.memo.identity, path);
    }
  }

  void find_removed() {
    std::set<std::string_view> present;
    for (const SourceItem& item : listing_.items) present.insert(item.path);
    for (const auto& [path, known] : known_) {
      if (path != kVaultSource && !present.contains(path)) batch_.retract.push_back(path);
    }
    summary_.removed = batch_.retract.size();
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
    for (const std::string& path : batch_.retract) {
      removed_content.insert(known_.at(path).source.fingerprint.content_hash);
    }
    std::size_t done = 0;
    for (const SourceItem& item : listing_.items) {
      if (options_.progress) options_.progress(done++, listing_.items.size());
      const auto known = known_.find(item.path);
      const bool is_known = known != known_.end();
      if (is_known && !all && same_file(known->second.source.fingerprint, item.fingerprint)) {
        ++summary_.unchanged;
        continue;
      }
      const auto bytes = read(item);
      if (!bytes) {
        if (is_known) ++summary_.unchanged;  // what was known of it stays
        if (is_known && all) read_next_time(known->second);
        continue;
      }
      Fingerprint fingerprint = item.fingerprint;
      fingerprint.content_hash = hash64(*bytes);
      const bool same_content =
          is_known && known->second.source.fingerprint.content_hash == fingerprint.content_hash;
      if (same_content) {
        ++summary_.unchanged;
        if (!all) {
          batch_.touch.emplace_back(item.path, fingerprint);
          continue;
        }
      } else if (is_known) {
        ++summary_.changed;
      } else {
        ++summary_.added;
        if (removed_content.contains(fingerprint.content_hash)) ++summary_.renamed;
      }
      parse(item, fingerprint, *bytes);
    }
    if (options_.progress) options_.progress(done, listing_.items.size());
  }

  // The claims of a note that cannot be read are out of date: forgets how its file looked.
  void read_next_time(const KnownSource& known) {
    if (known.source.fingerprint == Fingerprint{}) return;
    batch_.touch.emplace_back(known.source.path, Fingerprint{});
  }

  std::optional<std::string> read(const SourceItem& item) {
    std::string why;
    auto bytes = source_.read(item, why);
    if (!bytes && unreadable_.insert(item.path).second) {
      listing_.diagnostics.push_back({Severity::error,
                                      "unreadable",
                                      item.path,
                                      0,
                                      0,
                                      fmt::format("cannot be read: {}", why),
                                      {},
                                      {}});
    }
    return bytes;
  }

  void parse(const SourceItem& item, const Fingerprint& fingerprint, const std::string& bytes) {
    PendingNote pending{&item, fingerprint, {}, {}, DiagnosticSink(item.path)};
    pending.note = parse_note(item.path, bytes, options_.rules, pending.sink);
    pending.identity = identify(pending.note, options_.rules);
    // A note that its author keeps to themselves leaves no trace.
    const std::string is_private = fold_case(first_text(pending.note.field(Concept::is_private)));
    if (is_private == "true" || is_private == "yes") {
      pending.identity = {};
      pending.identity.path = item.path;
      pending.identity.type = NoteType::excluded;
    }
    pending_.emplace(item.path, std::move(pending));
  }

  // A note that comes, goes or changes its names can be what another note's link meant.
  void add_notes_that_ask_for_changed_names() {
    std::vector<const NoteIdentity*> changed_notes;
    std::unordered_map<std::uint64_t, int> listings;  // how many more notes list a name than before
    const auto add = [&](const NoteIdentity& identity, int count) {
      changed_notes.push_back(&identity);
      for (const std::uint64_t key : listed_keys(identity)) listings[key] += count;
    };
    for (const std::string& path : batch_.retract) add(known_.at(path).identity, -1);
    for (const auto& [path, pending] : pending_) {
      const auto known = known_.find(path);
      if (known == known_.end()) {
        add(pending.identity, 1);
      } else if (known->second.identity != pending.identity) {
        add(known->second.identity, -1);
        add(pending.identity, 1);
      }
    }
    if (changed_notes.empty()) return;
    ChangedNames changed = names_asked_again(changed_notes, all_identities(), merged_names());
    for (const auto& [key, count] : listings) {
      if (count != 0) changed.lookups.insert(key);
    }
    for (const SourceItem& item : listing_.items) {
      const auto known = known_.find(item.path);
      if (known == known_.end() || pending_.contains(item.path)) continue;
      const auto& lookups = known->second.memo.lookups;
      const bool asked = std::any_of(lookups.begin(), lookups.end(), [&](std::uint64_t key) {
        return changed.lookups.contains(key);
      });
      if (!asked && !changed.notes.contains(item.path)) continue;
      const auto bytes = read(item);
      if (!bytes) {
        read_next_time(known->second);
        continue;
      }
      ++summary_.resolved;
      Fingerprint fingerprint = item.fingerprint;
      fingerprint.content_hash = hash64(*bytes);
      parse(item, fingerprint, *bytes);
    }
  }

  std::vector<std::vector<std::string>> merged_names() const {
    std::vector<std::vector<std::string>> merges;
    for (const Verdict& verdict : options_.identities.verdicts()) {
      if (verdict.kind == Verdict::Kind::merge) merges.push_back(verdict.names);
    }
    return merges;
  }

  // As the notes were, and as they are.
  std::vector<const NoteIdentity*> all_identities() const {
    std::vector<const NoteIdentity*> all;
    for (const auto& [path, known] : known_) {
      if (path != kVaultSource) all.push_back(&known.identity);
    }
    for (const auto& [path, pending] : pending_) all.push_back(&pending.identity);
    return all;
  }

  void extract_all() {
    NoteDirectory directory;
    for (const SourceItem& item : listing_.items) {
      const auto pending = pending_.find(item.path);
      if (pending != pending_.end()) {
        directory.add(pending->second.identity);
      } else if (const auto known = known_.find(item.path); known != known_.end()) {
        directory.add(known->second.identity);
      }
    }
    directory.finish(options_.identities);
    const ClaimsBuilder::Settings settings{options_.me, options_.strict_obsidian, &options_.rules};
    for (auto& [path, pending] : pending_) {
      pending.sink.show_lines(&pending.note.lines);
      SourceClaims claims = pending.identity.type == NoteType::excluded
                                ? SourceClaims{}
                                : extract_claims(pending.note, directory[*directory.index_of(path)],
                                                 directory, settings, pending.sink);
      claims.path = path;
      claims.fingerprint = pending.fingerprint;
      claims.memo.identity = encode_identity(pending.identity);
      if (pending.identity.type != NoteType::excluded) {
        claims.memo.diagnostics = encode_diagnostics(pending.sink.all());
      }
      fresh_[path] = claims.memo.diagnostics;
      batch_.put.push_back(std::move(claims));
      pending.note = {};  // a big vault is not kept twice
    }
  }

  void put_vault_diagnostics() {
    // Each is kept with the path that it is about, in front of its message.
    std::vector<Diagnostic> diagnostics = listing_.diagnostics;
    for (Diagnostic& d : diagnostics) d.excerpt = d.note;
    const std::string bytes = encode_diagnostics(diagnostics);
    const auto known = known_.find(std::string(kVaultSource));
    const std::string before =
        known == known_.end() ? std::string{} : known->second.memo.diagnostics;
    if (bytes == before) return;
    if (bytes.empty()) {
      batch_.retract.emplace_back(kVaultSource);
      return;
    }
    SourceClaims claims;
    claims.path = kVaultSource;
    claims.memo.diagnostics = bytes;
    batch_.put.push_back(std::move(claims));
  }

  void collect_diagnostics() {
    for (const Diagnostic& d : listing_.diagnostics) summary_.diagnostics.push_back(d);
    for (const SourceItem& item : listing_.items) {
      const auto fresh = fresh_.find(item.path);
      const auto known = known_.find(item.path);
      std::string_view bytes;
      if (fresh != fresh_.end()) {
        bytes = fresh->second;
      } else if (known != known_.end()) {
        bytes = known->second.memo.diagnostics;
      }
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
  std::map<std::string, KnownSource> known_;
  std::map<std::string, PendingNote> pending_;
  std::set<std::string> unreadable_;
  std::map<std::string, std::string> fresh_;  // encoded diagnostics
  WriteBatch batch_;
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
