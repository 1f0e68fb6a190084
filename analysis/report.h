#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/entity.h"
#include "graph/elements.h"

namespace rapport {

// A result before a format is chosen: what people read, and what pictures show.

// How a text wants to be taken. Never the only carrier of a meaning: a word stands beside it.
enum class Tone : std::uint8_t { plain, strong, good, warn, bad, dim };

struct Text {
  std::string text;
  Tone tone = Tone::plain;
  std::string note = {};  // path of the note that this text names, for a link to it
};

struct Table {
  std::vector<std::string> columns;  // headings; "#..." is right-aligned and shown without '#'
  std::vector<std::vector<Text>> rows;
};

struct ReportItem {
  Text text;
  std::vector<Citation> citations;
  std::vector<ReportItem> children;
};

struct ReportSection {
  std::string heading;  // may be empty
  std::vector<ReportItem> items;
  std::optional<Table> table;
  std::string if_empty;  // one line in place of nothing
};

struct Report {
  Text answer;           // the first line: the answer itself
  std::string subtitle;  // what it is about and as of when
  std::vector<ReportSection> sections;
};

// How exactly dates are shown.
enum class DatePrecision : std::uint8_t { day, month };

// Part of the graph, as a picture or an interchange file shows it.
struct SubgraphNode {
  Entity entity;
  std::vector<Property> properties;
  std::optional<std::size_t> degree;
  std::optional<double> discount;
  bool emphasized = false;          // what the picture is about
  std::vector<Citation> closed_by;  // where it is said that nobody is to contact them
};

struct SubgraphLink {
  VertexId source = 0;
  VertexId target = 0;
  std::string relation;
  std::optional<Date> date;
  std::optional<std::string> method;
  std::vector<Citation> evidence;
  // Of ties between people:
  bool is_tie = false;
  bool second_hand = false;
  bool blocked = false;  // a guard forbids the source to turn to the target by this tie
  double strength = 0;
  double probability = 0;
  int contact_days = 0;
  std::optional<Date> last_contact;
  DatePrecision precision = DatePrecision::day;  // of both dates
};

struct Subgraph {
  std::string title;
  std::optional<Date> as_of;
  DatePrecision precision = DatePrecision::day;  // of as_of
  std::vector<SubgraphNode> nodes;               // by type, then name
  std::vector<SubgraphLink> links;
  bool left_to_right = false;
  std::size_t left_out = 0;  // nodes that were cut
  std::size_t links_left_out = 0;
};

}  // namespace rapport
