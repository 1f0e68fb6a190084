#include "analysis/neighborhood.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>

#include <boost/graph/breadth_first_search.hpp>
#include <boost/property_map/property_map.hpp>

#include "graph/bgl.h"
#include "graph/sort_unique.h"

namespace rapport {
namespace {

bool is_semantic(EdgeLabel label) { return label != EdgeLabel::links_to; }
bool is_semantic(VertexType type) { return type != VertexType::tag && type != VertexType::note; }

// Thrown by the visitor at the first vertex beyond the horizon: Boost's way to stop a search early.
struct BeyondHorizon {};

using Distances = std::unordered_map<VertexId, int>;

class HorizonVisitor : public boost::default_bfs_visitor {
 public:
  HorizonVisitor(Distances& distances, int hops) : distances_(distances), hops_(hops) {}

  template <class Edge, class View>
  void tree_edge(const Edge& edge, const View& view) const {
    distances_[target(edge, view)] = distances_[source(edge, view)] + 1;
  }
  template <class View>
  void examine_vertex(VertexId v, const View&) const {
    if (distances_[v] >= hops_) throw BeyondHorizon{};  // breadth first: no nearer one follows
  }

 private:
  Distances& distances_;
  int hops_;
};

// Vertices within `hops` edges of `start`.
template <class View>
Distances within(const View& view, VertexId start, int hops) {
  Distances distances;
  distances[start] = 0;
  std::unordered_map<VertexId, boost::default_color_type> colors;
  boost::queue<VertexId> queue;
  try {
    boost::breadth_first_visit(view, start, queue, HorizonVisitor(distances, hops),
                               boost::make_assoc_property_map(colors));
  } catch (const BeyondHorizon&) {
    // All vertices nearer than the horizon have been examined.
  }
  return distances;
}

// The graph without the vertices and edges that a picture leaves out.
class FilteredGraph {
 public:
  FilteredGraph(const StoredGraph& graph, EntityReader& entities, Date as_of, bool semantic_only)
      : graph_(graph), entities_(entities), as_of_(as_of), semantic_only_(semantic_only) {}

  VertexId vertex_bound() const { return graph_.vertex_bound(); }
  std::span<const Arc> arcs(VertexId v) const {
    const auto [it, is_new] = rows_.try_emplace(v);
    if (is_new) {
      for (const Arc& arc : graph_.arcs(v)) {
        if (shows(arc)) it->second.push_back(arc);
      }
    }
    return it->second;
  }

 private:
  bool shows(const Arc& arc) const {
    if (arc.date && *arc.date > as_of_) return false;
    return !semantic_only_ ||
           (is_semantic(arc.label) && is_semantic(entities_.vertex(arc.other).type));
  }

  const StoredGraph& graph_;
  EntityReader& entities_;
  Date as_of_;
  bool semantic_only_;
  mutable std::unordered_map<VertexId, std::vector<Arc>> rows_;
};

// The people and those they have a tie with on the day; contacts are left out.
class TiesOfTheDay {
 public:
  explicit TiesOfTheDay(const PeopleGraph& people) : people_(people) {}

  VertexId vertex_bound() const { return people_.graph().vertex_bound(); }
  std::span<const Tie> ties(VertexId v) const {
    const auto [it, is_new] = rows_.try_emplace(v);
    if (is_new) {
      for (const Tie& tie : people_.graph().ties(v)) {
        if (people_.tie(v, tie.neighbor) != nullptr) it->second.push_back({tie.neighbor, {}, {}});
      }
    }
    return it->second;
  }

 private:
  const PeopleGraph& people_;
  mutable std::unordered_map<VertexId, std::vector<Tie>> rows_;
};

void sort_nodes(Subgraph& subgraph) {
  std::sort(subgraph.nodes.begin(), subgraph.nodes.end(),
            [](const SubgraphNode& a, const SubgraphNode& b) {
              return std::tie(a.entity.type, a.entity.name, a.entity.id) <
                     std::tie(b.entity.type, b.entity.name, b.entity.id);
            });
}

// By the keys of their ends, so that ids play no part.
void sort_links(Subgraph& subgraph, EntityReader& entities) {
  std::sort(subgraph.links.begin(), subgraph.links.end(),
            [&](const SubgraphLink& a, const SubgraphLink& b) {
              const auto key = [&](const SubgraphLink& l) {
                return std::tuple(entities.vertex(l.source).key, entities.vertex(l.target).key,
                                  l.relation, l.date, l.evidence, l.method);
              };
              return key(a) < key(b);
            });
}

// What several notes say is one line of a picture: the first of sorted ones.
void draw_once(Subgraph& subgraph) {
  const auto last =
      std::unique(subgraph.links.begin(), subgraph.links.end(),
                  [](const SubgraphLink& a, const SubgraphLink& b) {
                    return a.source == b.source && a.target == b.target && a.relation == b.relation;
                  });
  subgraph.links.erase(last, subgraph.links.end());
}

SubgraphNode to_node(EntityReader& entities, VertexId id) {
  const Vertex& vertex = entities.vertex(id);
  SubgraphNode node;
  node.entity = to_entity(vertex);
  node.properties = vertex.properties;
  return node;
}

SubgraphNode to_person_node(const PeopleGraph& people, EntityReader& entities, VertexId id) {
  SubgraphNode node = to_node(entities, id);
  node.degree = people.degree(id);
  node.discount = people.discount(id);
  return node;
}

SubgraphLink to_link(EntityReader& entities, VertexId from, const Arc& arc) {
  SubgraphLink link;
  link.source = from;
  link.target = arc.other;
  link.relation = to_string(arc.label);
  link.date = arc.date;
  if (arc.method != Method::none) link.method = std::string(to_string(arc.method));
  link.second_hand = arc.label == EdgeLabel::via || arc.label == EdgeLabel::mentioned;
  link.evidence = {entities.citation(arc.evidence)};
  return link;
}

SubgraphLink to_tie_link(const PeopleGraph& people, VertexId a, VertexId b) {
  const TieStrength strength = people.strength(a, b);
  SubgraphLink link;
  link.source = a;
  link.target = b;
  link.is_tie = true;
  link.relation = strength.contact_days > 0 ? "attended" : "stated";
  link.strength = strength.strength;
  link.probability = strength.to_neighbor;
  link.contact_days = strength.contact_days;
  link.last_contact = strength.last_contact;
  return link;
}

// The ties among some people: each once, or, for whoever computes with them, in both directions.
void add_ties(const PeopleGraph& people, const std::set<VertexId>& members, EntityReader& entities,
              bool both_ways, Subgraph& subgraph) {
  for (const VertexId a : members) {
    for (const Tie& tie : people.graph().ties(a)) {
      if (!members.contains(tie.neighbor) || people.tie(a, tie.neighbor) == nullptr) continue;
      const bool from_here = entities.vertex(a).key < entities.vertex(tie.neighbor).key;
      if (from_here || both_ways) subgraph.links.push_back(to_tie_link(people, a, tie.neighbor));
    }
  }
}

std::set<VertexId> vertices_of(const Subgraph& subgraph) {
  std::set<VertexId> vertices;
  for (const SubgraphNode& node : subgraph.nodes) vertices.insert(node.entity.vertex);
  return vertices;
}

void drop_loose_links(Subgraph& subgraph) {
  const std::set<VertexId> shown = vertices_of(subgraph);
  std::erase_if(subgraph.links, [&](const SubgraphLink& link) {
    return !shown.contains(link.source) || !shown.contains(link.target);
  });
}

SubgraphLink to_guard_link(VertexId speaker, VertexId object, std::optional<Date> date,
                           std::vector<Citation> evidence) {
  SubgraphLink link;
  link.source = speaker;
  link.target = object;
  link.relation = to_string(EdgeLabel::guard);
  link.date = date;
  link.evidence = std::move(evidence);
  return link;
}

void close(Subgraph& subgraph, VertexId object, const std::vector<Citation>& evidence) {
  for (SubgraphNode& node : subgraph.nodes) {
    if (node.entity.vertex != object) continue;
    node.closed_by.insert(node.closed_by.end(), evidence.begin(), evidence.end());
    sort_unique(node.closed_by);
  }
}

void keep_strongest_nodes(Subgraph& subgraph, std::size_t most) {
  std::map<VertexId, double> weight;
  for (const SubgraphLink& link : subgraph.links) {
    const double w = link.is_tie ? link.probability : 1;
    weight[link.source] += w;
    weight[link.target] += w;
  }
  std::vector<SubgraphNode> ranked = std::move(subgraph.nodes);
  std::stable_sort(ranked.begin(), ranked.end(), [&](const SubgraphNode& a, const SubgraphNode& b) {
    if (a.emphasized != b.emphasized) return a.emphasized;
    return weight[a.entity.vertex] > weight[b.entity.vertex];
  });
  subgraph.left_out += ranked.size() - most;
  ranked.resize(most);
  subgraph.nodes = std::move(ranked);
  drop_loose_links(subgraph);
  sort_nodes(subgraph);
}

}  // namespace

Subgraph find_neighborhood(const StoredGraph& graph, EntityReader& entities, VertexId start,
                           int hops, Date as_of, bool semantic_only) {
  Subgraph subgraph;
  subgraph.title = "Around " + entities.name(start);
  subgraph.as_of = as_of;
  const FilteredGraph filtered(graph, entities, as_of, semantic_only);
  const Distances near = within(entity_view(filtered), start, hops);
  for (const auto& [id, distance] : near) {
    subgraph.nodes.push_back(to_node(entities, id));
    subgraph.nodes.back().emphasized = id == start;
    for (const Arc& arc : filtered.arcs(id)) {
      if (arc.direction == Direction::out && near.contains(arc.other)) {
        subgraph.links.push_back(to_link(entities, id, arc));
      }
    }
  }
  sort_nodes(subgraph);
  sort_links(subgraph, entities);
  return subgraph;
}

Subgraph find_people_around(const PeopleGraph& people, EntityReader& entities, VertexId start,
                            int hops, bool both_ways) {
  Subgraph subgraph;
  subgraph.title = "People around " + entities.name(start);
  subgraph.as_of = people.as_of();
  std::set<VertexId> members;
  const TiesOfTheDay ties(people);
  for (const auto& [id, distance] : within(people_view(ties), start, hops)) {
    members.insert(id);
  }
  for (const VertexId id : members) {
    subgraph.nodes.push_back(to_person_node(people, entities, id));
    subgraph.nodes.back().emphasized = id == start;
  }
  add_ties(people, members, entities, both_ways, subgraph);
  sort_nodes(subgraph);
  sort_links(subgraph, entities);
  return subgraph;
}

Subgraph find_account_graph(const PeopleGraph& people, const Signals& signals,
                            EntityReader& entities, VertexId account) {
  Subgraph subgraph;
  subgraph.title = entities.name(account);
  subgraph.as_of = people.as_of();
  std::set<VertexId> members;
  std::set<VertexId> projects;
  for (const Arc& arc : people.graph().arcs(account)) {
    if (arc.direction != Direction::in) continue;
    if (arc.label == EdgeLabel::works_at) members.insert(arc.other);
    if (arc.label == EdgeLabel::part_of) projects.insert(arc.other);
  }
  members.insert(people.owner());
  std::set<VertexId> shown = members;
  shown.insert(projects.begin(), projects.end());
  shown.insert(account);

  for (const VertexId id : shown) {
    const bool is_person = members.contains(id);
    subgraph.nodes.push_back(is_person ? to_person_node(people, entities, id)
                                       : to_node(entities, id));
    subgraph.nodes.back().emphasized = id == people.owner();
  }
  add_ties(people, members, entities, false, subgraph);
  for (const VertexId id : shown) {
    for (const Arc& arc : people.graph().arcs(id)) {
      const bool belongs = arc.label == EdgeLabel::works_at || arc.label == EdgeLabel::part_of ||
                           arc.label == EdgeLabel::owns || arc.label == EdgeLabel::reports_to ||
                           arc.label == EdgeLabel::via || arc.label == EdgeLabel::will_open;
      if (!belongs || arc.direction != Direction::out || !shown.contains(arc.other)) continue;
      if (arc.date && *arc.date > people.as_of()) continue;
      subgraph.links.push_back(to_link(entities, id, arc));
    }
  }
  mark_guards(subgraph, signals, entities);
  sort_nodes(subgraph);
  sort_links(subgraph, entities);
  draw_once(subgraph);
  return subgraph;
}

Subgraph to_subgraph(const Connections& connections, EntityReader& entities) {
  Subgraph subgraph;
  subgraph.title = connections.from.name + " to " + connections.target.name;
  subgraph.as_of = connections.as_of;
  subgraph.left_to_right = true;
  std::set<VertexId> shown;
  std::set<std::pair<VertexId, VertexId>> drawn;
  const auto add_path = [&](const PathFinding& path) {
    for (const HopFinding& hop : path.hops) {
      for (const Entity& end : {hop.from, hop.to}) {
        if (!shown.insert(end.vertex).second) continue;
        subgraph.nodes.push_back(to_node(entities, end.vertex));
        subgraph.nodes.back().emphasized =
            end.vertex == connections.target.vertex || end.vertex == connections.from.vertex;
      }
      if (!drawn.emplace(hop.from.vertex, hop.to.vertex).second) continue;
      SubgraphLink link;
      link.source = hop.from.vertex;
      link.target = hop.to.vertex;
      link.relation = hop.guarded ? std::string(to_string(EdgeLabel::guard)) : hop.relation;
      link.blocked = hop.guarded;
      link.is_tie = hop.second_hand == 0;
      link.second_hand = hop.second_hand > 0;
      link.strength = hop.strength;
      link.probability = hop.probability;
      link.contact_days = hop.contact_days;
      link.last_contact = hop.last_contact;
      link.evidence = hop.evidence;
      subgraph.links.push_back(std::move(link));
    }
  };
  for (const PathFinding& path : connections.paths) add_path(path);
  for (const PathFinding& lead : connections.leads) add_path(lead);
  // Guards that block a hop are seen there; the others forbid to turn to the target in person.
  const auto add_guard = [&](const GuardFinding& guard) {
    if (guard.binds_everyone) {
      close(subgraph, guard.target.vertex, guard.evidence);
    } else if (shown.contains(guard.speaker.vertex) && shown.contains(guard.target.vertex) &&
               drawn.emplace(guard.speaker.vertex, guard.target.vertex).second) {
      subgraph.links.push_back(
          to_guard_link(guard.speaker.vertex, guard.target.vertex, std::nullopt, guard.evidence));
    }
  };
  for (const PathFinding& path : connections.paths) {
    for (const GuardFinding& guard : path.guards) add_guard(guard);
  }
  for (const GuardFinding& guard : connections.guards) add_guard(guard);
  sort_nodes(subgraph);
  return subgraph;
}

Subgraph whole_graph(const Store& store, EntityReader& entities, bool semantic_only) {
  Subgraph subgraph;
  subgraph.title = "All";
  store.for_each_vertex([&](const Vertex& vertex) {
    if (semantic_only && !is_semantic(vertex.type)) return;
    subgraph.nodes.push_back(to_node(entities, vertex.id));
  });
  store.for_each_arc_list([&](VertexId id, const std::vector<Arc>& arcs) {
    for (const Arc& arc : arcs) {
      if (arc.direction != Direction::out) continue;
      const bool hidden = semantic_only && (!is_semantic(arc.label) ||
                                            !is_semantic(entities.vertex(arc.other).type) ||
                                            !is_semantic(entities.vertex(id).type));
      if (!hidden) subgraph.links.push_back(to_link(entities, id, arc));
    }
  });
  sort_nodes(subgraph);
  sort_links(subgraph, entities);
  return subgraph;
}

Subgraph whole_people_graph(const PeopleGraph& people, EntityReader& entities, bool both_ways) {
  Subgraph subgraph;
  subgraph.title = "People";
  subgraph.as_of = people.as_of();
  std::set<VertexId> members;
  people.graph().store().for_each_vertex([&](const Vertex& vertex) {
    if (vertex.type == VertexType::person) members.insert(vertex.id);
  });
  for (const VertexId id : members) subgraph.nodes.push_back(to_person_node(people, entities, id));
  add_ties(people, members, entities, both_ways, subgraph);
  sort_nodes(subgraph);
  sort_links(subgraph, entities);
  return subgraph;
}

void mark_guards(Subgraph& subgraph, const Signals& signals, EntityReader& entities) {
  const std::set<VertexId> shown = vertices_of(subgraph);
  std::set<std::pair<VertexId, VertexId>> directions;
  for (const SubgraphLink& link : subgraph.links) {
    if (link.is_tie) directions.emplace(link.source, link.target);
  }
  for (SubgraphLink& link : subgraph.links) {
    if (!link.is_tie) continue;
    const bool once = !directions.contains({link.target, link.source});
    link.blocked = !signals.forbidding(link.source, link.target).empty() ||
                   (once && !signals.forbidding(link.target, link.source).empty());
  }
  for (const Guard& guard : signals.guards()) {
    if (!shown.contains(guard.object)) continue;
    const std::vector<Citation> evidence = entities.citations(guard.evidence);
    if (!guard.speaker) {
      close(subgraph, guard.object, evidence);
    } else if (shown.contains(*guard.speaker)) {
      subgraph.links.push_back(to_guard_link(*guard.speaker, guard.object, guard.date, evidence));
    }
  }
}

void keep_people(Subgraph& subgraph) {
  std::erase_if(subgraph.nodes,
                [](const SubgraphNode& node) { return node.entity.type != VertexType::person; });
  drop_loose_links(subgraph);
}

void keep_strongest(Subgraph& subgraph, std::size_t most, std::size_t most_links) {
  if (subgraph.nodes.size() > most) keep_strongest_nodes(subgraph, most);
  if (subgraph.links.size() <= most_links) return;
  const auto weight = [](const SubgraphLink& link) { return link.is_tie ? link.probability : 1.0; };
  std::stable_sort(
      subgraph.links.begin(), subgraph.links.end(),
      [&](const SubgraphLink& a, const SubgraphLink& b) { return weight(a) > weight(b); });
  subgraph.links_left_out += subgraph.links.size() - most_links;
  subgraph.links.resize(most_links);
}

}  // namespace rapport
