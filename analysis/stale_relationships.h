#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/entity.h"
#include "analysis/guards.h"
#include "analysis/lifetime_model.h"
#include "analysis/parameters.h"
#include "graph/stored_graph.h"

namespace rapport {

// Which relationships of the vault's owner are slipping. Only direct contact days count; declared
// and second-hand dates stand beside them.

enum class StaleClass { overdue, stale, cooling, dormant, never_met, blocked, left, active };
std::string_view to_string(StaleClass value);

struct ViaFinding {
  Entity person;
  int count = 0;
};

struct RelationshipFinding {
  Entity entity;  // a person; for accounts and projects the organization or project
  StaleClass stale_class = StaleClass::active;
  std::optional<Date> last_contact;
  std::optional<Date> declared_last_contact;
  std::optional<Date> second_hand_last;
  int contact_days = 0;
  std::optional<double> usual_gap_days;  // median gap, of three contact days or more
  std::optional<int> cadence_days;       // as the note declares it, from the last contact on
  std::optional<int> silent_days;
  double probability = 0;       // A: of a contact within the next 90 days
  double value_at_risk = 0;     // best p of the past year * (1 - p) * role * bridge weight
  bool only_bridge = false;     // nobody else of that organization is in contact
  std::string condition;        // of the guard, when blocked
  std::vector<ViaFinding> via;  // whom to ask, for those never met
  std::vector<Citation> evidence;
};

struct StaleQuery {
  VertexId owner = 0;
  Date as_of;
  VertexType type = VertexType::person;
  std::optional<VertexId> account;  // only its people and projects
  // So many of the worst have their evidence and their `via` looked up; all by default.
  std::size_t most_cited = static_cast<std::size_t>(-1);
  // Fitted to the owner's relationships; without it A is p, the strength of the tie (which
  // told who stays in touch better than recency and frequency did: ANALYSIS, section 3).
  std::optional<LifetimeParameters> lifetime;
};

// Worst first: by class, then by value at risk, then by name.
std::vector<RelationshipFinding> find_stale(const StoredGraph& graph, const Signals& signals,
                                            EntityReader& entities, const StaleQuery& query,
                                            const Parameters& parameters);

// Of contact days, which are at least one and ascending, in days.
ContactHistory history_of(const std::vector<Contact>& days, Date as_of);

// How far A looks ahead.
inline constexpr double kHorizonDays = 90;

// MBG/NBD fitted to the owner's relationships on a day, in days; none when there are fewer than 50
// with contact on three days or more.
std::optional<LifetimeFit> fit_relationships(const std::vector<Tie>& ties_of_owner, Date as_of,
                                             const Parameters& parameters);

}  // namespace rapport
