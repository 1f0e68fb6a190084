#include <algorithm>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

constexpr std::size_t kMostShown = 5;  // of decision makers in one sentence, and with their way

Text answer(const Coverage& c) {
  const std::size_t all = c.decision_makers.size();
  if (all == 0) {
    return {fmt::format("The notes name no decision maker of {} (VP or above, or said to decide).",
                        c.account.name),
            Tone::warn};
  }
  const auto with = [&](Threads threads) {
    return static_cast<std::size_t>(
        std::count_if(c.decision_makers.begin(), c.decision_makers.end(),
                      [&](const DecisionMakerFinding& d) { return d.threads == threads; }));
  };
  if (!c.is_single_threaded()) {
    return {fmt::format("{} is covered: two live ways or more to each of {}.", c.account.name,
                        count_of(all, "decision maker", "decision makers")),
            Tone::good};
  }
  if (with(Threads::none) == all) {
    return {all == 1
                ? fmt::format("No live way to the one decision maker of {}, {}.", c.account.name,
                              c.decision_makers.front().connections.target.name)
                : fmt::format("No live way to any of the {} decision makers of {}.", all,
                              c.account.name),
            Tone::bad};
  }
  std::string text = fmt::format(
      "{} is single-threaded: of {}, {} with two live ways, {} with "
      "one, {} with none.",
      c.account.name, count_of(all, "decision maker", "decision makers"), with(Threads::several),
      with(Threads::one), with(Threads::none));
  const auto most = std::max_element(
      c.bridges.begin(), c.bridges.end(),
      [](const BridgeFinding& a, const BridgeFinding& b) { return a.cuts.size() < b.cuts.size(); });
  if (most != c.bridges.end() && !most->cuts.empty()) {
    text += fmt::format(" All live ways to {} go through {}.", names(most->cuts, kMostShown),
                        most->person.name);
  }
  return {text, Tone::bad};
}

Table decision_makers(const Coverage& c) {
  Table table{{"decision maker", "status", "#reach", "live ways", "hangs on"}, {}};
  for (const DecisionMakerFinding& d : c.decision_makers) {
    const Tone tone = d.threads == Threads::several ? Tone::good
                      : d.threads == Threads::one   ? Tone::warn
                                                    : Tone::bad;
    table.rows.push_back(
        {{with_title(d.connections.target), Tone::strong},
         {std::string(to_string(d.connections.status)), Tone::plain},
         {percent(d.connections.reach), Tone::plain},
         {std::string(to_string(d.threads)), tone},
         {d.threads == Threads::one && d.cut_people.empty() ? "your own tie" : names(d.cut_people),
          Tone::plain}});
  }
  return table;
}

Table bridges(const Coverage& c) {
  Table table{{"goes with", "#reach lost", "#next 90d", "#at risk", "the only live way to"}, {}};
  for (const BridgeFinding& b : c.bridges) {
    table.rows.push_back({{b.person.name, Tone::strong},
                          {fmt::format("{:.2f}", b.reach_lost), Tone::plain},
                          {percent(b.active), Tone::plain},
                          {fmt::format("{:.2f}", b.risk), Tone::plain},
                          {names(b.cuts), b.cuts.empty() ? Tone::plain : Tone::warn}});
  }
  return table;
}

std::string reengage_text(const ReengageFinding& r) {
  return fmt::format("{}: met {}, last on {}; a meeting opens {}", with_title(r.person),
                     r.contact_days == 1 ? "once" : fmt::format("on {} days", r.contact_days),
                     r.last_contact ? to_iso(*r.last_contact) : "-", opened_ways(r));
}

}  // namespace

std::string opened_ways(const ReengageFinding& r) {
  std::vector<Entity> others = r.opens;
  const bool direct = std::erase_if(others, [&](const Entity& other) {
                        return other.vertex == r.person.vertex;
                      }) > 0;
  if (others.empty()) return "a direct way";
  return (direct ? "a direct way, and ways to " : "a way to ") + names(others, kMostShown);
}

Report to_report(const Coverage& c) {
  Report report;
  report.answer = answer(c);
  report.subtitle = fmt::format(
      "{} at {}, as of {}; reach {:.2f} of {}; {} known there, you are in touch with {}",
      c.from.name, c.account.name, to_iso(c.as_of), c.reach, c.decision_makers.size(),
      count_of(c.staff, "person", "people"), c.contacts.empty() ? "nobody" : names(c.contacts));
  if (c.decision_makers.empty()) return report;

  ReportSection makers{"Decision makers", {}, decision_makers(c), {}};
  ReportSection risk{"What hangs on whom", {}, std::nullopt, "Nobody stands between."};
  if (!c.bridges.empty()) risk.table = bridges(c);
  ReportSection ways{"Best way to each", {}, std::nullopt, {}};
  std::size_t more = 0;
  for (const DecisionMakerFinding& d : c.decision_makers) {
    if (d.connections.paths.empty()) continue;
    if (ways.items.size() < kMostShown) {
      ways.items.push_back(path_item(d.connections.paths.front(), ways.items.size() + 1));
    } else {
      ++more;
    }
  }
  if (more > 0) {
    ways.items.push_back(
        {{fmt::format("and to {} more: rapport who NAME, or who --any-executive", more), Tone::dim},
         {},
         {}});
  }
  ReportSection again{"Whom to see again", {}, std::nullopt, {}};
  for (const ReengageFinding& r : c.reengage) {
    again.items.push_back({{reengage_text(r), Tone::good}, r.evidence, {}});
  }
  if (c.reengage.size() > 1 && !c.is_smallest) {
    again.items.push_back({{"a smaller set may do: not all were tried", Tone::dim}, {}, {}});
  }
  if (!c.not_enough.empty()) {
    again.items.push_back({{fmt::format("Nobody whom you have met makes two live ways to {}.",
                                        names(c.not_enough, kMostShown)),
                            Tone::warn},
                           {},
                           {}});
  }
  report.sections = {makers, risk, ways, again};
  return report;
}

}  // namespace rapport
