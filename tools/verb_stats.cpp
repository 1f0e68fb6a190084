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
  const GraphCounts& counts = store.counts();
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
    json["links"] = {{"resolved", counts.resolved_links()},
                     {"unresolved", counts.dangling_links},
                     {"ambiguous", ambiguous}};
    json["ties"] = counts.tie_pairs();
    json["store"] = {{"format", kStoreFormat}, {"bytes", store.bytes()}};
    write_result(settings, json_text(json));
    return kDone;
  }
  Report report;
  report.answer = {
      fmt::format("{} notes, {} ties between people", counts.notes, counts.tie_pairs()),
      Tone::strong};
  report.subtitle = fmt::format("store format {}, {:.1f} MB at {}", kStoreFormat,
                                static_cast<double>(store.bytes()) / 1e6, settings.db);
  Table vertices{{"vertices", "#count"}, {}};
  const auto add_row = [](Table& table, std::string_view name, std::uint64_t count) {
    table.rows.push_back({{std::string(name), Tone::plain}, {std::to_string(count), Tone::plain}});
  };
  for (std::size_t i = 0; i < kVertexTypes; ++i) {
    add_row(vertices, vertex_type_names()[i], counts.vertices[i]);
  }
  Table edges{{"edges", "#count"}, {}};
  for (std::size_t i = 0; i < kEdgeLabels; ++i) {
    if (counts.edges[i] > 0) add_row(edges, edge_label_names()[i], counts.edges[i]);
  }
  Table links{{"links", "#count"},
              {{{"resolved", Tone::plain}, {std::to_string(counts.resolved_links()), Tone::plain}},
               {{"unresolved", Tone::plain}, {std::to_string(counts.dangling_links), Tone::plain}},
               {{"ambiguous", Tone::plain}, {std::to_string(ambiguous), Tone::plain}}}};
  report.sections = {{{}, {}, vertices, {}}, {{}, {}, edges, {}}, {{}, {}, links, {}}};
  write_report(settings, report, format);
  return kDone;
}

}  // namespace rapport
