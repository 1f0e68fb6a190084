#include <map>

#include <fmt/format.h>

#include "analysis/render.h"

namespace rapport {
namespace {

// XML 1.0 text: markup escaped, characters that XML cannot hold shown as \u{..}.
std::string escaped(std::string_view text) {
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
      default:
        safe += c;
    }
  }
  return safe;
}

struct Key {
  std::string_view id;
  std::string_view domain;
  std::string_view type;
};
constexpr Key kKeys[] = {
    {"name", "node", "string"},      {"type", "node", "string"},
    {"title", "node", "string"},     {"stub", "node", "boolean"},
    {"degree", "node", "int"},       {"discount", "node", "double"},
    {"relation", "edge", "string"},  {"date", "edge", "string"},
    {"strength", "edge", "double"},  {"probability", "edge", "double"},
    {"contact_days", "edge", "int"}, {"last_contact", "edge", "string"},
    {"evidence", "edge", "string"},
};

std::string data(std::string_view key, std::string_view value) {
  return fmt::format("      <data key=\"{}\">{}</data>\n", key, escaped(value));
}

std::string node_xml(const SubgraphNode& node, const std::string& id) {
  std::string out = fmt::format("    <node id=\"{}\">\n", id);
  out += data("name", node.entity.name);
  out += data("type", to_string(node.entity.type));
  if (node.entity.title) out += data("title", *node.entity.title);
  out += data("stub", node.entity.stub ? "true" : "false");
  if (node.degree) out += data("degree", std::to_string(*node.degree));
  // 17 digits: what is read back is the number that the paths were computed with.
  if (node.discount) out += data("discount", fmt::format("{:.17g}", *node.discount));
  return out + "    </node>\n";
}

std::string edge_xml(const SubgraphLink& link, const std::string& from, const std::string& to) {
  std::string out = fmt::format("    <edge source=\"{}\" target=\"{}\">\n", from, to);
  out += data("relation", link.relation);
  if (link.date) out += data("date", to_iso(*link.date));
  if (link.is_tie) {
    out += data("strength", fmt::format("{:.17g}", link.strength));
    out += data("probability", fmt::format("{:.17g}", link.probability));
    out += data("contact_days", std::to_string(link.contact_days));
    if (link.last_contact) out += data("last_contact", to_iso(*link.last_contact));
  }
  std::string places;
  for (const Citation& c : link.evidence) {
    places += fmt::format("{}{}:{}", places.empty() ? "" : " ", c.note, c.line);
  }
  if (!places.empty()) out += data("evidence", places);
  return out + "    </edge>\n";
}

}  // namespace

std::string render_graphml(const Subgraph& subgraph) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
  for (const Key& key : kKeys) {
    out += fmt::format("  <key id=\"{0}\" for=\"{1}\" attr.name=\"{0}\" attr.type=\"{2}\"/>\n",
                       key.id, key.domain, key.type);
  }
  out += "  <graph edgedefault=\"directed\">\n";
  std::map<VertexId, std::string> ids;
  for (const SubgraphNode& node : subgraph.nodes) {
    const std::string id = fmt::format("n{}", ids.size());
    ids[node.entity.vertex] = id;
    out += node_xml(node, id);
  }
  for (const SubgraphLink& link : subgraph.links) {
    const auto from = ids.find(link.source);
    const auto to = ids.find(link.target);
    if (from != ids.end() && to != ids.end()) out += edge_xml(link, from->second, to->second);
  }
  return out + "  </graph>\n</graphml>\n";
}

}  // namespace rapport
