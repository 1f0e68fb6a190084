#include "analysis/path_findings.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>

#include "analysis/ranked_paths.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

constexpr int kRecurringOneToOnes = 3;  // of the last year: access to the person

void mark_weakest(std::vector<HopFinding>& hops) {
  const auto weakest = std::min_element(
      hops.begin(), hops.end(),
      [](const HopFinding& a, const HopFinding& b) { return a.probability < b.probability; });
  if (weakest != hops.end()) weakest->weakest = true;
}

std::string statement_text(const TieStatement& s, const HopFinding& hop) {
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

// Known on the day, and of use in the direction of the hop.
bool counts(const TieStatement& s, Date as_of) {
  if (s.date && *s.date > as_of) return false;
  return s.label != EdgeLabel::will_open || s.direction == Direction::out;
}

}  // namespace

std::string_view to_string(PathKind kind) {
  static constexpr std::array<std::string_view, 3> kNames = {"sponsorship", "introduction", "lead"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::string way_text(const PathFinding& path) {
  std::string way = path.hops.front().from.name;
  for (const HopFinding& hop : path.hops) way += " → " + hop.to.name;
  return way;
}

std::string guard_sentence(const GuardFinding& guard) {
  return guard_sentence(guard.binds_everyone ? "" : guard.speaker.name, guard.target.name,
                        guard.until) +
         (guard.superseded ? " (a later note names another condition)" : "");
}

PathFinding PathDescriber::describe(const CostPath& path) {
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

HopFinding PathDescriber::describe_hop(VertexId from, VertexId to) {
  HopFinding hop;
  hop.from = entities_.entity(from);
  hop.to = entities_.entity(to);
  const Tie* tie = people_.tie(from, to);
  if (tie == nullptr) return hop;
  const TieStrength strength = people_.strength(from, to);
  hop.probability = strength.to_neighbor;
  hop.strength = strength.strength;
  hop.contact = strength.contact;
  hop.contact_days = strength.contact_days;
  hop.last_contact = strength.last_contact;
  hop.relation = to_string(EdgeLabel::attended);
  const auto days = people_.contact_days(from, to);
  std::transform(days.rbegin(), days.rend(), std::back_inserter(hop.group_sizes),
                 [](const Contact& day) { return static_cast<int>(day.group_size); });
  add_statements(*tie, !days.empty(), hop);
  add_attendance(*tie, hop);
  if (with_terms_) add_terms(*tie, hop);
  return hop;
}

void PathDescriber::add_statements(const Tie& tie, bool has_met, HopFinding& hop) {
  std::vector<Evidence> evidence;
  double best_statement = has_met ? hop.contact : -1;
  for (const TieStatement& s : tie.statements) {
    if (!counts(s, people_.as_of())) continue;
    evidence.push_back(s.evidence);
    hop.statements.insert(statement_text(s, hop));
    const double weight = statement_weight(s.label, people_.parameters());
    if (weight > best_statement) {
      best_statement = weight;
      hop.relation = to_string(s.label);
    }
  }
  hop.evidence = entities_.citations(std::move(evidence));
}

// The lines that put both people into the meetings that count: latest day first, within a day
// by note. All meetings of a day are shown, though one of them decides the strength.
void PathDescriber::add_attendance(const Tie& tie, HopFinding& hop) {
  std::map<Date, std::vector<Evidence>, std::greater<>> by_day;
  for (const Contact& c : tie.contacts) {
    if (c.date > people_.as_of() || c.group_size > people_.parameters().largest_group) continue;
    for (const VertexId person : {hop.from.vertex, hop.to.vertex}) {
      if (const auto line = attendance_line(c.meeting, person)) by_day[c.date].push_back(*line);
    }
  }
  for (auto& [day, evidence] : by_day) {
    for (Citation& c : entities_.citations(std::move(evidence))) {
      hop.evidence.push_back(std::move(c));
    }
  }
}

void PathDescriber::add_terms(const Tie& tie, HopFinding& hop) {
  hop.degree = people_.degree(hop.to.vertex);
  const bool of_owner = people_.is_of_owner(hop.from.vertex, hop.to.vertex);
  for (const Contact& c : people_.contact_days(hop.from.vertex, hop.to.vertex)) {
    ContactFinding contact;
    contact.date = c.date;
    contact.channel = c.channel;
    contact.group_size = c.group_size;
    contact.term = contact_term(c, of_owner, people_.as_of(), people_.weights());
    std::vector<Evidence> evidence;
    for (const VertexId person : {hop.from.vertex, hop.to.vertex}) {
      if (const auto line = attendance_line(c.meeting, person)) evidence.push_back(*line);
    }
    contact.evidence = entities_.citations(std::move(evidence));
    hop.contacts.push_back(std::move(contact));
  }
  std::reverse(hop.contacts.begin(), hop.contacts.end());
  for (const TieStatement& s : tie.statements) {
    if (!counts(s, people_.as_of()) || !statement_counts(tie, s, people_.as_of())) continue;
    hop.stated.push_back({std::string(to_string(s.label)),
                          s.date,
                          statement_weight(s.label, people_.parameters()),
                          statement_chance(s, people_.as_of(), people_.weights()),
                          {entities_.citation(s.evidence)}});
  }
  std::sort(hop.stated.begin(), hop.stated.end(),
            [](const TieStatementFinding& a, const TieStatementFinding& b) {
              return std::tuple(-a.chance, std::tie(a.relation, a.evidence)) <
                     std::tuple(-b.chance, std::tie(b.relation, b.evidence));
            });
}

// Of several lines that say the same, the first of the first note.
std::optional<Evidence> PathDescriber::attendance_line(VertexId meeting, VertexId person) {
  std::vector<Evidence> lines;
  for (const Arc& arc : people_.graph().arcs(meeting)) {
    if (arc.label == EdgeLabel::attended && arc.direction == Direction::in && arc.other == person) {
      lines.push_back(arc.evidence);
    }
  }
  const auto first =
      std::min_element(lines.begin(), lines.end(), [&](const Evidence& x, const Evidence& y) {
        return entities_.citation(x) < entities_.citation(y);
      });
  return first == lines.end() ? std::nullopt : std::optional(*first);
}

void PathDescriber::add_guards(PathFinding& finding) {
  std::vector<const Guard*> shown;
  for (HopFinding& hop : finding.hops) {
    for (const Guard* guard : signals_.forbidding(hop.from.vertex, hop.to.vertex)) {
      hop.guarded = true;
      finding.blocked = true;
      shown.push_back(guard);
    }
  }
  for (const Guard* guard : signals_.forbidding(from_, target_)) {
    if (std::find(shown.begin(), shown.end(), guard) == shown.end()) shown.push_back(guard);
  }
  for (const Guard* guard : shown) finding.guards.push_back(describe_guard(*guard));
}

GuardFinding PathDescriber::describe_guard(const Guard& guard) {
  GuardFinding finding;
  finding.binds_everyone = !guard.speaker;
  finding.speaker = entities_.entity(guard.speaker.value_or(from_));
  finding.target = entities_.entity(guard.object);
  finding.until = guard.until;
  finding.text = guard.text;
  finding.superseded = guard.superseded;
  finding.evidence = entities_.citations(guard.evidence);
  return finding;
}

// Sponsorship: somebody on the way, or the target, speaks for us, and the last of them has
// access.
PathKind PathDescriber::kind_of(const CostPath& path, std::vector<Citation>& advocacy) {
  std::vector<Evidence> evidence;
  for (std::size_t i = 1; i < path.vertices.size(); ++i) {
    for (const Record& r : signals_.advocacy(path.vertices[i], target_)) {
      evidence.push_back(r.evidence);
    }
  }
  if (evidence.empty() || !has_access(path.vertices[path.vertices.size() - 2])) {
    return PathKind::introduction;
  }
  advocacy = entities_.citations(std::move(evidence));
  return PathKind::sponsorship;
}

bool PathDescriber::has_access(VertexId person) const {
  if (signals_.will_open(person, target_)) return true;
  const Tie* tie = people_.tie(person, target_);
  if (tie == nullptr) return false;
  for (const TieStatement& s : tie->statements) {
    const bool known = !s.date || *s.date <= people_.as_of();
    if (known && s.label == EdgeLabel::reports_to && s.direction == Direction::out) return true;
  }
  const auto days = people_.contact_days(person, target_);
  return std::count_if(days.begin(), days.end(), [&](const Contact& c) {
           return c.group_size == 2 && days_between(c.date, people_.as_of()) <= 365;
         }) >= kRecurringOneToOnes;
}

}  // namespace rapport
