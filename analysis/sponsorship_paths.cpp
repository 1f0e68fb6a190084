#include "analysis/sponsorship_paths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "analysis/ranked_paths.h"
#include "analysis/reach.h"

namespace rapport {
namespace {

constexpr std::size_t kMostLeads = 5;

class Finder {
 public:
  Finder(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
         const WhoQuery& query)
      : people_(people),
        signals_(signals),
        entities_(entities),
        query_(query),
        describer_(people, signals, entities, query.from, query.target, query.with_terms),
        guarded_(forbidden_arcs(people, signals)) {}

  Connections find() {
    Connections found;
    found.as_of = people_.as_of();
    found.from = entities_.entity(query_.from);
    found.target = entities_.entity(query_.target);
    found.met = people_.strength(query_.from, query_.target).contact_days > 0;
    if (query_.without) {
      found.without = entities_.entity(*query_.without);
      const std::vector<CostPath> with = search(guarded_);
      found.reach_with = reach(with).probability;
      for (const CostPath& path : diverse(with, query_.paths)) {
        if (intermediaries(path).contains(*query_.without))
          found.lost.push_back(describer_.describe(path));
      }
      all_.vertices.insert(*query_.without);
      guarded_.vertices.insert(*query_.without);
    }
    const std::vector<CostPath> allowed = search(guarded_);
    const Reach reached = reach(allowed);
    found.reach = reached.probability;
    for (const CostPath& way : reached.ways) found.reach_ways.push_back(way.vertices);
    for (const CostPath& path : with_direct(diverse(allowed, query_.paths))) {
      found.paths.push_back(describer_.describe(path));
    }
    const std::vector<CostPath> blocked =
        blocked_paths(people_, entities_, question(), all_, guarded_);
    for (const CostPath& path : diverse(blocked, query_.paths)) {
      found.paths.push_back(describer_.describe(path));
    }
    found.leads = find_leads();
    found.deadlocks = find_deadlocks();
    for (const Guard* guard : signals_.forbidding(query_.from, query_.target)) {
      found.guards.push_back(describer_.describe_guard(*guard));
    }
    if (query_.ways_out) find_ways_out(blocked, found);
    found.status = status_of(found, !allowed.empty());
    return found;
  }

 private:
  PathQuestion question() const {
    const auto k = static_cast<std::size_t>(people_.parameters().search_paths);
    return {query_.from, query_.target, query_.max_hops, std::max(k, query_.paths)};
  }

  std::vector<CostPath> search(const Exclusions& exclusions) const {
    return ranked_paths(people_, entities_, question(), exclusions);
  }

  std::vector<CostPath> diverse(const std::vector<CostPath>& paths, std::size_t most) const {
    return diverse_paths(paths, most, people_.parameters().path_overlap);
  }

  // Who is known in person is seen to be, also when the ways through others are the stronger ones.
  std::vector<CostPath> with_direct(std::vector<CostPath> paths) const {
    const auto direct = direct_path();
    if (!direct) return paths;
    const bool shown = std::any_of(paths.begin(), paths.end(),
                                   [](const CostPath& path) { return path.vertices.size() == 2; });
    if (shown) return paths;
    if (paths.size() >= query_.paths) paths.pop_back();
    paths.push_back(*direct);
    sort_paths(paths, entities_);
    return paths;
  }

  // The tie between the two, unless a guard forbids it.
  std::optional<CostPath> direct_path() const {
    CostPath path{{query_.from, query_.target}, 0};
    path.cost = path_cost(people_, path.vertices);
    if (!std::isfinite(path.cost) || is_blocked(path, guarded_)) return std::nullopt;
    return path;
  }

  Reach reach(const std::vector<CostPath>& pool) const {
    return find_reach(people_, query_.from, query_.target, query_.max_hops, guarded_, pool);
  }

  // Those through whom the target is known, by how often they spoke of them.
  struct Hearsay {
    VertexId person = 0;
    EdgeLabel label = EdgeLabel::via;
    std::vector<Evidence> evidence;
    std::map<std::optional<Date>, std::vector<Evidence>> by_day;
    int said = 0;  // things: a note that was copied says nothing twice
    Date last;
  };

  // Each day's words once. What stands alone on its day needs no look at its words.
  int count_said(const Hearsay& hearsay) const {
    std::size_t count = 0;
    for (const auto& [day, evidence] : hearsay.by_day) {
      std::set<std::string> words;
      if (evidence.size() > 1) {
        for (const Evidence& e : evidence) words.insert(entities_.citation(e).text);
      }
      count += std::max<std::size_t>(words.size(), 1);
    }
    return static_cast<int>(count);
  }

  std::vector<Hearsay> find_hearsay() const {
    std::map<VertexId, Hearsay> by_person;
    const auto add = [&](VertexId person, EdgeLabel label, const Arc& arc) {
      if (person == query_.target || person == query_.from) return;
      if (query_.without == person) return;
      Hearsay& hearsay = by_person[person];
      if (!hearsay.evidence.empty() && hearsay.label != label) return;
      hearsay.person = person;
      hearsay.label = label;
      hearsay.evidence.push_back(arc.evidence);
      hearsay.by_day[arc.date].push_back(arc.evidence);
      if (arc.date) hearsay.last = std::max(hearsay.last, *arc.date);
    };
    const auto known = [&](const Arc& arc) { return !arc.date || *arc.date <= people_.as_of(); };
    const auto arcs = people_.graph().arcs(query_.target);
    for (const Arc& arc : arcs) {
      if (arc.label == EdgeLabel::via && arc.direction == Direction::out && known(arc)) {
        add(arc.other, EdgeLabel::via, arc);
      }
    }
    for (const Arc& arc : arcs) {
      if (arc.label != EdgeLabel::mentioned || arc.direction != Direction::out || !known(arc))
        continue;
      std::set<VertexId> attendees;
      for (const Arc& other : people_.graph().arcs(arc.other)) {
        if (other.label == EdgeLabel::attended) attendees.insert(other.other);
      }
      if (static_cast<double>(attendees.size()) > people_.parameters().largest_group) continue;
      for (const VertexId person : attendees) add(person, EdgeLabel::mentioned, arc);
    }
    std::vector<Hearsay> list;
    for (auto& [person, hearsay] : by_person) {
      hearsay.said = count_said(hearsay);
      list.push_back(std::move(hearsay));
    }
    std::sort(list.begin(), list.end(), [&](const Hearsay& a, const Hearsay& b) {
      if (a.label != b.label) return a.label == EdgeLabel::via;
      if (a.said != b.said) return a.said > b.said;
      if (a.last != b.last) return a.last > b.last;
      return entities_.name(a.person) < entities_.name(b.person);
    });
    // What a note says outright outweighs who happened to sit in the meeting.
    if (!list.empty() && list.front().label == EdgeLabel::via) {
      std::erase_if(list, [](const Hearsay& h) { return h.label != EdgeLabel::via; });
    }
    if (list.size() > kMostLeads) list.resize(kMostLeads);
    return list;
  }

  std::vector<PathFinding> find_leads() {
    std::vector<PathFinding> leads;
    std::vector<PathFinding> unreached;
    for (const Hearsay& hearsay : find_hearsay()) {
      PathFinding lead;
      Exclusions exclusions = guarded_;
      exclusions.vertices.insert(query_.target);
      const CostPath way = best_ranked_path(
          people_, entities_, {query_.from, hearsay.person, query_.max_hops - 1, 1}, exclusions);
      // Who has met the target, and can be asked, is a hop of a path and no source of hearsay.
      const bool has_met = people_.tie(hearsay.person, query_.target) != nullptr;
      if (has_met && !way.vertices.empty()) continue;
      for (std::size_t i = 0; i + 1 < way.vertices.size(); ++i) {
        lead.hops.push_back(describer_.describe_hop(way.vertices[i], way.vertices[i + 1]));
      }
      lead.kind = PathKind::lead;
      HopFinding last;
      last.from = entities_.entity(hearsay.person);
      last.to = entities_.entity(query_.target);
      last.relation = to_string(hearsay.label);
      last.second_hand = hearsay.said;
      last.weakest = true;
      last.evidence = entities_.citations(hearsay.evidence);
      lead.hops.push_back(std::move(last));
      describer_.add_guards(lead);
      (way.vertices.empty() ? unreached : leads).push_back(std::move(lead));
    }
    leads.insert(leads.end(), unreached.begin(), unreached.end());
    return leads;
  }

  std::vector<DeadlockFinding> find_deadlocks() {
    std::vector<DeadlockFinding> found;
    for (const Deadlock& deadlock : signals_.deadlocks()) {
      if (deadlock.guard.object != query_.target) continue;
      DeadlockFinding finding;
      finding.target = entities_.entity(deadlock.guard.object);
      if (deadlock.waits_for) {
        finding.waits_for = entities_.entity(*deadlock.waits_for);
      } else {
        finding.waits_for.name = deadlock.waits_for_name;
      }
      finding.reason = deadlock.reason;
      std::vector<Evidence> evidence = deadlock.guard.evidence;
      evidence.insert(evidence.end(), deadlock.evidence.begin(), deadlock.evidence.end());
      finding.evidence = entities_.citations(std::move(evidence));
      found.push_back(std::move(finding));
    }
    return found;
  }

  // What notes say against each other, and, where a guard is in the way, what to do about it.
  void find_ways_out(const std::vector<CostPath>& blocked, Connections& found) {
    const std::set<std::pair<VertexId, VertexId>> turns = turns_of(found);
    found.contradictions = find_contradictions(signals_, entities_, [&](const Guard& guard) {
      return guard.object == query_.target ||
             std::any_of(turns.begin(), turns.end(), [&](const auto& turn) {
               return turn.second == guard.object &&
                      turn.first == guard.speaker.value_or(turn.first);
             });
    });
    if (blocked.empty() && found.guards.empty()) return;
    const WayOutQuestion way_out{question(), all_};
    found.speakers = find_speakers(people_, signals_, entities_, way_out);
    found.unlocking = find_unlocking(people_, signals_, entities_, way_out);
  }

  // Who turns to whom in this answer.
  static std::set<std::pair<VertexId, VertexId>> turns_of(const Connections& found) {
    std::set<std::pair<VertexId, VertexId>> turns;
    for (const PathFinding& path : found.paths) {
      for (const HopFinding& hop : path.hops) turns.emplace(hop.from.vertex, hop.to.vertex);
    }
    return turns;
  }

  ConnectionStatus status_of(const Connections& found, bool any_allowed) const {
    if (direct_path()) return ConnectionStatus::direct;
    if (any_allowed) return ConnectionStatus::paths;
    if (!found.paths.empty()) return ConnectionStatus::blocked;
    const bool led =
        std::any_of(found.leads.begin(), found.leads.end(), [&](const PathFinding& lead) {
          return lead.hops.front().from.vertex == found.from.vertex;
        });
    return led ? ConnectionStatus::leads : ConnectionStatus::unconnected;
  }

  const PeopleGraph& people_;
  const Signals& signals_;
  EntityReader& entities_;
  WhoQuery query_;
  PathDescriber describer_;
  Exclusions all_;
  Exclusions guarded_;  // the arcs that guards forbid
};

}  // namespace

std::string_view to_string(ConnectionStatus status) {
  static constexpr std::array<std::string_view, 5> kNames = {"direct", "paths", "blocked", "leads",
                                                             "unconnected"};
  return kNames[static_cast<std::size_t>(status)];
}

Connections find_connections(const PeopleGraph& people, const Signals& signals,
                             EntityReader& entities, const WhoQuery& query) {
  return Finder(people, signals, entities, query).find();
}

}  // namespace rapport
