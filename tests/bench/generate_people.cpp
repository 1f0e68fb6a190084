#include <charconv>
#include <cstdio>
#include <exception>
#include <string_view>

#include "tests/bench/people_generator.h"

// generate_people STORE COUNT: a new store of COUNT people who know each other.
int main(int argc, char** argv) {
  std::uint32_t count = 0;
  const std::string_view number = argc == 3 ? argv[2] : "";
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
  if (argc != 3 || error != std::errc{} || end != number.data() + number.size() || count < 2) {
    std::fputs("usage: generate_people STORE COUNT\n", stderr);
    return 2;
  }
  try {
    auto store = rapport::Store::open(argv[1], rapport::Access::read_write);
    if (store.vertex_bound() > 0) {
      std::fputs("generate_people: the store is not empty\n", stderr);
      return 2;
    }
    rapport::bench::load_people(store, count);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "generate_people: %s\n", e.what());
    return 2;
  }
  return 0;
}
