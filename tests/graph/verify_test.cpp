#include "graph/verify.h"

#include <functional>
#include <iterator>
#include <map>

#include <gtest/gtest.h>

#include "graph/chunked_list.h"
#include "graph/content_sum.h"
#include "graph/encoding.h"
#include "graph/graph_update.h"
#include "graph/layout.h"
#include "tests/graph/random_claims.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::claims_of;
using testing::Random;
using testing::random_claims;
using Entries = std::map<std::string, std::string>;

Entries entries_of(const KeyValueStore& store) {
  Entries entries;
  store.scan("",
             [&](std::string_view key, std::string_view value) { entries.emplace(key, value); });
  return entries;
}

std::unique_ptr<KeyValueStore> store_of(const Entries& entries) {
  auto store = make_memory_store();
  std::vector<KeyValueChange> changes;
  for (const auto& [key, value] : entries) changes.push_back({key, value});
  store->write(std::move(changes));
  return store;
}

void apply(KeyValueStore& store, std::vector<std::string> replaced,
           std::vector<SourceClaims> sources) {
  const auto bytes = store.get(key_of(Family::meta));
  const auto batch = store.start_batch();
  GraphUpdate update(store, *batch, bytes ? decode_meta(*bytes) : Meta{}, std::move(replaced));
  for (SourceClaims& claims : sources) update.put(std::move(claims));
  update.finish("settings");
  batch->commit();
}

std::string text_of(const Verification& verification) {
  std::string text;
  for (const Fault& f : verification.faults) text += f.family + ": " + f.key + ": " + f.what + '\n';
  return text;
}

// A small one with something in each family.
Entries small_store() {
  auto store = make_memory_store();
  SourceClaims one = claims_of("one.md",
                               "2026-01-05: Ann, Bob*, Cid about Acme; Ann works_at Acme; Bob "
                               "reports_to Ann; fact: Bob \"likes tea\"; guard: Ann !-> Bob until "
                               "Cid; Ann role \"CTO\"; tag: deal");
  one.memo.diagnostics = "bad-date";
  one.memo.answers = {3, 1U << (kLookupBits - 1)};
  one.memo.lookups = {1, 2};
  SourceClaims two = claims_of("two.md", "2026-01-06: Ann, Bob; Cid alias \"Cy\"");
  apply(*store, {}, {one, two});
  return entries_of(*store);
}

// As a writer that errs leaves it: with the right sum.
void mend_sum(Entries& entries) {
  Meta meta = decode_meta(entries.at(key_of(Family::meta)));
  meta.content_sum = 0;
  std::uint64_t sum = entry_hash(meta);
  for (const auto& [key, value] : entries) {
    if (key != key_of(Family::meta)) sum += entry_hash(key, value);
  }
  meta.content_sum = sum;
  entries[key_of(Family::meta)] = encode(meta);
}

TEST(Verify, FindsNothingInASoundStore) {
  const Verification small = verify(*store_of(small_store()));
  EXPECT_EQ(text_of(small), "");
  EXPECT_EQ(small.values, small_store().size());
  EXPECT_EQ(small.vertices, 7U);
  EXPECT_EQ(small.edges, 9U);
  EXPECT_EQ(small.ties, 3U);
  EXPECT_EQ(small.sources, 2U);
  for (const Family family :
       {Family::vertex, Family::adjacency, Family::ties, Family::degree_summary, Family::degrees,
        Family::records, Family::signals, Family::vertex_key, Family::name, Family::source,
        Family::source_path, Family::memo, Family::answers, Family::lookups, Family::claims,
        Family::diagnostics, Family::excerpts}) {
    const auto entries = small_store();
    const auto it = entries.lower_bound(key_of(family));
    EXPECT_TRUE(it != entries.end() && it->first.starts_with(key_of(family)));
  }
}

// What a writer leaves that died before its first batch. Without meta value, but with others, it is
// no such store.
TEST(Verify, FindsNothingInAStoreOfNothing) {
  EXPECT_EQ(text_of(verify(*make_memory_store())), "");
  Entries entries = small_store();
  entries.erase(key_of(Family::meta));
  EXPECT_EQ(text_of(verify(*store_of(entries))).rfind("meta: m: is missing\n", 0), 0U);
}

TEST(Verify, FindsNothingAfterRandomBatches) {
  Random random(11);
  for (int world = 0; world < 60; ++world) {
    auto store = make_memory_store();
    for (int batch = 0; batch < 5; ++batch) {
      std::map<std::string, bool> puts;
      for (int n = 0; n < 4; ++n) {
        puts["note" + std::to_string(random.below(8))] = !random.one_in(3);
      }
      std::vector<std::string> replaced;
      std::vector<SourceClaims> sources;
      for (const auto& [path, is_put] : puts) {
        replaced.push_back(path);
        if (is_put) sources.push_back(random_claims(random, path));
      }
      apply(*store, replaced, sources);
      ASSERT_EQ(text_of(verify(*store)), "") << "world " << world << ", batch " << batch;
    }
  }
}

// Each value in turn: gone, cut, with a bit turned, longer, in the place of another one.
TEST(Verify, FindsEveryInjectedFault) {
  const Entries sound = small_store();
  const auto expect_found = [&](const Entries& entries, const std::string& how,
                                const std::string& key) {
    if (entries == sound) return;
    EXPECT_FALSE(verify(*store_of(entries)).ok()) << how << " " << key;
  };
  for (const auto& [key, value] : sound) {
    Entries entries = sound;
    entries.erase(key);
    expect_found(entries, "gone", key);
    for (std::size_t size = 0; size < value.size(); ++size) {
      entries = sound;
      entries[key].resize(size);
      expect_found(entries, "cut", key);
    }
    for (std::size_t bit = 0; bit < value.size() * 8; ++bit) {
      entries = sound;
      entries[key][bit / 8] = static_cast<char>(value[bit / 8] ^ (1 << (bit % 8)));
      expect_found(entries, "bit " + std::to_string(bit), key);
    }
    entries = sound;
    entries[key] += '\0';
    expect_found(entries, "longer", key);
    for (const auto& [other, other_value] : sound) {
      if (other.front() != key.front()) continue;
      entries = sound;
      std::swap(entries[key], entries[other]);
      expect_found(entries, "exchanged", key);
    }
    entries = sound;
    entries[key + "x"] = value;
    expect_found(entries, "a second key", key);
  }
  Entries entries = sound;
  entries["z"] = "of a later version";
  expect_found(entries, "unknown family", "z");
}

// What is derived is compared with what it comes from, not with the sum alone.
TEST(Verify, FindsWhatAWriterDerivedWrongly) {
  const Entries sound = small_store();
  const auto faults = [&](const std::function<void(Entries&)>& change) {
    Entries entries = sound;
    change(entries);
    mend_sum(entries);
    return text_of(verify(*store_of(entries)));
  };
  EXPECT_EQ(faults([](Entries&) {}), "");
  for (const auto& [key, value] : sound) {
    const auto family = static_cast<Family>(key.front());
    if (family == Family::meta || family == Family::diagnostics) continue;  // not derived
    // Facts and guards are told by the notes alone.
    if (family == Family::records || family == Family::signals) continue;
    EXPECT_NE(faults([&](Entries& e) { e.erase(key); }), "") << key;
  }
  const auto id_of = [&](const std::string& name) {
    return decode_ids(sound.at(hashed_key_of(Family::vertex_key, name))).front();
  };
  const std::string arcs_of_ann = key_of(Family::adjacency, id_of("Ann"));
  const auto change_arcs = [&](const std::function<void(std::vector<Arc>&)>& change) {
    return faults([&](Entries& e) {
      std::vector<Arc> arcs = decode_arcs(e.at(arcs_of_ann));
      change(arcs);
      e[arcs_of_ann] = encode(arcs);
    });
  };
  EXPECT_NE(change_arcs([](auto& arcs) { arcs.pop_back(); }).find("without its"),
            std::string::npos);
  EXPECT_NE(change_arcs([](auto& arcs) { arcs.front().evidence.line += 1; }).find("without its"),
            std::string::npos);
  EXPECT_NE(change_arcs([](auto& arcs) { arcs.front().evidence.source = 9; }).find("no source"),
            std::string::npos);
  EXPECT_NE(change_arcs([](auto& arcs) { arcs.back().other = 4000; }).find("to no vertex"),
            std::string::npos);
  const std::string ties_of_bob = key_of(Family::ties, id_of("Bob"));
  const std::string wrong_ties = faults([&](Entries& e) {
    std::vector<Tie> ties = decode_ties(e.at(ties_of_bob));
    ties.front().contacts.front().group_size = 2;
    e[ties_of_bob] = encode(ties);
  });
  EXPECT_EQ(wrong_ties, "ties: Bob: not what meetings and statements make\n");
  EXPECT_EQ(faults([](Entries& e) {
              Meta meta = decode_meta(e.at(key_of(Family::meta)));
              ++meta.counts.ties;
              e[key_of(Family::meta)] = encode(meta);
            }),
            "meta: m: the counts are not those of the store\n");
  EXPECT_NE(faults([&](Entries& e) {
              e[hashed_key_of(Family::name, "bob")] = encode(std::vector{id_of("Ann")});
            }).find("names: Ann: is found by what it is not"),
            std::string::npos);
}

// A hub's lists are in chunks: none of them may be wrong by itself, nor cut where it should not be.
TEST(Verify, FindsWhatIsWrongWithAChunk) {
  auto store = make_memory_store();
  SourceClaims hub;
  hub.path = "hub.md";
  hub.vertices.push_back({"hub", VertexType::person, Rank::note, "Hub", std::nullopt, {}});
  for (LocalVertex i = 1; i <= 1500; ++i) {
    const std::string name = "p" + std::to_string(i);
    hub.vertices.push_back({name, VertexType::person, Rank::mention, name, std::nullopt, {}});
    hub.edges.push_back({i, 0, EdgeLabel::reports_to, Method::none, false, std::nullopt, i});
  }
  apply(*store, {}, {hub});
  const Entries sound = entries_of(*store);
  ASSERT_EQ(text_of(verify(*store)), "");
  const auto expect_found = [&](Entries entries, const std::string& what) {
    mend_sum(entries);
    EXPECT_NE(text_of(verify(*store_of(entries))), "") << what;
  };
  int chunks = 0;
  for (auto it = sound.begin(); it != sound.end(); ++it) {
    const auto& [key, value] = *it;
    const bool is_of_ties = key.front() == static_cast<char>(Family::ties);
    if (!is_of_ties && key.front() != static_cast<char>(Family::adjacency)) continue;
    if (is_index(value)) {
      Entries entries = sound;
      if (is_of_ties) {
        auto index = decode_index<Tie>(value);
        ++index.back().tally.degree;
        entries[key] = encode(index);
        expect_found(entries, "another degree");
        --index.back().tally.degree;
        ++index.back().count;
        entries[key] = encode(index);
        expect_found(entries, "another length");
      } else {
        auto index = decode_index<Arc>(value);
        index.pop_back();
        entries[key] = encode(index);
        expect_found(entries, "a shorter index");
      }
      entries.erase(key);
      expect_found(entries, "no index");
    }
    if (key.size() == 5) continue;
    ++chunks;
    Entries entries = sound;
    entries.erase(key);
    expect_found(entries, "a chunk is missing");
    const auto next = std::next(it);
    if (next == sound.end() || next->first.substr(0, 5) != key.substr(0, 5)) continue;
    entries = sound;
    std::swap(entries[key], entries[next->first]);
    expect_found(entries, "chunks exchanged");
    if (is_of_ties) continue;
    // Two in one: the same list, but not where it is to be cut.
    entries = sound;
    std::vector<Arc> arcs = decode_arcs(value);
    const std::vector<Arc> more = decode_arcs(next->second);
    arcs.insert(arcs.end(), more.begin(), more.end());
    entries[key] = encode(arcs);
    entries.erase(next->first);
    const std::string root = key.substr(0, 5);
    auto index = decode_index<Arc>(entries[root]);
    for (auto chunk = index.begin(); chunk != index.end(); ++chunk) {
      if (chunk_key_of(read_big_endian32(root.substr(1)), chunk->first) != key) continue;
      chunk->count = static_cast<std::uint32_t>(arcs.size());
      index.erase(std::next(chunk));
      break;
    }
    entries[root] = encode(index);
    expect_found(entries, "two chunks in one");
  }
  EXPECT_GE(chunks, 8);
}

}  // namespace
}  // namespace rapport
