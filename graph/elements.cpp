#include "graph/elements.h"

#include <algorithm>

namespace rapport {

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
