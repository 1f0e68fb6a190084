#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/contradictions.h"
#include "analysis/guards.h"
#include "analysis/render.h"
#include "graph/name_key.h"
#include "ingest/diagnostic_catalog.h"
#include "ingest/ingest.h"
#include "ingest/store_diagnostics.h"
#include "tools/errors.h"
#include "tools/identities_file.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

constexpr std::size_t kMostPlacesShown = 5;

// A finding about guards as a diagnostic at its first place, with the other side's places behind.
Diagnostic at_first_place(std::string_view code, std::string message,
                          const std::vector<Citation>& places,
                          const std::vector<Citation>& other_places) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = std::move(message);
  if (!places.empty()) {
    diagnostic.note = places.front().note;
    diagnostic.line = places.front().line;
  }
  for (const Citation& other : other_places) {
    diagnostic.message += fmt::format(" ({}:{})", other.note, other.line);
  }
  return diagnostic;
}

std::vector<Diagnostic> guard_findings(const Settings& settings, const Store& store,
                                       EntityReader& entities) {
  std::vector<Diagnostic> found;
  const Signals signals(store, settings.as_of, settings.parameters);
  for (const Deadlock& d : signals.deadlocks()) {
    found.push_back(
        at_first_place("dead-lock",
                       fmt::format("contact with {} waits for {}, but {}",
                                   entities.name(d.guard.object), d.waits_for_name, d.reason),
                       entities.citations(d.guard.evidence), entities.citations(d.evidence)));
  }
  const auto all = [](const Guard&) { return true; };
  for (const ContradictionFinding& f : find_contradictions(signals, entities, all)) {
    found.push_back(at_first_place(to_string(f.kind), fmt::format("{}: {}", f.text, f.verdict),
                                   f.wins, f.yields));
  }
  return found;
}

// Those that ingest found and those that only all notes together show, worst first.
std::vector<Diagnostic> all_diagnostics(const Settings& settings, const Store& store) {
  EntityReader entities(store, settings.as_of);
  std::vector<Diagnostic> all = stored_diagnostics(store);
  const auto add = [&](std::vector<Diagnostic> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  add(diagnose(store, {settings.as_of, owner_if_known(settings, store, entities),
                       read_identities(settings).identities, settings.identities}));
  add(guard_findings(settings, store, entities));
  std::sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
    const auto impact = [](const Diagnostic& d) {
      return std::pair(d.severity, impact_order(d.code));
    };
    return std::tuple(impact(a), std::tie(a.code, a.note, a.line, a.column, a.message)) <
           std::tuple(impact(b), std::tie(b.code, b.note, b.line, b.column, b.message));
  });
  return all;
}

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

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

// Place, message, and the line with a caret; what the headline says is not said again.
std::string one_place(const Diagnostic& d) {
  std::string place = d.note;
  if (d.line > 0) place += fmt::format(":{}", d.line);
  if (d.line > 0 && d.column > 0) place += fmt::format(":{}", d.column);
  std::string text = fmt::format("  {}: {}\n", place, d.message);
  const std::string whole = to_string(d);
  for (auto at = whole.find('\n'); at + 1 < whole.size(); at = whole.find('\n', at + 1)) {
    const auto end = whole.find('\n', at + 1);
    text += fmt::format("  {}\n", whole.substr(at + 1, end - at - 1));
  }
  return text;
}

std::string one_group(const std::vector<Diagnostic>& group, bool all_places, bool fix_hints) {
  const Diagnostic& first = group.front();
  const DiagnosticKind* kind = diagnostic_kind(first.code);
  std::set<std::string_view> notes;
  for (const Diagnostic& d : group) notes.insert(d.note);
  std::string text = fmt::format("{} [{}]: {} ({} in {})\n", to_string(first.severity), first.code,
                                 kind == nullptr ? "no explanation" : kind->meaning,
                                 counted(group.size(), "place"), counted(notes.size(), "note"));
  const std::size_t shown = all_places ? group.size() : std::min(kMostPlacesShown, group.size());
  for (std::size_t i = 0; i < shown; ++i) text += one_place(group[i]);
  if (shown < group.size()) {
    text += fmt::format("  and {} more; `rapport check -v` shows all\n", group.size() - shown);
  }
  if (fix_hints && kind != nullptr) text += fmt::format("  to fix: {}\n", kind->remedy);
  return text + '\n';
}

std::string check_text(const std::vector<Diagnostic>& diagnostics, bool all_places,
                       bool fix_hints) {
  std::string text;
  for (auto at = diagnostics.begin(); at != diagnostics.end();) {
    const auto end = std::find_if(at, diagnostics.end(),
                                  [&](const Diagnostic& d) { return d.code != at->code; });
    text += one_group({at, end}, all_places, fix_hints);
    at = end;
  }
  return text;
}

}  // namespace

int verb_check(const Settings& settings, const CheckArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json"}, "text");
  const Store store = open_for_reading(settings);
  const auto diagnostics = all_diagnostics(settings, store);
  const auto errors = static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& d) { return d.severity == Severity::error; }));
  if (format == "json") {
    write_result(settings, check_json(diagnostics));
  } else {
    write_result(settings,
                 for_terminal(check_text(diagnostics, settings.verbose, arguments.fix_hints) +
                              fmt::format("{}, {}\n", counted(errors, "error"),
                                          counted(diagnostics.size() - errors, "warning"))));
  }
  if (!diagnostics.empty() && !arguments.fix_hints && format == "text") {
    say(settings, "rapport: `rapport check --fix-hints` says what to change");
  }
  return errors > 0 ? kNothingFound : kDone;
}

}  // namespace rapport
