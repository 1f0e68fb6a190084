#include "tools/all_diagnostics.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "analysis/contradictions.h"
#include "analysis/guards.h"
#include "ingest/diagnostic_catalog.h"
#include "ingest/ingest.h"
#include "ingest/store_diagnostics.h"
#include "tools/identities_file.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

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

std::vector<Diagnostic> guard_findings(const Settings& settings, const Store& store, Date day,
                                       EntityReader& entities) {
  std::vector<Diagnostic> found;
  const Signals signals(store, day, settings.parameters);
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

}  // namespace

std::vector<Diagnostic> all_diagnostics(const Settings& settings, const Store& store, Date day) {
  EntityReader entities(store, day);
  std::vector<Diagnostic> all = stored_diagnostics(store);
  const auto add = [&](std::vector<Diagnostic> more) {
    std::move(more.begin(), more.end(), std::back_inserter(all));
  };
  const Identities identities =
      settings.identities.empty() ? Identities{} : read_identities(settings).identities;
  add(diagnose(store,
               {day, owner_if_known(settings, store, entities), identities, settings.identities}));
  add(guard_findings(settings, store, day, entities));
  std::sort(all.begin(), all.end(), [](const Diagnostic& a, const Diagnostic& b) {
    const auto impact = [](const Diagnostic& d) {
      return std::pair(d.severity, impact_order(d.code));
    };
    return std::tuple(impact(a), std::tie(a.code, a.note, a.line, a.column, a.message)) <
           std::tuple(impact(b), std::tie(b.code, b.note, b.line, b.column, b.message));
  });
  return all;
}

}  // namespace rapport
