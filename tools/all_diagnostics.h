#pragma once

#include <vector>

#include "graph/store.h"
#include "ingest/diagnostic.h"
#include "tools/settings.h"

namespace rapport {

// What is wrong in the notes, as of a day: what ingest found, and what only all notes together show
// (duplicates, dead-locks, contradictions). Worst first.
std::vector<Diagnostic> all_diagnostics(const Settings& settings, const Store& store, Date day);

}  // namespace rapport
