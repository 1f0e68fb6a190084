#include <algorithm>
#include <numeric>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/interchange.h"
#include "analysis/render.h"

// JSON Canvas 1.0 (jsoncanvas.org). Every node has a cell of a grid to itself, so none overlap:
// columns by distance from what the picture is about, components one below the other.

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kColumnWidth = 480;
constexpr int kRowHeight = 320;
constexpr std::size_t kMostRows = 10;  // of a column; more stand in the next one
constexpr const char* kRed = "1";      // a preset colour of the canvas

struct Place {
  int column = 0;
  int row = 0;
};

// Places the nodes. `links` without those that only forbid: they bring nobody closer.
class Arrangement {
 public:
  explicit Arrangement(const Subgraph& subgraph)
      : subgraph_(subgraph),
        places_(subgraph.nodes.size()),
        seen_(subgraph.nodes.size()),
        near_(subgraph.nodes.size()),
        incoming_(subgraph.nodes.size()) {
    for (const DrawnLink& drawn : drawn_links(subgraph)) {
      if (stroke_of(*drawn.link) == Stroke::guard) continue;
      near_[drawn.from].push_back(drawn.to);
      near_[drawn.to].push_back(drawn.from);
      ++incoming_[drawn.to];
    }
    std::vector<std::size_t> alone;
    for (const std::size_t start : starts()) {
      if (near_[start].empty()) {
        alone.push_back(start);
      } else if (!seen_[start]) {
        place_component(start);
      }
    }
    place_layer(alone, 0);
  }

  const std::vector<Place>& places() const { return places_; }

 private:
  // Where paths begin or what the picture is about, then those with most links.
  std::vector<std::size_t> starts() const {
    std::vector<std::size_t> order(places_.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto key = [&](std::size_t i) {
      return std::tuple(subgraph_.left_to_right && incoming_[i] > 0, !subgraph_.nodes[i].emphasized,
                        near_.size() * 2 - near_[i].size(), i);
    };
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    return order;
  }

  void place_component(std::size_t start) {
    std::vector<std::size_t> layer = {start};
    seen_[start] = true;
    int column = 0;
    while (!layer.empty()) {
      column = place_layer(layer, column);
      std::vector<std::size_t> next;  // in the order of the rows that lead to them
      for (const std::size_t node : layer) {
        for (const std::size_t other : near_[node]) {
          if (seen_[other]) continue;
          seen_[other] = true;
          next.push_back(other);
        }
      }
      layer = std::move(next);
    }
    first_row_ = end_row_ + 1;
    end_row_ = first_row_;
  }

  // The column after the last that was used.
  int place_layer(const std::vector<std::size_t>& layer, int column) {
    for (std::size_t i = 0; i < layer.size(); ++i) {
      const auto row = first_row_ + static_cast<int>(i % kMostRows);
      places_[layer[i]] = {column + static_cast<int>(i / kMostRows), row};
      end_row_ = std::max(end_row_, row + 1);
    }
    return column + static_cast<int>((layer.size() + kMostRows - 1) / kMostRows);
  }

  const Subgraph& subgraph_;
  std::vector<Place> places_;
  std::vector<bool> seen_;
  std::vector<std::vector<std::size_t>> near_;
  std::vector<std::size_t> incoming_;
  int first_row_ = 0;
  int end_row_ = 0;
};

// A line that begins no list and no rule.
std::string markdown_line(std::string_view text) {
  std::string line = markdown_text(text);
  const std::size_t digits = line.find_first_not_of("0123456789");
  if (line.starts_with('-') || line.starts_with('+')) return "\\" + line;
  if (digits != std::string::npos && digits > 0 && (line[digits] == '.' || line[digits] == ')')) {
    line.insert(digits, "\\");
  }
  return line;
}

std::string markdown(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out += (out.empty() ? "" : "\n") + markdown_line(line);
  return out;
}

// The note behind a node; a path that a canvas cannot hold as it is has none.
bool has_note(const Entity& entity) {
  return !entity.stub && entity.id.ends_with(".md") && for_terminal(entity.id) == entity.id;
}

const char* color_of(VertexType type) {
  switch (type) {
    case VertexType::person:
      return "5";
    case VertexType::organization:
      return "3";
    case VertexType::project:
      return "4";
    case VertexType::tag:
      return "6";
    case VertexType::meeting:
    case VertexType::note:
      break;
  }
  return nullptr;
}

Json box(const std::string& id, const char* type, int x, int y, int width, int height) {
  return {{"id", id}, {"type", type}, {"x", x}, {"y", y}, {"width", width}, {"height", height}};
}

Json node_json(const SubgraphNode& node, const std::string& id, const Place& place) {
  const bool note = has_note(node.entity);
  Json json = box(id, note ? "file" : "text", place.column * kColumnWidth, place.row * kRowHeight,
                  note ? 320 : 260, note ? 240 : 120);
  if (note) {
    json["file"] = node.entity.id;
  } else {
    json["text"] = markdown(node_lines(node));
  }
  if (const char* color = color_of(node.entity.type)) json["color"] = color;
  return json;
}

Json edge_json(const DrawnLink& drawn, const std::string& id, const std::vector<Place>& places) {
  const int from = places[drawn.from].column;
  const int to = places[drawn.to].column;
  const Stroke stroke = stroke_of(*drawn.link);
  Json json;
  json["id"] = id;
  json["fromNode"] = node_id(drawn.from);
  json["fromSide"] = from < to ? "right" : from > to ? "left" : "bottom";
  json["toNode"] = node_id(drawn.to);
  json["toSide"] = from < to ? "left" : from > to ? "right" : "top";
  json["toEnd"] = stroke == Stroke::tie || stroke == Stroke::blocked ? "none" : "arrow";
  if (stroke == Stroke::guard || stroke == Stroke::blocked) json["color"] = kRed;
  const std::string label = for_terminal(link_label(*drawn.link));
  if (!label.empty()) json["label"] = label;
  return json;
}

}  // namespace

Json to_canvas(const Subgraph& subgraph) {
  const Arrangement arrangement(subgraph);
  const std::vector<Place>& places = arrangement.places();
  Json nodes = Json::array();
  nodes.push_back(box("title", "text", 0, -240, 480, 120));
  nodes.back()["text"] = markdown(title_lines(subgraph));
  for (std::size_t i = 0; i < places.size(); ++i) {
    Json node = node_json(subgraph.nodes[i], node_id(i), places[i]);
    if (!subgraph.nodes[i].closed_by.empty()) {  // a frame that says so, within the node's cell
      Json frame =
          box("closed_" + node_id(i), "group", node["x"].get<int>() - 20, node["y"].get<int>() - 20,
              node["width"].get<int>() + 40, node["height"].get<int>() + 40);
      frame["label"] = "nobody is to contact";
      frame["color"] = kRed;
      nodes.push_back(std::move(frame));
    }
    nodes.push_back(std::move(node));
  }
  Json edges = Json::array();
  for (const DrawnLink& drawn : drawn_links(subgraph)) {
    edges.push_back(edge_json(drawn, fmt::format("e{}", edges.size()), places));
  }
  return {{"nodes", std::move(nodes)}, {"edges", std::move(edges)}};
}

}  // namespace rapport
