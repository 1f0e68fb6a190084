#pragma once

#include <vector>

#include "graph/chunked_list.h"

namespace rapport {

// Parts of a vertex's arcs, in which those of an edge label lie together.
struct ArcRange {
  ArcPosition first;
  ArcPosition last;  // included

  bool has(const Arc& arc) const {
    const ArcPosition position = position_of(arc);
    return first <= position && position <= last;
  }
};
using ArcRanges = std::vector<ArcRange>;

const ArcRanges& attendee_arcs();   // of a meeting: who attended it
const ArcRanges& statement_arcs();  // of a person: what makes_tie()
const ArcRanges& person_arcs();     // all that counts for ties if their holder is a person

}  // namespace rapport
