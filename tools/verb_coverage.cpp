#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {

int verb_coverage(const Settings& settings, const std::string& account) {
  const std::string format = choose_format(settings, {"text", "json", "markdown", "csv"}, "text");
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  CoverageQuery query;
  query.from = find_owner(settings, store, entities);
  query.account = look_up(settings, store, entities, account, {VertexType::organization});
  const auto fit = fit_relationships(store.ties(query.from), settings.as_of, settings.parameters);
  if (fit) query.lifetime = fit->parameters;

  const StoredGraph graph(store);
  const PeopleGraph people(graph, query.from, settings.as_of, settings.parameters);
  const Signals signals(store, settings.as_of, settings.parameters);
  const Coverage coverage = find_coverage(people, signals, entities, query);
  if (format == "json") {
    write_result(settings, json_text(to_json(coverage)));
  } else if (format == "csv") {
    write_result(settings, render_csv(to_table(coverage)));
  } else {
    write_report(settings, to_report(coverage), format);
  }
  return coverage.decision_makers.empty() ? kNothingFound : kDone;
}

}  // namespace rapport
