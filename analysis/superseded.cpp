#include "analysis/superseded.h"

#include <algorithm>
#include <iterator>
#include <string>

namespace rapport {
namespace {

bool is_negated(const Record& record) {
  const std::string* modality = record.find("modality");
  return modality != nullptr && *modality == "negated";
}

}  // namespace

void drop_superseded(std::vector<Record>& records) {
  std::vector<Record> negated;
  std::copy_if(records.begin(), records.end(), std::back_inserter(negated), is_negated);
  if (negated.empty()) return;
  std::erase_if(records, [&](const Record& record) {
    if (is_negated(record)) return true;
    return std::any_of(negated.begin(), negated.end(), [&](const Record& end) {
      return end.kind == record.kind && end.subject == record.subject &&
             end.object == record.object &&
             (!end.date || !record.date || *record.date <= *end.date);
    });
  });
}

}  // namespace rapport
