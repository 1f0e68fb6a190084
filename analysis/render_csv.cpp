#include <algorithm>

#include <fmt/format.h>

#include "analysis/interchange.h"
#include "analysis/render.h"

// RFC 4180: every field quoted, lines end in CRLF. The ids are those of the JSON, so that the two
// tables join on them, and on other exports of the same vault.

namespace rapport {
namespace {

// Spreadsheets take a cell for a formula by its first character, quoted or not; some skip blanks.
bool is_formula(std::string_view text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \n"), text.size()));
  for (const std::string_view start : {"=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"}) {
    if (text.starts_with(start)) return true;
  }
  return false;
}

std::string cell(std::string_view text) {
  std::string quoted = is_formula(text) ? "\"'" : "\"";
  for (const char c : for_terminal(text)) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

template <class Element>
std::string header(std::string first, std::span<const Column<Element>> columns) {
  for (const auto& column : columns) first += fmt::format(",{}", column.name);
  return first + "\r\n";
}

template <class Element>
std::string cells(std::span<const Column<Element>> columns, const Element& element) {
  std::string out;
  for (const auto& column : columns) out += "," + cell(column.value(element).value_or(""));
  return out + "\r\n";
}

}  // namespace

std::string render_csv_nodes(const Subgraph& subgraph) {
  std::string out = header("id", node_columns());
  for (const SubgraphNode& node : subgraph.nodes) {
    out += cell(node.entity.id) + cells(node_columns(), node);
  }
  return out;
}

std::string render_csv_links(const Subgraph& subgraph) {
  std::string out = header("source,target,source_name,target_name", link_columns());
  for (const DrawnLink& drawn : drawn_links(subgraph)) {
    const Entity& from = subgraph.nodes[drawn.from].entity;
    const Entity& to = subgraph.nodes[drawn.to].entity;
    out += fmt::format("{},{},{},{}", cell(from.id), cell(to.id), cell(from.name), cell(to.name)) +
           cells(link_columns(), *drawn.link);
  }
  return out;
}

std::string render_csv(const Table& table) {
  std::string out;
  const auto add_line = [&](const auto& values, const auto& text_of) {
    bool is_first = true;
    for (const auto& value : values) {
      out += (is_first ? "" : ",") + cell(text_of(value));
      is_first = false;
    }
    out += "\r\n";
  };
  add_line(table.columns, [](const std::string& name) -> const std::string& { return name; });
  for (const auto& row : table.rows) {
    add_line(row, [](const Text& text) -> const std::string& { return text.text; });
  }
  return out;
}

}  // namespace rapport
