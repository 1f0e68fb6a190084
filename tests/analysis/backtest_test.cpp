#include "analysis/backtest.h"

#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/render.h"
#include "analysis/tie_strength.h"
#include "tests/analysis/world.h"

namespace rapport {
namespace {

using std::chrono::days;
using testing::day;
using testing::names;
using testing::places;
using testing::World;

const Date kAsOf = day("2026-01-16");
const Date kCut = day("2025-10-18");
const Date kCutBefore = day("2025-07-20");

Backtest backtest(const World& world, int hidden = 90) {
  BacktestQuery query;
  query.owner = world.id("Me");
  query.as_of = world.as_of;
  query.days = hidden;
  return find_backtest(world.graph, world.entities, query, world.parameters);
}

std::string meeting(Date date, const std::string& person) {
  return fmt::format("{}: Me, {}\n", to_iso(date), person);
}

// P0, P1... of whom each was met on one day before the cut, later ones earlier, and the first `met`
// of them again in the window.
std::string met_again(int people, int met) {
  std::string text = "person: Me\n";
  for (int i = 0; i < people; ++i) {
    text += meeting(kCut - days{i}, fmt::format("P{}", i));
    if (i < met) text += meeting(kCut + days{1 + i}, fmt::format("P{}", i));
  }
  return text;
}

// Whom the owner meets by the strength of the tie under `truth`, in the window before and in the
// hidden one.
std::string lively(int people, const Parameters& truth) {
  std::mt19937_64 random(23);
  std::uniform_real_distribution<double> unit(0, 1);
  const TieWeights weights(truth);
  std::string text = "person: Me\n";
  for (int i = 0; i < people; ++i) {
    Tie tie;
    const auto meet = [&](Date date) {
      tie.contacts.push_back({date, 0, 2, Channel::meeting, false});
      std::sort(tie.contacts.begin(), tie.contacts.end());
      text += meeting(date, fmt::format("P{}", i));
    };
    for (auto n = 1 + random() % 6; n > 0; --n) meet(kCutBefore - days{random() % 300});
    for (const Date cut : {kCutBefore, kCut}) {
      const double chance = tie_strength(tie, true, cut, weights).contact;
      if (unit(random) < chance) meet(cut + days{1 + random() % 90});
    }
  }
  return text;
}

Parameters fast() {
  Parameters truth;
  truth.half_life_days = 20;
  truth.kappa = 0.3;
  return truth;
}

double value(const Backtest& b, Predictor predictor) {
  for (const PredictorScore& s : b.scores) {
    if (s.predictor == predictor) return s.auc.value;
  }
  ADD_FAILURE() << "no score of " << to_string(predictor);
  return 0;
}

TEST(Backtest, SaysWhenThereIsNotEnoughData) {
  struct {
    int people;
    int met;
    bool is_enough;
  } const cases[] = {
      {0, 0, false},  {49, 20, false}, {50, 9, false},
      {50, 10, true}, {50, 40, true},  {50, 41, false},
  };
  for (const auto& c : cases) {
    const Backtest b = backtest(World(met_again(c.people, c.met)));
    EXPECT_EQ(b.is_enough, c.is_enough) << c.people << " " << c.met;
    EXPECT_EQ(b.ties, static_cast<std::size_t>(c.people));
    EXPECT_EQ(b.met, static_cast<std::size_t>(c.met));
    EXPECT_EQ(b.scores.empty(), !c.is_enough);
    const Report report = to_report(b);
    EXPECT_EQ(report.answer.text.starts_with("Not enough data: of "), !c.is_enough);
    EXPECT_EQ(to_json(b)["status"], c.is_enough ? "evaluated" : "not_enough_data");
  }
}

TEST(Backtest, SaysThatTheNotesEndBeforeTheWindow) {
  const Backtest b = backtest(World(met_again(60, 0)));
  EXPECT_EQ(b.last_contact, kCut);
  const std::string text = render_text(to_report(b), false);
  EXPECT_NE(text.find("--as-of 2025-10-18"), std::string::npos) << text;
}

TEST(Backtest, RanksAsTheRulesSay) {
  // Met again were those of the last contacts: recency and log-log know it, the count does not.
  const Backtest b = backtest(World(met_again(60, 20)));
  EXPECT_DOUBLE_EQ(value(b, Predictor::recency), 1);
  EXPECT_DOUBLE_EQ(value(b, Predictor::log_log), 1);
  EXPECT_DOUBLE_EQ(value(b, Predictor::strength), 1);
  EXPECT_DOUBLE_EQ(value(b, Predictor::frequency), .5);
  EXPECT_DOUBLE_EQ(value(b, Predictor::base_rate), .5);
  EXPECT_EQ(b.shown, Predictor::strength);  // nobody was met on three days
  EXPECT_EQ(b.best_rule, Predictor::log_log);
  EXPECT_EQ(compare(b.lead), Comparison::alike);
}

TEST(Backtest, TakesTheBaseRateFromTheWindowBefore) {
  // All were met in the window before, or not at all before it: no rate to take from there.
  const Backtest late = backtest(World(met_again(60, 20)));
  EXPECT_TRUE(late.is_base_rate_in_hindsight);
  EXPECT_DOUBLE_EQ(late.base_rate, 20. / 60);
  std::string text = met_again(60, 20);
  for (int i = 0; i < 60; ++i) text += meeting(kCutBefore - days{1}, fmt::format("P{}", i));
  for (int i = 0; i < 40; ++i) text += meeting(kCutBefore - days{3}, fmt::format("Q{}", i));
  const Backtest early = backtest(World(text));
  EXPECT_FALSE(early.is_base_rate_in_hindsight);
  EXPECT_DOUBLE_EQ(early.base_rate, 60. / 100);
  // 20 of 100 came: Brier of always .6 is .2 * .4^2 + .8 * .6^2.
  EXPECT_NEAR(*early.scores.back().brier, .2 * .16 + .8 * .36, 1e-12);
}

// All that predictions are made of, without what came.
std::string predicted(const Backtest& b) {
  std::string text = fmt::format("{} {}\n", b.ties, b.base_rate);
  if (b.lifetime) {
    const LifetimeParameters& p = b.lifetime->parameters;
    text += fmt::format("{} {} {} {}\n", p.r, p.alpha, p.a, p.b);
  }
  for (const PredictorCalibration& c : b.calibrations) {
    text += std::string(to_string(c.predictor)) + "\n";
    for (const CalibrationBin& bin : c.bins) {
      text += fmt::format("{} {} {}\n", bin.from, bin.count, bin.mean_predicted);
    }
  }
  return text + fmt::format("{} {} {} {}", b.fit.ties, b.fit.met, b.fit.fitted.half_life_days,
                            b.fit.fitted.kappa);
}

TEST(Backtest, LeaksNothingOfTheHiddenDaysIntoThePredictions) {
  const std::string known = lively(150, fast());
  const Backtest before = backtest(World(known));
  ASSERT_TRUE(before.is_enough);
  ASSERT_TRUE(before.lifetime);
  ASSERT_NE(before.fit.verdict, FitVerdict::not_enough_data);
  std::string more = known;
  for (int i = 0; i < 40; ++i) {
    more += meeting(kCut + days{1 + i}, fmt::format("P{}", i));
    more += meeting(kCut + days{2 + i}, fmt::format("New{}", i));
    more += fmt::format("P{} sponsors Me {}\n", i, to_iso(kCut + days{1}));
    more += fmt::format("P{} reports_to Me\n", i);
    more += fmt::format("P{} last_contact \"2026-01-10\"\n", i);
  }
  const Backtest after = backtest(World(more));
  EXPECT_EQ(predicted(after), predicted(before));
  EXPECT_GT(after.met, before.met);
  EXPECT_NE(after.scores.front().auc.value, before.scores.front().auc.value);
}

TEST(Backtest, SeesNothingOfTheDaysAfterTheDayAsked) {
  const std::string known = lively(120, fast());
  std::string more = known;
  for (int i = 0; i < 120; ++i) more += meeting(kAsOf + days{1 + i % 9}, fmt::format("P{}", i));
  EXPECT_EQ(to_json(backtest(World(more))), to_json(backtest(World(known))));
}

TEST(Backtest, FindsThatOtherParametersAreBetter) {
  const World world(lively(400, fast()));
  const Backtest b = backtest(world);
  EXPECT_EQ(b.fit.verdict, FitVerdict::better);
  EXPECT_EQ(b.fit.cut, kCutBefore);
  EXPECT_EQ(b.fit.until, kCut);
  EXPECT_NEAR(b.fit.fitted.half_life_days, 20, 5);
  EXPECT_NEAR(b.fit.fitted.kappa, .3, .1);
  EXPECT_LT(b.fit.brier_fitted, b.fit.brier_now);
  EXPECT_NEAR(b.fit.gain.value, b.fit.brier_now - b.fit.brier_fitted, 1e-12);
}

TEST(Backtest, DoesNotRecommendWhatIsNoBetter) {
  // The parameters in use are the true ones; a fit to fewer ties differs by chance alone.
  World world(lively(150, fast()));
  world.parameters = fast();
  const FitVerdict verdict = backtest(world).fit.verdict;
  EXPECT_TRUE(verdict == FitVerdict::no_better || verdict == FitVerdict::same)
      << to_string(verdict);
  // Nor what is fitted to the chance of other days than 90.
  const Backtest other = backtest(World(lively(400, fast())), 80);
  EXPECT_GT(other.fit.gain.value, 2 * other.fit.gain.standard_error);
  EXPECT_EQ(other.fit.verdict, FitVerdict::other_window);
}

TEST(Backtest, NeedsAWindowBeforeToFit) {
  const Backtest b = backtest(World(met_again(60, 20)));
  EXPECT_EQ(b.fit.verdict, FitVerdict::not_enough_data);
  EXPECT_EQ(b.fit.ties, 0U);
  EXPECT_TRUE(to_json(b)["fit"]["fitted"].is_null());
}

TEST(Backtest, UsesTheModelOfLifetimesWhereItCanBeFitted) {
  const Backtest b = backtest(World(lively(150, fast())));
  EXPECT_EQ(b.shown, Predictor::lifetime);
  EXPECT_EQ(b.scores.front().predictor, Predictor::lifetime);
  ASSERT_EQ(b.calibrations.size(), 2U);
  for (const PredictorCalibration& c : b.calibrations) {
    std::size_t ties = 0;
    double came = 0;
    for (const CalibrationBin& bin : c.bins) {
      ties += bin.count;
      came += bin.observed * static_cast<double>(bin.count);
    }
    EXPECT_EQ(ties, b.ties);
    EXPECT_NEAR(came, static_cast<double>(b.met), 1e-9);
  }
}

std::string people(const std::vector<MissFinding>& misses) {
  std::vector<Entity> list;
  for (const MissFinding& m : misses) list.push_back(m.person);
  return names(list);
}

TEST(Backtest, ShowsTheWorstMissesWithTheirPlaces) {
  // Two old friends come back, and two who were met every week do not.
  std::string text =
      "2024-01-02: Me, Old Ann\n"
      "2025-12-24: Me, Old Ann\n"
      "2024-03-02: Me, Old Bob\n"
      "2025-11-01: Me, Old Bob\n";
  for (int week = 0; week < 12; ++week) {
    text += meeting(kCut - days{7 * week}, "Cid Often");
    if (week > 0) text += meeting(kCut - days{7 * week}, "Dan Often");
  }
  const World world(text + met_again(60, 20));
  const Backtest b = backtest(world);
  ASSERT_TRUE(b.is_enough);
  EXPECT_EQ(people(b.not_met), "Cid Often, Dan Often");
  EXPECT_EQ(b.not_met.front().last_contact, kCut);
  EXPECT_FALSE(b.not_met.front().met);
  EXPECT_EQ(places(b.not_met.front().evidence), "graph.md:5");
  ASSERT_EQ(people(b.unexpected).substr(0, 16), "Old Ann, Old Bob");
  EXPECT_EQ(b.unexpected.size(), 5U);
  const MissFinding& ann = b.unexpected.front();
  EXPECT_EQ(ann.last_contact, day("2024-01-02"));
  EXPECT_EQ(ann.met, day("2025-12-24"));
  EXPECT_EQ(places(ann.evidence), "graph.md:1, graph.md:2");
  EXPECT_LT(ann.predicted, b.unexpected[1].predicted);
  // As `stale`: nobody is given up with more than 80 % certainty.
  const std::string shown = render_text(to_report(b), false);
  EXPECT_NE(shown.find("Old Ann: <20% was said, last met on 2024-01-02, and again on 2025-12-24"),
            std::string::npos)
      << shown;
}

TEST(Backtest, ReadsAsWhatCame) {
  const std::string better = to_report(backtest(World(lively(400, fast())))).answer.text;
  EXPECT_NE(better.find("tells whom you meet again"), std::string::npos) << better;
  // Who was met last is never met again: every rule of recency is wrong, the count is not.
  std::string text = "person: Me\n";
  for (int i = 0; i < 60; ++i) {
    const std::string person = fmt::format("P{}", i);
    text += meeting(kCut - days{i}, person);
    if (i < 40) continue;
    for (int n = 1; n < 3; ++n) text += meeting(kCut - days{600 + n}, person);
    text += meeting(kCut + days{5}, person);
  }
  const Backtest b = backtest(World(text));
  EXPECT_EQ(b.best_rule, Predictor::frequency);
  EXPECT_EQ(compare(b.lead), Comparison::worse);
  EXPECT_EQ(to_report(b).answer.text,
            "A simple rule tells whom you meet again better than tie strength p' (AUC 0.00 against "
            "1.00 of frequency).");
}

TEST(Backtest, OfAnEmptyVaultIsNotEnoughData) {
  const Backtest b = backtest(World("person: Me"));
  EXPECT_FALSE(b.is_enough);
  EXPECT_FALSE(b.last_contact);
  EXPECT_EQ(to_report(b).answer.text,
            "Not enough data: of 0 people met by 2025-10-18, 0 were met again and 0 not; it takes "
            "50 with 10 of each.");
}

}  // namespace
}  // namespace rapport
