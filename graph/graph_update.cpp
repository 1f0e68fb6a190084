#include "graph/graph_update.h"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "graph/encoding.h"

namespace rapport {
namespace {

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// A vertex that the batch touches, as it will be.
struct VertexState {
  bool existed = false;
  VertexRecord record;
  std::vector<Arc> arcs;
  std::vector<Record> records;
  std::vector<Record> signals;

  // As it was: what derived data hangs on.
  VertexType old_type = VertexType::note;
  std::vector<std::string> old_names;
  std::vector<VertexId> old_attendees;

  bool alive() const { return !record.definitions.empty(); }
  VertexType type() const { return alive() ? record.best()->type : VertexType::note; }
};

using TieMap = std::map<VertexId, Tie>;

class GraphUpdate {
 public:
  GraphUpdate(const KeyValueStore& store, const Meta& meta)
      : store_(store), meta_(meta), store_is_empty_(meta.generation == 0) {}

  void retract(const std::vector<std::string>& paths);
  void put(const SourceClaims& claims);
  void touch(const std::string& path, const Fingerprint& fingerprint);
  std::vector<KeyValueChange> finish(const std::optional<std::string>& writer_settings);

 private:
  std::optional<std::string> read(const std::string& key) const {
    return store_is_empty_ ? std::nullopt : store_.get(key);
  }
  VertexState& state(VertexId id);
  VertexId vertex_with_key(const std::string& key);
  std::optional<SourceId> find_source(const std::string& path);
  TieMap& ties(VertexId person);

  void forget_claims_of(const std::unordered_set<SourceId>& sources,
                        const std::vector<VertexId>& touched);
  Definition& definition(VertexRecord& record, const VertexClaim& claim);

  void update_ties();
  void rebuild_contacts(VertexId meeting);
  void rebuild_statements(VertexId person);
  void write_vertices();
  void write_names();
  void change(std::string key, std::optional<std::string> value) {
    changes_.push_back({std::move(key), std::move(value)});
  }

  const KeyValueStore& store_;
  Meta meta_;
  bool store_is_empty_;
  std::unordered_map<VertexId, VertexState> vertices_;
  std::unordered_map<std::string, VertexId> new_keys_;
  std::unordered_map<std::string, SourceId> new_sources_;
  std::unordered_map<VertexId, TieMap> ties_;
  std::vector<KeyValueChange> changes_;
};

VertexState& GraphUpdate::state(VertexId id) {
  const auto [it, is_new] = vertices_.try_emplace(id);
  VertexState& vertex = it->second;
  if (!is_new) return vertex;
  if (const auto bytes = read(key_of(Family::vertex, id))) {
    vertex.existed = true;
    vertex.record = decode_vertex(*bytes);
    vertex.old_type = vertex.type();
    vertex.old_names = search_names(vertex.record);
    if (const auto arcs = read(key_of(Family::adjacency, id))) vertex.arcs = decode_arcs(*arcs);
    if (const auto r = read(key_of(Family::records, id))) vertex.records = decode_records(*r);
    if (const auto q = read(key_of(Family::signals, id))) vertex.signals = decode_records(*q);
    for (const Arc& arc : vertex.arcs) {
      if (arc.label == EdgeLabel::attended && arc.direction == Direction::in) {
        vertex.old_attendees.push_back(arc.other);
      }
    }
    sort_unique(vertex.old_attendees);
  }
  return vertex;
}

VertexId GraphUpdate::vertex_with_key(const std::string& key) {
  const auto [it, is_new] = new_keys_.try_emplace(key, 0);
  if (!is_new) return it->second;
  if (const auto bytes = read(hashed_key_of(Family::vertex_key, key))) {
    for (const VertexId id : decode_ids(*bytes)) {
      if (state(id).record.key == key) return it->second = id;
    }
  }
  it->second = meta_.next_vertex++;
  state(it->second).record.key = key;
  return it->second;
}

std::optional<SourceId> GraphUpdate::find_source(const std::string& path) {
  if (const auto it = new_sources_.find(path); it != new_sources_.end()) return it->second;
  if (const auto bytes = read(hashed_key_of(Family::source_path, path))) {
    for (const SourceId id : decode_ids(*bytes)) {
      const auto record = read(key_of(Family::source, id));
      if (record && decode_source(*record).path == path) return new_sources_[path] = id;
    }
  }
  return std::nullopt;
}

TieMap& GraphUpdate::ties(VertexId person) {
  const auto [it, is_new] = ties_.try_emplace(person);
  if (is_new) {
    if (const auto bytes = read(key_of(Family::ties, person))) {
      for (Tie& tie : decode_ties(*bytes)) {
        const VertexId neighbor = tie.neighbor;
        it->second.emplace(neighbor, std::move(tie));
      }
    }
  }
  return it->second;
}

// Takes back all that the sources claimed. Their ids stay: a source that comes again gets its own.
void GraphUpdate::retract(const std::vector<std::string>& paths) {
  std::unordered_set<SourceId> sources;
  std::vector<VertexId> touched;
  for (const std::string& path : paths) {
    const auto source = find_source(path);
    if (!source || !sources.insert(*source).second) continue;
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

void GraphUpdate::forget_claims_of(const std::unordered_set<SourceId>& sources,
                                   const std::vector<VertexId>& touched) {
  const auto gone = [&](const auto& claim) { return sources.contains(claim.evidence.source); };
  for (const VertexId id : touched) {
    VertexState& vertex = state(id);
    std::erase_if(vertex.arcs, gone);
    std::erase_if(vertex.records, gone);
    std::erase_if(vertex.signals, gone);
    std::erase_if(vertex.record.properties, gone);
  }
}

Definition& GraphUpdate::definition(VertexRecord& record, const VertexClaim& claim) {
  for (Definition& d : record.definitions) {
    if (d.rank == claim.rank && d.type == claim.type && d.name == claim.name &&
        d.date == claim.date) {
      return d;
    }
  }
  return record.definitions.emplace_back(
      Definition{claim.rank, claim.type, claim.name, claim.date, 0});
}

void GraphUpdate::put(const SourceClaims& claims) {
  SourceId source = 0;
  if (const auto known = find_source(claims.path)) {
    source = *known;
  } else {
    source = meta_.next_source++;
    new_sources_[claims.path] = source;
    std::vector<SourceId> same_hash;
    const std::string key = hashed_key_of(Family::source_path, claims.path);
    if (const auto bytes = read(key)) same_hash = decode_ids(*bytes);
    same_hash.push_back(source);
    change(key, encode(same_hash));
  }

  ClaimList list;
  std::vector<VertexId> ids;
  for (const VertexClaim& claim : claims.vertices) {
    const VertexId id = vertex_with_key(claim.key);
    ids.push_back(id);
    VertexRecord& record = state(id).record;
    Definition& d = definition(record, claim);
    ++d.sources;
    list.vertices.push_back({id, {d.fingerprint()}});
    for (const PropertyClaim& p : claim.properties) {
      record.properties.push_back({p.name, p.value, {source, p.line}});
    }
  }
  const auto id_of = [&](LocalVertex local) {
    assert(local < ids.size());
    return ids[local];
  };
  for (const EdgeClaim& e : claims.edges) {
    const VertexId from = id_of(e.from);
    const VertexId to = id_of(e.to);
    Arc arc{e.label, Direction::out, to, {source, e.line}, e.method, e.principal, e.date};
    state(from).arcs.push_back(arc);
    arc.direction = Direction::in;
    arc.other = from;
    state(to).arcs.push_back(arc);
  }
  for (const RecordClaim& r : claims.records) {
    Record record{r.kind, {source, r.line}, r.text, r.date, std::nullopt, std::nullopt, {}};
    if (r.subject) record.subject = id_of(*r.subject);
    if (r.object) record.object = id_of(*r.object);
    for (const auto& [name, value] : r.attributes) {
      record.attributes.push_back({name, value, record.evidence});
    }
    VertexState& holder = state(id_of(r.holder));
    (is_signal(r.kind) ? holder.signals : holder.records).push_back(std::move(record));
  }

  change(key_of(Family::source, source), encode(SourceRecord{claims.path, claims.fingerprint}));
  change(key_of(Family::memo, source), encode(claims.memo));
  change(key_of(Family::claims, source), encode(list));
  change(key_of(Family::excerpts, source), encode(claims.excerpts));
  if (claims.memo.diagnostics.empty()) {
    change(key_of(Family::diagnostics, source), std::nullopt);
  } else {
    change(key_of(Family::diagnostics, source), claims.memo.diagnostics);
  }
}

void GraphUpdate::touch(const std::string& path, const Fingerprint& fingerprint) {
  if (const auto source = find_source(path)) {
    change(key_of(Family::source, *source), encode(SourceRecord{path, fingerprint}));
  }
}

// The contact days of a meeting: taken from those who attended it, given to those who do.
void GraphUpdate::rebuild_contacts(VertexId meeting) {
  const auto without_meeting = [&](VertexId person) {
    for (auto& [neighbor, tie] : ties(person)) {
      std::erase_if(tie.contacts, [&](const Contact& c) { return c.meeting == meeting; });
    }
  };
  const VertexState& state_now = state(meeting);
  for (const VertexId person : state_now.old_attendees) without_meeting(person);

  if (state_now.type() != VertexType::meeting || !state_now.alive()) return;
  const Vertex vertex = state_now.record.resolve(meeting);
  if (!vertex.date) return;
  std::map<VertexId, bool> attendees;  // and whether the meeting is their own
  for (const Arc& arc : state_now.arcs) {
    if (arc.label != EdgeLabel::attended || arc.direction != Direction::in) continue;
    if (state(arc.other).type() != VertexType::person) continue;
    attendees[arc.other] = attendees[arc.other] || arc.principal;
  }
  std::size_t group = attendees.size();
  if (const std::string* listed = vertex.find("attendee_count")) {
    std::size_t count = 0;
    std::from_chars(listed->data(), listed->data() + listed->size(), count);
    group = std::max(group, count);
  }
  if (attendees.size() < 2 || group > kLargestTieGroup) return;
  Contact contact{*vertex.date, meeting, static_cast<std::uint16_t>(group), Channel::meeting,
                  false};
  if (const std::string* channel = vertex.find("channel")) {
    if (*channel == to_string(Channel::call)) contact.channel = Channel::call;
    if (*channel == to_string(Channel::mail)) contact.channel = Channel::mail;
  }
  for (const auto& [a, a_is_principal] : attendees) {
    TieMap& of_a = ties(a);
    for (const auto& [b, b_is_principal] : attendees) {
      if (a == b) continue;
      contact.principal = a_is_principal || b_is_principal;
      Tie& tie = of_a[b];
      tie.neighbor = b;
      tie.contacts.push_back(contact);
    }
  }
}

void GraphUpdate::rebuild_statements(VertexId person) {
  TieMap& of_person = ties(person);
  for (auto& [neighbor, tie] : of_person) tie.statements.clear();
  const VertexState& self = state(person);
  if (self.type() != VertexType::person) return;
  for (const Arc& arc : std::vector<Arc>(self.arcs)) {
    if (!makes_tie(arc.label) || arc.other == person) continue;
    if (state(arc.other).type() != VertexType::person) continue;
    Tie& tie = of_person[arc.other];
    tie.neighbor = arc.other;
    tie.statements.push_back({arc.label, arc.direction, arc.date, arc.evidence});
  }
}

void GraphUpdate::update_ties() {
  // A person who turns out to be an organization (or the reverse) changes what it touched.
  std::vector<VertexId> touched;
  for (const auto& [id, vertex] : vertices_) touched.push_back(id);
  std::sort(touched.begin(), touched.end());
  std::set<VertexId> meetings;
  std::set<VertexId> people;
  for (const VertexId id : touched) {
    const VertexState& vertex = state(id);
    const bool changed_type = vertex.existed && vertex.type() != vertex.old_type;
    if (!vertex.old_attendees.empty()) meetings.insert(id);
    bool has_statement = false;
    for (const Arc& arc : vertex.arcs) {
      if (arc.label == EdgeLabel::attended) {
        if (arc.direction == Direction::in) meetings.insert(id);
        if (changed_type && arc.direction == Direction::out) meetings.insert(arc.other);
      } else if (makes_tie(arc.label)) {
        has_statement = true;
        if (changed_type) people.insert(arc.other);
      }
    }
    // One who lost their last statement has it in their old ties.
    if (has_statement || (vertex.existed && vertex.old_type == VertexType::person))
      people.insert(id);
  }
  for (const VertexId meeting : meetings) rebuild_contacts(meeting);
  for (const VertexId person : people) rebuild_statements(person);

  for (auto& [person, map] : ties_) {
    std::vector<Tie> list;
    for (auto& [neighbor, tie] : map) {
      if (tie.contacts.empty() && tie.statements.empty()) continue;
      sort_unique(tie.contacts);
      sort_unique(tie.statements);
      list.push_back(std::move(tie));
    }
    change(key_of(Family::ties, person), list.empty() ? std::nullopt : std::optional(encode(list)));
  }
}

void GraphUpdate::write_vertices() {
  std::map<std::string, std::vector<VertexId>> key_index;
  const auto ids_at = [&](const std::string& key) -> std::vector<VertexId>& {
    const auto [it, is_new] = key_index.try_emplace(key);
    if (is_new) {
      if (const auto bytes = read(key)) it->second = decode_ids(*bytes);
    }
    return it->second;
  };
  std::vector<VertexId> touched;
  for (const auto& [id, vertex] : vertices_) touched.push_back(id);
  std::sort(touched.begin(), touched.end());
  const auto list = [&](Family family, VertexId id, auto& values) {
    std::sort(values.begin(), values.end());  // not unique: a link that stands twice counts twice
    change(key_of(family, id), values.empty() ? std::nullopt : std::optional(encode(values)));
  };
  for (const VertexId id : touched) {
    VertexState& vertex = vertices_.at(id);
    const bool alive = vertex.alive();
    if (alive != vertex.existed) {
      auto& ids = ids_at(hashed_key_of(Family::vertex_key, vertex.record.key));
      if (alive) {
        ids.push_back(id);
      } else {
        std::erase(ids, id);
      }
    }
    if (!alive && !vertex.existed) continue;
    assert(alive || vertex.arcs.empty());
    std::sort(
        vertex.record.definitions.begin(), vertex.record.definitions.end(),
        [](const Definition& a, const Definition& b) { return a.fingerprint() < b.fingerprint(); });
    change(key_of(Family::vertex, id), alive ? std::optional(encode(vertex.record)) : std::nullopt);
    list(Family::adjacency, id, vertex.arcs);
    list(Family::records, id, vertex.records);
    list(Family::signals, id, vertex.signals);
  }
  for (auto& [key, ids] : key_index) {
    sort_unique(ids);
    change(key, ids.empty() ? std::nullopt : std::optional(encode(ids)));
  }
}

void GraphUpdate::write_names() {
  std::map<std::string, std::vector<VertexId>> index;  // hashed key -> ids
  const auto ids_at = [&](const std::string& name) -> std::vector<VertexId>& {
    const std::string key = hashed_key_of(Family::name, name);
    const auto [it, is_new] = index.try_emplace(key);
    if (is_new) {
      if (const auto bytes = read(key)) it->second = decode_ids(*bytes);
    }
    return it->second;
  };
  for (const auto& [id, vertex] : vertices_) {
    const std::vector<std::string> names =
        vertex.alive() ? search_names(vertex.record) : std::vector<std::string>{};
    if (names == vertex.old_names) continue;
    for (const std::string& name : vertex.old_names) std::erase(ids_at(name), id);
    for (const std::string& name : names) ids_at(name).push_back(id);
  }
  for (auto& [key, ids] : index) {
    sort_unique(ids);
    change(key, ids.empty() ? std::nullopt : std::optional(encode(ids)));
  }
}

std::vector<KeyValueChange> GraphUpdate::finish(const std::optional<std::string>& writer_settings) {
  // First of all: the first value of a property counts, for ties too.
  for (auto& [id, vertex] : vertices_) {
    std::sort(vertex.record.properties.begin(), vertex.record.properties.end());
  }
  update_ties();
  write_vertices();
  write_names();
  ++meta_.generation;
  if (writer_settings) meta_.writer_settings = *writer_settings;
  change(key_of(Family::meta), encode(meta_));
  return std::move(changes_);
}

}  // namespace

std::vector<KeyValueChange> changes_for(const KeyValueStore& store, const Meta& meta,
                                        const WriteBatch& batch) {
  GraphUpdate update(store, meta);
  std::vector<std::string> paths = batch.retract;
  for (const SourceClaims& claims : batch.put) paths.push_back(claims.path);
  update.retract(paths);
  for (const SourceClaims& claims : batch.put) update.put(claims);
  for (const auto& [path, fingerprint] : batch.touch) update.touch(path, fingerprint);
  std::vector<KeyValueChange> changes = update.finish(batch.writer_settings);

  // Sources that are gone leave nothing but the vertices of others.
  for (const std::string& path : batch.retract) {
    const auto is_put = [&](const SourceClaims& claims) { return claims.path == path; };
    if (std::any_of(batch.put.begin(), batch.put.end(), is_put)) continue;
    const std::string key = hashed_key_of(Family::source_path, path);
    const auto bytes = store.get(key);
    if (!bytes) continue;
    std::vector<SourceId> left;
    for (const SourceId id : decode_ids(*bytes)) {
      const auto record = store.get(key_of(Family::source, id));
      if (!record || decode_source(*record).path != path) {
        left.push_back(id);
        continue;
      }
      for (const Family family :
           {Family::source, Family::memo, Family::claims, Family::excerpts, Family::diagnostics}) {
        changes.push_back({key_of(family, id), std::nullopt});
      }
    }
    changes.push_back({key, left.empty() ? std::nullopt : std::optional(encode(left))});
  }
  return changes;
}

}  // namespace rapport
