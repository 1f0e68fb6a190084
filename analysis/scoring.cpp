#include "analysis/scoring.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>

namespace rapport {
namespace {

constexpr std::size_t kBins = 10;
constexpr double kErrorsBeyondChance = 2;

// Ranks from 1; equal values share the mean of theirs.
std::vector<double> midranks(const std::vector<double>& values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  std::vector<double> ranks(values.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t end = i;
    while (end < order.size() && values[order[end]] == values[order[i]]) ++end;
    const double rank = static_cast<double>(i + 1 + end) / 2;
    for (; i < end; ++i) ranks[order[i]] = rank;
  }
  return ranks;
}

// Of each that came the part of the others that it is ranked above, and the reverse.
struct Placements {
  std::vector<double> came;
  std::vector<double> others;
};

Placements placements(std::span<const Prediction> predictions) {
  std::vector<double> all;
  std::vector<double> came;
  std::vector<double> others;
  for (const Prediction& p : predictions) {
    all.push_back(p.value);
    (p.came ? came : others).push_back(p.value);
  }
  const std::vector<double> rank = midranks(all);
  const std::vector<double> rank_of_came = midranks(came);
  const std::vector<double> rank_of_others = midranks(others);
  Placements result;
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    if (predictions[i].came) {
      const double above = rank[i] - rank_of_came[result.came.size()];
      result.came.push_back(above / static_cast<double>(others.size()));
    } else {
      const double above = rank[i] - rank_of_others[result.others.size()];
      result.others.push_back(1 - above / static_cast<double>(came.size()));
    }
  }
  return result;
}

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double variance_of_mean(const std::vector<double>& values) {
  if (values.size() < 2) return std::numeric_limits<double>::infinity();
  const double middle = mean(values);
  double sum = 0;
  for (const double value : values) sum += (value - middle) * (value - middle);
  return sum / static_cast<double>(values.size() - 1) / static_cast<double>(values.size());
}

Estimate estimate(const Placements& p) {
  return {mean(p.came), std::sqrt(variance_of_mean(p.came) + variance_of_mean(p.others))};
}

void subtract(std::vector<double>& from, const std::vector<double>& values) {
  std::transform(from.begin(), from.end(), values.begin(), from.begin(), std::minus<>());
}

double squared_error(const Prediction& p) {
  const double error = p.value - (p.came ? 1 : 0);
  return error * error;
}

}  // namespace

std::string_view to_string(Comparison comparison) {
  static constexpr std::array<std::string_view, 3> kNames = {"better", "alike", "worse"};
  return kNames[static_cast<std::size_t>(comparison)];
}

Comparison compare(const Estimate& difference) {
  const double chance = kErrorsBeyondChance * difference.standard_error;
  if (difference.value > chance) return Comparison::better;
  return difference.value < -chance ? Comparison::worse : Comparison::alike;
}

std::optional<Estimate> auc(std::span<const Prediction> predictions) {
  const Placements p = placements(predictions);
  if (p.came.empty() || p.others.empty()) return std::nullopt;
  return estimate(p);
}

std::optional<Estimate> auc_difference(std::span<const Prediction> a,
                                       std::span<const Prediction> b) {
  assert(std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Prediction& x, const Prediction& y) { return x.came == y.came; }));
  Placements difference = placements(a);
  if (difference.came.empty() || difference.others.empty()) return std::nullopt;
  const Placements less = placements(b);
  subtract(difference.came, less.came);
  subtract(difference.others, less.others);
  return estimate(difference);
}

double brier(std::span<const Prediction> predictions) {
  double sum = 0;
  for (const Prediction& p : predictions) sum += squared_error(p);
  return sum / static_cast<double>(predictions.size());
}

Estimate brier_difference(std::span<const Prediction> a, std::span<const Prediction> b) {
  assert(a.size() == b.size());
  std::vector<double> differences;
  for (std::size_t i = 0; i < a.size(); ++i) {
    differences.push_back(squared_error(a[i]) - squared_error(b[i]));
  }
  return {mean(differences), std::sqrt(variance_of_mean(differences))};
}

std::vector<CalibrationBin> calibration(std::span<const Prediction> predictions) {
  std::array<CalibrationBin, kBins> bins;
  for (std::size_t i = 0; i < kBins; ++i) {
    bins[i].from = static_cast<double>(i) / kBins;
    bins[i].to = static_cast<double>(i + 1) / kBins;
  }
  for (const Prediction& p : predictions) {
    CalibrationBin& bin = bins[std::min(static_cast<std::size_t>(p.value * kBins), kBins - 1)];
    ++bin.count;
    bin.mean_predicted += p.value;
    bin.observed += p.came ? 1 : 0;
  }
  std::vector<CalibrationBin> filled;
  for (CalibrationBin& bin : bins) {
    if (bin.count == 0) continue;
    bin.mean_predicted /= static_cast<double>(bin.count);
    bin.observed /= static_cast<double>(bin.count);
    filled.push_back(bin);
  }
  return filled;
}

}  // namespace rapport
