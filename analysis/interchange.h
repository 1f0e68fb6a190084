#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/report.h"

namespace rapport {

// What the formats for other programs and the pictures share, so that all say the same of a node.

enum class ColumnType : std::uint8_t { text, boolean, integer, real };
// As GraphML and GEXF call it, but for integers, of which each has a name of its own.
std::string_view type_name(ColumnType type, std::string_view integer);

// An attribute of a node or a link as a table has it; no value where the graph knows none.
template <class Element>
struct Column {
  std::string_view name;
  ColumnType type;
  std::optional<std::string> (*value)(const Element&);
};

// The names do not repeat between nodes and links: GraphML's keys have one space of names.
std::span<const Column<SubgraphNode>> node_columns();
std::span<const Column<SubgraphLink>> link_columns();

// A link between two nodes of the subgraph, which are named by their places in it.
struct DrawnLink {
  const SubgraphLink* link;
  std::size_t from;
  std::size_t to;
};

// The links both of whose ends are nodes of the subgraph, in its order.
std::vector<DrawnLink> drawn_links(const Subgraph& subgraph);

// "2025-11-06", or "2025-11".
std::string shown_date(Date date, DatePrecision precision);

// Generated ids: nothing of a note is part of a format's syntax.
std::string node_id(std::size_t place);

// How a link looks in every picture. A blocked hop is never drawn like an open one.
enum class Stroke : std::uint8_t { tie, second_hand, relation, guard, blocked };
Stroke stroke_of(const SubgraphLink& link);
// The words beside it; empty where the types of its ends say enough.
std::string link_label(const SubgraphLink& link);

// The lines of a node: its name, its title, and whether nobody is to contact it.
std::vector<std::string> node_lines(const SubgraphNode& node);

// The title with its day, and how much was left out of the picture.
std::vector<std::string> title_lines(const Subgraph& subgraph);

// XML 1.0 text, also between quotes: markup and line breaks as references, what XML cannot hold or
// nobody would see as \u{..}.
std::string xml_text(std::string_view text);

}  // namespace rapport
