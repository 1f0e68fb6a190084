#include "graph/tie_update.h"

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

TEST(PersonTies, AreTheSameWhenTakenApartAndPutTogether) {
  PersonTies again(sample().take());
  EXPECT_EQ(dump(again.take()), dump(sample().take()));
}

TEST(PersonTies, LoseANeighbourWithTheLastThatWasSaidOfIt) {
  PersonTies ties = sample();
  ties.remove_meetings({40, 99});
  EXPECT_EQ(dump(PersonTies(ties).take()), "7: day 3 at 30, reports_to; 8: sponsors");
  ties.remove_statements();
  EXPECT_EQ(dump(ties.take()), "7: day 3 at 30");
}

}  // namespace
}  // namespace rapport
