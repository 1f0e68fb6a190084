#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "analysis/interchange.h"
#include "analysis/render.h"

// A Mermaid flowchart, as Obsidian and GitHub draw it between ```mermaid and ```. Labels are
// quoted, and of ASCII only letters, digits, blanks and commas stand for themselves: all else is an
// entity code, for Mermaid reads Markdown, HTML and directives in labels. Colours bring their own
// text colour, so that they can be read in a light and in a dark note.

namespace rapport {
namespace {

constexpr std::size_t kLongestLabel = 80;  // characters; Mermaid draws no text of over 50,000
constexpr std::string_view kRed = "#dc2626";

struct Look {
  std::string_view open;
  std::string_view close;
  std::string_view fill;
  std::string_view stroke;
};
// By VertexType.
constexpr std::array kLooks = {
    Look{"([", "])", "#dbeafe", "#1d4ed8"}, Look{"[", "]", "#fde68a", "#b45309"},
    Look{"[[", "]]", "#d1fae5", "#047857"}, Look{"(", ")", "#f3f4f6", "#6b7280"},
    Look{">", "]", "#ffffff", "#9ca3af"},   Look{"{{", "}}", "#fae8ff", "#a21caf"},
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

std::string shortened(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool continues = (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
    if (!continues && ++characters > kLongestLabel) return std::string(text.substr(0, i)) + "…";
  }
  return std::string(text);
}

std::string label(std::string_view text) {
  const std::string safe = shortened(for_terminal(text));
  std::string out;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    const char c = safe[i];
    const bool inside =
        i > 0 && i + 1 < safe.size() && is_word(safe[i - 1]) && is_word(safe[i + 1]);
    if (is_word(c) || c == ' ' || c == ',' || static_cast<unsigned char>(c) >= 0x80 ||
        (inside && (c == '-' || c == '.'))) {  // a date; elsewhere they begin lists
      out += c;
    } else {
      out += c == '\n' ? " " : fmt::format("#{};", static_cast<int>(c));
    }
  }
  return out;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "<br/>") + label(line);
  return out.empty() ? " " : out;
}

std::string_view arrow(Stroke stroke) {
  switch (stroke) {
    case Stroke::tie:
      return "---";
    case Stroke::second_hand:
      return "-.->";
    case Stroke::guard:
      return "--x";
    case Stroke::blocked:
      return "-.-";
    case Stroke::relation:
      break;
  }
  return "-->";
}

// A double-quoted YAML scalar on one line.
std::string title(const Subgraph& subgraph) {
  std::string out;
  for (const std::string& line : title_lines(subgraph)) {
    out += out.empty() ? "" : "; ";
    for (const char c : for_terminal(line)) {
      if (c == '"' || c == '\\') out += '\\';
      out += c == '\n' ? ' ' : c;
    }
  }
  return out;
}

}  // namespace

std::string render_mermaid(const Subgraph& subgraph) {
  std::string out = fmt::format("---\ntitle: \"{}\"\n---\nflowchart {}\n", title(subgraph),
                                subgraph.left_to_right ? "LR" : "TB");
  std::map<std::string, std::string> members;  // of a class, by commas
  const auto add_to = [&](std::string_view name, const std::string& id) {
    std::string& ids = members[std::string(name)];
    ids += (ids.empty() ? "" : ",") + id;
  };
  for (std::size_t i = 0; i < subgraph.nodes.size(); ++i) {
    const SubgraphNode& node = subgraph.nodes[i];
    const Look& look = kLooks[static_cast<std::size_t>(node.entity.type)];
    out += fmt::format("  {}{}\"{}\"{}\n", node_id(i), look.open, joined(node_lines(node)),
                       look.close);
    add_to(to_string(node.entity.type), node_id(i));
    if (node.entity.is_executive()) add_to("executive", node_id(i));
    if (node.entity.stub) add_to("stub", node_id(i));
    if (!node.closed_by.empty()) add_to("closed", node_id(i));
  }
  std::string red;  // places of links
  std::size_t place = 0;
  for (const DrawnLink& drawn : drawn_links(subgraph)) {
    const Stroke stroke = stroke_of(*drawn.link);
    const std::string text = label(link_label(*drawn.link));
    out += fmt::format("  {} {}{} {}\n", node_id(drawn.from), arrow(stroke),
                       text.empty() ? "" : fmt::format("|\"{}\"|", text), node_id(drawn.to));
    if (stroke == Stroke::guard || stroke == Stroke::blocked) {
      red += fmt::format("{}{}", red.empty() ? "" : ",", place);
    }
    ++place;
  }
  if (!red.empty()) out += fmt::format("  linkStyle {} stroke:{},color:{}\n", red, kRed, kRed);
  for (std::size_t i = 0; i < kLooks.size(); ++i) {
    const std::string name(to_string(static_cast<VertexType>(i)));
    if (!members.contains(name)) continue;
    out += fmt::format("  classDef {} fill:{},stroke:{},color:#111827\n", name, kLooks[i].fill,
                       kLooks[i].stroke);
    out += fmt::format("  class {} {}\n", members[name], name);
  }
  const std::pair<const char*, std::string> marks[] = {
      {"executive", "stroke-width:4px"},
      {"stub", "stroke-dasharray:4"},
      {"closed", fmt::format("stroke:{},stroke-width:3px", kRed)},
  };
  for (const auto& [name, style] : marks) {
    if (!members.contains(name)) continue;
    out += fmt::format("  classDef {} {}\n  class {} {}\n", name, style, members[name], name);
  }
  return out;
}

}  // namespace rapport
