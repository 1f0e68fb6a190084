#include "graph/degrees.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "graph/encoding.h"
#include "tests/graph/sample_values.h"

namespace rapport {
namespace {

Date day(int n) { return testing::SampleValues::day(n); }

Tie met(VertexId neighbor, int on, int group) {
  return {neighbor, {{day(on), 1, static_cast<std::uint16_t>(group), Channel::meeting, false}}, {}};
}

Tie said(VertexId neighbor, std::optional<Date> on) {
  return {neighbor, {}, {{EdgeLabel::reports_to, Direction::out, on, {0, 1}}}};
}

TEST(DegreeOfAPerson, CountsTiesAndTellsSinceWhenAllOfThemExist) {
  struct {
    std::vector<Tie> ties;
    std::optional<PersonDegree> degree;
  } const cases[] = {
      {{}, std::nullopt},
      {{met(2, 5, 3)}, PersonDegree{1, 1, day(5)}},
      {{met(2, 5, 8), met(3, 9, 2)}, PersonDegree{1, 2, day(9)}},
      {{met(2, 5, 9)}, std::nullopt},                               // too many in the room
      {{said(2, std::nullopt)}, PersonDegree{1, 1, std::nullopt}},  // on every day
      {{said(2, std::nullopt), said(3, day(-2))}, PersonDegree{1, 2, day(-2)}},
  };
  for (const auto& c : cases) EXPECT_EQ(degree_of(1, tally_of(c.ties)), c.degree) << c.ties.size();

  // A tie exists since its first day, of whatever kind.
  Tie both = met(2, 5, 3);
  both.contacts.push_back({day(3), 2, 20, Channel::meeting, false});
  EXPECT_EQ(degree_of(1, tally_of({both}))->complete_since, day(5));
  both.statements = said(2, day(4)).statements;
  EXPECT_EQ(degree_of(1, tally_of({both}))->complete_since, day(4));
}

TEST(Median, IsTheMiddleOfTheDegrees) {
  struct {
    DegreeDistribution degrees;
    double median;
  } const cases[] = {
      {{}, 0},
      {{{7, 1}}, 7},
      {{{1, 1}, {4, 1}}, 2.5},
      {{{1, 3}, {4, 3}}, 2.5},
      {{{1, 2}, {4, 3}}, 4},
      {{{1, 3}, {4, 2}}, 1},
      {{{1, 1}, {2, 2}, {900, 1}}, 2},
  };
  for (const auto& c : cases) EXPECT_EQ(median(c.degrees), c.median);
}

DegreeSummary summary_of(const std::vector<PersonDegree>& people) {
  DegreeSummary summary;
  for (const PersonDegree& person : people) summary.add(person);
  return summary;
}

TEST(DegreeSummary, CountsPeopleByDegreeAndByDay) {
  const testing::SampleValues v;
  DegreeSummary summary = summary_of(v.degrees);
  EXPECT_EQ(summary.complete_since(), day(9));
  EXPECT_EQ(summary.degrees(), (DegreeDistribution{{1, 1}, {3, 2}, {300, 1}}));
  EXPECT_EQ(decode_degree_summary(encode(summary)), summary);
  EXPECT_EQ(encode(summary), encode(v.summary));

  summary.remove(v.degrees[2]);  // the last to be complete
  EXPECT_EQ(summary.complete_since(), day(1));
  EXPECT_EQ(summary.degrees(), (DegreeDistribution{{1, 1}, {3, 2}}));
  for (const std::size_t left : {0U, 1U, 3U}) summary.remove(v.degrees[left]);
  EXPECT_TRUE(summary.empty());
  EXPECT_EQ(summary, DegreeSummary{});
  EXPECT_EQ(summary.complete_since(), std::nullopt);
}

TEST(DegreeSummary, DoesNotDependOnTheOrderOrOnWhoWasThereBefore) {
  std::vector<PersonDegree> people = testing::SampleValues{}.degrees;
  const DegreeSummary summary = summary_of(people);
  const PersonDegree visitor{9, 7, day(50)};
  std::sort(people.begin(), people.end());
  do {
    DegreeSummary other;
    other.add(visitor);
    for (const PersonDegree& person : people) other.add(person);
    other.remove(visitor);
    EXPECT_EQ(other, summary);
  } while (std::next_permutation(people.begin(), people.end()));
}

TEST(DegreeSummary, DoesNotForgetWhomItDoesNotCount) {
  DegreeSummary summary = summary_of({{1, 3, day(2)}});
  EXPECT_THROW(summary.remove({1, 4, day(2)}), DecodeError);
  EXPECT_THROW(DegreeSummary{}.remove({1, 3, std::nullopt}), DecodeError);
}

}  // namespace
}  // namespace rapport
