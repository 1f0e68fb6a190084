#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "tests/bench/vault_generator.h"

// generate_vault DIR COUNT [SEED]: writes a generated vault into a new or empty folder.
int main(int argc, char** argv) {
  std::uint64_t count = 0;
  std::uint64_t seed = 1;
  const auto is_number = [](std::string_view text, std::uint64_t& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
  };
  if (argc < 3 || argc > 4 || !is_number(argv[2], count) || count == 0 ||
      (argc == 4 && !is_number(argv[3], seed))) {
    std::fputs("usage: generate_vault DIR COUNT [SEED]\n", stderr);
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  if (std::filesystem::exists(folder) && !std::filesystem::is_empty(folder)) {
    std::fputs("generate_vault: the folder is not empty\n", stderr);
    return 2;
  }
  for (const auto& [path, text] : rapport::bench::generate_vault(count, seed)) {
    std::filesystem::create_directories((folder / path).parent_path());
    std::ofstream(folder / path, std::ios::binary) << text;
  }
  return 0;
}
