#pragma once

#include <string>

#include "graph/write_batch.h"
#include "tests/graph/random.h"

namespace rapport::testing {

// Claims of a note about a small world of people, meetings and companies. Sources disagree on
// names, types and dates of the same vertices, as notes do.
SourceClaims random_claims(Random& random, const std::string& path);

}  // namespace rapport::testing
