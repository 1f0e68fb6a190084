#include "graph/graph_update.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "graph/arc_ranges.h"
#include "graph/chunked_list.h"
#include "graph/claims_hash.h"
#include "graph/content_sum.h"
#include "graph/degrees.h"
#include "graph/encoding.h"
#include "graph/id_index.h"
#include "graph/lookup_index.h"
#include "graph/meeting_contacts.h"
#include "graph/packed_list.h"
#include "graph/sort_unique.h"
#include "graph/tie_update.h"

namespace rapport {
namespace {

template <class T, class Predicate>
void erase_from(PackedList<T>& list, const Predicate& is_gone) {
  std::vector<T> values = list.unpack();
  if (std::erase_if(values, is_gone) > 0) list = PackedList(values);
}

// A vertex that the batch touches, as it will be.
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

struct HashOfKey {
  std::size_t operator()(std::string_view key) const { return hash64(key); }
};

}  // namespace

class GraphUpdate::Impl {
 public:
  Impl(const KeyValueStore& store, KeyValueStore::Batch& batch, const Meta& meta,
       std::vector<std::string> replaced)
      : store_(store),
        batch_(batch),
        meta_(meta),
        store_is_empty_(meta.generation == 0),
        content_sum_(store_is_empty_ ? 0 : meta.content_sum - entry_hash(meta)),
        first_new_(meta.next_vertex),
        replaced_(std::move(replaced)) {
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
  std::optional<std::string> read(const std::string& key) const {
    return store_is_empty_ ? std::nullopt : store_.get(key);
  }
  VertexState& state(VertexId id);
  // The same without a look at what hangs on the vertex, which the batch may never touch. When all
  // is put and retracted.
  VertexType type_of(VertexId id);
  void load(VertexId id, VertexState& vertex);
  void load_records(VertexId id, VertexState& vertex);
  // Arcs of a vertex: as they were, and as they will be.
  std::vector<Arc> old_arcs(VertexId id, const ArcRanges& ranges) const;
  std::vector<Arc> new_arcs(VertexId id, const ArcRanges& ranges) const;
  template <class Claim>
  bool is_gone(const Claim& claim) const {
    return retracted_.contains(claim.evidence.source);
  }
  // Adds what an arc of a vertex counts for (sign 1), or takes it away (-1).
  void count(const Arc& arc, bool is_of_tag, int sign);
  std::vector<std::pair<VertexId, VertexState*>> touched();
  VertexId vertex_with_key(std::string& key);
  std::optional<SourceId> find_source(const std::string& path);
  SourceId source_with_path(const std::string& path);

  void forget_definitions(const std::vector<ClaimList::Touched>& claimed);
  void forget_claims(const ClaimList& claims);
  std::uint32_t support(VertexState& vertex, VertexClaim& claim);

  void update_ties();
  bool was_person(VertexId id);
  void forget_contacts(VertexId meeting);
  void add_contacts(VertexId meeting);
  // By person: with whom statements may relate them now, or did.
  void update_statements(std::vector<std::pair<VertexId, VertexId>> pairs);
  void write_fingerprints();
  void write_ties();
  void write_degrees(const std::vector<std::pair<VertexId, std::optional<PersonDegree>>>& changes);
  void write_vertices();
  void write_arcs(VertexId id, VertexState& vertex);
  void write_index(Family family, IdIndexUpdate& index);
  void write_lookups(Family family, LookupIndexUpdate& index);
  // What a key holds counts in the sum of the content. Whoever writes what stands there already
  // writes nothing.
  void change(std::string key, std::string value) {
    if (const auto bytes = read(key)) {
      if (*bytes == value) return;
      content_sum_ -= entry_hash(key, *bytes);
    }
    content_sum_ += entry_hash(key, value);
    batch_.change({std::move(key), std::move(value)});
  }
  void erase(std::string key) {
    const auto bytes = read(key);
    if (!bytes) return;
    content_sum_ -= entry_hash(key, *bytes);
    batch_.change({std::move(key), std::nullopt});
  }
  void write(std::string key, std::optional<std::string> value) {
    value ? change(std::move(key), std::move(*value)) : erase(std::move(key));
  }
  void write_meta() {
    meta_.content_sum = content_sum_ + entry_hash(meta_);
    batch_.change({key_of(Family::meta), encode(meta_)});
  }
  template <class T>
  void change_list(std::string key, const std::vector<T>& values) {
    values.empty() ? erase(std::move(key)) : change(std::move(key), encode(values));
  }

  const KeyValueStore& store_;
  KeyValueStore::Batch& batch_;
  Meta meta_;
  bool store_is_empty_;
  std::uint64_t content_sum_;  // of all but the meta value
  VertexId first_new_;
  std::vector<std::string> replaced_;
  std::unordered_set<SourceId> retracted_;           // the replaced ones that were there
  std::unordered_set<std::string> put_;              // of those that are replaced
  std::map<std::string, Fingerprint> fingerprints_;  // of sources that are touched
  // References to vertices last as long as the update: by id, those from before and the new ones.
  std::unordered_map<VertexId, VertexState> known_;
  std::deque<VertexState> fresh_;
  std::unordered_map<VertexId, VertexType> types_;  // of vertices that are not touched
  std::unordered_map<std::string_view, VertexId, HashOfKey> keys_;  // views of the vertices' keys
  std::unordered_map<std::string, SourceId> sources_;
  std::unordered_map<VertexId, PersonTies> ties_;  // of people: what changes
  std::unordered_set<VertexId> meetings_;          // of before, whose contacts are made anew
  LookupIndexUpdate answers_, lookups_;
};

VertexState& GraphUpdate::Impl::state(VertexId id) {
  if (id >= first_new_) return fresh_[id - first_new_];
  const auto [it, is_new] = known_.try_emplace(id);
  if (is_new) load(id, it->second);
  return it->second;
}

VertexType GraphUpdate::Impl::type_of(VertexId id) {
  if (id >= first_new_) return fresh_[id - first_new_].type();
  if (const auto it = known_.find(id); it != known_.end()) return it->second.type();
  const auto [it, is_new] = types_.try_emplace(id, VertexType::note);
  if (is_new) {
    if (const auto bytes = read(key_of(Family::vertex, id))) {
      const VertexRecord record = decode_vertex(*bytes);
      if (const Definition* best = record.best()) it->second = best->type;
    }
  }
  return it->second;
}

void GraphUpdate::Impl::load(VertexId id, VertexState& vertex) {
  const auto bytes = read(key_of(Family::vertex, id));
  if (!bytes) return;
  vertex.existed = true;
  vertex.record = decode_vertex(*bytes);
  vertex.old_type = vertex.type();
  vertex.old_names = search_names(vertex.record);
}

void GraphUpdate::Impl::load_records(VertexId id, VertexState& vertex) {
  if (vertex.knows_records || !vertex.existed) return;
  vertex.knows_records = true;
  if (const auto r = read(key_of(Family::records, id)))
    vertex.records = PackedList(decode_records(*r));
  if (const auto q = read(key_of(Family::signals, id)))
    vertex.signals = PackedList(decode_records(*q));
}

std::vector<Arc> GraphUpdate::Impl::old_arcs(VertexId id, const ArcRanges& ranges) const {
  std::vector<Arc> arcs;
  if (id >= first_new_) return arcs;
  const ChunkedList<Arc> list(store_, id);
  for (const ArcRange& range : ranges) {
    const std::vector<Arc> within = list.between(range.first, range.last);
    arcs.insert(arcs.end(), within.begin(), within.end());
  }
  return arcs;
}

std::vector<Arc> GraphUpdate::Impl::new_arcs(VertexId id, const ArcRanges& ranges) const {
  std::vector<Arc> arcs = old_arcs(id, ranges);
  std::erase_if(arcs, [&](const Arc& arc) { return is_gone(arc); });
  const VertexState* vertex = nullptr;
  if (id >= first_new_) {
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

std::vector<std::pair<VertexId, VertexState*>> GraphUpdate::Impl::touched() {
  std::vector<std::pair<VertexId, VertexState*>> touched;
  touched.reserve(known_.size() + fresh_.size());
  for (auto& [id, vertex] : known_) touched.emplace_back(id, &vertex);
  std::sort(touched.begin(), touched.end());
  for (std::size_t i = 0; i < fresh_.size(); ++i) {
    touched.emplace_back(first_new_ + static_cast<VertexId>(i), &fresh_[i]);
  }
  return touched;
}

VertexId GraphUpdate::Impl::vertex_with_key(std::string& key) {
  if (const auto it = keys_.find(key); it != keys_.end()) return it->second;
  if (const auto bytes = read(hashed_key_of(Family::vertex_key, key))) {
    for (const VertexId id : decode_ids(*bytes)) {
      const std::string& its_key = state(id).record.key;
      if (its_key == key) return keys_[its_key] = id;
    }
  }
  const VertexId id = meta_.next_vertex++;
  fresh_.emplace_back().record.key = std::move(key);
  return keys_[fresh_.back().record.key] = id;
}

std::optional<SourceId> GraphUpdate::Impl::find_source(const std::string& path) {
  if (const auto it = sources_.find(path); it != sources_.end()) return it->second;
  if (const auto bytes = read(hashed_key_of(Family::source_path, path))) {
    for (const SourceId id : decode_ids(*bytes)) {
      const auto record = read(key_of(Family::source, id));
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
  if (const auto bytes = read(key)) same_hash = decode_ids(*bytes);
  same_hash.push_back(source);
  change(key, encode(same_hash));
  return source;
}

// Takes back all that the sources claimed. Their ids stay: a source that comes again gets its own.
void GraphUpdate::Impl::retract(const std::vector<std::string>& paths) {
  for (const std::string& path : paths) {
    const auto source = find_source(path);
    if (!source || !retracted_.insert(*source).second) continue;
    if (const auto bytes = read(key_of(Family::memo, *source))) {
      const SourceMemo memo = decode_memo(*bytes);
      answers_.remove(memo.answers, *source);
      lookups_.remove(memo.lookups, *source);
    }
    if (const auto bytes = read(key_of(Family::claims, *source))) {
      const ClaimList claims = decode_claims(*bytes);
      forget_definitions(claims.vertices);
      forget_claims(claims);
    }
  }
  const auto goes = [&](const auto& claim) { return is_gone(claim); };
  for (auto& [id, vertex] : known_) {
    std::erase_if(vertex.record.properties, goes);
    erase_from(vertex.records, goes);
    erase_from(vertex.signals, goes);
  }
}

void GraphUpdate::Impl::forget_definitions(const std::vector<ClaimList::Touched>& claimed) {
  for (const ClaimList::Touched& touched : claimed) {
    auto& known = state(touched.vertex).record.definitions;
    const auto it = std::find_if(known.begin(), known.end(), [&](const Definition& d) {
      return d.fingerprint() == touched.definition;
    });
    if (it != known.end() && --it->sources == 0) known.erase(it);
  }
}

// Where its arcs and records stand; they go once for all sources.
void GraphUpdate::Impl::forget_claims(const ClaimList& claims) {
  for (const ClaimList::Touched& touched : claims.vertices) {
    if (touched.has_records) load_records(touched.vertex, state(touched.vertex));
  }
  for (const ClaimList::TouchedEdge& edge : claims.edges) {
    const VertexId from = claims.vertices[edge.from].vertex;
    const VertexId to = claims.vertices[edge.to].vertex;
    state(from).remove({edge.label, Direction::out, to});
    state(to).remove({edge.label, Direction::in, from});
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
    const VertexId id = vertex_with_key(claim.key);
    VertexState& vertex = state(id);
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
  for (const EdgeClaim& e : claims.edges) {
    Arc arc{e.label, Direction::out, id_of(e.to), {source, e.line}, e.method, e.principal, e.date};
    vertices[e.from]->add(arc);
    arc.direction = Direction::in;
    arc.other = id_of(e.from);
    vertices[e.to]->add(arc);
    list.edges.push_back({e.from, e.to, e.label});
  }
  sort_unique(list.edges);
  for (RecordClaim& r : claims.records) {
    Record record{r.kind, {source, r.line}, std::move(r.text), r.date, std::nullopt, std::nullopt,
                  {}};
    if (r.subject) record.subject = id_of(*r.subject);
    if (r.object) record.object = id_of(*r.object);
    for (auto& [name, value] : r.attributes) {
      record.attributes.push_back({std::move(name), std::move(value), record.evidence});
    }
    VertexState& holder = *vertices[r.holder];
    load_records(id_of(r.holder), holder);
    list.vertices[r.holder].has_records = true;
    (is_signal(r.kind) ? holder.signals : holder.records).add(record);
  }

  answers_.add(claims.memo.answers, source);
  lookups_.add(claims.memo.lookups, source);
  change(key_of(Family::memo, source), encode(claims.memo));
  change(key_of(Family::claims, source), encode(list));
  change(key_of(Family::excerpts, source), encode(claims.excerpts));
  if (claims.memo.diagnostics.empty()) {
    erase(key_of(Family::diagnostics, source));
  } else {
    change(key_of(Family::diagnostics, source), std::move(claims.memo.diagnostics));
  }
  change(key_of(Family::source, source),
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
      change(key_of(Family::source, *source), encode(SourceRecord{path, fingerprint}));
    }
  }
}

void GraphUpdate::Impl::forget_source(const std::string& path) {
  const std::string key = hashed_key_of(Family::source_path, path);
  const auto bytes = store_.get(key);
  if (!bytes) return;
  std::vector<SourceId> left;
  for (const SourceId id : decode_ids(*bytes)) {
    const auto record = store_.get(key_of(Family::source, id));
    if (!record || decode_source(*record).path != path) {
      left.push_back(id);
      continue;
    }
    if (!path.empty()) --meta_.counts.notes;
    for (const Family family :
         {Family::source, Family::memo, Family::claims, Family::excerpts, Family::diagnostics}) {
      erase(key_of(family, id));
    }
  }
  change_list(key, left);
}

// As the store has it: somebody who turns out to be another type changes what it touched.
bool GraphUpdate::Impl::was_person(VertexId id) {
  const auto known = known_.find(id);
  return known == known_.end() ? type_of(id) == VertexType::person
                               : known->second.was(VertexType::person);
}

// The contacts of a meeting as it was, of those who attended it.
void GraphUpdate::Impl::forget_contacts(VertexId meeting) {
  std::vector<VertexId> people;
  for (const Arc& arc : old_arcs(meeting, attendee_arcs())) people.push_back(arc.other);
  sort_unique(people);
  std::erase_if(people, [&](VertexId id) { return !was_person(id); });
  if (people.size() > kLargestTieGroup) return;  // it made none
  for (const VertexId person : people) {
    PersonTies& of_person = ties_[person];
    for (const VertexId other : people) {
      if (other != person) of_person.forget_contacts(other);
    }
  }
}

// The contact days of a meeting, given to those who attend it.
void GraphUpdate::Impl::add_contacts(VertexId meeting) {
  const auto met = contacts_of(meeting, state(meeting).record, new_arcs(meeting, attendee_arcs()),
                               [&](VertexId id) { return type_of(id) == VertexType::person; });
  if (!met) return;
  for (const Attendee& a : met->attendees) {
    PersonTies& of_a = ties_[a.person];
    for (const Attendee& b : met->attendees) {
      if (a.person != b.person) of_a.add(b.person, met->between(a, b));
    }
  }
}

void GraphUpdate::Impl::update_statements(std::vector<std::pair<VertexId, VertexId>> pairs) {
  sort_unique(pairs);
  for (auto pair = pairs.begin(); pair != pairs.end();) {
    const VertexId person = pair->first;
    PersonTies& of_person = ties_[person];
    const auto first = pair;
    for (; pair != pairs.end() && pair->first == person; ++pair) {
      if (person < first_new_) of_person.forget_statements(pair->second);
    }
    if (type_of(person) != VertexType::person) continue;
    for (const Arc& arc : new_arcs(person, statement_arcs())) {
      const bool is_asked = std::binary_search(first, pair, std::pair(person, arc.other));
      if (!is_asked || arc.other == person || type_of(arc.other) != VertexType::person) continue;
      of_person.add(arc.other, TieStatement{arc.label, arc.direction, arc.date, arc.evidence});
    }
  }
}

void GraphUpdate::Impl::update_ties() {
  std::vector<VertexId> meetings;
  std::vector<std::pair<VertexId, VertexId>> said;
  for (const auto& [id, vertex] : touched()) {
    if (vertex->was(VertexType::meeting) || vertex->is(VertexType::meeting)) {
      meetings.push_back(id);
    }
    if (vertex->touches_statements) {
      for (const ArcPosition& position : vertex->removed) {
        if (makes_tie(position.label)) said.emplace_back(id, position.other);
      }
      for (const Arc& arc : vertex->added.unpack()) {
        if (makes_tie(arc.label)) said.emplace_back(id, arc.other);
      }
    }
    // A person who turns out to be an organization (or the reverse) changes what it touched.
    if (!vertex->existed || vertex->type() == vertex->old_type) continue;
    for (const Arc& arc : new_arcs(id, person_arcs())) {
      if (!makes_tie(arc.label)) {
        meetings.push_back(arc.other);
        continue;
      }
      said.emplace_back(id, arc.other);
      said.emplace_back(arc.other, id);
    }
  }
  sort_unique(meetings);
  for (const VertexId meeting : meetings) {
    if (meeting < first_new_) {
      meetings_.insert(meeting);
      forget_contacts(meeting);
    }
    add_contacts(meeting);
  }
  update_statements(std::move(said));
}

void GraphUpdate::Impl::write_ties() {
  // By id, as all that is written for vertices: a batch keeps little in memory of what is in order.
  std::vector<VertexId> people;
  people.reserve(ties_.size());
  for (const auto& [person, ties] : ties_) people.push_back(person);
  std::sort(people.begin(), people.end());
  std::vector<std::pair<VertexId, std::optional<PersonDegree>>> degrees;
  degrees.reserve(people.size());
  const auto save = [&](VertexId person, ChunkedList<Tie> list) {
    meta_.counts.ties += list.size();
    list.save([&](std::string key, std::optional<std::string> value) {
      write(std::move(key), std::move(value));
    });
    degrees.emplace_back(person, degree_of(person, list.tally()));
  };
  for (const VertexId person : people) {
    PersonTies& changes = ties_.at(person);
    if (person >= first_new_) {
      save(person, ChunkedList<Tie>(person, changes.take()));
      continue;
    }
    ChunkedList<Tie> list(store_, person);
    meta_.counts.ties -= list.size();
    list.edit(changes.touched(), [&](std::vector<Tie>& ties, auto first, auto last) {
      changes.apply(ties, first, last, meetings_);
    });
    save(person, std::move(list));
    changes = {};
  }
  write_degrees(degrees);
}

// `changes` by person, ascending. A block is read, changed and written as one.
void GraphUpdate::Impl::write_degrees(
    const std::vector<std::pair<VertexId, std::optional<PersonDegree>>>& changes) {
  std::map<VertexId, std::vector<PersonDegree>> blocks;
  for (auto change = changes.begin(); change != changes.end();) {
    const VertexId block = degree_block_of(change->first);
    std::map<VertexId, PersonDegree> people;
    if (const auto bytes = read(key_of(Family::degrees, block))) {
      for (const PersonDegree& p : decode_degrees(*bytes)) people.emplace(p.person, p);
    }
    for (; change != changes.end() && degree_block_of(change->first) == block; ++change) {
      people.erase(change->first);
      if (change->second) people.emplace(change->first, *change->second);
    }
    std::vector<PersonDegree>& after = blocks[block];
    for (const auto& [person, degree] : people) after.push_back(degree);
  }
  for (const auto& [block, people] : blocks) {
    change_list(key_of(Family::degrees, block), people);
    const std::string key = key_of(Family::degree_summary, block);
    people.empty() ? erase(key) : change(key, encode(summary_of(people)));
  }
}

void GraphUpdate::Impl::write_vertices() {
  keys_ = {};  // they are views of what is let go here
  IdIndexUpdate keys;
  IdIndexUpdate names;
  for (const auto& [id, vertex] : touched()) {
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
      change(key_of(Family::vertex, id), encode(record));
    } else {
      erase(key_of(Family::vertex, id));
    }
    write_arcs(id, *vertex);
    const auto write_records = [&, vertex_id = id](Family family, std::vector<Record> records) {
      std::sort(records.begin(), records.end());
      change_list(key_of(family, vertex_id), records);
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
      write(std::move(key), std::move(value));
    });
  };
  if (!vertex.existed) return save(ChunkedList<Arc>(id, std::move(added)));
  if (was_tag != is_tag) {
    // As if all came and went: what goes indeed is counted below.
    for (const Arc& arc : old_arcs(id, {{{}, {EdgeLabel::links_to, Direction::in, UINT32_MAX}}})) {
      count(arc, was_tag, -1);
      count(arc, is_tag, 1);
    }
  }
  std::vector<ArcPosition> touched = std::move(vertex.removed);
  for (const Arc& arc : added) touched.push_back(position_of(arc));
  if (touched.empty()) return;
  sort_unique(touched);
  ChunkedList<Arc> list(store_, id);
  list.edit(touched, [&](std::vector<Arc>& arcs, auto first, auto last) {
    std::erase_if(arcs, [&](const Arc& arc) {
      const bool goes = is_gone(arc);
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
    const auto bytes = read(hashed_key_of(family, hash));
    return bytes ? decode_ids(*bytes) : std::vector<VertexId>{};
  };
  index.finish(listed, [&](std::uint64_t hash, const std::vector<VertexId>& ids) {
    change_list(hashed_key_of(family, hash), ids);
  });
}

void GraphUpdate::Impl::write_lookups(Family family, LookupIndexUpdate& index) {
  const auto entries_of = [&](std::uint32_t block) {
    const auto bytes = read(key_of(family, block));
    return bytes ? decode_lookups(*bytes) : std::vector<LookupEntry>{};
  };
  index.finish(entries_of, [&](std::uint32_t block, const std::vector<LookupEntry>& entries) {
    change_list(key_of(family, block), entries);
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
  for (const auto& [id, vertex] : touched()) {
    std::sort(vertex->record.properties.begin(), vertex->record.properties.end());
  }
  update_ties();
  write_ties();
  write_vertices();
  ++meta_.generation;
  if (writer_settings) meta_.writer_settings = *writer_settings;
  write_meta();
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
