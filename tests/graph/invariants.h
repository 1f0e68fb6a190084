#pragma once

#include <string>

#include "graph/store.h"

namespace rapport::testing {

// What derived data of a store contradicts the data that it is derived from, a line each; empty
// for a sound store. Ties are computed here a second time, from nothing but vertices and arcs.
std::string violations(const Store& store);

}  // namespace rapport::testing
