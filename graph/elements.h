#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/date.h"
#include "graph/schema.h"

namespace rapport {

// What the graph consists of, as values. Whoever reads the store gets these.

// The place that makes a claim: a line, counted from 1, of a source (a note).
struct Evidence {
  SourceId source = 0;
  std::uint32_t line = 0;
  friend auto operator<=>(const Evidence&, const Evidence&) = default;
};

struct Property {
  std::string name;
  std::string value;
  Evidence evidence;
  // Of the meeting that tells it; none for what a note says of itself.
  std::optional<Date> date = std::nullopt;

  // By name, and of one name the one that counts first: without a date, else the latest.
  friend std::strong_ordering operator<=>(const Property& a, const Property& b);
  friend bool operator==(const Property&, const Property&) = default;
};

struct Vertex {
  VertexId id = 0;
  std::string key;  // stable: the note's path, else "name:..." or "tag:..."
  VertexType type = VertexType::note;
  std::string name;
  bool stub = true;          // named somewhere, but has no note of its own
  std::optional<Date> date;  // of a meeting
  std::vector<Property> properties;

  // The first value of `property`, nullptr when nobody claims it.
  const std::string* find(std::string_view property) const;
};

// The value of the first of this name, nullptr if there is none.
const std::string* find_in(const std::vector<Property>& properties, std::string_view name);

// An edge as seen from one of its ends.
struct Arc {
  EdgeLabel label = EdgeLabel::links_to;
  Direction direction = Direction::out;
  VertexId other = 0;
  Evidence evidence;
  Method method = Method::none;
  bool principal = false;  // `attended`: by the person whom the meeting's note belongs to
  std::optional<Date> date;
  friend auto operator<=>(const Arc&, const Arc&) = default;
};

// A statement or task, kept with each vertex that it is about.
struct Record {
  RecordKind kind = RecordKind::fact;
  Evidence evidence;
  std::string text;
  std::optional<Date> date;
  std::optional<VertexId> subject;   // speaker of a guard, owner of a task, broker, sponsor
  std::optional<VertexId> object;    // whom a guard or a broker is about
  std::vector<Property> attributes;  // a task's dates and state, a guard's condition

  const std::string* find(std::string_view attribute) const;
  friend auto operator<=>(const Record&, const Record&) = default;
};

// One day on which two people were in one meeting.
struct Contact {
  Date date;
  VertexId meeting = 0;
  std::uint16_t group_size = 2;  // people in the meeting, both included
  Channel channel = Channel::meeting;
  bool principal = false;  // one of the two is the meeting's own person
  friend auto operator<=>(const Contact&, const Contact&) = default;
};

// A statement that relates two people: reports_to, introduced, sponsors, will_open.
struct TieStatement {
  EdgeLabel label = EdgeLabel::reports_to;
  Direction direction = Direction::out;
  std::optional<Date> date;
  Evidence evidence;
  friend auto operator<=>(const TieStatement&, const TieStatement&) = default;
};

// All that relates one person to another one. Derived from edges, kept with them.
struct Tie {
  VertexId neighbor = 0;
  std::vector<Contact> contacts;  // by date, then meeting
  std::vector<TieStatement> statements;
};

}  // namespace rapport
