#pragma once

#include <string_view>
#include <vector>

namespace rapport {

// Rows of a Markdown table, read line by line: cmark's table extension takes quadratic time.

// The cells of a row; `\|` parts none. Empty for a line that is no row. Linear.
std::vector<std::string_view> cells_of(std::string_view line);

// "| --- | :-: |"
bool is_delimiter_row(std::string_view line);

}  // namespace rapport
