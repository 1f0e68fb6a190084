#pragma once

#include <vector>

#include "graph/elements.h"

namespace rapport {

// "Ann is no longer our champion" ends what was said before, or on that day, of the same kind about
// the same people, and says nothing else: drops both. Of records that are known on the day that is
// asked about.
void drop_superseded(std::vector<Record>& records);

}  // namespace rapport
