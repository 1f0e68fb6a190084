#pragma once

#include <vector>

#include "graph/key_value.h"
#include "graph/layout.h"
#include "graph/write_batch.h"

namespace rapport {

// A larger meeting is kept, but makes no tie: nobody meets 40 people at once. Analyses may set a
// lower limit (8 by default), never a higher one.
inline constexpr std::size_t kLargestTieGroup = 32;

// The changes that bring the store from what it holds to what it holds after `batch`.
//
// Derived data is kept exact, so that any order of batches ends in the same content as one batch:
// a vertex exists while some source claims it, its name and type are those of the best claim,
// backlinks mirror edges, ties mirror the meetings that two people both attended.
// Cost: proportional to the adjacency of the vertices that the batch touches. The claims are freed
// as they are taken in: a batch may be the whole of a large vault.
std::vector<KeyValueChange> changes_for(const KeyValueStore& store, const Meta& meta,
                                        WriteBatch batch);

}  // namespace rapport
