#include "analysis/tie_weights.h"

#include <cmath>
#include <initializer_list>

#include <gtest/gtest.h>

namespace rapport {
namespace {

TEST(Decay, HalvesWithEachHalfLife) {
  const Decay decay(60);
  for (const int age : {600, 0, 60, 120, 7, 600}) {  // in no order, and twice
    EXPECT_EQ(decay(age), std::exp2(-age / 60.0)) << age;
  }
}

TEST(Decay, HoldsForAnyAge) {
  const Decay decay(365);
  for (const int age : {4095, 4096, 2'000'000, -3}) {
    EXPECT_EQ(decay(age), std::exp2(-age / 365.0)) << age;
  }
}

TEST(TieWeights, DiscountsGroupsByWhoseTieItIs) {
  Parameters parameters;
  parameters.gamma_direct = 0.25;
  parameters.gamma_third_party = 1.5;
  const TieWeights weights(parameters);
  for (const std::uint16_t size : std::initializer_list<std::uint16_t>{2, 3, 8, 63, 64, 40000}) {
    EXPECT_EQ(weights.group(size, true), std::pow(size - 1, -0.25)) << size;
    EXPECT_EQ(weights.group(size, false), std::pow(size - 1, -1.5)) << size;
  }
  EXPECT_EQ(weights.group(2, false), 1);
}

TEST(TieWeights, KnowsWhatEachChannelIsWorth) {
  Parameters parameters;
  parameters.weight_meeting = 0.9;
  const TieWeights weights(parameters);
  EXPECT_EQ(weights.channel(Channel::meeting), 0.9);
  EXPECT_EQ(weights.channel(Channel::call), parameters.weight_call);
  EXPECT_EQ(weights.channel(Channel::mail), parameters.weight_mail);
}

}  // namespace
}  // namespace rapport
