#include <limits>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

constexpr std::size_t kTextLimit = 20;

// What is asked for: relationships of one type, commitments, or people and commitments.
struct Kinds {
  std::optional<VertexType> relationships;
  bool commitments = false;
};

Kinds kinds_of(const std::string& type) {
  if (type.empty()) return {VertexType::person, true};
  if (type == "commitment") return {std::nullopt, true};
  const auto vertex = vertex_type_of(type);
  // A project is late by its tasks, too.
  if (vertex == VertexType::project) return {vertex, true};
  if (vertex == VertexType::person || vertex == VertexType::organization) return {vertex, false};
  throw UsageError("--type takes person, organization, project or commitment");
}

}  // namespace

int verb_stale(const Settings& settings, const StaleArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "markdown", "csv"}, "text");
  Kinds kinds = kinds_of(arguments.type);
  if (format == "csv" && kinds.relationships) kinds.commitments = false;  // a file is one table
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  StaleQuery query;
  query.owner = find_owner(settings, store, entities);
  query.as_of = settings.as_of;
  query.type = kinds.relationships.value_or(VertexType::person);
  if (!arguments.account.empty()) {
    query.account =
        look_up(settings, store, entities, arguments.account, {VertexType::organization});
  }
  const StoredGraph graph(store);
  const std::size_t limit = arguments.limit.value_or(
      format == "json" || format == "csv" ? std::numeric_limits<std::size_t>::max() : kTextLimit);
  query.most_cited = limit;
  std::vector<RelationshipFinding> relationships;
  if (kinds.relationships) {
    const Signals signals(store, settings.as_of, settings.parameters);
    if (query.type == VertexType::person) {
      const auto fit =
          fit_relationships(store.ties(query.owner), settings.as_of, settings.parameters);
      if (fit) query.lifetime = fit->parameters;
    }
    relationships = find_stale(graph, signals, entities, query, settings.parameters);
  }
  std::vector<CommitmentFinding> commitments;
  if (kinds.commitments) {
    commitments =
        find_commitments(graph, entities, {query.owner, query.as_of, query.account, std::nullopt});
  }
  if (format == "json") {
    nlohmann::ordered_json json = to_json(relationships, query.as_of, limit);
    if (kinds.commitments) {
      json["commitments"] = to_json(commitments, limit);
      json["late_projects"] = to_json(late_projects(commitments));
    }
    write_result(settings, json_text(json));
  } else if (format == "csv") {
    write_result(settings, render_csv(kinds.relationships ? to_table(relationships, limit)
                                                          : to_table(commitments, limit)));
  } else if (!kinds.relationships) {
    write_report(settings, to_report(commitments, query.as_of, limit), format);
  } else {
    Report report = to_report(relationships, query, limit);
    if (query.type == VertexType::project) {
      if (auto late = late_projects_section(commitments); !late.items.empty()) {
        report.sections.push_back(std::move(late));
      }
    } else if (kinds.commitments) {
      report.answer.text += " " + headline(commitments);
      for (ReportSection& section : sections_of(commitments, limit)) {
        report.sections.push_back(std::move(section));
      }
    }
    write_report(settings, report, format);
  }
  if (relationships.empty() && commitments.empty()) {
    say(settings, fmt::format("rapport: no {} to report on",
                              arguments.type.empty() ? "person" : arguments.type));
    return kNothingFound;
  }
  return kDone;
}

}  // namespace rapport
