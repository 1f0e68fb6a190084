#include "analysis/holdout.h"

#include <algorithm>

#include "analysis/tie_strength.h"

namespace rapport {

std::size_t Holdout::met() const {
  return static_cast<std::size_t>(std::count_if(
      ties.begin(), ties.end(), [](const HeldOutTie& tie) { return tie.met.has_value(); }));
}

std::vector<Tie> Holdout::known() const {
  std::vector<Tie> list;
  for (const HeldOutTie& tie : ties) list.push_back(tie.known);
  return list;
}

Holdout hold_out(std::span<const Tie> ties, Date cut, Date until, const Parameters& parameters) {
  Holdout holdout{cut, until, {}, 0};
  const TieWeights weights(parameters);
  for (const Tie& tie : ties) {
    const std::vector<Contact> days = contact_days(tie, true, until, weights);
    const auto hidden = std::find_if(days.begin(), days.end(),
                                     [&](const Contact& contact) { return contact.date > cut; });
    if (hidden == days.begin()) continue;
    HeldOutTie held{{tie.neighbor, {days.begin(), hidden}, {}}, std::nullopt};
    if (hidden != days.end()) held.met = *hidden;
    for (const TieStatement& statement : tie.statements) {
      if (!statement.date) ++holdout.undated_statements;
      if (statement.date && *statement.date <= cut) held.known.statements.push_back(statement);
    }
    holdout.ties.push_back(std::move(held));
  }
  return holdout;
}

}  // namespace rapport
