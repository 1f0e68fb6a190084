#include "analysis/unlock.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "analysis/reach.h"

namespace rapport {
namespace {

constexpr std::size_t kMostSpeakers = 3;
// Blocked paths that differ in what blocks them; more would only repeat the same people.
constexpr std::size_t kMostLocks = 8;

// Wins people one after the other, and keeps what that costs.
struct Plan {
  struct Step {
    std::optional<VertexId> person;
    std::optional<Date> day;
    CostPath way;
    std::vector<Guard> lifts;
  };
  std::vector<Step> steps;
  std::vector<Guard> lifted;
  double cost = 0;  // -ln of the product over the ways

  bool lifts(const Guard& guard) const {
    return std::find(lifted.begin(), lifted.end(), guard) != lifted.end();
  }
};

class Unlocker {
 public:
  Unlocker(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
           const WayOutQuestion& question)
      : people_(people),
        signals_(signals),
        entities_(entities),
        question_(question),
        deadlocks_(signals.deadlocks()) {}

  Unlocking find() {
    Unlocking found;
    const double reach_now = reach_of(target(), signals_);
    for (const Plan& plan : plans_to_open(target(), {}, {target()})) {
      const Signals after = signals_.without(plan.lifted);
      const double reach = reach_of(target(), after);
      if (reach <= reach_now + 1e-9) continue;  // other guards are in the way
      if (found.cheapest && !is_better(plan, reach)) continue;
      best_ = {plan.cost, reach, names_of(plan)};
      found.cheapest = describe(plan, after, reach);
    }
    found.obstacles = std::move(obstacles_);
    std::sort(found.obstacles.begin(), found.obstacles.end(),
              [](const ObstacleFinding& a, const ObstacleFinding& b) {
                return std::tie(a.guard.evidence, a.reason) < std::tie(b.guard.evidence, b.reason);
              });
    return found;
  }

 private:
  struct Rank {
    double cost = 0;
    double reach = 0;
    std::vector<std::string> names;
  };

  VertexId target() const { return question_.paths.to; }

  bool is_better(const Plan& plan, double reach) {
    if (std::abs(plan.cost - best_.cost) > 1e-9) return plan.cost < best_.cost;
    if (std::abs(reach - best_.reach) > 1e-9) return reach > best_.reach;
    return names_of(plan) < best_.names;
  }

  std::vector<std::string> names_of(const Plan& plan) {
    std::vector<std::string> names;
    for (const Plan::Step& step : plan.steps) {
      names.push_back(step.person ? entities_.vertex(*step.person).key : to_iso(*step.day));
    }
    return names;
  }

  PathQuestion to(VertexId person) const {
    PathQuestion question = question_.paths;
    question.to = person;
    return question;
  }

  Exclusions closed(const Signals& signals) const {
    Exclusions closed = forbidden_arcs(people_, signals);
    closed.vertices.insert(question_.excluded.vertices.begin(), question_.excluded.vertices.end());
    return closed;
  }

  CostPath allowed_way(VertexId person, const Signals& signals) {
    return best_ranked_path(people_, entities_, to(person), closed(signals));
  }

  double reach_of(VertexId person, const Signals& signals) {
    const Exclusions exclusions = closed(signals);
    const PathQuestion question = to(person);
    return find_reach(people_, question.from, person, question.max_hops, exclusions,
                      ranked_paths(people_, entities_, question, exclusions))
        .probability;
  }

  // One plan for each set of guards that closes a path to the person, where all of them can be
  // lifted. `waiting`: the people on whose support somebody already waits.
  std::vector<Plan> plans_to_open(VertexId person, const Plan& so_far,
                                  const std::set<VertexId>& waiting) {
    const Signals now = signals_.without(so_far.lifted);
    std::vector<std::vector<const Guard*>> locks;
    for (const CostPath& path :
         blocked_paths(people_, entities_, to(person), question_.excluded, closed(now))) {
      std::vector<const Guard*> lock;
      for (std::size_t i = 0; i + 1 < path.vertices.size(); ++i) {
        const auto guards = now.forbidding(path.vertices[i], path.vertices[i + 1]);
        lock.insert(lock.end(), guards.begin(), guards.end());
      }
      const bool known = std::find(locks.begin(), locks.end(), lock) != locks.end();
      if (!known && locks.size() < kMostLocks) locks.push_back(std::move(lock));
    }
    std::vector<Plan> plans;
    for (const auto& lock : locks) {
      std::optional<Plan> plan = so_far;
      for (const Guard* guard : lock) {
        if (plan && !plan->lifts(*guard)) plan = lift(*guard, std::move(*plan), waiting);
      }
      if (plan) plans.push_back(std::move(*plan));
    }
    return plans;
  }

  std::optional<Plan> lift(const Guard& guard, Plan plan, const std::set<VertexId>& waiting) {
    for (const Deadlock& deadlock : deadlocks_) {
      if (deadlock.guard == guard) return refuse(guard, true, deadlock.reason, deadlock.evidence);
    }
    if (guard.until_date) return wait_for(guard, std::move(plan));
    if (!guard.waits_for) return refuse(guard, false, no_person(guard), {});
    const VertexId person = *guard.waits_for;
    if (waiting.contains(person)) {
      return refuse(guard, true,
                    fmt::format("the support of {} waits for {} in turn", entities_.name(person),
                                entities_.name(guard.object)),
                    {});
    }
    if (const Record* left = signals_.left(person)) {
      return refuse(guard, false, entities_.name(person) + " has left", {left->evidence});
    }
    return win(guard, person, std::move(plan), waiting);
  }

  static std::string no_person(const Guard& guard) {
    if (guard.until.empty()) return "it names no condition";
    return guard.waits_for_name.empty()
               ? "its condition names nobody whose support would lift it"
               : fmt::format("nobody can tell who {} is", guard.waits_for_name);
  }

  Plan wait_for(const Guard& guard, Plan plan) const {
    Plan::Step step;
    step.day = guard.until_date;
    step.lifts = {guard};
    plan.lifted.push_back(guard);
    plan.steps.push_back(std::move(step));
    return plan;
  }

  // Reaches the person, over whoever unlocks them if need be.
  std::optional<Plan> win(const Guard& guard, VertexId person, Plan plan,
                          std::set<VertexId> waiting) {
    waiting.insert(person);
    CostPath way;
    if (person != question_.paths.from) {
      way = allowed_way(person, signals_.without(plan.lifted));
      if (way.vertices.empty()) {
        const auto opened = cheapest_to_open(person, plan, waiting);
        if (!opened) {
          return refuse(guard, false,
                        fmt::format("no allowed path leads to {}", entities_.name(person)), {});
        }
        plan = opened->first;
        way = opened->second;
      }
    }
    Plan::Step step;
    step.person = person;
    for (const Guard& other : signals_.guards()) {
      if (other.waits_for == person && !plan.lifts(other)) step.lifts.push_back(other);
    }
    plan.lifted.insert(plan.lifted.end(), step.lifts.begin(), step.lifts.end());
    plan.cost += way.cost;
    step.way = std::move(way);
    plan.steps.push_back(std::move(step));
    return plan;
  }

  // The plan after which the person can be reached, and the way then.
  std::optional<std::pair<Plan, CostPath>> cheapest_to_open(VertexId person, const Plan& so_far,
                                                            const std::set<VertexId>& waiting) {
    std::optional<std::pair<Plan, CostPath>> best;
    for (Plan& plan : plans_to_open(person, so_far, waiting)) {
      CostPath way = allowed_way(person, signals_.without(plan.lifted));
      if (way.vertices.empty()) continue;
      const double cost = plan.cost + way.cost;
      if (best && cost >= best->first.cost + best->second.cost - 1e-9) continue;
      best = std::pair(std::move(plan), std::move(way));
    }
    return best;
  }

  std::optional<Plan> refuse(const Guard& guard, bool is_deadlock, std::string reason,
                             std::vector<Evidence> evidence) {
    ObstacleFinding obstacle;
    obstacle.guard = describer(signals_, target()).describe_guard(guard);
    obstacle.is_deadlock = is_deadlock;
    obstacle.reason = std::move(reason);
    obstacle.evidence = entities_.citations(std::move(evidence));
    const bool known =
        std::any_of(obstacles_.begin(), obstacles_.end(), [&](const ObstacleFinding& other) {
          return other.guard.evidence == obstacle.guard.evidence && other.reason == obstacle.reason;
        });
    if (!known) obstacles_.push_back(std::move(obstacle));
    return std::nullopt;
  }

  PathDescriber describer(const Signals& signals, VertexId person) {
    return {people_, signals, entities_, question_.paths.from, person};
  }

  UnlockFinding describe(const Plan& plan, const Signals& after, double reach) {
    UnlockFinding unlock;
    unlock.probability = std::exp(-plan.cost);
    unlock.reach = reach;
    std::vector<Guard> lifted;
    for (const Plan::Step& step : plan.steps) {
      UnlockStep told;
      const Signals then = signals_.without(lifted);
      if (step.person) told.person = entities_.entity(*step.person);
      told.day = step.day;
      if (!step.way.vertices.empty()) {
        told.way = describer(then, *step.person).describe(step.way);
      }
      for (const Guard& guard : step.lifts) {
        told.lifts.push_back(describer(then, target()).describe_guard(guard));
        lifted.push_back(guard);
      }
      unlock.steps.push_back(std::move(told));
    }
    const CostPath way = allowed_way(target(), after);
    if (!way.vertices.empty()) unlock.way = describer(after, target()).describe(way);
    return unlock;
  }

  const PeopleGraph& people_;
  const Signals& signals_;
  EntityReader& entities_;
  const WayOutQuestion& question_;
  std::vector<Deadlock> deadlocks_;
  std::vector<ObstacleFinding> obstacles_;
  Rank best_;
};

}  // namespace

std::vector<PathFinding> find_speakers(const PeopleGraph& people, const Signals& signals,
                                       EntityReader& entities, const WayOutQuestion& question) {
  // The best way into the target, then the best one that comes in from somebody else.
  const VertexId target = question.paths.to;
  PathQuestion asked = question.paths;
  ++asked.max_hops;  // to whoever speaks, and then the one who is spoken to
  Exclusions closed = forbidden_arcs(people, signals);
  closed.vertices.insert(question.excluded.vertices.begin(), question.excluded.vertices.end());
  closed.arcs.emplace(asked.from, target);
  PathDescriber describer(people, signals, entities, asked.from, target);
  std::vector<PathFinding> speakers;
  while (speakers.size() < kMostSpeakers) {
    const CostPath way = best_ranked_path(people, entities, asked, closed);
    if (way.vertices.empty()) break;
    closed.arcs.emplace(way.vertices[way.vertices.size() - 2], target);
    speakers.push_back(describer.describe(way));
  }
  return speakers;
}

Unlocking find_unlocking(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                         const WayOutQuestion& question) {
  return Unlocker(people, signals, entities, question).find();
}

}  // namespace rapport
