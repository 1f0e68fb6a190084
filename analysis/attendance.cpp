#include "analysis/attendance.h"

namespace rapport {

std::vector<Evidence> attendance(const StoredGraph& graph, VertexId meeting, VertexId a,
                                 VertexId b) {
  std::vector<Evidence> evidence;
  for (const Arc& arc : graph.arcs(meeting)) {
    const bool counts = arc.label == EdgeLabel::attended && arc.direction == Direction::in &&
                        (arc.other == a || arc.other == b);
    if (counts) evidence.push_back(arc.evidence);
  }
  return evidence;
}

}  // namespace rapport
