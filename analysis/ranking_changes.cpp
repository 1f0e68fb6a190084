#include "analysis/ranking_changes.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <utility>

#include "analysis/ranked_paths.h"
#include "analysis/reach.h"

namespace rapport {
namespace {

// Of a chance or of Reach: less is no reason to do anything.
constexpr double kNoticeable = 0.005;
constexpr int kHorizonDays = 365;
constexpr int kStepDays = 28;  // an order that changes and changes back within them is not seen
constexpr std::size_t kMostToFirst = 2;
constexpr std::size_t kMostGuards = 3;

using Pair = std::pair<VertexId, VertexId>;

// The people as they are known on the day asked, on a later day or with one meeting more.
class OtherWorld final : public CostGraph {
 public:
  OtherWorld(const PeopleGraph& people, Date day) : people_(people), day_(day) {}
  OtherWorld(const PeopleGraph& people, Pair meeting)
      : people_(people), day_(people.as_of()), meeting_(meeting) {}

  std::span<const CostArc> out_arcs(VertexId v) const override {
    return is_changed(v) ? row(v).out : people_.out_arcs(v);
  }
  std::span<const CostArc> in_arcs(VertexId v) const override {
    return is_changed(v) ? row(v).in : people_.in_arcs(v);
  }
  double cost_through(VertexId v) const override { return people_.cost_through(v); }

 private:
  struct Row {
    std::vector<CostArc> out;
    std::vector<CostArc> in;
  };

  bool is_changed(VertexId v) const {
    return !meeting_ || meeting_->first == v || meeting_->second == v;
  }

  const Row& row(VertexId v) const {
    const auto [it, is_new] = rows_.try_emplace(v);
    Row& row = it->second;
    if (!is_new) return row;
    for (const Tie& tie : people_.graph().ties(v)) {
      if (people_.tie(v, tie.neighbor) == nullptr) continue;
      const TieStrength s = tie_strength(as_known(v, tie), people_.is_of_owner(v, tie.neighbor),
                                         day_, people_.weights());
      if (s.to_neighbor > 0) row.out.push_back({tie.neighbor, -std::log(s.to_neighbor)});
      if (s.from_neighbor > 0) row.in.push_back({tie.neighbor, -std::log(s.from_neighbor)});
    }
    sort_by_cost(row.out);
    sort_by_cost(row.in);
    return row;
  }

  // Nothing that is not known yet on the day asked, and the meeting if it is of these two.
  Tie as_known(VertexId v, const Tie& tie) const {
    Tie known = tie;
    const Date today = people_.as_of();
    std::erase_if(known.contacts, [&](const Contact& c) { return c.date > today; });
    std::erase_if(known.statements,
                  [&](const TieStatement& s) { return s.date && *s.date > today; });
    const bool meets =
        meeting_ && (*meeting_ == Pair(v, tie.neighbor) || *meeting_ == Pair(tie.neighbor, v));
    if (meets) {
      Contact contact;
      contact.date = today;
      known.contacts.push_back(contact);  // by date: today's is the last
    }
    return known;
  }

  const PeopleGraph& people_;
  Date day_;
  std::optional<Pair> meeting_;
  mutable std::unordered_map<VertexId, Row> rows_;
};

class ChangeFinder {
 public:
  ChangeFinder(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
               const WhoQuery& query, const Connections& found)
      : people_(people),
        signals_(signals),
        entities_(entities),
        query_(query),
        found_(found),
        closed_(closed(signals)) {}

  RankingChanges find() {
    RankingChanges changes;
    changes.reach = found_.reach;
    find_meetings(changes);
    changes.decay = find_decay();
    changes.guards = find_guards();
    return changes;
  }

 private:
  PathQuestion question() const {
    const auto k = static_cast<std::size_t>(people_.parameters().search_paths);
    return {query_.from, query_.target, query_.max_hops, std::max(k, query_.paths)};
  }

  Exclusions closed(const Signals& signals) const {
    Exclusions closed = forbidden_arcs(people_, signals);
    if (query_.without) closed.vertices.insert(*query_.without);
    return closed;
  }

  std::vector<CostPath> ranked(const CostGraph& graph, const Exclusions& exclusions) {
    return ranked_paths(graph, entities_, question(), exclusions);
  }

  std::vector<CostPath> shown(const CostGraph& graph, const Exclusions& exclusions) {
    return diverse_paths(ranked(graph, exclusions), query_.paths,
                         people_.parameters().path_overlap);
  }

  double reach(const CostGraph& graph, const Exclusions& exclusions,
               const std::vector<CostPath>& pool) const {
    return find_reach(graph, query_.from, query_.target, query_.max_hops, exclusions, pool)
        .probability;
  }

  WayAfter to_way(const std::vector<VertexId>& vertices, double probability) {
    WayAfter way;
    for (const VertexId v : vertices) way.people.push_back(entities_.entity(v));
    way.probability = probability;
    return way;
  }
  WayAfter to_way(const CostPath& path) { return to_way(path.vertices, probability_of(path)); }

  static std::vector<VertexId> vertices_of(const PathFinding& path) {
    std::vector<VertexId> vertices = {path.hops.front().from.vertex};
    for (const HopFinding& hop : path.hops) vertices.push_back(hop.to.vertex);
    return vertices;
  }

  // The hops of the shown allowed paths, each once, in the order of the answer.
  std::vector<Pair> meetings() const {
    std::vector<Pair> pairs;
    for (const PathFinding& path : found_.paths) {
      if (path.blocked) continue;
      for (const HopFinding& hop : path.hops) {
        const Pair pair(hop.from.vertex, hop.to.vertex);
        const Pair turned(pair.second, pair.first);
        const bool known = std::find(pairs.begin(), pairs.end(), pair) != pairs.end() ||
                           std::find(pairs.begin(), pairs.end(), turned) != pairs.end();
        const bool apart = closed_.has_arc(pair.first, pair.second) ||
                           closed_.has_arc(turned.first, turned.second);
        if (!known && !apart) pairs.push_back(pair);
      }
    }
    return pairs;
  }

  void find_meetings(RankingChanges& changes) {
    std::map<std::vector<VertexId>, MeetingChange> lifted;
    const auto now = shown(people_, closed_);
    for (const Pair& pair : meetings()) {
      const OtherWorld world(people_, pair);
      const auto paths = ranked(world, closed_);
      MeetingChange change{entities_.entity(pair.first), entities_.entity(pair.second),
                           to_way(paths.front()), reach(world, closed_, paths), false};
      const bool better = !changes.for_reach || change.reach > changes.for_reach->reach + 1e-9;
      if (change.reach > found_.reach + kNoticeable && better) changes.for_reach = change;
      const auto was = std::find_if(now.begin(), now.end(), [&](const CostPath& path) {
        return path.vertices == paths.front().vertices;
      });
      const bool tells = was != now.begin() && was != now.end();
      if (!tells || change.first.probability < kNoticeable) continue;
      change.to_first = true;
      const auto [it, is_new] = lifted.try_emplace(was->vertices, change);
      if (!is_new && change.first.probability > it->second.first.probability + 1e-9) {
        it->second = change;
      }
    }
    for (const CostPath& path : now) {
      const auto it = lifted.find(path.vertices);
      if (it == lifted.end() || changes.to_first.size() == kMostToFirst) continue;
      changes.to_first.push_back(it->second);
    }
  }

  std::vector<std::vector<VertexId>> order_on(Date day) {
    std::vector<std::vector<VertexId>> order;
    for (CostPath& path : shown(OtherWorld(people_, day), closed_)) {
      order.push_back(std::move(path.vertices));
    }
    return order;
  }

  // The first step on which the order differs, then the day within it by bisection.
  std::optional<DecayChange> find_decay() {
    const Date today = people_.as_of();
    const auto order = order_on(today);
    if (order.empty()) return std::nullopt;
    const auto differs = [&](int days) {
      return order_on(today + std::chrono::days{days}) != order;
    };
    int same = 0;
    int other = kStepDays;
    while (!differs(other)) {
      if (other == kHorizonDays) return std::nullopt;
      same = other;
      other = std::min(other + kStepDays, kHorizonDays);
    }
    while (other - same > 1) {
      const int middle = (same + other) / 2;
      (differs(middle) ? other : same) = middle;
    }
    return describe_decay(order, today + std::chrono::days{other});
  }

  std::optional<DecayChange> describe_decay(const std::vector<std::vector<VertexId>>& before,
                                            Date day) {
    const OtherWorld world(people_, day);
    const auto after = shown(world, closed_);
    DecayChange change;
    change.day = day;
    while (change.place < std::min(before.size(), after.size()) &&
           before[change.place] == after[change.place].vertices) {
      ++change.place;
    }
    if (change.place == after.size()) return std::nullopt;  // only fewer of the same are shown
    change.now = to_way(after[change.place]);
    if (change.now.probability < kNoticeable) return std::nullopt;
    if (change.place < before.size()) {
      const std::vector<VertexId>& was = before[change.place];
      change.before = to_way(was, std::exp(-path_cost(world, was)));
    }
    return change;
  }

  std::vector<GuardChange> find_guards() {
    std::vector<GuardChange> changes;
    std::vector<std::vector<Guard>> seen;
    for (const PathFinding& path : found_.paths) {
      if (!path.blocked || changes.size() == kMostGuards) continue;
      std::vector<Guard> guards;
      for (const HopFinding& hop : path.hops) {
        for (const Guard* guard : signals_.forbidding(hop.from.vertex, hop.to.vertex)) {
          guards.push_back(*guard);
        }
      }
      if (std::find(seen.begin(), seen.end(), guards) != seen.end()) continue;
      seen.push_back(guards);
      changes.push_back(lift(path, guards));
    }
    return changes;
  }

  GuardChange lift(const PathFinding& path, const std::vector<Guard>& guards) {
    const Exclusions open = closed(signals_.without(guards));
    PathDescriber describer(people_, signals_, entities_, query_.from, query_.target);
    GuardChange change;
    bool all_dated = true;
    for (const Guard& guard : guards) {
      change.guards.push_back(describer.describe_guard(guard));
      all_dated = all_dated && guard.until_date;
      change.day = std::max(change.day, guard.until_date);
    }
    if (!all_dated) change.day.reset();
    change.way = to_way(vertices_of(path), path.probability);
    const auto paths = ranked(people_, open);
    const auto then = diverse_paths(paths, query_.paths, people_.parameters().path_overlap);
    for (std::size_t i = 0; i < then.size(); ++i) {
      if (then[i].vertices == vertices_of(path)) change.place = i;
    }
    change.reach = reach(people_, open, paths);
    return change;
  }

  const PeopleGraph& people_;
  const Signals& signals_;
  EntityReader& entities_;
  const WhoQuery& query_;
  const Connections& found_;
  Exclusions closed_;
};

}  // namespace

RankingChanges find_ranking_changes(const PeopleGraph& people, const Signals& signals,
                                    EntityReader& entities, const WhoQuery& query,
                                    const Connections& found) {
  return ChangeFinder(people, signals, entities, query, found).find();
}

}  // namespace rapport
