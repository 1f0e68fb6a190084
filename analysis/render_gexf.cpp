#include <fmt/format.h>

#include "analysis/interchange.h"
#include "analysis/render.h"

// GEXF 1.2draft, the newest that Gephi and networkx both read. A tie's chance is its weight as
// well.

namespace rapport {
namespace {

template <class Element>
std::string attributes(std::span<const Column<Element>> columns, std::string_view element) {
  std::string out = fmt::format("    <attributes class=\"{}\" mode=\"static\">\n", element);
  for (const auto& column : columns) {
    out += fmt::format("      <attribute id=\"{0}\" title=\"{0}\" type=\"{1}\"/>\n", column.name,
                       type_name(column.type, "integer"));
  }
  return out + "    </attributes>\n";
}

template <class Element>
std::string values(std::span<const Column<Element>> columns, const Element& element) {
  std::string out = "        <attvalues>\n";
  for (const auto& column : columns) {
    if (const auto value = column.value(element)) {
      out += fmt::format("          <attvalue for=\"{}\" value=\"{}\"/>\n", column.name,
                         xml_text(*value));
    }
  }
  return out + "        </attvalues>\n";
}

}  // namespace

std::string render_gexf(const Subgraph& subgraph) {
  std::string out = fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">\n"
      "  <meta>\n    <creator>rapport</creator>\n    <description>{}</description>\n  </meta>\n"
      "  <graph defaultedgetype=\"directed\" mode=\"static\">\n",
      xml_text(title_lines(subgraph).front()));
  out += attributes(node_columns(), "node") + attributes(link_columns(), "edge") + "    <nodes>\n";
  for (std::size_t i = 0; i < subgraph.nodes.size(); ++i) {
    out += fmt::format("      <node id=\"{}\" label=\"{}\">\n{}      </node>\n", node_id(i),
                       xml_text(subgraph.nodes[i].entity.name),
                       values(node_columns(), subgraph.nodes[i]));
  }
  out += "    </nodes>\n    <edges>\n";
  std::size_t edges = 0;
  for (const DrawnLink& drawn : drawn_links(subgraph)) {
    const std::string weight =
        drawn.link->is_tie ? fmt::format(" weight=\"{:.17g}\"", drawn.link->probability) : "";
    out += fmt::format("      <edge id=\"e{}\" source=\"{}\" target=\"{}\"{}>\n{}      </edge>\n",
                       edges++, node_id(drawn.from), node_id(drawn.to), weight,
                       values(link_columns(), *drawn.link));
  }
  return out + "    </edges>\n  </graph>\n</gexf>\n";
}

}  // namespace rapport
