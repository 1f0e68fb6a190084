#include "ingest/flat_head.h"

#include <algorithm>
#include <array>

namespace rapport {
namespace {

constexpr std::size_t kLongestLine = 1000;  // YAML ends a key on one line within 1024 characters
constexpr std::size_t kLargestHead = 16U * 1024U;  // holds fewer values than YAML is allowed
constexpr std::size_t kMostFields = 64;            // each is compared with all before it

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }
bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

std::string_view without_blanks(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// What YAML takes for nothing. An empty text is nothing as well, but then it stands on no line.
bool is_null(std::string_view text) {
  return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

// The key of "key: ..." and "key:". Letters first, then also digits, '-', '_' and single blanks.
std::optional<std::string_view> key_of_line(std::string_view line) {
  if (!is_letter(line.front())) return std::nullopt;
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  if (colon + 1 < line.size() && line[colon + 1] != ' ') return std::nullopt;
  const std::string_view key = line.substr(0, colon);
  const bool is_plain = std::all_of(key.begin(), key.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == ' ';
  });
  if (!is_plain || key.back() == ' ' || is_null(key)) return std::nullopt;
  return key;
}

Value scalar(std::string_view text, std::uint32_t line) {
  Value value;
  value.kind = Value::Kind::scalar;
  value.text = text;
  value.line = line;
  return value;
}

// "text" or 'text' that ends where the value ends, without escapes and without blanks at its ends.
std::optional<Value> quoted(std::string_view text, std::uint32_t line) {
  const char quote = text.front();
  if (text.size() < 2 || text.back() != quote) return std::nullopt;
  const std::string_view inside = text.substr(1, text.size() - 2);
  if (inside.find(quote) != std::string_view::npos) return std::nullopt;
  if (quote == '"' && inside.find('\\') != std::string_view::npos) return std::nullopt;
  if (inside.starts_with(' ') || inside.ends_with(' ')) return std::nullopt;
  return scalar(inside, line);
}

// A value on one line that is no list: `text` is not empty and has no blanks at its ends.
std::optional<Value> scalar_value(std::string_view text, std::uint32_t line) {
  const char first = text.front();
  if (first == '"' || first == '\'') return quoted(text, line);
  if (is_null(text)) {
    Value nothing;
    nothing.line = line;
    return nothing;
  }
  constexpr std::string_view kAlsoFirst = "_/.($+";  // all others mean something to YAML
  if (!is_letter(first) && !is_digit(first) && !is_beyond_ascii(first) &&
      kAlsoFirst.find(first) == std::string_view::npos) {
    return std::nullopt;
  }
  if (text.find(": ") != std::string_view::npos || text.ends_with(':')) return std::nullopt;
  if (text.find(" #") != std::string_view::npos) return std::nullopt;
  return scalar(text, line);
}

// "[a, b]" on one line. Between brackets more characters have a meaning.
std::optional<Value> flow_list(std::string_view text, std::uint32_t line) {
  if (text.size() < 2 || text.back() != ']') return std::nullopt;
  Value list;
  list.kind = Value::Kind::list;
  list.line = line;
  std::string_view inside = without_blanks(text.substr(1, text.size() - 2));
  while (!inside.empty()) {
    const bool in_quotes = inside.front() == '"' || inside.front() == '\'';
    const auto closing = in_quotes ? inside.find(inside.front(), 1) : 0;
    if (closing == std::string_view::npos) return std::nullopt;
    const auto comma = inside.find(',', closing);
    const std::string_view item = without_blanks(inside.substr(0, comma));
    if (item.empty()) return std::nullopt;
    if (!in_quotes && item.find_first_of(":#?[]{}\"'&*!|>%@`") != std::string_view::npos) {
      return std::nullopt;
    }
    auto value = scalar_value(item, line);
    if (!value) return std::nullopt;
    list.items.push_back(std::move(*value));
    if (comma == std::string_view::npos) return list;
    inside = without_blanks(inside.substr(comma + 1));
    if (inside.empty()) return std::nullopt;  // a comma with nothing behind it
  }
  return list;
}

class FlatHead {
 public:
  // Whether the line is one of ours.
  bool add(std::string_view line, std::uint32_t number) {
    if (line.size() > kLongestLine || std::any_of(line.begin(), line.end(), is_control)) {
      return false;
    }
    const auto indent = line.find_first_not_of(' ');
    if (indent == std::string_view::npos) return true;
    if (line[0] == '#') return true;
    if (line[indent] == '-') return add_item(line.substr(indent), indent, number);
    return indent == 0 && add_field(line, number);
  }

  // An empty value stands where YAML's next token stands: at the next field or the end.
  std::vector<Field> finish(std::uint32_t end_line) {
    close_field(end_line);
    return std::move(fields_);
  }

 private:
  bool add_field(std::string_view line, std::uint32_t number) {
    const auto key = key_of_line(line);
    if (!key || fields_.size() == kMostFields) return false;
    close_field(number);
    std::string folded = fold_key(*key);
    if (std::find(keys_.begin(), keys_.end(), folded) != keys_.end()) return false;
    keys_.push_back(std::move(folded));
    Field& field = fields_.emplace_back();
    field.key = *key;
    field.line = number;
    field.column = 1;
    const std::string_view text = without_blanks(line.substr(key->size() + 1));
    is_open_ = text.empty();
    if (is_open_) return true;
    auto value = text.front() == '[' ? flow_list(text, number) : scalar_value(text, number);
    if (value) field.value = std::move(*value);
    return value.has_value();
  }

  // "- item": of the field before it, if that has no value of its own.
  bool add_item(std::string_view text, std::size_t indent, std::uint32_t number) {
    if (!is_open_ || !text.starts_with("- ")) return false;
    Value& list = fields_.back().value;
    if (list.kind == Value::Kind::empty) {
      list.kind = Value::Kind::list;
      list.line = number;
      indent_ = indent;
    }
    text = without_blanks(text.substr(2));
    if (indent != indent_ || text.empty()) return false;
    auto value = scalar_value(text, number);
    if (value) list.items.push_back(std::move(*value));
    return value.has_value();
  }

  void close_field(std::uint32_t next_line) {
    if (is_open_ && fields_.back().value.kind == Value::Kind::empty) {
      fields_.back().value.line = next_line;
    }
    is_open_ = false;
  }

  std::vector<Field> fields_;
  std::vector<std::string> keys_;  // folded
  bool is_open_ = false;           // the last field has no value yet, or a list that can grow
  std::size_t indent_ = 0;         // of that list
};

}  // namespace

std::optional<std::vector<Field>> flat_fields(const std::vector<std::string_view>& lines,
                                              std::uint32_t first_line) {
  FlatHead head;
  std::uint32_t number = first_line;
  std::size_t bytes = 0;
  for (const std::string_view line : lines) {
    bytes += line.size() + 1;
    if (bytes > kLargestHead) return std::nullopt;
    if (!head.add(line, number++)) return std::nullopt;
  }
  return head.finish(number);
}

}  // namespace rapport
