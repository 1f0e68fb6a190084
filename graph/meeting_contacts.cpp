#include "graph/meeting_contacts.h"

#include <algorithm>
#include <charconv>

namespace rapport {
namespace {

std::vector<Attendee> attendees_of(const std::vector<Arc>& arcs,
                                   const std::function<bool(VertexId)>& is_person) {
  std::vector<Attendee> attendees;
  for (const Arc& arc : arcs) {
    if (arc.label != EdgeLabel::attended || arc.direction != Direction::in) continue;
    if (is_person(arc.other)) attendees.push_back({arc.other, !arc.principal});
  }
  std::sort(attendees.begin(), attendees.end());  // of one person their own meeting first
  const auto same = [](const Attendee& a, const Attendee& b) { return a.person == b.person; };
  attendees.erase(std::unique(attendees.begin(), attendees.end(), same), attendees.end());
  return attendees;
}

// As many as the note names, or says that there were.
std::size_t group_size(const VertexRecord& record, std::size_t named) {
  std::size_t told = 0;
  if (const std::string* listed = record.find("attendee_count")) {
    std::from_chars(listed->data(), listed->data() + listed->size(), told);
  }
  return std::max(named, told);
}

Channel channel_of(const VertexRecord& record) {
  if (const std::string* channel = record.find("channel")) {
    if (*channel == to_string(Channel::call)) return Channel::call;
    if (*channel == to_string(Channel::mail)) return Channel::mail;
  }
  return Channel::meeting;
}

}  // namespace

Contact MeetingContacts::between(const Attendee& a, const Attendee& b) const {
  Contact of_pair = contact;
  of_pair.principal = !a.is_guest || !b.is_guest;
  return of_pair;
}

std::optional<MeetingContacts> contacts_of(VertexId id, const VertexRecord& record,
                                           const std::vector<Arc>& arcs,
                                           const std::function<bool(VertexId)>& is_person) {
  const Definition* best = record.best();
  if (best == nullptr || best->type != VertexType::meeting || !best->date) return std::nullopt;
  MeetingContacts met;
  met.attendees = attendees_of(arcs, is_person);
  const std::size_t group = group_size(record, met.attendees.size());
  if (met.attendees.size() < 2 || group > kLargestTieGroup) return std::nullopt;
  met.contact = {*best->date, id, static_cast<std::uint16_t>(group), channel_of(record), false};
  return met;
}

}  // namespace rapport
