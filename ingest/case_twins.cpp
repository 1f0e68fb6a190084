#include "ingest/case_twins.h"

#include <unordered_map>

#include <fmt/format.h>

#include "graph/encoding.h"
#include "graph/name_key.h"

namespace rapport {

std::vector<Diagnostic> case_twins(const std::vector<const SourceItem*>& notes) {
  std::vector<Diagnostic> found;
  std::unordered_map<std::uint64_t, const SourceItem*> seen;  // by hash of the folded path
  seen.reserve(notes.size());
  for (const SourceItem* item : notes) {
    const std::string folded = fold_case(item->path);
    const auto [it, is_new] = seen.emplace(hash64(folded), item);
    if (is_new || fold_case(it->second->path) != folded) continue;
    found.push_back(
        {Severity::warning,
         "case-twin",
         item->path,
         0,
         0,
         fmt::format("differs from {} only in case or Unicode form: links cannot tell them apart",
                     it->second->path),
         {}});
  }
  return found;
}

}  // namespace rapport
