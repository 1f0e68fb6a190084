#include "ingest/edit_distance.h"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

#include <gtest/gtest.h>

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

// The whole table, by the book.
std::size_t slow_distance(const std::string& a, const std::string& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      const bool same = a[i - 1] == b[j - 1];
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (same ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

TEST(EditDistance, InItsBandIsThatOfTheWholeTable) {
  std::mt19937 random(11);
  const auto word = [&] {
    std::string text;
    for (auto n = random() % 9; n > 0; --n) text += static_cast<char>('a' + random() % 3);
    return text;
  };
  for (int round = 0; round < 50'000; ++round) {
    const std::string a = word();
    const std::string b = word();
    const std::size_t limit = random() % 5;
    ASSERT_EQ(edit_distance(a, b, limit), std::min(slow_distance(a, b), limit + 1))
        << a << " " << b << " " << limit;
  }
}

}  // namespace
}  // namespace rapport
