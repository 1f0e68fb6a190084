#include "tools/config_edit.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "ingest/frontmatter.h"
#include "ingest/text_lines.h"
#include "tools/config.h"
#include "tools/errors.h"

namespace rapport {
namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kKey = "parameters";

std::vector<Field> fields_of(std::string_view text) {
  DiagnosticSink sink("");
  return read_yaml(text, sink);
}

const Field* find(const std::vector<Field>& fields, std::string_view key) {
  const auto it = std::find_if(fields.begin(), fields.end(),
                               [&](const Field& field) { return field.key == key; });
  return it == fields.end() ? nullptr : &*it;
}

// All settings but these parameters.
std::vector<Field> rest_of(std::string_view text, std::span<const ParameterValue> values) {
  std::vector<Field> fields = fields_of(text);
  for (Field& field : fields) {
    if (field.key != kKey) continue;
    std::erase_if(field.value.fields, [&](const Field& row) {
      return std::any_of(values.begin(), values.end(),
                         [&](const ParameterValue& v) { return v.name == row.key; });
    });
  }
  std::erase_if(fields,
                [](const Field& field) { return field.key == kKey && field.value.fields.empty(); });
  return fields;
}

// Where the line with this number, from 1, begins.
std::size_t start_of_line(std::string_view text, std::uint32_t line) {
  return TextLines(text).start(line - 1);
}

// Where what `key` is given begins, in its line; nullopt when the line does not show it.
std::optional<std::size_t> behind_key(std::string_view text, std::uint32_t line,
                                      std::string_view key) {
  const std::size_t start = start_of_line(text, line);
  const std::size_t end = std::min(text.find('\n', start), text.size());
  for (std::size_t at = text.find(key, start); at < end; at = text.find(key, at + 1)) {
    const bool begins = at == start || std::string_view(" \t{,\"'\xBF").find(text[at - 1]) !=
                                           std::string_view::npos;
    std::size_t next = at + key.size();
    if (next < end && (text[next] == '"' || text[next] == '\'')) ++next;
    next = std::min(text.find_first_not_of(kBlanks, next), end);
    if (!begins || next == end || text[next] != ':') continue;
    return std::min(text.find_first_not_of(kBlanks, next + 1), end);
  }
  return std::nullopt;
}

std::string line_end(std::string_view text) {
  const std::size_t first = text.find('\n');
  return first != std::string_view::npos && first > 0 && text[first - 1] == '\r' ? "\r\n" : "\n";
}

void replace_number(std::string& text, const Field& row, const std::string& number) {
  auto at = behind_key(text, row.value.line, row.key);
  if (at && *at < text.size() && (text[*at] == '"' || text[*at] == '\'')) ++*at;
  if (at && text.compare(*at, row.value.text.size(), row.value.text) == 0) {
    text.replace(*at, row.value.text.size(), number);
  }
}

// As the first of those that are there.
void insert(std::string& text, const Field& parameters, const std::string& setting) {
  const auto at = behind_key(text, parameters.line, kKey);
  if (!at) return;
  const std::vector<Field>& rows = parameters.value.fields;
  if (*at < text.size() && text[*at] == '{') {
    text.insert(*at + 1, setting + (rows.empty() ? "" : ", "));
    return;
  }
  std::string indent = "  ";
  if (!rows.empty()) {
    const std::size_t start = start_of_line(text, rows.front().line);
    indent = text.substr(start, text.find_first_not_of(kBlanks, start) - start);
  }
  const std::string end = line_end(text);
  const std::size_t next = start_of_line(text, parameters.line + 1);
  const bool is_ended = next > 0 && text[next - 1] == '\n';
  text.insert(next, (is_ended ? "" : end) + indent + setting + end);
}

void set(std::string& text, const ParameterValue& value) {
  const std::string number = fmt::format("{:g}", value.value);
  const std::string setting = fmt::format("{}: {}", value.name, number);
  const std::vector<Field> fields = fields_of(text);
  const Field* parameters = find(fields, kKey);
  if (parameters == nullptr) {
    const std::string end = line_end(text);
    if (!text.empty() && text.back() != '\n') text += end;
    text += fmt::format("{}:{}  {}{}", kKey, end, setting, end);
  } else if (const Field* row = find(parameters->value.fields, value.name)) {
    replace_number(text, *row, number);
  } else {
    insert(text, *parameters, setting);
  }
}

bool is_safe(std::string_view before, std::string_view after,
             std::span<const ParameterValue> values, const std::string& file) {
  try {
    Parameters wanted = parse_config(before, file).parameters;
    const Parameters got = parse_config(after, file).parameters;
    for (const ParameterRow& row : parameter_table()) {
      for (const ParameterValue& value : values) {
        if (value.name == row.name) wanted.*(row.member) = value.value;
      }
      if (wanted.*(row.member) != got.*(row.member)) return false;
    }
    return says_the_same(rest_of(before, values), rest_of(after, values));
  } catch (const UsageError&) {
    return false;
  }
}

}  // namespace

std::string set_parameters(std::string_view text, std::span<const ParameterValue> values,
                           const std::string& file) {
  std::string edited(text);
  // The last one first: each that is added stands before those that are there.
  for (std::size_t i = values.size(); i > 0; --i) set(edited, values[i - 1]);
  if (is_safe(text, edited, values, file)) return edited;
  std::string by_hand;
  for (const ParameterValue& value : values) {
    by_hand += fmt::format("{}{}: {:g}", by_hand.empty() ? "" : ", ", value.name, value.value);
  }
  throw UsageError(fmt::format(
      "{} cannot be edited without touching more than the parameters; write into it: {}: {{{}}}",
      file, kKey, by_hand));
}

}  // namespace rapport
