#pragma once

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "graph/store.h"

namespace rapport::testing {

// All that a store's folder can tell: the names and bytes of its files, and, as the tables are
// compressed, every key and value. In ASCII lower case.
inline std::string store_bytes(const std::filesystem::path& directory) {
  std::ostringstream text;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    text << entry.path().filename().string() << '\n';
    if (entry.is_regular_file()) text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    text.clear();  // an empty file fails
    text << '\n';
  }
  const Store store = Store::open(directory.string(), Access::read_only);
  store.for_each_entry([&](std::string_view key, std::string_view value) {
    text << key << '\n' << value << '\n';
  });
  std::string lower = text.str();
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

}  // namespace rapport::testing
