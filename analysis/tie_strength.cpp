#include "analysis/tie_strength.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rapport {
namespace {

// Of two contacts of one day the one that counts. Ids play no part in it.
bool counts_before(const Contact& a, const Contact& b, bool of_owner, const TieWeights& weights) {
  const auto rank = [&](const Contact& c) {
    const ContactTerm term = contact_term(c, of_owner, c.date, weights);
    return std::tuple(-term.value(), c.group_size, c.channel, !c.principal);
  };
  return rank(a) < rank(b);
}

// Each contact that counts on `as_of`, one a day, ascending.
template <class Visit>
void for_each_contact_day(const Tie& tie, bool of_owner, Date as_of, const TieWeights& weights,
                          const Visit& visit) {
  const Contact* of_day = nullptr;
  for (const Contact& c : tie.contacts) {
    if (c.date > as_of) break;
    if (c.group_size > weights.parameters().largest_group) continue;
    if (of_day != nullptr && of_day->date == c.date) {
      if (counts_before(c, *of_day, of_owner, weights)) of_day = &c;
      continue;
    }
    if (of_day != nullptr) visit(*of_day);
    of_day = &c;
  }
  if (of_day != nullptr) visit(*of_day);
}

}  // namespace

ContactTerm contact_term(const Contact& contact, bool of_owner, Date day,
                         const TieWeights& weights) {
  const bool is_direct = of_owner || contact.principal;
  ContactTerm term;
  term.channel = weights.channel(contact.channel);
  term.gamma = weights.gamma(is_direct);
  term.group = weights.group(contact.group_size, is_direct);
  term.decay = weights.contact(days_between(contact.date, day));
  return term;
}

std::vector<Contact> contact_days(const Tie& tie, bool of_owner, Date as_of,
                                  const TieWeights& weights) {
  std::vector<Contact> days;
  for_each_contact_day(tie, of_owner, as_of, weights, [&](const Contact& c) { days.push_back(c); });
  return days;
}

double strength_on(const std::vector<Contact>& contacts, bool of_owner, Date day,
                   const TieWeights& weights) {
  double strength = 0;
  for (const Contact& c : contacts) {
    if (c.date <= day) strength += contact_term(c, of_owner, day, weights).value();
  }
  return strength;
}

double probability_of(double strength, const Parameters& parameters) {
  // expm1 keeps what is left of a tie of many years ago.
  return std::min(-std::expm1(-strength / parameters.kappa), kLargestProbability);
}

double statement_weight(EdgeLabel label, const Parameters& parameters) {
  switch (label) {
    case EdgeLabel::reports_to:
      return parameters.q_reports_to;
    case EdgeLabel::will_open:
      return parameters.q_will_open;
    case EdgeLabel::introduced:
      return parameters.q_introduced;
    case EdgeLabel::sponsors:
      return parameters.q_sponsors;
    default:
      return 0;
  }
}

bool statement_counts(const Tie& tie, const TieStatement& statement, Date as_of) {
  if (statement.date) return *statement.date <= as_of;
  if (statement.label == EdgeLabel::reports_to) return true;
  return std::none_of(tie.statements.begin(), tie.statements.end(), [&](const TieStatement& other) {
    return other.label == statement.label && other.direction == statement.direction && other.date &&
           *other.date <= as_of;
  });
}

double statement_chance(const TieStatement& statement, Date as_of, const TieWeights& weights) {
  const int age = statement.date ? days_between(*statement.date, as_of) : 0;
  return std::min(statement_weight(statement.label, weights.parameters()) * weights.statement(age),
                  kLargestProbability);
}

TieStrength tie_strength(const Tie& tie, bool of_owner, Date as_of, const TieWeights& weights) {
  TieStrength result;
  for_each_contact_day(tie, of_owner, as_of, weights, [&](const Contact& c) {
    result.strength += contact_term(c, of_owner, as_of, weights).value();
    ++result.contact_days;
    if (!result.first_contact) result.first_contact = c.date;
    result.last_contact = c.date;
  });
  result.contact = probability_of(result.strength, weights.parameters());
  result.to_neighbor = result.from_neighbor = result.contact;
  for (const TieStatement& s : tie.statements) {
    if (!statement_counts(tie, s, as_of)) continue;
    const double chance = statement_chance(s, as_of, weights);
    const bool one_way = s.label == EdgeLabel::will_open;
    if (!one_way || s.direction == Direction::out) {
      result.to_neighbor = std::max(result.to_neighbor, chance);
    }
    if (!one_way || s.direction == Direction::in) {
      result.from_neighbor = std::max(result.from_neighbor, chance);
    }
  }
  return result;
}

}  // namespace rapport
