#include "ingest/claim_vertices.h"

#include <optional>
#include <vector>

namespace rapport {

void drop_unused_vertices(SourceClaims& claims) {
  std::vector<bool> used(claims.vertices.size(), false);
  used[0] = true;
  const auto use = [&](const std::optional<LocalVertex>& vertex) {
    if (vertex) used[*vertex] = true;
  };
  for (const EdgeClaim& e : claims.edges) used[e.from] = used[e.to] = true;
  for (const RecordClaim& r : claims.records) {
    used[r.holder] = true;
    use(r.subject);
    use(r.object);
    for (const auto& [name, value] : r.attributes) {
      for (std::size_t i = 0; name == "waits_for" && i < used.size(); ++i) {
        if (claims.vertices[i].key == value) used[i] = true;
      }
    }
  }
  std::vector<LocalVertex> renumbered(used.size(), 0);
  std::vector<VertexClaim> kept;
  for (std::size_t i = 0; i < used.size(); ++i) {
    if (!used[i]) continue;
    renumbered[i] = static_cast<LocalVertex>(kept.size());
    kept.push_back(std::move(claims.vertices[i]));
  }
  claims.vertices = std::move(kept);
  for (EdgeClaim& e : claims.edges) {
    e.from = renumbered[e.from];
    e.to = renumbered[e.to];
  }
  for (RecordClaim& r : claims.records) {
    r.holder = renumbered[r.holder];
    if (r.subject) r.subject = renumbered[*r.subject];
    if (r.object) r.object = renumbered[*r.object];
  }
}

}  // namespace rapport
