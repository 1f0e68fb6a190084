#include <functional>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "graph/encoding.h"
#include "graph/layout.h"
#include "tests/graph/random.h"
#include "tests/graph/sample_values.h"

// Damaged bytes never do more than throw DecodeError. Sanitizers make this test strict.

namespace rapport {
namespace {

using testing::Random;
using testing::SampleValues;

// A decoder followed by the encoder of what it gives.
using Recode = std::function<std::string(std::string_view)>;

struct Kind {
  const char* name;
  Recode recode;
  std::string sample;
};

std::vector<Kind> kinds() {
  const SampleValues v;
  const auto kind = [](const char* name, auto decode, const auto& sample) {
    return Kind{name, [decode](std::string_view b) { return encode(decode(b)); }, encode(sample)};
  };
  return {kind("meta", decode_meta, v.meta),
          kind("vertex", decode_vertex, v.vertex),
          kind("arcs", decode_arcs, v.arcs),
          kind("ties", decode_ties, v.ties),
          kind("records", decode_records, v.records),
          kind("ids", decode_ids, v.ids),
          kind("source", decode_source, v.source),
          kind("memo", decode_memo, v.memo),
          kind("lookups", decode_lookups, v.lookups),
          kind("claims", decode_claims, v.claims),
          kind("excerpts", decode_excerpts, v.excerpts),
          kind("degrees", decode_degrees, v.degrees),
          kind("index of arcs", decode_index<Arc>, v.arc_index),
          kind("index of ties", decode_index<Tie>, v.tie_index),
          kind("summary", decode_degree_summary, v.summary)};
}

// The value's bytes, or "refused". Whatever is accepted is written back as it was read (with an
// exception: meta of another format, of which only the format is read).
std::string outcome(const Kind& kind, std::string_view bytes) {
  try {
    return kind.recode(bytes);
  } catch (const DecodeError&) {
    return "refused";
  }
}

TEST(Decoding, OfAnyStrictPrefixIsRefused) {
  for (const Kind& kind : kinds()) {
    for (std::size_t n = 0; n < kind.sample.size(); ++n) {
      EXPECT_EQ(outcome(kind, std::string_view(kind.sample).substr(0, n)), "refused")
          << kind.name << " cut to " << n << " of " << kind.sample.size();
    }
  }
}

TEST(Decoding, OfAValueWithBytesBehindItIsRefused) {
  for (const Kind& kind : kinds()) {
    EXPECT_EQ(outcome(kind, kind.sample + '\0'), "refused") << kind.name;
  }
}

TEST(Decoding, OfRandomBytesNeverCrashes) {
  Random random(2);
  for (const Kind& kind : kinds()) {
    for (int i = 0; i < 20000; ++i) {
      std::string bytes(random.below(64), '\0');
      // Small numbers reach deeper than evenly spread ones, which mostly are counts too large.
      const std::size_t bound = random.one_in(2) ? 256 : 6;
      for (char& c : bytes) c = static_cast<char>(random.below(bound));
      outcome(kind, bytes);
    }
  }
}

TEST(Decoding, OfMutatedValuesNeverCrashes) {
  Random random(3);
  for (const Kind& kind : kinds()) {
    for (int i = 0; i < 20000; ++i) {
      std::string bytes = kind.sample;
      for (auto n = 1 + random.below(3); n > 0 && !bytes.empty(); --n) {
        const std::size_t at = random.below(bytes.size());
        switch (random.below(4)) {
          case 0:
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.below(8)));
            break;
          case 1:
            bytes[at] = static_cast<char>(random.below(256));
            break;
          case 2:
            bytes.erase(at, 1 + random.below(4));
            break;
          default:
            bytes.insert(at, 1, static_cast<char>(random.below(256)));
        }
      }
      outcome(kind, bytes);
    }
  }
}

TEST(Decoding, OfOneFlippedBitIsRefusedOrGivesWhatWasRead) {
  for (const Kind& kind : kinds()) {
    if (std::string_view(kind.name) == "meta") continue;  // a format of the future is accepted
    for (std::size_t bit = 0; bit < kind.sample.size() * 8; ++bit) {
      std::string bytes = kind.sample;
      bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << (bit % 8)));
      const std::string read = outcome(kind, bytes);
      EXPECT_TRUE(read == "refused" || read == bytes) << kind.name << " bit " << bit;
    }
  }
}

TEST(Decoding, OfALargeCountOfNothingTakesNoMemory) {
  Encoder out;
  out.varint(UINT64_MAX);
  for (const Kind& kind : kinds()) {
    if (std::string_view(kind.name) == "meta") continue;  // has no count
    EXPECT_EQ(outcome(kind, out.bytes()), "refused") << kind.name;
  }
}

}  // namespace
}  // namespace rapport
