#include "analysis/tie_strength.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace rapport {
namespace {

double channel_weight(Channel channel, const Parameters& parameters) {
  switch (channel) {
    case Channel::call:
      return parameters.weight_call;
    case Channel::mail:
      return parameters.weight_mail;
    case Channel::meeting:
      break;
  }
  return parameters.weight_meeting;
}

}  // namespace

std::vector<Contact> contact_days(const Tie& tie, Date as_of, const Parameters& parameters) {
  std::vector<Contact> days;
  for (const Contact& c : tie.contacts) {
    if (c.date > as_of || c.group_size > parameters.largest_group) continue;
    if (!days.empty() && days.back().date == c.date) {
      // Smallest group, then channel, then whose meeting it was: ids play no part in the value.
      const auto rank = [](const Contact& x) {
        return std::tuple(x.group_size, x.channel, !x.principal);
      };
      if (rank(c) < rank(days.back())) days.back() = c;
    } else {
      days.push_back(c);
    }
  }
  return days;
}

double strength_on(const std::vector<Contact>& contacts, bool of_owner, Date day,
                   const Parameters& parameters) {
  double strength = 0;
  for (const Contact& c : contacts) {
    if (c.date > day) continue;
    const double gamma =
        of_owner || c.principal ? parameters.gamma_direct : parameters.gamma_third_party;
    strength += channel_weight(c.channel, parameters) *
                std::exp2(-days_between(c.date, day) / parameters.half_life_days) *
                std::pow(c.group_size - 1, -gamma);
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

TieStrength tie_strength(const Tie& tie, bool of_owner, Date as_of, const Parameters& parameters) {
  TieStrength result;
  const std::vector<Contact> contacts = contact_days(tie, as_of, parameters);
  result.strength = strength_on(contacts, of_owner, as_of, parameters);
  result.contact = probability_of(result.strength, parameters);
  result.contact_days = static_cast<int>(contacts.size());
  if (!contacts.empty()) {
    result.first_contact = contacts.front().date;
    result.last_contact = contacts.back().date;
  }
  result.to_neighbor = result.from_neighbor = result.contact;
  for (const TieStatement& s : tie.statements) {
    if (s.date && *s.date > as_of) continue;
    const int age = s.date ? days_between(*s.date, as_of) : 0;
    const double chance = std::min(statement_weight(s.label, parameters) *
                                       std::exp2(-age / parameters.statement_half_life_days),
                                   kLargestProbability);
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
