#include "tools/owner_setting.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "ingest/frontmatter.h"
#include "ingest/identities.h"
#include "ingest/text_lines.h"
#include "tools/config.h"
#include "tools/errors.h"

namespace rapport {
namespace {

constexpr std::string_view kKey = "me";

// Bytes where line `number`, from 1, starts.
std::size_t start_of_line(std::string_view text, std::uint32_t number) {
  return TextLines(text).start(number - 1);
}

std::string_view line_at(std::string_view text, std::size_t start) {
  std::string_view line = text.substr(start);
  line = line.substr(0, line.find('\n'));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Where a remark starts behind a value, with the blanks before it; the line's size without one.
std::size_t remark_in(std::string_view line, std::size_t from) {
  char quote = 0;
  for (std::size_t i = from; i < line.size(); ++i) {
    const bool opens = i == from || line[i - 1] == ' ' || line[i - 1] == '[' || line[i - 1] == ',';
    if (quote != 0) {
      if (quote == '"' && line[i] == '\\') {
        ++i;
      } else if (line[i] == quote) {
        quote = 0;
      }
    } else if ((line[i] == '"' || line[i] == '\'') && opens) {
      quote = line[i];
    } else if (line[i] == '#' && i > 0 && (line[i - 1] == ' ' || line[i - 1] == '\t')) {
      while (i > from && (line[i - 1] == ' ' || line[i - 1] == '\t')) --i;
      return i;
    }
  }
  return line.size();
}

bool is_remark_or_blank(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

// The lines of the value behind the first one, as long as they are its own.
std::size_t end_of_value(std::string_view text, std::size_t start, std::size_t limit) {
  std::size_t end = start;
  for (std::size_t at = start; at < limit;) {
    const std::string_view line = line_at(text, at);
    const auto newline = text.find('\n', at);
    at = newline == std::string_view::npos ? text.size() : newline + 1;
    if (line.starts_with("---") || line.starts_with("...")) break;
    if (!is_remark_or_blank(line)) end = at;
  }
  return end;
}

std::string replaced(std::string_view text, const std::vector<Field>& fields, std::size_t which,
                     const std::string& value) {
  const std::size_t start = start_of_line(text, fields[which].line);
  const std::string_view line = line_at(text, start);
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  const auto newline = text.find('\n', start);
  const std::size_t next = newline == std::string_view::npos ? text.size() : newline + 1;
  const std::size_t limit =
      which + 1 < fields.size() ? start_of_line(text, fields[which + 1].line) : text.size();
  const std::size_t remark = start + remark_in(line, colon + 1);
  std::string edited(text.substr(0, start + colon + 1));
  edited += " " + value;
  edited += text.substr(remark, next - remark);
  edited += text.substr(end_of_value(text, next, limit));
  return edited;
}

std::string added(std::string_view text, const std::string& value, bool at_end) {
  const bool crlf = text.find("\r\n") != std::string_view::npos;
  const std::string newline = crlf ? "\r\n" : "\n";
  const std::string line = fmt::format("{}: {}{}", kKey, value, newline);
  if (at_end) {
    std::string edited(text);
    if (!edited.empty() && !edited.ends_with('\n')) edited += newline;
    return edited + line;
  }
  // Behind a byte order mark and the mark of a document's start.
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  if (line_at(text, at) == "---") at = start_of_line(text, 2);
  return std::string(text.substr(0, at)) + line + std::string(text.substr(at));
}

// What the text says of all but the owner; nullopt when it is no configuration.
std::optional<std::vector<Field>> rest_of(std::string_view text) {
  DiagnosticSink sink("");
  std::vector<Field> fields = read_yaml(text, sink);
  std::erase_if(fields, [](const Field& field) { return field.key == kKey; });
  return sink.all().empty() ? std::optional(std::move(fields)) : std::nullopt;
}

bool says_the_same(std::string_view a, std::string_view b) {
  const auto left = rest_of(a);
  const auto right = rest_of(b);
  return left && right && says_the_same(*left, *right);
}

bool says(const std::string& text, const std::vector<std::string>& names) {
  try {
    return parse_config(text, "").me == names;
  } catch (const UsageError&) {
    return false;
  }
}

}  // namespace

std::string owner_value(const std::vector<std::string>& names) {
  return names.size() == 1 ? yaml_quoted(names.front()) : yaml_list(names);
}

std::string with_owner(std::string_view text, const std::vector<std::string>& names,
                       const std::string& file) {
  if (parse_config(std::string(text), file).me == names) return std::string(text);
  DiagnosticSink sink(file);
  const std::vector<Field> fields = read_yaml(text, sink);
  const auto known = std::find_if(fields.begin(), fields.end(),
                                  [](const Field& field) { return field.key == kKey; });
  const std::string value = owner_value(names);
  std::vector<std::string> attempts;
  if (known == fields.end()) {
    attempts = {added(text, value, true), added(text, value, false)};
  } else {
    attempts = {replaced(text, fields, static_cast<std::size_t>(known - fields.begin()), value)};
  }
  for (std::string& edited : attempts) {
    if (says(edited, names) && says_the_same(edited, text)) return std::move(edited);
  }
  throw UsageError(
      fmt::format("{} is written in a manner that is not changed here; write `{}: {}` "
                  "into it",
                  file, kKey, value));
}

}  // namespace rapport
