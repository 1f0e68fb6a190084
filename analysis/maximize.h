#pragma once

#include <functional>
#include <span>

namespace rapport {

struct Limits {
  double least = 0;
  double most = 0;
};

// Climbs from `at` to a maximum of a function of a few numbers, each within its limits: the simplex
// of Nelder and Mead (1965), in NLopt, with first steps of 1. Moves `at` there; returns the value
// there. Values that are not finite count as the least. A local maximum; deterministic. At most
// 1,000 evaluations. Throws std::runtime_error, after `what`, when `at` is out of its limits.
double maximize(const std::function<double(std::span<const double>)>& function,
                std::span<const Limits> limits, std::span<double> at, const char* what);

}  // namespace rapport
