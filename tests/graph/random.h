#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <span>

namespace rapport::testing {

// The same numbers for the same seed with every standard library, which
// std::uniform_int_distribution does not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  std::uint64_t bits() { return engine_(); }
  std::size_t below(std::size_t bound) { return static_cast<std::size_t>(engine_() % bound); }
  bool one_in(std::size_t n) { return below(n) == 0; }

  template <class T, std::size_t N>
  const T& pick(const T (&values)[N]) {
    return values[below(N)];
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace rapport::testing
