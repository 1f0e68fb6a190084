#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "analysis/entity.h"
#include "analysis/guards.h"
#include "analysis/people_graph.h"

namespace rapport {

// Who connects me to X. Paths are of people only, every hop rests on contact days or on an explicit
// statement; what rests on hearsay is a lead and stays apart.

enum class PathKind { sponsorship, introduction, lead };
enum class ConnectionStatus { direct, paths, blocked, leads, unconnected };

std::string_view to_string(PathKind kind);
std::string_view to_string(ConnectionStatus status);

struct GuardFinding {
  Entity speaker;  // the vault's owner for a guard that names nobody
  bool binds_everyone = false;
  Entity target;
  std::string until;
  std::string text;
  std::vector<Citation> evidence;
};

struct HopFinding {
  Entity from;
  Entity to;
  std::string relation;    // attended, reports_to, will_open, introduced, sponsors, via, mentioned
  double probability = 0;  // p', 0 for hearsay
  double strength = 0;     // S
  double discount = 1;     // for passing through `to`, 1 at the end of the path
  int contact_days = 0;
  std::optional<Date> last_contact;
  std::vector<int> group_sizes;      // of the contact days, latest first
  std::set<std::string> statements;  // explicit relations behind the hop, in words
  int second_hand = 0;               // context lines or mentions behind a lead's hop
  bool weakest = false;
  bool guarded = false;
  std::vector<Citation> evidence;  // statements first, then contact days, the latest first
};

struct PathFinding {
  PathKind kind = PathKind::introduction;
  double probability = 0;      // 0 for a lead
  std::optional<double> cost;  // -ln probability, none for a lead
  bool blocked = false;
  std::vector<HopFinding> hops;
  std::vector<GuardFinding> guards;
  std::vector<Citation> advocacy;  // what makes it a sponsorship
};

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
  std::optional<Entity> without;
  double reach_with = 0;          // reach had nobody been left out
  std::vector<PathFinding> lost;  // those shown then which go through that person
};

Connections find_connections(const PeopleGraph& people, const Signals& signals,
                             EntityReader& entities, const WhoQuery& query);

}  // namespace rapport
