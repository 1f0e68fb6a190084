#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "analysis/wording.h"
#include "tools/errors.h"
#include "tools/health.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

// The code with which the other verbs would end.
int exit_code(const Health& health) {
  if (health.has_error("settings")) return kUsage;
  if (health.has_error("store")) return kStoreUnusable;
  return health.has_error() ? kNothingFound : kDone;
}

nlohmann::ordered_json rows_json(const Rows& rows) {
  nlohmann::ordered_json json = nlohmann::ordered_json::object();
  for (const auto& [name, value] : rows) json[name] = value;
  return json;
}

nlohmann::ordered_json to_json(const Health& health) {
  nlohmann::ordered_json json;
  json["schema"] = "rapport.doctor/1";
  json["ok"] = health.findings.empty();
  json["findings"] = nlohmann::ordered_json::array();
  for (const HealthFinding& f : health.findings) {
    json["findings"].push_back({{"severity", to_string(f.severity)},
                                {"area", f.area},
                                {"code", f.code},
                                {"message", f.message},
                                {"remedy", f.remedy}});
  }
  json["store"] = rows_json(health.store);
  json["notes"] = rows_json(health.notes);
  json["environment"] = rows_json(health.environment);
  json["versions"] = rows_json(health.versions);
  return json;
}

Text verdict(const Health& health) {
  std::size_t errors = 0;
  for (const HealthFinding& f : health.findings) errors += f.severity == Severity::error ? 1 : 0;
  const std::size_t warnings = health.findings.size() - errors;
  if (health.findings.empty()) return {"All is well", Tone::good};
  return {fmt::format("{}, {}; worst first", count_of(errors, "error", "errors"),
                      count_of(warnings, "warning", "warnings")),
          errors > 0 ? Tone::bad : Tone::warn};
}

ReportSection findings_section(const Health& health) {
  ReportSection section;
  for (const HealthFinding& f : health.findings) {
    ReportItem item;
    item.text = {fmt::format("{} [{}]: {}", to_string(f.severity), f.code, f.message),
                 f.severity == Severity::error ? Tone::bad : Tone::warn};
    item.children.push_back({{"to do: " + f.remedy, Tone::plain}, {}, {}});
    section.items.push_back(std::move(item));
  }
  return section;
}

ReportSection rows_section(std::string heading, const Rows& rows) {
  Table table{{std::move(heading), ""}, {}};
  for (const auto& [name, value] : rows) {
    table.rows.push_back({{name, Tone::plain}, {value, Tone::plain}});
  }
  return {{}, {}, table, {}};
}

Report to_report(const Health& health, const Settings& settings) {
  Report report;
  report.answer = verdict(health);
  report.subtitle = settings.vault.empty() ? "no vault" : "vault " + settings.vault;
  report.sections.push_back(findings_section(health));
  for (const auto& [heading, rows] :
       {std::pair("store", &health.store), std::pair("notes", &health.notes),
        std::pair("environment", &health.environment), std::pair("versions", &health.versions)}) {
    if (!rows->empty()) report.sections.push_back(rows_section(heading, *rows));
  }
  return report;
}

}  // namespace

int verb_doctor(const CommonOptions& options) {
  std::vector<std::string> problems;
  Settings settings;
  try {
    settings = resolve_settings(options, false, &problems);
  } catch (const UsageError& e) {
    problems.emplace_back(e.what());
    settings.format = options.format;
    settings.output = options.output;
  }
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const Health health = examine(settings, problems);
  if (format == "json") {
    write_result(settings, json_text(to_json(health)));
  } else {
    write_report(settings, to_report(health, settings), format);
  }
  return exit_code(health);
}

}  // namespace rapport
