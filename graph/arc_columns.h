#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "graph/elements.h"

namespace rapport {

// The arcs of a value by columns. A line of a note that names somebody often makes several arcs (a
// link, an attendance, a tie both ways), which differ in their kind alone: a *mention* is what they
// share, and few sets of kinds serve for all. Described in graph/STORE_FORMAT.md.

// `arcs` in order.
std::string encode(const std::vector<Arc>& arcs);
// Throws DecodeError for bytes that encode() never writes.
std::vector<Arc> decode_arcs(std::string_view bytes);

}  // namespace rapport
