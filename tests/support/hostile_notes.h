#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rapport::testing {

// Text that is written to harm who reads it: to take its time, its memory or its stack.
struct Attack {
  std::string name;
  std::string text;
  bool is_head = false;        // fields of a head; else a body
  bool swallows_rest = false;  // by the rules of the format what follows is part of it
};

// One of each kind, of about so many bytes: what made the libraries hang (cmark-gfm, yaml-cpp), and
// the worst for the scanners of our own. The same kinds in the same order for every size.
std::vector<Attack> attacks(std::size_t bytes);

// A meeting's note with facts before, within and behind an attack.
std::string note_with(const Attack& attack);

}  // namespace rapport::testing
