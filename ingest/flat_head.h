#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "ingest/frontmatter.h"

namespace rapport {

// Heads as nearly all notes have them, without a YAML parser:
//
//   key: words          key: "in quotes"     key: [a, "b"]     key:     key:
//   # a comment                                                - a        - a
//
// nullopt for whatever has another line, or one on which YAML's finer rules could have a say: two
// blanks within quotes are no matter, an escape or a second key of one name is. What it takes, it
// takes as yaml-cpp does, to the line and column (tests/ingest/flat_head_test.cpp).
// Costs a twentieth of yaml-cpp.
std::optional<std::vector<Field>> flat_fields(const std::vector<std::string_view>& lines,
                                              std::uint32_t first_line);

}  // namespace rapport
