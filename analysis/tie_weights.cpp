#include "analysis/tie_weights.h"

#include <cmath>

namespace rapport {
namespace {

constexpr std::size_t kKnownAges = 4096;  // days, some eleven years: what fits the fastest cache

}  // namespace

double Decay::compute(int age_days) const { return std::exp2(-age_days / half_life_days_); }

double Decay::operator()(int age_days) const {
  const auto age = static_cast<std::size_t>(age_days);
  if (age_days < 0 || age >= kKnownAges) return compute(age_days);
  if (age >= known_.size()) known_.resize(age + 1, -1.0);
  double& known = known_[age];
  if (known < 0) known = compute(age_days);
  return known;
}

TieWeights::TieWeights(const Parameters& parameters)
    : contact(parameters.half_life_days),
      statement(parameters.statement_half_life_days),
      parameters_(parameters) {
  for (const bool is_direct : {false, true}) {
    for (std::size_t size = 2; size < kKnownGroups; ++size) {
      groups_[is_direct ? 1 : 0][size] = std::pow(static_cast<double>(size - 1), -gamma(is_direct));
    }
  }
}

double TieWeights::channel(Channel channel) const {
  switch (channel) {
    case Channel::call:
      return parameters_.weight_call;
    case Channel::mail:
      return parameters_.weight_mail;
    case Channel::meeting:
      break;
  }
  return parameters_.weight_meeting;
}

double TieWeights::group(std::uint16_t size, bool is_direct) const {
  if (size >= 2 && size < kKnownGroups) return groups_[is_direct ? 1 : 0][size];
  return std::pow(size - 1, -gamma(is_direct));
}

}  // namespace rapport
