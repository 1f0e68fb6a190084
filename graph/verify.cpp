#include "graph/verify.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <unordered_map>

#include <fmt/format.h>

#include "graph/chunked_list.h"
#include "graph/content_sum.h"
#include "graph/degrees.h"
#include "graph/encoding.h"
#include "graph/layout.h"
#include "graph/meeting_contacts.h"
#include "graph/sort_unique.h"
#include "graph/tie_update.h"

namespace rapport {
namespace {

enum class KeyShape : std::uint8_t { alone, id, arcs, ties, hash };  // of a list, or of a chunk

struct FamilyRow {
  Family family;
  KeyShape shape;
  const char* name;
};

constexpr FamilyRow kFamilies[] = {
    {Family::meta, KeyShape::alone, "meta"},
    {Family::vertex, KeyShape::id, "vertices"},
    {Family::adjacency, KeyShape::arcs, "edges"},
    {Family::ties, KeyShape::ties, "ties"},
    {Family::degree_summary, KeyShape::alone, "degrees"},
    {Family::degrees, KeyShape::id, "degrees"},
    {Family::records, KeyShape::id, "records"},
    {Family::signals, KeyShape::id, "signals"},
    {Family::vertex_key, KeyShape::hash, "keys"},
    {Family::name, KeyShape::hash, "names"},
    {Family::source, KeyShape::id, "sources"},
    {Family::source_path, KeyShape::hash, "paths"},
    {Family::memo, KeyShape::id, "memos"},
    {Family::answers, KeyShape::id, "answers"},
    {Family::lookups, KeyShape::id, "lookups"},
    {Family::claims, KeyShape::id, "claims"},
    {Family::diagnostics, KeyShape::id, "diagnostics"},
    {Family::excerpts, KeyShape::id, "excerpts"},
};

const FamilyRow* row_of(char letter) {
  const auto* it = std::find_if(std::begin(kFamilies), std::end(kFamilies), [&](const auto& row) {
    return static_cast<char>(row.family) == letter;
  });
  return it == std::end(kFamilies) ? nullptr : it;
}

bool has_size_of(KeyShape shape, std::size_t size) {
  constexpr std::size_t kWithId = 5;
  switch (shape) {
    case KeyShape::alone:
      return size == 1;
    case KeyShape::id:
      return size == kWithId;
    case KeyShape::arcs:
      return size == kWithId || size == chunk_key_size<Arc>();
    case KeyShape::ties:
      return size == kWithId || size == chunk_key_size<Tie>();
    case KeyShape::hash:
      return size == 9;
  }
  return false;
}

std::string printable(std::string_view bytes) {
  std::string text(1, bytes.empty() ? '?' : bytes.front());
  for (const char c : bytes.substr(std::min<std::size_t>(1, bytes.size()))) {
    text += fmt::format("{}{:02x}", text.size() == 1 ? " " : "", static_cast<unsigned char>(c));
  }
  return text;
}

bool is_well_formed(std::string_view key) {
  const FamilyRow* row = key.empty() ? nullptr : row_of(key.front());
  return row != nullptr && has_size_of(row->shape, key.size());
}

std::uint64_t pair_of(std::uint32_t high, std::uint32_t low) {
  return static_cast<std::uint64_t>(high) << 32U | low;
}

// An edge from either side, as a number: equal for the two arcs of one edge.
std::uint64_t edge_hash(VertexId holder, const Arc& arc) {
  const bool out = arc.direction == Direction::out;
  Encoder bytes;
  bytes.fixed64(pair_of(out ? holder : arc.other, out ? arc.other : holder));
  bytes.fixed64(pair_of(arc.evidence.source, arc.evidence.line));
  bytes.byte(static_cast<std::uint8_t>(arc.label));
  bytes.byte(static_cast<std::uint8_t>(arc.method));
  bytes.byte(arc.principal ? 1 : 0);
  bytes.date(arc.date);
  return hash64(bytes.bytes());
}

using Entry = std::pair<std::uint64_t, std::uint32_t>;  // a hash, and an id

// Of two sorted lists what only the first one has.
template <class Less>
std::vector<Entry> only_in(const std::vector<Entry>& a, const std::vector<Entry>& b, Less less) {
  std::vector<Entry> only;
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(only), less);
  return only;
}

class Verifier {
 public:
  explicit Verifier(const KeyValueStore& store) : store_(store) {}

  Verification run() {
    store_.verify_checksums();
    read_meta();
    check_content();
    read_sources();
    read_claims();
    read_vertices();
    check_records(Family::records);
    check_records(Family::signals);
    check_holders_of_records();
    check_arcs();
    check_ties();
    check_indexes();
    check_counts();
    return std::move(result_);
  }

 private:
  void fail(Family family, std::string key, std::string what) {
    if (++result_.fault_count > Verification::kMostFaults) return;
    result_.faults.push_back(
        {row_of(static_cast<char>(family))->name, std::move(key), std::move(what)});
  }
  void fail(Family family, VertexId id, std::string what) {
    fail(family, name_of(id), std::move(what));
  }
  void fail_source(Family family, SourceId id, std::string what) {
    const auto path = sources_.find(id);
    fail(family, path == sources_.end() ? fmt::format("source {}", id) : path->second,
         std::move(what));
  }

  std::string name_of(VertexId id) const {
    try {
      if (const auto bytes = store_.get(key_of(Family::vertex, id)))
        return decode_vertex(*bytes).key;
    } catch (const DecodeError&) {  // told where the value is read
    }
    return fmt::format("vertex {}", id);
  }

  // Each value of a family that decodes, with the id in its key.
  template <class Decode, class Visit>
  void each(Family family, Decode decode, const Visit& visit) {
    store_.scan(key_of(family), [&](std::string_view key, std::string_view bytes) {
      if (!is_well_formed(key)) return;  // told by check_content()
      const auto value = decoded(family, key, bytes, decode);
      if (value) visit(read_big_endian32(key.substr(1)), *value);
    });
  }

  // The same of lists that can be in chunks, which are to be those that follow from the elements.
  template <class T>
  void each_list(const std::function<void(VertexId, const std::vector<T>&)>& visit) {
    constexpr Family family = ListTraits<T>::kFamily;
    for_each_list<T>(store_, key_of(family), visit,
                     [&](std::string_view key, const DecodeError& e) {
                       if (is_well_formed(key)) fail(family, printable(key), e.what());
                     });
  }

  template <class T>
  void check_chunks(VertexId id, const std::vector<T>& values) {
    ChunkedList<T>(id, values).save([&](const std::string& key, const auto& value) {
      if (store_.get(key) != value)
        fail(ListTraits<T>::kFamily, id, "not in the chunks of its list");
    });
  }

  template <class Decode>
  auto decoded(Family family, std::string_view key, std::string_view bytes, Decode decode)
      -> std::optional<decltype(decode(bytes))> {
    try {
      return decode(bytes);
    } catch (const DecodeError& e) {
      fail(family, printable(key), e.what());
      return std::nullopt;
    }
  }

  template <class T>
  void check_order(Family family, VertexId id, const std::vector<T>& values) {
    if (values.empty()) fail(family, id, "an empty list");
    if (!std::is_sorted(values.begin(), values.end())) fail(family, id, "not in order");
  }

  void check_evidence(Family family, VertexId holder, const Evidence& evidence) {
    if (!sources_.contains(evidence.source)) {
      fail(family, holder, "evidence of no source");
    } else if (!std::binary_search(claimed_.begin(), claimed_.end(),
                                   pair_of(evidence.source, holder))) {
      fail(family, holder, "a claim that " + sources_[evidence.source] + " does not make");
    }
  }

  bool exists(VertexId id) const { return types_.contains(id); }
  bool is(VertexType type, VertexId id) const {
    const auto it = types_.find(id);
    return it != types_.end() && it->second == type;
  }
  bool is_person(VertexId id) const { return is(VertexType::person, id); }

  void read_meta() {
    const auto bytes = store_.get(key_of(Family::meta));
    if (!bytes) return;
    if (const auto meta = decoded(Family::meta, "m", *bytes, decode_meta)) {
      meta_ = *meta;
      has_meta_ = true;
    }
  }

  void check_content() {
    std::uint64_t sum = entry_hash(meta_);
    store_.scan("", [&](std::string_view key, std::string_view value) {
      ++result_.values;
      if (!is_well_formed(key)) {
        const FamilyRow* row = key.empty() ? nullptr : row_of(key.front());
        fail(row == nullptr ? Family::meta : row->family, printable(key), "no key of this format");
      }
      if (key != key_of(Family::meta)) sum += entry_hash(key, value);
    });
    // A writer that died before its first batch leaves a store of nothing, and that is whole.
    if (result_.values > 0 && !store_.get(key_of(Family::meta))) {
      fail(Family::meta, "m", "is missing");
    }
    if (has_meta_ && sum != meta_.content_sum) {
      fail(Family::meta, "m", "the sum of all values is another one: some came, went or changed");
    }
  }

  void read_sources() {
    std::vector<Entry> paths;
    each(Family::source, decode_source, [&](SourceId id, const SourceRecord& source) {
      sources_[id] = source.path;
      paths.emplace_back(hash64(source.path), id);
      if (id >= meta_.next_source) fail_source(Family::source, id, "an id that is not given yet");
      if (!source.path.empty()) ++counts_.notes;
    });
    result_.sources = sources_.size();
    check_index(Family::source_path, std::move(paths));
    // Each source has these; diagnostics only where there are any.
    for (const Family family : {Family::memo, Family::claims, Family::excerpts}) {
      check_parts(family, true);
    }
    check_parts(Family::diagnostics, false);
    check_memos();
    each(Family::excerpts, decode_excerpts, [](SourceId, const Excerpts&) {});
  }

  void check_memos() {
    std::vector<Entry> answers;
    std::vector<Entry> lookups;
    each(Family::memo, decode_memo, [&](SourceId id, const SourceMemo& memo) {
      for (const std::uint32_t hash : memo.answers) answers.emplace_back(hash, id);
      for (const std::uint32_t hash : memo.lookups) lookups.emplace_back(hash, id);
    });
    check_lookups(Family::answers, std::move(answers));
    check_lookups(Family::lookups, std::move(lookups));
  }

  void check_lookups(Family family, std::vector<Entry> expected) {
    std::vector<Entry> stored;
    each(family, decode_lookups, [&](std::uint32_t block, const std::vector<LookupEntry>& list) {
      if (list.empty()) fail(family, fmt::format("block {}", block), "an empty list");
      for (const LookupEntry& entry : list) {
        if (entry.block() != block) fail_source(family, entry.source, "a hash of another block");
        stored.emplace_back(entry.hash, entry.source);
      }
      if (!std::is_sorted(list.begin(), list.end())) {
        fail(family, fmt::format("block {}", block), "not in order");
      }
    });
    compare(family, std::move(expected), std::move(stored));
  }

  void check_parts(Family family, bool of_each) {
    std::size_t found = 0;
    store_.scan(key_of(family), [&](std::string_view key, std::string_view) {
      if (!is_well_formed(key)) return;
      const SourceId id = read_big_endian32(key.substr(1));
      sources_.contains(id) ? void(++found) : fail_source(family, id, "of no source");
    });
    if (!of_each || found == sources_.size()) return;
    for (const auto& [id, path] : sources_) {
      if (!store_.get(key_of(family, id))) fail(family, path, "is missing");
    }
  }

  void read_claims() {
    each(Family::claims, decode_claims, [&](SourceId id, const ClaimList& claims) {
      for (const ClaimList::Touched& touched : claims.vertices) {
        claimed_.push_back(pair_of(id, touched.vertex));
        supports_.push_back(pair_of(touched.vertex, touched.definition));
        if (touched.has_records) with_records_.push_back(pair_of(id, touched.vertex));
      }
      for (const ClaimList::TouchedEdge& edge : claims.edges) {
        claimed_edges_.push_back(claimed_edge(id, claims.vertices[edge.from].vertex, edge.label,
                                              claims.vertices[edge.to].vertex));
      }
    });
    std::sort(claimed_.begin(), claimed_.end());
    sort_unique(with_records_);
    sort_unique(claimed_edges_);
    std::sort(supports_.begin(), supports_.end());
  }

  void read_vertices() {
    std::uint64_t supported = 0;
    each(Family::vertex, decode_vertex, [&](VertexId id, const VertexRecord& record) {
      ++result_.vertices;
      if (id >= meta_.next_vertex) fail(Family::vertex, id, "an id that is not given yet");
      if (record.definitions.empty()) return fail(Family::vertex, id, "nobody defines it");
      types_[id] = record.best()->type;
      ++counts_.vertices[static_cast<std::size_t>(record.best()->type)];
      keys_.emplace_back(hash64(record.key), id);
      for (const std::string& name : search_names(record)) names_.emplace_back(hash64(name), id);
      std::uint32_t previous = 0;
      for (const Definition& d : record.definitions) {
        const auto [first, last] =
            std::equal_range(supports_.begin(), supports_.end(), pair_of(id, d.fingerprint()));
        if (last - first != d.sources) fail(Family::vertex, id, "number of those who define it");
        if (d.fingerprint() < previous) fail(Family::vertex, id, "definitions out of order");
        previous = d.fingerprint();
        supported += d.sources;
      }
      if (!std::is_sorted(record.properties.begin(), record.properties.end())) {
        fail(Family::vertex, id, "properties out of order");
      }
      for (const Property& p : record.properties) check_evidence(Family::vertex, id, p.evidence);
    });
    if (supported != supports_.size()) {
      fail(Family::claims, "c", "claims define vertices that do not know of it");
    }
  }

  // An edge that a source makes, at whatever lines, as a number.
  static std::uint64_t claimed_edge(SourceId source, VertexId from, EdgeLabel label, VertexId to) {
    Encoder bytes;
    bytes.fixed64(pair_of(from, to));
    bytes.fixed64(pair_of(source, static_cast<std::uint32_t>(label)));
    return hash64(bytes.bytes());
  }

  void check_holders_of_records() {
    sort_unique(holders_);
    if (holders_ != with_records_) {
      fail(Family::claims, "c", "claims tell of records that are not there, or the reverse");
    }
  }

  void check_records(Family family) {
    each(family, decode_records, [&](VertexId id, const std::vector<Record>& records) {
      if (!exists(id)) fail(family, id, "of no vertex");
      check_order(family, id, records);
      for (const Record& r : records) {
        if (is_signal(r.kind) != (family == Family::signals)) fail(family, id, "of another kind");
        if (r.subject && !exists(*r.subject)) fail(family, id, "a subject that is no vertex");
        if (r.object && !exists(*r.object)) fail(family, id, "an object that is no vertex");
        check_evidence(family, id, r.evidence);
        holders_.push_back(pair_of(r.evidence.source, id));
      }
    });
  }

  void check_arcs() {
    std::vector<Entry> out;
    std::vector<Entry> in;
    std::vector<std::uint64_t> made;
    each_list<Arc>([&](VertexId id, const std::vector<Arc>& arcs) {
      if (!exists(id)) return fail(Family::adjacency, id, "of no vertex");
      check_order(Family::adjacency, id, arcs);
      check_chunks(id, arcs);
      for (const Arc& arc : arcs) {
        if (!exists(arc.other)) fail(Family::adjacency, id, "an edge to no vertex");
        check_evidence(Family::adjacency, id, arc.evidence);
        (arc.direction == Direction::out ? out : in).emplace_back(edge_hash(id, arc), id);
        if (arc.direction == Direction::in) continue;
        count(arc);
        made.push_back(claimed_edge(arc.evidence.source, id, arc.label, arc.other));
      }
      if (is(VertexType::meeting, id)) read_meeting(id, arcs);
    });
    sort_unique(made);
    if (made != claimed_edges_) {
      fail(Family::claims, "c", "claims make edges that are not there, or the reverse");
    }
    result_.edges = out.size();
    // The ends of an edge are two vertices: the hashes alone are compared.
    const auto by_hash = [](const Entry& a, const Entry& b) { return a.first < b.first; };
    std::sort(out.begin(), out.end());
    std::sort(in.begin(), in.end());
    for (const auto& [hash, id] : only_in(out, in, by_hash)) {
      fail(Family::adjacency, id, "an edge without its backlink");
    }
    for (const auto& [hash, id] : only_in(in, out, by_hash)) {
      fail(Family::adjacency, id, "a backlink without its edge");
    }
  }

  void count(const Arc& arc) {
    ++counts_.edges[static_cast<std::size_t>(arc.label)];
    if (arc.label != EdgeLabel::links_to) return;
    if (is(VertexType::tag, arc.other)) ++counts_.tag_links;
    if (arc.method == Method::dangling) ++counts_.dangling_links;
  }

  void read_meeting(VertexId id, const std::vector<Arc>& arcs) {
    const auto bytes = store_.get(key_of(Family::vertex, id));
    if (!bytes) return;
    auto met = contacts_of(id, decode_vertex(*bytes), arcs,
                           [&](VertexId other) { return is_person(other); });
    if (met) meetings_.emplace(id, std::move(*met));
  }

  // The ties of each person, made again from the person's edges.
  void check_ties() {
    std::map<VertexId, std::vector<PersonDegree>> degrees;
    std::uint64_t people_with_ties = 0;
    each_list<Arc>([&](VertexId id, const std::vector<Arc>& arcs) {
      if (!is_person(id)) return;
      const std::vector<Tie> expected = ties_of(id, arcs);
      if (expected.empty()) return;
      bool is_as_expected = true;
      ChunkedList<Tie>(id, expected).save([&](const std::string& key, const auto& value) {
        is_as_expected = is_as_expected && store_.get(key) == value;
      });
      if (!is_as_expected) fail(Family::ties, id, "not what meetings and statements make");
      ++people_with_ties;
      counts_.ties += expected.size();
      if (const auto degree = degree_of(id, tally_of(expected))) {
        degrees[degree_block_of(id)].push_back(*degree);
      }
    });
    result_.ties = counts_.ties / 2;
    std::uint64_t lists = 0;
    each_list<Tie>([&](VertexId, const std::vector<Tie>&) { ++lists; });
    if (lists != people_with_ties) fail(Family::ties, "t", "ties of people who have none");
    check_degrees(degrees);
  }

  std::vector<Tie> ties_of(VertexId person, const std::vector<Arc>& arcs) const {
    PersonTies ties;
    for (const Arc& arc : arcs) {
      if (makes_tie(arc.label) && arc.other != person && is_person(arc.other)) {
        ties.add(arc.other, TieStatement{arc.label, arc.direction, arc.date, arc.evidence});
      }
      if (arc.label != EdgeLabel::attended || arc.direction != Direction::out) continue;
      const auto met = meetings_.find(arc.other);
      if (met == meetings_.end()) continue;
      const auto& [contact, attendees] = met->second;
      const auto self =
          std::lower_bound(attendees.begin(), attendees.end(), person,
                           [](const Attendee& a, VertexId id) { return a.person < id; });
      if (self == attendees.end() || self->person != person) continue;
      for (const Attendee& other : attendees) {
        if (other.person != person) ties.add(other.person, met->second.between(*self, other));
      }
    }
    return ties.take();
  }

  void check_degrees(const std::map<VertexId, std::vector<PersonDegree>>& degrees) {
    std::size_t blocks = 0;
    store_.scan(key_of(Family::degrees), [&](std::string_view key, std::string_view bytes) {
      if (!is_well_formed(key)) return;
      const auto block = degrees.find(read_big_endian32(key.substr(1)));
      ++blocks;
      if (block == degrees.end() || encode(block->second) != bytes) {
        fail(Family::degrees, printable(key), "not what the ties come to");
      }
    });
    if (blocks < degrees.size()) fail(Family::degrees, "h", "people are missing");
    DegreeSummary summary;
    for (const auto& [block, people] : degrees) {
      for (const PersonDegree& person : people) summary.add(person);
    }
    const std::string key = key_of(Family::degree_summary);
    const auto stored = store_.get(key);
    if (stored ? *stored != encode(summary) : !summary.empty()) {
      fail(Family::degree_summary, key, "not what the ties come to");
    }
  }

  void check_indexes() {
    check_index(Family::vertex_key, std::move(keys_));
    check_index(Family::name, std::move(names_));
  }

  // The values of ids by hash, against the texts that they are to find.
  void check_index(Family family, std::vector<Entry> expected) {
    std::vector<Entry> stored;
    store_.scan(key_of(family), [&](std::string_view key, std::string_view bytes) {
      if (!is_well_formed(key)) return;
      const auto ids = decoded(family, key, bytes, decode_ids);
      if (!ids) return;
      const std::uint64_t hash =
          pair_of(read_big_endian32(key.substr(1, 4)), read_big_endian32(key.substr(5)));
      for (const std::uint32_t id : *ids) stored.emplace_back(hash, id);
      const bool ascends = std::is_sorted(ids->begin(), ids->end());
      if (ids->empty() || !ascends) fail(family, printable(key), "not a list of ids in order");
    });
    compare(family, std::move(expected), std::move(stored));
  }

  void compare(Family family, std::vector<Entry> expected, std::vector<Entry> stored) {
    std::sort(expected.begin(), expected.end());
    std::sort(stored.begin(), stored.end());
    for (const auto& [hash, id] : only_in(expected, stored, std::less<>{})) {
      fail_of_index(family, id, "cannot be found by it");
    }
    for (const auto& [hash, id] : only_in(stored, expected, std::less<>{})) {
      fail_of_index(family, id, "is found by what it is not");
    }
  }

  void fail_of_index(Family family, std::uint32_t id, const char* what) {
    const bool is_of_sources =
        family == Family::source_path || family == Family::answers || family == Family::lookups;
    is_of_sources ? fail_source(family, id, what) : fail(family, id, what);
  }

  void check_counts() {
    if (meta_.counts != counts_) fail(Family::meta, "m", "the counts are not those of the store");
  }

  const KeyValueStore& store_;
  Verification result_;
  Meta meta_;
  bool has_meta_ = false;
  GraphCounts counts_;                                 // counted again
  std::unordered_map<SourceId, std::string> sources_;  // with their paths
  std::vector<std::uint64_t> claimed_;                 // source and vertex, sorted
  std::vector<std::uint64_t> supports_;  // vertex and fingerprint of a definition, sorted
  // Of sources with vertices: whether there are records; told by claims, and by the records.
  std::vector<std::uint64_t> with_records_, holders_;
  std::vector<std::uint64_t> claimed_edges_;  // as claimed_edge(), sorted
  std::unordered_map<VertexId, VertexType> types_;
  std::vector<Entry> keys_;
  std::vector<Entry> names_;
  std::unordered_map<VertexId, MeetingContacts> meetings_;
};

}  // namespace

Verification verify(const KeyValueStore& store) { return Verifier(store).run(); }

}  // namespace rapport
