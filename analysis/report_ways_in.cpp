#include <algorithm>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

std::string group_text(const WaysIn& ways) {
  switch (ways.group.kind) {
    case TargetKind::role:
      return fmt::format("whoever is '{}'", ways.name);
    case TargetKind::executives:
      return fmt::format("an executive of {}", ways.name);
    case TargetKind::organization:
      break;
  }
  return ways.name;
}

bool is_open(const Connections& c) {
  return c.status == ConnectionStatus::direct || c.status == ConnectionStatus::paths;
}

// The first of the list with an open way: of an organization the most senior one.
Text answer(const WaysIn& ways) {
  const auto open = std::find_if(ways.targets.begin(), ways.targets.end(), is_open);
  if (open != ways.targets.end()) {
    Text best = to_report(*open).answer;
    best.text = fmt::format("For {}: {}", group_text(ways), best.text);
    return best;
  }
  if (ways.targets.empty()) {
    return {
        ways.group.kind == TargetKind::role
            ? fmt::format("Nobody in the notes is '{}'.", ways.name)
            : fmt::format("The notes name nobody who is {}{}.",
                          ways.group.kind == TargetKind::executives ? "" : "of ", group_text(ways)),
        Tone::warn};
  }
  return {fmt::format("No open way to {}.", group_text(ways)), Tone::warn};
}

ReportItem target_item(const Connections& c, std::size_t number) {
  Report whole = to_report(c);
  ReportItem item{{fmt::format("{}. {}: {}, reach {}", number, with_title(c.target),
                               to_string(c.status), percent(c.reach)),
                   is_open(c) ? Tone::good : Tone::warn},
                  {},
                  {}};
  for (ReportSection& section : whole.sections) {
    if (section.items.empty()) continue;
    item.children.push_back(std::move(section.items.front()));  // the best one
    break;
  }
  return item;
}

}  // namespace

Report to_report(const WaysIn& ways) {
  Report report;
  report.answer = answer(ways);
  report.subtitle =
      fmt::format("{} to {}, as of {}; {}", ways.from.name, group_text(ways), to_iso(ways.as_of),
                  count_of(ways.targets.size(), "person", "people"));
  ReportSection best{"Best way to each", {}, std::nullopt, {}};
  ReportSection none{"No way is known to", {}, std::nullopt, {}};
  for (const Connections& c : ways.targets) {
    if (c.paths.empty() && c.leads.empty()) {
      none.items.push_back({{with_title(c.target), Tone::plain}, {}, {}});
    } else {
      best.items.push_back(target_item(c, best.items.size() + 1));
    }
  }
  report.sections = {best, none};
  return report;
}

}  // namespace rapport
