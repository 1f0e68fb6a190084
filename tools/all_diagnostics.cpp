#include "tools/all_diagnostics.h"

#include <algorithm>

#include <fmt/format.h>

#include "analysis/guards.h"
#include "ingest/diagnostic_catalog.h"
#include "ingest/ingest.h"
#include "ingest/store_diagnostics.h"
#include "tools/errors.h"
#include "tools/identities_file.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

std::vector<Diagnostic> deadlocks(const Settings& settings, const Store& store, Date day,
                                  EntityReader& entities) {
  std::vector<Diagnostic> found;
  for (const Deadlock& d : Signals(store, day, settings.parameters).deadlocks()) {
    Diagnostic diagnostic;
    diagnostic.code = "dead-lock";
    const auto places = entities.citations(d.guard.evidence);
    if (!places.empty()) {
      diagnostic.note = places.front().note;
      diagnostic.line = places.front().line;
    }
    diagnostic.message = fmt::format("contact with {} waits for {}, but {}",
                                     entities.name(d.guard.object), d.waits_for_name, d.reason);
    for (const Citation& other : entities.citations(d.evidence)) {
      diagnostic.message += fmt::format(" ({}:{})", other.note, other.line);
    }
    found.push_back(std::move(diagnostic));
  }
  return found;
}

// The owner as far as they are known: without one, nothing is held against their contacts.
std::optional<VertexId> owner_if_known(const Settings& settings, const Store& store,
                                       EntityReader& entities) {
  try {
    return find_owner_if_named(settings, store, entities);
  } catch (const UnknownName& e) {
    say(settings, fmt::format("rapport: {}", e.what()));
  } catch (const AmbiguousName& e) {
    say(settings, fmt::format("rapport: {}", e.what()));
  }
  return std::nullopt;
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
  add(deadlocks(settings, store, day, entities));
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
