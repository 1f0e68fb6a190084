#include "analysis/template.h"

#include <algorithm>

#include <fmt/format.h>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

namespace rapport {
namespace {

namespace mustache = kainjow::mustache;
using Json = nlohmann::ordered_json;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

// The library takes every line that is blank after rendering for one of tags alone, and leaves a
// blank line for a section that is not rendered. So it sees no lines: those that hold one tag of a
// section or a remark and nothing else are joined with the next one, as Mustache's specification
// wants it, and the other line ends are this character while it renders.
constexpr char kLineEnd = '\x1e';

bool is_standalone(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with("{{") || line.find("}}") != line.size() - 2 || line.size() < 5)
    return false;
  return std::string_view("#^/!").find(line[2]) != std::string_view::npos;
}

std::string without_lines(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (is_standalone(line)) {
      out += trimmed(line);
      continue;
    }
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += line;
    if (end != std::string_view::npos) out += kLineEnd;
  }
  return out;
}

// The data are copied once: an object is filled in place before it becomes a value.
mustache::data to_data(const Json& json) {
  if (json.is_object()) {
    mustache::object object;
    for (const auto& [name, value] : json.items()) object.emplace(name, to_data(value));
    return object;
  }
  if (json.is_array()) {
    mustache::list list;
    for (const Json& item : json) list.push_back(to_data(item));
    return list;
  }
  if (json.is_string()) {
    const auto& text = json.get_ref<const std::string&>();
    return text.empty() ? mustache::data(false) : mustache::data(text);
  }
  if (json.is_null()) return false;
  if (json.is_boolean()) return json.get<bool>();
  return json.dump();
}

class Checker {
 public:
  Checker(std::string_view text, const std::set<std::string, std::less<>>& known)
      : text_(text), known_(known) {}

  void check() {
    if (const auto at = text_.find(kLineEnd); at != std::string_view::npos) {
      fail(at, "the character U+001E");
    }
    for (std::size_t at = 0; (at = text_.find("{{", at)) != std::string_view::npos;) {
      const std::size_t end = text_.find("}}", at + 2);
      if (end == std::string_view::npos) fail(at, "a tag is not closed by }}");
      check_tag(at, text_.substr(at + 2, end - at - 2));
      at = end + 2;
    }
    if (!open_.empty()) {
      fail(open_.back().second, fmt::format("the section '{}' is not closed", open_.back().first));
    }
  }

 private:
  [[noreturn]] void fail(std::size_t at, const std::string& why) const {
    const auto line =
        std::count(text_.begin(), text_.begin() + static_cast<std::ptrdiff_t>(at), '\n');
    throw TemplateError(fmt::format("line {}: {}", line + 1, why));
  }

  void check_tag(std::size_t at, std::string_view tag) {
    tag = trimmed(tag);
    if (tag.empty()) fail(at, "an empty tag");
    const char sigil = tag.front();
    if (sigil == '!') return;
    if (sigil == '>') fail(at, "there are no partials");
    if (sigil == '=') fail(at, "the delimiters are {{ and }}");
    const bool has_sigil = std::string_view("#^/&{").find(sigil) != std::string_view::npos;
    const std::string_view name = has_sigil ? trimmed(tag.substr(1)) : tag;
    if (sigil == '/') {
      if (open_.empty() || open_.back().first != name) {
        fail(at, fmt::format("'{}' is closed, and is not the section that is open", name));
      }
      open_.pop_back();
      return;
    }
    check_name(at, name);
    if (sigil == '#' || sigil == '^') open_.emplace_back(name, at);
  }

  void check_name(std::size_t at, std::string_view name) const {
    if (name == ".") return;
    for (std::string_view rest = name;;) {
      const auto dot = rest.find('.');
      if (!known_.contains(rest.substr(0, dot))) {
        fail(at, fmt::format("there is no '{}'{}", rest.substr(0, dot),
                             rest == name && dot == std::string_view::npos
                                 ? std::string()
                                 : fmt::format(" (of '{}')", name)));
      }
      if (dot == std::string_view::npos) return;
      rest.remove_prefix(dot + 1);
    }
  }

  std::string_view text_;
  const std::set<std::string, std::less<>>& known_;
  std::vector<std::pair<std::string_view, std::size_t>> open_;
};

}  // namespace

void check_template(const std::string& text, const std::set<std::string, std::less<>>& known) {
  Checker(text, known).check();
}

std::string render_template(const std::string& text, const Json& model,
                            const std::function<std::string(const std::string&)>& escape,
                            const Wrappers& wrappers) {
  mustache::mustache parsed(without_lines(text));
  if (!parsed.is_valid()) throw TemplateError(parsed.error_message());
  parsed.set_custom_escape(escape);
  mustache::data data = to_data(model);
  for (const auto& [name, wrap] : wrappers) {
    data.set(name, mustache::lambda2(
                       [&wrap = wrap](const std::string& inner, const mustache::renderer& render) {
                         return wrap(render(inner));
                       }));
  }
  std::string out = parsed.render(data);
  if (!parsed.is_valid()) throw TemplateError(parsed.error_message());
  std::replace(out.begin(), out.end(), kLineEnd, '\n');
  return out;
}

}  // namespace rapport
