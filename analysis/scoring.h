#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace rapport {

// How well predictions agree with what came. Of a ranking any score will do, the higher the more
// likely; the others want probabilities.

struct Prediction {
  double value = 0;
  bool came = false;
};

// What a sample tells of a number, and how far chance may have moved it.
struct Estimate {
  double value = 0;
  double standard_error = 0;
};

// Whether a difference is more than chance: beyond two standard errors.
enum class Comparison { better, alike, worse };
std::string_view to_string(Comparison comparison);
Comparison compare(const Estimate& difference);

// The area under the ROC curve: the chance that of one that came and one that did not the former
// has the higher score, a tie counting half. By midranks, as the statistic of Mann and Whitney
// (Hanley and McNeil 1982); the standard error is that of DeLong, DeLong and Clarke-Pearson (1988),
// by the ranks of Sun and Xu (2014), infinite with a single one of a kind. nullopt unless there are
// both kinds. O(n log n).
std::optional<Estimate> auc(std::span<const Prediction> predictions);

// AUC of `a` less that of `b`, which predict the same things in the same order. The standard error
// (DeLong) knows that they do. nullopt unless there are both kinds.
std::optional<Estimate> auc_difference(std::span<const Prediction> a,
                                       std::span<const Prediction> b);

// The mean square of what the probabilities missed by (Brier 1950): 0 is perfect, 0.25 is what
// always saying one half gives. Of at least one.
double brier(std::span<const Prediction> predictions);

// Brier of `a` less that of `b`, of the same things in the same order, with the standard error of
// the paired difference; infinite of a single one.
Estimate brier_difference(std::span<const Prediction> a, std::span<const Prediction> b);

// Of the predictions from `from` to below `to` (the last bin has its end).
struct CalibrationBin {
  double from = 0;
  double to = 0;
  std::size_t count = 0;
  double mean_predicted = 0;
  double observed = 0;  // the part that came
};

// Ten bins of equal width, without the empty ones.
std::vector<CalibrationBin> calibration(std::span<const Prediction> predictions);

}  // namespace rapport
