#include "analysis/strength_fit.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "analysis/maximize.h"
#include "analysis/tie_strength.h"

namespace rapport {
namespace {

constexpr std::array kHalfLives = {7.0, 14.0, 30.0, 60.0, 120.0, 240.0, 500.0, 1000.0};
constexpr std::array kKappas = {0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 20.0};
constexpr double kNearLimit = 1.02;

const ParameterRow& row_of(double Parameters::*member) {
  const auto table = parameter_table();
  return *std::find_if(table.begin(), table.end(),
                       [&](const ParameterRow& row) { return row.member == member; });
}

// The logarithms of H and kappa, in which both have an even scale.
using Logarithms = std::array<double, 2>;

Parameters with(Parameters parameters, std::span<const double> logs) {
  parameters.half_life_days = std::exp(logs[0]);
  parameters.kappa = std::exp(logs[1]);
  return parameters;
}

Limits logarithms(const ParameterRow& row) { return {std::log(row.least), std::log(row.most)}; }

// The number that the text of two digits reads as, so that writing and reading it change nothing.
double two_digits(double value) {
  const std::string text = fmt::format("{:.2g}", value);
  double number = value;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

bool is_at_limit(const ParameterRow& row, double value) {
  return value < row.least * kNearLimit || value > row.most / kNearLimit;
}

}  // namespace

std::vector<Prediction> predict_by_strength(const Holdout& holdout, const Parameters& parameters) {
  std::vector<Prediction> predictions;
  predictions.reserve(holdout.ties.size());
  const TieWeights weights(parameters);
  for (const HeldOutTie& tie : holdout.ties) {
    const TieStrength strength = tie_strength(tie.known, true, holdout.cut, weights);
    predictions.push_back({strength.to_neighbor, tie.met.has_value()});
  }
  return predictions;
}

StrengthFit fit_strength(const Holdout& holdout, const Parameters& parameters) {
  const ParameterRow& half_life = row_of(&Parameters::half_life_days);
  const ParameterRow& kappa = row_of(&Parameters::kappa);
  const auto score = [&](std::span<const double> logs) {
    return -brier(predict_by_strength(holdout, with(parameters, logs)));
  };
  Logarithms best{std::log(parameters.half_life_days), std::log(parameters.kappa)};
  double best_score = score(best);
  for (const double h : kHalfLives) {
    for (const double k : kKappas) {
      const Logarithms logs{std::log(h), std::log(k)};
      const double value = score(logs);
      if (value > best_score) {
        best = logs;
        best_score = value;
      }
    }
  }
  const std::array<Limits, 2> limits = {logarithms(half_life), logarithms(kappa)};
  maximize(score, limits, best, "the half-life");

  StrengthFit fit{with(parameters, best), 0, false};
  fit.at_limit = is_at_limit(half_life, fit.parameters.half_life_days) ||
                 is_at_limit(kappa, fit.parameters.kappa);
  // No more digits than data of this kind can tell.
  fit.parameters.half_life_days = std::round(fit.parameters.half_life_days);
  fit.parameters.kappa = std::clamp(two_digits(fit.parameters.kappa), kappa.least, kappa.most);
  fit.brier = brier(predict_by_strength(holdout, fit.parameters));
  return fit;
}

}  // namespace rapport
