#include "tools/vault_survey.h"

#include <filesystem>

#include "analysis/owner.h"
#include "analysis/render.h"
#include "graph/errors.h"
#include "graph/name_key.h"
#include "ingest/frontmatter.h"
#include "ingest/ingest.h"
#include "ingest/text_lines.h"
#include "ingest/vault_source.h"
#include "tools/identities_file.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

// What the notes say of `type`, as written; the last word counts where it is said twice.
std::string type_value(std::string_view text, const NoteRules& rules) {
  DiagnosticSink sink("");
  std::string value;
  for (const Field& field : read_frontmatter(lines_of(text), sink).fields) {
    if (rules.concept_of(field.key) != Concept::type) continue;
    const bool is_list = field.value.kind == Value::Kind::list && !field.value.items.empty();
    value = is_list ? field.value.items.front().text : field.value.text;
  }
  return value;
}

void count_types(Source& source, const Store& store, const NoteRules& rules, VaultSurvey& survey) {
  for (const SourceItem& item : source.list().items) {
    if (!store.find_key(item.path)) continue;  // kept out, or no note
    survey.drawings += item.path.ends_with(".excalidraw.md") ? 1 : 0;
    std::string why;
    const std::string value = type_value(source.read(item, why).value_or(""), rules);
    if (value.empty()) continue;
    VaultSurvey::TypeValue& seen = survey.types[value];
    ++seen.count;
    const auto meaning = rules.types.find(fold_name(value));
    if (meaning != rules.types.end()) seen.meaning = meaning->second;
  }
}

void count_folders(const Store& store, VaultSurvey& survey) {
  store.for_each_vertex([&](const Vertex& vertex) {
    if (vertex.stub || !vertex.key.ends_with(".md")) return;
    const auto slash = vertex.key.find('/');
    const std::string folder = slash == std::string::npos ? "" : vertex.key.substr(0, slash);
    ++survey.folders[folder][static_cast<std::size_t>(vertex.type)];
  });
}

// Who owned the vault when its store was written, if there is one.
std::vector<std::string> owner_of_store(const Settings& settings) {
  try {
    return remembered_owner(open_for_reading(settings));
  } catch (const StoreError&) {
    return {};
  }
}

void propose(const Settings& settings, const Store& store, VaultSurvey& survey) {
  EntityReader entities(store, settings.as_of);
  const StoredGraph graph(store);
  const OwnerProposal proposal = propose_owner(graph, entities, settings.as_of);
  survey.has_clear_leader = proposal.has_clear_leader;
  for (const OwnerCandidate& candidate : proposal.candidates) {
    survey.candidates.push_back({setting_for(store, candidate.person), reasons_text(candidate)});
  }
}

}  // namespace

VaultSurvey survey_vault(const Settings& settings) {
  VaultSurvey survey;
  survey.me = settings.me.empty() ? owner_of_store(settings) : settings.me;
  survey.template_folders = settings.rules.template_folders;
  const auto source = open_vault(settings.vault, settings.rules);
  Store store = Store::in_memory();
  IngestOptions options;
  options.rules = settings.rules;
  options.me = survey.me;
  options.identities = read_identities(settings).identities;
  options.forgotten = settings.forgotten;
  for (const Diagnostic& d : ingest(*source, store, options).diagnostics) {
    survey.links += d.code == "symlink" ? 1 : 0;
  }
  if (survey.me.empty()) propose(settings, store, survey);
  count_folders(store, survey);
  count_types(*source, store, settings.rules, survey);
  return survey;
}

}  // namespace rapport
