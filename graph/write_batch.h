#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "graph/elements.h"

namespace rapport {

// What a writer hands to the store: the claims of whole sources. A source is the unit of change:
// putting it again retracts all that it claimed before.

// How sure a source is of the name and type of a vertex. The highest rank decides; among equals
// organization and then the lower VertexType, then the smaller name: the order of sources changes
// nothing, and no person is made of an organization.
enum class Rank : std::uint8_t {
  mention = 10,      // linked or named, nothing more known
  guess = 30,        // a lone word in such a place: "[[Priya]]" among attendees
  slug = 40,         // a tag such as company/acme-corp
  role = 50,         // stands in a place that tells its type: attendee, employer
  dated_title = 60,  // "2025-11-06 - ..." can only be a meeting
  note = 100,        // the vertex's own note speaks
};

struct PropertyClaim {
  std::string name;
  std::string value;
  std::uint32_t line = 0;
  // If it is told of a day: of several of a name the latest counts.
  std::optional<Date> date = std::nullopt;
};

struct VertexClaim {
  std::string key;
  VertexType type = VertexType::note;
  Rank rank = Rank::mention;
  std::string name;
  std::optional<Date> date;
  std::vector<PropertyClaim> properties;
};

// Edges and records name vertices by their place in SourceClaims::vertices.
using LocalVertex = std::uint32_t;

struct EdgeClaim {
  LocalVertex from = 0;
  LocalVertex to = 0;
  EdgeLabel label = EdgeLabel::links_to;
  Method method = Method::none;
  bool principal = false;
  std::optional<Date> date;
  std::uint32_t line = 0;
};

struct RecordClaim {
  LocalVertex holder = 0;
  RecordKind kind = RecordKind::fact;
  std::string text;
  std::optional<Date> date;
  std::optional<LocalVertex> subject;
  std::optional<LocalVertex> object;
  std::vector<std::pair<std::string, std::string>> attributes;
  std::uint32_t line = 0;
};

// How a source is recognised as unchanged without reading it, and by its content.
struct Fingerprint {
  std::uint64_t size = 0;
  std::int64_t modified_ns = 0;
  std::int64_t changed_ns = 0;
  std::uint64_t inode = 0;
  std::uint64_t content_hash = 0;
  friend bool operator==(const Fingerprint&, const Fingerprint&) = default;
};

// Of a hash in a SourceMemo: few enough to be short, enough that few texts share one.
inline constexpr unsigned kLookupBits = 22;

// Opaque to the graph: what the writer wants back on its next run.
struct SourceMemo {
  std::string identity;  // how other sources may name this one
  // Hashes of names in kLookupBits, ascending: two texts of one hash are looked at once too often,
  // no worse.
  std::vector<std::uint32_t> answers;  // by which others may ask for this one
  std::vector<std::uint32_t> lookups;  // for which this one asked
  std::string diagnostics;
};

struct SourceClaims {
  std::string path;
  Fingerprint fingerprint;
  SourceMemo memo;
  std::vector<VertexClaim> vertices;
  std::vector<EdgeClaim> edges;
  std::vector<RecordClaim> records;
  std::map<std::uint32_t, std::string> excerpts;  // the text of each line that is evidence
};

// Applied as one atomic step: first all retractions, then all claims.
struct WriteBatch {
  std::vector<std::string> retract;  // paths of sources that are gone
  std::vector<SourceClaims> put;
  std::vector<std::pair<std::string, Fingerprint>> touch;  // same claims, new fingerprint
  std::optional<std::string> writer_settings;  // fingerprint of the rules the claims follow

  bool empty() const { return retract.empty() && put.empty() && touch.empty() && !writer_settings; }
};

}  // namespace rapport
