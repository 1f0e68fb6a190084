#include "tests/ingest/claims_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "tests/ingest/memory_source.h"

namespace rapport {
namespace {

std::string name_of(const Store& store, VertexId id) {
  const auto vertex = store.vertex(id);
  return vertex ? vertex->name : "nobody";
}

std::string day(std::optional<Date> date) { return date ? " " + to_iso(*date) : ""; }

void add_vertex(const Vertex& vertex, std::vector<std::string>& lines) {
  lines.push_back(fmt::format("{}: {}{}{}", to_string(vertex.type), vertex.name, day(vertex.date),
                              vertex.stub ? " (stub)" : ""));
  for (const Property& p : vertex.properties) {
    lines.push_back(fmt::format("{}: {} = {}{}", p.name, vertex.name, p.value, day(p.date)));
  }
}

void add_record(const Store& store, VertexId holder, const Record& record,
                std::vector<std::string>& lines) {
  std::string line = fmt::format("{}: {}", to_string(record.kind), name_of(store, holder));
  if (!is_signal(record.kind)) line += " | " + record.text;
  if (record.subject) line += " | subject=" + name_of(store, *record.subject);
  if (record.object) line += " | object=" + name_of(store, *record.object);
  if (record.date && record.kind != RecordKind::task) line += " |" + day(record.date);
  for (const Property& a : record.attributes) {
    if (a.name != "waits_for" && a.name != "open" && a.name != "rule")
      line += fmt::format(" | {}={}", a.name, a.value);
  }
  lines.push_back(std::move(line));
}

}  // namespace

std::vector<std::string> claim_lines(const Store& store) {
  std::vector<std::string> lines;
  store.for_each_vertex([&](const Vertex& vertex) { add_vertex(vertex, lines); });
  store.for_each_arc_list([&](VertexId from, const std::vector<Arc>& arcs) {
    for (const Arc& arc : arcs) {
      if (arc.direction == Direction::in) continue;
      lines.push_back(fmt::format("{}: {} -> {} ({}){}", to_string(arc.label), name_of(store, from),
                                  name_of(store, arc.other), to_string(arc.method), day(arc.date)));
    }
  });
  const auto add_records = [&](VertexId holder, const std::vector<Record>& records) {
    for (const Record& record : records) add_record(store, holder, record, lines);
  };
  store.for_each_record_list(add_records);
  store.for_each_signal_list(add_records);
  for (const Diagnostic& d : stored_diagnostics(store)) {
    lines.push_back(fmt::format("[{}]: {}:{}:{}", d.code, d.note, d.line, d.column));
  }
  std::sort(lines.begin(), lines.end());
  return lines;
}

std::string claims_of_kind(const Store& store, std::string_view kind) {
  const std::string prefix = std::string(kind) + ": ";
  std::string joined;
  for (const std::string& line : claim_lines(store)) {
    if (!line.starts_with(prefix)) continue;
    joined += (joined.empty() ? "" : "; ") + line.substr(prefix.size());
  }
  return joined;
}

Store store_of(const Notes& notes, const IngestOptions& options) {
  Store store = Store::in_memory();
  MemorySource source(notes);
  ingest(source, store, options);
  return store;
}

Store store_of(const Notes& notes) { return store_of(notes, options_for({})); }

IngestOptions options_for(std::string me) {
  IngestOptions options;
  options.rules = default_rules();
  if (!me.empty()) options.me = {std::move(me)};
  return options;
}

std::string claims_of(const Notes& notes, std::string_view kind, std::string me) {
  return claims_of_kind(store_of(notes, options_for(std::move(me))), kind);
}

std::string meeting_note(std::string_view attendees, std::string_view body) {
  return fmt::format("---\ntype: meeting\ndate: 2025-11-06\nattendees: {}\n---\n{}\n", attendees,
                     body);
}

}  // namespace rapport
