#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "ingest/text_lines.h"

namespace rapport {

// A leaf of a Markdown text: lines [first, last], from 0.
struct Block {
  enum class Kind : std::uint8_t { heading, paragraph, code };
  Kind kind = Kind::paragraph;
  int level = 0;  // of a heading
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  friend bool operator==(const Block&, const Block&) = default;
};

// The blocks of a text that is made of paragraphs, `# headings`, lists, rules and fenced code
// outside of lists: most notes are. nullopt for whatever has more: quotes, HTML, indented code,
// underlined headings, tabs in front, lists in one line. What it takes, it takes as cmark does
// (tests/ingest/plain_blocks_test.cpp). One pass over the lines, a tenth of cmark's cost.
std::optional<std::vector<Block>> plain_blocks(const TextLines& lines);

}  // namespace rapport
