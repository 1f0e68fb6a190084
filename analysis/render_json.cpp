#include <algorithm>
#include <cmath>

#include <nlohmann/json.hpp>

#include "analysis/interchange.h"
#include "analysis/render.h"

// The JSON contract: keys, order and spelling are relied upon. Append, never rename.
//
// rapport.who/1, what stands behind "deadlocks" (E, path and guard as within "paths"; a guard of
// which a later one names another condition has "superseded": true):
//
//   "speakers":[{"person":E,"path":path}]        whom no guard forbids to turn to the target, best
//                                                first; only where a guard is in the way
//   "unlock":null|{"probability":x,              that all people of the steps are reached
//     "steps":[{"person":E|null,"day":d|null,    whose support, or which day, lifts the guards
//               "path":path|null,"lifts":[guard]}],
//     "reach":x,"path":path|null}                of the target then
//   "obstacles":[{"guard":guard,"deadlock":b,"reason":s,"evidence":[...]}]   what nothing lifts
//   "contradictions":[{"kind":"guard-and-promise|guards-differ","speaker":E|null,"target":E,
//     "text":s,"verdict":s,"wins":[...],"yields":[...]}]                      evidence of both

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

Json date_json(const std::optional<Date>& date) {
  return date ? Json(to_iso(*date)) : Json(nullptr);
}

// Six digits tell all that the formulas know, and print alike everywhere.
double rounded(double value) { return std::isfinite(value) ? std::round(value * 1e6) / 1e6 : 0.0; }

Json optional_json(const std::optional<double>& value) {
  return value ? Json(rounded(*value)) : Json(nullptr);
}

Json text_json(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

template <class Range, class Make>
Json list_json(const Range& range, const Make& make) {
  Json list = Json::array();
  for (const auto& item : range) list.push_back(make(item));
  return list;
}

Json hop_json(const HopFinding& hop) {
  Json json;
  json["from"] = to_json(hop.from);
  json["to"] = to_json(hop.to);
  json["relation"] = hop.relation;
  json["probability"] = rounded(hop.probability);
  json["strength"] = rounded(hop.strength);
  json["contact_days"] = hop.contact_days;
  json["last_contact"] = date_json(hop.last_contact);
  json["weakest"] = hop.weakest;
  json["evidence"] = to_json(hop.evidence);
  return json;
}

Json guard_json(const GuardFinding& guard) {
  Json json;
  json["speaker"] = to_json(guard.speaker);
  json["target"] = to_json(guard.target);
  json["until"] = text_json(guard.until);
  json["evidence"] = to_json(guard.evidence);
  json["superseded"] = guard.superseded;
  return json;
}

Json path_json(const PathFinding& path) {
  Json json;
  json["kind"] = to_string(path.kind);
  json["probability"] = rounded(path.probability);
  json["cost"] = optional_json(path.cost);
  json["blocked"] = path.blocked;
  json["hops"] = list_json(path.hops, hop_json);
  json["guards"] = list_json(path.guards, guard_json);
  return json;
}

Json way_json(const std::optional<PathFinding>& way) {
  return way ? path_json(*way) : Json(nullptr);
}

Json step_json(const UnlockStep& step) {
  Json json;
  json["person"] = step.person ? to_json(*step.person) : Json(nullptr);
  json["day"] = date_json(step.day);
  json["path"] = way_json(step.way);
  json["lifts"] = list_json(step.lifts, guard_json);
  return json;
}

Json unlock_json(const std::optional<UnlockFinding>& unlock) {
  if (!unlock) return nullptr;
  Json json;
  json["probability"] = rounded(unlock->probability);
  json["steps"] = list_json(unlock->steps, step_json);
  json["reach"] = rounded(unlock->reach);
  json["path"] = way_json(unlock->way);
  return json;
}

Json obstacle_json(const ObstacleFinding& obstacle) {
  Json json;
  json["guard"] = guard_json(obstacle.guard);
  json["deadlock"] = obstacle.is_deadlock;
  json["reason"] = obstacle.reason;
  json["evidence"] = to_json(obstacle.evidence);
  return json;
}

Json contradiction_json(const ContradictionFinding& finding) {
  Json json;
  json["kind"] = to_string(finding.kind);
  json["speaker"] = finding.binds_everyone ? Json(nullptr) : to_json(finding.speaker);
  json["target"] = to_json(finding.target);
  json["text"] = finding.text;
  json["verdict"] = finding.verdict;
  json["wins"] = to_json(finding.wins);
  json["yields"] = to_json(finding.yields);
  return json;
}

// What to do about guards, behind the keys that were there first.
void add_ways_out(Json& json, const Connections& c) {
  json["speakers"] = list_json(c.speakers, [](const PathFinding& path) {
    Json speaker;
    speaker["person"] = to_json(path.hops.back().from);
    speaker["path"] = path_json(path);
    return speaker;
  });
  json["unlock"] = unlock_json(c.unlocking.cheapest);
  json["obstacles"] = list_json(c.unlocking.obstacles, obstacle_json);
  json["contradictions"] = list_json(c.contradictions, contradiction_json);
}

Json statement_json(const StatementFinding& s) {
  Json json;
  json["kind"] = to_string(s.kind);
  json["text"] = s.text;
  json["date"] = date_json(s.date);
  json["evidence"] = to_json(s.evidence);
  return json;
}

Json meeting_json(const MeetingFinding& m) {
  Json json;
  json["meeting"] = to_json(m.meeting);
  json["date"] = to_iso(m.date);
  json["people"] = list_json(m.people, [](const Entity& e) { return to_json(e); });
  json["evidence"] = to_json(m.evidence);
  return json;
}

void add_best_way(Json& json, const Connections& c) {
  json["path"] = c.paths.empty() ? Json(nullptr) : path_json(c.paths.front());
  json["lead"] = c.leads.empty() ? Json(nullptr) : path_json(c.leads.front());
}

Json executive_json(const ExecutiveFinding& e) {
  Json json;
  json["person"] = to_json(e.now.target);
  json["status"] = to_string(e.now.status);
  json["reach"] = rounded(e.now.reach);
  json["status_before"] = to_string(e.before);
  json["reach_before"] = rounded(e.reach_before);
  json["change"] = text_json(e.change.sentence());
  add_best_way(json, e.now);
  json["change_reason"] =
      e.change.reason == ChangeReason::none ? Json(nullptr) : Json(to_string(e.change.reason));
  json["change_evidence"] = to_json(e.change.evidence);
  json["contact_days_by_week"] = {{"first_week", to_string(e.contacts.first_week)},
                                  {"own", e.contacts.own},
                                  {"others", e.contacts.others}};
  return json;
}

Json relationship_json(const RelationshipFinding& r) {
  Json json;
  json["person"] = to_json(r.entity);
  json["class"] = to_string(r.stale_class);
  json["last_contact"] = date_json(r.last_contact);
  json["declared_last_contact"] = date_json(r.declared_last_contact);
  json["second_hand_last"] = date_json(r.second_hand_last);
  json["contact_days"] = r.contact_days;
  json["usual_gap_days"] = optional_json(r.usual_gap_days);
  // The chance of a contact in the next 90 days.
  json["active_probability"] = r.contact_days > 0 ? Json(rounded(r.probability)) : Json(nullptr);
  json["value_at_risk"] = rounded(r.value_at_risk);
  json["via"] = list_json(r.via, [](const ViaFinding& v) {
    return Json{{"person", to_json(v.person)}, {"count", v.count}};
  });
  json["evidence"] = to_json(r.evidence);
  return json;
}

// All answers of `me` have the same keys.
Json me_json(Date as_of, std::string_view status) {
  Json json;
  json["schema"] = "rapport.me/1";
  json["as_of"] = to_iso(as_of);
  json["status"] = status;
  json["owner"] = nullptr;
  json["origin"] = nullptr;
  json["ingested"] = false;
  json["identities"] = Json::array();
  json["also_known_as"] = Json::array();
  json["candidates"] = Json::array();
  return json;
}

Json properties_json(const std::vector<Property>& properties) {
  Json json = Json::object();
  for (const Property& p : properties) {
    if (!json.contains(p.name)) {
      json[p.name] = p.value;
    } else if (json[p.name].is_array()) {
      json[p.name].push_back(p.value);
    } else if (json[p.name] != p.value) {
      json[p.name] = Json::array({json[p.name], p.value});
    }
  }
  return json;
}

Json estimate_json(const Estimate& e) {
  return {{"value", rounded(e.value)}, {"standard_error", rounded(e.standard_error)}};
}

Json lifetime_json(const LifetimeFit& fit) {
  return {{"model", "mbg_nbd"},
          {"relationships", fit.relationships},
          {"r", rounded(fit.parameters.r)},
          {"alpha", rounded(fit.parameters.alpha)},
          {"a", rounded(fit.parameters.a)},
          {"b", rounded(fit.parameters.b)}};
}

Json comparison_json(const Backtest& b) {
  return {{"predictor", to_string(b.shown)},
          {"rule", to_string(b.best_rule)},
          {"auc_lead", estimate_json(b.lead)},
          {"ranking", to_string(compare(b.lead))},
          {"brier_gain_on_base_rate", estimate_json(b.brier_gain)},
          {"percentages", to_string(compare(b.brier_gain))}};
}

Json bin_json(const CalibrationBin& bin) {
  return {{"from", rounded(bin.from)},
          {"to", rounded(bin.to)},
          {"ties", bin.count},
          {"mean_predicted", rounded(bin.mean_predicted)},
          {"observed", rounded(bin.observed)}};
}

Json strength_json(const Parameters& parameters, double auc, double brier) {
  return {{"half_life_days", rounded(parameters.half_life_days)},
          {"kappa", rounded(parameters.kappa)},
          {"auc", rounded(auc)},
          {"brier", rounded(brier)}};
}

Json fit_json(const FitFinding& fit, const Parameters& in_use) {
  const bool is_fitted = fit.verdict != FitVerdict::not_enough_data;
  Json json;
  json["verdict"] = to_string(fit.verdict);
  json["cut"] = to_iso(fit.cut);
  json["until"] = to_iso(fit.until);
  json["ties"] = fit.ties;
  json["met"] = fit.met;
  json["in_use"] = is_fitted ? strength_json(in_use, fit.auc_now, fit.brier_now) : Json(nullptr);
  json["fitted"] =
      is_fitted ? strength_json(fit.fitted, fit.auc_fitted, fit.brier_fitted) : Json(nullptr);
  json["brier_gain"] = is_fitted ? estimate_json(fit.gain) : Json(nullptr);
  return json;
}

Json miss_json(const MissFinding& miss) {
  Json json;
  json["person"] = to_json(miss.person);
  json["predicted"] = rounded(miss.predicted);
  json["last_contact"] = to_iso(miss.last_contact);
  json["met"] = date_json(miss.met);
  json["evidence"] = to_json(miss.evidence);
  return json;
}

}  // namespace

Json to_json(const Entity& entity) {
  Json json;
  json["id"] = text_json(entity.id);
  json["type"] = to_string(entity.type);
  json["name"] = entity.name;
  json["title"] = entity.title ? Json(*entity.title) : Json(nullptr);
  return json;
}

Json to_json(const std::vector<Citation>& evidence) {
  return list_json(evidence, [](const Citation& c) {
    Json json;
    json["note"] = c.note;
    json["line"] = c.line;
    json["text"] = c.text;
    return json;
  });
}

Json to_json(const Connections& c) {
  Json json;
  json["schema"] = "rapport.who/1";
  json["as_of"] = to_iso(c.as_of);
  json["from"] = to_json(c.from);
  json["target"] = to_json(c.target);
  json["status"] = to_string(c.status);
  json["reach"] = rounded(c.reach);
  json["paths"] = list_json(c.paths, path_json);
  json["leads"] = list_json(c.leads, path_json);
  json["deadlocks"] = list_json(c.deadlocks, [](const DeadlockFinding& d) {
    Json deadlock;
    deadlock["target"] = to_json(d.target);
    deadlock["waits_for"] = to_json(d.waits_for);
    deadlock["reason"] = d.reason;
    deadlock["evidence"] = to_json(d.evidence);
    return deadlock;
  });
  if (c.without) {
    json["without"] = to_json(*c.without);
    json["reach_with"] = rounded(c.reach_with);
    json["lost"] = list_json(c.lost, path_json);
  }
  add_ways_out(json, c);
  return json;
}

Json to_json(const WaysIn& ways) {
  Json json;
  json["schema"] = "rapport.who-any/1";
  json["as_of"] = to_iso(ways.as_of);
  json["from"] = to_json(ways.from);
  json["target"][std::string(to_string(ways.group.kind))] = ways.name;
  json["targets"] = list_json(ways.targets, [](const Connections& c) { return to_json(c); });
  return json;
}

Json to_json(const Coverage& coverage) {
  const auto people = [](const std::vector<Entity>& list) {
    return list_json(list, [](const Entity& e) { return to_json(e); });
  };
  Json json;
  json["schema"] = "rapport.coverage/1";
  json["as_of"] = to_iso(coverage.as_of);
  json["account"] = to_json(coverage.account);
  json["from"] = to_json(coverage.from);
  json["reach"] = rounded(coverage.reach);
  json["single_threaded"] = coverage.is_single_threaded();
  json["staff"] = coverage.staff;
  json["contacts"] = people(coverage.contacts);
  json["decision_makers"] = list_json(coverage.decision_makers, [&](const DecisionMakerFinding& d) {
    const Connections& c = d.connections;
    Json maker;
    maker["person"] = to_json(c.target);
    maker["status"] = to_string(c.status);
    maker["reach"] = rounded(c.reach);
    maker["live_ways"] = to_string(d.threads);
    maker["cut_people"] = people(d.cut_people);
    add_best_way(maker, c);
    return maker;
  });
  json["bridges"] = list_json(coverage.bridges, [&](const BridgeFinding& b) {
    Json bridge;
    bridge["person"] = to_json(b.person);
    bridge["reach_lost"] = rounded(b.reach_lost);
    bridge["active_probability"] = rounded(b.active);
    bridge["risk"] = rounded(b.risk);
    bridge["cuts"] = people(b.cuts);
    return bridge;
  });
  json["reengage"] = list_json(coverage.reengage, [&](const ReengageFinding& r) {
    Json person;
    person["person"] = to_json(r.person);
    person["contact_days"] = r.contact_days;
    person["last_contact"] = date_json(r.last_contact);
    person["opens"] = people(r.opens);
    person["evidence"] = to_json(r.evidence);
    return person;
  });
  json["reengage_is_smallest"] = coverage.is_smallest;
  json["not_enough"] = people(coverage.not_enough);
  return json;
}

Json to_json(const Backtest& b) {
  Json json;
  json["schema"] = "rapport.backtest/1";
  json["as_of"] = to_iso(b.as_of);
  json["cut"] = to_iso(b.cut);
  json["days"] = b.days;
  json["from"] = to_json(b.owner);
  json["status"] = b.is_enough ? "evaluated" : "not_enough_data";
  json["ties"] = b.ties;
  json["met"] = b.met;
  json["needed"] = {{"ties", kTiesToBacktest}, {"of_each_outcome", kOutcomesToBacktest}};
  json["last_contact"] = date_json(b.last_contact);
  json["undated_statements"] = b.undated_statements;
  json["base_rate"] = nullptr;
  json["lifetime"] = nullptr;
  json["comparison"] = nullptr;
  json["fit"] = nullptr;
  if (b.is_enough) {
    json["base_rate"] = {{"value", rounded(b.base_rate)},
                         {"in_hindsight", b.is_base_rate_in_hindsight}};
    if (b.lifetime) json["lifetime"] = lifetime_json(*b.lifetime);
    json["comparison"] = comparison_json(b);
    json["fit"] = fit_json(b.fit, b.parameters);
  }
  json["predictors"] = list_json(b.scores, [](const PredictorScore& s) {
    return Json{{"predictor", to_string(s.predictor)},
                {"auc", estimate_json(s.auc)},
                {"brier", optional_json(s.brier)}};
  });
  json["calibration"] = list_json(b.calibrations, [](const PredictorCalibration& c) {
    return Json{{"predictor", to_string(c.predictor)}, {"bins", list_json(c.bins, bin_json)}};
  });
  json["not_met"] = list_json(b.not_met, miss_json);
  json["unexpected"] = list_json(b.unexpected, miss_json);
  return json;
}

Json to_json(const std::vector<RelationshipFinding>& relationships, Date as_of, std::size_t limit) {
  Json json;
  json["schema"] = "rapport.stale/1";
  json["as_of"] = to_iso(as_of);
  json["relationships"] = Json::array();
  for (std::size_t i = 0; i < std::min(limit, relationships.size()); ++i) {
    json["relationships"].push_back(relationship_json(relationships[i]));
  }
  return json;
}

Json to_json(const TaskFinding& task) {
  Json json;
  json["text"] = task.text;
  json["status"] = task.status;
  json["owner"] = task.owner ? to_json(*task.owner) : Json(nullptr);
  json["due"] = date_json(task.due);
  json["evidence"] = to_json(task.evidence);
  return json;
}

Json to_json(const AccountReport& r) {
  Json json;
  json["schema"] = "rapport.weekly/1";
  json["account"] = to_json(r.account);
  json["week"] = to_string(r.period);
  json["from"] = to_iso(r.period.from);
  json["to"] = to_iso(r.period.to);
  const auto tasks = [](const std::vector<TaskFinding>& list) {
    return list_json(list, [](const TaskFinding& t) {
      Json task = to_json(t);
      task["overdue"] = t.overdue;
      task["done"] = date_json(t.done);
      return task;
    });
  };
  Json& sections = json["sections"];
  const auto is_overdue = [](const TaskFinding& t) { return t.overdue; };
  sections["headline"] = {
      {"meetings", r.meetings.size()},
      {"meetings_before", r.meetings_before},
      {"decisions", r.decisions.size()},
      {"tasks_overdue", std::count_if(r.open_tasks.begin(), r.open_tasks.end(), is_overdue)}};
  sections["meetings"] = list_json(r.meetings, meeting_json);
  sections["first_meetings"] = list_json(r.first_meetings, meeting_json);
  sections["decisions"] = list_json(r.decisions, statement_json);
  sections["blockers"] = list_json(r.blockers, statement_json);
  sections["facts"] = list_json(r.facts, statement_json);
  sections["tasks_open"] = tasks(r.open_tasks);
  sections["tasks_done"] = tasks(r.done_tasks);
  sections["executives"] = list_json(r.executives, executive_json);
  sections["stale"] = list_json(r.slipping, relationship_json);
  sections["coverage"] = r.coverage ? to_json(*r.coverage) : Json(nullptr);
  sections["faults"] = list_json(r.faults, [](const DataFault& f) {
    return Json{{"severity", f.severity},
                {"code", f.code},
                {"message", f.message},
                {"evidence", to_json(std::vector<Citation>{f.place})}};
  });
  json["as_of"] = to_iso(r.as_of);
  return json;
}

Json to_json(const EntityDetails& d) {
  Json json;
  json["schema"] = "rapport.show/1";
  json["entity"] = to_json(d.entity);
  json["properties"] = properties_json(d.properties);
  if (d.date) json["properties"]["date"] = to_iso(*d.date);
  json["edges"] = list_json(d.edges, [](const EdgeFinding& e) {
    Json edge;
    edge["relation"] = to_string(e.label);
    edge["direction"] = e.direction == Direction::out ? "out" : "in";
    edge["other"] = to_json(e.other);
    edge["date"] = date_json(e.date);
    edge["evidence"] = to_json(e.evidence);
    return edge;
  });
  json["statements"] = list_json(d.statements, statement_json);
  json["tasks"] = list_json(d.tasks, [](const TaskFinding& t) { return to_json(t); });
  return json;
}

Json to_json(const std::vector<CommitmentFinding>& commitments, std::size_t limit) {
  Json list = Json::array();
  for (std::size_t i = 0; i < std::min(limit, commitments.size()); ++i) {
    const CommitmentFinding& c = commitments[i];
    Json json = {{"promise", to_string(c.promise)}};
    json.update(to_json(c.task));
    json.erase("evidence");
    json["days_overdue"] = c.days_overdue;
    json["concerns"] = list_json(c.concerns, [](const Entity& e) { return to_json(e); });
    json["evidence"] = to_json(c.task.evidence);
    list.push_back(std::move(json));
  }
  return list;
}

Json to_json(const std::vector<LateProject>& projects) {
  return list_json(projects, [](const LateProject& p) {
    return Json{{"project", to_json(p.project)}, {"late", p.late}};
  });
}

Json to_json(const OwnerFinding& f) {
  Json json = me_json(f.as_of, f.owner ? "named" : "unknown");
  if (f.owner) json["owner"] = to_json(*f.owner);
  json["origin"] = {{"kind", f.origin},
                    {"file", text_json(f.file)},
                    {"line", f.line > 0 ? Json(f.line) : Json(nullptr)}};
  json["ingested"] = f.is_ingested;
  json["identities"] = list_json(f.identities, [](const IdentityFinding& i) {
    Json identity;
    identity["text"] = i.text;
    identity["meaning"] = to_string(i.meaning);
    identity["entity"] = i.entity ? to_json(*i.entity) : Json(nullptr);
    identity["warning"] = text_json(i.warning);
    identity["evidence"] = to_json(i.evidence);
    return identity;
  });
  json["also_known_as"] = list_json(f.also, [](const AlsoKnownAs& a) {
    Json also;
    also["kind"] = a.kind;
    also["text"] = a.text;
    also["evidence"] = to_json(a.evidence);
    return also;
  });
  return json;
}

Json to_json(const OwnerProposal& p) {
  Json json = me_json(p.as_of, p.candidates.empty() ? "none"
                               : p.has_clear_leader ? "proposed"
                                                    : "unclear");
  json["candidates"] = list_json(p.candidates, [](const OwnerCandidate& c) {
    Json candidate;
    candidate["person"] = to_json(c.person);
    candidate["reasons"] = list_json(c.reasons, [](const OwnerReason& r) {
      Json reason;
      reason["kind"] = to_string(r.kind);
      reason["count"] = r.count;
      reason["of"] = r.of;
      reason["evidence"] = to_json(r.evidence);
      return reason;
    });
    return candidate;
  });
  return json;
}

Json to_json(const Subgraph& subgraph) {
  Json json;
  json["schema"] = "rapport.graph/1";
  json["nodes"] = list_json(subgraph.nodes, [](const SubgraphNode& n) {
    Json node;
    node["id"] = n.entity.id;
    node["type"] = to_string(n.entity.type);
    node["name"] = n.entity.name;
    node["stub"] = n.entity.stub;
    node["properties"] = properties_json(n.properties);
    if (n.degree) node["degree"] = *n.degree;
    if (n.discount) node["discount"] = rounded(*n.discount);
    if (!n.closed_by.empty()) node["closed_by"] = to_json(n.closed_by);
    return node;
  });
  json["links"] = list_json(drawn_links(subgraph), [&](const DrawnLink& drawn) {
    const SubgraphLink& l = *drawn.link;
    Json link;
    link["source"] = subgraph.nodes[drawn.from].entity.id;
    link["target"] = subgraph.nodes[drawn.to].entity.id;
    link["relation"] = l.relation;
    link["date"] = l.date ? Json(shown_date(*l.date, l.precision)) : Json(nullptr);
    link["method"] = l.method ? Json(*l.method) : Json(nullptr);
    link["evidence"] = to_json(l.evidence);
    if (l.is_tie) {
      link["strength"] = rounded(l.strength);
      link["probability"] = rounded(l.probability);
      link["contact_days"] = l.contact_days;
      link["last_contact"] =
          l.last_contact ? Json(shown_date(*l.last_contact, l.precision)) : Json(nullptr);
      if (l.blocked) link["blocked"] = true;
    }
    return link;
  });
  return json;
}

}  // namespace rapport
