#include "analysis/tie_strength.h"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/graph/random.h"

namespace rapport {
namespace {

using testing::day;
using testing::Random;
using testing::World;

std::string show(const TieStrength& s) {
  return fmt::format("S={:.3f} p={:.3f} days={}{}{}", s.strength, s.contact, s.contact_days,
                     s.first_contact ? " " + to_iso(*s.first_contact) : "",
                     s.last_contact ? ".." + to_iso(*s.last_contact) : "");
}

std::string weekly_meetings(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += to_iso(day("2026-01-16") - std::chrono::days{7 * i}) + ": Me, Ann\n";
  }
  return text;
}

TEST(TieStrength, HasTheCheckValuesOfItsFormula) {
  struct {
    std::string graph;
    const char* strength;
  } const cases[] = {
      {"2026-01-16: Me, Ann", "S=1.000 p=0.393 days=1 2026-01-16..2026-01-16"},
      {weekly_meetings(13), "S=8.374 p=0.985 days=13 2025-10-24..2026-01-16"},
      {"2025-07-20: Me, Ann", "S=0.125 p=0.061 days=1 2025-07-20..2025-07-20"},
      {"person: Me, Ann", "S=0.000 p=0.000 days=0"},
      // The owner's ties lose with the square root of the others in the room.
      {"2026-01-16: Me, Ann, Bob", "S=0.707 p=0.298 days=1 2026-01-16..2026-01-16"},
      {"2026-01-16 5: Me, Ann", "S=0.500 p=0.221 days=1 2026-01-16..2026-01-16"},
      // By call and by mail.
      {"2026-01-16 call: Me, Ann", "S=0.800 p=0.330 days=1 2026-01-16..2026-01-16"},
      {"2026-01-16 mail: Me, Ann", "S=0.300 p=0.139 days=1 2026-01-16..2026-01-16"},
      // The largest group that makes a tie has 8 people.
      {"2026-01-16 8: Me, Ann", "S=0.378 p=0.172 days=1 2026-01-16..2026-01-16"},
      {"2026-01-16 9: Me, Ann", "S=0.000 p=0.000 days=0"},
      {"2026-01-16 40: Me, Ann", "S=0.000 p=0.000 days=0"},
      // One contact a day, the one that weighs most: that of the smallest group, but no mail to one
      // person in place of the meeting of three.
      {"2026-01-16 \"A\" 3: Me, Ann; 2026-01-16 \"B\" mail: Me, Ann",
       "S=0.707 p=0.298 days=1 2026-01-16..2026-01-16"},
      {"2026-01-16 \"A\" 3: Me, Ann; 2026-01-16 \"B\" call: Me, Ann",
       "S=0.800 p=0.330 days=1 2026-01-16..2026-01-16"},
      {"2026-01-16 \"A\": Me, Ann; 2026-01-16 \"B\": Me, Ann",
       "S=1.000 p=0.393 days=1 2026-01-16..2026-01-16"},
      {"2026-01-16 \"A\" 4: Me, Ann; 2026-01-16 \"B\": Me, Ann; 2026-01-16 \"C\" 3: Me, Ann",
       "S=1.000 p=0.393 days=1 2026-01-16..2026-01-16"},
      // Nothing of the future, nothing without a day, nothing that was only mentioned.
      {"2026-01-17: Me, Ann", "S=0.000 p=0.000 days=0"},
      {"undated \"Chat\": Me, Ann", "S=0.000 p=0.000 days=0"},
      {"2026-01-16: Me, Bob; Ann mentioned 2026-01-16; Ann via Me 2026-01-16",
       "S=0.000 p=0.000 days=0"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(show(World(c.graph).strength("Me", "Ann")), c.strength) << c.graph;
}

TEST(TieStrength, DiscountsGroupsMoreBetweenThirdParties) {
  const World world(R"(
      2026-01-16: Me, Ann, Bob, Cid
      2026-01-16: Dan*, Eve, Fay)");
  EXPECT_EQ(show(world.strength("Me", "Ann")).substr(0, 7), "S=0.577");   // 3^-.5
  EXPECT_EQ(show(world.strength("Ann", "Bob")).substr(0, 7), "S=0.333");  // 3^-1
  EXPECT_EQ(show(world.strength("Dan", "Eve")).substr(0, 7), "S=0.707");  // the meeting is Dan's
  EXPECT_EQ(show(world.strength("Eve", "Fay")).substr(0, 7), "S=0.500");
}

TEST(TieStrength, KnowsOnlyWhatHadHappenedByThen) {
  const char* graph = "2025-12-01: Me, Ann; 2026-01-10: Me, Ann; Ann reports_to Me 2026-01-12";
  struct {
    const char* as_of;
    const char* strength;
  } const cases[] = {
      {"2025-11-30", "S=0.000 p=0.000 days=0"},
      {"2025-12-01", "S=1.000 p=0.393 days=1 2025-12-01..2025-12-01"},
      {"2026-01-09", "S=0.637 p=0.273 days=1 2025-12-01..2025-12-01"},
      {"2026-01-10", "S=1.630 p=0.557 days=2 2025-12-01..2026-01-10"},
  };
  for (const auto& c : cases) {
    const TieStrength strength = World(graph, c.as_of).strength("Me", "Ann");
    EXPECT_EQ(show(strength), c.strength) << c.as_of;
    EXPECT_EQ(strength.to_neighbor, strength.contact) << c.as_of;  // not stated yet
  }
}

TEST(TieStrength, TakesStatementsThatFadeWithinAYear) {
  struct {
    const char* graph;
    const char* both;  // p' of Me to Ann and of Ann to Me
  } const cases[] = {
      {"Ann reports_to Me 2026-01-16", "0.500 0.500"},
      {"Me reports_to Ann 2025-01-16", "0.250 0.250"},
      {"Me introduced Ann 2026-01-16", "0.400 0.400"},
      {"Ann sponsors Me 2026-01-16", "0.600 0.600"},
      {"Ann sponsors Me 2024-01-17", "0.150 0.150"},  // two years, 2024 being a leap year
      // A profile's field without a date holds on the day asked.
      {"Ann reports_to Me", "0.500 0.500"},
      // A promise to open a thread holds one way.
      {"Me will_open Ann 2026-01-16", "0.500 0.000"},
      // An undated copy of a promise is no fresher than the promise; a chart without a date stands.
      {"Me will_open Ann 2025-01-16; Me will_open Ann", "0.250 0.000"},
      {"Me will_open Ann 2026-01-17; Me will_open Ann", "0.500 0.000"},
      {"Ann reports_to Me 2025-01-16; Ann reports_to Me", "0.500 0.500"},
      {"Ann will_open Me 2026-01-16", "0.000 0.500"},
      // The best of contact and statements counts; they do not add up.
      {"2026-01-16: Me, Ann; Ann reports_to Me 2026-01-16", "0.500 0.500"},
      {"2026-01-16: Me, Ann; Ann introduced Me 2025-01-16", "0.393 0.393"},
      {"Ann reports_to Me 2025-01-16; Ann sponsors Me 2026-01-16; Me introduced Ann 2026-01-16",
       "0.600 0.600"},
      {"2026-01-16: Me, Ann; Ann will_open Me 2026-01-16", "0.393 0.500"},
      // These tell nothing of a tie.
      {"Ann champions Me 2026-01-16; Me blocks Ann 2026-01-16; Ann links_to Me", "0.000 0.000"},
      {"Ann reports_to Me 2026-01-17", "0.000 0.000"},
  };
  for (const auto& c : cases) {
    const TieStrength s = World(c.graph).strength("Me", "Ann");
    EXPECT_EQ(fmt::format("{:.3f} {:.3f}", s.to_neighbor, s.from_neighbor), c.both) << c.graph;
  }
}

TEST(TieStrength, NeverReachesCertaintyAndNeverQuiteEnds) {
  Parameters parameters;
  EXPECT_EQ(probability_of(1e9, parameters), kLargestProbability);
  EXPECT_EQ(probability_of(0, parameters), 0);
  EXPECT_LT(World("2026-01-16: Me, Ann").strength("Me", "Ann").contact, 1);
  // Who was met ten years ago was met: the tie is weak, not absent.
  EXPECT_GT(World("2015-06-01: Me, Ann").strength("Me", "Ann").contact, 0);
}

// Random ties: the truths that hold whatever the numbers are.

Contact random_contact(Random& random) {
  const Channel channels[] = {Channel::meeting, Channel::call, Channel::mail};
  Contact contact;
  contact.channel = random.pick(channels);
  contact.principal = random.one_in(3);
  contact.date = day("2025-01-01") + std::chrono::days{static_cast<int>(random.below(60)) * 7};
  contact.meeting = static_cast<VertexId>(random.below(1000));
  contact.group_size = static_cast<std::uint16_t>(2 + random.below(9));
  return contact;
}

Tie random_tie(Random& random) {
  Tie tie;
  for (std::size_t n = random.below(8); n > 0; --n) tie.contacts.push_back(random_contact(random));
  std::sort(tie.contacts.begin(), tie.contacts.end());
  const EdgeLabel labels[] = {EdgeLabel::reports_to, EdgeLabel::introduced, EdgeLabel::sponsors,
                              EdgeLabel::will_open};
  for (std::size_t n = random.below(3); n > 0; --n) {
    tie.statements.push_back({random.pick(labels),
                              random.one_in(2) ? Direction::in : Direction::out,
                              random_contact(random).date,
                              {}});
  }
  return tie;
}

class RandomTies : public ::testing::Test {
 protected:
  template <class Check>
  void for_each_tie(const Check& check) {
    for (std::uint64_t seed = 1; seed <= 3000; ++seed) {
      Random random(seed);
      const Tie tie = random_tie(random);
      const bool of_owner = random.one_in(2);
      const Date as_of = day("2025-01-01") + std::chrono::days{static_cast<int>(random.below(500))};
      check(random, tie, of_owner, as_of);
      if (HasFailure()) {
        FAIL() << "seed " << seed;
      }
    }
  }
  TieWeights weights_{Parameters{}};
};

TEST_F(RandomTies, AddingAContactNeverLowersTheChance) {
  for_each_tie([&](Random& random, const Tie& tie, bool of_owner, Date as_of) {
    Tie more = tie;
    more.contacts.push_back(random_contact(random));
    std::sort(more.contacts.begin(), more.contacts.end());
    const TieStrength before = tie_strength(tie, of_owner, as_of, weights_);
    const TieStrength after = tie_strength(more, of_owner, as_of, weights_);
    EXPECT_GE(after.strength, before.strength - 1e-12);
    EXPECT_GE(after.to_neighbor, before.to_neighbor - 1e-12);
    EXPECT_GE(after.from_neighbor, before.from_neighbor - 1e-12);
  });
}

TEST_F(RandomTies, TimePassingNeverRaisesTheChance) {
  for_each_tie([&](Random& random, const Tie& tie, bool of_owner, Date) {
    const Date first = day("2026-03-01");  // nothing happens any more
    const Date later = first + std::chrono::days{static_cast<int>(random.below(400))};
    const TieStrength before = tie_strength(tie, of_owner, first, weights_);
    const TieStrength after = tie_strength(tie, of_owner, later, weights_);
    EXPECT_LE(after.strength, before.strength + 1e-12);
    EXPECT_LE(after.to_neighbor, before.to_neighbor + 1e-12);
    EXPECT_LE(after.from_neighbor, before.from_neighbor + 1e-12);
  });
}

TEST_F(RandomTies, AddingAPersonToAMeetingNeverRaisesTheStrength) {
  for_each_tie([&](Random& random, const Tie& tie, bool of_owner, Date as_of) {
    if (tie.contacts.empty()) return;
    Tie larger = tie;
    ++larger.contacts[random.below(larger.contacts.size())].group_size;
    EXPECT_LE(tie_strength(larger, of_owner, as_of, weights_).strength,
              tie_strength(tie, of_owner, as_of, weights_).strength + 1e-12);
  });
}

TEST_F(RandomTies, AreIndifferentToTheIdsOfMeetings) {
  for_each_tie([&](Random& random, const Tie& tie, bool of_owner, Date as_of) {
    Tie renumbered = tie;
    const Channel channels[] = {Channel::meeting, Channel::call, Channel::mail};
    for (Contact& c : renumbered.contacts) {
      c.channel = random.pick(channels);
      c.principal = random.one_in(2);
    }
    const double strength = tie_strength(renumbered, of_owner, as_of, weights_).strength;
    for (Contact& c : renumbered.contacts) c.meeting = static_cast<VertexId>(random.below(1000));
    std::sort(renumbered.contacts.begin(), renumbered.contacts.end());
    EXPECT_DOUBLE_EQ(tie_strength(renumbered, of_owner, as_of, weights_).strength, strength);
  });
}

TEST(TieStrength, HoldsTheTruthsInWholeGraphsToo) {
  const World before("2026-01-05: Me, Ann, Bob; 2026-01-12: Me, Ann; 2026-01-12: Ann, Bob");
  const World after("2026-01-05: Me, Ann, Bob, Cid; 2026-01-12: Me, Ann; 2026-01-12: Ann, Bob");
  for (const auto& [a, b] : {std::pair("Me", "Ann"), {"Me", "Bob"}, {"Ann", "Bob"}}) {
    EXPECT_LE(after.strength(a, b).strength, before.strength(a, b).strength) << a << " " << b;
  }
}

}  // namespace
}  // namespace rapport
