#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// Words and names in a line of prose.

struct Word {
  std::string_view text;  // letters, digits, apostrophes and hyphens inside
  std::size_t first = 0;  // byte in the line
  bool capitalized = false;
};

// Words in order. A possessive "'s" is not part of a word. Linear.
std::vector<Word> words_of(std::string_view line);

// At most `bytes` of the text, never half a character.
std::string_view clip(std::string_view text, std::size_t bytes);

std::string_view trim(std::string_view text);
std::string lower(std::string_view text);  // ASCII only: cue phrases are ASCII

// "DanaRuiz" -> "Dana Ruiz"; other text as it is.
std::string split_camel_case(std::string_view text);

}  // namespace rapport
