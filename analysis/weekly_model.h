#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "analysis/account_report.h"
#include "analysis/report.h"

namespace rapport {

// An account's report for people, by a template. What a template may name: analysis/TEMPLATES.md.

enum class WeeklyFormat : std::uint8_t { text, markdown, html };

// The template that is compiled in: analysis/templates/weekly.*.mustache
const std::string& default_weekly_template(WeeklyFormat format);

// All names that a template may use.
const std::set<std::string, std::less<>>& weekly_template_names();

struct WeeklyView {
  WeeklyFormat format = WeeklyFormat::text;
  bool color = false;       // of text
  bool is_first = true;     // nothing stands before it in the file: it may have a head
  bool is_file = false;     // it becomes a file, which must tell that rapport wrote it
  std::string vault;        // its name, for links from a page into Obsidian; empty: no links
  std::string diagram_svg;  // of the account, for a page
  Subgraph diagram;         // the same, for a note; empty: none
};

// Throws TemplateError (analysis/template.h). Nothing that a note says becomes markup.
std::string render_weekly(const AccountReport& report, const std::string& template_text,
                          const WeeklyView& view);

// Whether a file with this text is such a report: by the mark in its head.
bool is_weekly_report(std::string_view text);

}  // namespace rapport
