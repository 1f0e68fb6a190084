#include <fmt/format.h>
#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include "analysis/render.h"

namespace rapport {
namespace {

// Characters that move the cursor, change direction, or cannot be seen.
bool is_unsafe(UChar32 c) {
  if (c == '\n') return false;
  if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
  if (c >= 0x200B && c <= 0x200F) return c != 0x200D;  // zero-width joiner builds emoji
  if (c == 0xAD || c == 0x61C || c == 0x180E || c == 0xFEFF) return true;
  if (c >= 0xFFF9 && c <= 0xFFFB) return true;
  if ((c & 0xFFFE) == 0xFFFE) return true;  // no characters; XML has no place for them
  return (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
         (c >= 0xE0000 && c <= 0xE007F);
}

template <class Visit>
void for_each_code_point(std::string_view text, const Visit& visit) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const auto length = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < length;) {
    const std::int64_t start = i;
    UChar32 c = 0;
    U8_NEXT(bytes, i, length, c);
    visit(c, text.substr(static_cast<std::size_t>(start), static_cast<std::size_t>(i - start)));
  }
}

}  // namespace

std::string for_terminal(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for_each_code_point(text, [&](UChar32 c, std::string_view bytes) {
    if (c < 0) {
      safe += "\xEF\xBF\xBD";
    } else if (is_unsafe(c)) {
      safe += fmt::format("\\u{{{:x}}}", static_cast<unsigned>(c));
    } else {
      safe += bytes;
    }
  });
  return safe;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for_each_code_point(text, [&](UChar32 c, std::string_view) {
    if (c < 0) {
      ++width;
      return;
    }
    const auto category = u_charType(c);
    if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || c == 0x200D ||
        (c >= 0xFE00 && c <= 0xFE0F)) {
      return;
    }
    const auto east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    const bool wide = east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH;
    width += wide ? 2 : 1;
  });
  return width;
}

}  // namespace rapport
