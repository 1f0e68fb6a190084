#include "tests/fuzz/targets.h"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/entity.h"
#include "analysis/neighborhood.h"
#include "analysis/render.h"
#include "analysis/template.h"
#include "graph/chunked_list.h"
#include "graph/encoding.h"
#include "graph/layout.h"
#include "ingest/field_line.h"
#include "ingest/flat_head.h"
#include "ingest/frontmatter.h"
#include "ingest/identities.h"
#include "ingest/ingest.h"
#include "ingest/table.h"
#include "ingest/task.h"
#include "ingest/text_lines.h"
#include "ingest/wikilink.h"
#include "ingest/written_date.h"
#include "tests/graph/invariants.h"
#include "tests/ingest/field_text.h"
#include "tests/ingest/memory_source.h"
#include "tools/config.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/spoken_date.h"

namespace rapport::fuzz {
namespace {

void require(bool holds, std::string_view what) {
  if (!holds) throw Finding(std::string(what));
}

// The head of a note; one that is read without YAML reads as YAML has it.
void head(std::string_view bytes) {
  DiagnosticSink sink("n.md");
  const auto lines = lines_of(bytes);
  const Frontmatter found = read_frontmatter(lines, sink);
  require(found.lines <= lines.size(), "a head is longer than its note");
  for (const Field& field : found.fields) {
    require(field.line >= 1 && field.line <= found.lines, "a field lies outside the head");
  }
  if (const auto flat = flat_fields(lines, 1)) {
    DiagnosticSink of_yaml("n.md");
    require(testing::dump(*flat) == testing::dump(parse_yaml(lines, 1, of_yaml)),
            "YAML reads a flat head otherwise");
    require(of_yaml.all().empty(), "YAML complains of a flat head");
  }
}

// The files that a user keeps beside the notes. What they can be told is a UsageError.
void settings(std::string_view bytes) {
  try {
    parse_config(bytes, "config");
  } catch (const UsageError&) {
  }
  std::vector<std::string> problems;
  parse_config(bytes, "config", &problems);
  DiagnosticSink sink("identities");
  const Identities identities = parse_identities(bytes, sink);
  if (!sink.all().empty()) return;
  DiagnosticSink again("identities");
  require(parse_identities(edit_identities("", identities), again).fingerprint() ==
              identities.fingerprint(),
          "verdicts read otherwise once they are written");
  require(again.all().empty(), "verdicts that were written cannot be read");
}

// Links, tasks, fields and cells of one line.
void line(std::string_view bytes) {
  const std::string_view text = bytes.substr(0, bytes.find('\n'));
  std::uint32_t end = 0;
  for (const Wikilink& link : find_links(text)) {
    require(link.column >= 1 && link.column <= link.end && link.end <= text.size(),
            "a link lies outside its line");
    require(link.column > end, "links overlap");
    end = link.end;
  }
  without_link_marks(text);
  if (const auto task = parse_task(text)) {
    for (const auto& bad : task->bad_dates) {
      require(bad.column >= 1 && bad.column <= text.size(), "a date lies outside its line");
    }
  }
  const auto within = [&](std::string_view part) {
    return part.empty() ||
           (part.data() >= text.data() && part.data() + part.size() <= text.data() + text.size());
  };
  for (const std::string_view cell : cells_of(text)) require(within(cell), "a cell of no row");
  static const NoteRules rules = default_rules();
  for (const FieldText& field : fields_in_line(text, SectionKind{}, rules)) {
    require(within(field.value), "a field that stands elsewhere");
  }
  is_delimiter_row(text);
  is_roll_call(text);
}

// Days in every writing: one that is found is a day that its ISO form names.
void date(std::string_view bytes) {
  const auto check = [](std::optional<Date> day) {
    if (day) require(parse_date(to_iso(*day)) == day, "a day that has no name");
  };
  check(parse_date(bytes));
  check(leading_written_date(bytes));
  check(find_written_date(bytes));
  const auto slash = std::min(bytes.find('/'), bytes.size());
  check(date_in_path(bytes.substr(0, slash), bytes.substr(std::min(slash + 1, bytes.size()))));
  const Date today = *parse_date("2026-01-16");
  check(parse_day(bytes, today));
  if (const auto week = parse_week(bytes, today)) check(monday_of(*week));
}

// A whole note beside others that it may name: cues, people, guards, the store that comes of it.
void note(std::string_view bytes) {
  MemorySource source({{"People/Ann Lee.md", "---\ntype: person\ncompany: Acme\n---\n"},
                       {"People/Bob Ray.md", "---\ntype: person\naliases: [Bobby]\n---\n"},
                       {"2026-01-05 - Sync.md", std::string(bytes)}});
  Store store = Store::in_memory();
  IngestOptions options;
  options.me = {"Bob Ray"};
  const IngestSummary summary = ingest(source, store, options);
  const std::size_t lines = lines_of(bytes).size() + 1;
  for (const Diagnostic& d : summary.diagnostics) {
    if (d.note == "2026-01-05 - Sync.md") {
      require(d.line <= lines, "a diagnostic behind the note's end");
    }
  }
  require(testing::violations(store).empty(), testing::violations(store));
  require(!ingest(source, store, options).wrote, "a second ingest finds something new");
}

// A value of the store, of the kind that the first byte tells.
void record(std::string_view bytes) {
  using Recode = std::function<std::string(std::string_view)>;
  const auto kind = [](auto decode) {
    return Recode([decode](std::string_view b) { return encode(decode(b)); });
  };
  static const std::vector<Recode> kinds = {
      kind(decode_vertex),     kind(decode_arcs),          kind(decode_ties),
      kind(decode_records),    kind(decode_ids),           kind(decode_source),
      kind(decode_memo),       kind(decode_lookups),       kind(decode_claims),
      kind(decode_degrees),    kind(decode_excerpts),      kind(decode_index<Arc>),
      kind(decode_index<Tie>), kind(decode_degree_summary)};
  if (bytes.empty()) return;
  const Recode& recode = kinds[static_cast<unsigned char>(bytes.front()) % kinds.size()];
  try {
    require(recode(bytes.substr(1)) == bytes.substr(1), "a value reads as what it is not");
  } catch (const DecodeError&) {
  }
}

// A name in every format: text stays text.
void escapes(std::string_view bytes) {
  const std::string shown = for_terminal(bytes);
  const bool is_plain = std::none_of(shown.begin(), shown.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && byte != '\n') || byte == 0x7F;
  });
  require(is_plain, "a control character reaches the terminal");
  require(for_terminal(shown) == shown, "what is shown is not fit to be shown");
  display_width(shown);

  const Subgraph graph = picture_of(bytes);
  for (const auto& json : {to_json(graph), to_canvas(graph)}) {
    require(nlohmann::json::accept(json_text(json)), "no JSON");
  }
  for (const std::string& markup : {render_graphml(graph), render_gexf(graph)}) {
    const bool is_xml = std::none_of(markup.begin(), markup.end(), [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte < 0x20 && c != '\n' && c != '\t' && c != '\r';
    });
    require(is_xml, "a character that XML forbids");
  }
  for (const std::string& table : {render_csv_nodes(graph), render_csv_links(graph)}) {
    require(std::count(table.begin(), table.end(), '"') % 2 == 0, "a cell that does not end");
  }
  render_dot(graph);
  render_mermaid(graph);
}

// A user's template. What it can be told is a TemplateError.
void templates(std::string_view bytes) {
  static const nlohmann::ordered_json model = {
      {"a", "<x>"}, {"b", {{{"c", 1}}, {{"c", nullptr}}}}, {"d", {{"e", false}}}};
  static const std::set<std::string, std::less<>> names = {"a", "b", "c", "d", "e"};
  const std::string text(bytes);
  try {
    check_template(text, names);
    render_template(text, model, [](const std::string& value) { return value; }, {});
  } catch (const TemplateError&) {
  }
}

constexpr Target kTargets[] = {{"head", head},       {"settings", settings},  {"line", line},
                               {"date", date},       {"note", note},          {"record", record},
                               {"escapes", escapes}, {"templates", templates}};

}  // namespace

Subgraph picture_of(std::string_view name) {
  SourceClaims claims;
  claims.path = "n.md";
  VertexClaim vertex;
  vertex.key = "n.md";
  vertex.name = name;
  vertex.type = VertexType::person;
  vertex.rank = Rank::note;
  claims.vertices.push_back(std::move(vertex));
  WriteBatch batch;
  batch.put.push_back(std::move(claims));
  Store store = Store::in_memory();
  store.apply(batch);
  EntityReader entities(store, *parse_date("2026-01-16"));
  return whole_graph(store, entities, false);
}

std::span<const Target> targets() { return kTargets; }

}  // namespace rapport::fuzz
