#pragma once

#include <vector>

#include "analysis/holdout.h"
#include "analysis/parameters.h"
#include "analysis/scoring.h"

namespace rapport {

// Half-life H and kappa of the strength of a tie, fitted to what came of the owner's ties.
//
// Sought is the least Brier score of p' at the cut against "met within the window". It is a proper
// score, so the true H and kappa have the least expected one (Gneiting and Raftery 2007, "optimum
// score estimation"). And it is bounded: under maximum likelihood a single tie that is revived
// after years, to which p' gives next to nothing, would outweigh all others.

// p' of each tie of the owner to the neighbour at the cut, and what came.
std::vector<Prediction> predict_by_strength(const Holdout& holdout, const Parameters& parameters);

struct StrengthFit {
  Parameters parameters;  // those given, with H in whole days and kappa to two digits
  double brier = 0;       // on the ties that it was fitted to
  bool at_limit = false;  // of the range of H or of kappa: the data do not tell it
};

// A grid over the ranges of `parameter_table`, then maximize() from its best. Of at least one tie.
// Deterministic. Cost: some 200 passes over the contact days, 0.1 s for 10,000 of them.
StrengthFit fit_strength(const Holdout& holdout, const Parameters& parameters);

}  // namespace rapport
