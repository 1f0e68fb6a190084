#include <cstdio>
#include <exception>
#include <filesystem>
#include <string_view>

#include <unistd.h>

#include "graph/layout.h"
#include "graph/store.h"

// store_size STORE: its bytes on disk, and the bytes of a copy without text: without excerpts,
// facts, tasks, signals and diagnostics. What is left is the graph and what finds things in it.

namespace rapport {
namespace {

bool is_text(std::string_view key) {
  switch (static_cast<Family>(key.front())) {
    case Family::excerpts:
    case Family::records:
    case Family::signals:
    case Family::diagnostics:
      return true;
    default:
      return false;
  }
}

// The size of the tables alone: a new database has a log and lists of its own.
std::uint64_t bytes_of_tables(const std::filesystem::path& directory) {
  std::uint64_t sum = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".sst") sum += entry.file_size();
  }
  return sum;
}

std::uint64_t bytes_without_text(const Store& store) {
  const std::filesystem::path copy =
      std::filesystem::temp_directory_path() / ("rapport-size-" + std::to_string(::getpid()));
  {
    const auto without = open_rocksdb(copy.string(), Access::read_write);
    const auto batch = without->start_batch();
    store.for_each_entry([&](std::string_view key, std::string_view value) {
      if (!is_text(key)) batch->change({std::string(key), std::string(value)});
    });
    batch->commit();
  }
  const std::uint64_t bytes = bytes_of_tables(copy);
  std::filesystem::remove_all(copy);
  return bytes;
}

}  // namespace
}  // namespace rapport

int main(int argc, char** argv) {
  using namespace rapport;
  if (argc != 2) {
    std::fputs("usage: store_size STORE\n", stderr);
    return 2;
  }
  try {
    const Store store = Store::open(argv[1], Access::read_only);
    std::printf("%llu %llu\n", static_cast<unsigned long long>(bytes_of_tables(argv[1])),
                static_cast<unsigned long long>(bytes_without_text(store)));
  } catch (const std::exception& e) {
    std::fprintf(stderr, "store_size: %s\n", e.what());
    return 2;
  }
  return 0;
}
