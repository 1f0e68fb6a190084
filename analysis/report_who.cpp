#include <algorithm>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"
#include "graph/sort_unique.h"

namespace rapport {
namespace {

std::string times(int count) {
  return count == 1 ? "once" : count == 2 ? "twice" : fmt::format("{} times", count);
}

std::string via_list(const std::vector<PathFinding>& leads) {
  std::string list;
  for (std::size_t i = 0; i < leads.size(); ++i) {
    const HopFinding& last = leads[i].hops.back();
    if (i > 0) list += i + 1 == leads.size() ? " and " : ", ";
    list += fmt::format("{} ({})", last.from.name, last.second_hand);
  }
  return list;
}

std::string hop_fact(const HopFinding& hop) {
  if (hop.second_hand > 0) {
    return fmt::format("{} spoke of {} {}: second-hand, no contact is known", hop.from.name,
                       hop.to.name, times(hop.second_hand));
  }
  std::string text;
  if (hop.contact_days > 0) {
    text = fmt::format("met {}, last on {}", times(hop.contact_days), to_iso(*hop.last_contact));
    const auto [least, most] = std::minmax_element(hop.group_sizes.begin(), hop.group_sizes.end());
    if (*most > 2) {
      text += *least == *most ? fmt::format(", {} in the room", *most)
                              : fmt::format(", {} to {} in the room", *least, *most);
    }
  }
  for (const std::string& statement : hop.statements)
    text += (text.empty() ? "" : "; ") + statement;
  return text;
}

// What nobody who reads only the first line may miss.
std::string warning(const Connections& c) {
  if (c.guards.empty()) return {};
  const std::string& until = c.guards.front().until;
  return until.empty() ? "; a decision says not to contact"
                       : "; not to be contacted until " + until;
}

Text answer(const Connections& c) {
  const std::string target = with_title(c.target);
  switch (c.status) {
    case ConnectionStatus::direct: {
      const HopFinding* hop = nullptr;
      for (const PathFinding& path : c.paths) {
        if (path.hops.size() == 1 && !path.blocked) hop = &path.hops.front();
      }
      if (hop == nullptr) return {fmt::format("You know {}.", target), Tone::good};
      return {fmt::format("You know {} yourself: {}.", target, hop_fact(*hop)), Tone::good};
    }
    case ConnectionStatus::paths: {
      const PathFinding& best = c.paths.front();
      const Entity& first = best.hops.front().to;
      const HopFinding& last = best.hops.back();
      if (best.hops.size() > 2) {
        return {fmt::format("Ask {}: through {} to {}, {}.", first.name, last.from.name, target,
                            hop_fact(last)),
                Tone::good};
      }
      if (last.contact_days == 0) {  // a promise or a chart tells of them, no meeting does
        return {fmt::format("Ask {} about {}: {}.", first.name, target, hop_fact(last)),
                Tone::good};
      }
      return {fmt::format("Ask {}, who knows {}: {}.", first.name, target, hop_fact(last)),
              Tone::good};
    }
    case ConnectionStatus::blocked: {
      const PathFinding& best = c.paths.front();
      std::string text = fmt::format("Do not contact {} now", target);
      if (!best.guards.empty() && !best.guards.front().until.empty()) {
        text += fmt::format(": blocked until {}", best.guards.front().until);
      } else {
        text += ": a decision says not to";
      }
      if (!c.deadlocks.empty()) text += " (a dead-lock)";
      return {text + ".", Tone::bad};
    }
    case ConnectionStatus::leads:
      return {fmt::format("{}: not met: known through {}{}", target, via_list(c.leads), warning(c)),
              Tone::warn};
    case ConnectionStatus::unconnected:
      break;
  }
  if (!c.leads.empty()) {
    return {fmt::format("{}: not met: known through {}, whom you have not met either{}", target,
                        via_list(c.leads), warning(c)),
            Tone::warn};
  }
  return {fmt::format("Nobody in the notes connects you to {}{}", target,
                      c.guards.empty() ? "." : warning(c)),
          Tone::warn};
}

ReportItem hop_item(const HopFinding& hop, bool only_one) {
  std::string text = fmt::format("{} → {}: {}", hop.from.name, hop.to.name, hop_fact(hop));
  if (hop.second_hand == 0) text += fmt::format(" [{}]", percent(hop.probability));
  if (hop.weakest && !only_one) text += "  ◂ weakest";
  if (hop.guarded) text += "  ✗ guarded";
  const Tone tone = hop.guarded ? Tone::bad : hop.second_hand > 0 ? Tone::warn : Tone::plain;
  return {{text, tone}, hop.evidence, {}};
}

ReportSection speakers_section(const Connections& c) {
  ReportSection section{"Who may speak instead", {}, std::nullopt, {}};
  for (const PathFinding& path : c.speakers) {
    const HopFinding& last = path.hops.back();
    section.items.push_back(
        {{fmt::format("{}, {}: {}; {}", last.from.name, percent(path.probability), way_text(path),
                      hop_fact(last)),
          Tone::good},
         last.evidence,
         {}});
  }
  const bool blocked = c.status == ConnectionStatus::blocked || !c.guards.empty();
  if (section.items.empty() && blocked) {
    section.if_empty = fmt::format("nobody: no guard-free tie into {} is within reach of {}",
                                   c.target.name, c.from.name);
  }
  return section;
}

std::vector<Citation> places_of(const std::vector<GuardFinding>& guards) {
  std::vector<Citation> places;
  for (const GuardFinding& guard : guards) {
    places.insert(places.end(), guard.evidence.begin(), guard.evidence.end());
  }
  sort_unique(places);
  return places;
}

ReportItem step_item(const UnlockStep& step, std::size_t number) {
  std::string text;
  if (step.day) {
    text = fmt::format("{}. wait until {}", number, to_iso(*step.day));
  } else if (!step.way) {
    text = fmt::format("{}. {}: give that support yourself", number, step.person->name);
  } else {
    text = fmt::format("{}. win {}, {}: {}", number, with_title(*step.person),
                       percent(step.way->probability), way_text(*step.way));
  }
  std::string lifts;
  for (const GuardFinding& guard : step.lifts) {
    lifts += (lifts.empty() ? "" : "; ") + guard_sentence(guard);
  }
  return {{fmt::format("{}; lifts: {}", text, lifts), Tone::plain}, places_of(step.lifts), {}};
}

ReportSection unlock_section(const Connections& c) {
  ReportSection section{"Cheapest unlock", {}, std::nullopt, {}};
  if (const auto& unlock = c.unlocking.cheapest) {
    for (const UnlockStep& step : unlock->steps) {
      section.items.push_back(step_item(step, section.items.size() + 1));
    }
    section.items.push_back(
        {{fmt::format("then: reach {} in place of {}, {}: {}", percent(unlock->reach),
                      percent(c.reach), percent(unlock->way->probability), way_text(*unlock->way)),
          Tone::good},
         {},
         {}});
    return section;
  }
  for (const ObstacleFinding& obstacle : c.unlocking.obstacles) {
    std::vector<Citation> places = obstacle.guard.evidence;
    places.insert(places.end(), obstacle.evidence.begin(), obstacle.evidence.end());
    section.items.push_back(
        {{fmt::format("none: {}; {}{}", guard_sentence(obstacle.guard), obstacle.reason,
                      obstacle.is_deadlock ? " (a dead-lock)" : ""),
          Tone::bad},
         std::move(places),
         {}});
  }
  return section;
}

ReportSection contradictions_section(const Connections& c) {
  ReportSection section{"Contradictions", {}, std::nullopt, {}};
  for (const ContradictionFinding& f : c.contradictions) {
    std::vector<Citation> places = f.wins;
    places.insert(places.end(), f.yields.begin(), f.yields.end());
    section.items.push_back(
        {{fmt::format("{}: {}", f.text, f.verdict), Tone::warn}, std::move(places), {}});
  }
  return section;
}

}  // namespace

ReportItem path_item(const PathFinding& path, std::size_t number) {
  const std::string way = way_text(path);
  ReportItem item;
  if (path.kind == PathKind::lead) {
    item.text = {fmt::format("lead {}: {}", number, way), Tone::warn};
  } else {
    item.text = {fmt::format("{}. {}{}, {}: {}", number, path.blocked ? "BLOCKED " : "",
                             to_string(path.kind), percent(path.probability), way),
                 path.blocked ? Tone::bad : Tone::good};
  }
  for (const HopFinding& hop : path.hops)
    item.children.push_back(hop_item(hop, path.hops.size() == 1));
  for (const Citation& c : path.advocacy) {
    const std::string words = c.text.starts_with("- ") ? c.text.substr(2) : c.text;
    item.children.push_back({{"advocacy: " + words, Tone::good}, {c}, {}});
  }
  for (const GuardFinding& guard : path.guards) {
    item.children.push_back({{"guard: " + guard_sentence(guard), Tone::bad}, guard.evidence, {}});
  }
  return item;
}

Report to_report(const Connections& c) {
  Report report;
  report.answer = answer(c);
  report.subtitle = fmt::format("{} to {}, as of {}; reach {}", c.from.name, c.target.name,
                                to_iso(c.as_of), percent(c.reach));
  if (c.without) {
    report.subtitle += fmt::format(" without {}, {} with", c.without->name, percent(c.reach_with));
  }
  ReportSection allowed{"Paths", {}, std::nullopt, {}};
  ReportSection blocked{"Blocked paths", {}, std::nullopt, {}};
  std::size_t number = 0;
  for (const PathFinding& path : c.paths) {
    (path.blocked ? blocked : allowed).items.push_back(path_item(path, ++number));
  }
  ReportSection leads{"Leads, second-hand", {}, std::nullopt, {}};
  for (std::size_t i = 0; i < c.leads.size(); ++i) {
    leads.items.push_back(path_item(c.leads[i], i + 1));
  }
  ReportSection lost{"Paths lost", {}, std::nullopt, {}};
  for (std::size_t i = 0; i < c.lost.size(); ++i) lost.items.push_back(path_item(c.lost[i], i + 1));
  ReportSection deadlocks{"Dead-locks", {}, std::nullopt, {}};
  for (const DeadlockFinding& d : c.deadlocks) {
    deadlocks.items.push_back({{fmt::format("contact with {} waits for {}, but {}", d.target.name,
                                            d.waits_for.name, d.reason),
                                Tone::bad},
                               d.evidence,
                               {}});
  }
  ReportSection guards{"Guards", {}, std::nullopt, {}};
  if (c.paths.empty() && c.leads.empty()) {  // else they stand with each way
    for (const GuardFinding& guard : c.guards) {
      guards.items.push_back({{guard_sentence(guard), Tone::bad}, guard.evidence, {}});
    }
  }
  report.sections = {allowed, blocked, speakers_section(c), unlock_section(c),        lost,
                     leads,   guards,  deadlocks,           contradictions_section(c)};
  return report;
}

}  // namespace rapport
