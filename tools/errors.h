#pragma once

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

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

// A name fits nobody; the message says who may be meant, and so do the suggestions.
struct UnknownName : std::runtime_error {
  explicit UnknownName(const std::string& message, std::vector<std::string> near = {})
      : std::runtime_error(message), suggestions(std::move(near)) {}
  std::vector<std::string> suggestions;
};

}  // namespace rapport
