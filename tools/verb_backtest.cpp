#include <array>
#include <filesystem>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/backtest.h"
#include "analysis/render.h"
#include "tools/config.h"
#include "tools/config_edit.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/vault_file.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

// Why the fitted values are not taken over, empty if they are worth it.
std::string reason_to_keep(const Backtest& backtest) {
  if (!backtest.is_enough) return "there is not enough data";
  switch (backtest.fit.verdict) {
    case FitVerdict::better:
      return {};
    case FitVerdict::same:
      return "the fit gives the values in use";
    case FitVerdict::no_better:
      return "the fitted values did not prove better on days that the fit did not see";
    case FitVerdict::at_limit:
      return "the fit ends at the limit of a range";
    case FitVerdict::other_window:
      return "kappa is for a window of 90 days";
    case FitVerdict::not_enough_data:
      break;
  }
  return "there is not enough data to fit";
}

bool has_fit(const Backtest& backtest) {
  return backtest.is_enough && backtest.fit.verdict != FitVerdict::not_enough_data &&
         backtest.fit.verdict != FitVerdict::same;
}

// Whether it was written, or would be.
bool write_config(const Settings& settings, const BacktestArguments& arguments,
                  const Backtest& backtest) {
  const std::string reason = reason_to_keep(backtest);
  if (!reason.empty() && !(arguments.force && has_fit(backtest))) {
    say(settings, fmt::format("rapport: {} stays as it is: {}{}", kConfigFile, reason,
                              has_fit(backtest) ? "; --force writes them all the same" : ""));
    return false;
  }
  const Parameters& fitted = backtest.fit.fitted;
  const std::array<ParameterValue, 2> values = {
      ParameterValue{"half_life_days", fitted.half_life_days},
      ParameterValue{"kappa", fitted.kappa}};
  const std::string before = read_vault_file(settings, kConfigFile);
  const std::string after = set_parameters(
      before, values, (std::filesystem::path(settings.vault) / kConfigFile).string());
  if (arguments.dry_run) {
    write_result(settings, for_terminal(unified_diff(kConfigFile, before, after)));
    say(settings, "rapport: nothing was written (--dry-run)");
    return true;
  }
  write_vault_file(settings, kConfigFile, after);
  say(settings, fmt::format("rapport: {}: half_life_days {:g}, kappa {:g}", kConfigFile,
                            fitted.half_life_days, fitted.kappa));
  return true;
}

}  // namespace

int verb_backtest(const Settings& settings, const BacktestArguments& arguments) {
  const std::string format = choose_format(settings, {"text", "json", "markdown"}, "text");
  if (arguments.write_config && settings.vault.empty()) {
    throw UsageError("--write-config needs the vault: name it with --vault DIR or $RAPPORT_VAULT");
  }
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  BacktestQuery query;
  query.owner = find_owner(settings, store, entities);
  query.as_of = settings.as_of;
  query.days = arguments.days;
  const StoredGraph graph(store);
  const Backtest backtest = find_backtest(graph, entities, query, settings.parameters);
  if (!arguments.dry_run) {
    if (format == "json") {
      write_result(settings, json_text(to_json(backtest)));
    } else {
      write_report(settings, to_report(backtest), format);
    }
  }
  const bool is_refused = arguments.write_config && !write_config(settings, arguments, backtest);
  return backtest.is_enough && !is_refused ? kDone : kNothingFound;
}

}  // namespace rapport
