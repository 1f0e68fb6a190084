#include "graph/chunked_list.h"

#include <algorithm>
#include <iterator>

#include "graph/encoding.h"

namespace rapport {
namespace {

// A start of the key of all chunks, and how they go on: in the order of their positions.
std::string suffix_of(const ArcPosition& position) {
  return std::string{static_cast<char>(position.label), static_cast<char>(position.direction)} +
         big_endian32(position.other);
}
std::string suffix_of(VertexId neighbor) { return big_endian32(neighbor); }

VertexId end_of(const ArcPosition& position) { return position.other; }
VertexId end_of(VertexId neighbor) { return neighbor; }

// One of 256: ids that follow one upon another give chunks of nearly equal length (Fibonacci
// hashing; Knuth, The Art of Computer Programming 3, 6.4).
template <class Position>
bool starts_chunk(const Position& position) {
  return (end_of(position) * 2654435769U) >> 24U == 0;
}

void put(Encoder& out, const ArcPosition& position) {
  out.byte(static_cast<std::uint8_t>(position.label));
  out.byte(static_cast<std::uint8_t>(position.direction));
  out.varint(position.other);
}
void put(Encoder& out, VertexId neighbor) { out.varint(neighbor); }
void put(Encoder&, const NoTally&) {}
void put(Encoder& out, const DegreeTally& tally) {
  out.varint(tally.degree);
  out.date(tally.complete_since);
}

void take(Decoder& in, ArcPosition& position) {
  position.label = enumerator_of<EdgeLabel>(in.byte());
  const std::uint8_t direction = in.byte();
  if (direction > 1) throw DecodeError("number that names nothing");
  position.direction = static_cast<Direction>(direction);
  position.other = in.varint32();
}
void take(Decoder& in, VertexId& neighbor) { neighbor = in.varint32(); }
void take(Decoder&, NoTally&) {}
void take(Decoder& in, DegreeTally& tally) {
  tally.degree = in.varint32();
  tally.complete_since = in.date();
}

std::vector<Arc> decode_list(std::string_view bytes, const Arc*) { return decode_arcs(bytes); }
std::vector<Tie> decode_list(std::string_view bytes, const Tie*) { return decode_ties(bytes); }
template <class T>
std::vector<T> decode_list(std::string_view bytes) {
  return decode_list(bytes, static_cast<const T*>(nullptr));
}

NoTally list_tally(const std::vector<Arc>&) { return {}; }
DegreeTally list_tally(const std::vector<Tie>& ties) { return tally_of(ties); }
void add(NoTally&, const NoTally&) {}
void add(DegreeTally& sum, const DegreeTally& tally) { sum.add(tally); }

template <class T>
std::string encode_index(const ListIndex<T>& index) {
  Encoder out;
  out.byte(0);  // no plain list has so many elements
  out.varint(index.size());
  for (const Chunk<T>& chunk : index) {
    put(out, chunk.first);
    out.varint(chunk.count);
    put(out, chunk.tally);
  }
  return out.take();
}

[[noreturn]] void throw_missing() { throw DecodeError("a chunk of a list is missing"); }

// Where in `parts` the position belongs: behind the last one that begins no later.
template <class Parts, class Position, class FirstOf>
auto part_of(Parts& parts, const Position& position, const FirstOf& first_of) {
  const auto behind = std::upper_bound(
      parts.begin(), parts.end(), position,
      [&](const Position& wanted, const auto& part) { return wanted < first_of(part); });
  return behind == parts.begin() ? behind : std::prev(behind);
}

}  // namespace

std::string encode(const ListIndex<Arc>& index) { return encode_index(index); }
std::string encode(const ListIndex<Tie>& index) { return encode_index(index); }

template <class T>
ListIndex<T> decode_index(std::string_view bytes) {
  Decoder in(bytes);
  if (in.byte() != 0) throw DecodeError("no index of chunks");
  ListIndex<T> index(in.count());
  if (index.empty()) throw DecodeError("an index of nothing");
  for (Chunk<T>& chunk : index) {
    take(in, chunk.first);
    chunk.count = in.varint32();
    take(in, chunk.tally);
  }
  in.expect_end();
  const auto before = [](const Chunk<T>& a, const Chunk<T>& b) { return a.first < b.first; };
  if (!(index.front().first == typename Chunk<T>::Position{}) ||
      std::adjacent_find(index.begin(), index.end(), std::not_fn(before)) != index.end()) {
    throw DecodeError("chunks out of order");
  }
  return index;
}

std::string chunk_key_of(VertexId id, const ArcPosition& first) {
  return key_of(Family::adjacency, id) + suffix_of(first);
}
std::string chunk_key_of(VertexId id, VertexId first) {
  return key_of(Family::ties, id) + suffix_of(first);
}

template <class T>
std::size_t chunk_key_size() {
  return chunk_key_of(0, typename ListTraits<T>::Position{}).size();
}

template <class T>
void visit_chunks(const KeyValueStore& store, VertexId id,
                  const std::function<void(std::string_view bytes)>& visit) {
  ListIndex<T> index;
  store.read(key_of(ListTraits<T>::kFamily, id), [&](std::string_view bytes) {
    is_index(bytes) ? void(index = decode_index<T>(bytes)) : visit(bytes);
  });
  for (const Chunk<T>& chunk : index) {
    if (!store.read(chunk_key_of(id, chunk.first), visit)) throw_missing();
  }
}

template <class T>
void visit_chunk_of(const KeyValueStore& store, VertexId id,
                    const typename ListTraits<T>::Position& position,
                    const std::function<void(std::string_view bytes)>& visit) {
  std::optional<std::string> key;
  store.read(key_of(ListTraits<T>::kFamily, id), [&](std::string_view bytes) {
    if (!is_index(bytes)) return visit(bytes);
    const ListIndex<T> index = decode_index<T>(bytes);
    key = chunk_key_of(id, part_of(index, position, [](const auto& c) { return c.first; })->first);
  });
  if (key && !store.read(*key, visit)) throw_missing();
}

template <class T>
ChunkedList<T>::ChunkedList(const KeyValueStore& store, VertexId id) : store_(&store), id_(id) {
  was_there_ = store.read(root(), [&](std::string_view bytes) {
    was_index_ = is_index(bytes);
    if (!was_index_) {
      Part& part = parts_.emplace_back();
      part.values = decode_list<T>(bytes);
      part.chunk.count = static_cast<std::uint32_t>(part.values->size());
      return;
    }
    for (const Chunk<T>& chunk : decode_index<T>(bytes)) {
      parts_.push_back({chunk, std::nullopt, false});
      stored_.push_back(chunk.first);
    }
  });
}

template <class T>
ChunkedList<T>::ChunkedList(VertexId id, std::vector<T> values) : id_(id) {
  if (values.empty()) return;
  Part& part = parts_.emplace_back();
  part.chunk.count = static_cast<std::uint32_t>(values.size());
  part.values = std::move(values);
  part.is_changed = true;
}

template <class T>
std::vector<T> ChunkedList<T>::read(const Part& part) const {
  std::vector<T> values;
  const bool is_there =
      store_->read(chunk_key_of(id_, part.chunk.first),
                   [&](std::string_view bytes) { values = decode_list<T>(bytes); });
  if (!is_there) throw_missing();
  return values;
}

template <class T>
std::vector<T>& ChunkedList<T>::load(Part& part) const {
  if (!part.values) part.values = read(part);
  return *part.values;
}

template <class T>
std::size_t ChunkedList<T>::size() const {
  std::size_t size = 0;
  for (const Part& part : parts_) size += part.values ? part.values->size() : part.chunk.count;
  return size;
}

template <class T>
std::vector<T> ChunkedList<T>::all() const {
  std::vector<T> all;
  all.reserve(size());
  for (const Part& part : parts_) {
    if (part.values) {
      all.insert(all.end(), part.values->begin(), part.values->end());
    } else {
      std::vector<T> values = read(part);
      std::move(values.begin(), values.end(), std::back_inserter(all));
    }
  }
  return all;
}

template <class T>
std::vector<T> ChunkedList<T>::between(const Position& first, const Position& last) const {
  std::vector<T> found;
  const auto take_from = [&](const std::vector<T>& values) {
    const auto before = [](const T& value, const Position& p) { return position_of(value) < p; };
    const auto after = [](const Position& p, const T& value) { return p < position_of(value); };
    found.insert(found.end(), std::lower_bound(values.begin(), values.end(), first, before),
                 std::upper_bound(values.begin(), values.end(), last, after));
  };
  for (auto part = part_of(parts_, first, [](const Part& p) { return p.chunk.first; });
       part != parts_.end() && part->chunk.first <= last; ++part) {
    if (part->values) {
      take_from(*part->values);
    } else {
      take_from(read(*part));
    }
  }
  return found;
}

template <class T>
typename ChunkedList<T>::Tally ChunkedList<T>::tally() const {
  Tally sum{};
  for (const Part& part : parts_) {
    add(sum, part.values ? list_tally(*part.values) : part.chunk.tally);
  }
  return sum;
}

template <class T>
void ChunkedList<T>::edit(const Positions& touched, const Change& change) {
  if (parts_.empty()) parts_.emplace_back().values.emplace();
  for (auto first = touched.begin(); first != touched.end();) {
    const auto part = part_of(parts_, *first, [](const Part& p) { return p.chunk.first; });
    const auto next = std::next(part);
    const auto last = next == parts_.end()
                          ? touched.end()
                          : std::lower_bound(first, touched.end(), next->chunk.first);
    change(load(*part), first, last);
    part->is_changed = true;
    first = last;
  }
}

// Makes chunks of what has changed; others stay, but for one that has to take in what lost its
// start, and one that comes first now.
template <class T>
void ChunkedList<T>::split_changed() {
  std::vector<Part> after;
  for (Part& part : parts_) {
    if (!part.is_changed && (!after.empty() || part.chunk.first == Position{})) {
      after.push_back(std::move(part));
      continue;
    }
    std::vector<T>& values = load(part);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const Position position = position_of(values[i]);
      const bool is_new_position = i == 0 || position_of(values[i - 1]) != position;
      if (after.empty() || (is_new_position && starts_chunk(position))) {
        Part& fresh = after.emplace_back();
        fresh.chunk.first = after.size() == 1 ? Position{} : position;
        fresh.values.emplace();
      }
      Part& last = after.back();
      load(last).push_back(std::move(values[i]));
      last.is_changed = true;
    }
  }
  parts_ = std::move(after);
}

template <class T>
void ChunkedList<T>::save(
    const std::function<void(std::string key, std::optional<std::string> value)>& write) {
  const bool is_changed =
      std::any_of(parts_.begin(), parts_.end(), [](const Part& part) { return part.is_changed; });
  if (!is_changed) return;
  Positions kept;
  if (size() <= kLongestPlainList) {
    if (size() == 0) {
      if (was_there_) write(root(), std::nullopt);
    } else {
      const bool is_one = parts_.size() == 1 && parts_.front().values;
      write(root(), is_one ? encode(*parts_.front().values) : encode(all()));
    }
  } else {
    if (!was_index_) {
      for (Part& part : parts_) part.is_changed = true;
    }
    split_changed();
    ListIndex<T> index;
    for (Part& part : parts_) {
      if (part.is_changed) {
        part.chunk.count = static_cast<std::uint32_t>(part.values->size());
        part.chunk.tally = list_tally(*part.values);
      }
      index.push_back(part.chunk);
      kept.push_back(part.chunk.first);
    }
    write(root(), encode(index));
    for (const Part& part : parts_) {
      if (part.is_changed) write(chunk_key_of(id_, part.chunk.first), encode(*part.values));
    }
  }
  for (const Position& first : stored_) {
    if (!std::binary_search(kept.begin(), kept.end(), first)) {
      write(chunk_key_of(id_, first), std::nullopt);
    }
  }
}

template <class T>
void for_each_list(const KeyValueStore& store, std::string_view prefix,
                   const std::function<void(VertexId, const std::vector<T>&)>& visit,
                   const std::function<void(std::string_view key, const DecodeError&)>& fail) {
  std::string root;    // of the list that is being put together
  ListIndex<T> index;  // of it; empty without one
  std::size_t met = 0;
  std::vector<T> values;
  const auto give_up = [&](std::string_view key, const DecodeError& why) {
    index.clear();
    fail(key, why);
  };
  const auto finish_last = [&] {
    if (index.empty()) return;
    if (met < index.size()) return give_up(root, DecodeError("a chunk of a list is missing"));
    index.clear();
    visit(read_big_endian32(std::string_view(root).substr(1)), values);
  };
  const auto take_chunk = [&](std::string_view key, std::string_view value) {
    const VertexId id = read_big_endian32(key.substr(1));
    if (index.empty() || !key.starts_with(root)) throw DecodeError("a chunk of no list");
    if (met == index.size() || key != chunk_key_of(id, index[met].first)) {
      throw DecodeError("a chunk that the index of its list does not know");
    }
    std::vector<T> chunk = decode_list<T>(value);
    if (chunk.size() != index[met].count) throw DecodeError("a chunk of another length");
    std::move(chunk.begin(), chunk.end(), std::back_inserter(values));
    ++met;
  };
  constexpr std::size_t kRootSize = 5;
  store.scan(prefix, [&](std::string_view key, std::string_view value) {
    try {
      if (key.size() > kRootSize) return take_chunk(key, value);
      finish_last();
      const VertexId id = read_big_endian32(key.substr(1));
      if (!is_index(value)) return visit(id, decode_list<T>(value));
      root = key;
      met = 0;
      values.clear();
      index = decode_index<T>(value);
    } catch (const DecodeError& e) {
      give_up(key, e);
    }
  });
  finish_last();
}

template class ChunkedList<Arc>;
template class ChunkedList<Tie>;
template ListIndex<Arc> decode_index<Arc>(std::string_view);
template ListIndex<Tie> decode_index<Tie>(std::string_view);
template std::size_t chunk_key_size<Arc>();
template std::size_t chunk_key_size<Tie>();
template void visit_chunks<Tie>(const KeyValueStore&, VertexId,
                                const std::function<void(std::string_view)>&);
template void visit_chunk_of<Tie>(const KeyValueStore&, VertexId, const VertexId&,
                                  const std::function<void(std::string_view)>&);
template void for_each_list<Arc>(const KeyValueStore&, std::string_view,
                                 const std::function<void(VertexId, const std::vector<Arc>&)>&,
                                 const std::function<void(std::string_view, const DecodeError&)>&);
template void for_each_list<Tie>(const KeyValueStore&, std::string_view,
                                 const std::function<void(VertexId, const std::vector<Tie>&)>&,
                                 const std::function<void(std::string_view, const DecodeError&)>&);

}  // namespace rapport
