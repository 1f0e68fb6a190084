#include <algorithm>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

// Findings for spreadsheets: the columns are those of the JSON, and a list is one cell.

namespace rapport {
namespace {

// A row of cells without a tone.
class Row {
 public:
  Row& add(std::string text) {
    cells_.push_back({std::move(text)});
    return *this;
  }
  Row& add(const std::optional<Date>& date) { return add(date ? to_iso(*date) : ""); }
  Row& add(const Entity& entity) { return add(entity.name).add(entity.title.value_or("")); }
  std::vector<Text> take() { return std::move(cells_); }

 private:
  std::vector<Text> cells_;
};

// As JSON rounds them.
std::string number(double value) { return fmt::format("{:.4f}", value); }

}  // namespace

Table to_table(const std::vector<RelationshipFinding>& relationships, std::size_t limit) {
  Table table{{"name", "title", "class", "last_contact", "declared_last_contact",
               "second_hand_last", "silent_days", "contact_days", "usual_gap_days",
               "active_probability", "value_at_risk", "blocked_until", "via", "evidence"},
              {}};
  for (std::size_t i = 0; i < std::min(limit, relationships.size()); ++i) {
    const RelationshipFinding& r = relationships[i];
    table.rows.push_back(Row()
                             .add(r.entity)
                             .add(std::string(to_string(r.stale_class)))
                             .add(r.last_contact)
                             .add(r.declared_last_contact)
                             .add(r.second_hand_last)
                             .add(r.silent_days ? std::to_string(*r.silent_days) : "")
                             .add(std::to_string(r.contact_days))
                             .add(r.usual_gap_days ? fmt::format("{:.1f}", *r.usual_gap_days) : "")
                             .add(r.contact_days > 0 ? number(r.probability) : "")
                             .add(number(r.value_at_risk))
                             .add(r.condition)
                             .add(whom_to_ask(r.via))
                             .add(places_in_words(r.evidence, "; "))
                             .take());
  }
  return table;
}

Table to_table(const std::vector<CommitmentFinding>& commitments, std::size_t limit) {
  Table table{{"promise", "task", "status", "owner", "due", "days_overdue", "concerns", "evidence"},
              {}};
  for (std::size_t i = 0; i < std::min(limit, commitments.size()); ++i) {
    const CommitmentFinding& c = commitments[i];
    table.rows.push_back(Row()
                             .add(std::string(to_string(c.promise)))
                             .add(c.task.text)
                             .add(c.task.status)
                             .add(c.task.owner ? c.task.owner->name : "")
                             .add(c.task.due)
                             .add(std::to_string(c.days_overdue))
                             .add(names(c.concerns))
                             .add(places_in_words(c.task.evidence, "; "))
                             .take());
  }
  return table;
}

Table to_table(const Coverage& coverage) {
  Table table{{"decision_maker", "title", "status", "reach", "live_ways", "cut_people"}, {}};
  for (const DecisionMakerFinding& d : coverage.decision_makers) {
    table.rows.push_back(Row()
                             .add(d.connections.target)
                             .add(std::string(to_string(d.connections.status)))
                             .add(number(d.connections.reach))
                             .add(std::string(to_string(d.threads)))
                             .add(names(d.cut_people))
                             .take());
  }
  return table;
}

}  // namespace rapport
