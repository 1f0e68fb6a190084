#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/diagnostic.h"

namespace rapport {

// The YAML head of a note as text: scalars stay as written ("no" is no boolean), each with its
// line. Also the reader of `.rapport.yaml`.

struct Field;

struct Value {
  enum class Kind : std::uint8_t { empty, scalar, list, map };
  Kind kind = Kind::empty;
  std::string text;           // scalar
  std::vector<Value> items;   // list
  std::vector<Field> fields;  // map
  std::uint32_t line = 0;     // from 1, in the note
};

struct Field {
  std::string key;  // as written
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  Value value;
};

struct Frontmatter {
  std::vector<Field> fields;
  // Lines 1 to `lines` of the note are the head with its two fences; 0 when there is none.
  std::uint32_t lines = 0;
};

// Reads the head of a note, given all its lines. A head stands at the very start. What yaml-cpp
// cannot take, or must not be given (aliases, deep nesting, over 64 KiB), is salvaged line by line
// (`key: value`, `- item`) with a diagnostic, so that one bad line never loses a person.
Frontmatter read_frontmatter(const std::vector<std::string_view>& lines, DiagnosticSink& sink);

// The whole of `text` as YAML, for files that the user keeps: settings, verdicts. Up to 4 MiB.
std::vector<Field> read_yaml(std::string_view text, DiagnosticSink& sink);

// The YAML parser behind both, which is left aside for flat heads (ingest/flat_head.h). Not for
// text that could hang it.
std::vector<Field> parse_yaml(const std::vector<std::string_view>& lines, std::uint32_t first_line,
                              DiagnosticSink& sink);

// Whether two read alike, wherever they stand.
bool says_the_same(const std::vector<Field>& a, const std::vector<Field>& b);

// Keys compare without case, and with blank, '-' and '_' alike: "Last-Contact" == "last_contact".
std::string fold_key(std::string_view key);

}  // namespace rapport
