#include "graph/encoding.h"

#include <array>

#include <xxhash.h>

namespace rapport {

void Encoder::varint(std::uint64_t value) {
  if (value < 0x80) {  // most are
    bytes_ += static_cast<char>(value);
    return;
  }
  std::array<char, 10> bytes;
  std::size_t size = 0;
  while (value >= 0x80) {
    bytes[size++] = static_cast<char>(value | 0x80);
    value >>= 7;
  }
  bytes[size++] = static_cast<char>(value);
  bytes_.append(bytes.data(), size);
}

void Encoder::signed_varint(std::int64_t value) { varint(zigzag(value)); }

void Encoder::near(std::uint32_t value, std::uint32_t expected) {
  signed_varint(static_cast<std::int32_t>(value - expected));
}

void Encoder::string(std::string_view value) {
  varint(value.size());
  bytes_ += value;
}

void Encoder::fixed32(std::uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes_ += static_cast<char>(value >> shift);
}

void Encoder::fixed64(std::uint64_t value) {
  fixed32(static_cast<std::uint32_t>(value));
  fixed32(static_cast<std::uint32_t>(value >> 32));
}

void Encoder::date(std::optional<Date> value) {
  if (!value) {
    varint(0);
    return;
  }
  varint(zigzag(value->time_since_epoch().count()) + 1);
}

void Decoder::throw_early_end() { throw DecodeError("value ends early"); }
void Decoder::throw_out_of_range() { throw DecodeError("number out of range"); }

std::uint64_t Decoder::long_varint() {
  std::uint64_t value = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    const std::uint8_t next = byte();
    if (shift == 63 && next > 1) break;
    value |= static_cast<std::uint64_t>(next & 0x7F) << shift;
    if (next >= 0x80) continue;
    if (next == 0 && shift > 0) throw DecodeError("number longer than need be");
    return value;
  }
  throw DecodeError("number of more than 64 bits");
}

void Decoder::expect_end() const {
  if (!done()) throw DecodeError("bytes behind the value");
}

std::uint32_t Decoder::near(std::uint32_t expected) {
  const std::int64_t step = signed_varint();
  if (step < INT32_MIN || step > INT32_MAX) throw_out_of_range();
  return expected + static_cast<std::uint32_t>(step);
}

std::string_view Decoder::string() {
  const std::uint64_t size = varint();
  if (size > bytes_.size()) throw DecodeError("string ends early");
  const std::string_view value = bytes_.substr(0, size);
  bytes_.remove_prefix(size);
  return value;
}

std::uint32_t Decoder::fixed32() {
  std::uint32_t value = 0;
  for (int shift = 0; shift < 32; shift += 8) value |= static_cast<std::uint32_t>(byte()) << shift;
  return value;
}

std::uint64_t Decoder::fixed64() {
  const std::uint64_t low = fixed32();
  return static_cast<std::uint64_t>(fixed32()) << 32 | low;
}

std::string big_endian32(std::uint32_t value) {
  return {static_cast<char>(value >> 24), static_cast<char>(value >> 16),
          static_cast<char>(value >> 8), static_cast<char>(value)};
}

std::string big_endian64(std::uint64_t value) {
  return big_endian32(static_cast<std::uint32_t>(value >> 32)) +
         big_endian32(static_cast<std::uint32_t>(value));
}

std::uint32_t read_big_endian32(std::string_view bytes) {
  if (bytes.size() < 4) throw DecodeError("key ends early");
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<std::uint8_t>(bytes[i]);
  return value;
}

std::uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

}  // namespace rapport
