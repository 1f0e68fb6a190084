#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

std::string label(Predictor predictor) {
  switch (predictor) {
    case Predictor::lifetime:
      return "MBG/NBD";
    case Predictor::strength:
      return "tie strength p'";
    case Predictor::log_log:
      return "log-log";
    case Predictor::base_rate:
      return "base rate";
    default:
      return std::string(to_string(predictor));
  }
}

std::string what_it_is(Predictor predictor, const Backtest& b) {
  switch (predictor) {
    case Predictor::lifetime:
      return fmt::format("stale: fitted to the {} histories of that day",
                         b.lifetime->relationships);
    case Predictor::strength:
      return b.lifetime ? "who" : "who, and stale with fewer than 50 histories of three days";
    case Predictor::log_log:
      return "rule: log(1 + days met) - log(1 + days silent)";
    case Predictor::recency:
      return "rule: whom you met last";
    case Predictor::frequency:
      return "rule: whom you met most often";
    case Predictor::base_rate:
      return fmt::format("always {}, the part that was met in the {}", percent(b.base_rate),
                         b.is_base_rate_in_hindsight
                             ? "hidden days themselves: known in hindsight only"
                             : fmt::format("{} days before", b.days));
  }
  return {};
}

const PredictorScore& score_of(const Backtest& b, Predictor predictor) {
  return *std::find_if(b.scores.begin(), b.scores.end(),
                       [&](const PredictorScore& s) { return s.predictor == predictor; });
}

std::string plus_minus(const Estimate& e) {
  return fmt::format("{:.2f} ± {:.2f}", e.value, e.standard_error);
}

std::string needed() {
  return fmt::format("it takes {} with {} of each", kTiesToBacktest, kOutcomesToBacktest);
}

std::string split(std::size_t ties, std::size_t met, Date cut) {
  return fmt::format("of {} by {}, {} met again and {} not",
                     count_of(ties, "person met", "people met"), to_iso(cut),
                     met == 1 ? "1 was" : fmt::format("{} were", met), ties - met);
}

// Whether the ranking holds.
Text ranking(const Backtest& b) {
  const std::string aucs =
      fmt::format("AUC {:.2f} against {:.2f} of {}", score_of(b, b.shown).auc.value,
                  score_of(b, b.best_rule).auc.value, label(b.best_rule));
  switch (compare(b.lead)) {
    case Comparison::better:
      return {fmt::format("{} tells whom you meet again better than any simple rule ({}).",
                          label(b.shown), aucs),
              Tone::good};
    case Comparison::worse:
      return {fmt::format("A simple rule tells whom you meet again better than {} ({}).",
                          label(b.shown), aucs),
              Tone::bad};
    case Comparison::alike:
      break;
  }
  return {
      fmt::format("{} tells whom you meet again about as well as the best simple rule ({}; within "
                  "chance).",
                  label(b.shown), aucs),
      Tone::plain};
}

// Whether the percentages hold.
Text percentages(const Backtest& b) {
  const std::string briers = fmt::format("Brier {:.3f} against {:.3f}", *score_of(b, b.shown).brier,
                                         *score_of(b, Predictor::base_rate).brier);
  const std::string constant = fmt::format("always saying {}", percent(b.base_rate));
  switch (compare(b.brier_gain)) {
    case Comparison::better:
      return {fmt::format("The percentages of {} are better than {} ({}).", label(b.shown),
                          constant, briers),
              Tone::good};
    case Comparison::worse:
      return {
          fmt::format("The percentages of {} are worse than {} ({}): take them as a ranking only.",
                      label(b.shown), constant, briers),
          Tone::bad};
    case Comparison::alike:
      break;
  }
  return {fmt::format("The percentages of {} are no better than {} ({}; within chance): take them "
                      "as a ranking only.",
                      label(b.shown), constant, briers),
          Tone::warn};
}

Table scores(const Backtest& b) {
  Table table{{"predictor", "#AUC", "#Brier", "what it is"}, {}};
  for (const PredictorScore& s : b.scores) {
    table.rows.push_back({{label(s.predictor), s.predictor == b.shown ? Tone::strong : Tone::plain},
                          {plus_minus(s.auc), Tone::plain},
                          {s.brier ? fmt::format("{:.3f}", *s.brier) : "-", Tone::plain},
                          {what_it_is(s.predictor, b), Tone::dim}});
  }
  return table;
}

ReportSection calibration_section(const PredictorCalibration& c) {
  Table table{{"said", "#people", "#mean said", "#met again"}, {}};
  for (const CalibrationBin& bin : c.bins) {
    table.rows.push_back(
        {{fmt::format("{:.0f} to {:.0f}%", 100 * bin.from, 100 * bin.to), Tone::plain},
         {std::to_string(bin.count), Tone::plain},
         {percent(bin.mean_predicted), Tone::plain},
         {percent(bin.observed), Tone::plain}});
  }
  return {"What " + label(c.predictor) + " said, and what came", {}, table, {}};
}

std::string values(const Parameters& p) {
  return fmt::format("half-life {:g} days, kappa {:g}", p.half_life_days, p.kappa);
}

// "Brier less by 0.0274 ± 0.0173"
std::string gain(const Estimate& e) {
  return fmt::format("Brier {} by {:.4f} ± {:.4f}", e.value < 0 ? "more" : "less",
                     std::abs(e.value), e.standard_error);
}

Text verdict(const Backtest& b) {
  const FitFinding& f = b.fit;
  switch (f.verdict) {
    case FitVerdict::better:
      return {fmt::format("The fitted values are better on days that the fit did not see ({}): "
                          "rapport backtest --write-config takes them over",
                          gain(f.gain)),
              Tone::good};
    case FitVerdict::same:
      return {"The fit gives the values in use.", Tone::good};
    case FitVerdict::no_better:
      return {
          fmt::format("The fitted values are {} on days that the fit did not see ({}): keep "
                      "those in use",
                      compare(f.gain) == Comparison::worse ? "worse" : "no better beyond chance",
                      gain(f.gain)),
          Tone::plain};
    case FitVerdict::at_limit:
      return {
          "The fit ends at the limit of a range, so these notes do not tell the value: keep "
          "those in use",
          Tone::warn};
    case FitVerdict::other_window:
      return {"p' is the chance of 90 days, and these are others: keep the values in use",
              Tone::warn};
    case FitVerdict::not_enough_data:
      break;
  }
  return {fmt::format("Not enough data to fit them: {}; {}", split(f.ties, f.met, f.cut), needed()),
          Tone::warn};
}

ReportSection fit_section(const Backtest& b) {
  const FitFinding& f = b.fit;
  ReportSection section{"Half-life and kappa of tie strength", {}, std::nullopt, {}};
  if (f.verdict != FitVerdict::not_enough_data) {
    section.heading += fmt::format(", fitted to {} to {}, tested on the hidden days",
                                   to_iso(f.cut + std::chrono::days{1}), to_iso(f.until));
    section.table = Table{{"", "values", "#AUC", "#Brier"}, {}};
    const auto row = [&](const char* name, const Parameters& p, double auc, double brier) {
      section.table->rows.push_back({{name, Tone::strong},
                                     {values(p), Tone::plain},
                                     {fmt::format("{:.3f}", auc), Tone::plain},
                                     {fmt::format("{:.4f}", brier), Tone::plain}});
    };
    row("in use", b.parameters, f.auc_now, f.brier_now);
    row("fitted", f.fitted, f.auc_fitted, f.brier_fitted);
  }
  section.items.push_back({verdict(b), {}, {}});
  return section;
}

ReportSection misses(const char* heading, const std::vector<MissFinding>& list) {
  ReportSection section{heading, {}, std::nullopt, "Nobody."};
  for (const MissFinding& m : list) {
    std::string text = fmt::format("{}: {} was said, last met on {}", with_title(m.person),
                                   hedged_percent(m.predicted), to_iso(m.last_contact));
    if (m.met) text += fmt::format(", and again on {}", to_iso(*m.met));
    section.items.push_back({{text, Tone::plain}, m.evidence, {}});
  }
  return section;
}

Report not_enough(Report report, const Backtest& b) {
  report.answer = {fmt::format("Not enough data: {}; {}.", split(b.ties, b.met, b.cut), needed()),
                   Tone::warn};
  if (b.last_contact && *b.last_contact <= b.cut) {
    const std::string last = to_iso(*b.last_contact);
    report.sections.push_back(
        {{},
         {{{fmt::format("The notes have no meeting of yours after {}: --as-of {} hides the days "
                        "before it",
                        last, last),
            Tone::dim},
           {},
           {}}},
         std::nullopt,
         {}});
  }
  return report;
}

}  // namespace

Report to_report(const Backtest& b) {
  Report report;
  report.subtitle =
      fmt::format("{}, {} to {} hidden; only meetings that both attended count as contact",
                  b.owner.name, to_iso(b.cut + std::chrono::days{1}), to_iso(b.as_of));
  if (!b.is_enough) return not_enough(std::move(report), b);

  report.answer = ranking(b);
  ReportSection overview{{}, {}, scores(b), {}};
  overview.items.push_back({percentages(b), {}, {}});
  std::string basis = split(b.ties, b.met, b.cut);
  basis[0] = 'O';
  overview.items.push_back(
      {{basis + "; ± is one standard error, and two of a difference are taken for chance",
        Tone::dim},
       {},
       {}});
  if (b.undated_statements > 0) {
    overview.items.push_back(
        {{fmt::format("{} without a date left out: they may be of the hidden days",
                      count_of(b.undated_statements, "statement", "statements")),
          Tone::dim},
         {},
         {}});
  }
  report.sections.push_back(std::move(overview));
  for (const PredictorCalibration& c : b.calibrations) {
    report.sections.push_back(calibration_section(c));
  }
  report.sections.push_back(fit_section(b));
  report.sections.push_back(misses("Expected with 50% or more, and not met", b.not_met));
  report.sections.push_back(misses("Expected with less than 50%, and met", b.unexpected));
  return report;
}

}  // namespace rapport
