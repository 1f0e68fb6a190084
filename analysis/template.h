#pragma once

#include <functional>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

namespace rapport {

// Mustache templates: {{name}} escaped, {{{name}}} as it is, {{#name}} {{/name}} for each or if,
// {{^name}} {{/name}} if not. No partials and no other delimiters.

// The user's template cannot be rendered; the message says in which line and why.
struct TemplateError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// Throws TemplateError for what is not closed, and for a name that is not `known` (of a.b both): a
// typing error must not pass for an empty value.
void check_template(const std::string& text, const std::set<std::string, std::less<>>& known);

// What goes around a section that is called so, given its rendered text: {{#bad}}late{{/bad}}.
using Wrappers = std::map<std::string, std::function<std::string(const std::string&)>, std::less<>>;

// Renders `model`, an object. Null, false, "" and [] are false to a section, and null and false
// print nothing; numbers print as JSON has them and are never false. `escape` is for {{name}}.
// Throws TemplateError.
std::string render_template(const std::string& text, const nlohmann::ordered_json& model,
                            const std::function<std::string(const std::string&)>& escape,
                            const Wrappers& wrappers);

}  // namespace rapport
