#pragma once

#include <optional>
#include <string>
#include <vector>

#include "graph/store.h"
#include "ingest/diagnostic.h"
#include "ingest/identities.h"

namespace rapport {

// What is suspicious only when all notes are seen together, or on a day: found when it is asked
// for, not kept, so that an ingest knows no clock and counts no opinions.
struct StoreQuestion {
  Date as_of;
  std::optional<VertexId> owner;  // whose contacts a declared last contact is held against
  Identities identities;
  std::string identities_file;  // as it is shown
};

// In no particular order.
std::vector<Diagnostic> diagnose(const Store& store, const StoreQuestion& question);

}  // namespace rapport
