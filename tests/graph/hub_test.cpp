#include <map>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "graph/chunked_list.h"
#include "graph/store.h"
#include "tests/graph/invariants.h"
#include "tests/graph/random.h"
#include "tests/support/dump.h"

// A person and a company whom nearly every note is about, so that their lists are in chunks:
// whatever comes and goes, the store is that of the last state.

namespace rapport {
namespace {

using testing::dump;
using testing::Random;
using testing::violations;
using Sources = std::map<std::string, SourceClaims>;

constexpr int kNotes = 70;
constexpr int kMeetingsInANote = 12;

// Some meetings of the hub with people of a large world; now and then what they say of each other,
// and somebody who looks like a company.
SourceClaims hub_note(Random& random, int number) {
  SourceClaims claims;
  claims.path = fmt::format("hub{}.md", number);
  claims.fingerprint.content_hash = random.bits();
  claims.vertices.push_back({"hub",
                             random.one_in(120) ? VertexType::organization : VertexType::person,
                             Rank::mention,
                             "Hub",
                             std::nullopt,
                             {}});
  claims.vertices.push_back(
      {"acme", VertexType::organization, Rank::note, "Acme", std::nullopt, {}});
  for (int i = 0; i < kMeetingsInANote; ++i) {
    const auto day = Date{std::chrono::days{static_cast<int>(random.below(900))}};
    const auto other = static_cast<LocalVertex>(claims.vertices.size());
    const LocalVertex meeting = other + 1;
    const auto who = random.below(900);
    claims.vertices.push_back({fmt::format("p{}", who),
                               random.one_in(60) ? VertexType::organization : VertexType::person,
                               Rank::mention,
                               fmt::format("P {}", who),
                               std::nullopt,
                               {}});
    claims.vertices.push_back(
        {fmt::format("m{}-{}", number, i), VertexType::meeting, Rank::note, "Sync", day, {}});
    const auto line = static_cast<std::uint32_t>(i + 1);
    for (const LocalVertex attendee : {LocalVertex{0}, other}) {
      claims.edges.push_back(
          {attendee, meeting, EdgeLabel::attended, Method::none, false, day, line});
    }
    claims.edges.push_back({meeting, 1, EdgeLabel::about, Method::none, false, day, line});
    if (random.one_in(4)) {
      claims.edges.push_back({other, 0, EdgeLabel::reports_to, Method::none, false, day, line});
    }
  }
  return claims;
}

std::string content_at_once(const Sources& sources) {
  WriteBatch batch;
  for (const auto& [path, claims] : sources) batch.put.push_back(claims);
  Store store = Store::in_memory();
  store.apply(batch);
  return dump(store);
}

bool has_chunks(const Store& store, Family family) {
  bool found = false;
  store.for_each_entry([&](std::string_view key, std::string_view) {
    found |= key.front() == static_cast<char>(family) && key.size() > 5;
  });
  return found;
}

TEST(Hubs, EndAsOneBatchOfTheLastState) {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    SCOPED_TRACE(seed);
    Random random(seed);
    Store store = Store::in_memory();
    Sources sources;
    const auto put = [&](WriteBatch& batch, int number) {
      SourceClaims claims = hub_note(random, number);
      batch.put.push_back(sources[claims.path] = claims);
    };
    WriteBatch all;
    for (int number = 0; number < kNotes; ++number) put(all, number);
    for (SourceClaims& claims : all.put) {
      claims.vertices.front().type = VertexType::person;  // for a start
      sources[claims.path] = claims;
    }
    store.apply(all);
    ASSERT_TRUE(has_chunks(store, Family::adjacency));
    ASSERT_TRUE(has_chunks(store, Family::ties));
    for (int step = 0; step < 25; ++step) {
      WriteBatch batch;
      const auto number = static_cast<int>(random.below(kNotes));
      if (random.one_in(3)) {
        // Several at once, so that lists shrink to plain ones and grow again.
        for (int i = 0; i < (random.one_in(3) ? 30 : 2); ++i) {
          const std::string path = fmt::format("hub{}.md", (number + i) % kNotes);
          if (sources.erase(path) > 0) batch.retract.push_back(path);
        }
      } else {
        for (int i = 0; i < (random.one_in(4) ? 40 : 1); ++i) put(batch, (number + i) % kNotes);
      }
      store.apply(batch);
      const Verification verification = store.verify();
      ASSERT_TRUE(verification.faults.empty())
          << verification.faults.front().key << verification.faults.front().what;
      if (step % 5 == 4) {
        ASSERT_EQ(violations(store), "") << step;
        ASSERT_EQ(dump(store), content_at_once(sources)) << step;
      }
    }
  }
}

TEST(Hubs, AnswerForOneTieAsFromTheListOfAll) {
  Random random(5);
  Store store = Store::in_memory();
  WriteBatch batch;
  for (int number = 0; number < 70; ++number) {
    batch.put.push_back(hub_note(random, number));
    batch.put.back().vertices.front().type = VertexType::person;
  }
  store.apply(batch);
  const VertexId hub = store.find_key("hub").value();
  const std::vector<Tie> ties = store.ties(hub);
  ASSERT_GT(ties.size(), kLongestPlainList);
  std::size_t visited = 0;
  store.for_each_tie(hub, [&](const Tie& tie) {
    EXPECT_EQ(tie.neighbor, ties.at(visited).neighbor);
    ++visited;
  });
  EXPECT_EQ(visited, ties.size());
  for (const Tie& tie : ties) {
    const auto single = store.tie(hub, tie.neighbor);
    ASSERT_TRUE(single);
    EXPECT_EQ(single->contacts, tie.contacts);
    EXPECT_EQ(single->statements, tie.statements);
  }
  EXPECT_FALSE(store.tie(hub, hub));
}

}  // namespace
}  // namespace rapport
