#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

Tone tone_of(StaleClass value) {
  switch (value) {
    case StaleClass::overdue:
    case StaleClass::blocked:
      return Tone::bad;
    case StaleClass::stale:
      return Tone::warn;
    case StaleClass::left:
    case StaleClass::dormant:
      return Tone::dim;
    default:
      return Tone::plain;
  }
}

std::string date_or_dash(const std::optional<Date>& date) { return date ? to_iso(*date) : "-"; }

// Of a contact in the next 90 days.
std::string chance(const RelationshipFinding& r) {
  return r.contact_days == 0 ? "-" : hedged_percent(r.probability);
}

// What to know of it beyond the dates, in a few words.
std::string remark(const RelationshipFinding& r) {
  std::string text;
  const auto add = [&](const std::string& more) { text += (text.empty() ? "" : "; ") + more; };
  if (r.stale_class == StaleClass::overdue && r.cadence_days && r.silent_days) {
    add(fmt::format("every {} days is declared: {:.1f}x over{}", *r.cadence_days,
                    static_cast<double>(*r.silent_days) / *r.cadence_days,
                    *r.silent_days * 2 >= *r.cadence_days * 3 ? " (red)" : ""));
  }
  if (r.stale_class == StaleClass::blocked) {
    add(r.condition.empty() ? "a decision says not to contact" : "blocked until " + r.condition);
  }
  if (!r.via.empty() && r.contact_days == 0) {
    add("ask " + whom_to_ask(r.via));
  }
  const bool disagrees = r.declared_last_contact && r.declared_last_contact != r.last_contact;
  if (disagrees) {
    add(fmt::format(
        "declared {}: {}", to_iso(*r.declared_last_contact),
        r.contact_days == 0 ? "no contact, no meeting supports it" : "no meeting supports it"));
  }
  if (r.only_bridge) add("your only contact there");
  if (r.usual_gap_days && r.silent_days && *r.silent_days > *r.usual_gap_days * 2) {
    add(fmt::format("usually every {:.0f} days", *r.usual_gap_days));
  }
  return text;
}

}  // namespace

Report to_report(const std::vector<RelationshipFinding>& relationships, const StaleQuery& query,
                 std::size_t limit) {
  Report report;
  std::map<StaleClass, std::size_t> counts = {
      {StaleClass::overdue, 0}, {StaleClass::stale, 0}, {StaleClass::active, 0}};
  std::vector<const RelationshipFinding*> shown;
  for (const RelationshipFinding& r : relationships) {
    ++counts[r.stale_class];
    if (r.stale_class != StaleClass::active) shown.push_back(&r);
  }
  std::string headline;
  for (const auto& [stale_class, count] : counts) {
    headline += fmt::format("{}{} {}", headline.empty() ? "" : ", ", count, to_string(stale_class));
  }
  report.answer = {headline + ".", Tone::strong};
  report.subtitle =
      fmt::format("as of {}; only meetings that both attended count as contact; next 90d: {}",
                  to_iso(query.as_of),
                  query.lifetime ? "from all your histories of contact (MBG/NBD)"
                                 : "from the strength of the tie");
  ReportSection section;
  section.if_empty = "Nothing is slipping.";
  Table table{
      {query.type == VertexType::person ? "person" : std::string(to_string(query.type)), "class",
       "last contact", "#silent", "#days met", "#next 90d", "#at risk", "what to know"},
      {}};
  for (std::size_t i = 0; i < std::min(limit, shown.size()); ++i) {
    const RelationshipFinding& r = *shown[i];
    const Tone tone = tone_of(r.stale_class);
    std::string name = r.entity.name;
    if (r.entity.title) name += ", " + *r.entity.title;
    table.rows.push_back({{name, Tone::strong},
                          {std::string(to_string(r.stale_class)), tone},
                          {date_or_dash(r.last_contact), Tone::plain},
                          {r.silent_days ? fmt::format("{}d", *r.silent_days) : "-", Tone::plain},
                          {std::to_string(r.contact_days), Tone::plain},
                          {chance(r), Tone::plain},
                          {fmt::format("{:.2f}", r.value_at_risk), Tone::plain},
                          {remark(r), Tone::plain}});
  }
  section.table = table;
  report.sections.push_back(std::move(section));

  ReportSection places{"Where it stands", {}, std::nullopt, {}};
  for (std::size_t i = 0; i < std::min(limit, shown.size()); ++i) {
    if (!shown[i]->evidence.empty()) {
      places.items.push_back({{shown[i]->entity.name, Tone::plain}, shown[i]->evidence, {}});
    }
  }
  if (shown.size() > limit) {
    places.items.push_back(
        {{fmt::format("and {} more: --limit {}", shown.size() - limit, shown.size()), Tone::dim},
         {},
         {}});
  }
  report.sections.push_back(std::move(places));
  return report;
}

}  // namespace rapport
