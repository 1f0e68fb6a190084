#include "tests/analysis/world.h"

#include <stdexcept>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/graph_of.h"

namespace rapport::testing {

World::World(std::string_view graph_text, std::string_view as_of_text)
    : World(graph_of(graph_text), as_of_text) {}

World::World(Store store_of_world, std::string_view as_of_text, std::string_view owner_key)
    : store(std::move(store_of_world)),
      graph(store),
      as_of(day(as_of_text)),
      owner(owner_key),
      entities(store, as_of) {}

VertexId World::id(std::string_view key) const {
  const auto found = store.find_key(key);
  if (!found) throw std::invalid_argument(fmt::format("no vertex '{}'", key));
  return *found;
}

TieStrength World::strength(std::string_view a, std::string_view b) const {
  return people().strength(id(a), id(b));
}

WhoQuery World::query(std::string_view target) const {
  WhoQuery query;
  query.from = id(owner);
  query.target = id(target);
  return query;
}

Connections World::who(std::string_view target) const { return who(query(target)); }

Connections World::who(const WhoQuery& query) const {
  return find_connections(people(), signals(), entities, query);
}

StaleQuery World::stale_query() const {
  StaleQuery query;
  query.owner = id(owner);
  query.as_of = as_of;
  return query;
}

std::vector<RelationshipFinding> World::stale(const StaleQuery& query) const {
  return find_stale(graph, signals(), entities, query, parameters);
}

RelationshipFinding World::relationship(std::string_view key) const {
  StaleQuery query = stale_query();
  query.type = store.vertex(id(key))->type;
  for (RelationshipFinding& finding : stale(query)) {
    if (finding.entity.id == key) return finding;
  }
  throw std::invalid_argument(fmt::format("no relationship with '{}'", key));
}

AccountReport World::weekly(std::string_view account, std::string_view week) const {
  AccountQuery query;
  query.account = id(account);
  query.owner = store.find_key(owner);
  query.period = *parse_iso_week(week);
  return report_account(graph, entities, query, parameters);
}

Date day(std::string_view iso) {
  const auto date = parse_date(iso);
  if (!date) throw std::invalid_argument(fmt::format("no date '{}'", iso));
  return *date;
}

std::string dump(const PathFinding& path) {
  std::string text = (path.blocked ? "BLOCKED " : "") + std::string(to_string(path.kind)) + " ";
  text += path.hops.front().from.name;
  for (const HopFinding& hop : path.hops) {
    text += hop.second_hand > 0 ? " ~ " : " > ";
    text += hop.to.name;
    if (hop.second_hand > 0) text += fmt::format(" ({} {})", hop.relation, hop.second_hand);
  }
  for (const GuardFinding& guard : path.guards) {
    text += guard.until.empty() ? " (not)" : fmt::format(" (not until {})", guard.until);
  }
  return text;
}

std::string dump(const Connections& connections) {
  std::string text;
  for (const PathFinding& path : connections.paths) text += dump(path) + "\n";
  for (const PathFinding& lead : connections.leads) text += dump(lead) + "\n";
  for (const DeadlockFinding& d : connections.deadlocks) {
    text += fmt::format("dead-lock {} waits for {}\n", d.target.name, d.waits_for.name);
  }
  return text;
}

std::string names(const std::vector<Entity>& people) {
  std::string text;
  for (const Entity& person : people) text += (text.empty() ? "" : ", ") + person.name;
  return text;
}

std::string places(const std::vector<Citation>& citations) {
  std::string text;
  for (const Citation& c : citations) {
    text += fmt::format("{}{}:{}", text.empty() ? "" : ", ", c.note, c.line);
  }
  return text;
}

}  // namespace rapport::testing
