#pragma once

#include <stdexcept>

namespace rapport {

// The store cannot be used: the disk, a lock, another format, damage. The message names the path
// and the remedy.
struct StoreError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Another process writes it right now.
struct StoreLocked : StoreError {
  using StoreError::StoreError;
};

}  // namespace rapport
