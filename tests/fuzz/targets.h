#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "analysis/neighborhood.h"

namespace rapport::fuzz {

// What must not be, whatever the bytes are.
struct Finding : std::logic_error {
  using std::logic_error::logic_error;
};

// A parser of ours, given any bytes: it throws nothing that it does not document, and what it says
// of them holds.
struct Target {
  const char* name;  // of its folder in the corpus
  void (*run)(std::string_view bytes);
};

std::span<const Target> targets();

// The graph of one person who is called so.
Subgraph picture_of(std::string_view name);

}  // namespace rapport::fuzz
