#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/spoken_date.h"
#include "tools/verbs.h"

namespace rapport {

int verb_weekly(const Settings& settings, const WeeklyArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  IsoWeek week = iso_week_of(settings.as_of);
  if (!arguments.week.empty()) {
    const auto parsed = parse_week(arguments.week, settings.as_of);
    if (!parsed) {
      throw UsageError(
          fmt::format("--week takes a week, not '{}': {}", arguments.week, kWeekForms));
    }
    week = *parsed;
  }
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  const StoredGraph graph(store);
  std::vector<VertexId> accounts;
  for (const std::string& name : arguments.accounts) {
    accounts.push_back(look_up(settings, store, entities, name, {VertexType::organization}));
  }
  if (arguments.accounts.empty()) accounts = accounts_of(graph, week);

  AccountQuery query;
  query.week = week;
  query.owner = find_owner_if_named(settings, store, entities);
  if (settings.as_of_given) query.as_of = settings.as_of;
  if (query.owner) {  // one model for all accounts, as `stale` has it on that day
    const auto fit = fit_relationships(store.ties(*query.owner), report_day(week, query.as_of),
                                       settings.parameters);
    if (fit) query.lifetime = fit->parameters;
  }
  if (!query.owner) {
    say(settings,
        "rapport: without --me NAME there are no executives' paths and no slipping relationships");
  }
  std::string text;
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const VertexId account : accounts) {
    query.account = account;
    const AccountReport report = report_account(graph, entities, query, settings.parameters);
    if (format == "json") {
      list.push_back(to_json(report));
    } else {
      if (!text.empty()) text += '\n';
      text += format == "markdown" ? render_markdown(to_report(report))
                                   : render_text(to_report(report), settings.color);
    }
  }
  if (format == "json") {
    // One account by name is one report; anything else is a list of them.
    const bool single = arguments.accounts.size() == 1;
    text = json_text(single ? list.front() : list);
  }
  write_result(settings, text);
  if (accounts.empty()) {
    say(settings, "rapport: no accounts: the vault has no note of type company, customer...");
    return kNothingFound;
  }
  return kDone;
}

}  // namespace rapport
