#include <algorithm>
#include <map>
#include <numeric>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "graph/store.h"
#include "tests/graph/invariants.h"
#include "tests/graph/random_claims.h"
#include "tests/support/dump.h"

// However the sources come, go and come again: the store ends as if it had read the last state of
// all in one batch.

namespace rapport {
namespace {

using testing::dump;
using testing::Random;
using testing::random_claims;
using testing::violations;
using Sources = std::map<std::string, SourceClaims>;

// The dump, and by which of the world's names which keys are found.
std::string content(const Store& store) {
  std::string text = dump(store);
  for (int n = 0; n < 12; ++n) {
    std::vector<std::string> keys;
    for (const VertexId id : store.find_name("name-" + std::to_string(n))) {
      const auto vertex = store.vertex(id);
      keys.push_back(vertex ? vertex->key : "(no vertex)");
    }
    std::sort(keys.begin(), keys.end());
    text += "name " + std::to_string(n);
    for (const std::string& key : keys) text += " " + key;
    text += '\n';
  }
  return text;
}

std::string content_of_one_batch(const Sources& sources) {
  WriteBatch batch;
  for (const auto& [path, claims] : sources) batch.put.push_back(claims);
  Store store = Store::in_memory();
  store.apply(batch);
  return content(store);
}

std::string random_path(Random& random) { return "note" + std::to_string(random.below(12)); }

// One to three sources, each put, put again, retracted or touched.
WriteBatch random_batch(Random& random, Sources& sources) {
  WriteBatch batch;
  std::map<std::string, int> kinds;
  for (auto n = 1 + random.below(3); n > 0; --n) {
    kinds[random_path(random)] = static_cast<int>(random.below(5));
  }
  for (const auto& [path, kind] : kinds) {
    if (kind == 0) {
      batch.retract.push_back(path);
      sources.erase(path);
    } else if (kind == 1) {
      if (!sources.contains(path)) continue;
      sources[path].fingerprint.content_hash = random.bits();
      batch.touch.emplace_back(path, sources[path].fingerprint);
    } else {
      batch.put.push_back(sources[path] = random_claims(random, path));
    }
  }
  return batch;
}

TEST(Order, OfRandomScriptsEndsAsOneBatchOfTheLastState) {
  for (std::uint64_t seed = 0; seed < 400; ++seed) {
    Random random(seed);
    Store store = Store::in_memory();
    Sources sources;
    for (int step = 0; step < 25; ++step) {
      store.apply(random_batch(random, sources));
      ASSERT_EQ(violations(store), "") << "seed " << seed << " step " << step;
    }
    ASSERT_EQ(content(store), content_of_one_batch(sources)) << "seed " << seed;
  }
}

TEST(Order, OfBatchesMakesNoDifferenceInAnyPermutation) {
  for (std::uint64_t seed = 1000; seed < 1020; ++seed) {
    Random random(seed);
    std::vector<SourceClaims> list;
    for (int n = 0; n < 5; ++n) list.push_back(random_claims(random, "note" + std::to_string(n)));
    Sources sources;
    for (const SourceClaims& claims : list) sources[claims.path] = claims;
    const std::string expected = content_of_one_batch(sources);
    std::vector<std::size_t> order(list.size());
    std::iota(order.begin(), order.end(), 0U);
    do {
      Store store = Store::in_memory();
      for (const std::size_t i : order) {
        WriteBatch batch;
        batch.put.push_back(list[i]);
        store.apply(batch);
      }
      ASSERT_EQ(content(store), expected) << "seed " << seed;
    } while (std::next_permutation(order.begin(), order.end()));
  }
}

TEST(Order, OfClaimsWithinABatchMakesNoDifference) {
  for (std::uint64_t seed = 2000; seed < 2100; ++seed) {
    Random random(seed);
    WriteBatch forward;
    for (int n = 0; n < 8; ++n) {
      forward.put.push_back(random_claims(random, "note" + std::to_string(n)));
    }
    WriteBatch backward = forward;
    std::reverse(backward.put.begin(), backward.put.end());
    Store a = Store::in_memory();
    Store b = Store::in_memory();
    a.apply(forward);
    b.apply(backward);
    ASSERT_EQ(content(a), content(b)) << "seed " << seed;
  }
}

TEST(Order, EveryStoreThatLosesAllItsSourcesIsEmpty) {
  for (std::uint64_t seed = 3000; seed < 3100; ++seed) {
    Random random(seed);
    Store store = Store::in_memory();
    WriteBatch all;
    for (int n = 0; n < 6; ++n)
      all.put.push_back(random_claims(random, "note" + std::to_string(n)));
    store.apply(all);
    for (const SourceClaims& claims : all.put) {
      WriteBatch batch;
      batch.retract.push_back(claims.path);
      store.apply(batch);
    }
    ASSERT_EQ(dump(store), "") << "seed " << seed;
    ASSERT_EQ(store.counts(), GraphCounts{}) << "seed " << seed;
    // Nothing but the meta value is left: 'm', some forty numbers, most of them 0, and the sum.
    ASSERT_LE(store.bytes(), 48U) << "seed " << seed;
  }
}

}  // namespace
}  // namespace rapport
