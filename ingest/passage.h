#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ingest/note.h"

namespace rapport {

// A list item or a paragraph as one text: what goes on over several lines is read as it was meant.
struct Passage {
  std::string text;                                          // links as shown, code as blanks
  std::vector<std::pair<std::size_t, std::uint32_t>> lines;  // first byte and line, ascending
  SectionKind section = SectionKind::none;
  bool is_item = false;
  std::uint32_t first_line() const { return lines.front().second; }
};

// The passages of a note's body in order. Left out is what is no prose: headings, tables, tasks,
// fields, lists of attendees, quotations, and the lines that other readers take (`skip`).
// The passage is only valid during the call. Linear.
void for_each_passage(const Note& note, const std::function<bool(std::uint32_t line)>& skip,
                      const std::function<void(const Passage&)>& visit);

}  // namespace rapport
