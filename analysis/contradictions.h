#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/entity.h"
#include "analysis/guards.h"

namespace rapport {

// Where notes say two things about how to go about one person that cannot both hold.

enum class ContradictionKind {
  guard_and_promise,  // s is not to contact o, and s will open a thread with o
  guards_differ,      // s is not to contact o until A, and until B
};

std::string_view to_string(ContradictionKind kind);  // "guard-and-promise", as `check` codes it

struct ContradictionFinding {
  ContradictionKind kind = ContradictionKind::guards_differ;
  bool binds_everyone = false;
  Entity speaker;  // unless it binds everyone
  Entity target;
  std::string text;     // both sides
  std::string verdict;  // which one wins, and why
  std::vector<Citation> wins;
  std::vector<Citation> yields;
};

// Of guards in force that `concerns` picks; by target, speaker and place. What one note says of one
// day is one plan ("not until A; then she opens the thread") and contradicts nothing. Who wins:
//
// - A guard holds against a promise, whichever is later: only its condition lifts it, and a guard
//   too many is seen and dismissed, where one too few costs a relationship.
// - Of two conditions the later one wins: it is the one that answers name. The earlier guard
//   still holds until its own condition is met, also when the later one has ended, for the same
//   reason: taking a guard out of the notes never closes a path.
std::vector<ContradictionFinding> find_contradictions(
    const Signals& signals, EntityReader& entities,
    const std::function<bool(const Guard&)>& concerns);

}  // namespace rapport
