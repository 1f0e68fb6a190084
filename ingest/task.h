#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/date.h"

namespace rapport {

// A task item: "- [ ] text @Owner 📅 2025-11-20 ⏫ #tag", dates also as [due:: 2025-11-20].
struct Task {
  char status = ' ';             // the character between the brackets
  std::string text;              // without marks, dates and owner
  std::string owner;             // "Ann Lee", "AnnLee", "Myself"; empty when nobody is named
  std::size_t owner_place = 0;   // byte of the text where the owner stood
  bool owner_is_linked = false;  // told by where a link stands, without '@'
  std::string priority;          // highest, high, medium, low, lowest, or empty
  std::optional<Date> due, scheduled, start, created, done;

  struct BadDate {
    std::string text;
    std::uint32_t column = 0;  // from 1, in bytes
  };
  std::vector<BadDate> bad_dates;
};

// What the status means: open, in progress, done, cancelled, deferred, question.
std::string_view status_name(char status);
bool is_open(char status);

// nullopt when the line is no task item. Its status may be any single character.
std::optional<Task> parse_task(std::string_view line);

}  // namespace rapport
