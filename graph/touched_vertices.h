#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/arc_ranges.h"
#include "graph/chunked_list.h"
#include "graph/content_changes.h"
#include "graph/encoding.h"
#include "graph/packed_list.h"

namespace rapport {

// A vertex that a batch touches, as it will be.
struct VertexState {
  bool existed = false;
  VertexRecord record;
  std::vector<std::uint32_t> fingerprints;  // of record.definitions, as far as they are known
  // Of the arcs only what changes: those that come, and where those stand that go.
  PackedList<Arc> added;
  std::vector<ArcPosition> removed;
  bool touches_statements = false;  // among them are edges that make a tie
  // All of them, once they are needed.
  bool knows_records = false;
  PackedList<Record> records;
  PackedList<Record> signals;

  // As it was: what derived data hangs on.
  VertexType old_type = VertexType::note;
  std::vector<std::string> old_names;

  void add(const Arc& arc) {
    touches_statements |= makes_tie(arc.label);
    added.add(arc);
  }
  void remove(const ArcPosition& position) {
    touches_statements |= makes_tie(position.label);
    removed.push_back(position);
  }
  bool alive() const { return !record.definitions.empty(); }
  VertexType type() const { return alive() ? record.best()->type : VertexType::note; }
  bool was(VertexType type) const { return existed && old_type == type; }
  bool is(VertexType type) const { return alive() && record.best()->type == type; }
};

// All of them: those that the store has, each read when it is first asked for, and new ones.
// References to them last as long as this.
class TouchedVertices {
 public:
  // Ids from `first_new` on are new.
  TouchedVertices(const ContentChanges& content, VertexId first_new)
      : content_(content), first_new_(first_new) {}

  bool is_new(VertexId id) const { return id >= first_new_; }
  VertexId next_id() const { return first_new_ + static_cast<VertexId>(fresh_.size()); }

  VertexState& state(VertexId id);
  void load_records(VertexId id, VertexState& vertex);
  // By id, ascending.
  std::vector<std::pair<VertexId, VertexState*>> all();
  // The vertex of this key; a new one, which takes the key, if there is none.
  VertexId with_key(std::string& key);
  // Ends with_key(): the keys of vertices can be let go.
  void forget_keys() { keys_ = {}; }

  // All that a source claimed goes. False when that was said before.
  bool retract(SourceId source) { return retracted_.insert(source).second; }
  template <class Claim>
  bool is_gone(const Claim& claim) const {
    return retracted_.contains(claim.evidence.source);
  }

  // When all is put and retracted, also of vertices that the batch never touches: their type as it
  // will be, without a look at what hangs on them.
  VertexType type_of(VertexId id);
  // As the store has it: somebody who turns out to be another type changes what they touched.
  bool was_person(VertexId id);
  // Likewise arcs: as they were, and as they will be.
  std::vector<Arc> old_arcs(VertexId id, const ArcRanges& ranges) const;
  std::vector<Arc> new_arcs(VertexId id, const ArcRanges& ranges) const;

 private:
  struct HashOfKey {
    std::size_t operator()(std::string_view key) const { return hash64(key); }
  };

  void load(VertexId id, VertexState& vertex);

  const ContentChanges& content_;
  const VertexId first_new_;
  std::unordered_map<VertexId, VertexState> known_;
  std::deque<VertexState> fresh_;                   // the new ones, by id
  std::unordered_map<VertexId, VertexType> types_;  // of vertices that are not touched
  std::unordered_map<std::string_view, VertexId, HashOfKey> keys_;  // views of the vertices' keys
  std::unordered_set<SourceId> retracted_;
};

}  // namespace rapport
