#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "graph/store.h"

namespace rapport {

// A vertex as answers name it.
struct Entity {
  VertexId vertex = 0;
  std::string id;  // the vertex's key, empty for a name that could not be told
  VertexType type = VertexType::person;
  std::string name;
  std::optional<std::string> title;
  std::string seniority;  // c-level, vp, gm, director, manager or empty
  bool stub = true;

  bool is_executive() const { return seniority == "c-level" || seniority == "vp"; }
};

// The order of people in lists: by name, those of one name by id.
inline auto by_name(const Entity& entity) { return std::tie(entity.name, entity.id); }

Entity to_entity(const Vertex& vertex);

// The vertex as it was known on a day: without what later meetings tell of it.
Vertex on_day(Vertex vertex, Date as_of);

// A line of a note, with its text.
struct Citation {
  std::string note;
  std::uint32_t line = 0;
  std::string text;
  friend auto operator<=>(const Citation&, const Citation&) = default;
};

// Names and texts behind the ids in findings, as they were known on a day; each read from the store
// once.
class EntityReader {
 public:
  EntityReader(const Store& store, Date as_of) : store_(&store), as_of_(as_of) {}

  const Vertex& vertex(VertexId id);
  Entity entity(VertexId id) { return to_entity(vertex(id)); }
  const std::string& name(VertexId id) { return vertex(id).name; }
  Citation citation(const Evidence& evidence);
  // Each line once, by note and line.
  std::vector<Citation> citations(std::vector<Evidence> evidence);

 private:
  const Store* store_;
  Date as_of_;
  std::unordered_map<VertexId, Vertex> vertices_;
};

}  // namespace rapport
