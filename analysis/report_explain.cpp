#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "analysis/render.h"
#include "analysis/wording.h"

namespace rapport {
namespace {

ReportItem contact_item(const ContactFinding& contact, Date as_of, const Parameters& parameters) {
  const int age = days_between(contact.date, as_of);
  return {{fmt::format("{} {} of {}: {:g} × 2^(-{}/{:g}) × {}^(-{:g}) = {:.4f}",
                       to_iso(contact.date), to_string(contact.channel), contact.group_size,
                       contact.term.channel, age, parameters.half_life_days, contact.group_size - 1,
                       contact.term.gamma, contact.term.value()),
           Tone::plain},
          contact.evidence,
          {}};
}

ReportItem statement_item(const TieStatementFinding& stated, Date as_of,
                          const Parameters& parameters) {
  const std::string decay = stated.date
                                ? fmt::format(" × 2^(-{}/{:g})", days_between(*stated.date, as_of),
                                              parameters.statement_half_life_days)
                                : ", without a date";
  return {{fmt::format("{} {}: {:g}{} = {:.4f}", stated.date ? to_iso(*stated.date) : "stated",
                       stated.relation, stated.weight, decay, stated.chance),
           Tone::plain},
          stated.evidence,
          {}};
}

// S is the sum of its children that are contact days, p' the greatest of p and the others.
ReportItem hop_terms(const HopFinding& hop, Date as_of, const Parameters& parameters) {
  ReportItem item;
  std::string text =
      fmt::format("p'({} → {}) = {:.4f}", hop.from.name, hop.to.name, hop.probability);
  if (!hop.contacts.empty()) {
    text += fmt::format(": p = 1 - e^(-S/{:g}) = {:.4f}, S = {:.4f}, the sum of", parameters.kappa,
                        hop.contact, hop.strength);
    if (!hop.stated.empty()) text += " the contact days; or what is stated, if that is more";
  } else {
    text += ": no contact day, but what is stated";
  }
  item.text = {std::move(text), Tone::plain};
  for (const ContactFinding& contact : hop.contacts) {
    item.children.push_back(contact_item(contact, as_of, parameters));
  }
  for (const TieStatementFinding& stated : hop.stated) {
    item.children.push_back(statement_item(stated, as_of, parameters));
  }
  return item;
}

std::string product_of(const PathFinding& path) {
  std::string terms;
  for (const HopFinding& hop : path.hops) {
    terms += fmt::format("{}p'({} → {}) = {:.4f} (S = {:.4f})", terms.empty() ? "" : " × ",
                         hop.from.name, hop.to.name, hop.probability, hop.strength);
    if (&hop != &path.hops.back()) {
      terms += fmt::format(" × hub discount of {} = {:.4f} ({})", hop.to.name, hop.discount,
                           count_of(hop.degree, "tie", "ties"));
    }
  }
  return fmt::format("P = {:.4f} = {}", path.probability, terms);
}

ReportItem plain(std::string text) { return {{std::move(text), Tone::plain}, {}, {}}; }
ReportItem dim(std::string text) { return {{std::move(text), Tone::dim}, {}, {}}; }

std::string way_text(const WayAfter& way) {
  std::string text;
  for (const Entity& person : way.people) text += (text.empty() ? "" : " → ") + person.name;
  return text;
}

std::string ordinal(std::size_t place) { return fmt::format("no. {}", place + 1); }

ReportItem to_item(const DecayChange& decay) {
  std::string text =
      fmt::format("no contact of anybody until {}: {} ({}) is then {}", to_iso(decay.day),
                  way_text(decay.now), percent(decay.now.probability), ordinal(decay.place));
  if (decay.before) {
    text += fmt::format(", before {} ({})", way_text(*decay.before),
                        percent(decay.before->probability));
  }
  return plain(std::move(text));
}

ReportItem to_item(const GuardChange& change, double reach) {
  std::string guards;
  std::vector<Citation> places;
  for (const GuardFinding& guard : change.guards) {
    guards += (guards.empty() ? "" : "; ") + guard_sentence(guard);
    places.insert(places.end(), guard.evidence.begin(), guard.evidence.end());
  }
  const std::string when = change.day ? " on " + to_iso(*change.day) : "";
  return {{fmt::format("the guard lifts{} ({}): {} ({}) is {}, reach {} in place of {}", when,
                       guards, way_text(change.way), percent(change.way.probability),
                       change.place ? ordinal(*change.place) : "allowed, but not among the shown",
                       percent(change.reach), percent(reach)),
           Tone::plain},
          std::move(places),
          {}};
}

}  // namespace

ReportSection explain(const Connections& c, const Parameters& parameters, double median_degree) {
  ReportSection section{"How the numbers come about", {}, std::nullopt, {}};
  std::set<std::pair<VertexId, VertexId>> told;  // a hop that several paths share
  for (const PathFinding& path : c.paths) {
    ReportItem item = plain(product_of(path));
    for (const HopFinding& hop : path.hops) {
      if (!told.emplace(hop.from.vertex, hop.to.vertex).second) continue;
      item.children.push_back(hop_terms(hop, c.as_of, parameters));
    }
    section.items.push_back(std::move(item));
  }
  section.items.push_back(dim(
      fmt::format("hub discount of m = min(1, ln(2 + {:.1f}) / ln(2 + ties of m)), {:.1f} being "
                  "the median number of ties",
                  median_degree, median_degree)));
  for (const ParameterRow& row : parameter_table()) {
    section.items.push_back(
        dim(fmt::format("{} = {:g}  {}", row.name, parameters.*row.member, row.meaning)));
  }
  return section;
}

ReportSection to_section(const RankingChanges& changes) {
  ReportSection section{"What would change the ranking", {}, std::nullopt, {}};
  section.if_empty = "nothing: no one meeting, no year without contact, no guard";
  if (const auto& m = changes.for_reach) {
    section.items.push_back(
        plain(fmt::format("{} meets {} today: reach {} in place of {}, no one meeting gives more",
                          m->a.name, m->b.name, percent(m->reach), percent(changes.reach))));
  }
  for (const MeetingChange& m : changes.to_first) {
    section.items.push_back(
        plain(fmt::format("{} meets {} today: {} ({}) comes first", m.a.name, m.b.name,
                          way_text(m.first), percent(m.first.probability))));
  }
  if (changes.decay) section.items.push_back(to_item(*changes.decay));
  for (const GuardChange& change : changes.guards) {
    section.items.push_back(to_item(change, changes.reach));
  }
  return section;
}

}  // namespace rapport
