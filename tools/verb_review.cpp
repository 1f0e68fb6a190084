#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "graph/name_key.h"
#include "graph/sort_unique.h"
#include "ingest/note_rules.h"
#include "ingest/review_queue.h"
#include "tools/errors.h"
#include "tools/identities_file.h"
#include "tools/output.h"
#include "tools/suggest.h"
#include "tools/vault_file.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;
using Kind = Verdict::Kind;

constexpr std::size_t kMostCasesShown = 20;
constexpr std::size_t kMostPlacesShown = 3;

// In words: "'Mara' means Mara Quist in m.md".
std::string told(const Verdict& v) {
  const std::string where =
      v.notes.empty() ? "everywhere" : fmt::format("in {}", fmt::join(v.notes, ", "));
  switch (v.kind) {
    case Kind::merge: {
      const std::vector<std::string> others(v.names.begin() + 1, v.names.end());
      return fmt::format("'{}' {} '{}'", fmt::join(others, "' and '"),
                         others.size() == 1 ? "is" : "are", v.names.front());
    }
    case Kind::apart:
      return fmt::format("'{}' and '{}' are two", v.names[0], v.names[1]);
    case Kind::accept:
    case Kind::split:
      return fmt::format("'{}' means '{}' {}", v.names.front(), v.is, where);
    case Kind::reject:
      break;
  }
  return v.is.empty() ? fmt::format("'{}' is nobody {}", v.names.front(), where)
                      : fmt::format("'{}' does not mean '{}' {}", v.names.front(), v.is, where);
}

std::string shown(const ReviewCase::Candidate& c, CaseKind kind) {
  std::string text = c.name;
  if (!c.organization.empty()) text += fmt::format(" ({})", c.organization);
  const bool is_meeting = kind == CaseKind::duplicate_meeting;  // whose day is in its name
  if (c.last_contact && !is_meeting)
    text += fmt::format(", last contact {}", to_iso(*c.last_contact));
  return text + (c.stub ? ", no note" : "  " + c.key);
}

std::string shown(const ReviewCase& c, bool all_places) {
  std::string text = fmt::format("{}  {}  {}\n", c.id, to_string(c.kind), c.name);
  text += fmt::format("    {}\n", fmt::join(c.reasons, "; "));
  if (!is_duplicate(c.kind)) {
    const std::size_t shown_places =
        all_places ? c.places.size() : std::min(kMostPlacesShown, c.places.size());
    for (std::size_t i = 0; i < shown_places; ++i) {
      text += fmt::format("    {}:{}\n", c.places[i].note, c.places[i].line);
    }
    if (shown_places < c.places.size()) {
      text += fmt::format("    and {} more\n", c.places.size() - shown_places);
    }
  }
  for (std::size_t i = 0; i < c.candidates.size(); ++i) {
    text += fmt::format("    {}  {}", i + 1, shown(c.candidates[i], c.kind));
    if (is_duplicate(c.kind) && c.candidates[i].stub) {
      text += fmt::format("  {}:{}", c.places[i].note, c.places[i].line);
    }
    text += '\n';
  }
  return text;
}

Json to_json(const ReviewCase& c) {
  Json json = {{"id", c.id}, {"kind", to_string(c.kind)}, {"name", c.name}};
  json["places"] = Json::array();
  for (const auto& place : c.places) {
    json["places"].push_back({{"note", place.note}, {"line", place.line}});
  }
  json["candidates"] = Json::array();
  for (const auto& candidate : c.candidates) {
    Json item = {{"id", candidate.key}, {"name", candidate.name}};
    item["organization"] =
        candidate.organization.empty() ? Json(nullptr) : Json(candidate.organization);
    item["last_contact"] =
        candidate.last_contact ? Json(to_iso(*candidate.last_contact)) : Json(nullptr);
    json["candidates"].push_back(std::move(item));
  }
  json["reasons"] = c.reasons;
  return json;
}

Json to_json(const Verdict& v) {
  return {{"id", v.id()},
          {"kind", to_string(v.kind)},
          {"names", v.names},
          {"notes", v.notes},
          {"is", v.is.empty() ? Json(nullptr) : Json(v.is)}};
}

// Reads the side file, changes the list of verdicts and writes it.
class Verdicts {
 public:
  Verdicts(const Settings& settings, bool dry_run)
      : settings_(settings), dry_run_(dry_run), file_(read_identities(settings)) {
    choose_format(settings, {"text"}, "text");
  }

  const Identities& identities() const { return file_.identities; }

  int add(const Verdict& verdict) {
    std::vector<Verdict> list = file_.identities.verdicts();
    // What is said again is said last.
    if (!list.empty() && list.back() == verdict) {
      say(settings_, fmt::format("rapport: that is the last verdict: {}", told(verdict)));
      return kDone;
    }
    std::erase(list, verdict);
    list.push_back(verdict);
    return write(list, verdict, "undo " + verdict.id() + "` takes it back");
  }

  int take_back(const std::string& id) {
    std::vector<Verdict> list = file_.identities.verdicts();
    if (list.empty()) {
      say(settings_, "rapport: there are no verdicts");
      return kNothingFound;
    }
    auto found = list.end() - 1;
    if (!id.empty()) {
      const auto is_meant = [&](const Verdict& v) { return v.id().starts_with(id); };
      if (std::count_if(list.begin(), list.end(), is_meant) > 1) {
        throw AmbiguousName(
            fmt::format("'{}' is the start of several ids; see `rapport review log`", id));
      }
      found = std::find_if(list.begin(), list.end(), is_meant);
      if (found == list.end()) {
        throw UnknownName(fmt::format("no verdict '{}'; `rapport review log` lists them", id));
      }
    }
    const Verdict verdict = *found;
    list.erase(found);
    return write(list, verdict, "log` lists those that are left");
  }

 private:
  int write(const std::vector<Verdict>& list, const Verdict& changed, const std::string& hint) {
    const std::string text = edit_identities(file_.text, Identities(list));
    if (dry_run_) {
      write_result(settings_, for_terminal(unified_diff(settings_.identities, file_.text, text)));
      say(settings_, "rapport: nothing was written (--dry-run)");
      return kDone;
    }
    write_identities(settings_, text);
    write_result(settings_, for_terminal(fmt::format("{}  {}  {}\n", changed.id(),
                                                     to_string(changed.kind), told(changed))));
    const bool changes_notes = changed.kind != Kind::apart;
    say(settings_, fmt::format("rapport: {}; `rapport review {}",
                               changes_notes ? "`rapport ingest` reads the notes by it"
                                             : "no note is read otherwise for it",
                               hint));
    return kDone;
  }

  const Settings& settings_;
  bool dry_run_;
  IdentitiesFile file_;
};

ReviewCase find_case(const Settings& settings, const Store& store, const Identities& identities,
                     const std::string& id) {
  const auto queue = review_queue(store, identities, settings.as_of);
  const auto is_meant = [&](const ReviewCase& c) { return c.id.starts_with(id); };
  const auto found = std::find_if(queue.begin(), queue.end(), is_meant);
  if (id.empty() || found == queue.end()) {
    throw UnknownName(fmt::format("no open case '{}'; `rapport review` lists them", id));
  }
  if (std::find_if(found + 1, queue.end(), is_meant) != queue.end()) {
    throw AmbiguousName(fmt::format("'{}' is the start of several ids; see `rapport review`", id));
  }
  return *found;
}

std::string list_of(const ReviewCase& c) {
  std::string text;
  for (std::size_t i = 0; i < c.candidates.size(); ++i) {
    text += fmt::format("\n  {}  {}", i + 1, shown(c.candidates[i], c.kind));
  }
  return text;
}

// The candidate with that number or name; nullptr when none has it.
const ReviewCase::Candidate* chosen(const ReviewCase& c, const std::string& choice) {
  std::size_t number = 0;
  const char* end = choice.data() + choice.size();
  const auto [stop, error] = std::from_chars(choice.data(), end, number);
  if (error == std::errc{} && stop == end) {
    if (number >= 1 && number <= c.candidates.size()) return &c.candidates[number - 1];
    throw UsageError(fmt::format("case {} has no candidate {}{}", c.id, number, list_of(c)));
  }
  const ReviewCase::Candidate* found = nullptr;
  for (const auto& candidate : c.candidates) {
    if (candidate.key == choice) return &candidate;
    if (fold_name(candidate.name) != fold_name(choice)) continue;
    if (found != nullptr) {
      throw AmbiguousName(fmt::format("'{}' fits several; give the number{}", choice, list_of(c)));
    }
    found = &candidate;
  }
  return found;
}

Verdict on_name(Kind kind, const ReviewCase& c, std::string is, bool everywhere) {
  Verdict verdict{kind, {c.name}, {}, std::move(is), 0};
  for (const auto& place : c.places) {
    if (!everywhere) verdict.notes.push_back(place.note);
  }
  sort_unique(verdict.notes);
  return verdict;
}

void refuse_everywhere(const ReviewArguments& arguments) {
  if (arguments.everywhere) throw UsageError("--everywhere is for names; two are one everywhere");
}

std::string reference(const Vertex& vertex) { return vertex.stub ? vertex.name : vertex.key; }

}  // namespace

int verb_review(const Settings& settings) {
  const std::string format = choose_format(settings, {"text", "json"}, "text");
  const Store store = open_for_reading(settings);
  const auto queue = review_queue(store, read_identities(settings).identities, settings.as_of);
  if (format == "json") {
    Json json;
    json["schema"] = "rapport.review/1";
    json["cases"] = Json::array();
    for (const ReviewCase& c : queue) json["cases"].push_back(to_json(c));
    write_result(settings, json_text(json));
  } else {
    std::string text;
    const std::size_t most = settings.verbose ? queue.size() : kMostCasesShown;
    for (std::size_t i = 0; i < std::min(most, queue.size()); ++i) {
      text += shown(queue[i], settings.verbose) + "\n";
    }
    if (queue.size() > most) {
      text += fmt::format("and {} more; `rapport review -v` shows all\n", queue.size() - most);
    }
    text += fmt::format("{} case{}\n", queue.size(), queue.size() == 1 ? "" : "s");
    if (!queue.empty()) write_result(settings, for_terminal(text));
  }
  if (queue.empty()) {
    say(settings, "rapport: nothing to decide");
    return kNothingFound;
  }
  say(settings,
      "rapport: `rapport review accept ID [N]` or `reject ID [N]` decides; `rapport help review` "
      "has more");
  return kDone;
}

int verb_review_accept(const Settings& settings, const ReviewArguments& arguments) {
  Verdicts verdicts(settings, arguments.dry_run);
  const Store store = open_for_reading(settings);
  const ReviewCase c = find_case(settings, store, verdicts.identities(), arguments.id);
  const ReviewCase::Candidate* candidate =
      arguments.choice.empty() ? nullptr : chosen(c, arguments.choice);
  if (is_duplicate(c.kind)) {
    refuse_everywhere(arguments);
    if (!arguments.choice.empty() && candidate == nullptr) {
      throw UsageError(fmt::format("'{}' is none of the two{}", arguments.choice, list_of(c)));
    }
    std::vector<std::string> names = {c.candidates[0].reference(), c.candidates[1].reference()};
    if (candidate == &c.candidates[1]) std::swap(names[0], names[1]);
    return verdicts.add({Kind::merge, std::move(names), {}, {}, 0});
  }
  if (arguments.choice.empty()) {
    if (c.candidates.size() != 1) {
      throw UsageError(fmt::format("which one does '{}' mean? Give the number, or a name{}", c.name,
                                   list_of(c)));
    }
    candidate = &c.candidates.front();
  }
  // A name that is not among the candidates: somebody else who is known, or somebody new.
  std::string is = arguments.choice;
  if (candidate != nullptr) {
    is = candidate->reference();
  } else {
    EntityReader entities(store, settings.as_of);
    try {
      is = reference(entities.vertex(
          look_up(settings, store, entities, arguments.choice, {VertexType::person})));
    } catch (const UnknownName& e) {
      if (!e.suggestions.empty()) throw;
      say(settings, fmt::format("rapport: '{}' is new; nobody is called so yet", is));
    }
  }
  return verdicts.add(on_name(Kind::accept, c, std::move(is), arguments.everywhere));
}

int verb_review_reject(const Settings& settings, const ReviewArguments& arguments) {
  Verdicts verdicts(settings, arguments.dry_run);
  const Store store = open_for_reading(settings);
  const ReviewCase c = find_case(settings, store, verdicts.identities(), arguments.id);
  if (is_duplicate(c.kind)) {
    refuse_everywhere(arguments);
    return verdicts.add(
        {Kind::apart, {c.candidates[0].reference(), c.candidates[1].reference()}, {}, {}, 0});
  }
  std::string isnot;
  if (!arguments.choice.empty()) {
    const ReviewCase::Candidate* candidate = chosen(c, arguments.choice);
    if (candidate == nullptr) {
      throw UsageError(fmt::format("'{}' is no candidate{}", arguments.choice, list_of(c)));
    }
    isnot = candidate->reference();
  }
  return verdicts.add(on_name(Kind::reject, c, std::move(isnot), arguments.everywhere));
}

int verb_review_merge(const Settings& settings, const ReviewArguments& arguments) {
  Verdicts verdicts(settings, arguments.dry_run);
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  Verdict verdict{Kind::merge, {}, {}, {}, 0};
  std::optional<Vertex> kept;
  for (const std::string& name : arguments.names) {
    const Vertex vertex = entities.vertex(look_up(
        settings, store, entities, name,
        {VertexType::person, VertexType::organization, VertexType::project, VertexType::meeting}));
    if (kept && kept->type != vertex.type) {
      throw UsageError(fmt::format("{} is of type {}, {} of type {}; they cannot be one",
                                   kept->name, to_string(kept->type), vertex.name,
                                   to_string(vertex.type)));
    }
    if (!kept) kept = vertex;
    const std::string text = reference(vertex);
    if (std::find(verdict.names.begin(), verdict.names.end(), text) == verdict.names.end()) {
      verdict.names.push_back(text);
    }
  }
  if (verdict.names.size() < 2) {
    throw UsageError(arguments.names.size() < 2
                         ? "merge takes two or more names"
                         : fmt::format("these are one already: {}", verdict.names.front()));
  }
  return verdicts.add(verdict);
}

int verb_review_split(const Settings& settings, const ReviewArguments& arguments) {
  Verdicts verdicts(settings, arguments.dry_run);
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  look_up(settings, store, entities, arguments.name, {VertexType::person});
  if (fold_name(arguments.name) == fold_name(arguments.as)) {
    throw UsageError("--as takes another name, such as \"Dana Ruiz (Harrow)\"");
  }
  for (const std::string& glob : arguments.globs) {
    bool is_used = false;
    store.for_each_source([&](const Store::Source& source) {
      is_used = is_used || (!source.path.empty() && glob_matches(glob, source.path));
    });
    if (!is_used) throw UsageError(fmt::format("no note is matched by '{}'", glob));
  }
  return verdicts.add({Kind::split, {arguments.name}, arguments.globs, arguments.as, 0});
}

int verb_review_undo(const Settings& settings, const ReviewArguments& arguments) {
  return Verdicts(settings, arguments.dry_run).take_back(arguments.id);
}

int verb_review_log(const Settings& settings) {
  const std::string format = choose_format(settings, {"text", "json"}, "text");
  const IdentitiesFile file = read_identities(settings);
  const auto& list = file.identities.verdicts();
  if (format == "json") {
    Json json;
    json["schema"] = "rapport.review-log/1";
    json["verdicts"] = Json::array();
    for (const Verdict& v : list) json["verdicts"].push_back(to_json(v));
    write_result(settings, json_text(json));
  } else {
    std::string text;
    for (const Verdict& v : list) {
      text += fmt::format("{}  {:<6}  {}\n", v.id(), to_string(v.kind), told(v));
    }
    write_result(settings, for_terminal(text));
  }
  if (list.empty()) {
    say(settings, "rapport: there are no verdicts");
    return kNothingFound;
  }
  return kDone;
}

}  // namespace rapport
