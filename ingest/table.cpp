#include "ingest/table.h"

#include <algorithm>

#include "ingest/words.h"

namespace rapport {

std::vector<std::string_view> cells_of(std::string_view line) {
  line = trim(line);
  std::vector<std::string_view> cells;
  if (line.size() < 2 || !line.starts_with('|')) return cells;
  line.remove_prefix(1);
  if (line.ends_with('|') && !line.ends_with("\\|")) line.remove_suffix(1);
  std::size_t start = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && (line[i] != '|' || (i > 0 && line[i - 1] == '\\'))) continue;
    cells.push_back(trim(line.substr(start, i - start)));
    start = i + 1;
  }
  return cells;
}

bool is_delimiter_row(std::string_view line) {
  line = trim(line);
  if (!line.starts_with('|') || line.find('-') == std::string_view::npos) return false;
  return line.find_first_not_of("|-: \t") == std::string_view::npos;
}

}  // namespace rapport
