#include "analysis/lifetime_model.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <random>
#include <sstream>
#include <vector>

#include <gtest/gtest.h>

namespace rapport {
namespace {

// Published fits to the CDNOW customers, in weeks: BG/NBD by Fader, Hardie and Lee (2005), MBG/NBD
// by Batislam, Denizel and Filiztekin (2007).
constexpr LifetimeParameters kBgOfCdnow{.243, 4.414, .793, 2.426};
constexpr LifetimeParameters kMbgOfCdnow{.525, 6.183, .891, 1.614};

TEST(LifetimeModel, GivesTheValuesOfThePapers) {
  const ContactHistory twice{2, 30.43, 38.86};
  const ContactHistory once{1, 1.71, 38.86};
  const ContactHistory never{0, 0, 38.86};
  EXPECT_NEAR(probability_alive(LifetimeModel::bg_nbd, kBgOfCdnow, twice), .7266, 5e-5);
  EXPECT_NEAR(probability_alive(LifetimeModel::bg_nbd, kBgOfCdnow, once), .2121, 5e-5);
  EXPECT_EQ(probability_alive(LifetimeModel::bg_nbd, kBgOfCdnow, never), 1);
  EXPECT_NEAR(probability_alive(LifetimeModel::mbg_nbd, kMbgOfCdnow, twice), .7062, 5e-5);
  EXPECT_NEAR(probability_alive(LifetimeModel::mbg_nbd, kMbgOfCdnow, once), .1708, 5e-5);
  EXPECT_NEAR(probability_alive(LifetimeModel::mbg_nbd, kMbgOfCdnow, never), .3897, 5e-5);
  EXPECT_NEAR(expected_contacts(kBgOfCdnow, twice, 39), 1.226, 5e-4);
}

// Counted by hand: r = 1, alpha = 10, a = 1, b = 1; x = 1, t_x = 10, T = 30.
// P(alive) = 1 / (1 + 1/2 * (40/20)^2) = 1/3; A = 1/3 * (1 - (40/130)^2).
TEST(LifetimeModel, GivesWhatIsCountedByHand) {
  const LifetimeParameters p{1, 10, 1, 1};
  const ContactHistory h{1, 10, 30};
  EXPECT_NEAR(probability_alive(LifetimeModel::mbg_nbd, p, h), 1.0 / 3, 1e-12);
  EXPECT_NEAR(probability_of_contact(p, h, 90), (1 - 16.0 / 169) / 3, 1e-12);
  // L = Gamma(2)/Gamma(1) * 10 * [B(1,3)/B(1,1) * 40^-2 + B(2,2)/B(1,1) * 20^-2]
  const ContactHistory histories[] = {h};
  EXPECT_NEAR(log_likelihood(LifetimeModel::mbg_nbd, p, histories),
              std::log(10 * (1.0 / 3 / 1600 + 1.0 / 6 / 400)), 1e-12);
  // BG/NBD: L = Gamma(2)/Gamma(1) * 10 * [B(1,2)/B(1,1) * 40^-2 + B(2,1)/B(1,1) * 20^-2]
  EXPECT_NEAR(log_likelihood(LifetimeModel::bg_nbd, p, histories),
              std::log(10 * (1.0 / 2 / 1600 + 1.0 / 2 / 400)), 1e-12);
}

TEST(LifetimeModel, SilenceLowersTheChanceAndNothingMakesItCertain) {
  std::mt19937_64 random(5);
  std::uniform_real_distribution<double> log_parameter(-2, 2);
  for (int n = 0; n < 2000; ++n) {
    const LifetimeParameters p{std::exp(log_parameter(random)),
                               30 * std::exp(log_parameter(random)),
                               std::exp(log_parameter(random)), std::exp(log_parameter(random))};
    const int repeats = static_cast<int>(random() % 12);
    const double recency = repeats == 0 ? 0 : static_cast<double>(1 + random() % 700);
    double before = 1;
    for (double silence = 0; silence < 1000; silence += 37) {
      const double now = probability_of_contact(p, {repeats, recency, recency + silence}, 90);
      EXPECT_GT(now, 0);
      EXPECT_LT(now, before);
      before = now;
    }
    // A wider view sees more, and in a moment nothing happens.
    const ContactHistory h{repeats, recency, recency + 20};
    EXPECT_LT(probability_of_contact(p, h, 30), probability_of_contact(p, h, 90));
    EXPECT_EQ(probability_of_contact(p, h, 0), 0);
  }
}

// Relationships of known parameters, watched for up to three years.
std::vector<ContactHistory> simulate(const LifetimeParameters& p, int count) {
  std::mt19937_64 random(7);
  std::gamma_distribution<double> rates(p.r, 1 / p.alpha);
  std::gamma_distribution<double> ends(p.a, 1);
  std::gamma_distribution<double> lasts(p.b, 1);
  std::uniform_real_distribution<double> unit(0, 1);
  std::vector<ContactHistory> histories;
  for (int n = 0; n < count; ++n) {
    const double rate = rates(random);
    const double end = ends(random);
    const double dropout = end / (end + lasts(random));
    ContactHistory h{0, 0, std::floor(200 + 900 * unit(random))};
    double now = 0;
    while (unit(random) >= dropout) {
      now += -std::log(1 - unit(random)) / rate;
      if (now > h.age) break;
      ++h.repeats;
      h.recency = now;
    }
    histories.push_back(h);
  }
  return histories;
}

TEST(LifetimeFit, FindsTheParametersOfASimulation) {
  const LifetimeParameters truth{1.2, 40, .8, 2.5};
  const std::vector<ContactHistory> histories = simulate(truth, 20000);
  const LifetimeFit fit = fit_lifetime(LifetimeModel::mbg_nbd, histories);
  EXPECT_EQ(fit.relationships, histories.size());
  EXPECT_GE(fit.log_likelihood, log_likelihood(LifetimeModel::mbg_nbd, truth, histories));
  EXPECT_NEAR(fit.log_likelihood, log_likelihood(LifetimeModel::mbg_nbd, fit.parameters, histories),
              1e-6);
  EXPECT_NEAR(fit.parameters.r, truth.r, .12);
  EXPECT_NEAR(fit.parameters.alpha, truth.alpha, 4);
  EXPECT_NEAR(fit.parameters.a, truth.a, .12);
  EXPECT_NEAR(fit.parameters.b, truth.b, .4);
  // No step to any side is better: it is an optimum.
  for (const double factor : {.99, 1.01}) {
    for (double LifetimeParameters::*part : {&LifetimeParameters::r, &LifetimeParameters::alpha,
                                             &LifetimeParameters::a, &LifetimeParameters::b}) {
      LifetimeParameters near = fit.parameters;
      near.*part *= factor;
      EXPECT_LT(log_likelihood(LifetimeModel::mbg_nbd, near, histories), fit.log_likelihood);
    }
  }
}

TEST(LifetimeFit, EndsForWhateverItIsGiven) {
  const std::vector<std::vector<ContactHistory>> cases = {
      {{0, 0, 0}},
      {{0, 0, 100}},
      std::vector<ContactHistory>(60, {5, 100, 100}),
      std::vector<ContactHistory>(60, {1000, 1e5, 1e5}),
      {{3, 10, 1000}, {0, 0, 0}},
  };
  for (const auto& histories : cases) {
    const LifetimeFit fit = fit_lifetime(LifetimeModel::mbg_nbd, histories);
    EXPECT_TRUE(std::isfinite(fit.log_likelihood));
    const double chance = probability_of_contact(fit.parameters, histories.front(), 90);
    EXPECT_TRUE(chance >= 0 && chance <= 1) << chance;
  }
}

// The fit to the data of the papers, where they are at hand: a table of ID, x, t_x, T with a
// heading, named by RAPPORT_CDNOW_CSV.
TEST(LifetimeFit, GivesThePublishedFitsToTheCdnowCustomers) {
  const char* path = std::getenv("RAPPORT_CDNOW_CSV");
  if (path == nullptr) GTEST_SKIP() << "RAPPORT_CDNOW_CSV names no table of the CDNOW customers";
  std::ifstream file(path);
  std::vector<ContactHistory> histories;
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    std::replace(line.begin(), line.end(), ',', ' ');
    std::istringstream fields(line);
    int id = 0;
    ContactHistory h;
    fields >> id >> h.repeats >> h.recency >> h.age;
    histories.push_back(h);
  }
  ASSERT_EQ(histories.size(), 2357U);
  const LifetimeFit bg = fit_lifetime(LifetimeModel::bg_nbd, histories);
  EXPECT_NEAR(bg.log_likelihood, -9582.43, .005);
  EXPECT_NEAR(bg.parameters.r, .243, 5e-4);
  EXPECT_NEAR(bg.parameters.alpha, 4.414, 5e-3);
  EXPECT_NEAR(bg.parameters.a, .793, 1e-3);
  EXPECT_NEAR(bg.parameters.b, 2.426, 5e-3);
  const LifetimeFit mbg = fit_lifetime(LifetimeModel::mbg_nbd, histories);
  EXPECT_NEAR(mbg.parameters.r, .525, 1e-3);
  EXPECT_NEAR(mbg.parameters.alpha, 6.183, 1e-2);
  EXPECT_NEAR(mbg.parameters.a, .891, 2e-3);
  EXPECT_NEAR(mbg.parameters.b, 1.614, 5e-3);
}

}  // namespace
}  // namespace rapport
