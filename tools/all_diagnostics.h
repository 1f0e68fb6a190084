#pragma once

#include <vector>

#include "graph/store.h"
#include "ingest/diagnostic.h"
#include "tools/settings.h"

namespace rapport {

// What is wrong in the notes: what ingest found and what only all notes together show, worst first.
std::vector<Diagnostic> all_diagnostics(const Settings& settings, const Store& store);

}  // namespace rapport
