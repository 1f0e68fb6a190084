#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/plain_blocks.h"
#include "ingest/text_lines.h"

namespace rapport {

struct Heading {
  int level = 1;
  std::string text;        // as written, without the marks
  std::uint32_t line = 0;  // from 1, in the given text
};

struct Outline {
  std::vector<Heading> headings;
  // The text with the bytes of code blocks, code spans, HTML comments and $$ math as blanks:
  // same length, same lines. Links, tasks and cues are looked for here.
  std::string visible;
  // Why only the linear scanner saw the text, empty if its blocks are known.
  std::string simplified;
};

// The blocks of a note's body. plain_blocks() or cmark-gfm finds them; a text on which cmark would
// take more than linear time (nesting over 64, a line over 64 KiB, over 256 KiB in all) goes to a
// linear scanner of ours, which knows headings, fences and code spans within a line.
Outline outline_of(std::string_view body);

// The blocks of any text as cmark-gfm finds them. Not for text that could hang it.
std::vector<Block> parse_blocks(const TextLines& lines);

}  // namespace rapport
