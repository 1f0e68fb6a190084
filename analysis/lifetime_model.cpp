#include "analysis/lifetime_model.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

#include "analysis/maximize.h"

namespace rapport {
namespace {

constexpr int kStarts = 3;
constexpr Limits kLimits{-12, 12};  // of the logarithms: parameters between 6e-6 and 160,000

// Without lgamma's global sign, which is of no use here.
double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

// Equal histories count once, with their number.
using Weighted = std::vector<std::pair<ContactHistory, double>>;

Weighted weigh(std::span<const ContactHistory> histories) {
  std::map<ContactHistory, double> counts;
  for (const ContactHistory& h : histories) counts[h] += 1;
  return {counts.begin(), counts.end()};
}

// What of a relationship's likelihood depends on its number of contacts alone.
double log_of_count(LifetimeModel model, const LifetimeParameters& p, int x) {
  const double survived = model == LifetimeModel::mbg_nbd ? x + 1 : x;
  return log_gamma(p.r + x) - log_gamma(p.r) + p.r * std::log(p.alpha) +  //
         log_gamma(p.a + p.b) + log_gamma(p.b + survived) - log_gamma(p.b) -
         log_gamma(p.a + p.b + survived);
}

// The odds that it has ended: what was lived through against what would have been.
double odds_of_end(LifetimeModel model, const LifetimeParameters& p, const ContactHistory& h) {
  if (model == LifetimeModel::bg_nbd && h.repeats == 0) return 0;
  const double behind = model == LifetimeModel::mbg_nbd ? p.b + h.repeats : p.b + h.repeats - 1;
  return p.a / behind *
         std::exp((p.r + h.repeats) * std::log((p.alpha + h.age) / (p.alpha + h.recency)));
}

double log_likelihood(LifetimeModel model, const LifetimeParameters& p, const Weighted& histories) {
  double sum = 0;
  int repeats = -1;
  double of_count = 0;
  for (const auto& [h, weight] : histories) {
    if (h.repeats != repeats) {  // they are sorted by it
      repeats = h.repeats;
      of_count = log_of_count(model, p, repeats);
    }
    sum += weight * (of_count - (p.r + h.repeats) * std::log(p.alpha + h.age) +
                     std::log1p(odds_of_end(model, p, h)));
  }
  return sum;
}

using Logarithms = std::array<double, 4>;

LifetimeParameters parameters_of(const double* logs) {
  return {std::exp(logs[0]), std::exp(logs[1]), std::exp(logs[2]), std::exp(logs[3])};
}

// A scale to start from: the usual time between contacts.
double mean_gap(const Weighted& histories) {
  double ages = 0;
  double contacts = 0;
  for (const auto& [h, weight] : histories) {
    ages += weight * h.age;
    contacts += weight * (h.repeats + 1);
  }
  return std::clamp(ages / contacts, 0.01, 1e4);
}

// Gauss's hypergeometric function for |z| < 1, by its series.
double hypergeometric(double a, double b, double c, double z) {
  double term = 1;
  double sum = 1;
  for (int n = 0; n < 100'000 && std::abs(term) > 1e-16 * std::abs(sum); ++n) {
    term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * z;
    sum += term;
  }
  return sum;
}

}  // namespace

double log_likelihood(LifetimeModel model, const LifetimeParameters& parameters,
                      std::span<const ContactHistory> histories) {
  return log_likelihood(model, parameters, weigh(histories));
}

LifetimeFit fit_lifetime(LifetimeModel model, std::span<const ContactHistory> histories) {
  const Weighted weighted = weigh(histories);
  const auto likelihood = [&](std::span<const double> at) {
    return log_likelihood(model, parameters_of(at.data()), weighted);
  };
  const std::array<Limits, 4> limits = {kLimits, kLimits, kLimits, kLimits};
  Logarithms logs{0, std::log(mean_gap(weighted)), 0, 0};
  LifetimeFit fit;
  for (int start = 0; start < kStarts; ++start) {
    fit.log_likelihood = maximize(likelihood, limits, logs, "the model of lifetimes");
  }
  fit.parameters = parameters_of(logs.data());
  fit.relationships = histories.size();
  return fit;
}

double probability_alive(LifetimeModel model, const LifetimeParameters& parameters,
                         const ContactHistory& history) {
  return 1 / (1 + odds_of_end(model, parameters, history));
}

double probability_of_contact(const LifetimeParameters& parameters, const ContactHistory& history,
                              double horizon) {
  const double now = parameters.alpha + history.age;
  return probability_alive(LifetimeModel::mbg_nbd, parameters, history) *
         -std::expm1((parameters.r + history.repeats) * std::log(now / (now + horizon)));
}

double expected_contacts(const LifetimeParameters& parameters, const ContactHistory& history,
                         double horizon) {
  const auto& [r, alpha, a, b] = parameters;
  const double x = history.repeats;
  const double now = alpha + history.age;
  const double shape = hypergeometric(r + x, b + x, a + b + x - 1, horizon / (now + horizon));
  return (a + b + x - 1) / (a - 1) * (1 - std::pow(now / (now + horizon), r + x) * shape) *
         probability_alive(LifetimeModel::bg_nbd, parameters, history);
}

}  // namespace rapport
