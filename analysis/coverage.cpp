#include "analysis/coverage.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "analysis/reach.h"
#include "analysis/staff.h"
#include "analysis/stale_relationships.h"

namespace rapport {
namespace {

constexpr std::size_t kMostCandidates = 25;  // of which a smallest set is looked for
constexpr double kLeastLost = 0.005;         // of Reach, in all; less is shown as none
constexpr std::size_t kMostEvidence = 4;
constexpr std::size_t kLargestExactSet = 5;  // 68,405 sets of 25 people

// A bundle of live ways to one person: how many, and who is on all of them.
struct Ways {
  std::size_t count = 0;
  std::vector<VertexId> common;

  void add(const std::vector<VertexId>& through) { merge({1, through}); }
  void merge(const Ways& other) {
    if (other.count == 0) return;
    if (count == 0) {
      common = other.common;
    } else {
      std::erase_if(common, [&](VertexId v) {
        return std::find(other.common.begin(), other.common.end(), v) == other.common.end();
      });
    }
    count += other.count;
  }
  // Of ways of at most three hops: if nobody is on all of them, two share nobody (Menger 1927; a
  // way that enters where it could already leave is shortened, so its bound on hops does not
  // matter).
  Threads threads() const {
    if (count == 0) return Threads::none;
    return count > 1 && common.empty() ? Threads::several : Threads::one;
  }
};

// The ways to one decision maker by the first step from who asks.
struct WaysByFirst {
  Ways live;                                // over ties that are live now
  std::map<VertexId, Ways> over_candidate;  // over those that could be

  Ways with(const std::vector<VertexId>& chosen) const {
    Ways ways = live;
    for (const VertexId candidate : chosen) {
      if (const auto it = over_candidate.find(candidate); it != over_candidate.end()) {
        ways.merge(it->second);
      }
    }
    return ways;
  }
};

class Finder {
 public:
  Finder(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
         const CoverageQuery& query)
      : people_(people),
        signals_(signals),
        entities_(entities),
        query_(query),
        forbidden_(forbidden_arcs(people, signals)) {
    for (const CostArc& arc : people_.out_arcs(query_.from)) {
      if (forbidden_.has_arc(query_.from, arc.other)) continue;
      if (is_live(arc)) {
        live_.insert(arc.other);
      } else if (people_.strength(query_.from, arc.other).contact_days > 0 &&
                 signals_.left(arc.other) == nullptr) {
        candidates_.insert(arc.other);
      }
    }
  }

  Coverage find() {
    Coverage found;
    found.as_of = people_.as_of();
    found.from = entities_.entity(query_.from);
    found.account = entities_.entity(query_.account);
    std::vector<VertexId> staff =
        staff_of(people_.graph(), signals_, entities_, query_.account, people_.as_of());
    std::erase(staff, query_.from);
    found.staff = staff.size();
    for (const VertexId person : staff) {
      if (live_.contains(person)) found.contacts.push_back(entities_.entity(person));
      if (is_decision_maker(person)) found.decision_makers.push_back(decision_maker(person));
    }
    for (const DecisionMakerFinding& d : found.decision_makers) found.reach += d.connections.reach;
    std::sort(found.decision_makers.begin(), found.decision_makers.end(),
              [](const DecisionMakerFinding& a, const DecisionMakerFinding& b) {
                const auto key = [](const Connections& c) {
                  return std::tuple(-c.reach, by_name(c.target));
                };
                return key(a.connections) < key(b.connections);
              });
    found.bridges = find_bridges(found.decision_makers);
    find_reengage(found);
    std::sort(found.contacts.begin(), found.contacts.end(),
              [](const Entity& a, const Entity& b) { return by_name(a) < by_name(b); });
    return found;
  }

 private:
  bool is_live(const CostArc& arc) const {
    return std::exp(-arc.cost) >= people_.parameters().stale_probability;
  }

  bool is_decision_maker(VertexId person) {
    return entities_.entity(person).is_executive() || signals_.decides(person);
  }

  DecisionMakerFinding decision_maker(VertexId person) {
    WhoQuery who;
    who.ways_out = false;
    who.from = query_.from;
    who.target = person;
    DecisionMakerFinding finding;
    finding.connections = find_connections(people_, signals_, entities_, who);
    WaysByFirst& ways = ways_[person] = find_ways(person);
    finding.threads = ways.live.threads();
    if (finding.threads == Threads::one) {
      for (const VertexId v : ways.live.common) finding.cut_people.push_back(entities_.entity(v));
    }
    return finding;
  }

  // All live ways of at most three hops, over the ties there are and those that could be.
  WaysByFirst find_ways(VertexId target) const {
    WaysByFirst ways;
    const auto add = [&](VertexId first, const std::vector<VertexId>& through) {
      if (live_.contains(first)) ways.live.add(through);
      if (candidates_.contains(first)) ways.over_candidate[first].add(through);
    };
    add(target, {});
    for (const CostArc& last : people_.in_arcs(target)) {
      const VertexId before = last.other;
      if (before == query_.from || !is_live(last) || forbidden_.has_arc(before, target)) continue;
      add(before, {before});
      for (const CostArc& middle : people_.in_arcs(before)) {
        const VertexId first = middle.other;
        if (first == query_.from || first == target || !is_live(middle)) continue;
        if (!forbidden_.has_arc(first, before)) add(first, {first, before});
      }
    }
    return ways;
  }

  // Only who is on a way that Reach rests on can take some of it away, and no more than that way
  // adds to it: who cannot matter is not searched for.
  std::vector<BridgeFinding> find_bridges(const std::vector<DecisionMakerFinding>& makers) {
    struct Part {
      const DecisionMakerFinding* maker;
      const std::vector<VertexId>* way;
    };
    std::map<VertexId, std::vector<Part>> parts_of;
    for (const DecisionMakerFinding& maker : makers) {
      for (const std::vector<VertexId>& way : maker.connections.reach_ways) {
        for (std::size_t i = 1; i + 1 < way.size(); ++i) parts_of[way[i]].push_back({&maker, &way});
      }
    }
    std::vector<BridgeFinding> bridges;
    for (const auto& [person, parts] : parts_of) {
      BridgeFinding bridge;
      bridge.person = entities_.entity(person);
      bridge.cuts = cut_off_by(person, makers);
      double most_lost = 0;
      for (const Part& part : parts) most_lost += reach_over(part.maker->connections, *part.way);
      if (most_lost < kLeastLost && bridge.cuts.empty()) continue;
      for (const auto& [maker, way] : parts) {
        const Connections& c = maker->connections;
        bridge.reach_lost += std::max(0.0, c.reach - reach_without(c.target.vertex, person));
        const VertexId before = *std::prev(std::find(way->begin(), way->end(), person));
        bridge.active = std::max(bridge.active, activity(before, person));
      }
      bridge.risk = bridge.reach_lost * (1 - bridge.active);
      bridges.push_back(std::move(bridge));
    }
    std::sort(bridges.begin(), bridges.end(), [](const BridgeFinding& a, const BridgeFinding& b) {
      const auto key = [](const BridgeFinding& f) {
        return std::tuple(-f.risk, -f.reach_lost, by_name(f.person));
      };
      return key(a) < key(b);
    });
    return bridges;
  }

  static std::vector<Entity> cut_off_by(VertexId person,
                                        const std::vector<DecisionMakerFinding>& makers) {
    std::vector<Entity> list;
    for (const DecisionMakerFinding& maker : makers) {
      for (const Entity& cut : maker.cut_people) {
        if (cut.vertex == person) list.push_back(maker.connections.target);
      }
    }
    return list;
  }

  // What one way of the set adds to Reach: P times the chance that none of the others works.
  double reach_over(const Connections& c, const std::vector<VertexId>& way) const {
    const double p = std::exp(-path_cost(people_, way));
    return p * (1 - c.reach) / (1 - p);
  }

  double reach_without(VertexId target, VertexId person) const {
    Exclusions without = forbidden_;
    without.vertices.insert(person);
    const WhoQuery defaults;
    const auto k = static_cast<std::size_t>(people_.parameters().search_paths);
    return find_reach(people_, query_.from, target, defaults.max_hops, without,
                      best_paths(people_, query_.from, target, defaults.max_hops, k, without))
        .probability;
  }

  // The chance that a tie is exercised within 90 days, as `stale` tells it.
  double activity(VertexId from, VertexId to) const {
    if (query_.lifetime && from == query_.from) {
      const auto days = people_.contact_days(from, to);
      if (!days.empty()) {
        return probability_of_contact(*query_.lifetime, history_of(days, people_.as_of()),
                                      kHorizonDays);
      }
    }
    return people_.strength(from, to).to_neighbor;
  }

  // Live ways to each decision maker, none counting 0, one 1, several 2.
  std::size_t score(const std::vector<VertexId>& chosen) const {
    std::size_t sum = 0;
    for (const auto& [person, ways] : ways_) {
      sum += static_cast<std::size_t>(ways.with(chosen).threads());
    }
    return sum;
  }

  // Who opens any way at all; the stronger tie first, so that of equal sets the likeliest is taken.
  std::vector<VertexId> useful_candidates() const {
    std::set<VertexId> useful;
    for (const auto& [person, ways] : ways_) {
      if (ways.live.threads() == Threads::several) continue;
      for (const auto& [candidate, over] : ways.over_candidate) useful.insert(candidate);
    }
    std::vector<VertexId> list(useful.begin(), useful.end());
    std::sort(list.begin(), list.end(), [&](VertexId a, VertexId b) {
      const auto key = [&](VertexId v) {
        return std::tuple(-people_.strength(query_.from, v).to_neighbor, entities_.vertex(v).key);
      };
      return key(a) < key(b);
    });
    return list;
  }

  std::vector<VertexId> greedy_set(const std::vector<VertexId>& candidates) const {
    std::vector<VertexId> chosen;
    std::size_t best = score(chosen);
    while (true) {
      std::optional<VertexId> next;
      for (const VertexId candidate : candidates) {
        chosen.push_back(candidate);
        if (const std::size_t now = score(chosen); now > best) {
          best = now;
          next = candidate;
        }
        chosen.pop_back();
      }
      if (!next) return chosen;
      chosen.push_back(*next);
    }
  }

  // The first set of `size` candidates that scores `wanted`, continuing `chosen`.
  bool complete(const std::vector<VertexId>& candidates, std::size_t next, std::size_t size,
                std::size_t wanted, std::vector<VertexId>& chosen) const {
    if (chosen.size() == size) return score(chosen) == wanted;
    for (std::size_t i = next; i < candidates.size(); ++i) {
      chosen.push_back(candidates[i]);
      if (complete(candidates, i + 1, size, wanted, chosen)) return true;
      chosen.pop_back();
    }
    return false;
  }

  struct Choice {
    std::vector<VertexId> people;
    bool is_smallest = false;
  };

  // A smallest set that does as much as all candidates together: a greedy one, unless a smaller
  // one is found (or any, where greed falls short) among all sets of a few people.
  Choice choose_reengaged() const {
    const std::vector<VertexId> candidates = useful_candidates();
    Choice choice{greedy_set(candidates), false};
    const std::size_t wanted = score(candidates);
    const bool is_enough = score(choice.people) == wanted;
    if (is_enough && choice.people.size() <= 1) return {std::move(choice.people), true};
    if (candidates.size() > kMostCandidates) return choice;
    const std::size_t most = is_enough ? choice.people.size() - 1 : candidates.size();
    for (std::size_t size = 1; size <= std::min(most, kLargestExactSet); ++size) {
      std::vector<VertexId> set;
      if (complete(candidates, 0, size, wanted, set)) return {std::move(set), true};
    }
    choice.is_smallest = is_enough && most <= kLargestExactSet;
    return choice;
  }

  void find_reengage(Coverage& found) {
    const auto [chosen, is_smallest] = choose_reengaged();
    found.is_smallest = is_smallest;
    for (const VertexId person : chosen) {
      const TieStrength tie = people_.strength(query_.from, person);
      ReengageFinding finding{
          entities_.entity(person), tie.contact_days, tie.last_contact, {}, last_contacts(person)};
      for (const DecisionMakerFinding& maker : found.decision_makers) {
        const WaysByFirst& ways = ways_.at(maker.connections.target.vertex);
        const bool helps =
            ways.live.threads() != Threads::several && ways.over_candidate.contains(person);
        if (helps) finding.opens.push_back(maker.connections.target);
      }
      found.reengage.push_back(std::move(finding));
    }
    std::sort(found.reengage.begin(), found.reengage.end(),
              [](const ReengageFinding& a, const ReengageFinding& b) {
                return by_name(a.person) < by_name(b.person);
              });
    for (const DecisionMakerFinding& maker : found.decision_makers) {
      const Entity& person = maker.connections.target;
      if (ways_.at(person.vertex).with(chosen).threads() != Threads::several) {
        found.not_enough.push_back(person);
      }
    }
  }

  std::vector<Citation> last_contacts(VertexId person) {
    WhoQuery who;
    who.ways_out = false;
    who.from = query_.from;
    who.target = person;
    who.max_hops = 1;
    const Connections tie = find_connections(people_, signals_, entities_, who);
    if (tie.paths.empty()) return {};
    std::vector<Citation> places = tie.paths.front().hops.front().evidence;
    if (places.size() > kMostEvidence) places.resize(kMostEvidence);
    return places;
  }

  const PeopleGraph& people_;
  const Signals& signals_;
  EntityReader& entities_;
  CoverageQuery query_;
  Exclusions forbidden_;
  std::set<VertexId> live_;               // whom a live tie joins to who asks
  std::set<VertexId> candidates_;         // whom a tie joins that is not live
  std::map<VertexId, WaysByFirst> ways_;  // to each decision maker
};

}  // namespace

std::string_view to_string(Threads threads) {
  static constexpr std::array<std::string_view, 3> kNames = {"none", "one", "several"};
  return kNames[static_cast<std::size_t>(threads)];
}

bool Coverage::is_single_threaded() const {
  return std::any_of(decision_makers.begin(), decision_makers.end(),
                     [](const auto& maker) { return maker.threads != Threads::several; });
}

Coverage find_coverage(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                       const CoverageQuery& query) {
  return Finder(people, signals, entities, query).find();
}

}  // namespace rapport
