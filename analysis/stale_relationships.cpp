#include "analysis/stale_relationships.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analysis/attendance.h"
#include "analysis/cadence.h"
#include "analysis/staff.h"
#include "analysis/tie_strength.h"

namespace rapport {
namespace {

constexpr std::size_t kMostEvidence = 4;
constexpr int kYear = 365;
constexpr double kImportantRole = 2;
constexpr double kOnlyBridge = 2;
constexpr std::size_t kContactsToFit = 3;
constexpr std::size_t kRelationshipsToFit = 50;

std::optional<double> median_gap(const std::vector<Contact>& days) {
  if (days.size() < 3) return std::nullopt;
  std::vector<int> gaps;
  for (std::size_t i = 1; i < days.size(); ++i) {
    gaps.push_back(days_between(days[i - 1].date, days[i].date));
  }
  std::sort(gaps.begin(), gaps.end());
  const std::size_t middle = gaps.size() / 2;
  return gaps.size() % 2 == 1 ? gaps[middle] : (gaps[middle - 1] + gaps[middle]) / 2.0;
}

// The best p of the past year: it only rises on contact days, so those and the year's first day.
double peak_probability(const std::vector<Contact>& days, Date as_of, const TieWeights& weights) {
  const Date year_ago = as_of - std::chrono::days{kYear};
  double peak = strength_on(days, true, year_ago, weights);
  for (const Contact& day : days) {
    if (day.date >= year_ago) peak = std::max(peak, strength_on(days, true, day.date, weights));
  }
  return probability_of(peak, weights.parameters());
}

// A finding whose places and names are not looked up yet: few of many are shown.
struct Draft {
  RelationshipFinding finding;
  std::map<VertexId, int> via;  // who brought how many words
  int words = 0;                // of all of them
  std::vector<Evidence> evidence;
  std::vector<Evidence> declared;  // shown behind the others, whatever their number
};

class Finder {
 public:
  Finder(const StoredGraph& graph, const Signals& signals, EntityReader& entities,
         const StaleQuery& query, const Parameters& parameters)
      : graph_(graph), signals_(signals), entities_(entities), query_(query), weights_(parameters) {
    for (const Tie& tie : graph_.ties(query_.owner)) ties_[tie.neighbor] = &tie;
    count_contacts_by_organization();
  }

  std::vector<RelationshipFinding> find() {
    std::vector<Draft> drafts;
    const auto consider = [&](const Vertex& found) {
      if (found.type != query_.type || found.id == query_.owner) return;
      const Vertex vertex = on_day(found, query_.as_of);
      std::optional<Draft> draft;
      if (vertex.type == VertexType::person) draft = person(vertex);
      if (vertex.type == VertexType::organization) draft = organization(vertex);
      if (vertex.type == VertexType::project) draft = project(vertex);
      if (draft) drafts.push_back(std::move(*draft));
    };
    if (query_.account) {
      for (const VertexId id : members_of_account()) consider(entities_.vertex(id));
    } else {
      graph_.store().for_each_vertex(consider);
    }
    std::sort(drafts.begin(), drafts.end(), is_worse);
    std::vector<RelationshipFinding> found;
    found.reserve(drafts.size());
    for (Draft& draft : drafts) {
      if (found.size() < query_.most_cited) cite(draft);
      found.push_back(std::move(draft.finding));
    }
    return found;
  }

 private:
  static bool is_worse(const Draft& one, const Draft& other) {
    const RelationshipFinding& a = one.finding;
    const RelationshipFinding& b = other.finding;
    if (a.stale_class != b.stale_class) return a.stale_class < b.stale_class;
    if (a.value_at_risk != b.value_at_risk) return a.value_at_risk > b.value_at_risk;
    if (one.words != other.words) return one.words > other.words;
    if (a.entity.is_executive() != b.entity.is_executive()) return a.entity.is_executive();
    return by_name(a.entity) < by_name(b.entity);
  }

  void cite(Draft& draft) {
    std::vector<Citation>& places = draft.finding.evidence;
    places = entities_.citations(std::move(draft.evidence));
    if (places.size() > kMostEvidence) places.resize(kMostEvidence);
    for (const Evidence& e : draft.declared) places.push_back(entities_.citation(e));
    std::vector<ViaFinding>& via = draft.finding.via;
    for (const auto& [other, count] : draft.via) via.push_back({entities_.entity(other), count});
    std::sort(via.begin(), via.end(), [](const ViaFinding& a, const ViaFinding& b) {
      return a.count != b.count ? a.count > b.count : a.person.name < b.person.name;
    });
  }

  // The account itself, its people and its projects.
  std::set<VertexId> members_of_account() const {
    std::set<VertexId> members = {*query_.account};
    const std::vector<VertexId> people = people_of(graph_, *query_.account, query_.as_of);
    members.insert(people.begin(), people.end());
    for (const Arc& arc : graph_.arcs(*query_.account)) {
      const bool is_project = arc.label == EdgeLabel::part_of && arc.direction == Direction::in;
      if (is_project) members.insert(arc.other);
    }
    return members;
  }

  std::vector<Contact> days_with(VertexId person) const {
    const auto it = ties_.find(person);
    return it == ties_.end() ? std::vector<Contact>{}
                             : contact_days(*it->second, true, query_.as_of, weights_);
  }

  std::vector<VertexId> organizations_of(VertexId person) const {
    std::set<VertexId> found;
    for (const Arc& arc : graph_.arcs(person)) {
      if (arc.label == EdgeLabel::works_at && arc.direction == Direction::out)
        found.insert(arc.other);
    }
    return {found.begin(), found.end()};
  }

  void count_contacts_by_organization() {
    for (const auto& [person, tie] : ties_) {
      if (days_with(person).empty()) continue;
      for (const VertexId organization : organizations_of(person)) ++contacts_in_[organization];
    }
  }

  std::optional<Draft> person(const Vertex& vertex) {
    Draft draft;
    RelationshipFinding& finding = draft.finding;
    finding.entity = to_entity(vertex);
    const std::vector<Contact> days = days_with(vertex.id);
    measure(finding, days);
    if (const std::string* declared = vertex.find("last_contact")) {
      finding.declared_last_contact = parse_date(*declared);
      if (finding.declared_last_contact && *finding.declared_last_contact > query_.as_of) {
        finding.declared_last_contact.reset();
      }
    }
    if (const std::string* text = vertex.find("cadence"); text != nullptr && !days.empty()) {
      const Date last = days.back().date;
      if (const auto cadence = parse_cadence(*text)) {
        finding.cadence_days = days_between(last, due_after(last, *cadence));
      }
    }
    if (query_.lifetime && !days.empty()) {
      finding.probability =
          probability_of_contact(*query_.lifetime, history_of(days, query_.as_of), kHorizonDays);
    }
    std::vector<Evidence>& evidence = draft.evidence;
    add_hearsay(vertex.id, draft);
    // A stub that nobody spoke of is a name in a list, no relationship that could slip.
    const Guard* guard = guard_on(vertex.id);
    if (days.empty() && vertex.stub && draft.via.empty() && guard == nullptr) return std::nullopt;

    finding.only_bridge = is_only_bridge(vertex.id, days);
    finding.value_at_risk = value_at_risk(vertex.id, finding, days);
    finding.stale_class = classify(finding, days);
    const Record* left = signals_.left(vertex.id);
    if (guard != nullptr) {
      finding.stale_class = StaleClass::blocked;
      finding.condition = guard->until;
      evidence = guard->evidence;
    }
    if (left != nullptr) {
      finding.stale_class = StaleClass::left;
      evidence = {left->evidence};
    }
    if (guard == nullptr && left == nullptr && !days.empty()) {
      evidence = attendance(graph_, days.back().meeting, vertex.id, query_.owner);
    }
    if (finding.declared_last_contact) {
      for (const Property& p : vertex.properties) {
        if (p.name == "last_contact") draft.declared.push_back(p.evidence);
      }
    }
    return draft;
  }

  // An account is as fresh as the contact with any of its people.
  std::optional<Draft> organization(const Vertex& vertex) {
    Draft draft;
    RelationshipFinding& finding = draft.finding;
    finding.entity = to_entity(vertex);
    std::map<Date, std::pair<Contact, VertexId>> by_day;
    const std::vector<VertexId> people = people_of(graph_, vertex.id, query_.as_of);
    for (const VertexId person : people) {
      for (const Contact& day : days_with(person)) {
        const auto [it, is_new] = by_day.try_emplace(day.date, day, person);
        if (!is_new && closer({day, person}, it->second)) it->second = {day, person};
      }
    }
    if (vertex.stub && by_day.empty()) return std::nullopt;
    std::vector<Contact> days;
    for (const auto& [date, day] : by_day) days.push_back(day.first);
    measure(finding, days);
    finding.value_at_risk =
        peak_probability(days, query_.as_of, weights_) * (1 - finding.probability);
    finding.stale_class = classify(finding, days);
    if (!by_day.empty()) {
      const auto& [contact, person] = by_day.rbegin()->second;
      draft.evidence = attendance(graph_, contact.meeting, person, query_.owner);
    }
    return draft;
  }

  // Of the contacts of one day with an organization: the smallest group, then by names.
  bool closer(const std::pair<Contact, VertexId>& a, const std::pair<Contact, VertexId>& b) {
    const auto rank = [&](const std::pair<Contact, VertexId>& x) {
      return std::tuple(x.first.group_size, x.first.channel, entities_.vertex(x.second).key,
                        entities_.vertex(x.first.meeting).key);
    };
    return rank(a) < rank(b);
  }

  // A project is as fresh as the last dated meeting about it.
  std::optional<Draft> project(const Vertex& vertex) {
    Draft draft;
    RelationshipFinding& finding = draft.finding;
    finding.entity = to_entity(vertex);
    std::map<Date, std::vector<Evidence>> by_day;
    for (const Arc& arc : graph_.arcs(vertex.id)) {
      if (arc.label != EdgeLabel::about || arc.direction != Direction::in) continue;
      const auto date = entities_.vertex(arc.other).date;
      if (date && *date <= query_.as_of) by_day[*date].push_back(arc.evidence);
    }
    if (vertex.stub && by_day.empty()) return std::nullopt;
    std::vector<Contact> days;
    for (const auto& [date, evidence] : by_day) {
      days.push_back({date, 0, 2, Channel::meeting, false});
    }
    measure(finding, days);
    finding.value_at_risk =
        peak_probability(days, query_.as_of, weights_) * (1 - finding.probability);
    finding.stale_class = classify(finding, days);
    if (!by_day.empty()) draft.evidence = by_day.rbegin()->second;
    return draft;
  }

  void measure(RelationshipFinding& finding, const std::vector<Contact>& days) const {
    finding.contact_days = static_cast<int>(days.size());
    finding.usual_gap_days = median_gap(days);
    finding.probability =
        probability_of(strength_on(days, true, query_.as_of, weights_), weights_.parameters());
    if (days.empty()) return;
    finding.last_contact = days.back().date;
    finding.silent_days = days_between(days.back().date, query_.as_of);
  }

  void add_hearsay(VertexId person, Draft& draft) {
    for (const Arc& arc : graph_.arcs(person)) {
      const bool second_hand = arc.label == EdgeLabel::via || arc.label == EdgeLabel::mentioned;
      if (!second_hand || arc.direction != Direction::out) continue;
      if (arc.date && *arc.date > query_.as_of) continue;
      auto& last = draft.finding.second_hand_last;
      if (arc.date) last = std::max(last, arc.date);
      if (arc.label != EdgeLabel::via || arc.other == query_.owner) continue;
      ++draft.via[arc.other];
      ++draft.words;
      draft.evidence.push_back(arc.evidence);
    }
  }

  const Guard* guard_on(VertexId person) const {
    const auto guards = signals_.forbidding(query_.owner, person);
    // One that says when it ends tells more than one that does not.
    const auto conditional = std::find_if(guards.begin(), guards.end(),
                                          [](const Guard* guard) { return !guard->until.empty(); });
    if (conditional != guards.end()) return *conditional;
    return guards.empty() ? nullptr : guards.front();
  }

  bool is_only_bridge(VertexId person, const std::vector<Contact>& days) const {
    if (days.empty()) return false;
    const auto organizations = organizations_of(person);
    return std::any_of(organizations.begin(), organizations.end(), [&](VertexId organization) {
      const auto it = contacts_in_.find(organization);
      return it != contacts_in_.end() && it->second == 1;
    });
  }

  double value_at_risk(VertexId person, const RelationshipFinding& finding,
                       const std::vector<Contact>& days) const {
    const bool speaks_for_us = !signals_.advocacy(person, person).empty();
    const double role = finding.entity.is_executive() || speaks_for_us ? kImportantRole : 1;
    return peak_probability(days, query_.as_of, weights_) * (1 - finding.probability) * role *
           (finding.only_bridge ? kOnlyBridge : 1);
  }

  StaleClass classify(const RelationshipFinding& finding, const std::vector<Contact>& days) const {
    if (days.empty()) return StaleClass::never_met;
    const int silent = *finding.silent_days;
    if (finding.cadence_days && silent > *finding.cadence_days &&
        silent < weights_.parameters().dormant_after_days) {
      return StaleClass::overdue;
    }
    if (silent >= weights_.parameters().dormant_after_days) return StaleClass::dormant;
    if (finding.probability >= weights_.parameters().stale_probability ||
        silent <= weights_.parameters().stale_after_days) {
      return StaleClass::active;
    }
    const double peak = peak_probability(days, query_.as_of, weights_);
    return peak >= weights_.parameters().stale_peak ? StaleClass::stale : StaleClass::cooling;
  }

  const StoredGraph& graph_;
  const Signals& signals_;
  EntityReader& entities_;
  StaleQuery query_;
  TieWeights weights_;
  std::map<VertexId, const Tie*> ties_;
  std::map<VertexId, int> contacts_in_;  // organization -> people of it whom the owner has met
};

}  // namespace

std::string_view to_string(StaleClass value) {
  static constexpr std::array<std::string_view, 8> kNames = {
      "overdue", "stale", "cooling", "dormant", "never met", "blocked", "left", "active"};
  return kNames[static_cast<std::size_t>(value)];
}

ContactHistory history_of(const std::vector<Contact>& days, Date as_of) {
  const Date first = days.front().date;
  return {static_cast<int>(days.size()) - 1,
          static_cast<double>(days_between(first, days.back().date)),
          static_cast<double>(days_between(first, as_of))};
}

std::optional<LifetimeFit> fit_relationships(const std::vector<Tie>& ties_of_owner, Date as_of,
                                             const Parameters& parameters) {
  std::vector<ContactHistory> histories;
  std::size_t with_three = 0;
  const TieWeights weights(parameters);
  for (const Tie& tie : ties_of_owner) {
    const std::vector<Contact> days = contact_days(tie, true, as_of, weights);
    if (days.empty()) continue;
    histories.push_back(history_of(days, as_of));
    if (days.size() >= kContactsToFit) ++with_three;
  }
  if (with_three < kRelationshipsToFit) return std::nullopt;
  return fit_lifetime(LifetimeModel::mbg_nbd, histories);
}

std::vector<RelationshipFinding> find_stale(const StoredGraph& graph, const Signals& signals,
                                            EntityReader& entities, const StaleQuery& query,
                                            const Parameters& parameters) {
  return Finder(graph, signals, entities, query, parameters).find();
}

}  // namespace rapport
