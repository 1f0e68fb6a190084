#include "graph/packed_list.h"

#include <utility>

#include "graph/arc_kind.h"
#include "graph/layout.h"

namespace rapport {

void ArcSteps::put(Encoder& out, const Arc& arc) {
  put_kind(out, kind_of(arc));
  out.near(arc.other, std::exchange(other_, arc.other));
  out.near(arc.evidence.source, std::exchange(source_, arc.evidence.source));
  out.varint(arc.evidence.line);
  days_.put(out, arc.date);
}

void ArcSteps::take(Decoder& in, Arc& arc) {
  set_kind(arc, take_kind(in));
  arc.other = other_ = in.near(other_);
  arc.evidence.source = source_ = in.near(source_);
  arc.evidence.line = in.varint32();
  arc.date = days_.take(in);
}

void RecordSteps::put(Encoder& out, const Record& record) { rapport::put(out, record); }
void RecordSteps::take(Decoder& in, Record& record) { rapport::take(in, record); }

template <class T>
void PackedList<T>::add(const T& value) {
  Encoder out(std::move(bytes_));
  steps_.put(out, value);
  bytes_ = out.take();
}

template <class T>
std::vector<T> PackedList<T>::unpack() const {
  std::vector<T> values;
  Steps steps;
  for (Decoder in(bytes_); !in.done();) steps.take(in, values.emplace_back());
  return values;
}

template class PackedList<Arc>;
template class PackedList<Record>;

}  // namespace rapport
