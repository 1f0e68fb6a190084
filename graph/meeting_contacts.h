#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "graph/layout.h"

namespace rapport {

// A larger meeting is kept, but makes no tie: nobody meets 40 people at once. Analyses may set a
// lower limit (8 by default), never a higher one.
inline constexpr std::size_t kLargestTieGroup = 32;

struct Attendee {
  VertexId person = 0;
  bool is_guest = true;  // the meeting's note does not belong to them
  friend auto operator<=>(const Attendee&, const Attendee&) = default;
};

// Who met in a meeting.
struct MeetingContacts {
  Contact contact;                  // of each pair, but for `principal`
  std::vector<Attendee> attendees;  // by person, each once

  Contact between(const Attendee& a, const Attendee& b) const;
};

// None when the vertex is no meeting of a known day, or one of fewer than two people or too many.
std::optional<MeetingContacts> contacts_of(VertexId id, const VertexRecord& record,
                                           const std::vector<Arc>& arcs,
                                           const std::function<bool(VertexId)>& is_person);

}  // namespace rapport
