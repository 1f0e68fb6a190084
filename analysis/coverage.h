#pragma once

#include <optional>
#include <vector>

#include "analysis/lifetime_model.h"
#include "analysis/sponsorship_paths.h"

namespace rapport {

// How well an account is covered: whether each of its decision makers can be reached, what hangs
// on one person, and whom to see again so that nothing does.
//
// A **live way** is a path of at most three hops that no guard forbids and of which each tie still
// has the chance p' of `stale_probability`. Live ways carry the alarm, the cut people and the
// people to re-engage; Reach and what is lost of it come from all allowed paths.

enum class Threads { none, one, several };  // live ways that share nobody

std::string_view to_string(Threads threads);

struct DecisionMakerFinding {
  Connections connections;
  Threads threads = Threads::none;
  std::vector<Entity> cut_people;  // on every live way, from who asks on; none of a direct tie
};

// Somebody through whom decision makers are reached, and what leaves with them.
struct BridgeFinding {
  Entity person;
  double reach_lost = 0;  // the sum of Reach over the decision makers, with them less without them
  double active = 0;      // chance of a contact in the next 90 days, of the tie by which the best
                          // way comes to them
  double risk = 0;        // reach_lost * (1 - active)
  std::vector<Entity> cuts;  // decision makers to whom every live way goes through them
};

// Somebody who was met and whose tie is not live; after one meeting of two the tie is live again.
struct ReengageFinding {
  Entity person;
  int contact_days = 0;
  std::optional<Date> last_contact;
  std::vector<Entity> opens;       // decision makers to whom a live way leads then
  std::vector<Citation> evidence;  // of the last contacts
};

struct Coverage {
  Date as_of;
  Entity from;
  Entity account;
  double reach = 0;  // the sum over the decision makers
  std::size_t staff = 0;
  std::vector<Entity> contacts;  // of its staff with a live tie to who asks, by name
  std::vector<DecisionMakerFinding> decision_makers;  // by Reach, the best first, then by name
  std::vector<BridgeFinding> bridges;                 // the greatest risk first
  std::vector<ReengageFinding> reengage;  // who together give the most a second way, by name
  bool is_smallest = true;                // of such sets it is a smallest one, else a greedy one
  std::vector<Entity> not_enough;         // still without two live ways then

  // Less than two live ways to a decision maker.
  bool is_single_threaded() const;
};

struct CoverageQuery {
  VertexId account = 0;
  VertexId from = 0;
  std::optional<LifetimeParameters> lifetime;  // as StaleQuery has it
};

// Decision makers are the account's staff at VP level or above, and those of whom a note says that
// they decide. Cost: one search of paths for each, and one for each person on their ways.
Coverage find_coverage(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                       const CoverageQuery& query);

}  // namespace rapport
