#include "graph/layout.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "graph/sort_unique.h"

namespace rapport {
namespace {

constexpr std::uint8_t kSubjectBit = 1;
constexpr std::uint8_t kObjectBit = 2;

// Flags and small numbers: what is not written has no meaning.
std::uint8_t below(unsigned bound, std::uint8_t value) {
  if (value >= bound) throw DecodeError("unknown flag");
  return value;
}

template <class T>
T finished(const Decoder& in, T value) {
  in.expect_end();
  return value;
}

void put(Encoder& out, const Evidence& evidence) {
  out.varint(evidence.source);
  out.varint(evidence.line);
}

Evidence evidence_from(Decoder& in) {
  const SourceId source = in.varint32();
  return {source, in.varint32()};
}

// Mostly the line that is known already.
void put_nearby(Encoder& out, const Evidence& evidence, const Evidence& known) {
  if (evidence == known) return out.varint(0);
  out.varint(std::uint64_t{evidence.source} + 1);
  out.varint(evidence.line);
}

Evidence nearby_from(Decoder& in, const Evidence& known) {
  const std::uint64_t source = in.varint();
  if (source == 0) return known;
  if (source - 1 > UINT32_MAX) throw DecodeError("number out of range");
  const Evidence evidence{static_cast<SourceId>(source - 1), in.varint32()};
  if (evidence == known) throw DecodeError("a line that is known");
  return evidence;
}

void put(Encoder& out, const std::vector<Property>& properties) {
  out.varint(properties.size());
  for (const Property& p : properties) {
    out.string(p.name);
    out.string(p.value);
    put(out, p.evidence);
    out.date(p.date);
  }
}

std::vector<Property> properties_from(Decoder& in) {
  std::vector<Property> properties(in.count());
  for (Property& p : properties) {
    p.name = in.string();
    p.value = in.string();
    p.evidence = evidence_from(in);
    p.date = in.date();
  }
  return properties;
}

void put_ascending(Encoder& out, const std::vector<std::uint32_t>& numbers) {
  out.varint(numbers.size());
  std::uint32_t previous = 0;
  for (const std::uint32_t number : numbers) {
    out.varint(number - previous);
    previous = number;
  }
}

std::vector<std::uint32_t> ascending_from(Decoder& in) {
  std::vector<std::uint32_t> numbers(in.count());
  std::uint32_t previous = 0;
  for (std::uint32_t& number : numbers) number = previous = in.step_from(previous);
  return numbers;
}

std::vector<std::uint32_t> lookups_from(Decoder& in) {
  std::vector<std::uint32_t> hashes = ascending_from(in);
  if (!hashes.empty() && hashes.back() >> kLookupBits != 0)
    throw DecodeError("number out of range");
  return hashes;
}

// Of two equally sure opinions the lower one decides: no person is made of an organization.
int standing(VertexType type) {
  return type == VertexType::organization ? -1 : static_cast<int>(type);
}

}  // namespace

std::string key_of(Family family) { return {static_cast<char>(family)}; }

std::string key_of(Family family, std::uint32_t id) { return key_of(family) + big_endian32(id); }

std::string key_of_block(Family family, std::uint32_t block) {
  return key_of(family, block << 8U).substr(0, 4);
}

std::string hashed_key_of(Family family, std::string_view text) {
  return hashed_key_of(family, hash64(text));
}

std::string hashed_key_of(Family family, std::uint64_t hash) {
  return key_of(family) + big_endian64(hash);
}

std::uint32_t Definition::fingerprint() const {
  Encoder out;
  out.byte(static_cast<std::uint8_t>(rank));
  out.byte(static_cast<std::uint8_t>(type));
  out.date(date);
  out.string(name);
  return static_cast<std::uint32_t>(hash64(out.bytes()));
}

const Definition* VertexRecord::best() const {
  const auto before = [](const Definition& a, const Definition& b) {
    return std::forward_as_tuple(b.rank, standing(a.type), a.name, b.date) <
           std::forward_as_tuple(a.rank, standing(b.type), b.name, a.date);
  };
  const auto it = std::min_element(definitions.begin(), definitions.end(), before);
  return it == definitions.end() ? nullptr : &*it;
}

const std::string* VertexRecord::find(std::string_view property) const {
  return find_in(properties, property);
}

Vertex VertexRecord::resolve(VertexId id) const& { return VertexRecord(*this).resolve(id); }

Vertex VertexRecord::resolve(VertexId id) && {
  Vertex vertex;
  vertex.id = id;
  vertex.key = std::move(key);
  vertex.properties = std::move(properties);
  if (const Definition* decisive = best()) {
    vertex.type = decisive->type;
    vertex.name = decisive->name;
    vertex.stub = decisive->rank < Rank::note;
    vertex.date = decisive->date;
  }
  return vertex;
}

std::vector<std::string> search_names(const VertexRecord& record) {
  std::vector<std::string> names;
  for (const Definition& d : record.definitions) names.push_back(fold_name(d.name));
  for (const Property& p : record.properties) {
    if (p.name == "alias") names.push_back(fold_name(p.value));
  }
  sort_unique(names);
  return names;
}

namespace {

// In the order in which they are written.
template <class Counts, class Visit>
void for_each_count(Counts& counts, const Visit& visit) {
  for (auto& count : counts.vertices) visit(count);
  for (auto& count : counts.edges) visit(count);
  visit(counts.dangling_links);
  visit(counts.tag_links);
  visit(counts.ties);
  visit(counts.notes);
}

}  // namespace

std::string encode(const Meta& meta) {
  Encoder out;
  out.varint(meta.format);  // first, for ever: every version can tell every other one
  out.varint(meta.next_vertex);
  out.varint(meta.next_source);
  out.varint(meta.generation);
  for_each_count(meta.counts, [&](std::uint64_t count) { out.varint(count); });
  out.fixed64(meta.content_sum);
  out.string(meta.writer_settings);
  return out.take();
}

Meta decode_meta(std::string_view bytes) {
  Decoder in(bytes);
  Meta meta;
  meta.format = in.varint32();
  if (meta.format != kStoreFormat) return meta;  // the rest is not ours to read
  meta.next_vertex = in.varint32();
  meta.next_source = in.varint32();
  meta.generation = in.varint();
  for_each_count(meta.counts, [&](std::uint64_t& count) { count = in.varint(); });
  meta.content_sum = in.fixed64();
  meta.writer_settings = in.string();
  return finished(in, std::move(meta));
}

std::string encode(const VertexRecord& record) {
  Encoder out;
  out.string(record.key);
  out.varint(record.definitions.size());
  for (const Definition& d : record.definitions) {
    out.byte(static_cast<std::uint8_t>(d.rank));
    out.byte(static_cast<std::uint8_t>(d.type));
    out.string(d.name);
    out.date(d.date);
    out.varint(d.sources);
  }
  put(out, record.properties);
  return out.take();
}

VertexRecord decode_vertex(std::string_view bytes) {
  Decoder in(bytes);
  VertexRecord record;
  record.key = in.string();
  record.definitions.resize(in.count());
  for (Definition& d : record.definitions) {
    d.rank = static_cast<Rank>(in.byte());
    d.type = enumerator_of<VertexType>(in.byte());
    d.name = in.string();
    d.date = in.date();
    d.sources = in.varint32();
  }
  record.properties = properties_from(in);
  return finished(in, std::move(record));
}

std::string encode(const std::vector<Tie>& ties) {
  Encoder out;
  out.varint(ties.size());
  VertexId previous = 0;
  for (const Tie& tie : ties) {
    out.varint(tie.neighbor - previous);
    previous = tie.neighbor;
    out.varint(tie.contacts.size());
    for (const Contact& c : tie.contacts) {
      out.date(c.date);
      out.varint(c.meeting);
      out.varint(c.group_size);
      out.byte(static_cast<std::uint8_t>(static_cast<std::uint8_t>(c.channel) << 1U |
                                         (c.principal ? 1 : 0)));
    }
    out.varint(tie.statements.size());
    for (const TieStatement& s : tie.statements) {
      out.byte(static_cast<std::uint8_t>(s.label));
      out.byte(static_cast<std::uint8_t>(s.direction));
      out.date(s.date);
      put(out, s.evidence);
    }
  }
  return out.take();
}

bool TieReader::next(Tie& tie) {
  if (left_ == 0) {
    in_.expect_end();
    return false;
  }
  --left_;
  tie.neighbor = previous_ = in_.step_from(previous_);
  tie.contacts.resize(in_.count());
  for (Contact& c : tie.contacts) {
    const std::optional<Date> date = in_.date();
    if (!date) throw DecodeError("contact without a day");
    c.date = *date;
    c.meeting = in_.varint32();
    const std::uint64_t group_size = in_.varint();
    if (group_size > UINT16_MAX) throw DecodeError("number out of range");
    c.group_size = static_cast<std::uint16_t>(group_size);
    const std::uint8_t flags = in_.byte();
    c.channel = enumerator_of<Channel>(flags >> 1U);
    c.principal = (flags & 1U) != 0;
  }
  tie.statements.resize(in_.count());
  for (TieStatement& s : tie.statements) {
    s.label = enumerator_of<EdgeLabel>(in_.byte());
    s.direction = static_cast<Direction>(below(2, in_.byte()));
    s.date = in_.date();
    s.evidence = evidence_from(in_);
  }
  return true;
}

std::vector<Tie> decode_ties(std::string_view bytes) {
  TieReader in(bytes);
  std::vector<Tie> ties(in.left());
  for (Tie& tie : ties) in.next(tie);
  Tie none;
  in.next(none);  // nothing stands behind the last one
  return ties;
}

void put(Encoder& out, const Record& record) {
  out.byte(static_cast<std::uint8_t>(record.kind));
  put(out, record.evidence);
  out.string(record.text);
  out.date(record.date);
  out.byte(static_cast<std::uint8_t>((record.subject ? kSubjectBit : 0) |
                                     (record.object ? kObjectBit : 0)));
  if (record.subject) out.varint(*record.subject);
  if (record.object) out.varint(*record.object);
  out.varint(record.attributes.size());
  for (const Property& p : record.attributes) {
    out.string(p.name);
    out.string(p.value);
    put_nearby(out, p.evidence, record.evidence);
    out.date(p.date);
  }
}

std::string encode(const std::vector<Record>& records) {
  Encoder out;
  out.varint(records.size());
  for (const Record& record : records) put(out, record);
  return out.take();
}

void take(Decoder& in, Record& record) {
  record.kind = enumerator_of<RecordKind>(in.byte());
  record.evidence = evidence_from(in);
  record.text = in.string();
  record.date = in.date();
  const std::uint8_t flags = below(4, in.byte());
  if ((flags & kSubjectBit) != 0) record.subject = in.varint32();
  if ((flags & kObjectBit) != 0) record.object = in.varint32();
  record.attributes.resize(in.count());
  for (Property& p : record.attributes) {
    p.name = in.string();
    p.value = in.string();
    p.evidence = nearby_from(in, record.evidence);
    p.date = in.date();
  }
}

std::vector<Record> decode_records(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<Record> records(in.count());
  for (Record& record : records) take(in, record);
  return finished(in, std::move(records));
}

std::string encode(const std::vector<std::uint32_t>& ids) {
  Encoder out;
  put_ascending(out, ids);
  return out.take();
}

std::vector<std::uint32_t> decode_ids(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<std::uint32_t> ids = ascending_from(in);
  return finished(in, std::move(ids));
}

std::string encode(const SourceRecord& record) {
  Encoder out;
  out.string(record.path);
  out.varint(record.fingerprint.size);
  out.signed_varint(record.fingerprint.modified_ns);
  out.signed_varint(record.fingerprint.changed_ns);
  out.varint(record.fingerprint.inode);
  out.fixed64(record.fingerprint.content_hash);
  return out.take();
}

SourceRecord decode_source(std::string_view bytes) {
  Decoder in(bytes);
  SourceRecord record;
  record.path = in.string();
  record.fingerprint.size = in.varint();
  record.fingerprint.modified_ns = in.signed_varint();
  record.fingerprint.changed_ns = in.signed_varint();
  record.fingerprint.inode = in.varint();
  record.fingerprint.content_hash = in.fixed64();
  return finished(in, std::move(record));
}

std::string encode(const SourceMemo& memo) {
  Encoder out;
  out.string(memo.identity);
  put_ascending(out, memo.answers);
  put_ascending(out, memo.lookups);
  return out.take();
}

SourceMemo decode_memo(std::string_view bytes) {
  Decoder in(bytes);
  SourceMemo memo;
  memo.identity = in.string();
  memo.answers = lookups_from(in);
  memo.lookups = lookups_from(in);
  return finished(in, std::move(memo));
}

// By hash: who asks for a name is mostly not alone.
std::string encode(const std::vector<LookupEntry>& entries) {
  Encoder out;
  out.varint(entries.size());
  std::uint32_t hash = 0;
  for (auto first = entries.begin(); first != entries.end();) {
    const auto last = std::find_if(first, entries.end(),
                                   [&](const LookupEntry& e) { return e.hash != first->hash; });
    out.varint(first->hash - std::exchange(hash, first->hash));
    out.varint(static_cast<std::uint64_t>(last - first));
    SourceId source = 0;
    for (; first != last; ++first) out.varint(first->source - std::exchange(source, first->source));
  }
  return out.take();
}

std::vector<LookupEntry> decode_lookups(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<LookupEntry> entries(in.count());
  std::uint32_t hash = 0;
  for (std::span<LookupEntry> left(entries); !left.empty();) {
    const bool is_first = left.size() == entries.size();
    const std::uint32_t next = in.step_from(hash);
    if (next == hash && !is_first) throw DecodeError("a hash that stands twice");
    hash = next;
    const std::size_t count = in.count();
    if (count == 0 || count > left.size()) throw DecodeError("too few or too many of a hash");
    SourceId source = 0;
    for (LookupEntry& entry : left.first(count)) {
      entry.hash = hash;
      entry.source = source = in.step_from(source);
    }
    left = left.subspan(count);
  }
  return finished(in, std::move(entries));
}

std::string encode(const ClaimList& claims) {
  Encoder out;
  out.fixed64(claims.hash);
  out.varint(claims.vertices.size());
  for (const ClaimList::Touched& touched : claims.vertices) {
    out.varint(std::uint64_t{touched.vertex} << 1U | (touched.has_records ? 1 : 0));
    out.fixed32(touched.definition);
  }
  out.varint(claims.edges.size());
  std::uint32_t previous = 0;
  for (const ClaimList::TouchedEdge& edge : claims.edges) {
    out.varint(edge.from - previous);
    previous = edge.from;
    out.varint(edge.to);
    out.byte(static_cast<std::uint8_t>(edge.label));
  }
  return out.take();
}

ClaimList decode_claims(std::string_view bytes) {
  Decoder in(bytes);
  ClaimList claims;
  claims.hash = in.fixed64();
  claims.vertices.resize(in.count());
  for (ClaimList::Touched& touched : claims.vertices) {
    const std::uint64_t vertex = in.varint();
    if (vertex >> 33U != 0) throw DecodeError("number out of range");
    touched.vertex = static_cast<VertexId>(vertex >> 1U);
    touched.has_records = (vertex & 1U) != 0;
    touched.definition = in.fixed32();
  }
  claims.edges.resize(in.count());
  std::uint32_t previous = 0;
  for (ClaimList::TouchedEdge& edge : claims.edges) {
    edge.from = previous = in.step_from(previous);
    edge.to = in.varint32();
    edge.label = enumerator_of<EdgeLabel>(in.byte());
    if (std::max(edge.from, edge.to) >= claims.vertices.size()) {
      throw DecodeError("an edge of no vertex");
    }
  }
  return finished(in, std::move(claims));
}

std::string encode(const Excerpts& excerpts) {
  Encoder out;
  out.varint(excerpts.size());
  std::uint32_t previous = 0;
  for (const auto& [line, text] : excerpts) {
    out.varint(line - previous);
    previous = line;
    out.string(text);
  }
  return out.take();
}

Excerpts decode_excerpts(std::string_view bytes) {
  Decoder in(bytes);
  Excerpts excerpts;
  std::uint32_t line = 0;
  for (std::size_t n = in.count(); n > 0; --n) {
    const std::uint32_t next = in.step_from(line);
    if (next == line && !excerpts.empty()) throw DecodeError("a line that stands twice");
    line = next;
    excerpts.emplace_hint(excerpts.end(), line, in.string());
  }
  return finished(in, std::move(excerpts));
}

}  // namespace rapport
