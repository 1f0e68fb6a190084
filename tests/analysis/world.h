#pragma once

#include <string>
#include <string_view>

#include "analysis/account_report.h"
#include "analysis/sponsorship_paths.h"
#include "analysis/stale_relationships.h"
#include "graph/stored_graph.h"

namespace rapport::testing {

// A graph with all that its analyses need, on a day. Unless told otherwise "Me" owns the vault and
// the day is 2026-01-16. Vertices are named by their keys; a key that does not exist is a failure.
class World {
 public:
  explicit World(std::string_view graph_text, std::string_view as_of = "2026-01-16");
  explicit World(Store store, std::string_view as_of = "2026-01-16", std::string_view owner = "Me");

  VertexId id(std::string_view key) const;
  Signals signals() const { return {store, as_of, parameters}; }
  PeopleGraph people() const { return {graph, id(owner), as_of, parameters}; }
  TieStrength strength(std::string_view a, std::string_view b) const;
  Connections who(std::string_view target) const;
  Connections who(const WhoQuery& query) const;
  WhoQuery query(std::string_view target) const;
  std::vector<RelationshipFinding> stale(const StaleQuery& query) const;
  StaleQuery stale_query() const;
  RelationshipFinding relationship(std::string_view key) const;  // of any type
  AccountReport weekly(std::string_view account, std::string_view week) const;

  Store store;
  StoredGraph graph;
  Date as_of;
  std::string owner;
  Parameters parameters;
  mutable EntityReader entities;
};

Date day(std::string_view iso);

// One path or lead a line, then the dead-locks:
//   sponsorship Me > Ann > Bob
//   BLOCKED introduction Me > Ann > Bob (not until Cid agrees)
//   lead Me > Ann ~ Bob (via 2)
//   dead-lock Bob waits for Cid
std::string dump(const Connections& connections);
std::string dump(const PathFinding& path);

// "Ann, Bob"
std::string names(const std::vector<Entity>& people);
// "graph.md:1, graph.md:2"
std::string places(const std::vector<Citation>& citations);

}  // namespace rapport::testing
