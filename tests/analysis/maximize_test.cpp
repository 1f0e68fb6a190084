#include "analysis/maximize.h"

#include <array>
#include <cmath>
#include <limits>
#include <stdexcept>

#include <gtest/gtest.h>

namespace rapport {
namespace {

double hill(std::span<const double> at) {
  return 3 - (at[0] - 2) * (at[0] - 2) - 10 * (at[1] + 1) * (at[1] + 1);
}

TEST(Maximize, ClimbsToTheTop) {
  std::array<double, 2> at = {-4, 3};
  const std::array<Limits, 2> limits = {Limits{-5, 5}, Limits{-5, 5}};
  EXPECT_NEAR(maximize(hill, limits, at, "it"), 3, 1e-6);
  EXPECT_NEAR(at[0], 2, 1e-3);
  EXPECT_NEAR(at[1], -1, 1e-3);
}

TEST(Maximize, StaysWithinEachLimit) {
  std::array<double, 2> at = {0, 3};
  const std::array<Limits, 2> limits = {Limits{-5, 1}, Limits{2, 5}};
  maximize(hill, limits, at, "it");
  EXPECT_DOUBLE_EQ(at[0], 1);
  EXPECT_DOUBLE_EQ(at[1], 2);
}

TEST(Maximize, TakesWhatIsNotFiniteForTheLeast) {
  std::array<double, 1> at = {2};
  const std::array<Limits, 1> limits = {Limits{-5, 5}};
  const auto log = [](std::span<const double> x) {
    return x[0] <= 0 ? std::numeric_limits<double>::quiet_NaN() : std::log(x[0]) - x[0];
  };
  EXPECT_NEAR(maximize(log, limits, at, "it"), -1, 1e-6);
  EXPECT_NEAR(at[0], 1, 1e-3);
}

TEST(Maximize, RefusesAStartOutOfTheLimits) {
  std::array<double, 1> at = {9};
  const std::array<Limits, 1> limits = {Limits{-5, 5}};
  EXPECT_THROW(maximize([](std::span<const double> x) { return -x[0]; }, limits, at, "it"),
               std::runtime_error);
}

}  // namespace
}  // namespace rapport
