#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/arc_columns.h"
#include "graph/elements.h"
#include "graph/encoding.h"
#include "graph/graph_counts.h"
#include "graph/write_batch.h"

namespace rapport {

// The keys and values of the store, as graph/STORE_FORMAT.md lays them out. Pure functions.

inline constexpr std::uint32_t kStoreFormat = 7;

// First byte of a key.
enum class Family : char {
  meta = 'm',
  vertex = 'v',          // id -> VertexRecord
  adjacency = 'a',       // id -> all arcs (graph/chunked_list.h)
  ties = 't',            // id -> all ties, likewise
  degree_summary = 'g',  // how many people have how many ties
  degrees = 'h',         // block of ids -> how many ties each of its people has
  records = 'r',         // id -> facts, decisions, blockers, tasks
  signals = 'q',         // id -> records that is_signal()
  vertex_key = 'k',      // hash of a vertex's key -> ids
  name = 'n',            // hash of a folded name -> ids
  source = 'f',          // id -> path, fingerprint
  source_path = 'p',     // hash of a path -> ids
  memo = 's',            // source id -> identity, answers, lookups
  answers = 'w',         // block of hashes -> which sources answer to a hash
  lookups = 'u',         // block of hashes -> which sources asked for it
  claims = 'c',          // source id -> what it touched
  diagnostics = 'd',     // source id -> diagnostics
  excerpts = 'x',        // source id -> lines that are evidence
};

std::string key_of(Family family);
std::string key_of(Family family, std::uint32_t id);
// The start of the keys of a block of ids that share all but their last byte.
std::string key_of_block(Family family, std::uint32_t block);
std::string hashed_key_of(Family family, std::string_view text);
std::string hashed_key_of(Family family, std::uint64_t hash);

struct Meta {
  std::uint32_t format = kStoreFormat;
  std::uint32_t next_vertex = 0;
  std::uint32_t next_source = 0;
  std::uint64_t generation = 0;  // grows by one with each batch
  GraphCounts counts;
  std::uint64_t content_sum = 0;  // graph/content_sum.h
  std::string writer_settings;
};

// One opinion about the name and type of a vertex, shared by `sources` sources.
struct Definition {
  Rank rank = Rank::mention;
  VertexType type = VertexType::note;
  std::string name;
  std::optional<Date> date;
  std::uint32_t sources = 0;

  // Identifies the opinion in the list of what a source claimed.
  std::uint32_t fingerprint() const;
};

// What the store keeps of a vertex; `Vertex` is what it comes to.
struct VertexRecord {
  std::string key;
  std::vector<Definition> definitions;
  std::vector<Property> properties;

  // The definition that decides name and type; nullptr if there is none.
  const Definition* best() const;
  // The first value of `property`, nullptr when nobody claims it.
  const std::string* find(std::string_view property) const;
  Vertex resolve(VertexId id) const&;
  Vertex resolve(VertexId id) &&;
};

struct SourceRecord {
  std::string path;
  Fingerprint fingerprint;
};

// What a source touched, so that it can be retracted.
struct ClaimList {
  struct Touched {
    VertexId vertex = 0;
    std::uint32_t definition = 0;  // its fingerprint
    bool has_records = false;      // the source has records or signals with the vertex
  };
  // An edge between two of `vertices`, as places in there.
  struct TouchedEdge {
    std::uint32_t from = 0;
    std::uint32_t to = 0;
    EdgeLabel label = EdgeLabel::attended;
    friend auto operator<=>(const TouchedEdge&, const TouchedEdge&) = default;
  };
  std::vector<Touched> vertices;
  std::vector<TouchedEdge> edges;  // ascending, each once
  std::uint64_t hash = 0;          // of all that the source claimed: graph/claims_hash.h
};

inline constexpr unsigned kLookupBlockBits = 12;

// One hash of a SourceMemo, and whose it is.
struct LookupEntry {
  std::uint32_t hash = 0;
  SourceId source = 0;

  // The value that holds it, one of 4,096.
  std::uint32_t block() const { return hash >> (kLookupBits - kLookupBlockBits); }
  friend auto operator<=>(const LookupEntry&, const LookupEntry&) = default;
};

using Excerpts = std::map<std::uint32_t, std::string>;

std::string encode(const Meta& meta);
std::string encode(const VertexRecord& record);
std::string encode(const std::vector<Tie>& ties);
std::string encode(const std::vector<Record>& records);
std::string encode(const std::vector<std::uint32_t>& ids);  // ascending
std::string encode(const SourceRecord& record);
std::string encode(const SourceMemo& memo);                   // without the diagnostics
std::string encode(const std::vector<LookupEntry>& entries);  // of one block, sorted
std::string encode(const ClaimList& claims);
std::string encode(const Excerpts& excerpts);

// One element by itself. take() throws DecodeError.
void put(Encoder& out, const Record& record);
void take(Decoder& in, Record& record);

// The ties of a value one by one, into the same Tie: a search that reads thousands of lists once
// need not keep them. Throws DecodeError as decode_ties() does.
class TieReader {
 public:
  explicit TieReader(std::string_view bytes) : in_(bytes), left_(in_.count()) {}
  std::size_t left() const { return left_; }
  bool next(Tie& tie);  // false behind the last one

 private:
  Decoder in_;
  std::size_t left_;
  VertexId previous_ = 0;
};

// All throw DecodeError for bytes that are no such value.
Meta decode_meta(std::string_view bytes);
VertexRecord decode_vertex(std::string_view bytes);
std::vector<Tie> decode_ties(std::string_view bytes);
std::vector<Record> decode_records(std::string_view bytes);
std::vector<std::uint32_t> decode_ids(std::string_view bytes);
SourceRecord decode_source(std::string_view bytes);
SourceMemo decode_memo(std::string_view bytes);
std::vector<LookupEntry> decode_lookups(std::string_view bytes);
ClaimList decode_claims(std::string_view bytes);
Excerpts decode_excerpts(std::string_view bytes);

// The folded names by which a vertex is found: its names in all definitions, and its aliases.
std::vector<std::string> search_names(const VertexRecord& record);

}  // namespace rapport
