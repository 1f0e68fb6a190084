#pragma once

#include <cstdint>

#include "graph/write_batch.h"

namespace rapport {

// One number for all that a source says, and the writer's memo of it; not for how its file looks.
// Kept with what it claimed: a source that is read again and says the same need not be put again.
std::uint64_t hash_of(const SourceClaims& claims);

}  // namespace rapport
