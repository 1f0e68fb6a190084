#include "graph/touched_vertices.h"

#include <algorithm>

namespace rapport {

VertexState& TouchedVertices::state(VertexId id) {
  if (is_new(id)) return fresh_[id - first_new_];
  const auto [it, is_first] = known_.try_emplace(id);
  if (is_first) load(id, it->second);
  return it->second;
}

VertexType TouchedVertices::type_of(VertexId id) {
  if (is_new(id)) return fresh_[id - first_new_].type();
  if (const auto it = known_.find(id); it != known_.end()) return it->second.type();
  const auto [it, is_first] = types_.try_emplace(id, VertexType::note);
  if (is_first) {
    if (const auto bytes = content_.read(key_of(Family::vertex, id))) {
      const VertexRecord record = decode_vertex(*bytes);
      if (const Definition* best = record.best()) it->second = best->type;
    }
  }
  return it->second;
}

bool TouchedVertices::was_person(VertexId id) {
  const auto known = known_.find(id);
  return known == known_.end() ? type_of(id) == VertexType::person
                               : known->second.was(VertexType::person);
}

void TouchedVertices::load(VertexId id, VertexState& vertex) {
  const auto bytes = content_.read(key_of(Family::vertex, id));
  if (!bytes) return;
  vertex.existed = true;
  vertex.record = decode_vertex(*bytes);
  vertex.old_type = vertex.type();
  vertex.old_names = search_names(vertex.record);
}

void TouchedVertices::load_records(VertexId id, VertexState& vertex) {
  if (vertex.knows_records || !vertex.existed) return;
  vertex.knows_records = true;
  if (const auto r = content_.read(key_of(Family::records, id)))
    vertex.records = PackedList(decode_records(*r));
  if (const auto q = content_.read(key_of(Family::signals, id)))
    vertex.signals = PackedList(decode_records(*q));
}

std::vector<Arc> TouchedVertices::old_arcs(VertexId id, const ArcRanges& ranges) const {
  std::vector<Arc> arcs;
  if (is_new(id)) return arcs;
  const ChunkedList<Arc> list(content_.store(), id);
  for (const ArcRange& range : ranges) {
    const std::vector<Arc> within = list.between(range.first, range.last);
    arcs.insert(arcs.end(), within.begin(), within.end());
  }
  return arcs;
}

std::vector<Arc> TouchedVertices::new_arcs(VertexId id, const ArcRanges& ranges) const {
  std::vector<Arc> arcs = old_arcs(id, ranges);
  std::erase_if(arcs, [&](const Arc& arc) { return is_gone(arc); });
  const VertexState* vertex = nullptr;
  if (is_new(id)) {
    vertex = &fresh_[id - first_new_];
  } else if (const auto known = known_.find(id); known != known_.end()) {
    vertex = &known->second;
  }
  if (vertex == nullptr) return arcs;
  for (const Arc& arc : vertex->added.unpack()) {
    const bool is_wanted = std::any_of(ranges.begin(), ranges.end(),
                                       [&](const ArcRange& range) { return range.has(arc); });
    if (is_wanted) arcs.push_back(arc);
  }
  return arcs;
}

std::vector<std::pair<VertexId, VertexState*>> TouchedVertices::all() {
  std::vector<std::pair<VertexId, VertexState*>> all;
  all.reserve(known_.size() + fresh_.size());
  for (auto& [id, vertex] : known_) all.emplace_back(id, &vertex);
  std::sort(all.begin(), all.end());
  for (std::size_t i = 0; i < fresh_.size(); ++i) {
    all.emplace_back(first_new_ + static_cast<VertexId>(i), &fresh_[i]);
  }
  return all;
}

VertexId TouchedVertices::with_key(std::string& key) {
  if (const auto it = keys_.find(key); it != keys_.end()) return it->second;
  if (const auto bytes = content_.read(hashed_key_of(Family::vertex_key, key))) {
    for (const VertexId id : decode_ids(*bytes)) {
      const std::string& its_key = state(id).record.key;
      if (its_key == key) return keys_[its_key] = id;
    }
  }
  const VertexId id = next_id();
  fresh_.emplace_back().record.key = std::move(key);
  return keys_[fresh_.back().record.key] = id;
}

}  // namespace rapport
