#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "graph/name_key.h"
#include "ingest/ingest.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {

int verb_check(const Settings& settings) {
  const std::string format = choose_format(settings, {"text", "json"}, "text");
  const Store store = open_for_reading(settings);
  const auto diagnostics = stored_diagnostics(store);
  const auto errors =
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::error; });
  if (format == "json") {
    nlohmann::ordered_json json;
    json["schema"] = "rapport.check/1";
    json["diagnostics"] = nlohmann::ordered_json::array();
    for (const Diagnostic& d : diagnostics) {
      json["diagnostics"].push_back({{"severity", to_string(d.severity)},
                                     {"code", d.code},
                                     {"note", d.note},
                                     {"line", d.line},
                                     {"column", d.column},
                                     {"message", to_valid_utf8(d.message)}});
    }
    write_result(settings, json_text(json));
  } else {
    std::string text;
    for (const Diagnostic& d : diagnostics) text += for_terminal(to_string(d));
    const std::size_t warnings = diagnostics.size() - static_cast<std::size_t>(errors);
    text += fmt::format("{} error{}, {} warning{}\n", errors, errors == 1 ? "" : "s", warnings,
                        warnings == 1 ? "" : "s");
    write_result(settings, text);
  }
  return errors > 0 ? kNothingFound : kDone;
}

}  // namespace rapport
