#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "analysis/wording.h"
#include "graph/layout.h"
#include "ingest/ingest.h"
#include "tools/errors.h"
#include "tools/graph_counts.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {

namespace {

constexpr std::size_t kMostFaultsShown = 20;
constexpr const char* kRemedy = "the notes are untouched: run `rapport ingest --rebuild`";

nlohmann::ordered_json verification_json(const Verification& v) {
  nlohmann::ordered_json json;
  json["ok"] = v.ok();
  json["fault_count"] = v.fault_count;
  json["faults"] = nlohmann::ordered_json::array();
  for (const Fault& f : v.faults) {
    json["faults"].push_back({{"family", f.family}, {"key", f.key}, {"what", f.what}});
  }
  json["checked"] = {{"values", v.values},
                     {"vertices", v.vertices},
                     {"edges", v.edges},
                     {"ties", v.ties},
                     {"sources", v.sources}};
  return json;
}

Text verdict(const Verification& v) {
  if (!v.ok()) {
    return {fmt::format("The store is damaged, {} {}; {}", v.fault_count,
                        v.fault_count == 1 ? "fault" : "faults", kRemedy),
            Tone::bad};
  }
  return {fmt::format("The store is whole: {} values, {} vertices, {} edges, {} ties, {} sources",
                      v.values, v.vertices, v.edges, v.ties, v.sources),
          Tone::good};
}

ReportSection faults_section(const Verification& v) {
  ReportSection section;
  section.heading = "Faults";
  for (const Fault& f : v.faults) {
    if (section.items.size() == kMostFaultsShown) break;
    section.items.push_back(
        {{fmt::format("{}: {}: {}", f.family, f.key, f.what), Tone::bad}, {}, {}});
  }
  if (v.fault_count > kMostFaultsShown) {
    section.items.push_back(
        {{fmt::format("and {} more", v.fault_count - kMostFaultsShown), Tone::dim}, {}, {}});
  }
  return section;
}

nlohmann::ordered_json stats_json(const Store& store, std::size_t ambiguous) {
  const GraphCounts& counts = store.counts();
  nlohmann::ordered_json json;
  json["schema"] = "rapport.stats/1";
  json["notes"] = counts.notes;
  json["vertices"] = vertices_json(counts);
  json["edges"] = edges_json(counts);
  json["links"] = {{"resolved", counts.resolved_links()},
                   {"unresolved", counts.dangling_links},
                   {"ambiguous", ambiguous}};
  json["ties"] = counts.tie_pairs();
  json["store"] = {{"format", kStoreFormat}, {"bytes", store.bytes()}};
  return json;
}

void add_row(Table& table, std::string_view name, std::uint64_t count) {
  table.rows.push_back({{std::string(name), Tone::plain}, {std::to_string(count), Tone::plain}});
}

Report stats_report(const Store& store, std::size_t ambiguous, const std::string& directory) {
  const GraphCounts& counts = store.counts();
  Report report;
  report.answer = {fmt::format("{}, {} between people", count_of(counts.notes, "note", "notes"),
                               count_of(counts.tie_pairs(), "tie", "ties")),
                   Tone::strong};
  report.subtitle = fmt::format("store format {}, {:.1f} MB at {}", kStoreFormat,
                                static_cast<double>(store.bytes()) / 1e6, directory);
  Table vertices{{"vertices", "#count"}, {}};
  for (std::size_t i = 0; i < kVertexTypes; ++i) {
    add_row(vertices, vertex_type_names()[i], counts.vertices[i]);
  }
  Table edges{{"edges", "#count"}, {}};
  for (std::size_t i = 0; i < kEdgeLabels; ++i) {
    if (counts.edges[i] > 0) add_row(edges, edge_label_names()[i], counts.edges[i]);
  }
  Table links{{"links", "#count"}, {}};
  add_row(links, "resolved", counts.resolved_links());
  add_row(links, "unresolved", counts.dangling_links);
  add_row(links, "ambiguous", ambiguous);
  report.sections = {{{}, {}, vertices, {}}, {{}, {}, edges, {}}, {{}, {}, links, {}}};
  return report;
}

}  // namespace

int verb_stats(const Settings& settings, const StatsArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const Store store = open_for_reading(settings);
  // First: of a damaged store the rest may not be readable.
  const auto verification = arguments.verify ? std::optional(store.verify()) : std::nullopt;
  const bool is_whole = !verification || verification->ok();
  std::size_t ambiguous = 0;
  if (is_whole) {
    const auto diagnostics = stored_diagnostics(store);
    ambiguous = static_cast<std::size_t>(
        std::count_if(diagnostics.begin(), diagnostics.end(),
                      [](const Diagnostic& d) { return d.code == "ambiguous-link"; }));
  }
  if (format == "json") {
    auto json = stats_json(store, ambiguous);
    if (verification) json["verify"] = verification_json(*verification);
    write_result(settings, json_text(json));
  } else {
    Report report = stats_report(store, ambiguous, settings.db);
    if (verification) report.answer = verdict(*verification);
    if (!is_whole) report.sections = {faults_section(*verification)};
    write_report(settings, report, format);
  }
  return is_whole ? kDone : kStoreUnusable;
}

}  // namespace rapport
