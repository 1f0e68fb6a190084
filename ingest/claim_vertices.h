#pragma once

#include "graph/write_batch.h"

namespace rapport {

// Leaves out the vertices, but for the first, of which nothing is claimed: nobody exists for
// standing in a sentence.
void drop_unused_vertices(SourceClaims& claims);

}  // namespace rapport
