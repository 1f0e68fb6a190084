#include "analysis/interchange.h"

#include <map>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

using Value = std::optional<std::string>;

std::string yes_or_no(bool value) { return value ? "true" : "false"; }

// 17 digits: what is read back is the number that the paths were computed with.
std::string digits(double value) { return fmt::format("{:.17g}", value); }

Value date_value(const std::optional<Date>& date, DatePrecision precision) {
  return date ? Value(shown_date(*date, precision)) : Value();
}

Value places(const std::vector<Citation>& evidence) {
  const std::string text = places_in_words(evidence, " ");
  return text.empty() ? Value() : Value(text);
}

constexpr Column<SubgraphNode> kNodeColumns[] = {
    {"name", ColumnType::text, [](const SubgraphNode& n) { return Value(n.entity.name); }},
    {"type", ColumnType::text,
     [](const SubgraphNode& n) { return Value(to_string(n.entity.type)); }},
    {"title", ColumnType::text, [](const SubgraphNode& n) { return n.entity.title; }},
    {"stub", ColumnType::boolean,
     [](const SubgraphNode& n) { return Value(yes_or_no(n.entity.stub)); }},
    {"degree", ColumnType::integer,
     [](const SubgraphNode& n) { return n.degree ? Value(std::to_string(*n.degree)) : Value(); }},
    {"discount", ColumnType::real,
     [](const SubgraphNode& n) { return n.discount ? Value(digits(*n.discount)) : Value(); }},
    {"closed_by", ColumnType::text, [](const SubgraphNode& n) { return places(n.closed_by); }},
};

constexpr Column<SubgraphLink> kLinkColumns[] = {
    {"relation", ColumnType::text, [](const SubgraphLink& l) { return Value(l.relation); }},
    {"date", ColumnType::text,
     [](const SubgraphLink& l) { return date_value(l.date, l.precision); }},
    {"blocked", ColumnType::boolean,
     [](const SubgraphLink& l) { return l.is_tie ? Value(yes_or_no(l.blocked)) : Value(); }},
    {"strength", ColumnType::real,
     [](const SubgraphLink& l) { return l.is_tie ? Value(digits(l.strength)) : Value(); }},
    {"probability", ColumnType::real,
     [](const SubgraphLink& l) { return l.is_tie ? Value(digits(l.probability)) : Value(); }},
    {"contact_days", ColumnType::integer,
     [](const SubgraphLink& l) {
       return l.is_tie ? Value(std::to_string(l.contact_days)) : Value();
     }},
    {"last_contact", ColumnType::text,
     [](const SubgraphLink& l) { return date_value(l.last_contact, l.precision); }},
    {"evidence", ColumnType::text, [](const SubgraphLink& l) { return places(l.evidence); }},
};

}  // namespace

std::string_view type_name(ColumnType type, std::string_view integer) {
  switch (type) {
    case ColumnType::boolean:
      return "boolean";
    case ColumnType::integer:
      return integer;
    case ColumnType::real:
      return "double";
    case ColumnType::text:
      break;
  }
  return "string";
}

std::span<const Column<SubgraphNode>> node_columns() { return kNodeColumns; }
std::span<const Column<SubgraphLink>> link_columns() { return kLinkColumns; }

std::vector<DrawnLink> drawn_links(const Subgraph& subgraph) {
  std::map<VertexId, std::size_t> places;
  for (std::size_t i = 0; i < subgraph.nodes.size(); ++i) {
    places[subgraph.nodes[i].entity.vertex] = i;
  }
  std::vector<DrawnLink> links;
  for (const SubgraphLink& link : subgraph.links) {
    const auto from = places.find(link.source);
    const auto to = places.find(link.target);
    if (from != places.end() && to != places.end()) {
      links.push_back({&link, from->second, to->second});
    }
  }
  return links;
}

std::string shown_date(Date date, DatePrecision precision) {
  const std::string iso = to_iso(date);
  return precision == DatePrecision::month ? iso.substr(0, iso.rfind('-')) : iso;
}

std::string node_id(std::size_t place) { return fmt::format("n{}", place); }

Stroke stroke_of(const SubgraphLink& link) {
  if (link.blocked) return Stroke::blocked;
  if (link.relation == to_string(EdgeLabel::guard)) return Stroke::guard;
  if (link.second_hand) return Stroke::second_hand;
  return link.is_tie ? Stroke::tie : Stroke::relation;
}

std::string link_label(const SubgraphLink& link) {
  const std::string contact =
      link.contact_days > 0
          ? fmt::format(
                "{}×{}", link.contact_days,
                link.last_contact ? ", " + shown_date(*link.last_contact, link.precision) : "")
          : std::string();
  switch (stroke_of(link)) {
    case Stroke::blocked:
      return contact.empty() ? "blocked" : "blocked; " + contact;
    case Stroke::guard:
      return "must not contact";
    case Stroke::second_hand:
      return link.relation;
    case Stroke::tie:
      return contact.empty() ? link.relation : contact;
    case Stroke::relation:
      break;
  }
  return link.relation == "works_at" || link.relation == "attended" ? "" : link.relation;
}

std::vector<std::string> node_lines(const SubgraphNode& node) {
  std::vector<std::string> lines = {node.entity.name};
  if (node.entity.title) lines.push_back(*node.entity.title);
  if (!node.closed_by.empty()) lines.emplace_back("nobody is to contact");
  return lines;
}

std::vector<std::string> title_lines(const Subgraph& subgraph) {
  std::vector<std::string> lines = {subgraph.title};
  if (subgraph.as_of) lines.back() += ", as of " + shown_date(*subgraph.as_of, subgraph.precision);
  if (subgraph.left_out > 0) {
    lines.push_back(fmt::format("{} weaker nodes are left out", subgraph.left_out));
  }
  if (subgraph.links_left_out > 0) {
    lines.push_back(fmt::format("{} weaker links are left out", subgraph.links_left_out));
  }
  return lines;
}

std::string xml_text(std::string_view text) {
  std::string safe;
  for (const char c : for_terminal(text)) {
    switch (c) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\n':
        safe += "&#10;";  // an attribute's bare line break is read as a blank
        break;
      default:
        safe += c;
    }
  }
  return safe;
}

}  // namespace rapport
