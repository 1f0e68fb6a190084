#pragma once

#include <optional>
#include <string_view>

namespace rapport::testing {

// The first character that moves the cursor, changes the direction or hides: none must stand in
// what is shown. Line feeds may, and tabs if `tabs`: they part the cells of piped tables.
inline std::optional<char32_t> first_harm(std::string_view text, bool tabs = false) {
  struct Range {
    char32_t first, last;
  };
  static constexpr Range kRanges[] = {
      {0, 0x9},         {0xB, 0x1F},      {0x7F, 0x9F},     {0xAD, 0xAD},      {0x61C, 0x61C},
      {0x180E, 0x180E}, {0x200B, 0x200C}, {0x200E, 0x200F}, {0x2028, 0x202E},  {0x2060, 0x206F},
      {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F}};
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    char32_t c = length == 1 ? lead : lead & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
      c = (c << 6U) | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
    }
    for (const Range& r : kRanges) {
      if (c >= r.first && c <= r.last && !(tabs && c == '\t')) return c;
    }
    i += length;
  }
  return std::nullopt;
}

}  // namespace rapport::testing
