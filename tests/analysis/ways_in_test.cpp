#include "analysis/ways_in.h"

#include <gtest/gtest.h>

#include "tests/analysis/sample_vault.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::sample_store;
using testing::World;

std::vector<std::string> targets(const WaysIn& ways) {
  std::vector<std::string> names;
  for (const Connections& c : ways.targets) names.push_back(c.target.name);
  return names;
}

class WaysInTest : public ::testing::Test {
 protected:
  WaysIn find(TargetKind kind, const std::string& name) const {
    TargetGroup group;
    group.kind = kind;
    group.role = name;
    if (kind != TargetKind::role) group.organization = world.store.find_name(name).front();
    WhoQuery query;
    query.from = world.id(world.owner);
    return find_ways_in(world.people(), world.signals(), world.entities, group, query);
  }

  World world{sample_store({}), "2026-01-16", "People/Nora Whitfield.md"};
};

TEST(Roles, AreWordsOfTheTitleOrItsLevel) {
  struct {
    const char* title;
    const char* seniority;
    const char* role;
    bool fits;
  } const cases[] = {
      {"VP Storage", "vp", "vp storage", true},
      {"Vice President, Storage", "vp", "VP Storage", true},
      {"VP Storage", "vp", "VP", true},
      {"VP Storage", "vp", "VP Stor", false},
      {"Engineer Storage", "", "VP Storage", false},
      {"VP Storage", "vp", " ", false},
  };
  for (const auto& c : cases) {
    Entity person;
    person.title = c.title;
    person.seniority = c.seniority;
    EXPECT_EQ(has_role(person, c.role), c.fits) << c.title << " as " << c.role;
  }
}

TEST_F(WaysInTest, OfAnOrganizationAreByLevelThenByProbability) {
  const std::vector<std::string> expected = {
      "Victor Han",      "Ingrid Solberg", "Helena Marsh", "Rafael Quint", "Lucia Ferrante",
      "Oskar Lindqvist", "Dana Ruiz",      "Petra Novak",  "Tom Adeyemi",  "Kenji Watts"};
  EXPECT_EQ(targets(find(TargetKind::organization, "Kestrel Grid")), expected);
}

TEST_F(WaysInTest, ToAnyExecutiveHaveTheBestOpenOneFirst) {
  const std::vector<std::string> expected = {"Victor Han",   "Lucia Ferrante",  "Ingrid Solberg",
                                             "Helena Marsh", "Oskar Lindqvist", "Rafael Quint"};
  EXPECT_EQ(targets(find(TargetKind::executives, "Kestrel Grid")), expected);
}

TEST_F(WaysInTest, AreTheAnswersOfEachPerson) {
  const WaysIn ways = find(TargetKind::role, "vp finance");
  ASSERT_EQ(ways.targets.size(), 1U);
  const Connections one = world.who(ways.targets.front().target.id);
  EXPECT_EQ(testing::dump(ways.targets.front()), testing::dump(one));
  EXPECT_DOUBLE_EQ(ways.targets.front().reach, one.reach);
  EXPECT_TRUE(has_any_way(ways));
  EXPECT_FALSE(has_any_way(find(TargetKind::role, "harbour pilot")));
}

}  // namespace
}  // namespace rapport
