#include <array>
#include <map>

#include <fmt/format.h>

#include "analysis/interchange.h"
#include "analysis/render.h"

// DOT is written by hand: order, ids and quoting are ours to decide. Ids are generated, labels are
// always quoted, and no attribute comes from a note.

namespace rapport {
namespace {

constexpr std::size_t kLongestLabel = 200;  // characters
constexpr std::size_t kWrapAt = 22;

struct Look {
  std::string_view fill;
  std::string_view line;
};

struct Palette {
  std::string_view background;
  std::string_view text;
  std::string_view faint;  // plain relations, hearsay and the legend's frame
  std::string_view tie;
  std::string_view forbidden;
  std::array<Look, 6> looks;  // by VertexType
};
constexpr Palette kLight = {
    "#ffffff",
    "#111827",
    "#6b7280",
    "#1d4ed8",
    "#dc2626",
    {Look{"#dbeafe", "#1d4ed8"}, Look{"#fde68a", "#b45309"}, Look{"#d1fae5", "#047857"},
     Look{"#f3f4f6", "#6b7280"}, Look{"#ffffff", "#9ca3af"}, Look{"#fae8ff", "#a21caf"}}};
constexpr Palette kDark = {
    "#111827",
    "#f3f4f6",
    "#9ca3af",
    "#93c5fd",
    "#f87171",
    {Look{"#1e3a8a", "#93c5fd"}, Look{"#78350f", "#fcd34d"}, Look{"#064e3b", "#6ee7b7"},
     Look{"#374151", "#9ca3af"}, Look{"#111827", "#9ca3af"}, Look{"#701a75", "#f0abfc"}}};

// By VertexType.
constexpr std::array<std::string_view, 6> kShapes = {"ellipse", "box",       "component",
                                                     "note",    "plaintext", "cds"};

std::string_view shape_of(VertexType type) { return kShapes[static_cast<std::size_t>(type)]; }
const Look& look_of(const Palette& palette, VertexType type) {
  return palette.looks[static_cast<std::size_t>(type)];
}

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
    } else if (c == '&') {
      wrapped += "&amp;";  // GraphViz reads entities in labels
    } else {
      wrapped += c == '\n' ? ' ' : c;
    }
  }
  return wrapped;
}

std::string joined(const std::vector<std::string>& lines, std::size_t wrap_at = kWrapAt) {
  std::string out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    out += (i == 0 ? "" : "\\n") + label(lines[i], wrap_at);
  }
  return out;
}

// Of a node that has a note.
std::string link_attribute(const SubgraphNode& node, const NoteUri& uri) {
  if (!uri || node.entity.stub || !node.entity.id.ends_with(".md")) return "";
  const std::string target = uri(node.entity.id);
  // GraphViz puts it into SVG as it stands.
  return target.empty() ? "" : fmt::format(", URL=\"{}\"", xml_text(target));
}

std::string node_line(const SubgraphNode& node, const std::string& id, const Palette& palette,
                      const NoteUri& uri) {
  const Look& look = look_of(palette, node.entity.type);
  const bool closed = !node.closed_by.empty();
  return fmt::format(
      "  {} [label=\"{}\", shape={}, style=\"{}\", fillcolor=\"{}\", color=\"{}\", "
      "penwidth={}{}{}];\n",
      id, joined(node_lines(node)), shape_of(node.entity.type),
      node.entity.stub ? "filled,dashed" : "filled", look.fill,
      closed ? palette.forbidden : look.line, node.emphasized || closed ? "3" : "1.2",
      node.entity.is_executive() ? ", peripheries=2" : "", link_attribute(node, uri));
}

bool is_small(const Subgraph& subgraph) {
  constexpr std::size_t kMostNodes = 150;
  constexpr std::size_t kMostLinks = 250;
  return subgraph.nodes.size() <= kMostNodes && subgraph.links.size() <= kMostLinks;
}

std::string edge_attributes(const SubgraphLink& link, const Palette& palette) {
  switch (stroke_of(link)) {
    case Stroke::guard:
      return fmt::format("color=\"{0}\", fontcolor=\"{0}\", penwidth=2, arrowhead=tee",
                         palette.forbidden);
    case Stroke::blocked:
      return fmt::format("style=dashed, dir=none, color=\"{0}\", fontcolor=\"{0}\", penwidth=2",
                         palette.forbidden);
    case Stroke::second_hand:
      return fmt::format("style=dashed, color=\"{0}\", fontcolor=\"{0}\"", palette.faint);
    case Stroke::tie:
      return fmt::format("dir=none, color=\"{}\", penwidth={:.2f}", palette.tie,
                         0.8 + 3.2 * link.probability);
    case Stroke::relation:
      break;
  }
  return fmt::format("color=\"{}\"", palette.faint);
}

// Of the layouts, dot and fdp keep room for the heading of a frame; others write it over what is in
// the frame, or draw none.
std::string_view legend_heading(const std::string& layout) {
  return layout.empty() || layout == "dot" || layout == "fdp" ? "Legend" : "";
}

std::string legend(const Subgraph& subgraph, const Palette& palette, const std::string& layout) {
  std::map<VertexType, bool> types;
  bool executive = false;
  bool stub = false;
  bool closed = false;
  for (const SubgraphNode& node : subgraph.nodes) {
    types[node.entity.type] = true;
    executive = executive || node.entity.is_executive();
    stub = stub || node.entity.stub;
    closed = closed || !node.closed_by.empty();
  }
  std::string out = fmt::format(
      "  subgraph cluster_legend {{\n    label=\"{}\"; fontsize=11; style=rounded; "
      "color=\"{}\";\n    node [fontsize=9];\n",
      legend_heading(layout), palette.faint);
  std::string previous;
  const auto add = [&](const std::string& id, const std::string& attributes) {
    out += fmt::format("    {} [{}];\n", id, attributes);
    if (!previous.empty()) out += fmt::format("    {} -> {} [style=invis];\n", previous, id);
    previous = id;
  };
  for (const auto& [type, present] : types) {
    const Look& look = look_of(palette, type);
    add(fmt::format("legend_{}", to_string(type)),
        fmt::format("label=\"{}\", shape={}, style=filled, fillcolor=\"{}\", color=\"{}\"",
                    to_string(type), shape_of(type), look.fill, look.line));
  }
  const Look& person = look_of(palette, VertexType::person);
  if (executive) {
    add("legend_executive",
        fmt::format("label=\"executive\", shape=ellipse, style=filled, fillcolor=\"{}\", "
                    "color=\"{}\", peripheries=2",
                    person.fill, person.line));
  }
  if (stub) {
    add("legend_stub", fmt::format("label=\"no note of its own\", shape=ellipse, style=dashed, "
                                   "color=\"{}\"",
                                   palette.faint));
  }
  if (closed) {
    add("legend_closed", fmt::format("label=\"nobody is to contact\", shape=ellipse, color=\"{}\", "
                                     "penwidth=3",
                                     palette.forbidden));
  }
  add("legend_lines",
      "label=\"line width: strength of the tie\\l3×, date: contact days, the last\\l"
      "dashed: second-hand\\lred: must not contact\\lred and dashed: blocked\\l\", "
      "shape=plaintext");
  return out + "  }\n";
}

}  // namespace

std::string dark_theme_css(std::string_view selector) {
  std::map<std::string_view, std::string_view> dark_of = {{kLight.background, kDark.background},
                                                          {kLight.text, kDark.text},
                                                          {kLight.faint, kDark.faint},
                                                          {kLight.tie, kDark.tie},
                                                          {kLight.forbidden, kDark.forbidden}};
  for (std::size_t i = 0; i < kLight.looks.size(); ++i) {
    dark_of.emplace(kLight.looks[i].fill, kDark.looks[i].fill);
    dark_of.emplace(kLight.looks[i].line, kDark.looks[i].line);
  }
  std::string css;
  for (const auto& [light, dark] : dark_of) {
    for (const char* attribute : {"fill", "stroke"}) {
      css += fmt::format("{0} [{1}=\"{2}\"] {{ {1}: {3}; }}\n", selector, attribute, light, dark);
    }
  }
  return css;
}

std::string layout_by_size(const Subgraph& subgraph) { return is_small(subgraph) ? "dot" : "sfdp"; }

std::string render_dot(const Subgraph& subgraph, const DotLook& look) {
  const Palette& palette = look.theme == Theme::dark ? kDark : kLight;
  // Layouts that begin with places at random get the same ones each time.
  const std::string layout =
      look.layout.empty() ? "" : fmt::format(", layout={}, start=1", look.layout);
  std::string out = fmt::format(
      "digraph rapport {{\n"
      "  graph [label=\"{}\", labelloc=t, fontsize=16, fontname=\"Helvetica\", rankdir={}, "
      "overlap=prism, splines={}, nodesep=0.3, ranksep=0.6, bgcolor=\"{}\", "
      "fontcolor=\"{}\"{}];\n",
      joined(title_lines(subgraph), kLongestLabel), subgraph.left_to_right ? "LR" : "TB",
      is_small(subgraph) ? "true" : "line", palette.background, palette.text, layout);
  out += fmt::format(
      "  node [fontname=\"Helvetica\", fontsize=11, fontcolor=\"{0}\"];\n"
      "  edge [fontname=\"Helvetica\", fontsize=9, arrowsize=0.7, fontcolor=\"{0}\"];\n",
      palette.text);
  for (std::size_t i = 0; i < subgraph.nodes.size(); ++i) {
    out += node_line(subgraph.nodes[i], node_id(i), palette, look.uri);
  }
  for (const DrawnLink& drawn : drawn_links(subgraph)) {
    out += fmt::format("  {} -> {} [label=\"{}\", {}];\n", node_id(drawn.from), node_id(drawn.to),
                       label(link_label(*drawn.link)), edge_attributes(*drawn.link, palette));
  }
  return out + legend(subgraph, palette, look.layout) + "}\n";
}

}  // namespace rapport
