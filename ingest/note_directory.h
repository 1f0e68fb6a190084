#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "graph/encoding.h"
#include "ingest/identity.h"

namespace rapport {

// All notes of the vault by the names they can be asked for. Built once per ingest; immutable
// while notes are resolved against it.
class NoteDirectory {
 public:
  using Index = std::uint32_t;

  void add(NoteIdentity identity);

  const NoteIdentity& operator[](Index index) const { return notes_[index]; }
  std::size_t size() const { return notes_.size(); }

  // By fold_case of the path without .md, of the file name, the folder name, alias, title. Results
  // are ascending by path, whatever the order of add().
  std::span<const Index> by_path(std::string_view key) const;
  std::span<const Index> by_stem(std::string_view key) const;
  std::span<const Index> by_folder_note(std::string_view key) const;
  std::span<const Index> by_alias(std::string_view key) const;
  std::span<const Index> by_title(std::string_view key) const;
  std::span<const Index> by_date(Date date) const;

  // By fold_name of name, alias or title.
  std::span<const Index> people(std::string_view key) const;
  std::span<const Index> people_by_given_name(std::string_view key) const;
  std::span<const Index> organizations(std::string_view key) const;
  std::span<const Index> projects(std::string_view key) const;

  // Sorts the indexes; call it after the last add().
  void finish();

 private:
  struct HashOfKey {
    using is_transparent = void;  // asked by a view, without a string made for it
    std::size_t operator()(std::string_view key) const { return hash64(key); }
  };
  using Map = std::unordered_map<std::string, std::vector<Index>, HashOfKey, std::equal_to<>>;
  static std::span<const Index> at(const Map& map, std::string_view key);

  std::vector<NoteIdentity> notes_;
  Map by_path_, by_stem_, by_folder_note_, by_alias_, by_title_;
  Map people_, given_names_, organizations_, projects_;
  std::map<Date, std::vector<Index>> by_date_;
};

}  // namespace rapport
