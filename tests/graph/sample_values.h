#pragma once

#include "graph/chunked_list.h"
#include "graph/degrees.h"
#include "graph/layout.h"

namespace rapport::testing {

// One well filled value of each kind in the store.
struct SampleValues {
  static Date day(int n) { return Date{std::chrono::days{20000 + n}}; }

  static GraphCounts counts() {
    GraphCounts counts;
    counts.vertices = {1, 2, 3, 4, 5, 6};
    counts.edges.back() = 1ULL << 33U;
    counts.dangling_links = 7;
    counts.tag_links = 300;
    counts.ties = 8;
    counts.notes = 9;
    return counts;
  }
  Meta meta{kStoreFormat, 70000, 300, 1ULL << 40U, counts(), 1ULL << 63U, "rules 1"};

  VertexRecord vertex{
      "people/Ann Lee.md",
      {{Rank::note, VertexType::person, "Ann Lee", std::nullopt, 1},
       {Rank::dated_title, VertexType::meeting, "2026-01-05 - Sync", day(1), 300},
       {Rank::mention, VertexType::note, "", day(-30000), 0}},
      {{"alias", "Annie", {3, 2}, day(-1)}, {"role", std::string("C\0O", 3), {300, 70000}}}};

  std::vector<Arc> arcs{
      {EdgeLabel::attended, Direction::out, 5, {0, 1}, Method::link, true, day(0)},
      {EdgeLabel::attended, Direction::out, 5, {1, 9}, Method::summary, false, std::nullopt},
      {EdgeLabel::attended, Direction::out, 70000, {1, 9}, Method::text, false, day(3)},
      {EdgeLabel::attended, Direction::in, 2, {2, 2}, Method::none, false, day(-9)},
      {EdgeLabel::links_to,
       Direction::in,
       UINT32_MAX,
       {UINT32_MAX, UINT32_MAX},
       Method::alias,
       false,
       std::nullopt}};

  std::vector<Tie> ties{
      {4,
       {{day(0), 9, 2, Channel::meeting, true}, {day(5), 70000, 32, Channel::mail, false}},
       {{EdgeLabel::reports_to, Direction::out, std::nullopt, {0, 3}},
        {EdgeLabel::will_open, Direction::in, day(7), {1, 400}}}},
      {5, {}, {{EdgeLabel::sponsors, Direction::in, day(8), {2, 1}}}},
      {UINT32_MAX, {{day(1), 1, 3, Channel::call, false}}, {}}};

  std::vector<PersonDegree> degrees{
      {512, 3, day(-4)}, {513, 1, std::nullopt}, {767, 300, day(9)}, {768, 3, day(1)}};

  DegreeSummary summary = [this] {
    DegreeSummary all;
    for (const PersonDegree& person : degrees) all.add(person);
    return all;
  }();

  std::vector<Record> records{
      {RecordKind::fact, {1, 2}, "likes tea", day(0), std::nullopt, std::nullopt, {}},
      {RecordKind::guard,
       {1, 3},
       "",
       std::nullopt,
       7,
       70000,
       {{"until", "May", {1, 3}}, {"by", "", {2, 3}, day(4)}}},
      {RecordKind::left, {9, 3}, std::string(300, 'x'), day(2), 8, std::nullopt, {}}};

  std::vector<std::uint32_t> ids{0, 1, 300, UINT32_MAX};

  SourceRecord source{"Meetings/2026-01-05 - Sync.md",
                      {4096, 1'700'000'000'000'000'000, -5, 1ULL << 50U, 0xFEDCBA9876543210}};

  SourceMemo memo{"identity", {7}, {1, 42, (1U << kLookupBits) - 1}, ""};
  std::vector<LookupEntry> lookups{{0x123000, 4}, {0x123000, 70000}, {0x1233FF, 0}};

  ListIndex<Arc> arc_index{{{}, 300, {}},
                           {{EdgeLabel::attended, Direction::in, 7}, 1, {}},
                           {{EdgeLabel::links_to, Direction::in, UINT32_MAX}, UINT32_MAX, {}}};
  ListIndex<Tie> tie_index{{0, 300, {298, Date{std::chrono::days{-3}}}}, {UINT32_MAX, 1, {}}};
  ClaimList claims{
      {{0, 1, true}, {70000, UINT32_MAX, false}, {UINT32_MAX, 5, true}},
      {{0, 1, EdgeLabel::attended}, {0, 2, EdgeLabel::links_to}, {2, 2, EdgeLabel::guard}},
      1ULL << 63U};

  Excerpts excerpts{{1, "- a line"}, {70000, ""}, {70001, "another"}};
};

}  // namespace rapport::testing
