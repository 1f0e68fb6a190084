#pragma once

#include <cstddef>
#include <string_view>

namespace rapport {

// Insertions, deletions, replacements and swaps of neighbours that make `a` of `b` (optimal string
// alignment), or `limit` + 1 when there are more. Bytes of folded text. Looks at a band of
// 2 * limit + 1 cells in each row: O(limit * length).
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

}  // namespace rapport
