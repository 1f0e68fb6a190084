#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/parameters.h"
#include "graph/elements.h"

namespace rapport {

// The days of a window hidden, to see how well they are foretold from the days before it.

// A tie that was one when the window began: met on at least one day up to the cut.
struct HeldOutTie {
  Tie known;                   // contact days, one a day, and dated statements, up to the cut
  std::optional<Contact> met;  // the first contact day after the cut and up to the end
};

struct Holdout {
  Date cut;    // the last day that is known
  Date until;  // the last day that is hidden
  std::vector<HeldOutTie> ties;
  // Left out of what is known: nobody can tell whether they were made before the cut.
  std::size_t undated_statements = 0;

  std::size_t met() const;
  std::vector<Tie> known() const;
};

// Predictors see `known` alone, so nothing after the cut can leak into what they say. Who was first
// met within the window is no tie of it.
Holdout hold_out(std::span<const Tie> ties, Date cut, Date until, const Parameters& parameters);

}  // namespace rapport
