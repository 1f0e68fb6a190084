#include "analysis/sponsorship_paths.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "analysis/reach.h"

namespace rapport {
namespace {

constexpr std::size_t kMostLeads = 5;
constexpr int kRecurringOneToOnes = 3;  // of the last year: access to the person

// The part of the smaller set that both share; paths without intermediaries overlap with none.
double overlap(const std::set<VertexId>& a, const std::set<VertexId>& b) {
  if (a.empty() || b.empty()) return 0;
  const auto shared = std::count_if(a.begin(), a.end(), [&](VertexId v) { return b.contains(v); });
  return static_cast<double>(shared) / static_cast<double>(std::min(a.size(), b.size()));
}

double probability_of(const CostPath& path) { return std::exp(-path.cost); }

class Finder {
 public:
  Finder(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
         const WhoQuery& query)
      : people_(people),
        signals_(signals),
        entities_(entities),
        query_(query),
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
        if (intermediaries(path).contains(*query_.without)) found.lost.push_back(describe(path));
      }
      all_.vertices.insert(*query_.without);
      guarded_.vertices.insert(*query_.without);
    }
    const std::vector<CostPath> allowed = search(guarded_);
    const Reach reached = reach(allowed);
    found.reach = reached.probability;
    for (const CostPath& way : reached.ways) found.reach_ways.push_back(way.vertices);
    for (const CostPath& path : with_direct(diverse(allowed, query_.paths))) {
      found.paths.push_back(describe(path));
    }
    const std::vector<CostPath> blocked = blocked_paths();
    for (const CostPath& path : diverse(blocked, query_.paths)) {
      found.paths.push_back(describe(path));
    }
    found.leads = find_leads();
    found.deadlocks = find_deadlocks();
    for (const Guard* guard : signals_.forbidding(query_.from, query_.target)) {
      found.guards.push_back(describe_guard(*guard));
    }
    found.status = status_of(found, !allowed.empty());
    return found;
  }

 private:
  // Cheapest first; equals by hops and by the names along the way, so that ids play no part.
  std::vector<CostPath> search(const Exclusions& exclusions) const {
    const auto k = static_cast<std::size_t>(people_.parameters().search_paths);
    std::vector<CostPath> paths = best_paths(people_, query_.from, query_.target, query_.max_hops,
                                             std::max(k, query_.paths), exclusions);
    sort_paths(paths);
    return paths;
  }

  void sort_paths(std::vector<CostPath>& paths) const {
    const auto names = [&](const CostPath& path) {
      std::vector<std::string> list;
      for (const VertexId v : path.vertices) list.push_back(entities_.vertex(v).key);
      return list;
    };
    std::stable_sort(paths.begin(), paths.end(), [&](const CostPath& a, const CostPath& b) {
      const double difference = a.cost - b.cost;
      if (std::abs(difference) > 1e-9) return difference < 0;
      if (a.vertices.size() != b.vertices.size()) return a.vertices.size() < b.vertices.size();
      return names(a) < names(b);
    });
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
    sort_paths(paths);
    return paths;
  }

  // The tie between the two, unless a guard forbids it.
  std::optional<CostPath> direct_path() const {
    CostPath path{{query_.from, query_.target}, 0};
    path.cost = path_cost(people_, path.vertices);
    if (!std::isfinite(path.cost) || is_blocked(path)) return std::nullopt;
    return path;
  }

  // The best of all paths that a guard forbids, and the best one over each forbidden last hop:
  // however many allowed ones are cheaper, a guard on the target is seen.
  std::vector<CostPath> blocked_paths() const {
    std::vector<CostPath> paths = search(all_);
    std::erase_if(paths, [&](const CostPath& path) { return !is_blocked(path); });
    for (const auto& [speaker, object] : guarded_.arcs) {
      if (object != query_.target || all_.vertices.contains(speaker)) continue;
      Exclusions before = all_;
      before.vertices.insert(query_.target);
      CostPath path{{speaker}, 0};
      if (speaker != query_.from) {
        path = best_path(people_, query_.from, speaker, query_.max_hops - 1, before);
      }
      if (path.vertices.empty()) continue;
      path.vertices.push_back(query_.target);
      path.cost = path_cost(people_, path.vertices);
      const bool known = std::any_of(paths.begin(), paths.end(), [&](const CostPath& other) {
        return other.vertices == path.vertices;
      });
      if (!known && std::isfinite(path.cost)) paths.push_back(std::move(path));
    }
    sort_paths(paths);
    return paths;
  }

  std::vector<CostPath> diverse(const std::vector<CostPath>& paths, std::size_t most) const {
    std::vector<CostPath> chosen;
    for (const CostPath& path : paths) {
      if (chosen.size() >= most) break;
      const auto mine = intermediaries(path);
      const bool fresh = std::all_of(chosen.begin(), chosen.end(), [&](const CostPath& other) {
        return overlap(mine, intermediaries(other)) <= people_.parameters().path_overlap;
      });
      if (fresh) chosen.push_back(path);
    }
    return chosen;
  }

  Reach reach(const std::vector<CostPath>& pool) const {
    return find_reach(people_, query_.from, query_.target, query_.max_hops, guarded_, pool);
  }

  bool is_blocked(const CostPath& path) const {
    for (std::size_t i = 0; i + 1 < path.vertices.size(); ++i) {
      if (guarded_.arcs.contains({path.vertices[i], path.vertices[i + 1]})) return true;
    }
    return false;
  }

  PathFinding describe(const CostPath& path) {
    PathFinding finding;
    finding.probability = probability_of(path);
    finding.cost = path.cost;
    for (std::size_t i = 0; i + 1 < path.vertices.size(); ++i) {
      finding.hops.push_back(describe_hop(path.vertices[i], path.vertices[i + 1]));
      if (i + 2 < path.vertices.size()) {
        finding.hops.back().discount = people_.discount(path.vertices[i + 1]);
      }
    }
    mark_weakest(finding.hops);
    add_guards(finding);
    finding.kind = kind_of(path, finding.advocacy);
    return finding;
  }

  static void mark_weakest(std::vector<HopFinding>& hops) {
    const auto weakest = std::min_element(
        hops.begin(), hops.end(),
        [](const HopFinding& a, const HopFinding& b) { return a.probability < b.probability; });
    if (weakest != hops.end()) weakest->weakest = true;
  }

  HopFinding describe_hop(VertexId from, VertexId to) {
    HopFinding hop;
    hop.from = entities_.entity(from);
    hop.to = entities_.entity(to);
    const Tie* tie = people_.tie(from, to);
    if (tie == nullptr) return hop;
    const TieStrength strength = people_.strength(from, to);
    hop.probability = strength.to_neighbor;
    hop.strength = strength.strength;
    hop.contact_days = strength.contact_days;
    hop.last_contact = strength.last_contact;
    hop.relation = to_string(EdgeLabel::attended);
    std::vector<Evidence> evidence;
    const auto days = contact_days(*tie, people_.as_of(), people_.parameters());
    double best_statement = days.empty() ? -1 : strength.contact;
    for (const TieStatement& s : tie->statements) {
      if (s.date && *s.date > people_.as_of()) continue;
      if (s.label == EdgeLabel::will_open && s.direction != Direction::out) continue;
      evidence.push_back(s.evidence);
      hop.statements.insert(statement_text(s, hop));
      const double weight = statement_weight(s.label, people_.parameters());
      if (weight > best_statement) {
        best_statement = weight;
        hop.relation = to_string(s.label);
      }
    }
    std::transform(days.rbegin(), days.rend(), std::back_inserter(hop.group_sizes),
                   [](const Contact& day) { return static_cast<int>(day.group_size); });
    hop.evidence = entities_.citations(std::move(evidence));
    add_attendance(*tie, from, to, hop.evidence);
    return hop;
  }

  static std::string statement_text(const TieStatement& s, const HopFinding& hop) {
    const bool out = s.direction == Direction::out;
    const std::string& other = hop.to.name;
    switch (s.label) {
      case EdgeLabel::will_open:
        return "will open the thread";
      case EdgeLabel::reports_to:
        return out ? "reports to " + other : other + " reports to " + hop.from.name;
      case EdgeLabel::introduced:
        return out ? "introduced " + other : "introduced by " + other;
      case EdgeLabel::sponsors:
        return out ? "sponsors " + other : "sponsored by " + other;
      default:
        return std::string(to_string(s.label));
    }
  }

  // The lines that put both people into the meetings that count: latest day first, within a day
  // by note. All meetings of a day are shown, though one of them decides the strength.
  void add_attendance(const Tie& tie, VertexId a, VertexId b, std::vector<Citation>& places) {
    std::map<Date, std::vector<Evidence>, std::greater<>> by_day;
    for (const Contact& c : tie.contacts) {
      if (c.date > people_.as_of() || c.group_size > people_.parameters().largest_group) continue;
      for (const VertexId person : {a, b}) {
        if (const auto line = attendance_line(c.meeting, person)) by_day[c.date].push_back(*line);
      }
    }
    for (auto& [day, evidence] : by_day) {
      for (Citation& c : entities_.citations(std::move(evidence))) places.push_back(std::move(c));
    }
  }

  // Of several lines that say the same, the first of the first note.
  std::optional<Evidence> attendance_line(VertexId meeting, VertexId person) {
    std::vector<Evidence> lines;
    for (const Arc& arc : people_.graph().arcs(meeting)) {
      if (arc.label == EdgeLabel::attended && arc.direction == Direction::in &&
          arc.other == person) {
        lines.push_back(arc.evidence);
      }
    }
    const auto first =
        std::min_element(lines.begin(), lines.end(), [&](const Evidence& x, const Evidence& y) {
          return entities_.citation(x) < entities_.citation(y);
        });
    return first == lines.end() ? std::nullopt : std::optional(*first);
  }

  // The guards that forbid a hop, and those that forbid who asks to turn to
  // the target in person: they do not block a way through others, but whoever walks it must know.
  void add_guards(PathFinding& finding) {
    std::vector<const Guard*> shown;
    for (HopFinding& hop : finding.hops) {
      for (const Guard* guard : signals_.forbidding(hop.from.vertex, hop.to.vertex)) {
        hop.guarded = true;
        finding.blocked = true;
        shown.push_back(guard);
      }
    }
    for (const Guard* guard : signals_.forbidding(query_.from, query_.target)) {
      if (std::find(shown.begin(), shown.end(), guard) == shown.end()) shown.push_back(guard);
    }
    for (const Guard* guard : shown) finding.guards.push_back(describe_guard(*guard));
  }

  GuardFinding describe_guard(const Guard& guard) {
    GuardFinding finding;
    finding.binds_everyone = !guard.speaker;
    finding.speaker = entities_.entity(guard.speaker.value_or(query_.from));
    finding.target = entities_.entity(guard.object);
    finding.until = guard.until;
    finding.text = guard.text;
    finding.evidence = entities_.citations(guard.evidence);
    return finding;
  }

  // Sponsorship: somebody on the way, or the target, speaks for us, and the last of them has
  // access.
  PathKind kind_of(const CostPath& path, std::vector<Citation>& advocacy) {
    std::vector<Evidence> evidence;
    for (std::size_t i = 1; i < path.vertices.size(); ++i) {
      for (const Record& r : signals_.advocacy(path.vertices[i], query_.target)) {
        evidence.push_back(r.evidence);
      }
    }
    if (evidence.empty() || !has_access(path.vertices[path.vertices.size() - 2])) {
      return PathKind::introduction;
    }
    advocacy = entities_.citations(std::move(evidence));
    return PathKind::sponsorship;
  }

  bool has_access(VertexId person) const {
    if (signals_.will_open(person, query_.target)) return true;
    const Tie* tie = people_.tie(person, query_.target);
    if (tie == nullptr) return false;
    for (const TieStatement& s : tie->statements) {
      const bool known = !s.date || *s.date <= people_.as_of();
      if (known && s.label == EdgeLabel::reports_to && s.direction == Direction::out) return true;
    }
    const auto days = contact_days(*tie, people_.as_of(), people_.parameters());
    return std::count_if(days.begin(), days.end(), [&](const Contact& c) {
             return c.group_size == 2 && days_between(c.date, people_.as_of()) <= 365;
           }) >= kRecurringOneToOnes;
  }

  // Those through whom the target is known, by how often they spoke of them.
  struct Hearsay {
    VertexId person = 0;
    EdgeLabel label = EdgeLabel::via;
    std::vector<Evidence> evidence;
    Date last;
  };

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
    for (auto& [person, hearsay] : by_person) list.push_back(std::move(hearsay));
    std::sort(list.begin(), list.end(), [&](const Hearsay& a, const Hearsay& b) {
      if (a.label != b.label) return a.label == EdgeLabel::via;
      if (a.evidence.size() != b.evidence.size()) return a.evidence.size() > b.evidence.size();
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
      const CostPath way =
          best_path(people_, query_.from, hearsay.person, query_.max_hops - 1, exclusions);
      // Who has met the target, and can be asked, is a hop of a path and no source of hearsay.
      const bool has_met = people_.tie(hearsay.person, query_.target) != nullptr;
      if (has_met && !way.vertices.empty()) continue;
      for (std::size_t i = 0; i + 1 < way.vertices.size(); ++i) {
        lead.hops.push_back(describe_hop(way.vertices[i], way.vertices[i + 1]));
      }
      lead.kind = PathKind::lead;
      HopFinding last;
      last.from = entities_.entity(hearsay.person);
      last.to = entities_.entity(query_.target);
      last.relation = to_string(hearsay.label);
      last.second_hand = static_cast<int>(hearsay.evidence.size());
      last.weakest = true;
      last.evidence = entities_.citations(hearsay.evidence);
      lead.hops.push_back(std::move(last));
      add_guards(lead);
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
  Exclusions all_;
  Exclusions guarded_;  // the arcs that guards forbid
};

}  // namespace

std::string_view to_string(PathKind kind) {
  static constexpr std::array<std::string_view, 3> kNames = {"sponsorship", "introduction", "lead"};
  return kNames[static_cast<std::size_t>(kind)];
}

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
