#include "analysis/staff.h"

#include <gtest/gtest.h>

#include "tests/analysis/world.h"

namespace rapport {
namespace {

using testing::World;

std::string names_of(const World& world, const std::vector<VertexId>& people) {
  std::string text;
  for (const VertexId id : people) text += (text.empty() ? "" : ", ") + world.entities.name(id);
  return text;
}

TEST(Staff, AreThoseWhoAreStillThere) {
  struct {
    const char* graph;
    const char* people;  // of Acme on 2026-01-16
    const char* staff;
  } const cases[] = {
      {"Ann works_at Acme", "Ann", "Ann"},
      {"Ann works_at Acme 2025-06-01; Ann works_at Acme 2025-07-01", "Ann", "Ann"},
      {"Ann works_at Acme 2026-02-01; Bob works_at Acme", "Bob", "Bob"},  // Ann is to come
      {"Ann works_at Acme; left: Ann 2025-12-01", "Ann", ""},
      {"Ann works_at Acme 2025-06-01; left: Ann 2025-12-01", "Ann", ""},
      {"Ann works_at Acme; left: Ann 2026-02-01", "Ann", "Ann"},  // not yet
      // Left another place, and came here.
      {"Ann works_at Acme 2025-12-15; left: Ann 2025-12-01", "Ann", "Ann"},
      {"Ann works_at Acme 2025-06-01; left: Ann", "Ann", ""},
  };
  for (const auto& c : cases) {
    const World world(std::string(c.graph) + "; person: Me; organization: Acme");
    const VertexId acme = world.id("Acme");
    EXPECT_EQ(names_of(world, people_of(world.graph, acme, world.as_of)), c.people) << c.graph;
    EXPECT_EQ(
        names_of(world, staff_of(world.graph, world.signals(), world.entities, acme, world.as_of)),
        c.staff)
        << c.graph;
  }
}

}  // namespace
}  // namespace rapport
