#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/entity.h"
#include "analysis/guards.h"
#include "analysis/people_graph.h"

namespace rapport {

// A path as an answer tells it: every hop with what it rests on, and what guards say of it.

enum class PathKind { sponsorship, introduction, lead };

std::string_view to_string(PathKind kind);

struct GuardFinding {
  Entity speaker;  // the vault's owner for a guard that names nobody
  bool binds_everyone = false;
  Entity target;
  std::string until;
  std::string text;
  bool superseded = false;  // a later one binds the same under another condition
  std::vector<Citation> evidence;
};

// "Ann is not to contact Bob until Cid agrees", and whether that is the latest word on it.
std::string guard_sentence(const GuardFinding& guard);

// One contact day of a hop, as it enters S.
struct ContactFinding {
  Date date;
  Channel channel = Channel::meeting;
  int group_size = 2;
  ContactTerm term;
  std::vector<Citation> evidence;
};

// One explicit statement of a hop, as it enters p'.
struct TieStatementFinding {
  std::string relation;
  std::optional<Date> date;
  double weight = 0;  // on the day it is stated
  double chance = 0;  // on the day asked
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
  // Where the terms are wanted:
  double contact = 0;                       // p, of the contact days alone
  std::size_t degree = 0;                   // ties of `to`
  std::vector<ContactFinding> contacts;     // the terms of S, latest first
  std::vector<TieStatementFinding> stated;  // the terms of p' beside p, the greatest first
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

// "Ann → Bob → Cid"
std::string way_text(const PathFinding& path);

// Describes paths between two people. `signals` may be those of a world with fewer guards. The
// terms of each hop are looked up only when they are wanted: they cost most of the time.
class PathDescriber {
 public:
  PathDescriber(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                VertexId from, VertexId target, bool with_terms = false)
      : people_(people),
        signals_(signals),
        entities_(entities),
        from_(from),
        target_(target),
        with_terms_(with_terms) {}

  PathFinding describe(const CostPath& path);
  HopFinding describe_hop(VertexId from, VertexId to);
  GuardFinding describe_guard(const Guard& guard);
  // The guards that forbid a hop, and those that forbid who asks to turn to the target in person:
  // they do not block a way through others, but whoever walks it must know.
  void add_guards(PathFinding& finding);

 private:
  void add_statements(const Tie& tie, bool has_met, HopFinding& hop);
  void add_attendance(const Tie& tie, HopFinding& hop);
  void add_terms(const Tie& tie, HopFinding& hop);
  std::optional<Evidence> attendance_line(VertexId meeting, VertexId person);
  PathKind kind_of(const CostPath& path, std::vector<Citation>& advocacy);
  bool has_access(VertexId person) const;

  const PeopleGraph& people_;
  const Signals& signals_;
  EntityReader& entities_;
  VertexId from_;
  VertexId target_;
  bool with_terms_;
};

}  // namespace rapport
