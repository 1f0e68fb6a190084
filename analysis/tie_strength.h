#pragma once

#include <optional>

#include "analysis/tie_weights.h"
#include "graph/elements.h"

namespace rapport {

// How strong a tie is on a day, from what had happened by then:
//
//   S = sum over contact days d <= as_of of  w_channel * 2^(-(as_of - d) / H) * (n - 1)^(-gamma)
//   p = 1 - exp(-S / kappa)
//   p' = max(p, q_relation * 2^(-(as_of - d) / 365))  for each explicit statement of day d
//
// At most one contact a day counts, the one that weighs most: of one channel that of the smallest
// group, while a mail to one person does not outweigh the meeting of three on that day (adding a
// contact never lowers a chance). Groups over `largest_group` make no contact. A statement without
// a date (a field of a profile) is taken as of the day asked.
struct TieStrength {
  double strength = 0;       // S >= 0
  double contact = 0;        // p in [0, 1)
  double to_neighbor = 0;    // p' that the person reaches the neighbour, in [0, 1)
  double from_neighbor = 0;  // p' in the other direction: "will open" holds one way only
  int contact_days = 0;
  std::optional<Date> first_contact;
  std::optional<Date> last_contact;

  bool exists() const { return to_neighbor > 0 || from_neighbor > 0; }
};

// Nobody is certain: costs stay positive, so that best paths have no loops.
inline constexpr double kLargestProbability = 1.0 - 1e-6;

// `of_owner`: one of the two owns the vault.
TieStrength tie_strength(const Tie& tie, bool of_owner, Date as_of, const TieWeights& weights);

// What one contact adds to S on a day, factor by factor.
struct ContactTerm {
  double channel = 1;  // w_channel
  double gamma = 0;    // exponent of the group's discount
  double group = 1;    // (n - 1)^(-gamma)
  double decay = 1;    // 2^(-age / H)

  double value() const { return channel * decay * group; }
};
ContactTerm contact_term(const Contact& contact, bool of_owner, Date day,
                         const TieWeights& weights);

// The contacts that count on `as_of`, one a day, ascending.
std::vector<Contact> contact_days(const Tie& tie, bool of_owner, Date as_of,
                                  const TieWeights& weights);

// S of these contacts, which are one a day, on `day`; later ones do not count.
double strength_on(const std::vector<Contact>& contacts, bool of_owner, Date day,
                   const TieWeights& weights);

double probability_of(double strength, const Parameters& parameters);

// The chance behind a stated relation on the day it is stated; 0 for relations that carry none.
double statement_weight(EdgeLabel label, const Parameters& parameters);

// Known on the day, and no undated copy (a promise that a tool has put into the note of a person)
// of one whose day is known. An undated field of a profile, such as who reports to whom, stands.
bool statement_counts(const Tie& tie, const TieStatement& statement, Date as_of);

// What is left of it on a later day.
double statement_chance(const TieStatement& statement, Date as_of, const TieWeights& weights);

}  // namespace rapport
