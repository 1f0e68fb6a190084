#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/contradictions.h"
#include "analysis/path_findings.h"
#include "analysis/unlock.h"

namespace rapport {

// Who connects me to X. Paths are of people only, every hop rests on contact days or on an explicit
// statement; what rests on hearsay is a lead and stays apart.

enum class ConnectionStatus { direct, paths, blocked, leads, unconnected };

std::string_view to_string(ConnectionStatus status);

struct DeadlockFinding {
  Entity target;
  Entity waits_for;
  std::string reason;
  std::vector<Citation> evidence;
};

struct WhoQuery {
  VertexId from = 0;
  VertexId target = 0;
  std::size_t paths = 3;
  int max_hops = 3;
  std::optional<VertexId> without;  // as if this person were gone
  bool with_terms = false;          // lists every term of each hop
  bool ways_out = true;             // where a guard blocks, looks who may speak and what unlocks
};

struct Connections {
  Date as_of;
  Entity from;
  Entity target;
  ConnectionStatus status = ConnectionStatus::unconnected;
  bool met = false;  // any contact day between the two
  double reach = 0;  // 1 - product of (1 - P) over at most three node-disjoint allowed paths
  std::vector<std::vector<VertexId>> reach_ways;  // these paths, from end to end
  std::vector<PathFinding> paths;                 // allowed ones first
  std::vector<PathFinding> leads;
  std::vector<DeadlockFinding> deadlocks;
  std::vector<GuardFinding> guards;  // that forbid who asks to turn to the target, path or no path
  // Where a guard is in the way:
  std::vector<PathFinding> speakers;  // whose last hop no guard forbids, best first
  Unlocking unlocking;
  std::vector<ContradictionFinding> contradictions;  // of the guards in this answer
  std::optional<Entity> without;
  double reach_with = 0;          // reach had nobody been left out
  std::vector<PathFinding> lost;  // those shown then which go through that person
};

Connections find_connections(const PeopleGraph& people, const Signals& signals,
                             EntityReader& entities, const WhoQuery& query);

}  // namespace rapport
