#include "ingest/frontmatter.h"

#include <algorithm>
#include <optional>
#include <set>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "graph/name_key.h"
#include "ingest/flat_head.h"
#include "ingest/words.h"

// The only includer of yaml-cpp.

namespace rapport {
namespace {

constexpr int kDeepestNesting = 32;

struct Limits {
  std::size_t bytes;
  std::string_view too_large;
  std::size_t nodes;
  std::string_view too_many;
};
constexpr Limits kHead = {64U * 1024U, "head of over 64 KiB", 10'000, "more than 10,000 nodes"};
// A file that the user keeps, such as years of verdicts, and not one that anybody mails in.
constexpr Limits kFile = {4U * 1024U * 1024U, "over 4 MiB of YAML", 1'000'000,
                          "more than 1,000,000 nodes"};

struct Refusal {
  std::string_view code;
  std::string_view reason;
  std::uint32_t line;
  std::uint32_t column;
};

// What stands before a place of a line that is read from left to right. Each byte is looked at
// once: a line of quotes, searched back from each, took seconds.
class Before {
 public:
  explicit Before(std::string_view line) : line_(line) {}

  // Whether a value or key can start at `at`: "the *big* one" and "R&D" hold no alias.
  bool starts_node(std::size_t at, bool in_flow) {
    for (; seen_ < at; ++seen_) {
      if (is_blank(line_[seen_])) continue;
      if (seen_ == 0 || is_blank(line_[seen_ - 1])) word_ = seen_;
      last_ = seen_;
    }
    if (last_ == std::string_view::npos) return true;
    const char before = line_[last_];
    if (before == '[' || before == '{' || before == ':') return true;
    if (before == ',') return in_flow;
    if (before == '-' || before == '?') return last_ + 1 < at;
    return line_[word_] == '!';  // "!!seq &x"
  }

 private:
  static bool is_blank(char c) { return c == ' ' || c == '\t'; }

  std::string_view line_;
  std::size_t seen_ = 0;
  std::size_t last_ = std::string_view::npos;  // that is no blank
  std::size_t word_ = 0;                       // where the word begins that ends there
};

// A quote that no later line closes: yaml-cpp would take all that follows for one value.
bool is_closed(const std::vector<std::string_view>& lines, std::size_t after, char quote) {
  return std::any_of(
      lines.begin() + static_cast<std::ptrdiff_t>(after) + 1, lines.end(),
      [&](std::string_view line) { return line.find(quote) != std::string_view::npos; });
}

// Lines behind "...", "--- a" or "%YAML": yaml-cpp takes them for another document, and drops them.
class DocumentEnd {
 public:
  // Whether the next line says something there. A file may end with "...".
  bool is_before(std::string_view line) {
    const bool ends = has_content_ && is_mark(line);
    has_ended_ = has_ended_ || ends;
    const std::string_view said = trim(ends && line.front() != '%' ? line.substr(3) : line);
    const bool says_something = !said.empty() && said.front() != '#' && said.front() != '%';
    has_content_ = has_content_ || says_something;
    return has_ended_ && says_something;
  }

 private:
  static bool is_mark(std::string_view line) {
    if (line.starts_with('%')) return true;
    if (!line.starts_with("...") && !line.starts_with("---")) return false;
    return line.size() == 3 || line[3] == ' ' || line[3] == '\t';
  }

  bool has_content_ = false;
  bool has_ended_ = false;
};

// Inputs on which yaml-cpp 0.7 overflows the stack, never ends, or takes gigabytes.
std::optional<Refusal> refuse(const std::vector<std::string_view>& lines, std::uint32_t first_line,
                              const Limits& limits) {
  int flow_depth = 0;
  std::size_t bytes = 0;
  DocumentEnd end;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view line = lines[i];
    const auto number = first_line + static_cast<std::uint32_t>(i);
    bytes += line.size() + 1;
    if (bytes > limits.bytes) return Refusal{"head-too-large", limits.too_large, number, 1};
    if (end.is_before(line)) {
      return Refusal{"bad-yaml", "a line `...`, `---` or `%` above ends the YAML", number, 1};
    }
    int block_markers = 0;
    char quote = 0;
    std::uint32_t quote_column = 0;
    Before before(line);
    for (std::size_t c = 0; c < line.size(); ++c) {
      const char ch = line[c];
      const auto column = static_cast<std::uint32_t>(c + 1);
      if (quote != 0) {
        if (quote == '"' && ch == '\\') {
          ++c;  // an escaped quote closes nothing
        } else if (ch == quote) {
          quote = 0;
        }
        continue;
      }
      if ((ch == '"' || ch == '\'') && before.starts_node(c, flow_depth > 0)) {
        quote = ch;
        quote_column = column;
      }
      if (ch == '#' && (c == 0 || line[c - 1] == ' ')) break;
      if (ch == '[' || ch == '{') ++flow_depth;
      if (ch == ']' || ch == '}') --flow_depth;
      if ((ch == '*' || ch == '&') && c + 1 < line.size() && line[c + 1] != ' ' &&
          before.starts_node(c, flow_depth > 0)) {
        return Refusal{"yaml-alias", "YAML aliases and anchors are not read", number, column};
      }
      if ((ch == '-' || ch == '?' || ch == ':') && c + 1 < line.size() && line[c + 1] == ' ') {
        ++block_markers;
      }
      if (flow_depth > kDeepestNesting || block_markers > kDeepestNesting) {
        return Refusal{"yaml-too-deep", "YAML nested more than 32 deep", number, column};
      }
    }
    if (quote != 0 && !is_closed(lines, i, quote)) {
      return Refusal{"bad-yaml", "a quote is not closed", number, quote_column};
    }
  }
  return std::nullopt;
}

class Converter {
 public:
  Converter(std::uint32_t first_line, std::size_t lines, DiagnosticSink& sink,
            const Limits& limits = kHead)
      : first_line_(first_line),
        last_line_(first_line + static_cast<std::uint32_t>(std::max<std::size_t>(lines, 1) - 1)),
        line_(first_line),
        sink_(sink),
        limits_(limits) {}

  std::vector<Field> fields(const YAML::Node& map, int depth) {
    std::vector<Field> fields;
    std::set<std::string> seen;
    for (const auto& entry : map) {
      Field field;
      field.key = entry.first.IsScalar() ? entry.first.Scalar() : std::string{};
      field.line = line_of_key(entry.first);
      field.column = static_cast<std::uint32_t>(entry.first.Mark().column + 1);
      field.value = value(entry.second, depth + 1);
      if (field.value.line == 0) field.value.line = field.line;
      if (!seen.insert(fold_key(field.key)).second) {
        sink_.warning("duplicate-key", field.line, field.column,
                      fmt::format("key '{}' stands twice; the first one counts", field.key));
        continue;
      }
      fields.push_back(std::move(field));
    }
    return fields;
  }

  Value value(const YAML::Node& node, int depth) {
    if (++nodes_ > limits_.nodes) {
      throw YAML::Exception(node.Mark(), std::string(limits_.too_many));
    }
    if (depth > kDeepestNesting) throw YAML::Exception(node.Mark(), "nested too deep");
    Value value;
    value.line = line_of(node);
    if (node.IsScalar()) {
      value.kind = Value::Kind::scalar;
      value.text = node.Scalar();
    } else if (node.IsSequence()) {
      value.kind = Value::Kind::list;
      for (const auto& item : node) value.items.push_back(this->value(item, depth + 1));
      restore_unquoted_link(value);
    } else if (node.IsMap()) {
      value.kind = Value::Kind::map;
      value.fields = fields(node, depth);
    }
    return value;
  }

 private:
  std::uint32_t line_of(const YAML::Node& node) const {
    const int line = node.Mark().line;
    return line < 0 ? 0 : first_line_ + static_cast<std::uint32_t>(line);
  }

  // A key that is not written, as that of a `?` alone, is for yaml-cpp on no line, or on the one
  // where it was missed, behind the end: it stands where the key before it does, or on the last
  // line.
  std::uint32_t line_of_key(const YAML::Node& key) {
    const std::uint32_t line = line_of(key);
    if (line > 0) line_ = std::min(line, last_line_);
    return line_;
  }

  // YAML takes an unquoted [[Ann Lee]] for a list in a list.
  static void restore_unquoted_link(Value& value) {
    if (value.items.size() != 1 || value.items[0].kind != Value::Kind::list) return;
    const Value& inner = value.items[0];
    if (inner.items.empty()) return;
    std::string text;
    for (const Value& part : inner.items) {
      if (part.kind != Value::Kind::scalar) return;
      text += (text.empty() ? "" : ", ") + part.text;
    }
    const std::uint32_t line = value.line;
    value = Value{};
    value.kind = Value::Kind::scalar;
    value.text = "[[" + text + "]]";
    value.line = line;
  }

  std::uint32_t first_line_;
  std::uint32_t last_line_;
  std::uint32_t line_;  // of the last key
  DiagnosticSink& sink_;
  const Limits& limits_;
  std::size_t nodes_ = 0;
};

std::string unquote(std::string_view text) {
  text = trim(text);
  if (text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
      text.back() == text.front()) {
    text = text.substr(1, text.size() - 2);
  }
  return std::string(text);
}

Value scalar(std::string text, std::uint32_t line) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.text = std::move(text);
  value.line = line;
  return value;
}

// The value of one line that is a list or a map in brackets, where yaml-cpp can take that line.
std::optional<Value> flow_value(std::string_view text, std::uint32_t line) {
  if (!text.starts_with('[') && !text.starts_with('{')) return std::nullopt;
  if (refuse({text}, line, kHead)) return std::nullopt;
  try {
    DiagnosticSink unheard("");
    // As a field, so that words behind the bracket are an error.
    const YAML::Node root = YAML::Load("k: " + std::string(text));
    return Converter(line, 1, unheard).value(root.begin()->second, 0);
  } catch (const std::exception&) {
    return std::nullopt;
  }
}

// `key: value` and `- item`, one line at a time; what is neither is left out.
std::vector<Field> salvage(const std::vector<std::string_view>& lines, std::uint32_t first_line) {
  std::vector<Field> fields;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto number = first_line + static_cast<std::uint32_t>(i);
    const std::string_view line = lines[i];
    const std::string_view text = trim(line);
    if (text.empty() || text.front() == '#') continue;
    if (text.starts_with("- ")) {
      if (fields.empty()) continue;
      Value& value = fields.back().value;
      if (value.kind == Value::Kind::scalar) continue;
      value.kind = Value::Kind::list;
      value.items.push_back(scalar(unquote(text.substr(2)), number));
      continue;
    }
    const auto colon = line.find(':');
    const bool indented = line.front() == ' ' || line.front() == '\t';
    if (colon == std::string_view::npos || colon == 0 || (indented && line.front() == ' '))
      continue;
    Field field;
    field.key = unquote(line.substr(0, colon));
    field.line = number;
    field.column = 1;
    const std::string_view rest = trim(line.substr(colon + 1));
    if (auto value = flow_value(rest, number)) {
      field.value = std::move(*value);
    } else if (!rest.empty()) {
      field.value = scalar(unquote(rest), number);
    }
    field.value.line = number;
    if (seen.insert(fold_key(field.key)).second) fields.push_back(std::move(field));
  }
  return fields;
}

std::vector<Field> load_fields(const std::vector<std::string_view>& lines, std::uint32_t first_line,
                               DiagnosticSink& sink, const Limits& limits) {
  std::string text;
  for (const std::string_view line : lines) {
    text += line;
    text += '\n';
  }
  try {
    const YAML::Node root = YAML::Load(text);
    if (root.IsMap()) return Converter(first_line, lines.size(), sink, limits).fields(root, 0);
    if (root.IsNull() || !root.IsDefined()) return {};
    sink.error("bad-yaml", first_line, 1, "not a list of fields; the head was read line by line");
  } catch (const YAML::Exception& e) {
    const bool placed = !e.mark.is_null();
    sink.error("bad-yaml",
               placed ? first_line + static_cast<std::uint32_t>(e.mark.line) : first_line,
               placed ? static_cast<std::uint32_t>(e.mark.column + 1) : 1, e.msg);
  } catch (const std::exception& e) {
    sink.error("bad-yaml", first_line, 1, e.what());
  }
  return salvage(lines, first_line);
}

std::vector<Field> read_lines(const std::vector<std::string_view>& lines, std::uint32_t first_line,
                              DiagnosticSink& sink, const Limits& limits = kHead) {
  if (const auto refusal = refuse(lines, first_line, limits)) {
    sink.error(refusal->code, refusal->line, refusal->column,
               fmt::format("{}; the head was read line by line", refusal->reason));
    return salvage(lines, first_line);
  }
  if (auto fields = flat_fields(lines, first_line)) return std::move(*fields);
  return load_fields(lines, first_line, sink, limits);
}

bool is_fence(std::string_view line) {
  return line.starts_with("---") && trim(line.substr(3)).empty();
}

bool says_the_same(const Value& a, const Value& b) {
  return a.kind == b.kind && a.text == b.text && rapport::says_the_same(a.fields, b.fields) &&
         std::equal(a.items.begin(), a.items.end(), b.items.begin(), b.items.end(),
                    [](const Value& x, const Value& y) { return says_the_same(x, y); });
}

}  // namespace

std::vector<Field> parse_yaml(const std::vector<std::string_view>& lines, std::uint32_t first_line,
                              DiagnosticSink& sink) {
  return load_fields(lines, first_line, sink, kHead);
}

bool says_the_same(const std::vector<Field>& a, const std::vector<Field>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Field& x, const Field& y) {
    return x.key == y.key && says_the_same(x.value, y.value);
  });
}

std::string fold_key(std::string_view key) { return fold_name(key); }

Frontmatter read_frontmatter(const std::vector<std::string_view>& lines, DiagnosticSink& sink) {
  Frontmatter head;
  if (lines.empty() || !is_fence(lines[0])) return head;
  const auto end = std::find_if(lines.begin() + 1, lines.end(), is_fence);
  if (end == lines.end()) {
    // Without a second fence it is a thematic break, unless fields follow it at once.
    const bool looks_like_head = lines.size() > 1 && lines[1].find(": ") != std::string_view::npos;
    if (!looks_like_head) return head;
    auto last = lines.begin() + 1;
    while (last != lines.end() && !trim(*last).empty() && !last->starts_with('#')) ++last;
    sink.error("unclosed-head", 1, 1,
               "the head is not closed by ---; it was read up to the first blank line");
    head.fields = read_lines({lines.begin() + 1, last}, 2, sink);
    head.lines = static_cast<std::uint32_t>(last - lines.begin());
    return head;
  }
  head.lines = static_cast<std::uint32_t>(end - lines.begin()) + 1;
  head.fields = read_lines({lines.begin() + 1, end}, 2, sink);
  return head;
}

std::vector<Field> read_yaml(std::string_view text, DiagnosticSink& sink) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return read_lines(lines, 1, sink, kFile);
}

}  // namespace rapport
