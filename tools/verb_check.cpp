#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/note_uri.h"
#include "analysis/render.h"
#include "graph/name_key.h"
#include "ingest/diagnostic_catalog.h"
#include "tools/all_diagnostics.h"
#include "tools/errors.h"
#include "tools/hyperlink.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

constexpr std::size_t kMostPlacesShown = 5;

std::string check_json(const std::vector<Diagnostic>& diagnostics) {
  nlohmann::ordered_json json;
  json["schema"] = "rapport.check/1";
  json["diagnostics"] = nlohmann::ordered_json::array();
  for (const Diagnostic& d : diagnostics) {
    const DiagnosticKind* kind = diagnostic_kind(d.code);
    json["diagnostics"].push_back({{"severity", to_string(d.severity)},
                                   {"code", d.code},
                                   {"note", d.note},
                                   {"line", d.line},
                                   {"column", d.column},
                                   {"message", to_valid_utf8(d.message)},
                                   {"remedy", kind == nullptr ? "" : kind->remedy}});
  }
  return json_text(json);
}

Table check_table(const std::vector<Diagnostic>& diagnostics) {
  Table table{{"severity", "code", "note", "line", "column", "message", "remedy"}, {}};
  for (const Diagnostic& d : diagnostics) {
    const DiagnosticKind* kind = diagnostic_kind(d.code);
    table.rows.push_back({{std::string(to_string(d.severity))},
                          {std::string(d.code)},
                          {d.note},
                          {std::to_string(d.line)},
                          {std::to_string(d.column)},
                          {d.message},
                          {kind == nullptr ? "" : std::string(kind->remedy)}});
  }
  return table;
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

// Place, message, and the line with a caret; what the headline says is not said again.
std::string one_place(const Diagnostic& d, const NoteUri& uri) {
  std::string place = d.note;
  if (d.line > 0) place += fmt::format(":{}", d.line);
  if (d.line > 0 && d.column > 0) place += fmt::format(":{}", d.column);
  std::string text =
      fmt::format("  {}: {}\n", terminal_link(uri ? uri(d.note) : "", for_terminal(place)),
                  for_terminal(d.message));
  const std::string whole = to_string(d);
  for (auto at = whole.find('\n'); at + 1 < whole.size(); at = whole.find('\n', at + 1)) {
    const auto end = whole.find('\n', at + 1);
    text += fmt::format("  {}\n", for_terminal(whole.substr(at + 1, end - at - 1)));
  }
  return text;
}

std::string one_group(const std::vector<Diagnostic>& group, bool all_places, bool fix_hints,
                      const NoteUri& uri) {
  const Diagnostic& first = group.front();
  const DiagnosticKind* kind = diagnostic_kind(first.code);
  std::set<std::string_view> notes;
  for (const Diagnostic& d : group) notes.insert(d.note);
  std::string text =
      fmt::format("{} [{}]: {} ({} in {})\n", to_string(first.severity), for_terminal(first.code),
                  kind == nullptr ? "no explanation" : kind->meaning,
                  counted(group.size(), "place"), counted(notes.size(), "note"));
  const std::size_t shown = all_places ? group.size() : std::min(kMostPlacesShown, group.size());
  for (std::size_t i = 0; i < shown; ++i) text += one_place(group[i], uri);
  if (shown < group.size()) {
    text += fmt::format("  and {} more; `rapport check -v` shows all\n", group.size() - shown);
  }
  if (fix_hints && kind != nullptr) text += fmt::format("  to fix: {}\n", kind->remedy);
  return text + '\n';
}

// Fit for a terminal.
std::string check_text(const std::vector<Diagnostic>& diagnostics, bool all_places, bool fix_hints,
                       const NoteUri& uri) {
  std::string text;
  for (auto at = diagnostics.begin(); at != diagnostics.end();) {
    const auto end = std::find_if(at, diagnostics.end(),
                                  [&](const Diagnostic& d) { return d.code != at->code; });
    text += one_group({at, end}, all_places, fix_hints, uri);
    at = end;
  }
  return text;
}

}  // namespace

int verb_check(const Settings& settings, const CheckArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "csv"}, "text");
  const Store store = open_for_reading(settings);
  const auto diagnostics = all_diagnostics(settings, store, settings.as_of);
  const auto errors = static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::error; }));
  if (format == "json") {
    write_result(settings, check_json(diagnostics));
  } else if (format == "csv") {
    write_result(settings, render_csv(check_table(diagnostics)));
  } else {
    write_result(settings, check_text(diagnostics, settings.verbose, arguments.fix_hints,
                                      note_uri(settings)) +
                               fmt::format("{}, {}\n", counted(errors, "error"),
                                           counted(diagnostics.size() - errors, "warning")));
  }
  if (!diagnostics.empty() && !arguments.fix_hints && format == "text") {
    say(settings, "rapport: `rapport check --fix-hints` says what to change");
  }
  return errors > 0 ? kNothingFound : kDone;
}

}  // namespace rapport
