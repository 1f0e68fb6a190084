#include "graph/chunked_list.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include <gtest/gtest.h>

#include "graph/encoding.h"
#include "graph/layout.h"
#include "graph/sort_unique.h"
#include "tests/graph/random.h"

namespace rapport {
namespace {

using testing::Random;
using Entries = std::map<std::string, std::string>;

constexpr VertexId kHub = 7;

Arc arc_to(VertexId other, EdgeLabel label = EdgeLabel::attended, std::uint32_t line = 1) {
  return {label, Direction::out, other, {other % 50, line}, Method::none, false, std::nullopt};
}

Tie tie_with(VertexId neighbor, int day = 0) {
  return {neighbor, {{Date{std::chrono::days{day}}, neighbor, 2, Channel::meeting, false}}, {}};
}

std::vector<Arc> arcs_to(VertexId first, VertexId count) {
  std::vector<Arc> arcs;
  for (VertexId i = 0; i < count; ++i) arcs.push_back(arc_to(first + i));
  return arcs;
}

Entries entries_of(const KeyValueStore& store) {
  Entries entries;
  store.scan("", [&](std::string_view k, std::string_view v) { entries.emplace(k, v); });
  return entries;
}

// Saves the list, and returns how many values were written; each key is written at most once.
template <class T>
std::size_t save(KeyValueStore& store, ChunkedList<T> list) {
  std::vector<KeyValueChange> changes;
  std::map<std::string, int> times;
  list.save([&](std::string key, std::optional<std::string> value) {
    EXPECT_EQ(++times[key], 1);
    changes.push_back({std::move(key), std::move(value)});
  });
  const std::size_t count = changes.size();
  store.write(std::move(changes));
  return count;
}

// Without those that are gone, with those that are added.
ChunkedList<Arc> edited(const KeyValueStore& store, const std::vector<Arc>& gone,
                        const std::vector<Arc>& added) {
  ChunkedList<Arc> list(store, kHub);
  std::vector<ArcPosition> touched;
  for (const auto* arcs : {&gone, &added}) {
    for (const Arc& arc : *arcs) touched.push_back(position_of(arc));
  }
  sort_unique(touched);
  list.edit(touched, [&](std::vector<Arc>& arcs, auto first, auto last) {
    for (const Arc& arc : gone) {
      const auto it = std::find(arcs.begin(), arcs.end(), arc);
      if (it != arcs.end()) arcs.erase(it);
    }
    for (const Arc& arc : added) {
      if (std::binary_search(first, last, position_of(arc))) arcs.push_back(arc);
    }
    std::sort(arcs.begin(), arcs.end());
  });
  return list;
}

TEST(ChunkedList, OfAFewElementsIsOneValue) {
  const auto store = make_memory_store();
  const std::vector<Arc> arcs = arcs_to(0, kLongestPlainList);
  EXPECT_EQ(save(*store, ChunkedList<Arc>(kHub, arcs)), 1U);
  EXPECT_EQ(store->get(key_of(Family::adjacency, kHub)), encode(arcs));
  EXPECT_EQ(ChunkedList<Arc>(*store, kHub).all(), arcs);
}

TEST(ChunkedList, OfNothingIsNoValue) {
  const auto store = make_memory_store();
  EXPECT_EQ(save(*store, ChunkedList<Arc>(kHub, {})), 0U);
  EXPECT_TRUE(ChunkedList<Arc>(*store, kHub).all().empty());
  EXPECT_TRUE(ChunkedList<Arc>(*store, kHub).between({}, {EdgeLabel::links_to}).empty());
}

TEST(ChunkedList, OfManyIsAnIndexAndChunksOfAUsefulLength) {
  const auto store = make_memory_store();
  const std::vector<Arc> arcs = arcs_to(1000, 100'000);
  save(*store, ChunkedList<Arc>(kHub, arcs));
  const auto root = store->get(key_of(Family::adjacency, kHub));
  ASSERT_TRUE(root && is_index(*root));
  const ListIndex<Arc> index = decode_index<Arc>(*root);
  EXPECT_EQ(encode(index), *root);
  std::uint32_t longest = 0;
  for (const Chunk<Arc>& chunk : index) {
    longest = std::max(longest, chunk.count);
    EXPECT_TRUE(store->get(chunk_key_of(kHub, chunk.first)));
  }
  EXPECT_GT(index.size(), 300U);
  EXPECT_LT(longest, 1000U);
  EXPECT_EQ(ChunkedList<Arc>(*store, kHub).all(), arcs);
  EXPECT_EQ(ChunkedList<Arc>(*store, kHub).size(), arcs.size());
}

TEST(ChunkedList, ReadsAndWritesOneChunkForOneChange) {
  const auto store = make_memory_store();
  save(*store, ChunkedList<Arc>(kHub, arcs_to(0, 10'000)));
  EXPECT_EQ(save(*store, edited(*store, {}, {arc_to(5000, EdgeLabel::attended, 2)})), 2U);
  EXPECT_EQ(save(*store, edited(*store, {arc_to(5000)}, {})), 2U);
}

TEST(ChunkedList, FindsWhatIsBetweenTwoPositions) {
  const auto store = make_memory_store();
  std::vector<Arc> arcs = arcs_to(0, 2000);
  for (VertexId i = 0; i < 2000; ++i) arcs.push_back(arc_to(i, EdgeLabel::about));
  save(*store, ChunkedList<Arc>(kHub, arcs));
  const ChunkedList<Arc> list(*store, kHub);
  const ArcPosition first{EdgeLabel::attended, Direction::out, 1990};
  const ArcPosition last{EdgeLabel::about, Direction::out, 9};
  const std::vector<Arc> found = list.between(first, last);
  EXPECT_EQ(found, std::vector<Arc>(arcs.begin() + 1990, arcs.begin() + 2010));
  EXPECT_TRUE(list.between({EdgeLabel::guard}, {EdgeLabel::links_to}).empty());
}

// Sets of arcs, some with several at one position, that grow and shrink over the bound: the bytes
// are those of the list written at once.
TEST(ChunkedList, IsTheSameBytesWhateverTheOrderOfChanges) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    Random random(seed);
    const auto store = make_memory_store();
    std::vector<Arc> expected;
    for (int step = 0; step < 30; ++step) {
      std::vector<Arc> added;
      std::vector<Arc> gone;
      const bool grows = random.below(10) < (step < 18 ? 7U : 2U);
      for (auto n = random.below(random.one_in(4) ? 900 : 60); n > 0; --n) {
        const auto label = random.one_in(3) ? EdgeLabel::about : EdgeLabel::attended;
        added.push_back(arc_to(static_cast<VertexId>(random.below(3000)), label,
                               static_cast<std::uint32_t>(random.below(3))));
      }
      if (!grows) {
        added.clear();
        const std::size_t most = random.one_in(5) ? expected.size() : 80;
        for (const Arc& arc : expected) {
          if (gone.size() < most && random.one_in(2)) gone.push_back(arc);
        }
      }
      save(*store, edited(*store, gone, added));
      for (const Arc& arc : gone) expected.erase(std::find(expected.begin(), expected.end(), arc));
      expected.insert(expected.end(), added.begin(), added.end());
      std::sort(expected.begin(), expected.end());

      const auto at_once = make_memory_store();
      save(*at_once, ChunkedList<Arc>(kHub, expected));
      ASSERT_EQ(entries_of(*store), entries_of(*at_once)) << "seed " << seed << " step " << step;
      ASSERT_EQ(ChunkedList<Arc>(*store, kHub).all(), expected);
    }
  }
}

TEST(ChunkedList, OfTiesTellsWhatTheyCountForWithoutThem) {
  const auto store = make_memory_store();
  std::vector<Tie> ties;
  for (int i = 0; i < 3000; ++i) ties.push_back(tie_with(static_cast<VertexId>(2 * i), i));
  save(*store, ChunkedList<Tie>(kHub, ties));
  EXPECT_EQ(ChunkedList<Tie>(*store, kHub).tally(), tally_of(ties));

  ChunkedList<Tie> list(*store, kHub);
  list.edit({2001}, [](std::vector<Tie>& chunk, auto, auto) {
    const auto at = std::find_if(chunk.begin(), chunk.end(),
                                 [](const Tie& tie) { return tie.neighbor > 2001; });
    chunk.insert(at, tie_with(2001, 9000));
  });
  EXPECT_EQ(save(*store, list), 2U);
  ties.insert(ties.begin() + 1001, tie_with(2001, 9000));
  EXPECT_EQ(ChunkedList<Tie>(*store, kHub).tally(), tally_of(ties));
  EXPECT_EQ(tally_of(ties).complete_since, Date{std::chrono::days{9000}});
}

TEST(ChunkedLists, AreReadWholeByAScan) {
  const auto store = make_memory_store();
  std::map<VertexId, std::vector<Arc>> expected;
  for (const VertexId id : {1U, 2U, 256U, 300U}) {
    expected[id] = arcs_to(id, id == 2 || id == 300 ? 3000 : 3);
    save(*store, ChunkedList<Arc>(id, expected[id]));
  }
  std::map<VertexId, std::vector<Arc>> found;
  const auto visit = [&](VertexId id, const std::vector<Arc>& arcs) { found[id] = arcs; };
  const auto fail = [](std::string_view, const DecodeError& e) { FAIL() << e.what(); };
  for_each_list<Arc>(*store, key_of(Family::adjacency), visit, fail);
  EXPECT_EQ(found, expected);

  found.clear();
  for_each_list<Arc>(*store, key_of_block(Family::adjacency, 1), visit, fail);
  EXPECT_EQ(found.size(), 2U);
}

TEST(ChunkedLists, ThatLackAChunkAreNotGivenAsShorterOnes) {
  const auto whole = make_memory_store();
  save(*whole, ChunkedList<Arc>(kHub, arcs_to(0, 3000)));
  save(*whole, ChunkedList<Arc>(kHub + 1, arcs_to(0, 3)));
  const Entries entries = entries_of(*whole);
  int chunks = 0;
  for (const auto& [key, value] : entries) {
    if (key.size() == 5) continue;
    ++chunks;
    const auto store = make_memory_store();
    std::vector<KeyValueChange> changes;
    for (const auto& [k, v] : entries) {
      if (k != key) changes.push_back({k, v});
    }
    store->write(std::move(changes));
    EXPECT_THROW(ChunkedList<Arc>(*store, kHub).all(), DecodeError);
    std::vector<VertexId> found;
    int failures = 0;
    for_each_list<Arc>(
        *store, key_of(Family::adjacency),
        [&](VertexId id, const std::vector<Arc>&) { found.push_back(id); },
        [&](std::string_view, const DecodeError&) { ++failures; });
    EXPECT_EQ(found, std::vector<VertexId>{kHub + 1});
    EXPECT_GT(failures, 0);
  }
  EXPECT_GT(chunks, 5);
}

TEST(ListIndex, RefusesWhatIsNone) {
  const ListIndex<Tie> index = {{0, 5, {4, Date{std::chrono::days{3}}}}, {9, 1, {1, {}}}};
  const std::string bytes = encode(index);
  EXPECT_EQ(decode_index<Tie>(bytes), index);
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_THROW(decode_index<Tie>(bytes.substr(0, length)), DecodeError) << length;
  }
  EXPECT_THROW(decode_index<Tie>(bytes + '\1'), DecodeError);
  EXPECT_THROW(decode_index<Tie>(encode(ListIndex<Tie>{{3, 1, {}}})), DecodeError);
  EXPECT_THROW(decode_index<Tie>(encode(ListIndex<Tie>{{0, 1, {}}, {9, 1, {}}, {9, 1, {}}})),
               DecodeError);
  EXPECT_THROW(decode_index<Tie>(encode(ListIndex<Tie>{})), DecodeError);
  EXPECT_THROW(decode_index<Arc>(std::string("\0\1\x63\0\0\1", 6)), DecodeError);  // label 99
}

}  // namespace
}  // namespace rapport
