#include "graph/layout.h"

#include <functional>

#include <gtest/gtest.h>

#include "graph/encoding.h"
#include "tests/graph/sample_values.h"

namespace rapport {
namespace {

using testing::SampleValues;

// A value is read back as it was, and read back means: written again it gives the same bytes.
template <class T, class Decode>
void expect_round_trip(const T& value, Decode decode) {
  const std::string bytes = encode(value);
  EXPECT_EQ(encode(decode(bytes)), bytes);
}

TEST(Layout, GivesBackEveryKindOfValue) {
  const SampleValues v;
  EXPECT_EQ(decode_arcs(encode(v.arcs)), v.arcs);
  EXPECT_EQ(decode_records(encode(v.records)), v.records);
  EXPECT_EQ(decode_ids(encode(v.ids)), v.ids);
  EXPECT_EQ(decode_degrees(encode(v.degrees)), v.degrees);
  EXPECT_EQ(decode_excerpts(encode(v.excerpts)), v.excerpts);
  EXPECT_EQ(decode_source(encode(v.source)).path, v.source.path);
  EXPECT_EQ(decode_source(encode(v.source)).fingerprint, v.source.fingerprint);
  expect_round_trip(v.meta, decode_meta);
  expect_round_trip(v.vertex, decode_vertex);
  expect_round_trip(v.ties, decode_ties);
  expect_round_trip(v.memo, decode_memo);
  expect_round_trip(v.lookups, decode_lookups);
  expect_round_trip(v.claims, decode_claims);

  const std::vector<Tie> ties = decode_ties(encode(v.ties));
  ASSERT_EQ(ties.size(), v.ties.size());
  for (std::size_t i = 0; i < ties.size(); ++i) {
    EXPECT_EQ(ties[i].neighbor, v.ties[i].neighbor);
    EXPECT_EQ(ties[i].contacts, v.ties[i].contacts);
    EXPECT_EQ(ties[i].statements, v.ties[i].statements);
  }
  const Vertex vertex = decode_vertex(encode(v.vertex)).resolve(7);
  EXPECT_EQ(vertex.properties, v.vertex.properties);
  EXPECT_EQ(vertex.key, v.vertex.key);
  EXPECT_EQ(decode_memo(encode(v.memo)).answers, v.memo.answers);
  EXPECT_EQ(decode_memo(encode(v.memo)).lookups, v.memo.lookups);
  EXPECT_EQ(decode_lookups(encode(v.lookups)), v.lookups);
  EXPECT_EQ(decode_meta(encode(v.meta)).writer_settings, v.meta.writer_settings);
}

TEST(Layout, GivesBackEmptyValues) {
  EXPECT_TRUE(decode_arcs(encode(std::vector<Arc>{})).empty());
  EXPECT_TRUE(decode_ties(encode(std::vector<Tie>{})).empty());
  EXPECT_TRUE(decode_records(encode(std::vector<Record>{})).empty());
  EXPECT_TRUE(decode_ids(encode(std::vector<std::uint32_t>{})).empty());
  EXPECT_TRUE(decode_excerpts(encode(Excerpts{})).empty());
  expect_round_trip(Meta{}, decode_meta);
  expect_round_trip(VertexRecord{}, decode_vertex);
  expect_round_trip(SourceRecord{}, decode_source);
  expect_round_trip(SourceMemo{}, decode_memo);
  expect_round_trip(ClaimList{}, decode_claims);
}

TEST(Layout, OfMetaOfAnotherFormatTellsTheFormatAndNothingElse) {
  Encoder out;
  out.varint(kStoreFormat + 1);
  out.string("whatever the future holds");
  const Meta meta = decode_meta(out.bytes());
  EXPECT_EQ(meta.format, kStoreFormat + 1);
  EXPECT_EQ(meta.next_vertex, 0U);
}

TEST(Keys, AreTheFamilyAndTheIdOrHash) {
  EXPECT_EQ(key_of(Family::meta), "m");
  EXPECT_EQ(key_of(Family::vertex, 0x01020304), std::string("v\1\2\3\4"));
  EXPECT_EQ(hashed_key_of(Family::name, "ann"), "n" + big_endian64(hash64("ann")));
  EXPECT_EQ(hashed_key_of(Family::name, "ann").size(), 9U);
  EXPECT_EQ(key_of_block(Family::ties, 0x010203), std::string("t\1\2\3"));
}

TEST(SearchNames, AreFoldedNamesOfAllDefinitionsAndAliases) {
  const VertexRecord record{"k",
                            {{Rank::note, VertexType::person, "Ann LEE", {}, 1},
                             {Rank::mention, VertexType::note, "ann-lee", {}, 2},
                             {Rank::role, VertexType::person, "Ann", {}, 1}},
                            {{"alias", "Annie", {}}, {"role", "CTO", {}}}};
  EXPECT_EQ(search_names(record), (std::vector<std::string>{"ann", "ann lee", "annie"}));
}

TEST(Layout, RefusesNumbersThatNameNothing) {
  const SampleValues v;
  // Where the first byte of an element stands, after the count.
  struct {
    std::string bytes;
    std::size_t at;
    char value;
    std::function<void(std::string_view)> decode;
  } const cases[] = {
      {encode(v.arcs), 1, 99, [](std::string_view b) { decode_arcs(b); }},        // label
      {encode(v.arcs), 2, '\xFC', [](std::string_view b) { decode_arcs(b); }},    // method 63
      {encode(v.records), 1, 99, [](std::string_view b) { decode_records(b); }},  // kind
  };
  for (const auto& c : cases) {
    std::string bytes = c.bytes;
    bytes[c.at] = c.value;
    EXPECT_THROW(c.decode(bytes), DecodeError) << c.at;
  }
}

}  // namespace
}  // namespace rapport
