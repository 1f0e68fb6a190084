#include "ingest/ingest.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/case_twins.h"
#include "ingest/in_order.h"
#include "ingest/known_notes.h"
#include "ingest/merged_lookups.h"
#include "ingest/named_notes.h"
#include "ingest/note_reader.h"

namespace rapport {
namespace {

// Grows whenever the same note gives other claims than before: then all notes are read again.
constexpr int kExtractionVersion = 5;

constexpr std::string_view kForgottenMark = "forgotten ";

bool same_file(const Fingerprint& a, const Fingerprint& b) {
  return a.size == b.size && a.modified_ns == b.modified_ns && a.changed_ns == b.changed_ns &&
         a.inode == b.inode;
}

// How the store remembers the owner: one name a line.
constexpr std::string_view kOwnerMark = "me ";

std::string owner_lines(const std::vector<std::string>& names) {
  if (names.empty()) return std::string(kOwnerMark) + '\n';
  std::string lines;
  for (const std::string& name : names) lines += fmt::format("{}{}\n", kOwnerMark, name);
  return lines;
}

class Ingest {
 public:
  Ingest(Source& source, Store& store, const IngestOptions& options)
      : source_(source),
        store_(store),
        options_(options),
        known_(store),
        reader_(source, options, known_),
        stored_settings_(store.writer_settings()),
        settings_(fmt::format("v{}\n{}strict {}\n{}{}", kExtractionVersion, owner_lines(options.me),
                              options.strict_obsidian, options.identities.fingerprint(),
                              options.rules.fingerprint())) {
    const std::string forgotten = options.forgotten.fingerprint();
    if (!forgotten.empty()) settings_ += fmt::format("{}{}\n", kForgottenMark, forgotten);
    forgets_more_ = !stored_settings_.empty() && !forgotten.empty() &&
                    stored_settings_.find(settings_.substr(settings_.rfind(kForgottenMark))) ==
                        std::string::npos;
  }

  IngestSummary run() {
    listing_ = source_.list();
    find_removed();
    read_changed();
    leave_out();
    if (!pending_.empty() || !removed_.empty()) add_notes_that_ask_for_changed_names();
    write();
    if (!options_.dry_run && store_.is_purge_due()) {
      store_.purge();
      summary_.purged = true;
    }
    collect_diagnostics();
    summary_.seen = notes_.size();
    // What was read because the settings are others came behind the rest.
    std::sort(summary_.added_notes.begin(), summary_.added_notes.end());
    std::sort(summary_.changed_notes.begin(), summary_.changed_notes.end());
    return std::move(summary_);
  }

 private:
  struct ToRead {
    PendingNote* note;
    NoteDirectory::Index index;  // in the directory by which it is read
  };

  // Then it is quicker to ask the store for single notes than to learn the names of all. One change
  // is few in any vault. What is forgotten the store cannot tell, though names are told by it too.
  bool has_few_changes() const {
    constexpr std::size_t kFewOf = 50;
    if (!options_.forgotten.empty()) return false;
    return (pending_.size() + removed_.size()) * kFewOf <= known_.size() + kFewOf;
  }

  const SourceItem* item_at(const std::string& path) const {
    const auto& items = listing_.items;
    const auto item = std::lower_bound(
        items.begin(), items.end(), path,
        [](const SourceItem& i, const std::string& wanted) { return i.path < wanted; });
    return item != items.end() && item->path == path ? &*item : nullptr;
  }

  // The same of a note that is kept.
  const SourceItem* kept_item_at(const std::string& path) const {
    return kept_out_.contains(path) ? nullptr : item_at(path);
  }

  void find_removed() {
    known_.for_each([&](const std::string& path, const KnownNotes::Entry&) {
      if (item_at(path) == nullptr) removed_.push_back(path);
    });
    std::sort(removed_.begin(), removed_.end());
    summary_.removed = removed_.size();
    std::size_t left_out = 0;
    for (const std::string& path : removed_) {
      const bool is_left_out = options_.rules.leaves_out(path);
      if (is_left_out) ++left_out;
      if (!is_left_out && !options_.forgotten.is_in(path)) summary_.removed_notes.push_back(path);
    }
    must_purge_ = left_out > 0;
    const std::size_t total = known_.size();
    const std::size_t gone = removed_.size() - left_out;
    if (!options_.allow_mass_delete && gone > 10 && gone * 5 > total) {
      throw MassDeleteError(fmt::format(
          "{} of {} notes are gone from the vault; nothing was changed. If that is right, run "
          "`rapport ingest --allow-mass-delete`; else check that the vault is complete",
          gone, total));
    }
  }

  void read_changed() {
    const bool all = !stored_settings_.starts_with(settings_);
    std::set<std::uint64_t> removed_content;
    for (const std::string& path : removed_) {
      removed_content.insert(known_.find(path)->fingerprint.content_hash);
    }
    std::vector<const SourceItem*> to_look_at;
    std::vector<const SourceItem*> unchanged;
    for (const SourceItem& item : listing_.items) {
      const KnownNotes::Entry* known = known_.find(item.path);
      if (known && !all && same_file(known->fingerprint, item.fingerprint)) {
        unchanged.push_back(&item);
      } else {
        to_look_at.push_back(&item);
      }
    }
    std::size_t done = listing_.items.size() - to_look_at.size();
    const auto report = [&] {
      if (options_.progress) options_.progress(done, listing_.items.size());
    };
    report();
    const auto read = [&](const std::vector<const SourceItem*>& items, bool parse_all) {
      in_order(
          options_.threads, items,
          [&](const SourceItem* item) { return reader_.look_at(*item, parse_all); },
          [&](FirstLook look) {
            take(std::move(look), parse_all, removed_content);
            ++done;
            report();
          });
    };
    read(to_look_at, all);
    note_hidden();
    if (!all && settings_ != stored_settings_) {
      done -= unchanged.size();  // the names in the notes that are not kept are others than before
      read(unchanged, true);
    } else {
      summary_.unchanged += unchanged.size();
    }
  }

  // Notes that are not kept tell who is meant elsewhere: when they change, all is read again. A
  // keyed hash, so that the store does not hold what it is of.
  void note_hidden() {
    if (hidden_.empty()) return;
    std::string all;
    for (const auto& [path, identity] : hidden_) all += path + '\n' + encode_identity(identity);
    settings_ += fmt::format("hidden {}\n", options_.forgotten.keyed(all));
  }

  // From here on, what is not kept is not there.
  void leave_out() {
    for (const SourceItem& item : listing_.items) {
      if (!kept_out_.contains(item.path)) notes_.push_back(&item);
    }
    std::sort(removed_.begin(), removed_.end());
    for (Diagnostic& twin : case_twins(notes_)) listing_.diagnostics.push_back(std::move(twin));
    std::erase_if(listing_.diagnostics, [&](const Diagnostic& d) {
      return options_.forgotten.is_in(d.note) || options_.forgotten.is_in(d.message);
    });
  }

  void take(FirstLook look, bool all, const std::set<std::uint64_t>& removed_content) {
    const SourceItem& item = *look.item;
    const KnownNotes::Entry* known = known_.find(item.path);
    if (look.unreadable) {
      say_unreadable(item, *look.unreadable);
      if (known && forgets_more_) return remove(item.path);  // it may name whom nobody is to know
      if (known) ++summary_.unchanged;                       // what was known of it stays
      if (known && all) read_next_time(item.path);
      return;
    }
    if (look.pending && look.pending->standing != Standing::taken) {
      return keep_out(std::move(*look.pending));
    }
    if (known && known->fingerprint.content_hash == look.content_hash) {
      ++summary_.unchanged;
    } else if (known) {
      ++summary_.changed;
      summary_.changed_notes.push_back(item.path);
    } else {
      ++summary_.added;
      summary_.added_notes.push_back(item.path);
      if (removed_content.contains(look.content_hash)) ++summary_.renamed;
    }
    if (look.pending) {
      keep(std::move(*look.pending));
    } else {
      touched_.emplace_back(item.path, item.fingerprint);
      touched_.back().second.content_hash = look.content_hash;
    }
  }

  void keep_out(PendingNote pending) {
    const std::string& path = pending.item->path;
    ++summary_.kept_out;
    known_.find(path) != nullptr ? remove(path) : void(kept_out_.insert(path));
    if (pending.standing == Standing::hidden) hidden_.emplace(path, std::move(*pending.identity));
  }

  // Of a note that is there: what the store knows of it must go, without a trace.
  void remove(const std::string& path) {
    kept_out_.insert(path);
    removed_.push_back(path);
    ++summary_.removed;
    must_purge_ = true;
  }

  void keep(PendingNote pending) {
    text_kept_ += pending.note->text->size();
    if (text_kept_ > options_.most_text_kept) pending.note.reset();
    const SourceItem* item = first_shown_as(pending.item);
    pending_.emplace(item, std::move(pending));
  }

  // Two names that are no UTF-8 can be shown as one path, and are one note: the first of them.
  const SourceItem* first_shown_as(const SourceItem* item) const {
    while (item != listing_.items.data() && std::prev(item)->path == item->path) --item;
    return item;
  }

  // The claims of a note that cannot be read are out of date: forgets how its file looked.
  void read_next_time(const std::string& path) {
    if (known_.find(path)->fingerprint == Fingerprint{}) return;
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

  // A note that comes, goes or changes its names can be what another note's link meant.
  void add_notes_that_ask_for_changed_names() {
    const bool reads_all = std::all_of(notes_.begin(), notes_.end(), [&](const SourceItem* item) {
      return pending_.contains(item) || known_.find(item->path) == nullptr;
    });
    if (reads_all) return;
    const auto merges = merged_names();
    if (!merges.empty() || !has_few_changes()) known_.load_identities();
    std::vector<const NoteIdentity*> renamed;
    std::unordered_map<std::uint64_t, int> listings;  // how many more notes list a name than before
    const auto list = [&](const NoteIdentity& identity, int count) {
      for (const std::uint64_t key : listed_keys(identity)) listings[key] += count;
    };
    const auto add = [&](const NoteIdentity& identity, int count) {
      renamed.push_back(&identity);
      list(identity, count);
    };
    for (const std::string& path : removed_) add(known_.identity(path), -1);
    for (const auto& [item, pending] : pending_) {
      const NoteIdentity& after = *pending.identity;
      if (known_.find(after.path) == nullptr) {
        add(after, 1);
        continue;
      }
      const NoteIdentity& before = known_.identity(after.path);
      list(before, -1);
      list(after, 1);
      if (!names_the_same(before, after)) {
        renamed.push_back(&before);
        renamed.push_back(&after);
      }
    }
    std::erase_if(listings, [](const auto& listing) { return listing.second == 0; });
    if (renamed.empty() && listings.empty()) return;
    ChangedNames changed = names_asked_again(renamed, all_identities(), merges);
    const auto still_listed = listed_by_others(listings);
    for (const auto& [key, count] : listings) {
      if (!still_listed.contains(key)) changed.lookups.insert(key);
    }
    if (changed.lookups.empty() && changed.notes.empty()) return;
    const std::vector<const SourceItem*> to_look_at = unchanged_that_asked(changed);
    in_order(
        options_.threads, to_look_at,
        [&](const SourceItem* item) { return reader_.look_at(*item, true); },
        [&](FirstLook look) {
          if (look.pending && look.pending->standing == Standing::taken) {
            ++summary_.resolved;
            keep(std::move(*look.pending));
          } else {
            // Or it came to be private in this very moment.
            if (look.unreadable) say_unreadable(*look.item, *look.unreadable);
            read_next_time(look.item->path);
          }
        });
  }

  // Of these names the ones that a note lists which neither comes, goes nor changes: that it is
  // listed is then as true as before.
  std::unordered_set<std::uint64_t> listed_by_others(
      const std::unordered_map<std::uint64_t, int>& listings) {
    std::unordered_map<std::uint32_t, std::uint64_t> wanted;  // by what the store keeps of them
    std::vector<std::uint32_t> witnesses;
    for (const auto& [key, count] : listings) {
      const std::uint32_t hash = witness(stored_lookup(key));
      // Of two names of one short hash one is looked up again, perhaps in vain.
      if (wanted.emplace(hash, key).second) witnesses.push_back(hash);
    }
    std::unordered_set<std::uint64_t> listed;
    store_.answering(std::move(witnesses), [&](std::uint32_t hash, SourceId source) {
      const std::uint64_t key = wanted.at(hash);
      const std::string* path = known_.path_of(source);
      if (listed.contains(key) || path == nullptr || !is_as_before(*path)) return;
      if (answers_as_witness(known_.identity(*path), key)) listed.insert(key);
    });
    return listed;
  }

  // Whether a note that the store knows is there and says what it said.
  bool is_as_before(const std::string& path) const {
    const SourceItem* item = kept_item_at(path);
    return item != nullptr && !pending_.contains(item);
  }

  // Ascending by path.
  std::vector<const SourceItem*> unchanged_that_asked(const ChangedNames& changed) {
    std::set<std::string, std::less<>> paths = changed.notes;
    std::vector<std::uint32_t> lookups;
    for (const std::uint64_t lookup : changed.lookups) lookups.push_back(stored_lookup(lookup));
    store_.asking(std::move(lookups), [&](std::uint32_t, SourceId source) {
      if (const std::string* path = known_.path_of(source)) paths.insert(*path);
    });
    std::vector<const SourceItem*> items;
    for (const std::string& path : paths) {
      const SourceItem* item = kept_item_at(path);
      if (item != nullptr && !pending_.contains(item)) items.push_back(item);
    }
    return items;
  }

  std::vector<std::vector<std::string>> merged_names() const {
    std::vector<std::vector<std::string>> merges;
    if (options_.me.size() > 1) merges.push_back(options_.me);
    for (const Verdict& verdict : options_.identities.verdicts()) {
      if (verdict.kind == Verdict::Kind::merge) merges.push_back(verdict.names);
    }
    return merges;
  }

  // As the notes were, and as they are: those that were loaded.
  std::vector<const NoteIdentity*> all_identities() const {
    std::vector<const NoteIdentity*> all;
    for (const auto& [path, known] : known_.identities()) all.push_back(&known);
    for (const auto& [item, pending] : pending_) all.push_back(pending.identity.get());
    return all;
  }

  void write() {
    const bool has_new_settings = settings_ != stored_settings_;
    if (pending_.empty() && removed_.empty() && touched_.empty() && !has_new_settings &&
        vault_diagnostics() == known_.diagnostics(kVaultSource)) {
      return;
    }
    if (!options_.dry_run && (must_purge_ || forgets_more_)) store_.plan_purge();
    std::optional<Store::Update> update;
    const auto start = [&] {
      if (!options_.dry_run) update.emplace(store_, replaced());
    };
    const auto put = [&](SourceClaims claims) {
      // What the store knew of it is out of date.
      if (!claims.memo.diagnostics.empty() || known_.find(claims.path) != nullptr) {
        fresh_[claims.path] = claims.memo.diagnostics;
      }
      ++summary_.written;
      if (update) update->put(std::move(claims));
    };
    if (has_few_changes() && merged_names().empty()) {
      std::vector<SourceClaims> all = claims_of_few();
      leave_as_they_are(all);
      start();
      for (SourceClaims& claims : all) put(std::move(claims));
    } else {
      start();
      extract_all(put);
    }
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
    for (const auto& [item, pending] : pending_) {
      if (known_.find(item->path)) paths.push_back(item->path);
    }
    if (known_.find(std::string(kVaultSource))) paths.emplace_back(kVaultSource);
    return paths;
  }

  // Most notes that are looked at for the sake of others, and some that were edited, say just what
  // they said: nothing has to be retracted and put again.
  void leave_as_they_are(std::vector<SourceClaims>& all) {
    std::erase_if(all, [&](const SourceClaims& claims) {
      const KnownNotes::Entry* known = known_.find(claims.path);
      if (known == nullptr || !store_.holds(claims)) return false;
      if (known->fingerprint != claims.fingerprint) {
        touched_.emplace_back(claims.path, claims.fingerprint);
      }
      pending_.erase(item_at(claims.path));
      return true;
    });
  }

  void extract_all(const std::function<void(SourceClaims)>& put) {
    known_.load_identities();
    NoteDirectory directory;
    std::vector<ToRead> to_read;
    for (const SourceItem* item : notes_) {
      if (first_shown_as(item) != item) continue;
      const auto pending = pending_.find(item);
      if (pending != pending_.end()) {
        // Held once: there are as many as there are notes.
        to_read.push_back({&pending->second, directory.add(std::move(*pending->second.identity))});
        pending->second.identity.reset();
      } else if (known_.find(item->path) != nullptr) {
        directory.add(known_.identity(item->path));
      }
    }
    for (const auto& [path, identity] : hidden_) directory.add(identity);
    directory.finish(options_.identities, options_.me);
    auto done = to_read.begin();
    in_order(
        options_.threads, to_read,
        [&](const ToRead& next) {
          return reader_.claims_of(*next.note, directory, next.index, hidden_);
        },
        [&](SourceClaims claims) {
          pending_.erase(done++->note->item);  // its memory is needed for what it said
          put(std::move(claims));
        });
  }

  // With a directory of the notes alone whose names are asked for. A name that is found can lead to
  // another question: until there is none that is new.
  std::vector<SourceClaims> claims_of_few() {
    NamedNotes named(store_, [&](SourceId source) -> const std::string* {
      const std::string* path = known_.path_of(source);
      return path != nullptr && is_as_before(*path) ? path : nullptr;
    });
    for (const auto& [item, pending] : pending_) {
      if (known_.find(item->path) != nullptr) named.add(known_.lookups(item->path));
    }
    // Whose the vault is, the directory asks by itself.
    for (const std::string& name : options_.me) {
      const std::string_view last = last_component(name);
      for (const std::uint64_t lookup :
           {name_lookup(last), name_lookup(bare_name(last)), organization_lookup(last)}) {
        named.add({stored_lookup(lookup)});
      }
    }
    for (;;) {
      NoteDirectory directory;
      for (const auto& [source, identity] : named.notes()) directory.add(identity);
      std::vector<ToRead> to_read;
      for (auto& [item, pending] : pending_) {
        to_read.push_back({&pending, directory.add(*pending.identity)});
      }
      directory.finish(options_.identities, options_.me);
      std::vector<SourceClaims> all;
      in_order(
          options_.threads, to_read,
          [&](const ToRead& next) {
            return reader_.claims_of(*next.note, directory, next.index, hidden_);
          },
          [&](SourceClaims claims) { all.push_back(std::move(claims)); });
      bool is_complete = true;
      for (const SourceClaims& claims : all) {
        if (named.add(claims.memo.lookups)) is_complete = false;
      }
      if (is_complete) return all;
    }
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
    for (const SourceItem* item : notes_) {
      const auto fresh = fresh_.find(item->path);
      const std::string_view bytes =
          fresh != fresh_.end() ? std::string_view(fresh->second) : known_.diagnostics(item->path);
      for (Diagnostic& d : decode_diagnostics(bytes, item->path)) {
        summary_.diagnostics.push_back(std::move(d));
      }
    }
  }

  Source& source_;
  Store& store_;
  const IngestOptions& options_;
  KnownNotes known_;
  const NoteReader reader_;
  const std::string stored_settings_;
  std::string settings_;
  bool forgets_more_ = false;  // than the store was written with
  bool must_purge_ = false;
  Source::Listing listing_;
  std::vector<const SourceItem*> notes_;  // of the listing, without those that are kept out
  std::set<std::string> kept_out_;
  HiddenNotes hidden_;                                // of those: what to tell names by
  std::map<const SourceItem*, PendingNote> pending_;  // by place in the listing: by path
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

std::vector<std::string> remembered_owner(const Store& store) {
  const std::string settings = store.writer_settings();
  std::string_view rest = settings;
  std::vector<std::string> names;
  const auto next_line = [&] {
    const auto end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return line;
  };
  next_line();  // the version
  while (rest.starts_with(kOwnerMark)) {
    const std::string_view name = next_line().substr(kOwnerMark.size());
    if (!name.empty()) names.emplace_back(name);
  }
  return names;
}

NoteDirectory stored_directory(const Store& store, const Identities& identities) {
  KnownNotes known(store);
  known.load_identities();
  NoteDirectory directory;
  for (const auto& [path, identity] : known.identities()) directory.add(identity);
  directory.finish(identities);
  return directory;
}

bool remembered_strict(const Store& store) {
  return store.writer_settings().find("\nstrict true\n") != std::string::npos;
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
