#include "graph/arc_columns.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "graph/encoding.h"
#include "tests/graph/random.h"
#include "tests/graph/sample_values.h"

namespace rapport {
namespace {

using testing::Random;
using testing::SampleValues;

Arc arc(EdgeLabel label, Direction direction, VertexId other, std::optional<Date> date) {
  return {label, direction, other, {7, 3}, Method::link, false, date};
}

std::string bytes_of(std::initializer_list<int> numbers) {
  std::string bytes;
  for (const int n : numbers) bytes += static_cast<char>(n);
  return bytes;
}

// What stands in graph/STORE_FORMAT.md, byte by byte.
TEST(ArcColumns, StandOneBehindTheOther) {
  const Date day{std::chrono::days{1}};
  const std::vector<Arc> two{arc(EdgeLabel::works_at, Direction::in, 5, day),
                             arc(EdgeLabel::works_at, Direction::in, 6, day)};
  constexpr int kWorksAtIn = 1 << 1 | 1;
  constexpr int kByLink = 1 << 1;
  EXPECT_EQ(encode(two), bytes_of({1,                       // sets of kinds:
                                   1, kWorksAtIn, kByLink,  // one of one kind
                                   2, 5, 1,                 // others
                                   0 << 1 | 1, 0 << 1 | 1,  // each has one mention, of that set
                                   14, 0,                   // sources
                                   3, 3,                    // lines
                                   2 + 2, 0}));             // days
  // In the same line by another label, and elsewhere without a day.
  std::vector<Arc> more = two;
  more.push_back(arc(EdgeLabel::attended, Direction::out, 5, day));
  more.push_back(arc(EdgeLabel::works_at, Direction::in, 6, std::nullopt));
  more.back().evidence = {6, 4};
  more.back().principal = true;
  std::sort(more.begin(), more.end());
  constexpr int kAttended = 0;
  const std::string both = bytes_of({2, kAttended, kByLink, kWorksAtIn, kByLink});
  const std::string line3 = bytes_of({1, kWorksAtIn, kByLink});
  const std::string line4 = bytes_of({1, kWorksAtIn, kByLink | 1});
  const std::string others = bytes_of({2, 5, 1});
  const std::string sets = bytes_of({0 << 1 | 1, 2 << 1, 1 << 1 | 1});
  const std::string sources = bytes_of({14, 1, 2});
  const std::string lines = bytes_of({3, 4, 3});
  const std::string days = bytes_of({2 + 2, 1, 2 + 0});
  EXPECT_EQ(encode(more), "\3" + both + line3 + line4 + others + sets + sources + lines + days);
}

TEST(ArcColumns, GiveBackWhatWasPutThere) {
  EXPECT_EQ(decode_arcs(encode(std::vector<Arc>{})), std::vector<Arc>{});
  Random random(5);
  const auto number = [&] {
    const auto any = static_cast<std::uint32_t>(random.bits());
    return random.one_in(4) ? any : any % 5;
  };
  for (int i = 0; i < 2000; ++i) {
    std::vector<Arc> arcs(random.below(20));
    for (Arc& a : arcs) {
      a.label = static_cast<EdgeLabel>(random.below(random.one_in(2) ? kEdgeLabels : 2));
      a.direction = random.one_in(2) ? Direction::in : Direction::out;
      a.other = number();
      a.evidence = {number(), number()};
      a.method = static_cast<Method>(random.below(random.one_in(2) ? 3 : 1));
      a.principal = random.one_in(5);
      if (!random.one_in(3)) {
        a.date = SampleValues::day(static_cast<int>(random.below(4)) * 1000 - 25000);
      }
    }
    std::sort(arcs.begin(), arcs.end());
    const std::string bytes = encode(arcs);
    ASSERT_EQ(decode_arcs(bytes), arcs) << i;
    ASSERT_EQ(bytes.front() == '\0', arcs.empty());  // else it would be an index of chunks
  }
}

// Each value has one form: whoever compares bytes compares lists.
TEST(ArcColumns, HaveOneForm) {
  const std::string sound = bytes_of({2, 1, 3, 2, 1, 3, 3, 1, 5, 0, 3, 14, 0, 3, 4, 4, 0});
  EXPECT_EQ(encode(decode_arcs(sound)), sound);
  const struct {
    const char* what;
    std::string bytes;
  } refused[] = {
      {"a day again as a step", bytes_of({1, 1, 3, 2, 2, 5, 1, 1, 1, 14, 0, 3, 3, 4, 2})},
      {"none again", bytes_of({1, 1, 3, 2, 2, 5, 1, 1, 1, 14, 0, 3, 3, 0, 1})},
      {"a set twice", bytes_of({2, 1, 3, 2, 1, 3, 2, 1, 5, 0, 3, 14, 0, 3, 4, 4, 0})},
      {"a set of nothing", bytes_of({1, 0, 1, 5, 1, 14, 3, 4})},
      {"kinds out of order", bytes_of({1, 2, 3, 2, 1, 2, 1, 5, 1, 14, 3, 4})},
      {"sets out of order", bytes_of({2, 1, 3, 3, 1, 3, 2, 1, 5, 2, 1, 14, 0, 3, 4, 4, 0})},
      {"a set that is not used", bytes_of({2, 1, 3, 2, 1, 3, 3, 1, 5, 1, 14, 3, 4})},
      {"a set that is none", bytes_of({1, 1, 3, 2, 1, 5, 3, 14, 3, 4})},
      {"a neighbour twice", bytes_of({1, 1, 3, 2, 2, 5, 0, 1, 1, 14, 0, 3, 4, 4, 0})},
      {"mentions out of order", bytes_of({1, 1, 3, 2, 1, 5, 0, 1, 14, 0, 4, 3, 4, 0})},
      {"a mention twice", bytes_of({2, 1, 3, 2, 1, 3, 3, 1, 5, 0, 3, 14, 0, 3, 3, 4, 0})},
      {"a label that is none", bytes_of({1, 1, 0xFF, 2, 1, 5, 1, 14, 3, 4})},
      {"a method that is none", bytes_of({1, 1, 3, 0xFE, 1, 5, 1, 14, 3, 4})},
      {"a step too long", bytes_of({1, 1, 3, 2, 1, 5, 1, 0x80, 0x80, 0x80, 0x80, 0x10, 3, 4})},
  };
  for (const auto& [what, bytes] : refused) EXPECT_THROW(decode_arcs(bytes), DecodeError) << what;
}

// What it is for: of a year of meetings, each linked to by whoever attended, 3 bytes an arc.
TEST(ArcColumns, AreShort) {
  std::vector<Arc> arcs;
  for (std::uint32_t i = 0; i < 50; ++i) {
    for (const EdgeLabel label : {EdgeLabel::attended, EdgeLabel::links_to}) {
      arcs.push_back(
          arc(label, Direction::out, 70000 + 300 * i, SampleValues::day(static_cast<int>(7 * i))));
      arcs.back().evidence = {40000 + 280 * i, 5};
    }
  }
  std::sort(arcs.begin(), arcs.end());
  EXPECT_LE(encode(arcs).size(), arcs.size() * 7 / 2 + 20);
}

}  // namespace
}  // namespace rapport
