#include "analysis/path_change.h"

#include <algorithm>

#include <fmt/format.h>

namespace rapport {
namespace {

constexpr double kNoticeable = 0.01;  // of Reach

std::vector<GuardFinding> guards_of(const Connections& c) {
  std::vector<GuardFinding> guards = c.guards;
  for (const PathFinding& path : c.paths) {
    guards.insert(guards.end(), path.guards.begin(), path.guards.end());
  }
  return guards;
}

// The first guard of `there` that stands at no place of those `here`.
std::optional<GuardFinding> guard_only_in(const Connections& there, const Connections& here) {
  const std::vector<GuardFinding> others = guards_of(here);
  for (GuardFinding& guard : guards_of(there)) {
    const bool in_both = std::any_of(others.begin(), others.end(), [&](const GuardFinding& g) {
      return g.evidence == guard.evidence;
    });
    if (!in_both) return guard;
  }
  return std::nullopt;
}

// A hop of the ways that are shown whose people met after `day`.
const HopFinding* contact_after(const Connections& c, Date day) {
  for (const PathFinding& path : c.paths) {
    for (const HopFinding& hop : path.hops) {
      if (hop.last_contact && *hop.last_contact > day) return &hop;
    }
  }
  return nullptr;
}

// The hop of the best way that lost the greatest part of its chance.
const HopFinding* most_decayed(const Connections& then, const Connections& now) {
  const HopFinding* worst = nullptr;
  double least_left = 1;
  if (now.paths.empty()) return worst;
  for (const HopFinding& hop : now.paths.front().hops) {
    for (const PathFinding& path : then.paths) {
      for (const HopFinding& old : path.hops) {
        const bool same = old.from.vertex == hop.from.vertex && old.to.vertex == hop.to.vertex;
        if (same && old.probability * least_left > hop.probability) {
          worst = &hop;
          least_left = hop.probability / old.probability;
        }
      }
    }
  }
  return worst;
}

bool is_open(ConnectionStatus status) {
  return status == ConnectionStatus::direct || status == ConnectionStatus::paths;
}

std::string noticed(const Connections& then, const Connections& now) {
  if (then.status != now.status) {
    return fmt::format("{} now, was {}", to_string(now.status), to_string(then.status));
  }
  if (now.reach - then.reach >= kNoticeable) return fmt::format("reach up from {:.2f}", then.reach);
  if (then.reach - now.reach >= kNoticeable) {
    return fmt::format("reach down from {:.2f}", then.reach);
  }
  return {};
}

bool explain_by_guard(const Connections& then, const Connections& now, PathChange& change) {
  const bool is_blocked = now.status == ConnectionStatus::blocked && is_open(then.status);
  const bool is_freed = then.status == ConnectionStatus::blocked && is_open(now.status);
  if (is_freed) {
    change.reason = ChangeReason::guard_lifted;
    change.why = "no guard stands in the way any more";
    return true;
  }
  const auto guard = guard_only_in(now, then);
  if (!is_blocked && (!guard || now.reach >= then.reach)) return false;
  change.reason = ChangeReason::guard;
  change.why = "a new guard";
  if (guard) {
    change.why += " on " + guard->target.name;
    if (!guard->until.empty()) change.why += ", until " + guard->until;
    change.evidence = guard->evidence;
  }
  return true;
}

}  // namespace

std::string_view to_string(ChangeReason reason) {
  switch (reason) {
    case ChangeReason::contact:
      return "contact";
    case ChangeReason::decay:
      return "decay";
    case ChangeReason::guard:
      return "guard";
    case ChangeReason::guard_lifted:
      return "guard_lifted";
    case ChangeReason::other:
      return "other";
    case ChangeReason::none:
      break;
  }
  return "none";
}

std::string PathChange::sentence() const { return why.empty() ? what : what + ": " + why; }

PathChange explain_change(const Connections& then, const Connections& now) {
  PathChange change;
  change.what = noticed(then, now);
  if (change.what.empty()) return change;
  if (explain_by_guard(then, now, change)) return change;
  const HopFinding* contact = contact_after(now, then.as_of);
  if (now.reach >= then.reach && contact != nullptr) {
    change.reason = ChangeReason::contact;
    change.why = fmt::format("new contact: {} and {} met on {}", contact->from.name,
                             contact->to.name, to_iso(*contact->last_contact));
    change.evidence = contact->evidence;
  } else if (now.reach < then.reach) {
    change.reason = ChangeReason::decay;
    change.why = "the ties decay";
    const HopFinding* hop = most_decayed(then, now);
    if (hop != nullptr && hop->last_contact) {
      change.why += fmt::format(", {} and {} last met on {}", hop->from.name, hop->to.name,
                                to_iso(*hop->last_contact));
      change.evidence = hop->evidence;
    }
  } else {
    change.reason = ChangeReason::other;
  }
  if (change.evidence.size() > 2) change.evidence.resize(2);
  return change;
}

}  // namespace rapport
