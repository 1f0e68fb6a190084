#include <algorithm>

#include <fmt/format.h>

#include "analysis/render.h"

namespace rapport {
namespace {

std::string times(int count) {
  return count == 1 ? "once" : count == 2 ? "twice" : fmt::format("{} times", count);
}

std::string percent(double probability) { return fmt::format("{:.0f}%", 100 * probability); }

std::string with_title(const Entity& entity) {
  return entity.title ? fmt::format("{} ({})", entity.name, *entity.title) : entity.name;
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

std::string guard_text(const GuardFinding& guard) {
  std::string text =
      guard.binds_everyone
          ? fmt::format("Nobody is to contact {}", guard.target.name)
          : fmt::format("{} is not to contact {}", guard.speaker.name, guard.target.name);
  if (!guard.until.empty()) text += fmt::format(" until {}", guard.until);
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

}  // namespace

ReportItem path_item(const PathFinding& path, std::size_t number) {
  std::string way = path.hops.front().from.name;
  for (const HopFinding& hop : path.hops) way += " → " + hop.to.name;
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
    item.children.push_back({{"guard: " + guard_text(guard), Tone::bad}, guard.evidence, {}});
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
      guards.items.push_back({{guard_text(guard), Tone::bad}, guard.evidence, {}});
    }
  }
  report.sections = {allowed, blocked, lost, leads, guards, deadlocks};
  return report;
}

ReportSection explain(const Connections& c, const Parameters& parameters, double median_degree) {
  ReportSection section{"How the numbers come about", {}, std::nullopt, {}};
  for (const PathFinding& path : c.paths) {
    std::string terms;
    for (const HopFinding& hop : path.hops) {
      terms += fmt::format("{}p'({} → {}) = {:.4f} (S = {:.4f})", terms.empty() ? "" : " × ",
                           hop.from.name, hop.to.name, hop.probability, hop.strength);
      if (&hop != &path.hops.back()) {
        terms += fmt::format(" × hub discount of {} = {:.4f}", hop.to.name, hop.discount);
      }
    }
    section.items.push_back(
        {{fmt::format("P = {:.4f} = {}", path.probability, terms), Tone::plain}, {}, {}});
  }
  section.items.push_back(
      {{fmt::format("hub discount of m = min(1, ln(2 + {:.1f}) / ln(2 + ties of m)), {:.1f} being "
                    "the median number of ties",
                    median_degree, median_degree),
        Tone::dim},
       {},
       {}});
  for (const ParameterRow& row : parameter_table()) {
    section.items.push_back(
        {{fmt::format("{} = {:g}  {}", row.name, parameters.*row.member, row.meaning), Tone::dim},
         {},
         {}});
  }
  return section;
}

}  // namespace rapport
