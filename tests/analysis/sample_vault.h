#pragma once

#include <string>
#include <vector>

#include "graph/store.h"

namespace rapport::testing {

// tests/vaults/sample, ingested in memory for Nora Whitfield. What `later` matches is added by a
// second ingest, so that ids differ.
Store sample_store(const std::vector<std::string>& later);

}  // namespace rapport::testing
