#pragma once

#include <string>

#include "graph/write_batch.h"
#include "tests/graph/random_claims.h"

namespace rapport::testing {

// The n-th batch of a fixed script: some sources put or put again, one retracted, and a value of
// some kilobytes, so that a batch has many bytes to be cut at.
inline WriteBatch crash_batch(int n) {
  Random random(static_cast<std::uint64_t>(n) + 77);
  WriteBatch batch;
  for (int i = 0; i < 3; ++i) {
    const std::string path = "note" + std::to_string((n + i) % 5);
    batch.put.push_back(random_claims(random, path));
    std::string& text = batch.put.back().memo.diagnostics;
    for (int k = 0; k < 400; ++k) text += std::to_string(random.bits());
  }
  batch.retract.push_back("note" + std::to_string((n + 3) % 5));
  return batch;
}

}  // namespace rapport::testing
