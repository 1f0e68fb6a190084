#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/analysis/world.h"
#include "tests/graph/random.h"
#include "tests/support/graph_of.h"

// Truths of `who` that hold on every graph.

namespace rapport {
namespace {

using testing::day;
using testing::dump;
using testing::graph_of;
using testing::Random;
using testing::World;

const char* const kNames[] = {"Me", "Ann", "Bob", "Cid", "Dan", "Eve", "Fay"};

std::string random_name(Random& random) { return random.pick(kNames); }

// Meetings of two, statements, guards and hearsay among seven people.
std::vector<std::string> random_lines(Random& random) {
  std::vector<std::string> lines = {"person: Me, Ann, Bob, Cid, Dan, Eve, Fay"};
  const auto pair = [&](const char* verb) {
    const std::string a = random_name(random);
    std::string b = random_name(random);
    while (b == a) b = random_name(random);
    return fmt::format("{}{}{}", a, verb, b);
  };
  const auto date = [&] {
    return to_iso(day("2025-09-01") + std::chrono::days{static_cast<int>(random.below(130))});
  };
  for (std::size_t n = 4 + random.below(9); n > 0; --n) {
    lines.push_back(fmt::format("{}: {}", date(), pair(", ")));
  }
  for (std::size_t n = random.below(3); n > 0; --n) {
    lines.push_back(fmt::format("{} {}", pair(" will_open "), date()));
  }
  for (std::size_t n = random.below(3); n > 0; --n) {
    lines.push_back(random.one_in(2) ? "guard: " + pair(" !-> ")
                                     : fmt::format("guard: !-> {}", random_name(random)));
  }
  if (random.one_in(3)) lines.push_back(fmt::format("{} {}", pair(" via "), date()));
  return lines;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

std::set<std::string> allowed(const Connections& found) {
  std::set<std::string> ways;
  for (const PathFinding& path : found.paths) {
    if (path.blocked) continue;
    std::string way;
    for (const HopFinding& hop : path.hops) way += hop.to.name + " ";
    ways.insert(way);
  }
  return ways;
}

WhoQuery everything(const World& world, const std::string& target) {
  WhoQuery query = world.query(target);
  query.paths = 100;
  return query;
}

TEST(RandomPaths, AreSortedLooplessAndWithinTheHops) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    World world(joined(random_lines(random)));
    const PeopleGraph people = world.people();
    const Connections found = world.who("Bob");
    bool blocked = false;
    double last = 1;
    for (const PathFinding& path : found.paths) {
      EXPECT_TRUE(path.blocked || !blocked) << "allowed paths come first";
      if (path.blocked != blocked) last = 1;
      blocked = path.blocked;
      EXPECT_LE(path.probability, last + 1e-9);
      last = path.probability;
      EXPECT_LE(path.hops.size(), 3U);
      std::set<std::string> on_the_way = {"Me"};
      double probability = 1;
      int weakest = 0;
      for (const HopFinding& hop : path.hops) {
        EXPECT_TRUE(on_the_way.insert(hop.to.name).second) << dump(path);
        EXPECT_EQ(hop.to.type, VertexType::person);
        EXPECT_TRUE(hop.contact_days > 0 || !hop.statements.empty());
        EXPECT_FALSE(hop.evidence.empty());
        probability *= hop.probability * hop.discount;
        weakest += hop.weakest ? 1 : 0;
      }
      EXPECT_EQ(weakest, 1);
      EXPECT_NEAR(probability, path.probability, 1e-9);
      EXPECT_NEAR(std::exp(-*path.cost), path.probability, 1e-12);
    }
    EXPECT_GE(found.reach, 0);
    EXPECT_LE(found.reach, 1);
    if (!found.paths.empty() && !found.paths.front().blocked) {
      EXPECT_GE(found.reach, found.paths.front().probability - 1e-12);
    }
    ASSERT_FALSE(HasFailure()) << "seed " << seed << "\n" << joined(random_lines(random));
  }
}

TEST(RandomPaths, AreNeverFewerWithoutAGuard) {
  int compared = 0;
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    std::vector<std::string> lines = random_lines(random);
    World guarded(joined(lines));
    const auto guard = std::find_if(lines.begin(), lines.end(), [](const std::string& line) {
      return line.starts_with("guard");
    });
    if (guard == lines.end()) continue;
    lines.erase(guard);
    World freed(joined(lines));
    for (World* world : {&guarded, &freed}) {
      world->parameters.search_paths = 100;
      world->parameters.path_overlap = 1;
    }
    const Connections before = guarded.who(everything(guarded, "Bob"));
    const Connections after = freed.who(everything(freed, "Bob"));
    const auto few = allowed(before);
    const auto many = allowed(after);
    ASSERT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()))
        << "seed " << seed << "\n"
        << dump(before) << "---\n"
        << dump(after);
    ASSERT_GE(after.reach, before.reach - 1e-12) << "seed " << seed;
    ++compared;
  }
  EXPECT_GT(compared, 100);
}

bool share_nobody(const PathFinding& a, const PathFinding& b) {
  std::set<VertexId> inner;
  for (std::size_t i = 0; i + 1 < a.hops.size(); ++i) inner.insert(a.hops[i].to.vertex);
  return std::none_of(b.hops.begin(), b.hops.end() - 1,
                      [&](const HopFinding& hop) { return inner.contains(hop.to.vertex); });
}

// The least chance that all of at most `left` further paths fail.
double least_failure(const std::vector<PathFinding>& all, std::vector<PathFinding> chosen,
                     int left) {
  double best = 1;
  if (left == 0) return best;
  for (const PathFinding& path : all) {
    const bool apart = std::all_of(chosen.begin(), chosen.end(), [&](const PathFinding& other) {
      const bool same = path.hops.size() == 1 && other.hops.size() == 1;  // the direct one
      return !same && share_nobody(path, other);
    });
    if (!apart) continue;
    std::vector<PathFinding> more = chosen;
    more.push_back(path);
    best = std::min(best, (1 - path.probability) * least_failure(all, more, left - 1));
  }
  return best;
}

TEST(RandomPaths, ReachIsThatOfTheBestThreeWhichShareNobody) {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    std::vector<std::string> lines = random_lines(random);
    for (int i = 0; i < 6; ++i) lines.push_back(random_lines(random)[1]);  // a denser graph
    World world(joined(lines));
    const double reach = world.who("Bob").reach;
    world.parameters.search_paths = 100;
    world.parameters.path_overlap = 1;
    std::vector<PathFinding> all = world.who(everything(world, "Bob")).paths;
    std::erase_if(all, [](const PathFinding& path) { return path.blocked; });
    ASSERT_NEAR(reach, 1 - least_failure(all, {}, 3), 1e-9) << "seed " << seed;
  }
}

// A tie that was never refreshed: the same people know each other, so that no discount changes.
TEST(RandomPaths, AreNeverBetterWithAWeakerTie) {
  for (std::uint64_t seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    std::vector<std::string> lines = random_lines(random);
    const World fresh(joined(lines));
    std::string& meeting = lines[1 + random.below(4)];
    const std::string date = meeting.substr(0, 10);
    const bool alone = std::count_if(lines.begin(), lines.end(), [&](const std::string& line) {
                         return line.starts_with(date);
                       }) == 1;
    if (!alone) continue;  // two meetings of one day would become two contact days
    meeting.replace(0, 10, "2025-02-03");
    const World faded(joined(lines));
    for (const char* target : {"Ann", "Bob", "Cid"}) {
      const Connections before = fresh.who(target);
      const Connections after = faded.who(target);
      ASSERT_LE(after.reach, before.reach + 1e-12) << "seed " << seed << " " << target;
      if (allowed(after).empty()) continue;
      ASSERT_FALSE(allowed(before).empty());
      ASSERT_LE(after.paths.front().probability, before.paths.front().probability + 1e-12)
          << "seed " << seed << " " << target;
    }
  }
}

}  // namespace
}  // namespace rapport
