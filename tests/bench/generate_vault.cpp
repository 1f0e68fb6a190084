#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "tests/bench/vault_generator.h"

// generate_vault DIR COUNT: writes a generated vault into a new or empty folder.
int main(int argc, char** argv) {
  std::size_t count = 0;
  const std::string_view number = argc == 3 ? argv[2] : "";
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (argc != 3 || error != std::errc{} || end != number.data() + number.size() || count == 0) {
    std::fputs("usage: generate_vault DIR COUNT\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  if (std::filesystem::exists(folder) && !std::filesystem::is_empty(folder)) {
    std::fputs("generate_vault: the folder is not empty\n", stderr);
    return 2;
  }
  for (const auto& [path, text] : rapport::bench::generate_vault(count)) {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << text;
  }
  return 0;
}
