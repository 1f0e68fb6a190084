#include "graph/packed_list.h"

#include "graph/encoding.h"
#include "graph/layout.h"

namespace rapport {

template <class T>
void PackedList<T>::add(const T& value) {
  Encoder out(std::move(bytes_));
  put(out, value);
  bytes_ = out.take();
}

template <class T>
std::vector<T> PackedList<T>::unpack() const {
  std::vector<T> values;
  for (Decoder in(bytes_); !in.done();) take(in, values.emplace_back());
  return values;
}

template class PackedList<Arc>;
template class PackedList<Record>;

}  // namespace rapport
