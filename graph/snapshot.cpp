#include "graph/snapshot.h"

namespace rapport {

Snapshot::Snapshot(const Store& store) : bound_(store.vertex_bound()) {
  store.for_each_tie_list(
      [&](VertexId id, const std::vector<Tie>& ties) { ties_.append(id, ties); });
  store.for_each_arc_list(
      [&](VertexId id, const std::vector<Arc>& arcs) { arcs_.append(id, arcs); });
}

}  // namespace rapport
