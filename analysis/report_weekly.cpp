#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

std::string period_in_words(const ReportPeriod& period) {
  return period.week ? "week " + to_string(*period.week)
                     : to_iso(period.from) + " to " + to_iso(period.to);
}

ReportSection statements(const std::string& heading, const std::vector<StatementFinding>& list,
                         const std::string& if_empty) {
  ReportSection section{heading, {}, std::nullopt, if_empty};
  for (const StatementFinding& s : list) {
    section.items.push_back({{s.text, Tone::plain}, s.evidence, {}});
  }
  return section;
}

ReportItem task_item(const TaskFinding& task) {
  std::string text;
  if (task.overdue) text += "OVERDUE ";
  text += task.text;
  if (task.owner) text += " (" + task.owner->name + ")";
  if (task.done) {
    text += ", done " + to_iso(*task.done);
  } else if (task.due) {
    text += ", due " + to_iso(*task.due);
  }
  if (task.open && task.status != "open") text += " [" + task.status + "]";
  return {{text, task.overdue ? Tone::bad : Tone::plain}, task.evidence, {}};
}

ReportItem executive_item(const ExecutiveFinding& e) {
  const Connections& now = e.now;
  std::string text = now.target.name;
  if (now.target.title) text += ", " + *now.target.title;
  text += fmt::format(": {}", to_string(now.status));
  if (now.status == ConnectionStatus::direct || now.status == ConnectionStatus::paths) {
    text += fmt::format(", reach {:.0f}%", 100 * now.reach);
  }
  std::vector<Citation> citations;
  if (!now.paths.empty() && now.status != ConnectionStatus::direct) {
    const PathFinding& path = now.paths.front();
    std::string way = path.hops.front().from.name;
    for (const HopFinding& hop : path.hops) way += " → " + hop.to.name;
    text += "; " + way;
    if (path.blocked && !path.guards.empty()) {
      const GuardFinding& guard = path.guards.front();
      if (!guard.until.empty()) text += ", blocked until " + guard.until;
      citations = guard.evidence;
    } else {
      citations = path.hops.back().evidence;
    }
  } else if (now.status == ConnectionStatus::leads) {
    std::string via;
    for (const PathFinding& lead : now.leads) {
      via += fmt::format("{}{} ({})", via.empty() ? "" : ", ", lead.hops.back().from.name,
                         lead.hops.back().second_hand);
    }
    text += "; never met, known through " + via;
    citations = now.leads.front().hops.back().evidence;
  }
  if (!now.deadlocks.empty()) text += "; dead-lock: " + now.deadlocks.front().reason;
  if (!e.change.empty()) text += "; " + e.change;
  if (citations.size() > 2) citations.resize(2);
  const bool blocked = now.status == ConnectionStatus::blocked;
  return {{text, blocked ? Tone::bad : Tone::plain}, std::move(citations), {}};
}

}  // namespace

Report to_report(const AccountReport& r) {
  Report report;
  report.answer = {
      fmt::format("{}, {}: {} ({} {} before), {}", r.account.name, period_in_words(r.period),
                  count_of(r.meetings.size(), "meeting", "meetings"), r.meetings_before,
                  r.period.week ? "the week" : "in the " + count_of(r.period.days(), "day", "days"),
                  count_of(r.decisions.size(), "decision", "decisions")),
      Tone::strong};
  report.subtitle = fmt::format("{} to {}", to_iso(r.period.from), to_iso(r.period.to));
  if (r.as_of != r.period.to) report.subtitle += fmt::format(", as of {}", to_iso(r.as_of));

  ReportSection meetings{"Meetings", {}, std::nullopt, "No meetings this week."};
  for (const MeetingFinding& m : r.meetings) {
    std::string text = m.meeting.name;
    if (!text.starts_with(to_iso(m.date))) text = to_iso(m.date) + " " + text;
    if (!m.people.empty()) text += ": " + names(m.people);
    meetings.items.push_back({{text, Tone::plain}, m.evidence, {}});
  }
  ReportSection first{"Met for the first time", {}, std::nullopt, "Nobody new was met."};
  for (const MeetingFinding& m : r.first_meetings) {
    std::string text = names(m.people);
    if (m.people.front().title) text += ", " + *m.people.front().title;
    first.items.push_back({{text + ", on " + to_iso(m.date), Tone::good}, m.evidence, {}});
  }
  std::size_t overdue = 0;
  ReportSection open{"Open tasks", {}, std::nullopt, "No open tasks."};
  for (const TaskFinding& t : r.open_tasks) {
    overdue += t.overdue ? 1 : 0;
    open.items.push_back(task_item(t));
  }
  if (overdue > 0) open.heading += fmt::format(", {} overdue", overdue);
  ReportSection done{"Done", {}, std::nullopt, "No tasks were done."};
  for (const TaskFinding& t : r.done_tasks) done.items.push_back(task_item(t));
  ReportSection executives{"Executives", {}, std::nullopt, "No executives are known here."};
  for (const ExecutiveFinding& e : r.executives) executives.items.push_back(executive_item(e));
  ReportSection slipping{"Slipping", {}, std::nullopt, "No relationship here is slipping."};
  for (const RelationshipFinding& f : r.slipping) {
    std::string text = fmt::format("{}: {}", f.entity.name, to_string(f.stale_class));
    if (f.last_contact) {
      text += fmt::format(", last met {} ({} days ago)", to_iso(*f.last_contact), *f.silent_days);
    }
    if (f.only_bridge) text += ", your only contact there";
    slipping.items.push_back({{text, Tone::warn}, f.evidence, {}});
  }
  report.sections = {meetings,
                     first,
                     statements("Decisions", r.decisions, "No new decisions."),
                     statements("Blockers", r.blockers, "No new blockers."),
                     statements("Facts", r.facts, "No new facts."),
                     open,
                     done,
                     executives,
                     slipping};
  return report;
}

}  // namespace rapport
