#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

#include "ingest/clause.h"
#include "ingest/note.h"

namespace rapport {

// A list item or a paragraph as one text: what goes on over several lines is read as it was meant.
struct Passage {
  std::string text;                                          // links as shown, code as blanks
  std::vector<std::pair<std::size_t, std::uint32_t>> lines;  // first byte and line, ascending
  SectionKind section = SectionKind::none;
  bool is_item = false;
  std::uint32_t first_line() const { return lines.front().second; }
  // The line of a byte of the text.
  std::uint32_t line_at(std::size_t byte) const;
};

// A passage and its words.
struct ReadPassage {
  explicit ReadPassage(Passage read) : passage(std::move(read)), words(passage.text) {}
  ReadPassage(const ReadPassage&) = delete;
  ReadPassage& operator=(const ReadPassage&) = delete;

  const Passage passage;
  const Clause words;         // views of the passage
  bool names_nobody = false;  // whoever looked for names has found none
};

// The passages of a note's body in order. Left out is what is no prose: headings, tables, tasks,
// fields, lists of attendees, quotations. Linear.
std::deque<ReadPassage> passages_of(const Note& note);

}  // namespace rapport
