#pragma once

#include <string>
#include <type_traits>
#include <vector>

#include "graph/day_steps.h"
#include "graph/elements.h"
#include "graph/encoding.h"

namespace rapport {

// An arc as its step from the one before: those of one source come together, and mostly several
// from or to one neighbour.
class ArcSteps {
 public:
  void put(Encoder& out, const Arc& arc);
  void take(Decoder& in, Arc& arc);

 private:
  VertexId other_ = 0;
  SourceId source_ = 0;
  DaySteps days_;
};

struct RecordSteps {
  static void put(Encoder& out, const Record& record);
  static void take(Decoder& in, Record& record);
};

// The arcs or the records of a vertex while a batch gathers them, in no order, as bytes: an arc
// takes some seven of them instead of 28, and the growth of a list with three entries copies no
// strings. Of a large vault nothing else takes as much memory.
template <class T>
class PackedList {
 public:
  PackedList() = default;
  explicit PackedList(const std::vector<T>& values) {
    for (const T& value : values) add(value);
  }

  void add(const T& value);
  // Gives back the room for more: most lists are of one source alone.
  void fit() { bytes_.shrink_to_fit(); }
  bool empty() const { return bytes_.empty(); }
  std::vector<T> unpack() const;  // as they were added

 private:
  using Steps = std::conditional_t<std::is_same_v<T, Arc>, ArcSteps, RecordSteps>;

  std::string bytes_;
  [[no_unique_address]] Steps steps_;  // from the last one
};

extern template class PackedList<Arc>;
extern template class PackedList<Record>;

}  // namespace rapport
