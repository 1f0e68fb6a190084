#include "tools/suggest.h"

#include <random>

#include <gtest/gtest.h>

#include "tests/support/graph_of.h"
#include "tools/errors.h"

namespace rapport {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  struct {
    const char* a;
    const char* b;
    std::size_t distance;
  } const cases[] = {{"", "", 0},           {"ann", "ann", 0},   {"ann", "an", 1},
                     {"ann", "anne", 1},    {"jon", "john", 1},  {"jhon", "john", 1},
                     {"smith", "smyth", 1}, {"ruiz", "riuz", 1}, {"abc", "xyz", 3}};
  for (const auto& c : cases) {
    EXPECT_EQ(edit_distance(c.a, c.b, 5), c.distance) << c.a << " " << c.b;
    EXPECT_EQ(edit_distance(c.b, c.a, 5), c.distance) << c.b << " " << c.a;
  }
}

TEST(EditDistance, OfWordsChangedNTimesIsAtMostN) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    std::string word;
    for (unsigned i = 0; i < 3 + random() % 10; ++i) word += static_cast<char>('a' + random() % 4);
    std::string changed = word;
    const unsigned edits = random() % 4;
    for (unsigned i = 0; i < edits && !changed.empty(); ++i) {
      const std::size_t at = random() % changed.size();
      switch (random() % 3) {
        case 0:
          changed.erase(at, 1);
          break;
        case 1:
          changed.insert(at, 1, static_cast<char>('a' + random() % 4));
          break;
        default:
          changed[at] = static_cast<char>('a' + random() % 4);
      }
    }
    EXPECT_LE(edit_distance(word, changed, 10), edits) << word << " " << changed;
    EXPECT_LE(edit_distance(word, changed, 1), 2U);
  }
}

TEST(Nearest, FindsSlipsOfTheFingerOnly) {
  const std::vector<std::string> names = {"Ann Lee", "Zoë Müller", "Bob Ray"};
  EXPECT_EQ(nearest("An Lee", names), std::vector<std::string>{"Ann Lee"});
  EXPECT_EQ(nearest("zoe muller", names), std::vector<std::string>{"Zoë Müller"});
  EXPECT_TRUE(nearest("Victoria Wells", names).empty());
}

TEST(FindEntity, TakesExactNamesThenFoldedOnesThenBeginnings) {
  const Store store = testing::graph_of("2026-01-05: Ann Lee, Zoë Müller, Annabel Cole");
  EntityReader entities(store);
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
