#include "graph/schema.h"

#include <set>

#include <gtest/gtest.h>

namespace rapport {
namespace {

// The numbers are on disk: a row may be added at an end, and never changed.
TEST(Schema, NumbersAndNamesStayAsTheyAreOnDisk) {
  constexpr std::string_view kTypes[] = {"person",  "organization", "project",
                                         "meeting", "note",         "tag"};
  constexpr std::string_view kLabels[] = {
      "attended", "works_at",  "reports_to", "leads",      "about",    "part_of",
      "owns",     "mentioned", "via",        "introduced", "sponsors", "champions",
      "blocks",   "decides",   "will_open",  "guard",      "links_to"};
  constexpr std::string_view kMethods[] = {
      "none", "link",       "folder_note", "alias",   "title",   "truncated_title",
      "name", "given_name", "slug",        "summary", "implied", "dangling",
      "text", "verdict",    "domain"};
  constexpr std::string_view kRecords[] = {
      "fact",     "decision",       "blocker",    "task",          "guard",     "will_open",
      "sponsor",  "champion",       "support",    "deprioritised", "left",      "sponsor_wanted",
      "blocking", "decision_maker", "gatekeeper", "route",         "escalation"};
  constexpr std::string_view kChannels[] = {"meeting", "call", "mail"};
  const auto expect_names = [](auto first_value, const auto& names) {
    using Enum = decltype(first_value);
    int number = 0;
    for (const std::string_view name : names) {
      EXPECT_EQ(to_string(static_cast<Enum>(number)), name) << number;
      ++number;
    }
    EXPECT_EQ(to_string(static_cast<Enum>(number)), "unknown") << "a row for " << number;
  };
  expect_names(VertexType::person, kTypes);
  expect_names(EdgeLabel::attended, kLabels);
  expect_names(Method::none, kMethods);
  expect_names(RecordKind::fact, kRecords);
  expect_names(Channel::meeting, kChannels);
}

TEST(Schema, EnumeratorsNameTheirRows) {
  EXPECT_EQ(to_string(VertexType::tag), "tag");
  EXPECT_EQ(to_string(EdgeLabel::via), "via");
  EXPECT_EQ(to_string(EdgeLabel::links_to), "links_to");
  EXPECT_EQ(to_string(Method::verdict), "verdict");
  EXPECT_EQ(to_string(RecordKind::left), "left");
  EXPECT_EQ(to_string(Channel::mail), "mail");
}

TEST(Schema, NamesAreReadBack) {
  for (const std::string_view name : vertex_type_names()) {
    ASSERT_TRUE(vertex_type_of(name)) << name;
    EXPECT_EQ(to_string(*vertex_type_of(name)), name);
  }
  for (const std::string_view name : edge_label_names()) {
    ASSERT_TRUE(edge_label_of(name)) << name;
    EXPECT_EQ(to_string(*edge_label_of(name)), name);
  }
  for (const std::string_view name : {"", "Person", "people", "unknown"}) {
    EXPECT_FALSE(vertex_type_of(name)) << name;
    EXPECT_FALSE(edge_label_of(name)) << name;
  }
}

TEST(Schema, FourLabelsMakeTies) {
  std::set<std::string_view> tying;
  for (const std::string_view name : edge_label_names()) {
    if (makes_tie(*edge_label_of(name))) tying.insert(name);
  }
  EXPECT_EQ(tying,
            (std::set<std::string_view>{"reports_to", "introduced", "sponsors", "will_open"}));
}

TEST(Schema, SignalsAreWhatChangesTheMeaningOfPaths) {
  for (const auto kind :
       {RecordKind::fact, RecordKind::decision, RecordKind::blocker, RecordKind::task}) {
    EXPECT_FALSE(is_signal(kind)) << to_string(kind);
  }
  for (const auto kind :
       {RecordKind::guard, RecordKind::will_open, RecordKind::sponsor, RecordKind::champion,
        RecordKind::support, RecordKind::deprioritised, RecordKind::left}) {
    EXPECT_TRUE(is_signal(kind)) << to_string(kind);
  }
}

}  // namespace
}  // namespace rapport
