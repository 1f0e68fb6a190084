#pragma once

#include "analysis/report.h"
#include "graph/keyed_hash.h"

namespace rapport {

// Makes of a graph one that can be handed on: who is tied to whom and how strongly, and nothing
// that names anybody.
// - Entities and the notes of evidence get pseudonyms, "person-3f9a2c81d0e4b7aa": their type and 64
//   bits of a keyed hash of their id. Under one key an entity has the same one in every export.
// - Of a job title stays its level (c-level, vp, gm, director, manager); other properties go.
// - Dates are months. Texts go, and tags with their links. Numbers, relations and lines stay.
// - Nodes and links are sorted anew: else their order would be that of the names.
// What is left can still tell somebody who knows the people: the shape of a graph is no secret.
void redact(Subgraph& subgraph, const KeyedHash& key);

}  // namespace rapport
