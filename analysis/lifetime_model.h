#pragma once

#include <compare>
#include <cstddef>
#include <span>

namespace rapport {

// Whether a relationship is still alive, from the days of contact alone ("buy till you die").
// While alive, contacts come at a rate of their own, Gamma(r, alpha) over the relationships; after
// a contact it may end, with a chance of its own, Beta(a, b).
//
//   BG/NBD   Fader, Hardie and Lee, "Counting your customers the easy way" (2005): nothing ends
//            before the second contact, so whoever was met once counts as alive for ever
//   MBG/NBD  Batislam, Denizel and Filiztekin (2007): it may end after the first contact, too
enum class LifetimeModel { bg_nbd, mbg_nbd };

// All parameters are positive; alpha is a time, in the unit of the histories.
struct LifetimeParameters {
  double r = 0;
  double alpha = 0;
  double a = 0;
  double b = 0;
};

// Of one relationship, in any unit of time.
struct ContactHistory {
  int repeats = 0;     // x: contacts after the first one
  double recency = 0;  // t_x: from the first contact to the last, 0 without repeats
  double age = 0;      // T: from the first contact to now, at least the recency
  friend auto operator<=>(const ContactHistory&, const ContactHistory&) = default;
};

double log_likelihood(LifetimeModel model, const LifetimeParameters& parameters,
                      std::span<const ContactHistory> histories);

struct LifetimeFit {
  LifetimeParameters parameters;
  double log_likelihood = 0;
  std::size_t relationships = 0;
};

// By maximum likelihood (NLopt's Nelder and Mead, over the logarithms of the parameters, started
// again from what it found). Deterministic. At least one history. Cost: a few hundred likelihoods,
// some 20 ms for 1,000 histories.
LifetimeFit fit_lifetime(LifetimeModel model, std::span<const ContactHistory> histories);

// The chance that the relationship has not ended, in (0, 1].
double probability_alive(LifetimeModel model, const LifetimeParameters& parameters,
                         const ContactHistory& history);

// The chance of at least one contact within `horizon` from now, under MBG/NBD:
// P(alive) * (1 - ((alpha + T) / (alpha + T + horizon))^(r + x)).
double probability_of_contact(const LifetimeParameters& parameters, const ContactHistory& history,
                              double horizon);

// How many contacts to expect within `horizon` from now, under BG/NBD (equation 10 of the paper).
double expected_contacts(const LifetimeParameters& parameters, const ContactHistory& history,
                         double horizon);

}  // namespace rapport
