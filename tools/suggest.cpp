#include "tools/suggest.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "graph/sort_unique.h"
#include "ingest/edit_distance.h"
#include "tools/errors.h"

namespace rapport {
namespace {

constexpr std::size_t kMostCandidates = 8;
constexpr std::size_t kMostSuggested = 3;

std::vector<std::string> split(const std::string& text) {
  std::istringstream in(text);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

// Every typed word begins a word of the name: "dana r" for "Dana Ruiz".
bool words_begin(const std::vector<std::string>& typed, const std::vector<std::string>& name) {
  return std::all_of(typed.begin(), typed.end(), [&](const std::string& word) {
    return std::any_of(name.begin(), name.end(),
                       [&](const std::string& other) { return other.starts_with(word); });
  });
}

std::string describe(const Store& store, EntityReader& entities, VertexId id) {
  const Entity entity = entities.entity(id);
  std::string text = "  " + entity.name;
  if (entity.title) text += ", " + *entity.title;
  std::optional<std::string> company;
  for (const Arc& arc : store.arcs(id)) {
    if (arc.label == EdgeLabel::works_at && arc.direction == Direction::out) {
      company = entities.name(arc.other);
      break;
    }
  }
  std::optional<Date> last;
  for (const Tie& tie : store.ties(id)) {
    if (!tie.contacts.empty()) last = std::max(last, std::optional(tie.contacts.back().date));
  }
  if (company) text += " (" + *company + ")";
  if (entity.type != VertexType::person) text += fmt::format(" [{}]", to_string(entity.type));
  if (last) text += ", last contact " + to_iso(*last);
  return text + "  " + entity.id;
}

bool fits(const Vertex& vertex, const NameQuery& query) {
  if (query.types.empty()) return true;
  return std::find(query.types.begin(), query.types.end(), vertex.type) != query.types.end();
}

// Every run of so many words in a name: of "Tidewater Foods Inc", two, "Tidewater Foods" and "Foods
// Inc".
std::vector<std::string> runs_of_words(const std::string& name, std::size_t words) {
  const std::vector<std::string> all = split(name);
  std::vector<std::string> runs;
  for (std::size_t first = 0; words > 0 && first + words <= all.size(); ++first) {
    std::string run = all[first];
    for (std::size_t i = first + 1; i < first + words; ++i) run += " " + all[i];
    runs.push_back(std::move(run));
  }
  return runs;
}

// Those of the names whose one part the typed words are a slip away from: "Tidewatr" for "Tidewater
// Foods".
std::vector<std::string> nearest_by_part(const std::string& typed,
                                         const std::vector<std::string>& names) {
  std::map<std::string, std::set<std::string>> names_of_part;
  std::vector<std::string> parts;
  for (const std::string& name : names) {
    for (std::string& part : runs_of_words(name, split(typed).size())) {
      names_of_part[part].insert(name);
      parts.push_back(std::move(part));
    }
  }
  std::vector<std::string> near;
  for (const std::string& part : nearest(typed, parts)) {
    for (const std::string& name : names_of_part[part]) {
      const bool is_new = std::find(near.begin(), near.end(), name) == near.end();
      if (is_new && near.size() < kMostSuggested) near.push_back(name);
    }
  }
  return near;
}

std::string kind_of(const NameQuery& query) {
  return query.types.size() == 1 ? std::string(to_string(query.types.front())) : "entity";
}

// A note, a stub and a tag may share a name: whoever types it means the one with a note.
void prefer_notes(EntityReader& entities, std::vector<VertexId>& found) {
  const auto is_note = [&](VertexId id) {
    return !entities.vertex(id).stub && entities.vertex(id).type != VertexType::note;
  };
  if (std::any_of(found.begin(), found.end(), is_note)) {
    std::erase_if(found, [&](VertexId id) { return !is_note(id); });
  } else if (found.size() > 1) {
    std::erase_if(found, [&](VertexId id) { return entities.vertex(id).type == VertexType::tag; });
  }
}

}  // namespace

std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& known) {
  const std::string folded = fold_accents(typed);
  const std::size_t limit = folded.size() < 4 ? 1 : folded.size() < 8 ? 2 : 3;
  std::vector<std::pair<std::size_t, std::string>> near;
  for (const std::string& name : known) {
    const std::size_t distance = edit_distance(folded, fold_accents(name), limit);
    if (distance <= limit) near.emplace_back(distance, name);
  }
  sort_unique(near);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(kMostSuggested, near.size()); ++i) {
    names.push_back(near[i].second);
  }
  return names;
}

NameAnswer find_entity(const Store& store, EntityReader& entities, const NameQuery& query) {
  if (const auto id = store.find_key(query.name)) {
    if (fits(entities.vertex(*id), query)) return {*id, {}};
  }
  std::vector<VertexId> found = store.find_name(query.name);
  std::erase_if(found, [&](VertexId id) { return !fits(entities.vertex(id), query); });
  prefer_notes(entities, found);
  bool exact = true;
  std::vector<std::string> all_names;
  if (found.empty()) {
    exact = false;
    const std::string folded = fold_accents(query.name);
    const std::vector<std::string> typed = split(folded);
    std::vector<VertexId> without_accents;
    std::vector<VertexId> by_words;
    store.for_each_vertex([&](const Vertex& vertex) {
      if (!fits(vertex, query)) return;
      all_names.push_back(vertex.name);
      const std::string name = fold_accents(vertex.name);
      if (name == folded) without_accents.push_back(vertex.id);
      if (!typed.empty() && words_begin(typed, split(name))) by_words.push_back(vertex.id);
    });
    found = without_accents.empty() ? by_words : without_accents;
    prefer_notes(entities, found);
  }
  if (found.size() == 1) {
    std::string note;
    if (!exact) note = fmt::format("taking '{}' for {}", query.name, entities.name(found.front()));
    return {found.front(), std::move(note)};
  }
  if (found.empty()) {
    std::string message = fmt::format("no {} named '{}'", kind_of(query), query.name);
    std::vector<std::string> near = nearest(query.name, all_names);
    if (near.empty()) near = nearest_by_part(query.name, all_names);
    for (std::size_t i = 0; i < near.size(); ++i) {
      message += (i == 0 ? "; did you mean '" : " or '") + near[i] + "'";
    }
    throw UnknownName(message + (near.empty() ? "" : "?"), near);
  }
  std::vector<std::string> candidates;
  for (const VertexId id : found) candidates.push_back(describe(store, entities, id));
  std::sort(candidates.begin(), candidates.end());
  std::string message = fmt::format("'{}' fits {}:", query.name, found.size());
  for (std::size_t i = 0; i < std::min(kMostCandidates, candidates.size()); ++i) {
    message += "\n" + candidates[i];
  }
  if (candidates.size() > kMostCandidates) {
    message += fmt::format("\n  and {} more", candidates.size() - kMostCandidates);
  }
  throw AmbiguousName(message);
}

}  // namespace rapport
