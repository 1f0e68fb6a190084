#pragma once

#include <algorithm>
#include <chrono>

namespace rapport {

// How long poll() may wait: not less than what is left, so that who is woken has not to wait again;
// 0 once the time has come.
inline int milliseconds_until(std::chrono::steady_clock::time_point deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now());
  return static_cast<int>(std::max(left, std::chrono::milliseconds(0)).count());
}

}  // namespace rapport
