#include "graph/claims_hash.h"

#include "graph/encoding.h"

namespace rapport {
namespace {

// In front of each list its length: no two claims give the same bytes.
template <class T, class Put>
void put_list(Encoder& out, const T& list, const Put& put) {
  out.varint(list.size());
  for (const auto& element : list) put(element);
}

void put_hashes(Encoder& out, const std::vector<std::uint32_t>& hashes) {
  put_list(out, hashes, [&](std::uint32_t hash) { out.varint(hash); });
}

void put(Encoder& out, const SourceMemo& memo) {
  out.string(memo.identity);
  put_hashes(out, memo.answers);
  put_hashes(out, memo.lookups);
  out.string(memo.diagnostics);
}

void put(Encoder& out, const VertexClaim& claim) {
  out.string(claim.key);
  out.byte(static_cast<std::uint8_t>(claim.type));
  out.byte(static_cast<std::uint8_t>(claim.rank));
  out.string(claim.name);
  out.date(claim.date);
  put_list(out, claim.properties, [&](const PropertyClaim& p) {
    out.string(p.name);
    out.string(p.value);
    out.varint(p.line);
    out.date(p.date);
  });
}

void put(Encoder& out, const EdgeClaim& edge) {
  out.varint(edge.from);
  out.varint(edge.to);
  out.byte(static_cast<std::uint8_t>(edge.label));
  out.byte(static_cast<std::uint8_t>(edge.method));
  out.byte(edge.principal ? 1 : 0);
  out.date(edge.date);
  out.varint(edge.line);
}

void put(Encoder& out, std::optional<LocalVertex> vertex) {
  out.varint(vertex ? std::uint64_t{*vertex} + 1 : 0);
}

void put(Encoder& out, const RecordClaim& record) {
  out.varint(record.holder);
  out.byte(static_cast<std::uint8_t>(record.kind));
  out.string(record.text);
  out.date(record.date);
  put(out, record.subject);
  put(out, record.object);
  put_list(out, record.attributes, [&](const auto& attribute) {
    out.string(attribute.first);
    out.string(attribute.second);
  });
  out.varint(record.line);
}

}  // namespace

std::uint64_t hash_of(const SourceClaims& claims) {
  Encoder out;
  put(out, claims.memo);
  put_list(out, claims.vertices, [&](const VertexClaim& claim) { put(out, claim); });
  put_list(out, claims.edges, [&](const EdgeClaim& edge) { put(out, edge); });
  put_list(out, claims.records, [&](const RecordClaim& record) { put(out, record); });
  put_list(out, claims.excerpts, [&](const auto& excerpt) {
    out.varint(excerpt.first);
    out.string(excerpt.second);
  });
  return hash64(out.bytes());
}

}  // namespace rapport
