#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "analysis/account_report.h"
#include "analysis/backtest.h"
#include "analysis/commitments.h"
#include "analysis/coverage.h"
#include "analysis/owner.h"
#include "analysis/owner_identities.h"
#include "analysis/ranking_changes.h"
#include "analysis/report.h"
#include "analysis/show.h"
#include "analysis/sponsorship_paths.h"
#include "analysis/stale_relationships.h"
#include "analysis/ways_in.h"

namespace rapport {

// Findings to reports.
Report to_report(const Connections& c);
Report to_report(const WaysIn& ways);
Report to_report(const Coverage& coverage);
Report to_report(const Backtest& b);
Report to_report(const std::vector<RelationshipFinding>& relationships, const StaleQuery& query,
                 std::size_t limit);
Report to_report(const EntityDetails& d);
Report to_report(const std::vector<CommitmentFinding>& commitments, Date as_of, std::size_t limit);
// The same as part of another report: "3 commitments past due, ..." and the sections.
std::string headline(const std::vector<CommitmentFinding>& commitments);
std::vector<ReportSection> sections_of(const std::vector<CommitmentFinding>& commitments,
                                       std::size_t limit);
ReportSection late_projects_section(const std::vector<CommitmentFinding>& commitments);
Report to_report(const OwnerFinding& f);
Report to_report(const OwnerProposal& p);
// "in 41 of 52 meetings; author of 3 of 3 notes"
std::string reasons_text(const OwnerCandidate& candidate);
// One path with its hops, their evidence and what guards say; `number` is shown before it.
ReportItem path_item(const PathFinding& path, std::size_t number);
// Every term of every hop with its evidence (of an answer with terms), and the parameters.
ReportSection explain(const Connections& c, const Parameters& parameters, double median_degree);
ReportSection to_section(const RankingChanges& changes);

// Findings to the JSON contract.
nlohmann::ordered_json to_json(const Entity& entity);
nlohmann::ordered_json to_json(const std::vector<Citation>& evidence);
nlohmann::ordered_json to_json(const Connections& c);
nlohmann::ordered_json to_json(const WaysIn& ways);
nlohmann::ordered_json to_json(const Coverage& coverage);
nlohmann::ordered_json to_json(const Backtest& b);
nlohmann::ordered_json to_json(const std::vector<RelationshipFinding>& relationships, Date as_of,
                               std::size_t limit);
nlohmann::ordered_json to_json(const AccountReport& r);
nlohmann::ordered_json to_json(const EntityDetails& d);
nlohmann::ordered_json to_json(const TaskFinding& task);
nlohmann::ordered_json to_json(const Subgraph& subgraph);
nlohmann::ordered_json to_json(const std::vector<CommitmentFinding>& commitments,
                               std::size_t limit);
nlohmann::ordered_json to_json(const std::vector<LateProject>& projects);
nlohmann::ordered_json to_json(const OwnerFinding& f);
nlohmann::ordered_json to_json(const OwnerProposal& p);

// Findings as one table for a spreadsheet: dates ISO, numbers without units, a cell for each fact.
Table to_table(const std::vector<RelationshipFinding>& relationships, std::size_t limit);
Table to_table(const std::vector<CommitmentFinding>& commitments, std::size_t limit);
Table to_table(const Coverage& coverage);

// The URI that opens the note of this path in the vault; empty for none.
using NoteUri = std::function<std::string(const std::string& note)>;

// Reports to text. `color` adds ANSI colours, and `uri` makes links of the paths of notes (OSC 8);
// nothing else of a note reaches a terminal as a control character.
std::string render_text(const Report& report, bool color, const NoteUri& uri = {});
std::string render_markdown(const Report& report);
// Text of a note as text on one line: no link, table cell, code or tag of its own comes alive.
std::string markdown_text(std::string_view text);

// Pictures, with shapes and colours by type; red is what a guard forbids. DOT for GraphViz has a
// legend. Mermaid is for a note. JSON Canvas 1.0 shows the notes themselves where there are any.
enum class Theme : std::uint8_t { light, dark };
struct DotLook {
  Theme theme = Theme::light;
  std::string layout;  // GraphViz's engine: dot, neato, fdp, sfdp, circo, twopi; empty: by size
  NoteUri uri;         // a click on a node opens its note
};
std::string render_dot(const Subgraph& subgraph, const DotLook& look = {});
// Rules of a style sheet that turn a light picture below `selector` dark.
std::string dark_theme_css(std::string_view selector);
std::string render_mermaid(const Subgraph& subgraph);
nlohmann::ordered_json to_canvas(const Subgraph& subgraph);
// GraphViz's `dot` needs over a minute for 200 nodes and 600 edges: bigger pictures are for `sfdp`.
std::string layout_by_size(const Subgraph& subgraph);

// Interchange: the same attributes with their types in each.
std::string render_graphml(const Subgraph& subgraph);
std::string render_gexf(const Subgraph& subgraph);
// Two tables that join on the ids of nodes. A cell that a spreadsheet would take for a formula has
// an apostrophe before it.
std::string render_csv_nodes(const Subgraph& subgraph);
std::string render_csv_links(const Subgraph& subgraph);
// A table of its own, with the headings in the first line.
std::string render_csv(const Table& table);

// C0, C1, DEL, bidirectional and zero-width characters as \u{..}; invalid UTF-8 as U+FFFD.
std::string for_terminal(std::string_view text);

// Columns that a text takes on a terminal: wide characters two, combining ones none.
std::size_t display_width(std::string_view text);

}  // namespace rapport
