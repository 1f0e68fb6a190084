#pragma once

#include <cstdint>
#include <optional>

#include "graph/encoding.h"

namespace rapport {

// A column of days, some of which are none: each mostly that of the one before, or near it. Of each
// a varint, 0 for the same as the one before (none before the first), 1 for none, else 2 and the
// zigzag of the days since the last one that was a day.
class DaySteps {
 public:
  void put(Encoder& out, std::optional<Date> day) {
    if (day == before_) return out.varint(kSame);
    before_ = day;
    if (!day) return out.varint(kNone);
    const std::int64_t step = days_between(base_, *day);
    base_ = *day;
    out.varint(kStep + zigzag(step));
  }

  // DecodeError for what put() never writes.
  std::optional<Date> take(Decoder& in) {
    const std::uint64_t code = in.varint();
    if (code == kSame) return before_;
    if (code == kNone) {
      if (!before_) throw DecodeError("no day, as before");
      return before_ = std::nullopt;
    }
    base_ = Decoder::in_calendar(base_, unzigzag(code - kStep));
    if (before_ == base_) throw DecodeError("the day before");
    return before_ = base_;
  }

 private:
  static constexpr std::uint64_t kSame = 0, kNone = 1, kStep = 2;
  std::optional<Date> before_;
  Date base_{};  // the last day that is one
};

}  // namespace rapport
