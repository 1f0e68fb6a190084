#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/sponsorship_paths.h"

namespace rapport {

enum class ChangeReason : std::uint8_t { none, contact, decay, guard, guard_lifted, other };

std::string_view to_string(ChangeReason reason);

// What became of the ways to a person between two days, and why.
struct PathChange {
  ChangeReason reason = ChangeReason::none;  // none: nothing that anybody would notice
  std::string what;  // "blocked now, was paths", "reach down from 0.25"; empty for none
  std::string why;   // "new contact: Ann and Bob met on 2026-01-14"; empty when it is not known
  std::vector<Citation> evidence;  // of the contact or the guard

  std::string sentence() const;  // "reach down from 0.25: the ties decay, ..."
};

// Both of one target; `then` is of the earlier day. Another status is noticed, and .01 of Reach. A
// guard counts before contacts, and contacts before the time that passed.
PathChange explain_change(const Connections& then, const Connections& now);

}  // namespace rapport
