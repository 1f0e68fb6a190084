#include "analysis/entity.h"

#include <gtest/gtest.h>

#include "tests/analysis/world.h"

// That people are named by the job that they had, as far as notes tell, on the day asked about.

namespace rapport {
namespace {

using testing::day;
using testing::World;

// Ann has no note; three meetings tell her job, the last one of no level.
Store store_of_three_jobs() {
  const struct {
    const char* path;
    const char* date;
    const char* role;
    const char* seniority;
  } meetings[] = {{"a.md", "2025-11-01", "Account Manager", "manager"},
                  {"b.md", "2025-11-10", "VP Sales", "vp"},
                  {"c.md", "2025-12-01", "Adviser", ""}};
  WriteBatch batch;
  for (const auto& meeting : meetings) {
    SourceClaims claims;
    claims.path = meeting.path;
    claims.vertices = {{"Me", VertexType::person, Rank::note, "Me", std::nullopt, {}},
                       {"Ann",
                        VertexType::person,
                        Rank::role,
                        "Ann",
                        std::nullopt,
                        {{"role", meeting.role, 3, day(meeting.date)}}}};
    if (*meeting.seniority != '\0') {
      claims.vertices[1].properties.push_back(
          {"seniority", meeting.seniority, 3, day(meeting.date)});
    }
    batch.put.push_back(std::move(claims));
  }
  Store store = Store::in_memory();
  store.apply(std::move(batch));
  return store;
}

TEST(Entity, HasTheJobOfTheDay) {
  const struct {
    const char* as_of;
    const char* title;
    const char* seniority;
  } cases[] = {{"2025-10-31", "", ""},
               {"2025-11-01", "Account Manager", "manager"},
               {"2025-11-09", "Account Manager", "manager"},
               {"2025-11-10", "VP Sales", "vp"},
               {"2025-11-30", "VP Sales", "vp"},
               {"2026-01-16", "Adviser", ""}};
  for (const auto& c : cases) {
    const World world(store_of_three_jobs(), c.as_of);
    const Entity ann = world.entities.entity(world.id("Ann"));
    EXPECT_EQ(ann.title.value_or(""), c.title) << c.as_of;
    EXPECT_EQ(ann.seniority, c.seniority) << c.as_of;
  }
}

}  // namespace
}  // namespace rapport
