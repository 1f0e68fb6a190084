#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tests/fuzz/targets.h"

// libFuzzer calls the target that this program is built for. Exceptions that get out end it.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const auto all = rapport::fuzz::targets();
  static const auto target = std::find_if(all.begin(), all.end(), [](const auto& t) {
    return std::string_view(t.name) == RAPPORT_FUZZ_TARGET;
  });
  if (target == all.end()) std::abort();  // CMakeLists.txt names what is no target
  target->run({reinterpret_cast<const char*>(data), size});
  return 0;
}
