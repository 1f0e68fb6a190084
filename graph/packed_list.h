#pragma once

#include <string>
#include <vector>

#include "graph/elements.h"

namespace rapport {

// The arcs or the records of a vertex while a batch gathers them, in no order, as bytes: an arc
// takes some ten of them instead of 28, and the growth of a list with three entries copies no
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
  std::string bytes_;
};

extern template class PackedList<Arc>;
extern template class PackedList<Record>;

}  // namespace rapport
