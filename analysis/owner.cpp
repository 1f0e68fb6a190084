#include "analysis/owner.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_map>

#include "graph/name_key.h"

namespace rapport {
namespace {

using Kind = OwnerReason::Kind;

constexpr std::size_t kMostCandidates = 5;
constexpr std::size_t kMostEvidence = 3;
constexpr std::size_t kFewestMeetings = 3;
constexpr std::size_t kFewestAuthors = 2;

bool is_address(std::string_view name) { return name.find('@') != std::string_view::npos; }

// People of this name or alias; one with a note goes before stubs.
std::vector<Vertex> people_called(const Store& store, const std::string& name) {
  std::vector<Vertex> found;
  if (const auto id = store.find_key(name)) {
    if (auto vertex = store.vertex(*id); vertex->type == VertexType::person) return {*vertex};
  }
  for (const VertexId id : store.find_name(name)) {
    if (auto vertex = store.vertex(id); vertex->type == VertexType::person) {
      found.push_back(std::move(*vertex));
    }
  }
  if (std::any_of(found.begin(), found.end(), [](const Vertex& v) { return !v.stub; })) {
    std::erase_if(found, [](const Vertex& v) { return v.stub; });
  }
  return found;
}

std::vector<Vertex> people_at(const Store& store, std::string_view address) {
  const std::string folded = fold_case(address);
  std::vector<Vertex> found;
  store.for_each_vertex([&](const Vertex& vertex) {
    if (vertex.type != VertexType::person) return;
    const bool has_it = std::any_of(
        vertex.properties.begin(), vertex.properties.end(),
        [&](const Property& p) { return p.name == "email" && fold_case(p.value) == folded; });
    if (has_it) found.push_back(vertex);
  });
  return found;
}

// Whether `name` stands in `text` as whole words; both folded.
bool has_words(std::string_view text, std::string_view name) {
  const auto is_part = [&](std::size_t at) {
    if (at >= text.size()) return false;
    const auto c = static_cast<unsigned char>(text[at]);
    return c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  };
  for (auto at = text.find(name); at != std::string_view::npos; at = text.find(name, at + 1)) {
    if ((at == 0 || !is_part(at - 1)) && !is_part(at + name.size())) return true;
  }
  return false;
}

bool writes(const Citation& line, std::string_view folded_name) {
  return has_words(fold_name(line.text), folded_name);
}

// By note and line, those of the latest day first; what has no day last.
using DatedPlace = std::pair<std::optional<Date>, Citation>;
bool is_later(const DatedPlace& a, const DatedPlace& b) {
  return a.first != b.first ? a.first > b.first : a.second < b.second;
}

class Proposer {
 public:
  Proposer(const StoredGraph& graph, EntityReader& entities, Date as_of)
      : graph_(graph), entities_(entities), as_of_(as_of) {}

  OwnerProposal run() {
    std::vector<bool> is_person(graph_.vertex_bound(), false);
    graph_.store().for_each_vertex([&](const Vertex& vertex) {
      is_person[vertex.id] = vertex.type == VertexType::person;
      if (vertex.type == VertexType::person) take_person(vertex);
      if (vertex.type == VertexType::tag && is_me(vertex.name)) tags_.insert(vertex.id);
      const bool is_to_come = vertex.date && *vertex.date > as_of_;
      if (vertex.type == VertexType::meeting && !is_to_come) take_meeting(vertex);
    });
    graph_.store().for_each_arc_list([&](VertexId id, const std::vector<Arc>& arcs) {
      if (const auto meeting = meetings_.find(id); meeting != meetings_.end()) {
        take_attendees(meeting->second, arcs, is_person);
      } else if (!tags_.empty() && is_person[id]) {
        take_tags(id, arcs);
      }
    });
    OwnerProposal proposal;
    proposal.as_of = as_of_;
    proposal.meetings = totals_[Kind::meetings];
    for (auto& [key, signs] : people_) {
      if (auto candidate = candidate_of(signs))
        proposal.candidates.push_back(std::move(*candidate));
    }
    std::sort(proposal.candidates.begin(), proposal.candidates.end(), is_likelier);
    proposal.has_clear_leader = has_clear_leader(proposal.candidates);
    if (proposal.candidates.size() > kMostCandidates) proposal.candidates.resize(kMostCandidates);
    for (OwnerCandidate& candidate : proposal.candidates) cite(candidate);
    return proposal;
  }

 private:
  struct Signs {
    Entity person;
    std::map<Kind, std::size_t> counts;
    std::map<Kind, std::vector<std::pair<std::optional<Date>, Evidence>>> places;
  };

  void add(Signs& signs, Kind kind, std::optional<Date> date, const Evidence& evidence) {
    ++signs.counts[kind];
    signs.places[kind].emplace_back(date, evidence);
  }

  Signs& signs_of(VertexId person) {
    const auto [it, is_new] = signs_.try_emplace(person, nullptr);
    if (is_new) {
      const Vertex& vertex = entities_.vertex(person);
      it->second = &people_[vertex.key];
      it->second->person = to_entity(vertex);
    }
    return *it->second;
  }

  // Somebody whom only author fields name has no vertex.
  Signs& signs_of_author(const std::string& name) {
    const auto known = people_called(graph_.store(), name);
    if (known.size() == 1) return signs_of(known.front().id);
    Signs& signs = people_["author:" + fold_name(name)];
    if (signs.person.name.empty()) signs.person.name = name;
    return signs;
  }

  struct Meeting {
    std::optional<Date> date;
    bool is_first_person = false;
  };

  void take_meeting(const Vertex& meeting) {
    const bool is_first_person = meeting.find("first_person") != nullptr;
    meetings_[meeting.id] = {meeting.date, is_first_person};
    if (is_first_person) ++totals_[Kind::first_person];
    for (const Property& p : meeting.properties) {
      if (p.name != "author") continue;
      ++totals_[Kind::author];
      add(signs_of_author(p.value), Kind::author, meeting.date, p.evidence);
    }
  }

  void take_attendees(const Meeting& meeting, const std::vector<Arc>& arcs,
                      const std::vector<bool>& is_person) {
    std::map<VertexId, Evidence> attendees;
    for (const Arc& arc : arcs) {
      const bool attends = arc.label == EdgeLabel::attended && arc.direction == Direction::in;
      if (attends && is_person[arc.other]) attendees.emplace(arc.other, arc.evidence);
    }
    if (attendees.empty()) return;
    const Kind together = attendees.size() > 1 ? Kind::meetings : Kind::listed_alone;
    ++totals_[together];
    for (const auto& [person, evidence] : attendees) {
      Signs& signs = signs_of(person);
      add(signs, together, meeting.date, evidence);
      if (meeting.is_first_person && together == Kind::meetings) {
        add(signs, Kind::first_person, meeting.date, evidence);
      }
    }
  }

  static bool is_me(std::string_view text) {
    static constexpr std::array<std::string_view, 4> kMe = {"me", "myself", "self", "i"};
    return text.size() <= 6 && std::find(kMe.begin(), kMe.end(), fold_name(text)) != kMe.end();
  }

  void take_person(const Vertex& person) {
    for (const Property& p : person.properties) {
      if (p.name == "alias" && is_me(p.value)) return call_me(person.id, p.evidence);
    }
  }

  void take_tags(VertexId person, const std::vector<Arc>& arcs) {
    for (const Arc& arc : arcs) {
      const bool is_tagged = arc.label == EdgeLabel::links_to && arc.direction == Direction::out;
      if (is_tagged && tags_.contains(arc.other)) return call_me(person, arc.evidence);
    }
  }

  void call_me(VertexId person, const Evidence& evidence) {
    Signs& signs = signs_of(person);
    if (signs.counts.contains(Kind::called_me)) return;
    ++totals_[Kind::called_me];
    add(signs, Kind::called_me, std::nullopt, evidence);
  }

  std::optional<OwnerCandidate> candidate_of(const Signs& signs) {
    OwnerCandidate candidate;
    candidate.person = signs.person;
    for (const auto& [kind, count] : signs.counts) {
      candidate.reasons.push_back({kind, count, totals_[kind], {}});
    }
    const bool speaks_for_it =
        std::any_of(candidate.reasons.begin(), candidate.reasons.end(),
                    [](const OwnerReason& r) { return r.kind != Kind::listed_alone; });
    return speaks_for_it ? std::optional(candidate) : std::nullopt;
  }

  static std::size_t count(const OwnerCandidate& candidate, Kind kind) {
    const OwnerReason* reason = candidate.find(kind);
    return reason == nullptr ? 0 : reason->count;
  }

  static bool is_likelier(const OwnerCandidate& a, const OwnerCandidate& b) {
    const auto rank = [](const OwnerCandidate& c) {
      return std::tuple(count(c, Kind::called_me), count(c, Kind::author), count(c, Kind::meetings),
                        count(c, Kind::first_person));
    };
    return rank(a) != rank(b) ? rank(a) > rank(b) : by_name(a.person) < by_name(b.person);
  }

  bool has_clear_leader(const std::vector<OwnerCandidate>& candidates) {
    if (candidates.empty()) return false;
    const OwnerCandidate& first = candidates.front();
    const std::size_t met = count(first, Kind::meetings);
    if (count(first, Kind::listed_alone) > met) return false;
    const std::size_t called = totals_[Kind::called_me];
    const std::size_t authors = totals_[Kind::author];
    if (called > 0 && (called != 1 || count(first, Kind::called_me) != 1)) return false;
    if (authors > 0 && 4 * count(first, Kind::author) < 3 * authors) return false;
    if (called > 0 || authors >= kFewestAuthors) return true;
    std::size_t next = 0;
    for (const OwnerCandidate& other : candidates) {
      if (&other != &first) next = std::max(next, count(other, Kind::meetings));
    }
    return met >= kFewestMeetings && 2 * met >= totals_[Kind::meetings] && 2 * met >= 3 * next;
  }

  void cite(OwnerCandidate& candidate) {
    const std::string& key = candidate.person.id.empty()
                                 ? "author:" + fold_name(candidate.person.name)
                                 : candidate.person.id;
    Signs& signs = people_.at(key);
    for (OwnerReason& reason : candidate.reasons) {
      auto& told = signs.places[reason.kind];
      std::sort(told.begin(), told.end(),
                [](const auto& a, const auto& b) { return a.first > b.first; });
      // Of one day all are looked up, as only notes and lines tell which of them go first.
      const auto oldest = told[std::min(kMostEvidence, told.size()) - 1].first;
      std::vector<DatedPlace> places;
      for (const auto& [date, evidence] : told) {
        if (date < oldest) break;
        places.emplace_back(date, entities_.citation(evidence));
      }
      std::sort(places.begin(), places.end(), is_later);
      for (std::size_t i = 0; i < std::min(kMostEvidence, places.size()); ++i) {
        reason.evidence.push_back(places[i].second);
      }
    }
  }

  const StoredGraph& graph_;
  EntityReader& entities_;
  Date as_of_;
  std::map<VertexId, Meeting> meetings_;
  std::set<VertexId> tags_;              // "#me"
  std::map<std::string, Signs> people_;  // by key
  std::unordered_map<VertexId, Signs*> signs_;
  std::map<Kind, std::size_t> totals_;
};

}  // namespace

std::optional<VertexId> owner_vertex(const Store& store, const std::vector<std::string>& names) {
  std::map<int, VertexId> by_rank;
  for (const std::string& name : names) {
    const auto people = people_called(store, name);
    if (people.size() != 1) continue;
    const Vertex& person = people.front();
    const bool own = fold_name(person.name) == fold_name(name) || person.key == name;
    by_rank.emplace(person.stub ? 2 : own ? 0 : 1, person.id);
  }
  if (!by_rank.empty() && by_rank.begin()->first == 0) return by_rank.begin()->second;
  for (const std::string& name : names) {
    if (by_rank.contains(1) || !is_address(name)) continue;
    const auto people = people_at(store, name);
    if (people.size() == 1) by_rank.emplace(1, people.front().id);
  }
  return by_rank.empty() ? std::nullopt : std::optional(by_rank.begin()->second);
}

std::vector<Citation> places_of_name(const StoredGraph& graph, EntityReader& entities,
                                     VertexId person, std::string_view name, std::size_t most) {
  const std::string folded = fold_name(name);
  const Vertex& vertex = entities.vertex(person);
  std::vector<Citation> found;
  if (!vertex.stub && fold_name(vertex.name) == folded) found.push_back({vertex.key, 1, {}});
  for (const Property& p : vertex.properties) {
    Citation line = entities.citation(p.evidence);
    if (fold_name(p.value) == folded && writes(line, folded)) found.push_back(std::move(line));
  }
  std::vector<DatedPlace> elsewhere;
  std::set<Evidence> seen;
  for (const Arc& arc : graph.arcs(person)) {
    if (!seen.insert(arc.evidence).second) continue;
    Citation line = entities.citation(arc.evidence);
    if (writes(line, folded)) elsewhere.emplace_back(arc.date, std::move(line));
  }
  std::sort(elsewhere.begin(), elsewhere.end(), is_later);
  for (DatedPlace& place : elsewhere) found.push_back(std::move(place.second));
  if (found.size() > most) found.resize(most);
  return found;
}

std::vector<Citation> listed_as_two(const StoredGraph& graph, EntityReader& entities,
                                    VertexId person, std::string_view a, std::string_view b) {
  std::map<VertexId, std::vector<Citation>> lines;
  for (const Arc& arc : graph.arcs(person)) {
    if (arc.label == EdgeLabel::attended && arc.direction == Direction::out) {
      lines[arc.other].push_back(entities.citation(arc.evidence));
    }
  }
  const std::string one = fold_name(a);
  const std::string other = fold_name(b);
  std::vector<Citation> found;
  for (const auto& entry : lines) {
    const std::vector<Citation>& places = entry.second;
    const auto has = [&](std::string_view name) {
      return std::any_of(places.begin(), places.end(),
                         [&](const Citation& line) { return writes(line, name); });
    };
    if (has(one) && has(other)) found.push_back(places.front());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string_view to_string(OwnerReason::Kind kind) {
  static constexpr std::array<std::string_view, 5> kNames = {"called_me", "author", "first_person",
                                                             "meetings", "listed_alone"};
  return kNames[static_cast<std::size_t>(kind)];
}

const OwnerReason* OwnerCandidate::find(OwnerReason::Kind kind) const {
  const auto found = std::find_if(reasons.begin(), reasons.end(),
                                  [&](const OwnerReason& r) { return r.kind == kind; });
  return found == reasons.end() ? nullptr : &*found;
}

OwnerProposal propose_owner(const StoredGraph& graph, EntityReader& entities, Date as_of) {
  return Proposer(graph, entities, as_of).run();
}

}  // namespace rapport
