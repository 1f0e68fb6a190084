#include "analysis/strength_fit.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <random>

#include <gtest/gtest.h>

#include "analysis/tie_strength.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

// Ties whose outcome is drawn from p' under `truth`: one to twelve meetings of two to four in up
// to 400 days, and for some a dated statement.
Holdout simulate(const Parameters& truth, std::size_t count) {
  std::mt19937_64 random(17);
  std::uniform_real_distribution<double> unit(0, 1);
  const TieWeights weights(truth);
  Holdout holdout{testing::day("2025-10-01"), testing::day("2025-12-30"), {}, 0};
  for (std::size_t i = 0; i < count; ++i) {
    HeldOutTie tie;
    for (auto n = 1 + random() % 12; n > 0; --n) {
      const std::chrono::days ago{random() % 400};
      tie.known.contacts.push_back({holdout.cut - ago, 0,
                                    static_cast<std::uint16_t>(2 + random() % 3), Channel::meeting,
                                    false});
    }
    std::sort(tie.known.contacts.begin(), tie.known.contacts.end());
    if (random() % 20 == 0) {
      tie.known.statements.push_back(
          {EdgeLabel::sponsors, Direction::out, holdout.cut - std::chrono::days{40}, {}});
    }
    const double chance = tie_strength(tie.known, true, holdout.cut, weights).to_neighbor;
    if (unit(random) < chance) tie.met = tie.known.contacts.back();
    holdout.ties.push_back(std::move(tie));
  }
  return holdout;
}

TEST(StrengthFit, FindsTheParametersOfASimulation) {
  struct {
    double half_life_days;
    double kappa;
  } const truths[] = {{20, 0.5}, {60, 2}, {150, 3}};
  for (const auto& t : truths) {
    Parameters truth;
    truth.half_life_days = t.half_life_days;
    truth.kappa = t.kappa;
    const Holdout holdout = simulate(truth, 4000);
    const StrengthFit fit = fit_strength(holdout, Parameters{});
    EXPECT_NEAR(fit.parameters.half_life_days, t.half_life_days, .15 * t.half_life_days);
    EXPECT_NEAR(fit.parameters.kappa, t.kappa, .15 * t.kappa);
    EXPECT_FALSE(fit.at_limit);
    // Not worse than the truth on what it was fitted to, but for the digits that it leaves off.
    EXPECT_LT(fit.brier, brier(predict_by_strength(holdout, truth)) + 1e-4);
    EXPECT_DOUBLE_EQ(fit.brier, brier(predict_by_strength(holdout, fit.parameters)));
  }
}

TEST(StrengthFit, TouchesNothingButHalfLifeAndKappa) {
  Parameters parameters;
  parameters.gamma_direct = 1.5;
  parameters.weight_call = .1;
  Parameters fitted = fit_strength(simulate(parameters, 300), parameters).parameters;
  fitted.half_life_days = parameters.half_life_days;
  fitted.kappa = parameters.kappa;
  for (const ParameterRow& row : parameter_table()) {
    EXPECT_EQ(fitted.*(row.member), parameters.*(row.member)) << row.name;
  }
}

// Nobody comes, whatever the past: no half-life is told by that.
TEST(StrengthFit, SaysWhenItEndsAtALimit) {
  Holdout holdout = simulate(Parameters{}, 300);
  for (HeldOutTie& tie : holdout.ties) tie.met.reset();
  const StrengthFit fit = fit_strength(holdout, Parameters{});
  EXPECT_TRUE(fit.at_limit);
  for (const ParameterRow& row : parameter_table()) {
    EXPECT_GE(fit.parameters.*(row.member), row.least) << row.name;
    EXPECT_LE(fit.parameters.*(row.member), row.most) << row.name;
  }
}

TEST(StrengthFit, WritesNumbersThatReadTheSame) {
  const StrengthFit fit = fit_strength(simulate(Parameters{}, 500), Parameters{});
  EXPECT_EQ(fit.parameters.half_life_days, std::round(fit.parameters.half_life_days));
  char text[32];
  std::snprintf(text, sizeof text, "%.2g", fit.parameters.kappa);
  EXPECT_EQ(std::strtod(text, nullptr), fit.parameters.kappa);
}

}  // namespace
}  // namespace rapport
