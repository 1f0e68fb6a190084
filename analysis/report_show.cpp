#include <fmt/format.h>

#include "analysis/render.h"

namespace rapport {
namespace {

constexpr std::size_t kMostEdgesShown = 12;  // of one relation; JSON has them all

std::string heading_of(RecordKind kind) {
  switch (kind) {
    case RecordKind::fact:
      return "Facts";
    case RecordKind::decision:
      return "Decisions";
    case RecordKind::blocker:
      return "Blockers";
    case RecordKind::guard:
      return "Guards";
    case RecordKind::will_open:
      return "Will open";
    case RecordKind::sponsor:
      return "Sponsors";
    case RecordKind::champion:
      return "Champions";
    case RecordKind::support:
      return "Agreed";
    case RecordKind::deprioritised:
      return "Not in focus";
    case RecordKind::left:
      return "Left";
    case RecordKind::sponsor_wanted:
      return "Sponsor wanted";
    case RecordKind::blocking:
      return "Stands in the way";
    case RecordKind::decision_maker:
      return "Decides";
    case RecordKind::gatekeeper:
      return "Gatekeeper";
    case RecordKind::route:
      return "Way in";
    case RecordKind::escalation:
      return "Escalation";
    case RecordKind::task:
      break;
  }
  return "Tasks";
}

std::string relation_text(EdgeLabel label, Direction direction) {
  std::string text(to_string(label));
  for (char& c : text) {
    if (c == '_') c = ' ';
  }
  return direction == Direction::in ? text + " (from)" : text;
}

void add_edges(const EntityDetails& d, Report& report) {
  ReportSection* section = nullptr;
  std::size_t shown = 0;
  std::size_t hidden = 0;
  const auto close = [&] {
    if (hidden > 0) {
      section->items.push_back(
          {{fmt::format("and {} more: --format json", hidden), Tone::dim}, {}, {}});
    }
    shown = hidden = 0;
  };
  const EdgeFinding* previous = nullptr;
  for (const EdgeFinding& e : d.edges) {
    const bool is_new =
        previous == nullptr || previous->label != e.label || previous->direction != e.direction;
    if (is_new) {
      if (section != nullptr) close();
      report.sections.push_back({relation_text(e.label, e.direction), {}, std::nullopt, {}});
      section = &report.sections.back();
    }
    previous = &e;
    if (++shown > kMostEdgesShown) {
      ++hidden;
      continue;
    }
    std::string text = e.other.name;
    if (e.date && !text.starts_with(to_iso(*e.date))) text = to_iso(*e.date) + " " + text;
    section->items.push_back({{text, Tone::plain}, e.evidence, {}});
  }
  if (section != nullptr) close();
}

}  // namespace

Report to_report(const EntityDetails& d) {
  Report report;
  std::string name = d.entity.name;
  if (d.entity.title) name += ", " + *d.entity.title;
  report.answer = {name, Tone::strong};
  report.subtitle = std::string(to_string(d.entity.type)) +
                    (d.entity.stub ? ", has no note of its own" : ", " + d.entity.id);
  if (d.date) report.subtitle += ", " + to_iso(*d.date);
  if (!d.properties.empty()) {
    ReportSection section{"Properties", {}, std::nullopt, {}};
    for (std::size_t i = 0; i < d.properties.size(); ++i) {
      std::string value = d.properties[i].value;
      if (d.properties[i].name == "last_contact") value += " (declared)";
      section.items.push_back({{fmt::format("{}: {}", d.properties[i].name, value), Tone::plain},
                               {d.property_places[i]},
                               {}});
    }
    report.sections.push_back(std::move(section));
  }
  add_edges(d, report);
  RecordKind kind = RecordKind::task;
  for (const StatementFinding& s : d.statements) {
    if (s.kind != kind) report.sections.push_back({heading_of(s.kind), {}, std::nullopt, {}});
    kind = s.kind;
    const std::string date = s.date ? to_iso(*s.date) + " " : "";
    report.sections.back().items.push_back({{date + s.text, Tone::plain}, s.evidence, {}});
  }
  if (!d.tasks.empty()) {
    ReportSection section{"Tasks", {}, std::nullopt, {}};
    for (const TaskFinding& t : d.tasks) {
      std::string text = fmt::format("[{}] {}", t.status, t.text);
      if (t.owner) text += " (" + t.owner->name + ")";
      if (t.due) text += ", due " + to_iso(*t.due);
      if (t.overdue) text += ", overdue";
      section.items.push_back({{text, t.overdue ? Tone::bad : Tone::plain}, t.evidence, {}});
    }
    report.sections.push_back(std::move(section));
  }
  return report;
}

}  // namespace rapport
