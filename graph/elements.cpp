#include "graph/elements.h"

#include <algorithm>

namespace rapport {

std::strong_ordering operator<=>(const Property& a, const Property& b) {
  if (const auto order = a.name <=> b.name; order != 0) return order;
  if (a.date.has_value() != b.date.has_value()) return a.date.has_value() <=> b.date.has_value();
  if (a.date && *a.date != *b.date) return *b.date <=> *a.date;
  if (const auto order = a.value <=> b.value; order != 0) return order;
  return a.evidence <=> b.evidence;
}

const std::string* find_in(const std::vector<Property>& properties, std::string_view name) {
  const auto it = std::find_if(properties.begin(), properties.end(),
                               [&](const Property& p) { return p.name == name; });
  return it == properties.end() ? nullptr : &it->value;
}

const std::string* Vertex::find(std::string_view property) const {
  return find_in(properties, property);
}

const std::string* Record::find(std::string_view attribute) const {
  return find_in(attributes, attribute);
}

}  // namespace rapport
