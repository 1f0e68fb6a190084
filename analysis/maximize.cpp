#include "analysis/maximize.h"

#include <cmath>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlopt.h>

namespace rapport {
namespace {

using Function = std::function<double(std::span<const double>)>;

constexpr int kMostEvaluations = 1000;
constexpr double kTolerance = 1e-6;  // relative, of where the maximum is

extern "C" double evaluate(unsigned count, const double* at, double*, void* data) {
  const double value = (*static_cast<const Function*>(data))({at, count});
  return std::isfinite(value) ? value : -HUGE_VAL;
}

}  // namespace

double maximize(const Function& function, std::span<const Limits> limits, std::span<double> at,
                const char* what) {
  const std::unique_ptr<nlopt_opt_s, void (*)(nlopt_opt)> search(
      nlopt_create(NLOPT_LN_NELDERMEAD, static_cast<unsigned>(at.size())), nlopt_destroy);
  std::vector<double> least;
  std::vector<double> most;
  for (const Limits& limit : limits) {
    least.push_back(limit.least);
    most.push_back(limit.most);
  }
  Function data = function;
  nlopt_set_max_objective(search.get(), evaluate, &data);
  nlopt_set_lower_bounds(search.get(), least.data());
  nlopt_set_upper_bounds(search.get(), most.data());
  nlopt_set_initial_step1(search.get(), 1);
  nlopt_set_xtol_rel(search.get(), kTolerance);
  nlopt_set_maxeval(search.get(), kMostEvaluations);
  double best = 0;
  if (nlopt_optimize(search.get(), at.data(), &best) < 0) {
    throw std::runtime_error(std::string(what) + " cannot be fitted");
  }
  return best;
}

}  // namespace rapport
