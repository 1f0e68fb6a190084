#include "ingest/edit_distance.h"

#include <algorithm>
#include <vector>

namespace rapport {

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.size() > b.size()) std::swap(a, b);
  const std::size_t too_far = limit + 1;
  if (b.size() - a.size() > limit) return too_far;

  std::vector<std::size_t> before(b.size() + 1, too_far);
  std::vector<std::size_t> row(b.size() + 1, too_far);
  std::vector<std::size_t> next(b.size() + 1, too_far);
  for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j) row[j] = j;
  std::size_t best_before = 0;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const std::size_t first = i > limit ? i - limit : 1;
    const std::size_t last = std::min(b.size(), i + limit);
    next[first - 1] = first == 1 ? std::min(i, too_far) : too_far;
    std::size_t best = next[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      const std::size_t replaced = row[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      next[j] = std::min({replaced, row[j] + 1, next[j - 1] + 1, too_far});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) next[j] = std::min(next[j], before[j - 2] + 1);
      best = std::min(best, next[j]);
    }
    if (last < b.size()) next[last + 1] = too_far;
    if (best > limit && best_before > limit) return too_far;  // a swap reaches back two rows
    best_before = best;
    before.swap(row);
    row.swap(next);
  }
  return std::min(row[b.size()], too_far);
}

}  // namespace rapport
