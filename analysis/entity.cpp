#include "analysis/entity.h"

#include <algorithm>

#include "graph/sort_unique.h"

namespace rapport {

Entity to_entity(const Vertex& vertex) {
  Entity entity;
  entity.vertex = vertex.id;
  entity.id = vertex.key;
  entity.type = vertex.type;
  entity.name = vertex.name;
  entity.stub = vertex.stub;
  const auto first = [&](const auto& wanted) {
    const auto it = std::find_if(vertex.properties.begin(), vertex.properties.end(), wanted);
    return it == vertex.properties.end() ? nullptr : &*it;
  };
  const Property* role = first([](const Property& p) { return p.name == "role"; });
  if (role != nullptr) entity.title = role->value;
  // Of that job: who was a VP and is an engineer is no executive.
  const Property* seniority = first([&](const Property& p) {
    return p.name == "seniority" && (role == nullptr || p.date == role->date);
  });
  if (seniority != nullptr) entity.seniority = seniority->value;
  return entity;
}

Vertex on_day(Vertex vertex, Date as_of) {
  std::erase_if(vertex.properties, [&](const Property& p) { return p.date && *p.date > as_of; });
  return vertex;
}

const Vertex& EntityReader::vertex(VertexId id) {
  const auto [it, is_new] = vertices_.try_emplace(id);
  if (is_new) {
    if (auto found = store_->vertex(id)) it->second = on_day(std::move(*found), as_of_);
  }
  return it->second;
}

Citation EntityReader::citation(const Evidence& evidence) {
  return {store_->source_path(evidence.source), evidence.line, store_->excerpt(evidence)};
}

std::vector<Citation> EntityReader::citations(std::vector<Evidence> evidence) {
  sort_unique(evidence);
  std::vector<Citation> citations;
  citations.reserve(evidence.size());
  for (const Evidence& e : evidence) citations.push_back(citation(e));
  std::sort(citations.begin(), citations.end());
  return citations;
}

}  // namespace rapport
