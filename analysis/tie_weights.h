#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "analysis/parameters.h"
#include "graph/elements.h"

namespace rapport {

// A half-life's powers 2^(-age / half-life), each computed when it is first asked for.
// Not for several threads.
class Decay {
 public:
  explicit Decay(double half_life_days) : half_life_days_(half_life_days) {}

  double operator()(int age_days) const;  // age >= 0; in (0, 1]

 private:
  double compute(int age_days) const;

  double half_life_days_;
  mutable std::vector<double> known_;  // by age; negative: not yet
};

// The factors of a tie's strength under some parameters. A question weighs some ten thousand ties
// whose ages and groups are few numbers: none of their powers is computed twice.
class TieWeights {
 public:
  explicit TieWeights(const Parameters& parameters);

  const Parameters& parameters() const { return parameters_; }
  double channel(Channel channel) const;
  // The exponent of a group's discount. `is_direct`: the owner's own tie, or that of the person
  // whom the meeting belongs to.
  double gamma(bool is_direct) const {
    return is_direct ? parameters_.gamma_direct : parameters_.gamma_third_party;
  }
  double group(std::uint16_t size, bool is_direct) const;  // (size - 1)^(-gamma), size >= 2

  Decay contact;
  Decay statement;

 private:
  static constexpr std::size_t kKnownGroups = 64;

  Parameters parameters_;
  std::array<std::array<double, kKnownGroups>, 2> groups_;  // by directness and size
};

}  // namespace rapport
