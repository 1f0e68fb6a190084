#include <algorithm>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

constexpr std::size_t kMostPlacesShown = 3;

std::string who(const CommitmentFinding& c) {
  if (c.promise == Promise::mine) return "you";
  return c.task.owner ? c.task.owner->name : "nobody named";
}

std::string where(std::span<const Citation> places) {
  const std::size_t shown = std::min(kMostPlacesShown, places.size());
  std::string text = places_in_words(places.first(shown), ", ");
  if (places.size() > shown) text += fmt::format(" and {} more", places.size() - shown);
  return text;
}

}  // namespace

std::string headline(const std::vector<CommitmentFinding>& commitments) {
  if (commitments.empty()) return "No commitment is past due.";
  const auto count = [&](Promise promise) {
    return std::count_if(commitments.begin(), commitments.end(),
                         [&](const CommitmentFinding& c) { return c.promise == promise; });
  };
  std::string text = fmt::format("{} past due: {} yours, {} of others",
                                 count_of(commitments.size(), "commitment", "commitments"),
                                 count(Promise::mine), count(Promise::to_me));
  if (const auto open = count(Promise::nobodys); open > 0) {
    text += fmt::format(", {} of nobody named", open);
  }
  return text + ".";
}

ReportSection late_projects_section(const std::vector<CommitmentFinding>& commitments) {
  ReportSection section{"Projects with commitments past due", {}, std::nullopt, {}};
  for (const LateProject& p : late_projects(commitments)) {
    section.items.push_back({{fmt::format("{}: {}", p.project.name, p.late), Tone::warn}, {}, {}});
  }
  return section;
}

std::vector<ReportSection> sections_of(const std::vector<CommitmentFinding>& commitments,
                                       std::size_t limit) {
  ReportSection section{"Commitments past due", {}, std::nullopt, "No commitment is past due."};
  Table table{{"who", "due", "#late", "commitment", "concerns", "where"}, {}};
  for (std::size_t i = 0; i < std::min(limit, commitments.size()); ++i) {
    const CommitmentFinding& c = commitments[i];
    std::string text = c.task.text;
    if (c.task.status != "open") text += " [" + c.task.status + "]";
    table.rows.push_back({{who(c), Tone::strong},
                          {to_iso(*c.task.due), Tone::plain},
                          {fmt::format("{}d", c.days_overdue), Tone::bad},
                          {text, Tone::plain},
                          {c.concerns.empty() ? "-" : names(c.concerns, 3), Tone::plain},
                          {where(c.task.evidence), Tone::dim}});
  }
  if (!table.rows.empty()) section.table = std::move(table);
  if (commitments.size() > limit) {
    section.items.push_back(
        {{fmt::format("and {} more: --limit {}", commitments.size() - limit, commitments.size()),
          Tone::dim},
         {},
         {}});
  }
  std::vector<ReportSection> sections = {std::move(section)};
  if (auto late = late_projects_section(commitments); !late.items.empty()) {
    sections.push_back(std::move(late));
  }
  return sections;
}

Report to_report(const std::vector<CommitmentFinding>& commitments, Date as_of, std::size_t limit) {
  Report report;
  report.answer = {headline(commitments), Tone::strong};
  report.subtitle = fmt::format(
      "as of {}; open tasks of yours, and of others in meetings with you or in notes that are no "
      "meetings",
      to_iso(as_of));
  report.sections = sections_of(commitments, limit);
  return report;
}

}  // namespace rapport
