#pragma once

#include <vector>

#include "ingest/source.h"

namespace rapport {

// Notes whose paths differ only in case or Unicode form, each but the first with a diagnostic.
std::vector<Diagnostic> case_twins(const std::vector<const SourceItem*>& notes);

}  // namespace rapport
