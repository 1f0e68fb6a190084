#include "graph/tie_update.h"

#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace rapport {
namespace {

Contact contact(int day, VertexId meeting) {
  return {Date{std::chrono::days{day}}, meeting, 2, Channel::meeting, false};
}

TieStatement statement(EdgeLabel label) { return {label, Direction::out, std::nullopt, {1, 2}}; }

// "7: day 3 at 30, day 4 at 40, reports_to; 9: ..."
std::string dump(const std::vector<Tie>& ties) {
  std::string text;
  for (const Tie& tie : ties) {
    text += fmt::format("{}{}:", text.empty() ? "" : "; ", tie.neighbor);
    for (const Contact& c : tie.contacts) {
      text += fmt::format(" day {} at {},", c.date.time_since_epoch().count(), c.meeting);
    }
    for (const TieStatement& s : tie.statements) text += fmt::format(" {},", to_string(s.label));
    text.pop_back();
  }
  return text;
}

PersonTies sample() {
  PersonTies ties;
  ties.add(9, contact(4, 40));
  ties.add(7, contact(4, 40));
  ties.add(7, statement(EdgeLabel::reports_to));
  ties.add(7, contact(3, 30));
  ties.add(8, statement(EdgeLabel::sponsors));
  ties.add(7, contact(4, 40));
  return ties;
}

TEST(PersonTies, ComeSortedAndOnceEach) {
  EXPECT_EQ(dump(sample().take()),
            "7: day 3 at 30, day 4 at 40, reports_to; 8: sponsors; 9: day 4 at 40");
  EXPECT_EQ(dump(PersonTies{}.take()), "");
}

// The ties after the changes, each applied to a half of the list by itself, as to a chunk.
std::vector<Tie> changed(std::vector<Tie> ties, PersonTies changes,
                         const std::unordered_set<VertexId>& meetings) {
  const std::vector<VertexId> touched = changes.touched();
  std::vector<Tie> front;
  std::vector<Tie> back;
  for (const Tie& tie : ties) (tie.neighbor < 8 ? front : back).push_back(tie);
  const auto middle = std::lower_bound(touched.begin(), touched.end(), 8U);
  changes.apply(front, touched.begin(), middle, meetings);
  changes.apply(back, middle, touched.end(), meetings);
  front.insert(front.end(), back.begin(), back.end());
  return front;
}

TEST(PersonTies, LoseANeighbourWithTheLastThatWasSaidOfIt) {
  PersonTies changes;
  for (const VertexId neighbor : {7U, 9U}) changes.forget_contacts(neighbor);
  const std::vector<Tie> left = changed(sample().take(), changes, {40, 99});
  EXPECT_EQ(dump(left), "7: day 3 at 30, reports_to; 8: sponsors");

  PersonTies more;
  for (const VertexId neighbor : {7U, 8U, 1000U}) more.forget_statements(neighbor);
  EXPECT_EQ(dump(changed(left, more, {})), "7: day 3 at 30");
}

TEST(PersonTies, KeepTheContactsOfNeighboursThatAreNotTouched) {
  PersonTies changes;
  changes.forget_contacts(9);
  EXPECT_EQ(dump(changed(sample().take(), changes, {40})),
            "7: day 3 at 30, day 4 at 40, reports_to; 8: sponsors");
}

TEST(PersonTies, TakeInWhatIsAddedOnceEach) {
  PersonTies changes;
  changes.forget_contacts(7);
  changes.forget_statements(8);
  changes.add(7, contact(5, 40));  // it turns out to have been a day later
  changes.add(7, contact(3, 30));
  changes.add(8, statement(EdgeLabel::introduced));
  changes.add(1, contact(1, 10));
  changes.add(10, contact(1, 10));
  EXPECT_EQ(dump(changed(sample().take(), changes, {40})),
            "1: day 1 at 10; 7: day 3 at 30, day 5 at 40, reports_to; 8: introduced; "
            "9: day 4 at 40; 10: day 1 at 10");
}

}  // namespace
}  // namespace rapport
