#include "graph/graph_update.h"

#include <algorithm>
#include <cassert>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "graph/claims_hash.h"
#include "graph/content_changes.h"
#include "graph/id_index.h"
#include "graph/lookup_index.h"
#include "graph/sort_unique.h"
#include "graph/tie_derivation.h"
#include "graph/touched_vertices.h"

namespace rapport {
namespace {

template <class T, class Predicate>
void erase_from(PackedList<T>& list, const Predicate& is_gone) {
  std::vector<T> values = list.unpack();
  if (std::erase_if(values, is_gone) > 0) list = PackedList(values);
}

}  // namespace

class GraphUpdate::Impl {
 public:
  Impl(const KeyValueStore& store, KeyValueStore::Batch& batch, const Meta& meta,
       std::vector<std::string> replaced)
      : content_(store, batch, meta),
        meta_(meta),
        replaced_(std::move(replaced)),
        vertices_(content_, meta.next_vertex) {
    sort_unique(replaced_);
    retract(replaced_);
  }

  void put(SourceClaims claims);
  void touch(const std::string& path, const Fingerprint& fingerprint);
  void finish(const std::optional<std::string>& writer_settings);

 private:
  void retract(const std::vector<std::string>& paths);
  // Sources that were retracted and not put again leave nothing but the vertices of others.
  void forget_source(const std::string& path);
  // Adds what an arc of a vertex counts for (sign 1), or takes it away (-1).
  void count(const Arc& arc, bool is_of_tag, int sign);
  std::optional<SourceId> find_source(const std::string& path);
  SourceId source_with_path(const std::string& path);

  void forget_definitions(const std::vector<ClaimList::Touched>& claimed);
  void forget_claims(const ClaimList& claims);
  std::uint32_t support(VertexState& vertex, VertexClaim& claim);

  void write_fingerprints();
  void write_vertices();
  void write_arcs(VertexId id, VertexState& vertex);
  void write_index(Family family, IdIndexUpdate& index);
  void write_lookups(Family family, LookupIndexUpdate& index);

  ContentChanges content_;
  Meta meta_;
  std::vector<std::string> replaced_;
  std::unordered_set<std::string> put_;              // of those that are replaced
  std::map<std::string, Fingerprint> fingerprints_;  // of sources that are touched
  TouchedVertices vertices_;
  std::unordered_map<std::string, SourceId> sources_;
  LookupIndexUpdate answers_, lookups_;
};

void GraphUpdate::Impl::count(const Arc& arc, bool is_of_tag, int sign) {
  const auto one = static_cast<std::uint64_t>(sign);  // unsigned sums wrap, and come out right
  GraphCounts& counts = meta_.counts;
  const bool is_link = arc.label == EdgeLabel::links_to;
  if (arc.direction == Direction::in) {
    if (is_link && is_of_tag) counts.tag_links += one;
    return;
  }
  counts.edges[static_cast<std::size_t>(arc.label)] += one;
  if (is_link && arc.method == Method::dangling) counts.dangling_links += one;
}

std::optional<SourceId> GraphUpdate::Impl::find_source(const std::string& path) {
  if (const auto it = sources_.find(path); it != sources_.end()) return it->second;
  if (const auto bytes = content_.read(hashed_key_of(Family::source_path, path))) {
    for (const SourceId id : decode_ids(*bytes)) {
      const auto record = content_.read(key_of(Family::source, id));
      if (record && decode_source(*record).path == path) return sources_[path] = id;
    }
  }
  return std::nullopt;
}

SourceId GraphUpdate::Impl::source_with_path(const std::string& path) {
  if (const auto known = find_source(path)) return *known;
  const SourceId source = meta_.next_source++;
  if (!path.empty()) ++meta_.counts.notes;
  sources_[path] = source;
  std::vector<SourceId> same_hash;
  const std::string key = hashed_key_of(Family::source_path, path);
  if (const auto bytes = content_.read(key)) same_hash = decode_ids(*bytes);
  same_hash.push_back(source);
  content_.change(key, encode(same_hash));
  return source;
}

// Takes back all that the sources claimed. Their ids stay: a source that comes again gets its own.
void GraphUpdate::Impl::retract(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const auto source = find_source(path);
    if (!source || !vertices_.retract(*source)) continue;
    if (const auto bytes = content_.read(key_of(Family::memo, *source))) {
      const SourceMemo memo = decode_memo(*bytes);
      answers_.remove(memo.answers, *source);
      lookups_.remove(memo.lookups, *source);
    }
    if (const auto bytes = content_.read(key_of(Family::claims, *source))) {
      const ClaimList claims = decode_claims(*bytes);
      forget_definitions(claims.vertices);
      forget_claims(claims);
    }
  }
  const auto goes = [&](const auto& claim) { return vertices_.is_gone(claim); };
  for (const auto& [id, vertex] : vertices_.all()) {
    std::erase_if(vertex->record.properties, goes);
    erase_from(vertex->records, goes);
    erase_from(vertex->signals, goes);
  }
}

void GraphUpdate::Impl::forget_definitions(const std::vector<ClaimList::Touched>& claimed) {
  for (const ClaimList::Touched& touched : claimed) {
    auto& known = vertices_.state(touched.vertex).record.definitions;
    const auto it = std::find_if(known.begin(), known.end(), [&](const Definition& d) {
      return d.fingerprint() == touched.definition;
    });
    if (it != known.end() && --it->sources == 0) known.erase(it);
  }
}

// Where its arcs and records stand; they go once for all sources.
void GraphUpdate::Impl::forget_claims(const ClaimList& claims) {
  for (const ClaimList::Touched& touched : claims.vertices) {
    if (touched.has_records)
      vertices_.load_records(touched.vertex, vertices_.state(touched.vertex));
  }
  for (const ClaimList::TouchedEdge& edge : claims.edges) {
    const VertexId from = claims.vertices[edge.from].vertex;
    const VertexId to = claims.vertices[edge.to].vertex;
    vertices_.state(from).remove({edge.label, Direction::out, to});
    vertices_.state(to).remove({edge.label, Direction::in, from});
  }
}

// One more source for the claim's definition of the vertex; returns its fingerprint.
std::uint32_t GraphUpdate::Impl::support(VertexState& vertex, VertexClaim& claim) {
  auto& definitions = vertex.record.definitions;
  for (std::size_t i = vertex.fingerprints.size(); i < definitions.size(); ++i) {
    vertex.fingerprints.push_back(definitions[i].fingerprint());
  }
  const auto it = std::find_if(definitions.begin(), definitions.end(), [&](const Definition& d) {
    return d.rank == claim.rank && d.type == claim.type && d.date == claim.date &&
           d.name == claim.name;
  });
  const auto place = static_cast<std::size_t>(it - definitions.begin());
  if (it == definitions.end()) {
    definitions.push_back({claim.rank, claim.type, std::move(claim.name), claim.date, 0});
    vertex.fingerprints.push_back(definitions.back().fingerprint());
  }
  ++definitions[place].sources;
  return vertex.fingerprints[place];
}

void GraphUpdate::Impl::put(SourceClaims claims) {
  if (!replaced_.empty()) put_.insert(claims.path);
  const SourceId source = source_with_path(claims.path);
  ClaimList list;
  list.hash = hash_of(claims);
  std::vector<VertexState*> vertices;
  list.vertices.reserve(claims.vertices.size());
  vertices.reserve(claims.vertices.size());
  for (VertexClaim& claim : claims.vertices) {
    const VertexId id = vertices_.with_key(claim.key);
    VertexState& vertex = vertices_.state(id);
    vertices.push_back(&vertex);
    list.vertices.push_back({id, support(vertex, claim), false});
    for (PropertyClaim& p : claim.properties) {
      vertex.record.properties.push_back(
          {std::move(p.name), std::move(p.value), {source, p.line}, p.date});
    }
  }
  const auto id_of = [&](LocalVertex local) {
    assert(local < list.vertices.size());
    return list.vertices[local].vertex;
  };
  std::vector<PackedList<Arc>*> arcs_begun;  // with this source
  for (VertexState* vertex : vertices) {
    if (vertex->added.empty()) arcs_begun.push_back(&vertex->added);
  }
  for (const EdgeClaim& e : claims.edges) {
    Arc arc{e.label, Direction::out, id_of(e.to), {source, e.line}, e.method, e.principal, e.date};
    vertices[e.from]->add(arc);
    arc.direction = Direction::in;
    arc.other = id_of(e.from);
    vertices[e.to]->add(arc);
    list.edges.push_back({e.from, e.to, e.label});
  }
  sort_unique(list.edges);
  std::vector<PackedList<Record>*> records_begun;
  for (RecordClaim& r : claims.records) {
    Record record{r.kind, {source, r.line}, std::move(r.text), r.date, std::nullopt, std::nullopt,
                  {}};
    if (r.subject) record.subject = id_of(*r.subject);
    if (r.object) record.object = id_of(*r.object);
    for (auto& [name, value] : r.attributes) {
      record.attributes.push_back({std::move(name), std::move(value), record.evidence});
    }
    VertexState& holder = *vertices[r.holder];
    vertices_.load_records(id_of(r.holder), holder);
    list.vertices[r.holder].has_records = true;
    PackedList<Record>& list_of_kind = is_signal(r.kind) ? holder.signals : holder.records;
    if (list_of_kind.empty()) records_begun.push_back(&list_of_kind);
    list_of_kind.add(record);
  }
  for (PackedList<Arc>* arcs : arcs_begun) arcs->fit();
  for (PackedList<Record>* records : records_begun) records->fit();

  answers_.add(claims.memo.answers, source);
  lookups_.add(claims.memo.lookups, source);
  content_.change(key_of(Family::memo, source), encode(claims.memo));
  content_.change(key_of(Family::claims, source), encode(list));
  content_.change(key_of(Family::excerpts, source), encode(claims.excerpts));
  if (claims.memo.diagnostics.empty()) {
    content_.erase(key_of(Family::diagnostics, source));
  } else {
    content_.change(key_of(Family::diagnostics, source), std::move(claims.memo.diagnostics));
  }
  content_.change(key_of(Family::source, source),
                  encode(SourceRecord{std::move(claims.path), claims.fingerprint}));
}

void GraphUpdate::Impl::touch(const std::string& path, const Fingerprint& fingerprint) {
  fingerprints_[path] = fingerprint;
}

// What is put again has its fingerprint from there, what is gone has none.
void GraphUpdate::Impl::write_fingerprints() {
  for (const auto& [path, fingerprint] : fingerprints_) {
    if (std::binary_search(replaced_.begin(), replaced_.end(), path)) continue;
    if (const auto source = find_source(path)) {
      content_.change(key_of(Family::source, *source), encode(SourceRecord{path, fingerprint}));
    }
  }
}

void GraphUpdate::Impl::forget_source(const std::string& path) {
  const std::string key = hashed_key_of(Family::source_path, path);
  const auto bytes = content_.read(key);
  if (!bytes) return;
  std::vector<SourceId> left;
  for (const SourceId id : decode_ids(*bytes)) {
    const auto record = content_.read(key_of(Family::source, id));
    if (!record || decode_source(*record).path != path) {
      left.push_back(id);
      continue;
    }
    if (!path.empty()) --meta_.counts.notes;
    for (const Family family :
         {Family::source, Family::memo, Family::claims, Family::excerpts, Family::diagnostics}) {
      content_.erase(key_of(family, id));
    }
  }
  content_.change_list(key, left);
}

void GraphUpdate::Impl::write_vertices() {
  vertices_.forget_keys();  // they are views of what is let go here
  IdIndexUpdate keys;
  IdIndexUpdate names;
  for (const auto& [id, vertex] : vertices_.all()) {
    const bool alive = vertex->alive();
    if (!alive && !vertex->existed) continue;
    assert(alive || vertex->added.empty());
    VertexRecord& record = vertex->record;
    if (alive && !vertex->existed) keys.add(record.key, id);
    if (!alive) keys.remove(record.key, id);
    const auto new_names = alive ? search_names(record) : std::vector<std::string>{};
    if (new_names != vertex->old_names) {
      for (const std::string& name : vertex->old_names) names.remove(name, id);
      for (const std::string& name : new_names) names.add(name, id);
    }
    const auto by_fingerprint = [](const Definition& a, const Definition& b) {
      return a.fingerprint() < b.fingerprint();
    };
    std::sort(record.definitions.begin(), record.definitions.end(), by_fingerprint);
    if (vertex->existed) --meta_.counts.vertices[static_cast<std::size_t>(vertex->old_type)];
    if (alive) {
      ++meta_.counts.vertices[static_cast<std::size_t>(vertex->type())];
      content_.change(key_of(Family::vertex, id), encode(record));
    } else {
      content_.erase(key_of(Family::vertex, id));
    }
    write_arcs(id, *vertex);
    const auto write_records = [&, vertex_id = id](Family family, std::vector<Record> records) {
      std::sort(records.begin(), records.end());
      content_.change_list(key_of(family, vertex_id), records);
    };
    if (!vertex->existed || vertex->knows_records) {
      write_records(Family::records, vertex->records.unpack());
      write_records(Family::signals, vertex->signals.unpack());
    }
    // Of a large vault each list is held once: as it was, or encoded.
    *vertex = {};
  }
  write_index(Family::vertex_key, keys);
  write_index(Family::name, names);
}

// Sorted, but not unique: a link that stands twice counts twice.
void GraphUpdate::Impl::write_arcs(VertexId id, VertexState& vertex) {
  const bool was_tag = vertex.was(VertexType::tag);
  const bool is_tag = vertex.is(VertexType::tag);
  std::vector<Arc> added = vertex.added.unpack();
  std::sort(added.begin(), added.end());
  for (const Arc& arc : added) count(arc, is_tag, 1);
  const auto save = [&](ChunkedList<Arc> list) {
    list.save([&](std::string key, std::optional<std::string> value) {
      content_.write(std::move(key), std::move(value));
    });
  };
  if (!vertex.existed) return save(ChunkedList<Arc>(id, std::move(added)));
  if (was_tag != is_tag) {
    // As if all came and went: what goes indeed is counted below.
    for (const Arc& arc :
         vertices_.old_arcs(id, {{{}, {EdgeLabel::links_to, Direction::in, UINT32_MAX}}})) {
      count(arc, was_tag, -1);
      count(arc, is_tag, 1);
    }
  }
  std::vector<ArcPosition> touched = std::move(vertex.removed);
  for (const Arc& arc : added) touched.push_back(position_of(arc));
  if (touched.empty()) return;
  sort_unique(touched);
  ChunkedList<Arc> list(content_.store(), id);
  list.edit(touched, [&](std::vector<Arc>& arcs, auto first, auto last) {
    std::erase_if(arcs, [&](const Arc& arc) {
      const bool goes = vertices_.is_gone(arc);
      if (goes) count(arc, is_tag, -1);
      return goes;
    });
    const auto before = [](const Arc& arc, const ArcPosition& p) { return position_of(arc) < p; };
    const auto after = [](const ArcPosition& p, const Arc& arc) { return p < position_of(arc); };
    const auto middle = static_cast<std::ptrdiff_t>(arcs.size());
    arcs.insert(arcs.end(), std::lower_bound(added.begin(), added.end(), *first, before),
                std::upper_bound(added.begin(), added.end(), *std::prev(last), after));
    std::inplace_merge(arcs.begin(), arcs.begin() + middle, arcs.end());
  });
  save(std::move(list));
}

void GraphUpdate::Impl::write_index(Family family, IdIndexUpdate& index) {
  const auto listed = [&](std::uint64_t hash) {
    const auto bytes = content_.read(hashed_key_of(family, hash));
    return bytes ? decode_ids(*bytes) : std::vector<VertexId>{};
  };
  index.finish(listed, [&](std::uint64_t hash, const std::vector<VertexId>& ids) {
    content_.change_list(hashed_key_of(family, hash), ids);
  });
}

void GraphUpdate::Impl::write_lookups(Family family, LookupIndexUpdate& index) {
  const auto entries_of = [&](std::uint32_t block) {
    const auto bytes = content_.read(key_of(family, block));
    return bytes ? decode_lookups(*bytes) : std::vector<LookupEntry>{};
  };
  index.finish(entries_of, [&](std::uint32_t block, const std::vector<LookupEntry>& entries) {
    content_.change_list(key_of(family, block), entries);
  });
}

void GraphUpdate::Impl::finish(const std::optional<std::string>& writer_settings) {
  for (const std::string& path : replaced_) {
    if (!put_.contains(path)) forget_source(path);
  }
  write_fingerprints();
  write_lookups(Family::lookups, lookups_);
  write_lookups(Family::answers, answers_);
  // Before anything is derived: the first value of a property counts, for ties too.
  for (const auto& [id, vertex] : vertices_.all()) {
    std::sort(vertex->record.properties.begin(), vertex->record.properties.end());
  }
  TieDerivation(vertices_, content_, meta_.counts.ties).run();
  write_vertices();
  ++meta_.generation;
  if (writer_settings) meta_.writer_settings = *writer_settings;
  meta_.next_vertex = vertices_.next_id();
  content_.change_meta(meta_);
}

GraphUpdate::GraphUpdate(const KeyValueStore& store, KeyValueStore::Batch& batch, const Meta& meta,
                         std::vector<std::string> replaced)
    : impl_(std::make_unique<Impl>(store, batch, meta, std::move(replaced))) {}
GraphUpdate::~GraphUpdate() = default;

void GraphUpdate::put(SourceClaims claims) { impl_->put(std::move(claims)); }

void GraphUpdate::touch(const std::string& path, const Fingerprint& fingerprint) {
  impl_->touch(path, fingerprint);
}

void GraphUpdate::finish(const std::optional<std::string>& writer_settings) {
  impl_->finish(writer_settings);
}

}  // namespace rapport
