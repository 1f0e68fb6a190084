#include "graph/content_sum.h"

#include "graph/encoding.h"

namespace rapport {

std::uint64_t entry_hash(std::string_view key, std::string_view value) {
  Encoder both;
  both.fixed64(hash64(key));
  both.fixed64(hash64(value));
  return hash64(both.bytes());
}

std::uint64_t entry_hash(Meta meta) {
  meta.content_sum = 0;
  return entry_hash(key_of(Family::meta), encode(meta));
}

}  // namespace rapport
