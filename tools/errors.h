#pragma once

#include <stdexcept>

namespace rapport {

// Exit codes are a contract.
inline constexpr int kDone = 0;
inline constexpr int kNothingFound = 1;  // or notes have errors
inline constexpr int kUsage = 2;         // wrong usage, or could not run
inline constexpr int kAmbiguous = 3;
inline constexpr int kStoreUnusable = 4;

// The user asked for something that cannot be done; the message says what to do instead.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A name fits several; the message lists them.
struct AmbiguousName : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// A name fits nobody; the message suggests who may be meant.
struct UnknownName : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace rapport
