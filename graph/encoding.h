#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "graph/date.h"

namespace rapport {

// The bytes of integers, strings and dates in the store. Pure; what is composed of them is in
// graph/layout.h and described in graph/STORE_FORMAT.md.

// A value in the store does not decode: it is damaged, or of a format that we do not know.
struct DecodeError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Small numbers of either sign as small numbers: 0, -1, 1, -2... are 0, 1, 2, 3...
constexpr std::uint64_t zigzag(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}
constexpr std::int64_t unzigzag(std::uint64_t value) {
  return static_cast<std::int64_t>(value >> 1U) ^ -static_cast<std::int64_t>(value & 1U);
}

class Encoder {
 public:
  Encoder() = default;
  explicit Encoder(std::string begun) : bytes_(std::move(begun)) {}  // goes on behind these bytes

  void byte(std::uint8_t value) { bytes_ += static_cast<char>(value); }
  void varint(std::uint64_t value);        // LEB128, 1 to 10 bytes
  void signed_varint(std::int64_t value);  // zigzag
  // A number that is mostly near another: the signed step from there, modulo 2^32.
  void near(std::uint32_t value, std::uint32_t expected);
  void string(std::string_view value);   // length, bytes
  void fixed32(std::uint32_t value);     // little endian
  void fixed64(std::uint64_t value);     // likewise
  void date(std::optional<Date> value);  // 0 for none, else zigzag of days since 1970, plus 1

  const std::string& bytes() const { return bytes_; }
  std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

// Every read is bounds-checked and throws DecodeError past the end.
class Decoder {
 public:
  explicit Decoder(std::string_view bytes) : bytes_(bytes) {}
  std::uint8_t byte() {
    if (bytes_.empty()) throw_early_end();
    const auto value = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return value;
  }
  std::uint64_t varint() {
    if (!bytes_.empty() && static_cast<std::uint8_t>(bytes_.front()) < 0x80) return byte();
    return long_varint();
  }
  std::uint32_t varint32() {  // DecodeError beyond 32 bits
    const std::uint64_t value = varint();
    if (value > UINT32_MAX) throw_out_of_range();
    return static_cast<std::uint32_t>(value);
  }
  // Ids in a list that ascends are kept as steps from the one before: most need one byte.
  std::uint32_t step_from(std::uint32_t previous) {
    const std::uint64_t step = varint();
    if (step > UINT32_MAX - previous) throw_out_of_range();
    return previous + static_cast<std::uint32_t>(step);
  }
  std::uint32_t near(std::uint32_t expected);
  std::int64_t signed_varint() { return unzigzag(varint()); }
  std::string_view string();
  std::uint32_t fixed32();
  std::uint64_t fixed64();
  std::optional<Date> date() {
    const std::uint64_t value = varint();
    if (value == 0) return std::nullopt;
    return in_calendar(Date{}, unzigzag(value - 1));
  }
  // The day so many days after `base`, if there is one that a value may have.
  static Date in_calendar(Date base, std::int64_t step) {
    constexpr std::int64_t kLargest = 4'000'000;  // about the year 12,900
    const std::int64_t start = base.time_since_epoch().count();
    const bool is_short = step / 2 <= kLargest && step / 2 >= -kLargest;
    if (!is_short || start + step > kLargest || start + step < -kLargest) throw_out_of_range();
    return Date{std::chrono::days{start + step}};
  }
  // A number of elements that follow, each of at least one byte: never more than there are bytes.
  std::size_t count() {
    const std::uint64_t value = varint();
    if (value > bytes_.size()) throw_early_end();
    return static_cast<std::size_t>(value);
  }
  bool done() const { return bytes_.empty(); }
  void expect_end() const;  // DecodeError when bytes are left

 private:
  [[noreturn]] static void throw_early_end();
  [[noreturn]] static void throw_out_of_range();
  std::uint64_t long_varint();

  std::string_view bytes_;
};

// Big endian, so that keys sort by number.
std::string big_endian32(std::uint32_t value);
std::string big_endian64(std::uint64_t value);
std::uint32_t read_big_endian32(std::string_view bytes);

// XXH3 of the bytes: names in keys are hashes, so that a deleted name leaves no trace in a key.
std::uint64_t hash64(std::string_view bytes);

// The enumerator of this number: one that to_string() knows. DecodeError for any other.
template <class Enum>
Enum enumerator_of(unsigned value) {
  const auto result = static_cast<Enum>(value);
  if (to_string(result) == "unknown") throw DecodeError("number that names nothing");
  return result;
}

}  // namespace rapport
