#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

struct Wikilink {
  std::string target;        // what is looked up: without heading, block and shown text
  std::string heading;       // after '#', "^id" for a block
  std::string text;          // what the reader sees, empty when it is the target
  bool embed = false;        // ![[...]]
  bool markdown = false;     // [text](target.md), percent-decoded
  bool bare = false;         // [text](target) without .md: a link only if such a note is there
  std::uint32_t line = 0;    // from 1, set by the caller
  std::uint32_t column = 0;  // from 1, in bytes, of the first bracket
  std::uint32_t end = 0;     // first byte behind the link, from 0
};

// The links of one line whose code is blanked. `[[a [[b]]` holds b; `\|` in tables parts like `|`;
// [[#heading]] and [text](https://...) name no other note and are left out. Linear.
std::vector<Wikilink> find_links(std::string_view line);

// Those that are links whatever the vault holds: all but the bare ones.
std::vector<Wikilink> find_wikilinks(std::string_view line);

// "[[Ann Lee|her]] and Bob" -> "her and Bob": what the reader sees.
std::string without_link_marks(std::string_view text);

}  // namespace rapport
