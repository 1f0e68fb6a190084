#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analysis/entity.h"
#include "graph/store.h"

namespace rapport {

// Names as people type them.

// Those of `known` that a slip of the finger away from `typed`, nearest first, at most three.
std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& known);

// The entity that a name means: id, exact name or alias, then without accents, then the beginning
// of its words. Exactly one is taken, and `note` says so when it was not the exact name.
// Throws AmbiguousName (exit 3) or UnknownName (exit 1), both with candidates.
struct NameQuery {
  std::string name;
  std::vector<VertexType> types;  // empty: any
};
struct NameAnswer {
  VertexId vertex = 0;
  std::string note;
};
NameAnswer find_entity(const Store& store, EntityReader& entities, const NameQuery& query);

}  // namespace rapport
