#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/guards.h"
#include "analysis/path_findings.h"
#include "analysis/people_graph.h"
#include "analysis/sponsorship_paths.h"

namespace rapport {

// What would change the ranking of an answer's paths: each found by searching again in a world
// that differs in one thing, never guessed. Nobody is thought to come to know somebody new, so that
// hub discounts stay as they are.

struct WayAfter {
  std::vector<Entity> people;  // along the path
  double probability = 0;
};

// One meeting of two on the day asked, between people whose tie is a hop of a shown path and whom
// no guard keeps apart.
struct MeetingChange {
  Entity a;
  Entity b;
  WayAfter first;         // the first path then
  double reach = 0;       // of the target then
  bool to_first = false;  // `first` was shown, but not first
};

// Nobody meets any more: the first day on which the shown order is another one.
struct DecayChange {
  Date day;
  std::size_t place = 0;           // the first one that differs, from 0
  WayAfter now;                    // who stands there then
  std::optional<WayAfter> before;  // and who stood there, with what is left of it then
};

// The guards of a blocked path are lifted.
struct GuardChange {
  std::vector<GuardFinding> guards;
  std::optional<Date> day;           // when they end by their own words
  WayAfter way;                      // the path
  std::optional<std::size_t> place;  // among the shown ones, from 0
  double reach = 0;
};

struct RankingChanges {
  double reach = 0;                        // of the answer
  std::optional<MeetingChange> for_reach;  // the meeting that raises Reach most
  std::vector<MeetingChange> to_first;  // for each path that one meeting lifts to the first place
  std::optional<DecayChange> decay;     // within a year
  std::vector<GuardChange> guards;      // for each set of guards that closes a shown path
};

// Searches once for each hop of the shown paths, some 20 times for decay, and once for each set of
// guards.
RankingChanges find_ranking_changes(const PeopleGraph& people, const Signals& signals,
                                    EntityReader& entities, const WhoQuery& query,
                                    const Connections& found);

}  // namespace rapport
