#include "graph/arc_ranges.h"

#include <cstdint>

namespace rapport {
namespace {

ArcRange range_of(EdgeLabel label, Direction first, Direction last) {
  return {{label, first, 0}, {label, last, UINT32_MAX}};
}

ArcRanges ranges_of_statements() {
  ArcRanges ranges;
  for (std::size_t number = 0; number < kEdgeLabels; ++number) {
    const auto label = static_cast<EdgeLabel>(number);
    if (makes_tie(label)) ranges.push_back(range_of(label, Direction::out, Direction::in));
  }
  return ranges;
}

ArcRanges ranges_of_person() {
  ArcRanges ranges = ranges_of_statements();
  ranges.push_back(range_of(EdgeLabel::attended, Direction::out, Direction::out));
  return ranges;
}

}  // namespace

const ArcRanges& attendee_arcs() {
  static const ArcRanges ranges = {range_of(EdgeLabel::attended, Direction::in, Direction::in)};
  return ranges;
}

const ArcRanges& statement_arcs() {
  static const ArcRanges ranges = ranges_of_statements();
  return ranges;
}

const ArcRanges& person_arcs() {
  static const ArcRanges ranges = ranges_of_person();
  return ranges;
}

}  // namespace rapport
