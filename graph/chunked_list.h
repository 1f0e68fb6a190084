#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/degrees.h"
#include "graph/elements.h"
#include "graph/key_value.h"
#include "graph/layout.h"

namespace rapport {

// The arcs or the ties of a vertex in the store. A short list is one value. A longer one is chunks
// of some 256 elements, each a value, and an index of them where the short one would stand: whoever
// changes one arc of a hub, or asks for one tie of theirs, reads the index and a chunk.
//
// Where a chunk begins follows from the elements alone, whatever the order in which they came: at
// each whose `other` or `neighbor` has a certain hash (as in a prolly tree). Equal lists are equal
// bytes.

inline constexpr std::size_t kLongestPlainList = 512;

// In which place of its list an element stands. Several arcs can have one, ties cannot.
struct ArcPosition {
  EdgeLabel label = EdgeLabel::attended;
  Direction direction = Direction::out;
  VertexId other = 0;
  friend auto operator<=>(const ArcPosition&, const ArcPosition&) = default;
};
inline ArcPosition position_of(const Arc& arc) { return {arc.label, arc.direction, arc.other}; }
inline VertexId position_of(const Tie& tie) { return tie.neighbor; }

// What the index tells of a chunk's elements besides their number: of ties what they count for in
// the degree of their person.
struct NoTally {
  friend bool operator==(const NoTally&, const NoTally&) = default;
};

template <class T>
struct ListTraits;
template <>
struct ListTraits<Arc> {
  using Position = ArcPosition;
  using Tally = NoTally;
  static constexpr Family kFamily = Family::adjacency;
};
template <>
struct ListTraits<Tie> {
  using Position = VertexId;
  using Tally = DegreeTally;
  static constexpr Family kFamily = Family::ties;
};

template <class T>
struct Chunk {
  using Position = typename ListTraits<T>::Position;
  Position first{};  // the lowest that belongs here; of the first chunk the lowest of all
  std::uint32_t count = 0;
  typename ListTraits<T>::Tally tally{};
  friend bool operator==(const Chunk&, const Chunk&) = default;
};
template <class T>
using ListIndex = std::vector<Chunk<T>>;

std::string encode(const ListIndex<Arc>& index);
std::string encode(const ListIndex<Tie>& index);
template <class T>
ListIndex<T> decode_index(std::string_view bytes);  // throws DecodeError
// Whether a value is an index, no plain list.
inline bool is_index(std::string_view bytes) { return bytes.starts_with('\0'); }

std::string chunk_key_of(VertexId id, const ArcPosition& first);  // of arcs
std::string chunk_key_of(VertexId id, VertexId first);            // of ties
template <class T>
std::size_t chunk_key_size();

// Calls `visit` with each value of the list, as bytes of a plain list, in order. Throws DecodeError
// when a chunk is missing.
template <class T>
void visit_chunks(const KeyValueStore& store, VertexId id,
                  const std::function<void(std::string_view bytes)>& visit);

// The same with the one value in which the position belongs; nothing without a list.
template <class T>
void visit_chunk_of(const KeyValueStore& store, VertexId id,
                    const typename ListTraits<T>::Position& position,
                    const std::function<void(std::string_view bytes)>& visit);

// One list, read as far as is needed, and changed.
template <class T>
class ChunkedList {
 public:
  using Position = typename ListTraits<T>::Position;
  using Tally = typename ListTraits<T>::Tally;

  ChunkedList(const KeyValueStore& store, VertexId id);  // reads a value
  ChunkedList(VertexId id, std::vector<T> values);       // a new one; sorted

  std::size_t size() const;
  std::vector<T> all() const;
  // Those whose positions are within these, both included.
  std::vector<T> between(const Position& first, const Position& last) const;
  // Once all changes are saved.
  Tally tally() const;

  // For each chunk in which one of the positions (ascending) belongs: calls `change` with its
  // elements, to be left sorted and without new positions but those of [first, last).
  using Positions = std::vector<Position>;
  using Change =
      std::function<void(std::vector<T>& values, typename Positions::const_iterator first,
                         typename Positions::const_iterator last)>;
  void edit(const Positions& touched, const Change& change);

  // Calls `write` for each key that changes, ascending but for those that go.
  void save(const std::function<void(std::string key, std::optional<std::string> value)>& write);

 private:
  struct Part {
    Chunk<T> chunk;
    std::optional<std::vector<T>> values;  // once they were read
    bool is_changed = false;
  };
  std::vector<T> read(const Part& part) const;  // one whose values are not known
  std::vector<T>& load(Part& part) const;
  void split_changed();
  std::string root() const { return key_of(ListTraits<T>::kFamily, id_); }

  const KeyValueStore* store_ = nullptr;
  VertexId id_ = 0;
  bool was_there_ = false;
  bool was_index_ = false;
  std::vector<Part> parts_;       // ascending; of a plain list one
  std::vector<Position> stored_;  // where the chunks of the stored list begin
};

// Every list whose keys start with `prefix`, whole. `fail` is told of what does not decode, and may
// throw.
template <class T>
void for_each_list(const KeyValueStore& store, std::string_view prefix,
                   const std::function<void(VertexId, const std::vector<T>&)>& visit,
                   const std::function<void(std::string_view key, const DecodeError&)>& fail);

}  // namespace rapport
