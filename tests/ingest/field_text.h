#pragma once

#include <string>
#include <vector>

#include <fmt/format.h>

#include "ingest/frontmatter.h"

namespace rapport::testing {

// All of a head's fields, with kinds, lines and columns.
inline std::string dump(const std::vector<Field>& fields);

inline std::string dump(const Value& value) {
  std::string text = fmt::format("{}'{}'@{}", static_cast<int>(value.kind), value.text, value.line);
  for (const Value& item : value.items) text += " - " + dump(item);
  return text + (value.fields.empty() ? "" : "{" + dump(value.fields) + "}");
}

inline std::string dump(const std::vector<Field>& fields) {
  std::string text;
  for (const Field& f : fields) {
    text += fmt::format("{}@{}:{} = {}\n", f.key, f.line, f.column, dump(f.value));
  }
  return text;
}

}  // namespace rapport::testing
