#pragma once

#include <string>

#include <nlohmann/json_fwd.hpp>

#include "analysis/account_report.h"
#include "analysis/coverage.h"
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
Report to_report(const std::vector<RelationshipFinding>& relationships, const StaleQuery& query,
                 std::size_t limit);
Report to_report(const AccountReport& r);
Report to_report(const EntityDetails& d);
// One path with its hops, their evidence and what guards say; `number` is shown before it.
ReportItem path_item(const PathFinding& path, std::size_t number);
// Every term of every hop, and the parameters.
ReportSection explain(const Connections& c, const Parameters& parameters, double median_degree);

// Findings to the JSON contract.
nlohmann::ordered_json to_json(const Entity& entity);
nlohmann::ordered_json to_json(const std::vector<Citation>& evidence);
nlohmann::ordered_json to_json(const Connections& c);
nlohmann::ordered_json to_json(const WaysIn& ways);
nlohmann::ordered_json to_json(const Coverage& coverage);
nlohmann::ordered_json to_json(const std::vector<RelationshipFinding>& relationships, Date as_of,
                               std::size_t limit);
nlohmann::ordered_json to_json(const AccountReport& r);
nlohmann::ordered_json to_json(const EntityDetails& d);
nlohmann::ordered_json to_json(const TaskFinding& task);
nlohmann::ordered_json to_json(const Subgraph& subgraph);

// Reports to text. `color` adds ANSI colours; nothing else of a note reaches a terminal as a
// control character.
std::string render_text(const Report& report, bool color);
std::string render_markdown(const Report& report);

// Pictures. DOT for GraphViz with shapes and colours by type and a legend; GraphML for others.
std::string render_dot(const Subgraph& subgraph);
// GraphViz's `dot` needs over a minute for 200 nodes and 600 edges: bigger pictures are for `sfdp`.
bool is_for_dot(const Subgraph& subgraph);
std::string render_graphml(const Subgraph& subgraph);

// C0, C1, DEL, bidirectional and zero-width characters as \u{..}; invalid UTF-8 as U+FFFD.
std::string for_terminal(std::string_view text);

// Columns that a text takes on a terminal: wide characters two, combining ones none.
std::size_t display_width(std::string_view text);

}  // namespace rapport
