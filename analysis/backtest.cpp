#include "analysis/backtest.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/attendance.h"
#include "analysis/holdout.h"
#include "analysis/stale_relationships.h"
#include "analysis/strength_fit.h"
#include "analysis/tie_strength.h"

namespace rapport {
namespace {

constexpr double kExpected = 0.5;
constexpr std::array kPredictors = {Predictor::lifetime,  Predictor::strength,
                                    Predictor::log_log,   Predictor::recency,
                                    Predictor::frequency, Predictor::base_rate};

bool is_enough(std::size_t ties, std::size_t met) {
  return ties >= kTiesToBacktest && met >= kOutcomesToBacktest && ties - met >= kOutcomesToBacktest;
}

// What a rule gives to a tie of which it knows all up to the cut.
double rule_value(Predictor rule, const Tie& known, Date cut) {
  const auto count = static_cast<double>(known.contacts.size());
  const double silent = days_between(known.contacts.back().date, cut);
  if (rule == Predictor::recency) return -silent;
  if (rule == Predictor::frequency) return count;
  return std::log1p(count) - std::log1p(silent);
}

class Finder {
 public:
  Finder(const StoredGraph& graph, EntityReader& entities, const BacktestQuery& query,
         const Parameters& parameters)
      : graph_(graph),
        entities_(entities),
        query_(query),
        parameters_(parameters),
        hidden_(window_up_to(query.as_of)),
        before_(window_up_to(hidden_.cut)) {}

  Backtest find() {
    Backtest found;
    found.cut = hidden_.cut;
    found.as_of = query_.as_of;
    found.days = query_.days;
    found.owner = entities_.entity(query_.owner);
    found.parameters = parameters_;
    found.ties = hidden_.ties.size();
    found.met = hidden_.met();
    found.undated_statements = hidden_.undated_statements;
    found.last_contact = last_contact();
    found.is_enough = is_enough(found.ties, found.met);
    if (!found.is_enough) return found;
    found.lifetime = fit_relationships(hidden_.known(), hidden_.cut, parameters_);
    if (found.lifetime) found.shown = Predictor::lifetime;
    take_base_rate(found);
    score(found);
    found.fit = fit();
    find_misses(found);
    return found;
  }

 private:
  Holdout window_up_to(Date until) const {
    return hold_out(graph_.ties(query_.owner), until - std::chrono::days{query_.days}, until,
                    parameters_);
  }

  std::optional<Date> last_contact() const {
    std::optional<Date> last;
    const TieWeights weights(parameters_);
    for (const Tie& tie : graph_.ties(query_.owner)) {
      const auto days = contact_days(tie, true, query_.as_of, weights);
      if (!days.empty()) last = std::max(last, std::optional(days.back().date));
    }
    return last;
  }

  // Known at the cut where the window before had ties enough to tell it.
  void take_base_rate(Backtest& found) const {
    found.is_base_rate_in_hindsight = before_.ties.size() < kTiesToBacktest;
    const Holdout& window = found.is_base_rate_in_hindsight ? hidden_ : before_;
    found.base_rate = static_cast<double>(window.met()) / static_cast<double>(window.ties.size());
  }

  std::vector<Prediction> predictions(Predictor predictor, const Backtest& found) const {
    if (predictor == Predictor::strength) return predict_by_strength(hidden_, parameters_);
    std::vector<Prediction> list;
    for (const HeldOutTie& tie : hidden_.ties) {
      double value = found.base_rate;
      if (predictor == Predictor::lifetime) {
        value = probability_of_contact(found.lifetime->parameters,
                                       history_of(tie.known.contacts, hidden_.cut), query_.days);
      } else if (predictor != Predictor::base_rate) {
        value = rule_value(predictor, tie.known, hidden_.cut);
      }
      list.push_back({value, tie.met.has_value()});
    }
    return list;
  }

  void score(Backtest& found) const {
    double best_auc = -1;
    for (const Predictor predictor : kPredictors) {
      if (predictor == Predictor::lifetime && !found.lifetime) continue;
      const auto list = predictions(predictor, found);
      const bool is_rule = predictor == Predictor::log_log || predictor == Predictor::recency ||
                           predictor == Predictor::frequency;
      PredictorScore score{predictor, *auc(list), std::nullopt};
      if (!is_rule) score.brier = brier(list);
      if (is_rule && score.auc.value > best_auc) {
        best_auc = score.auc.value;
        found.best_rule = predictor;
      }
      if (!is_rule && predictor != Predictor::base_rate) {
        found.calibrations.push_back({predictor, calibration(list)});
      }
      found.scores.push_back(score);
    }
    const auto shown = predictions(found.shown, found);
    found.lead = *auc_difference(shown, predictions(found.best_rule, found));
    found.brier_gain = brier_difference(predictions(Predictor::base_rate, found), shown);
  }

  FitFinding fit() const {
    FitFinding fit;
    fit.cut = before_.cut;
    fit.until = before_.until;
    fit.ties = before_.ties.size();
    fit.met = before_.met();
    if (!is_enough(fit.ties, fit.met)) return fit;
    const StrengthFit fitted = fit_strength(before_, parameters_);
    fit.fitted = fitted.parameters;
    const auto now = predict_by_strength(hidden_, parameters_);
    const auto then = predict_by_strength(hidden_, fit.fitted);
    fit.brier_now = brier(now);
    fit.brier_fitted = brier(then);
    fit.auc_now = auc(now)->value;
    fit.auc_fitted = auc(then)->value;
    fit.gain = brier_difference(now, then);
    fit.verdict = judge(fit, fitted.at_limit);
    return fit;
  }

  FitVerdict judge(const FitFinding& fit, bool at_limit) const {
    if (fit.fitted.half_life_days == parameters_.half_life_days &&
        fit.fitted.kappa == parameters_.kappa) {
      return FitVerdict::same;
    }
    if (compare(fit.gain) != Comparison::better) return FitVerdict::no_better;
    if (at_limit) return FitVerdict::at_limit;
    return query_.days == kHorizonDays ? FitVerdict::better : FitVerdict::other_window;
  }

  void find_misses(Backtest& found) {
    const auto shown = predictions(found.shown, found);
    for (const bool met : {false, true}) {
      std::vector<std::size_t> missed;
      for (std::size_t i = 0; i < shown.size(); ++i) {
        if (shown[i].came == met && (shown[i].value < kExpected) == met) missed.push_back(i);
      }
      const auto is_worse = [&](std::size_t a, std::size_t b) {
        if (shown[a].value != shown[b].value) return (shown[a].value < shown[b].value) == met;
        const Entity first = person(a);
        const Entity second = person(b);
        return by_name(first) < by_name(second);
      };
      const std::size_t kept = std::min(missed.size(), query_.most_misses);
      std::partial_sort(missed.begin(), missed.begin() + static_cast<std::ptrdiff_t>(kept),
                        missed.end(), is_worse);
      missed.resize(kept);
      for (const std::size_t i : missed) {
        (met ? found.unexpected : found.not_met).push_back(miss(i, shown[i].value));
      }
    }
  }

  Entity person(std::size_t tie) { return entities_.entity(hidden_.ties[tie].known.neighbor); }

  MissFinding miss(std::size_t i, double predicted) {
    const HeldOutTie& tie = hidden_.ties[i];
    const Contact& last = tie.known.contacts.back();
    MissFinding miss{person(i), predicted, last.date, std::nullopt, cite(tie, last)};
    if (tie.met) {
      miss.met = tie.met->date;
      for (Citation& place : cite(tie, *tie.met)) miss.evidence.push_back(std::move(place));
    }
    return miss;
  }

  std::vector<Citation> cite(const HeldOutTie& tie, const Contact& contact) {
    return entities_.citations(
        attendance(graph_, contact.meeting, tie.known.neighbor, query_.owner));
  }

  const StoredGraph& graph_;
  EntityReader& entities_;
  BacktestQuery query_;
  Parameters parameters_;
  Holdout hidden_;
  Holdout before_;  // as long, just before it
};

}  // namespace

std::string_view to_string(Predictor predictor) {
  static constexpr std::array<std::string_view, 6> kNames = {"lifetime", "strength",  "log_log",
                                                             "recency",  "frequency", "base_rate"};
  return kNames[static_cast<std::size_t>(predictor)];
}

std::string_view to_string(FitVerdict verdict) {
  static constexpr std::array<std::string_view, 6> kNames = {
      "better", "same", "no_better", "at_limit", "other_window", "not_enough_data"};
  return kNames[static_cast<std::size_t>(verdict)];
}

Backtest find_backtest(const StoredGraph& graph, EntityReader& entities, const BacktestQuery& query,
                       const Parameters& parameters) {
  return Finder(graph, entities, query, parameters).find();
}

}  // namespace rapport
