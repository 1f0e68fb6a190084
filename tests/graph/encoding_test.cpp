#include "graph/encoding.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <gtest/gtest.h>

namespace rapport {
namespace {

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values) text += static_cast<char>(value);
  return text;
}

template <class Write>
std::string encoded(Write write) {
  Encoder out;
  write(out);
  return out.take();
}

TEST(Varint, IsLeb128) {
  struct {
    std::uint64_t value;
    std::string bytes;
  } const cases[] = {
      {0, bytes({0})},
      {1, bytes({1})},
      {127, bytes({0x7F})},
      {128, bytes({0x80, 1})},
      {300, bytes({0xAC, 2})},
      {16384, bytes({0x80, 0x80, 1})},
      {UINT32_MAX, bytes({0xFF, 0xFF, 0xFF, 0xFF, 0x0F})},
      {UINT64_MAX, bytes({0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1})},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(encoded([&](Encoder& out) { out.varint(c.value); }), c.bytes) << c.value;
    Decoder in(c.bytes);
    EXPECT_EQ(in.varint(), c.value);
    EXPECT_TRUE(in.done());
  }
}

TEST(Varint, ThatIsCutOrOverlongIsRefused) {
  const std::string cases[] = {
      {},
      bytes({0x80}),
      bytes({0xFF, 0xFF}),
      bytes({0x80, 0}),  // 0 in two bytes: nobody writes this
      bytes({0x81, 0x80, 0}),
      std::string(9, '\xFF') + bytes({0x02}),  // 65 bits
      std::string(9, '\xFF') + bytes({0x7F}),
      std::string(10, '\xFF') + bytes({0x01}),
      std::string(20, '\x80'),
  };
  for (const std::string& c : cases) {
    EXPECT_THROW(Decoder(c).varint(), DecodeError) << ::testing::PrintToString(c);
    EXPECT_THROW(Decoder(c).count(), DecodeError) << ::testing::PrintToString(c);
    EXPECT_THROW(Decoder(c).string(), DecodeError) << ::testing::PrintToString(c);
    EXPECT_THROW(Decoder(c).date(), DecodeError) << ::testing::PrintToString(c);
  }
}

TEST(Varint, Of32BitsRefusesMore) {
  const auto largest = encoded([](Encoder& out) { out.varint(UINT32_MAX); });
  EXPECT_EQ(Decoder(largest).varint32(), UINT32_MAX);
  const auto larger = encoded([](Encoder& out) { out.varint(std::uint64_t{UINT32_MAX} + 1); });
  EXPECT_THROW(Decoder(larger).varint32(), DecodeError);
}

TEST(SignedVarint, IsReadBackAndSmallForSmallMagnitudes) {
  for (const std::int64_t value :
       {std::int64_t{0}, std::int64_t{-1}, std::int64_t{1}, std::int64_t{63}, std::int64_t{-64},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    const auto text = encoded([&](Encoder& out) { out.signed_varint(value); });
    EXPECT_EQ(Decoder(text).signed_varint(), value);
    EXPECT_EQ(text.size() == 1, value >= -64 && value < 64) << value;
  }
}

TEST(String, IsItsLengthAndItsBytes) {
  for (const std::string& value : {std::string(), std::string("Ann"), std::string("a\0b", 3),
                                   std::string(1000, 'x'), std::string("\xFF\xFE")}) {
    const auto text = encoded([&](Encoder& out) { out.string(value); });
    Decoder in(text);
    EXPECT_EQ(in.string(), value);
    EXPECT_TRUE(in.done());
    if (!value.empty()) {
      EXPECT_THROW(Decoder(std::string_view(text).substr(0, text.size() - 1)).string(),
                   DecodeError);
    }
  }
}

TEST(String, LongerThanAnyMemoryIsRefused) {
  for (const std::uint64_t size : {std::uint64_t{2}, std::uint64_t{1} << 40, UINT64_MAX}) {
    const auto text = encoded([&](Encoder& out) { out.varint(size); }) + "x";
    EXPECT_THROW(Decoder(text).string(), DecodeError);
    EXPECT_THROW(Decoder(text).count(), DecodeError);
  }
}

TEST(EncodedDate, IsReadBackAndNoneIsOneByte) {
  for (const char* day : {"1970-01-01", "1969-12-31", "2026-01-05", "0000-01-01", "9999-12-31"}) {
    const auto text = encoded([&](Encoder& out) { out.date(parse_date(day)); });
    EXPECT_EQ(Decoder(text).date(), parse_date(day)) << day;
  }
  EXPECT_EQ(encoded([](Encoder& out) { out.date(std::nullopt); }), bytes({0}));
  EXPECT_EQ(Decoder(bytes({0})).date(), std::nullopt);
}

TEST(EncodedDate, BeyondAllCalendarsIsRefused) {
  for (const std::uint64_t value : {UINT64_MAX, std::uint64_t{1} << 63, std::uint64_t{9'000'000}}) {
    const auto text = encoded([&](Encoder& out) { out.varint(value); });
    EXPECT_THROW(Decoder(text).date(), DecodeError) << value;
  }
}

TEST(Fixed64, IsLittleEndian) {
  const auto text = encoded([](Encoder& out) { out.fixed64(0x0102030405060708); });
  EXPECT_EQ(text, bytes({8, 7, 6, 5, 4, 3, 2, 1}));
  EXPECT_EQ(Decoder(text).fixed64(), 0x0102030405060708U);
  EXPECT_THROW(Decoder(text.substr(1)).fixed64(), DecodeError);
}

TEST(KeyBytes, SortAsTheirNumbersDo) {
  const std::vector<std::uint32_t> numbers = {0, 1, 255, 256, 65535, 65536, 1U << 24U, UINT32_MAX};
  std::vector<std::string> keys;
  for (const std::uint32_t number : numbers) {
    keys.push_back(big_endian32(number));
    EXPECT_EQ(read_big_endian32(keys.back()), number);
  }
  EXPECT_TRUE(std::is_sorted(keys.begin(), keys.end()));
  EXPECT_EQ(big_endian64(0x0102030405060708), bytes({1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_THROW(read_big_endian32("abc"), DecodeError);
}

TEST(Hash64, StaysWhatItIsOnDisk) {
  EXPECT_EQ(hash64(""), 0x2D06800538D394C2U);  // XXH3 of nothing, as its specification gives it
  EXPECT_NE(hash64("ann"), hash64("bob"));
}

}  // namespace
}  // namespace rapport
