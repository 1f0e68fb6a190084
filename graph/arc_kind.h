#pragma once

#include <cstdint>

#include "graph/elements.h"
#include "graph/encoding.h"

namespace rapport {

// What arcs of one neighbour, line and day differ in, as two bytes: label and direction, which come
// first in the order of arcs, then method and principal.
using ArcKind = std::uint16_t;

inline ArcKind kind_of(const Arc& arc) {
  const unsigned first =
      static_cast<unsigned>(arc.label) << 1U | static_cast<unsigned>(arc.direction);
  const unsigned second = static_cast<unsigned>(arc.method) << 1U | (arc.principal ? 1U : 0U);
  return static_cast<ArcKind>(first << 8U | second);
}

// DecodeError: no arc is of this kind.
inline void set_kind(Arc& arc, ArcKind kind) {
  arc.label = enumerator_of<EdgeLabel>(kind >> 9U);
  arc.direction = static_cast<Direction>(kind >> 8U & 1U);
  arc.method = enumerator_of<Method>((kind & 0xFFU) >> 1U);
  arc.principal = (kind & 1U) != 0;
}

inline void put_kind(Encoder& out, ArcKind kind) {
  out.byte(static_cast<std::uint8_t>(kind >> 8U));
  out.byte(static_cast<std::uint8_t>(kind & 0xFFU));
}

inline ArcKind take_kind(Decoder& in) {
  const unsigned first = in.byte();
  return static_cast<ArcKind>(first << 8U | in.byte());
}

}  // namespace rapport
