#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "graph/layout.h"
#include "ingest/ingest.h"
#include "tools/errors.h"
#include "tools/graph_counts.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {

int verb_stats(const Settings& settings) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  const Store store = open_for_reading(settings);
  const GraphCounts counts = count_graph(store);
  const auto diagnostics = stored_diagnostics(store);
  const auto ambiguous = static_cast<std::size_t>(
      std::count_if(diagnostics.begin(), diagnostics.end(),
                    [](const Diagnostic& d) { return d.code == "ambiguous-link"; }));
  if (format == "json") {
    nlohmann::ordered_json json;
    json["schema"] = "rapport.stats/1";
    json["notes"] = counts.notes;
    json["vertices"] = vertices_json(counts);
    json["edges"] = edges_json(counts);
    json["links"] = {{"resolved", counts.links_resolved},
                     {"unresolved", counts.links_unresolved},
                     {"ambiguous", ambiguous}};
    json["ties"] = counts.ties;
    json["store"] = {{"format", kStoreFormat}, {"bytes", store.bytes()}};
    write_result(settings, json_text(json));
    return kDone;
  }
  Report report;
  report.answer = {fmt::format("{} notes, {} ties between people", counts.notes, counts.ties),
                   Tone::strong};
  report.subtitle = fmt::format("store format {}, {:.1f} MB at {}", kStoreFormat,
                                static_cast<double>(store.bytes()) / 1e6, settings.db);
  Table vertices{{"vertices", "#count"}, {}};
  for (const auto& [type, n] : counts.vertices) {
    vertices.rows.push_back(
        {{std::string(to_string(type)), Tone::plain}, {std::to_string(n), Tone::plain}});
  }
  Table edges{{"edges", "#count"}, {}};
  for (const auto& [label, n] : counts.edges) {
    edges.rows.push_back(
        {{std::string(to_string(label)), Tone::plain}, {std::to_string(n), Tone::plain}});
  }
  Table links{
      {"links", "#count"},
      {{{"resolved", Tone::plain}, {std::to_string(counts.links_resolved), Tone::plain}},
       {{"unresolved", Tone::plain}, {std::to_string(counts.links_unresolved), Tone::plain}},
       {{"ambiguous", Tone::plain}, {std::to_string(ambiguous), Tone::plain}}}};
  report.sections = {{{}, {}, vertices, {}}, {{}, {}, edges, {}}, {{}, {}, links, {}}};
  write_report(settings, report, format);
  return kDone;
}

}  // namespace rapport
