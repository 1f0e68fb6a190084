#pragma once

#include <span>
#include <string>
#include <string_view>

#include "graph/degrees.h"

namespace rapport {

// Every number that an analysis rests on. Settable in `.rapport.yaml` under `parameters`, printed
// by `who --explain`.
struct Parameters {
  double half_life_days = 60;      // H: measured optimum 30 to 90
  double gamma_direct = 0.5;       // group discount for ties of the owner or the meeting's person
  double gamma_third_party = 1.0;  // and between others (Newman 2001)
  double largest_group = kUsualTieGroup;  // a larger meeting makes no tie
  double kappa = 2.0;  // strength at which a tie is exercised with chance 1 - 1/e
  double weight_meeting = 1.0;
  double weight_call = 0.8;
  double weight_mail = 0.3;
  double q_reports_to = 0.5;  // chance behind a stated relation, on the day it is stated
  double q_will_open = 0.5;
  double q_introduced = 0.4;
  double q_sponsors = 0.6;
  double statement_half_life_days = 365;
  double advocacy_days = 180;  // how long advocacy makes a path a sponsorship
  double search_paths = 10;    // k of the search; fewer are shown
  double path_overlap = 0.5;   // shown paths share at most this part of their people
  double stale_after_days = 30;
  double stale_probability = 0.35;
  double stale_peak = 0.4;           // only what was once alive can go stale
  double dormant_after_days = 1095;  // three years (Levin et al.)
};

struct ParameterRow {
  std::string_view name;
  double Parameters::*member;
  double least;
  double most;
  std::string_view meaning;
};

std::span<const ParameterRow> parameter_table();

}  // namespace rapport
