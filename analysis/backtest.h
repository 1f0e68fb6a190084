#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analysis/entity.h"
#include "analysis/lifetime_model.h"
#include "analysis/parameters.h"
#include "analysis/scoring.h"
#include "graph/stored_graph.h"

namespace rapport {

// How far the numbers of `stale` and `who` can be trusted on the owner's own notes: the last days
// are hidden, the owner's ties of the day before them are predicted, and the predictions are held
// against whom the owner met in those days.

enum class Predictor {
  lifetime,   // A of MBG/NBD, fitted to the histories up to the cut; what `stale` prints
  strength,   // p' of the tie; what `who` prints, and `stale` where nothing is fitted
  log_log,    // log(1 + days met) - log(1 + days silent)
  recency,    // days silent
  frequency,  // days met
  base_rate,  // the same chance for everyone
};
std::string_view to_string(Predictor predictor);

struct PredictorScore {
  Predictor predictor = Predictor::strength;
  Estimate auc;
  std::optional<double> brier;  // of those that give probabilities
};

struct PredictorCalibration {
  Predictor predictor = Predictor::strength;
  std::vector<CalibrationBin> bins;
};

enum class FitVerdict {
  better,           // on days that the fit did not see, by more than chance: worth taking over
  same,             // the values in use
  no_better,        // not beyond chance, or worse
  at_limit,         // at the end of a range: the notes do not tell it
  other_window,     // not 90 days, which p' is the chance for
  not_enough_data,  // in the window that it is fitted to
};
std::string_view to_string(FitVerdict verdict);

// H and kappa fitted to the window before the hidden one, then tested on that.
struct FitFinding {
  FitVerdict verdict = FitVerdict::not_enough_data;
  Date cut;  // the window that they are fitted to: the days after `cut` up to `until`
  Date until;
  std::size_t ties = 0;
  std::size_t met = 0;
  // All below are without meaning when there is not enough data.
  Parameters fitted;
  double brier_now = 0;  // on the hidden window, with the parameters in use
  double brier_fitted = 0;
  double auc_now = 0;
  double auc_fitted = 0;
  Estimate gain;  // brier_now less brier_fitted: positive is better
};

// A tie that was predicted worst.
struct MissFinding {
  Entity person;
  double predicted = 0;
  Date last_contact;               // up to the cut
  std::optional<Date> met;         // on this hidden day, though not expected
  std::vector<Citation> evidence;  // of the last contact, and of the hidden one
};

struct Backtest {
  Date cut;    // the last day that the predictions know
  Date as_of;  // the last hidden day
  int days = 0;
  Entity owner;
  Parameters parameters;               // those in use
  std::size_t ties = 0;                // people met up to the cut
  std::size_t met = 0;                 // of these met in the hidden days
  std::optional<Date> last_contact;    // of any, up to `as_of`
  std::size_t undated_statements = 0;  // left out: they may be of the hidden days
  bool is_enough = false;
  // All below are empty when there is not enough data.
  std::optional<LifetimeFit> lifetime;
  double base_rate = 0;
  bool is_base_rate_in_hindsight = false;  // too few ties in the window before to take it from
  std::vector<PredictorScore> scores;
  Predictor shown = Predictor::strength;     // what `stale` prints
  Predictor best_rule = Predictor::log_log;  // of log-log, recency, frequency that of best AUC
  Estimate lead;                             // AUC of `shown` less that of `best_rule`
  Estimate brier_gain;                       // Brier of the base rate less that of `shown`
  std::vector<PredictorCalibration> calibrations;
  FitFinding fit;
  std::vector<MissFinding> not_met;     // expected with 50 % or more, the surest first
  std::vector<MissFinding> unexpected;  // met, expected with less; the least expected first
};

// Fewer tell nothing: an AUC of ten against forty has a standard error of 0.1 by itself.
inline constexpr std::size_t kTiesToBacktest = 50;
inline constexpr std::size_t kOutcomesToBacktest = 10;  // of either kind

struct BacktestQuery {
  VertexId owner = 0;
  Date as_of;
  int days = 90;                // hidden
  std::size_t most_misses = 5;  // of either kind
};

// Cost: one read of the owner's ties, a fit of each model.
Backtest find_backtest(const StoredGraph& graph, EntityReader& entities, const BacktestQuery& query,
                       const Parameters& parameters);

}  // namespace rapport
