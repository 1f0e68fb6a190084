#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "graph/key_value.h"

namespace rapport {

// One thing in a store that does not fit the rest.
struct Fault {
  std::string family;  // "ties", "vertices"...: graph/STORE_FORMAT.md has the table
  std::string key;     // of the vertex or the path of the source where it is known, else the bytes
  std::string what;
};

struct Verification {
  static constexpr std::size_t kMostFaults = 1000;

  std::vector<Fault> faults;      // the first kMostFaults
  std::uint64_t fault_count = 0;  // all
  std::uint64_t values = 0;       // that were read
  std::uint64_t vertices = 0;
  std::uint64_t edges = 0;
  std::uint64_t ties = 0;  // of pairs of people
  std::uint64_t sources = 0;

  bool ok() const { return fault_count == 0; }
};

// Recomputes all that is derived, and compares it with what is stored: that every key and value is
// well-formed; backlinks mirror edges; ties follow from meetings and statements, degrees from ties;
// names, keys and paths find what they name and nothing else; every claim belongs to a source
// that makes it; the counts are right; and that nothing came, went or changed without the sum
// of the content knowing. Throws StoreError where bytes on disk do not match their checksums.
// Cost: reads the store three times; memory of some 100 bytes an edge.
Verification verify(const KeyValueStore& store);

}  // namespace rapport
