#pragma once

#include <cstdint>
#include <string_view>

#include "graph/layout.h"

namespace rapport {

// One number that stands for all keys and values of a store, in the meta value. It is a sum, modulo
// 2^64, of a hash for each of them: a change takes away what was there and adds what comes, and
// whatever came, went or changed otherwise shows.

std::uint64_t entry_hash(std::string_view key, std::string_view value);

// Of the meta value, but for the sum that stands in it.
std::uint64_t entry_hash(Meta meta);

}  // namespace rapport
