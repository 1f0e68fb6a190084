#pragma once

#include <string>
#include <vector>

#include "analysis/entity.h"
#include "analysis/report_period.h"

namespace rapport {

// A folder into which reports are written, one file each. It may lie in the vault.

struct ReportFile {
  std::string name;  // in the folder
  std::string text;
};

// "kestrel-grid-2026-w03.md": a slug of [a-z0-9-], and six digits of the id's hash where the slug
// does not tell the entity's name exactly, or `shares_its_name` with another. `ending` without the
// dot.
std::string report_file_name(const Entity& account, bool shares_its_name,
                             const ReportPeriod& period, const std::string& ending);

// Whether `-o` names a folder: one that exists, or a name that ends in '/'.
bool is_folder(const std::string& output);

// Writes each file whole or not at all, and none that has these bytes already; returns how many
// were written. A folder that is not there is made, its parent is not. Throws UsageError before
// anything is written when a file is there that rapport did not write, or is no file (a link is
// never followed), and when a text lacks the mark of a report.
std::size_t write_reports(const std::string& folder, const std::vector<ReportFile>& files);

// Whether it is a file, no link to one, that rapport wrote as a report.
bool is_report_file(const std::string& file);

}  // namespace rapport
