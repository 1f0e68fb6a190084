#include "tools/inline_svg.h"

#include <algorithm>
#include <array>

#include "analysis/interchange.h"

namespace rapport {
namespace {

constexpr std::array<std::string_view, 6> kElements = {"g",       "polygon", "polyline",
                                                       "ellipse", "path",    "text"};
constexpr std::array<std::string_view, 17> kAttributes = {
    "class",  "transform", "fill",        "stroke",    "stroke-width", "stroke-dasharray",
    "points", "cx",        "cy",          "rx",        "ry",           "d",
    "x",      "y",         "text-anchor", "font-size", "font-weight"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

// Calls visit(name, value) for each name="value" in a tag.
template <class Visit>
void for_each_attribute(std::string_view tag, const Visit& visit) {
  for (std::size_t at = 0; (at = tag.find("=\"", at)) != std::string_view::npos;) {
    const std::size_t start = tag.find_last_of(" \t\n", at) + 1;
    const std::size_t end = tag.find('"', at + 2);
    if (end == std::string_view::npos) return;
    visit(tag.substr(start, at - start), tag.substr(at + 2, end - at - 2));
    at = end + 1;
  }
}

std::string kept_tag(std::string_view name, std::string_view tag) {
  std::string out = "<" + std::string(name);
  for_each_attribute(tag, [&](std::string_view attribute, std::string_view value) {
    if (!contains(kAttributes, attribute)) return;
    const bool is_transparent = attribute == "stroke" && value == "transparent";  // SVG 1.1: none
    out += ' ';
    out += attribute;
    out += "=\"";
    out += is_transparent ? std::string_view("none") : value;
    out += '"';
  });
  return out + (tag.ends_with('/') ? "/>" : ">");
}

std::string opening(std::string_view tag, std::string_view label) {
  std::string box;
  for_each_attribute(tag, [&](std::string_view attribute, std::string_view value) {
    if (attribute == "viewBox") box = value;
  });
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"" + box +
         "\" role=\"img\" aria-label=\"" + xml_text(label) + "\">";
}

}  // namespace

std::string inline_svg(std::string_view svg, std::string_view label) {
  std::string out;
  bool in_text = false;
  for (std::size_t at = 0; at < svg.size();) {
    if (svg[at] != '<') {
      const std::size_t end = std::min(svg.find('<', at), svg.size());
      if (in_text) out += svg.substr(at, end - at);
      at = end;
      continue;
    }
    if (svg.substr(at, 4) == "<!--") {
      const std::size_t end = svg.find("-->", at);
      if (end == std::string_view::npos) return {};
      at = end + 3;
      continue;
    }
    const std::size_t end = svg.find('>', at);
    if (end == std::string_view::npos) return {};
    const std::string_view tag = svg.substr(at + 1, end - at - 1);
    const bool closes = tag.starts_with('/');
    const std::string_view name =
        tag.substr(closes ? 1 : 0, tag.find_first_of(" \t\n/>", 1) - (closes ? 1 : 0));
    if (name == "svg") {
      if (closes) return out.empty() ? std::string() : out + "</svg>";
      if (!out.empty()) return {};
      out = opening(tag, label);
    } else if (out.empty()) {
      // what stands before it
    } else if (contains(kElements, name)) {
      out += closes ? "</" + std::string(name) + ">" : kept_tag(name, tag);
      if (name == "text") in_text = !closes && !tag.ends_with('/');
    }
    at = end + 1;
  }
  return {};
}

}  // namespace rapport
