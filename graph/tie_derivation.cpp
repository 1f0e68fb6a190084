#include "graph/tie_derivation.h"

#include <algorithm>
#include <map>

#include "graph/meeting_contacts.h"
#include "graph/sort_unique.h"

namespace rapport {

// The contacts of a meeting as it was, of those who attended it.
void TieDerivation::forget_contacts(VertexId meeting) {
  std::vector<VertexId> people;
  for (const Arc& arc : vertices_.old_arcs(meeting, attendee_arcs())) people.push_back(arc.other);
  sort_unique(people);
  std::erase_if(people, [&](VertexId id) { return !vertices_.was_person(id); });
  if (people.size() > kLargestTieGroup) return;  // it made none
  for (const VertexId person : people) {
    PersonTies& of_person = ties_[person];
    for (const VertexId other : people) {
      if (other != person) of_person.forget_contacts(other);
    }
  }
}

// The contact days of a meeting, given to those who attend it.
void TieDerivation::add_contacts(VertexId meeting) {
  const auto met = contacts_of(
      meeting, vertices_.state(meeting).record, vertices_.new_arcs(meeting, attendee_arcs()),
      [&](VertexId id) { return vertices_.type_of(id) == VertexType::person; });
  if (!met) return;
  for (const Attendee& a : met->attendees) {
    PersonTies& of_a = ties_[a.person];
    for (const Attendee& b : met->attendees) {
      if (a.person != b.person) of_a.add(b.person, met->between(a, b));
    }
  }
}

void TieDerivation::update_statements(std::vector<std::pair<VertexId, VertexId>> pairs) {
  sort_unique(pairs);
  for (auto pair = pairs.begin(); pair != pairs.end();) {
    const VertexId person = pair->first;
    PersonTies& of_person = ties_[person];
    const auto first = pair;
    for (; pair != pairs.end() && pair->first == person; ++pair) {
      if (!vertices_.is_new(person)) of_person.forget_statements(pair->second);
    }
    if (vertices_.type_of(person) != VertexType::person) continue;
    for (const Arc& arc : vertices_.new_arcs(person, statement_arcs())) {
      const bool is_asked = std::binary_search(first, pair, std::pair(person, arc.other));
      if (!is_asked || arc.other == person || vertices_.type_of(arc.other) != VertexType::person)
        continue;
      of_person.add(arc.other, TieStatement{arc.label, arc.direction, arc.date, arc.evidence});
    }
  }
}

void TieDerivation::run() {
  std::vector<VertexId> meetings;
  std::vector<std::pair<VertexId, VertexId>> said;
  for (const auto& [id, vertex] : vertices_.all()) {
    if (vertex->was(VertexType::meeting) || vertex->is(VertexType::meeting)) {
      meetings.push_back(id);
    }
    if (vertex->touches_statements) {
      for (const ArcPosition& position : vertex->removed) {
        if (makes_tie(position.label)) said.emplace_back(id, position.other);
      }
      for (const Arc& arc : vertex->added.unpack()) {
        if (makes_tie(arc.label)) said.emplace_back(id, arc.other);
      }
    }
    // A person who turns out to be an organization (or the reverse) changes what it touched.
    if (!vertex->existed || vertex->type() == vertex->old_type) continue;
    for (const Arc& arc : vertices_.new_arcs(id, person_arcs())) {
      if (!makes_tie(arc.label)) {
        meetings.push_back(arc.other);
        continue;
      }
      said.emplace_back(id, arc.other);
      said.emplace_back(arc.other, id);
    }
  }
  sort_unique(meetings);
  for (const VertexId meeting : meetings) {
    if (!vertices_.is_new(meeting)) {
      meetings_.insert(meeting);
      forget_contacts(meeting);
    }
    add_contacts(meeting);
  }
  update_statements(std::move(said));
  write_ties();
}

void TieDerivation::write_ties() {
  // By id, as all that is written for vertices: a batch keeps little in memory of what is in order.
  std::vector<VertexId> people;
  people.reserve(ties_.size());
  for (const auto& [person, ties] : ties_) people.push_back(person);
  std::sort(people.begin(), people.end());
  std::vector<std::pair<VertexId, std::optional<PersonDegree>>> degrees;
  degrees.reserve(people.size());
  const auto save = [&](VertexId person, ChunkedList<Tie> list) {
    count_ += list.size();
    list.save([&](std::string key, std::optional<std::string> value) {
      content_.write(std::move(key), std::move(value));
    });
    degrees.emplace_back(person, degree_of(person, list.tally()));
  };
  for (const VertexId person : people) {
    PersonTies changes = std::move(ties_.at(person));  // let go once it is written
    if (vertices_.is_new(person)) {
      save(person, ChunkedList<Tie>(person, changes.take()));
      continue;
    }
    ChunkedList<Tie> list(content_.store(), person);
    count_ -= list.size();
    list.edit(changes.touched(), [&](std::vector<Tie>& ties, auto first, auto last) {
      changes.apply(ties, first, last, meetings_);
    });
    save(person, std::move(list));
  }
  write_degrees(degrees);
}

// `changes` by person, ascending. A block is read, changed and written as one.
void TieDerivation::write_degrees(
    const std::vector<std::pair<VertexId, std::optional<PersonDegree>>>& changes) {
  if (changes.empty()) return;
  std::map<VertexId, std::vector<PersonDegree>> blocks;
  DegreeSummary summary;
  if (const auto bytes = content_.read(key_of(Family::degree_summary))) {
    summary = decode_degree_summary(*bytes);
  }
  for (auto change = changes.begin(); change != changes.end();) {
    const VertexId block = degree_block_of(change->first);
    std::map<VertexId, PersonDegree> people;
    if (const auto bytes = content_.read(key_of(Family::degrees, block))) {
      for (const PersonDegree& p : decode_degrees(*bytes)) people.emplace(p.person, p);
    }
    for (; change != changes.end() && degree_block_of(change->first) == block; ++change) {
      if (const auto known = people.find(change->first); known != people.end()) {
        summary.remove(known->second);
        people.erase(known);
      }
      if (!change->second) continue;
      summary.add(*change->second);
      people.emplace(change->first, *change->second);
    }
    std::vector<PersonDegree>& after = blocks[block];
    for (const auto& [person, degree] : people) after.push_back(degree);
  }
  for (const auto& [block, people] : blocks) {
    content_.change_list(key_of(Family::degrees, block), people);
  }
  const std::string key = key_of(Family::degree_summary);
  summary.empty() ? content_.erase(key) : content_.change(key, encode(summary));
}

}  // namespace rapport
