#include "graph/graph_update.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "graph/claims_hash.h"
#include "graph/content_sum.h"
#include "graph/degrees.h"
#include "graph/encoding.h"
#include "graph/id_index.h"
#include "graph/lookup_index.h"
#include "graph/meeting_contacts.h"
#include "graph/packed_list.h"
#include "graph/tie_update.h"

namespace rapport {
namespace {

template <class T, class Predicate>
void erase_from(PackedList<T>& list, const Predicate& is_gone) {
  std::vector<T> values = list.unpack();
  if (std::erase_if(values, is_gone) > 0) list = PackedList(values);
}

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// A vertex that the batch touches, as it will be.
struct VertexState {
  bool existed = false;
  VertexRecord record;
  std::vector<std::uint32_t> fingerprints;  // of record.definitions, as far as they are known
  PackedList<Arc> arcs;
  PackedList<Record> records;
  PackedList<Record> signals;
  bool had_attendees = false;   // or has: an arc in of `attended`
  bool had_statements = false;  // likewise of what makes a tie

  // As it was: what derived data hangs on.
  VertexType old_type = VertexType::note;
  std::vector<std::string> old_names;
  std::vector<VertexId> old_attendees;

  void add(const Arc& arc) {
    had_attendees |= arc.label == EdgeLabel::attended && arc.direction == Direction::in;
    had_statements |= makes_tie(arc.label);
    arcs.add(arc);
  }
  bool alive() const { return !record.definitions.empty(); }
  VertexType type() const { return alive() ? record.best()->type : VertexType::note; }
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
  // Adds what the vertex and its outgoing edges count for (sign 1), or takes it away (-1).
  void count(const VertexState& vertex, const std::vector<Arc>& arcs, int sign);
  std::vector<std::pair<VertexId, VertexState*>> touched();
  VertexId vertex_with_key(std::string& key);
  std::optional<SourceId> find_source(const std::string& path);
  SourceId source_with_path(const std::string& path);
  PersonTies& ties(VertexId person);

  void forget_claims_of(const std::unordered_set<SourceId>& sources,
                        const std::vector<VertexId>& touched);
  std::uint32_t support(VertexState& vertex, VertexClaim& claim);

  void update_ties();
  void remove_contacts(const std::vector<VertexId>& meetings);
  void add_contacts(VertexId meeting);
  void rebuild_statements(VertexId person);
  void write_fingerprints();
  void write_ties();
  void write_degrees(const std::vector<std::pair<VertexId, std::optional<PersonDegree>>>& changes);
  void write_vertices();
  void write_index(Family family, IdIndexUpdate& index);
  void write_lookups(Family family, LookupIndexUpdate& index);
  // What the key held counts no more in the sum of the content.
  void forget_content(const std::string& key) {
    if (const auto bytes = read(key)) content_sum_ -= entry_hash(key, *bytes);
  }
  void change(std::string key, std::string value) {
    forget_content(key);
    content_sum_ += entry_hash(key, value);
    batch_.change({std::move(key), std::move(value)});
  }
  void erase(std::string key) {
    if (store_is_empty_) return;
    forget_content(key);
    batch_.change({std::move(key), std::nullopt});
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
  std::unordered_set<std::string> put_;              // of those that are replaced
  std::map<std::string, Fingerprint> fingerprints_;  // of sources that are touched
  // References to vertices last as long as the update: by id, those from before and the new ones.
  std::unordered_map<VertexId, VertexState> known_;
  std::deque<VertexState> fresh_;
  std::unordered_map<VertexId, VertexType> types_;  // of vertices that are not touched
  std::unordered_map<std::string_view, VertexId, HashOfKey> keys_;  // views of the vertices' keys
  std::unordered_map<std::string, SourceId> sources_;
  std::unordered_map<VertexId, PersonTies> ties_;
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
  std::vector<Arc> arcs;
  if (const auto a = read(key_of(Family::adjacency, id))) arcs = decode_arcs(*a);
  if (const auto r = read(key_of(Family::records, id)))
    vertex.records = PackedList(decode_records(*r));
  if (const auto q = read(key_of(Family::signals, id)))
    vertex.signals = PackedList(decode_records(*q));
  for (const Arc& arc : arcs) {
    vertex.add(arc);
    if (arc.label == EdgeLabel::attended && arc.direction == Direction::in) {
      vertex.old_attendees.push_back(arc.other);
    }
  }
  sort_unique(vertex.old_attendees);
  count(vertex, arcs, -1);  // until it is written again
}

void GraphUpdate::Impl::count(const VertexState& vertex, const std::vector<Arc>& arcs, int sign) {
  const auto one = static_cast<std::uint64_t>(sign);  // unsigned sums wrap, and come out right
  GraphCounts& counts = meta_.counts;
  counts.vertices[static_cast<std::size_t>(vertex.type())] += one;
  const bool is_tag = vertex.type() == VertexType::tag;
  for (const Arc& arc : arcs) {
    const bool is_link = arc.label == EdgeLabel::links_to;
    if (arc.direction == Direction::in) {
      if (is_link && is_tag) counts.tag_links += one;
      continue;
    }
    counts.edges[static_cast<std::size_t>(arc.label)] += one;
    if (is_link && arc.method == Method::dangling) counts.dangling_links += one;
  }
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

PersonTies& GraphUpdate::Impl::ties(VertexId person) {
  const auto [it, is_new] = ties_.try_emplace(person);
  if (is_new && person < first_new_) {
    if (const auto bytes = read(key_of(Family::ties, person))) {
      const std::vector<Tie> before = decode_ties(*bytes);
      meta_.counts.ties -= before.size();  // until they are written again
      it->second = PersonTies(before);
    }
  }
  return it->second;
}

// Takes back all that the sources claimed. Their ids stay: a source that comes again gets its own.
void GraphUpdate::Impl::retract(const std::vector<std::string>& paths) {
  std::unordered_set<SourceId> sources;
  std::vector<VertexId> touched;
  for (const std::string& path : paths) {
    const auto source = find_source(path);
    if (!source || !sources.insert(*source).second) continue;
    if (const auto bytes = read(key_of(Family::memo, *source))) {
      const SourceMemo memo = decode_memo(*bytes);
      answers_.remove(memo.answers, *source);
      lookups_.remove(memo.lookups, *source);
    }
    if (const auto bytes = read(key_of(Family::claims, *source))) {
      for (const auto& [id, definitions] : decode_claims(*bytes).vertices) {
        touched.push_back(id);
        auto& known = state(id).record.definitions;
        for (const std::uint32_t fingerprint : definitions) {
          const auto it = std::find_if(known.begin(), known.end(), [&](const Definition& d) {
            return d.fingerprint() == fingerprint;
          });
          if (it != known.end() && --it->sources == 0) known.erase(it);
        }
      }
    }
  }
  sort_unique(touched);
  forget_claims_of(sources, touched);
}

void GraphUpdate::Impl::forget_claims_of(const std::unordered_set<SourceId>& sources,
                                         const std::vector<VertexId>& touched) {
  const auto gone = [&](const auto& claim) { return sources.contains(claim.evidence.source); };
  for (const VertexId id : touched) {
    VertexState& vertex = state(id);
    erase_from(vertex.arcs, gone);
    erase_from(vertex.records, gone);
    erase_from(vertex.signals, gone);
    std::erase_if(vertex.record.properties, gone);
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
    list.vertices.push_back({id, {support(vertex, claim)}});
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
  }
  for (RecordClaim& r : claims.records) {
    Record record{r.kind, {source, r.line}, std::move(r.text), r.date, std::nullopt, std::nullopt,
                  {}};
    if (r.subject) record.subject = id_of(*r.subject);
    if (r.object) record.object = id_of(*r.object);
    for (auto& [name, value] : r.attributes) {
      record.attributes.push_back({std::move(name), std::move(value), record.evidence});
    }
    VertexState& holder = *vertices[r.holder];
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

// Of all that met there: so that each of their lists is gone through once.
void GraphUpdate::Impl::remove_contacts(const std::vector<VertexId>& meetings) {
  const std::unordered_set<VertexId> gone(meetings.begin(), meetings.end());
  std::unordered_set<VertexId> people;
  for (const VertexId meeting : meetings) {
    const auto& attendees = state(meeting).old_attendees;
    people.insert(attendees.begin(), attendees.end());
  }
  for (const VertexId person : people) ties(person).remove_meetings(gone);
}

// The contact days of a meeting, given to those who attend it.
void GraphUpdate::Impl::add_contacts(VertexId meeting) {
  const VertexState& vertex = state(meeting);
  const auto met = contacts_of(meeting, vertex.record, vertex.arcs.unpack(),
                               [&](VertexId id) { return type_of(id) == VertexType::person; });
  if (!met) return;
  for (const Attendee& a : met->attendees) {
    PersonTies& of_a = ties(a.person);
    for (const Attendee& b : met->attendees) {
      if (a.person != b.person) of_a.add(b.person, met->between(a, b));
    }
  }
}

void GraphUpdate::Impl::rebuild_statements(VertexId person) {
  PersonTies& of_person = ties(person);
  of_person.remove_statements();
  const VertexState& self = state(person);
  if (self.type() != VertexType::person) return;
  for (const Arc& arc : self.arcs.unpack()) {
    if (!makes_tie(arc.label) || arc.other == person) continue;
    if (type_of(arc.other) != VertexType::person) continue;
    of_person.add(arc.other, TieStatement{arc.label, arc.direction, arc.date, arc.evidence});
  }
}

void GraphUpdate::Impl::update_ties() {
  // A person who turns out to be an organization (or the reverse) changes what it touched.
  std::vector<VertexId> meetings;
  std::vector<VertexId> people;
  for (const auto& [id, vertex] : touched()) {
    // What an existing one has lost is in the ties of old.
    if (vertex->had_attendees || !vertex->old_attendees.empty()) meetings.push_back(id);
    if (vertex->had_statements || (vertex->existed && vertex->old_type == VertexType::person)) {
      people.push_back(id);
    }
    if (!vertex->existed || vertex->type() == vertex->old_type) continue;
    for (const Arc& arc : vertex->arcs.unpack()) {
      if (arc.label == EdgeLabel::attended && arc.direction == Direction::out) {
        meetings.push_back(arc.other);
      }
      if (makes_tie(arc.label)) people.push_back(arc.other);
    }
  }
  sort_unique(meetings);
  sort_unique(people);
  remove_contacts(meetings);
  for (const VertexId meeting : meetings) add_contacts(meeting);
  for (const VertexId person : people) rebuild_statements(person);
}

void GraphUpdate::Impl::write_ties() {
  // By id, as all that is written for vertices: a batch keeps little in memory of what is in order.
  std::vector<VertexId> people;
  people.reserve(ties_.size());
  for (const auto& [person, ties] : ties_) people.push_back(person);
  std::sort(people.begin(), people.end());
  std::vector<std::pair<VertexId, std::optional<PersonDegree>>> degrees;
  degrees.reserve(people.size());
  for (const VertexId person : people) {
    const std::vector<Tie> after = ties_.at(person).take();
    meta_.counts.ties += after.size();
    change_list(key_of(Family::ties, person), after);
    degrees.emplace_back(person, degree_of(person, after));
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
    assert(alive || vertex->arcs.empty());
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
    auto arcs = vertex->arcs.unpack();
    if (alive) {
      count(*vertex, arcs, 1);
      change(key_of(Family::vertex, id), encode(record));
    } else {
      erase(key_of(Family::vertex, id));
    }
    const auto write_list = [&, vertex_id = id, existed = vertex->existed](Family family,
                                                                           auto values) {
      if (!existed && values.empty()) return;
      std::sort(values.begin(), values.end());  // not unique: a link that stands twice counts twice
      change_list(key_of(family, vertex_id), values);
    };
    write_list(Family::adjacency, std::move(arcs));
    write_list(Family::records, vertex->records.unpack());
    write_list(Family::signals, vertex->signals.unpack());
    // Of a large vault each list is held once: as it was, or encoded.
    *vertex = {};
  }
  write_index(Family::vertex_key, keys);
  write_index(Family::name, names);
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
