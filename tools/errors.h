#pragma once

#include <stdexcept>

namespace rapport {

// Exit codes are a contract.
enum ExitCode : int {
  kDone = 0,
  kNothingFound = 1,  // or notes have errors
  kUsage = 2,         // wrong usage, or could not run
  kAmbiguous = 3,
  kStoreUnusable = 4,
};

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
