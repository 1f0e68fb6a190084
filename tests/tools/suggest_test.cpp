#include "tools/suggest.h"

#include <gtest/gtest.h>

#include "tests/support/graph_of.h"
#include "tools/errors.h"

namespace rapport {
namespace {

TEST(Nearest, FindsSlipsOfTheFingerOnly) {
  const std::vector<std::string> names = {"Ann Lee", "Zoë Müller", "Bob Ray"};
  EXPECT_EQ(nearest("An Lee", names), std::vector<std::string>{"Ann Lee"});
  EXPECT_EQ(nearest("zoe muller", names), std::vector<std::string>{"Zoë Müller"});
  EXPECT_TRUE(nearest("Victoria Wells", names).empty());
}

TEST(FindEntity, ProposesNamesOfWhichAPartWasMistyped) {
  const Store store =
      testing::graph_of("Ann Lee works_at Tidewater Foods; Zoë Müller works_at Harrow Ltd");
  EntityReader entities(store, *parse_date("2026-01-16"));
  const auto proposed = [&](const std::string& name, VertexType type) {
    try {
      find_entity(store, entities, {name, {type}});
    } catch (const UnknownName& e) {
      return e.suggestions;
    }
    return std::vector<std::string>{"found"};
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(proposed("Tidewatr", VertexType::organization), Names{"Tidewater Foods"});
  EXPECT_EQ(proposed("Tidewatr Fods", VertexType::organization), Names{"Tidewater Foods"});
  EXPECT_EQ(proposed("Foodz", VertexType::organization), Names{"Tidewater Foods"});
  EXPECT_EQ(proposed("muler", VertexType::person), Names{"Zoë Müller"});
  EXPECT_EQ(proposed("Kestrel", VertexType::organization), Names{});
}

TEST(FindEntity, TakesExactNamesThenFoldedOnesThenBeginnings) {
  const Store store = testing::graph_of("2026-01-05: Ann Lee, Zoë Müller, Annabel Cole");
  EntityReader entities(store, *parse_date("2026-01-16"));
  const auto found = [&](const std::string& name) {
    return entities.name(find_entity(store, entities, {name, {VertexType::person}}).vertex);
  };
  EXPECT_EQ(found("Ann Lee"), "Ann Lee");
  EXPECT_EQ(found("ann-lee"), "Ann Lee");
  EXPECT_EQ(found("Zoe Muller"), "Zoë Müller");
  EXPECT_EQ(found("lee a"), "Ann Lee");
  EXPECT_THROW(found("Ann"), AmbiguousName);
  EXPECT_THROW(found("Nobody Here"), UnknownName);
}

}  // namespace
}  // namespace rapport
