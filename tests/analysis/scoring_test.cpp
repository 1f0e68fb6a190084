#include "analysis/scoring.h"

#include <cmath>
#include <random>
#include <string>

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace rapport {
namespace {

using Predictions = std::vector<Prediction>;

TEST(Auc, IsWhatIsCountedByHand) {
  struct {
    Predictions predictions;
    double auc;
  } const cases[] = {
      {{{.9, true}, {.1, false}}, 1},
      {{{.1, true}, {.9, false}}, 0},
      {{{.5, true}, {.5, false}}, .5},
      // Four pairs: .8 over both, .4 over .3 and under .6.
      {{{.8, true}, {.4, true}, {.6, false}, {.3, false}}, 3. / 4},
      // Six pairs: 2 over 1, 1 and level with 2; 1 under 2 and level with two.
      {{{2, true}, {1, true}, {2, false}, {1, false}, {1, false}}, (1 + 1 + .5 + .5 + .5 + 0) / 6},
      // All alike.
      {{{7, true}, {7, false}, {7, true}, {7, false}, {7, false}}, .5},
      // Scores need be no probabilities.
      {{{-3, true}, {-400, false}, {12, true}}, 1},
  };
  for (const auto& c : cases) {
    const auto found = auc(c.predictions);
    ASSERT_TRUE(found);
    EXPECT_DOUBLE_EQ(found->value, c.auc);
  }
}

TEST(Auc, NeedsBothKinds) {
  EXPECT_FALSE(auc(Predictions{}));
  EXPECT_FALSE(auc(Predictions{{.4, true}, {.5, true}}));
  EXPECT_FALSE(auc(Predictions{{.4, false}}));
  EXPECT_FALSE(auc_difference(Predictions{{.4, false}}, Predictions{{.4, false}}));
}

// Values of few kinds, so that many are level.
Predictions random_predictions(std::mt19937_64& random, std::size_t count) {
  Predictions predictions;
  for (std::size_t i = 0; i < count; ++i) {
    predictions.push_back({static_cast<double>(random() % 12) / 11, random() % 3 == 0});
  }
  predictions.front().came = true;
  predictions.back().came = false;
  predictions[1].came = true;
  predictions[2].came = false;
  return predictions;
}

double won(double a, double b) { return a > b ? 1 : a == b ? .5 : 0; }

// By its definition, pair by pair, with DeLong's structural components.
struct ByPairs {
  std::vector<double> came;
  std::vector<double> others;

  explicit ByPairs(const Predictions& predictions) {
    Predictions yes;
    Predictions no;
    for (const Prediction& p : predictions) (p.came ? yes : no).push_back(p);
    for (const Prediction& y : yes) {
      came.push_back(0);
      for (const Prediction& n : no) came.back() += won(y.value, n.value) / double(no.size());
    }
    for (const Prediction& n : no) {
      others.push_back(0);
      for (const Prediction& y : yes) others.back() += won(y.value, n.value) / double(yes.size());
    }
  }

  static double mean(const std::vector<double>& v) {
    double sum = 0;
    for (const double x : v) sum += x;
    return sum / double(v.size());
  }
  static double covariance(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - mean(a)) * (b[i] - mean(b));
    return sum / double(a.size() - 1);
  }
};

double variance(const ByPairs& a, const ByPairs& b) {
  return ByPairs::covariance(a.came, b.came) / double(a.came.size()) +
         ByPairs::covariance(a.others, b.others) / double(a.others.size());
}

TEST(Auc, AgreesWithACountOfAllPairs) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 200; ++round) {
    const Predictions a = random_predictions(random, 4 + random() % 60);
    const ByPairs pairs(a);
    const auto found = auc(a);
    ASSERT_TRUE(found);
    EXPECT_NEAR(found->value, ByPairs::mean(pairs.came), 1e-12);
    EXPECT_NEAR(found->standard_error, std::sqrt(variance(pairs, pairs)), 1e-9);

    Predictions b = a;
    for (Prediction& p : b) p.value += static_cast<double>(random() % 5) / 7;
    const ByPairs others(b);
    const auto difference = auc_difference(a, b);
    EXPECT_NEAR(difference->value, found->value - auc(b)->value, 1e-12);
    EXPECT_NEAR(difference->standard_error,
                std::sqrt(std::max(0., variance(pairs, pairs) + variance(others, others) -
                                           2 * variance(pairs, others))),
                1e-7);
  }
}

TEST(Auc, HangsOnTheOrderAlone) {
  std::mt19937_64 random(12);
  const Predictions a = random_predictions(random, 50);
  Predictions stretched = a;
  Predictions reversed = a;
  for (Prediction& p : stretched) p.value = std::exp(9 * p.value) - 40;
  for (Prediction& p : reversed) p.value = -p.value;
  EXPECT_DOUBLE_EQ(auc(stretched)->value, auc(a)->value);
  EXPECT_NEAR(auc(reversed)->value, 1 - auc(a)->value, 1e-12);
  const auto none = auc_difference(a, stretched);
  EXPECT_EQ(none->value, 0);
  EXPECT_EQ(none->standard_error, 0);
}

// The standard error is what many samples of one kind scatter by.
TEST(Auc, KnowsHowFarChanceMovesIt) {
  std::mt19937_64 random(13);
  std::normal_distribution<double> noise(0, 1);
  double sum = 0;
  double squares = 0;
  double claimed = 0;
  constexpr int kRounds = 2000;
  for (int round = 0; round < kRounds; ++round) {
    Predictions sample;
    for (int i = 0; i < 80; ++i) sample.push_back({noise(random) + (i % 4 == 0), i % 4 == 0});
    const Estimate found = *auc(sample);
    sum += found.value;
    squares += found.value * found.value;
    claimed += found.standard_error;
  }
  const double mean = sum / kRounds;
  EXPECT_NEAR(mean, .7602, .005);  // Phi(1 / sqrt(2))
  EXPECT_NEAR(claimed / kRounds, std::sqrt(squares / kRounds - mean * mean), .004);
}

TEST(Brier, IsTheMeanSquareOfTheMiss) {
  EXPECT_DOUBLE_EQ(brier(Predictions{{1, true}, {0, false}}), 0);
  EXPECT_DOUBLE_EQ(brier(Predictions{{0, true}, {1, false}}), 1);
  EXPECT_DOUBLE_EQ(brier(Predictions{{.5, true}, {.5, false}}), .25);
  EXPECT_DOUBLE_EQ(brier(Predictions{{.8, true}, {.3, false}, {.1, true}}), (.04 + .09 + .81) / 3);
}

TEST(Brier, DifferenceIsPaired) {
  const Predictions a = {{.8, true}, {.3, false}, {.1, true}};
  const Predictions b = {{1, true}, {.3, false}, {.2, true}};
  const Estimate found = brier_difference(a, b);
  // .04, 0 and .17; mean .07, sample variance .0079.
  EXPECT_NEAR(found.value, .07, 1e-12);
  EXPECT_NEAR(found.standard_error, std::sqrt(.0079 / 3), 1e-12);
  EXPECT_TRUE(std::isinf(
      brier_difference(Predictions{{.1, true}}, Predictions{{.2, true}}).standard_error));
}

TEST(Comparison, NeedsTwoStandardErrors) {
  EXPECT_EQ(compare({.21, .1}), Comparison::better);
  EXPECT_EQ(compare({.2, .1}), Comparison::alike);
  EXPECT_EQ(compare({-.2, .1}), Comparison::alike);
  EXPECT_EQ(compare({-.21, .1}), Comparison::worse);
  EXPECT_EQ(compare({0, 0}), Comparison::alike);
}

std::string dump(const std::vector<CalibrationBin>& bins) {
  std::string text;
  for (const CalibrationBin& b : bins) {
    text += fmt::format("{:.1f}-{:.1f} {} said {:.3f} came {:.3f}\n", b.from, b.to, b.count,
                        b.mean_predicted, b.observed);
  }
  return text;
}

TEST(Calibration, SortsIntoTenBinsAndLeavesOutTheEmptyOnes) {
  EXPECT_EQ(dump(calibration(Predictions{})), "");
  EXPECT_EQ(dump(calibration(Predictions{{0, false},
                                         {.05, true},
                                         {.1, false},  // the next one begins with it
                                         {.3, true},
                                         {.32, false},
                                         {.37, true},
                                         {.96, true},
                                         {1, true}})),
            "0.0-0.1 2 said 0.025 came 0.500\n"
            "0.1-0.2 1 said 0.100 came 0.000\n"
            "0.3-0.4 3 said 0.330 came 0.667\n"
            "0.9-1.0 2 said 0.980 came 1.000\n");
}

}  // namespace
}  // namespace rapport
