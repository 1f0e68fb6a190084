#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/guards.h"
#include "analysis/path_findings.h"
#include "analysis/people_graph.h"
#include "analysis/ranked_paths.h"

namespace rapport {

// What to do where a guard is in the way: who may speak instead, and what would lift it.

struct WayOutQuestion {
  PathQuestion paths;
  Exclusions excluded;  // as if they were not there
};

// Ways to the target over people whom no guard forbids to turn to them, one for each such person,
// best first, at most three. The way to the speaker has at most `max_hops` hops, so that somebody
// just beyond the horizon of the usual paths is found; who asks is no speaker.
std::vector<PathFinding> find_speakers(const PeopleGraph& people, const Signals& signals,
                                       EntityReader& entities, const WayOutQuestion& question);

// One thing to wait for or to achieve, and the guards that it lifts.
struct UnlockStep {
  std::optional<Entity> person;    // whose support the guards wait for
  std::optional<Date> day;         // or the day on which they end by their own words
  std::optional<PathFinding> way;  // to the person; none when it is who asks
  std::vector<GuardFinding> lifts;
};

// Steps in their order: an unlocker who is guarded himself comes after the one who unlocks him.
struct UnlockFinding {
  std::vector<UnlockStep> steps;
  double probability = 1;          // product over the ways: all of them are reached
  double reach = 0;                // of the target, as of the day asked, once all of it is lifted
  std::optional<PathFinding> way;  // the best one then
};

// A guard in the way that nothing lifts, or nothing that can be reached.
struct ObstacleFinding {
  GuardFinding guard;
  bool is_deadlock = false;
  std::string reason;
  std::vector<Citation> evidence;
};

struct Unlocking {
  std::optional<UnlockFinding> cheapest;
  std::vector<ObstacleFinding> obstacles;  // each guard once, by place
};

// The cheapest unlock is the one whose people are reached by the best allowed paths: the highest
// product of their probabilities; of equals the one that gives more Reach, then by name. All guards
// that wait for the same person are lifted together, those of a path that waits for several people
// one after the other. A dead-lock is never proposed, nor what would open nothing new.
//
// Chains of guards are followed to their end. Cost: two searches for each person who is waited for.
Unlocking find_unlocking(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                         const WayOutQuestion& question);

}  // namespace rapport
