#include <fmt/format.h>

#include "analysis/interchange.h"
#include "analysis/render.h"

namespace rapport {
namespace {

template <class Element>
std::string keys(std::span<const Column<Element>> columns, std::string_view domain) {
  std::string out;
  for (const auto& column : columns) {
    out += fmt::format("  <key id=\"{0}\" for=\"{1}\" attr.name=\"{0}\" attr.type=\"{2}\"/>\n",
                       column.name, domain, type_name(column.type, "int"));
  }
  return out;
}

template <class Element>
std::string data(std::span<const Column<Element>> columns, const Element& element) {
  std::string out;
  for (const auto& column : columns) {
    if (const auto value = column.value(element)) {
      out += fmt::format("      <data key=\"{}\">{}</data>\n", column.name, xml_text(*value));
    }
  }
  return out;
}

}  // namespace

std::string render_graphml(const Subgraph& subgraph) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n" +
      keys(node_columns(), "node") + keys(link_columns(), "edge") +
      "  <graph edgedefault=\"directed\">\n";
  for (std::size_t i = 0; i < subgraph.nodes.size(); ++i) {
    out += fmt::format("    <node id=\"{}\">\n{}    </node>\n", node_id(i),
                       data(node_columns(), subgraph.nodes[i]));
  }
  for (const DrawnLink& drawn : drawn_links(subgraph)) {
    out += fmt::format("    <edge source=\"{}\" target=\"{}\">\n{}    </edge>\n",
                       node_id(drawn.from), node_id(drawn.to), data(link_columns(), *drawn.link));
  }
  return out + "  </graph>\n</graphml>\n";
}

}  // namespace rapport
