#include <array>
#include <map>

#include <fmt/format.h>

#include "analysis/render.h"

// DOT is written by hand: order, ids and quoting are ours to decide. Ids are generated, labels are
// always quoted, and no attribute comes from a note.

namespace rapport {
namespace {

constexpr std::size_t kLongestLabel = 200;  // characters
constexpr std::size_t kWrapAt = 22;

struct Look {
  VertexType type;
  std::string_view shape;
  std::string_view fill;
  std::string_view line;
};
constexpr std::array kLooks = {
    Look{VertexType::person, "ellipse", "#dbeafe", "#1d4ed8"},
    Look{VertexType::organization, "box", "#fde68a", "#b45309"},
    Look{VertexType::project, "component", "#d1fae5", "#047857"},
    Look{VertexType::meeting, "note", "#f3f4f6", "#6b7280"},
    Look{VertexType::note, "plaintext", "#ffffff", "#9ca3af"},
    Look{VertexType::tag, "cds", "#fae8ff", "#a21caf"},
};

const Look& look_of(VertexType type) { return kLooks[static_cast<std::size_t>(type)]; }

// Wrapped at blanks; only the line breaks that we set reach GraphViz.
std::string label(std::string_view text, std::size_t wrap_at = kWrapAt) {
  std::string safe = for_terminal(text);
  std::string wrapped;
  std::size_t column = 0;
  std::size_t characters = 0;
  for (const char c : safe) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (!continues && ++characters > kLongestLabel) {
      wrapped += "…";
      break;
    }
    if (!continues) ++column;
    if ((c == ' ' || c == '\n') && column > wrap_at) {
      wrapped += "\\n";
      column = 0;
    } else if (c == '"' || c == '\\') {
      wrapped += '\\';
      wrapped += c;
    } else {
      wrapped += c == '\n' ? ' ' : c;
    }
  }
  return wrapped;
}

std::string node_line(const SubgraphNode& node, const std::string& id) {
  const Look& look = look_of(node.entity.type);
  std::string text = label(node.entity.name);
  if (node.entity.title) text += "\\n" + label(*node.entity.title);
  std::string style = "filled";
  if (node.entity.stub) style += ",dashed";
  const bool executive = node.entity.is_executive();
  return fmt::format(
      "  {} [label=\"{}\", shape={}, style=\"{}\", fillcolor=\"{}\", color=\"{}\", "
      "penwidth={}{}];\n",
      id, text, look.shape, style, look.fill, look.line, node.emphasized ? "3" : "1.2",
      executive ? ", peripheries=2" : "");
}

std::string edge_line(const SubgraphLink& link, const std::string& from, const std::string& to) {
  std::string text;
  std::string attributes;
  if (link.relation == "guard") {
    text = "must not contact";
    attributes = ", color=\"#dc2626\", fontcolor=\"#dc2626\", penwidth=2, arrowhead=tee";
  } else if (link.second_hand) {
    text = link.relation;
    attributes = ", style=dashed, color=\"#6b7280\", fontcolor=\"#6b7280\"";
  } else if (link.is_tie) {
    text = link.contact_days > 0
               ? fmt::format("{}×{}", link.contact_days,
                             link.last_contact ? ", " + to_iso(*link.last_contact) : "")
               : link.relation;
    attributes =
        fmt::format(", dir=none, color=\"#1d4ed8\", penwidth={:.2f}", 0.8 + 3.2 * link.probability);
  } else {
    text = link.relation == "works_at" || link.relation == "attended" ? "" : link.relation;
    attributes = ", color=\"#9ca3af\", fontcolor=\"#4b5563\"";
  }
  return fmt::format("  {} -> {} [label=\"{}\"{}];\n", from, to, label(text), attributes);
}

std::string legend(const Subgraph& subgraph) {
  std::map<VertexType, bool> types;
  bool executive = false;
  bool stub = false;
  for (const SubgraphNode& node : subgraph.nodes) {
    types[node.entity.type] = true;
    executive = executive || node.entity.is_executive();
    stub = stub || node.entity.stub;
  }
  std::string out =
      "  subgraph cluster_legend {\n    label=\"Legend\"; fontsize=11; style=rounded; "
      "color=\"#9ca3af\";\n    node [fontsize=9];\n";
  std::string previous;
  const auto add = [&](const std::string& id, const std::string& attributes) {
    out += fmt::format("    {} [{}];\n", id, attributes);
    if (!previous.empty()) out += fmt::format("    {} -> {} [style=invis];\n", previous, id);
    previous = id;
  };
  for (const auto& [type, present] : types) {
    const Look& look = look_of(type);
    add(fmt::format("legend_{}", to_string(type)),
        fmt::format("label=\"{}\", shape={}, style=filled, fillcolor=\"{}\", color=\"{}\"",
                    to_string(type), look.shape, look.fill, look.line));
  }
  if (executive) {
    add("legend_executive",
        "label=\"executive\", shape=ellipse, style=filled, fillcolor=\"#dbeafe\", "
        "color=\"#1d4ed8\", peripheries=2");
  }
  if (stub) {
    add("legend_stub",
        "label=\"no note of its own\", shape=ellipse, style=dashed, color=\"#6b7280\"");
  }
  add("legend_lines",
      "label=\"line width: strength of the tie\\l3×, date: contact days, the last\\l"
      "dashed: second-hand\\lred: must not contact\\l\", shape=plaintext");
  return out + "  }\n";
}

}  // namespace

bool is_for_dot(const Subgraph& subgraph) {
  constexpr std::size_t kMostNodes = 150;
  constexpr std::size_t kMostLinks = 250;
  return subgraph.nodes.size() <= kMostNodes && subgraph.links.size() <= kMostLinks;
}

std::string render_dot(const Subgraph& subgraph) {
  std::string title = label(subgraph.title, kLongestLabel);
  if (subgraph.as_of) title += ", as of " + to_iso(*subgraph.as_of);
  if (subgraph.left_out > 0) {
    title += fmt::format("\\n{} weaker nodes are left out", subgraph.left_out);
  }
  if (subgraph.links_left_out > 0) {
    title += fmt::format("\\n{} weaker links are left out", subgraph.links_left_out);
  }
  std::string out = fmt::format(
      "digraph rapport {{\n"
      "  graph [label=\"{}\", labelloc=t, fontsize=16, fontname=\"Helvetica\", rankdir={}, "
      "overlap=prism, splines={}, nodesep=0.3, ranksep=0.6, bgcolor=white];\n"
      "  node [fontname=\"Helvetica\", fontsize=11];\n"
      "  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7];\n",
      title, subgraph.left_to_right ? "LR" : "TB", is_for_dot(subgraph) ? "true" : "line");
  std::map<VertexId, std::string> ids;
  for (const SubgraphNode& node : subgraph.nodes) {
    const std::string id = fmt::format("n{}", ids.size());
    ids[node.entity.vertex] = id;
    out += node_line(node, id);
  }
  for (const SubgraphLink& link : subgraph.links) {
    const auto from = ids.find(link.source);
    const auto to = ids.find(link.target);
    if (from != ids.end() && to != ids.end()) out += edge_line(link, from->second, to->second);
  }
  return out + legend(subgraph) + "}\n";
}

}  // namespace rapport
