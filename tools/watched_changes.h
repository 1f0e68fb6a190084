#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/note_rules.h"

namespace rapport {

// What `rapport watch` makes of changes in a vault; how it hears of them is in tools/vault_watch.h.

// What the change of one name in the vault can mean to the store.
enum class ChangeKind : std::uint8_t { nothing, note, folder, settings };

// Tells changes that an ingest would see from those that it would not: hidden files, what editors
// write beside a note (`.note.md.swp`, `note.md~`, `.#note.md`, `4913`), what is ignored or
// excluded, the store. Paths are the vault's own, with '/'; the vault itself is "".
class ChangeFilter {
 public:
  // `settings_files` are paths in the vault; `store` is one, too, if the store lies there, or
  // empty.
  ChangeFilter(NoteRules rules, std::vector<std::string> settings_files, std::string store);

  ChangeKind kind_of(std::string_view path, bool is_folder) const;
  // Whether a change of something in this folder can mean anything. One that holds settings is
  // watched also where it is hidden.
  bool watches(std::string_view folder) const;

 private:
  NoteRules rules_;
  std::vector<std::string> settings_files_;
  std::string store_;
};

// Changes that come close together: an editor's save is several, a sync many. They are over when
// nothing more has come for a while, or when the first one has waited long enough.
class Burst {
 public:
  using Time = std::chrono::steady_clock::time_point;
  static constexpr std::chrono::milliseconds kQuiet{500};
  static constexpr std::chrono::milliseconds kLongest{5000};

  void add(Time now);
  // nullopt: there is none.
  std::optional<Time> end() const;
  void clear() { first_.reset(); }

 private:
  std::optional<Time> first_;
  Time last_;
};

}  // namespace rapport
