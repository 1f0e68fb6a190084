#pragma once

#include <span>
#include <utility>

#include <boost/graph/adjacency_iterator.hpp>
#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/transform_iterator.hpp>
#include <boost/property_map/property_map.hpp>

#include "graph/elements.h"

// The one adapter to Boost.Graph. A graph is anything with `vertex_bound()`, `ties(v)` and
// `arcs(v)`: StoredGraph. Two views of it model
// VertexListGraph, BidirectionalGraph and AdjacencyGraph (asserted in tests/graph/bgl_test.cpp):
//
//   PeopleView<G>   people and their ties; every tie is seen from both of its ends
//   EntityView<G>   all vertices and edges, followed in both directions
//
// Vertices are ids below vertex_bound(); an id that is no vertex has no edges.

namespace rapport {

// An edge of a view: the neighbour's entry in the list of `source`.
template <class Entry>
struct ViewEdge {
  VertexId source = 0;
  VertexId target = 0;
  const Entry* entry = nullptr;
  friend bool operator==(const ViewEdge& a, const ViewEdge& b) { return a.entry == b.entry; }
  friend bool operator!=(const ViewEdge& a, const ViewEdge& b) { return !(a == b); }
};

template <class Graph>
struct PeopleView {
  using Entry = Tie;
  const Graph* graph = nullptr;
  std::span<const Tie> row(VertexId v) const { return graph->ties(v); }
  static VertexId neighbor(const Tie& tie) { return tie.neighbor; }
};

template <class Graph>
struct EntityView {
  using Entry = Arc;
  const Graph* graph = nullptr;
  std::span<const Arc> row(VertexId v) const { return graph->arcs(v); }
  static VertexId neighbor(const Arc& arc) { return arc.other; }
};

template <class Graph>
PeopleView<Graph> people_view(const Graph& graph) {
  return {&graph};
}
template <class Graph>
EntityView<Graph> entity_view(const Graph& graph) {
  return {&graph};
}

namespace bgl_detail {

template <class View, bool Incoming>
struct MakeEdge {
  VertexId at = 0;
  using Entry = typename View::Entry;
  ViewEdge<Entry> operator()(const Entry& entry) const {
    const VertexId other = View::neighbor(entry);
    return Incoming ? ViewEdge<Entry>{other, at, &entry} : ViewEdge<Entry>{at, other, &entry};
  }
};

template <class View, bool Incoming>
using EdgeIterator =
    boost::transform_iterator<MakeEdge<View, Incoming>, const typename View::Entry*>;

struct Traversal : virtual boost::vertex_list_graph_tag,
                   virtual boost::bidirectional_graph_tag,
                   virtual boost::adjacency_graph_tag {};

template <class View>
struct Traits {
  using vertex_descriptor = VertexId;
  using edge_descriptor = ViewEdge<typename View::Entry>;
  using directed_category = boost::bidirectional_tag;
  using edge_parallel_category = boost::allow_parallel_edge_tag;
  using traversal_category = Traversal;
  using vertices_size_type = VertexId;
  using edges_size_type = std::size_t;
  using degree_size_type = std::size_t;
  using vertex_iterator = boost::counting_iterator<VertexId>;
  using out_edge_iterator = EdgeIterator<View, false>;
  using in_edge_iterator = EdgeIterator<View, true>;
  using edge_iterator = void;
  using adjacency_iterator =
      boost::adjacency_iterator<View, VertexId, out_edge_iterator, std::ptrdiff_t>;
  static vertex_descriptor null_vertex() { return static_cast<VertexId>(-1); }
};

template <class View, bool Incoming>
std::pair<EdgeIterator<View, Incoming>, EdgeIterator<View, Incoming>> edges(VertexId v,
                                                                            const View& view) {
  const auto row = view.row(v);
  const MakeEdge<View, Incoming> make{v};
  return {{row.data(), make}, {row.data() + row.size(), make}};
}

}  // namespace bgl_detail
}  // namespace rapport

namespace boost {

template <class Graph>
struct graph_traits<rapport::PeopleView<Graph>>
    : rapport::bgl_detail::Traits<rapport::PeopleView<Graph>> {};
template <class Graph>
struct graph_traits<rapport::EntityView<Graph>>
    : rapport::bgl_detail::Traits<rapport::EntityView<Graph>> {};

template <class Graph>
struct property_map<rapport::PeopleView<Graph>, vertex_index_t> {
  using type = typed_identity_property_map<rapport::VertexId>;
  using const_type = type;
};
template <class Graph>
struct property_map<rapport::EntityView<Graph>, vertex_index_t> {
  using type = typed_identity_property_map<rapport::VertexId>;
  using const_type = type;
};

}  // namespace boost

namespace rapport {

// The free functions that Boost.Graph finds by argument-dependent lookup.
template <class View>
concept GraphView = requires(const View& view, VertexId v) {
  typename View::Entry;
  view.row(v);
  view.graph->vertex_bound();
};

template <GraphView View>
auto out_edges(VertexId v, const View& view) {
  return bgl_detail::edges<View, false>(v, view);
}
template <GraphView View>
auto in_edges(VertexId v, const View& view) {
  return bgl_detail::edges<View, true>(v, view);
}
template <GraphView View>
std::size_t out_degree(VertexId v, const View& view) {
  return view.row(v).size();
}
template <GraphView View>
std::size_t in_degree(VertexId v, const View& view) {
  return view.row(v).size();
}
template <GraphView View>
std::size_t degree(VertexId v, const View& view) {
  return out_degree(v, view) + in_degree(v, view);
}
template <GraphView View>
VertexId num_vertices(const View& view) {
  return view.graph->vertex_bound();
}
template <GraphView View>
auto vertices(const View& view) {
  using Iterator = boost::counting_iterator<VertexId>;
  return std::pair(Iterator(0), Iterator(view.graph->vertex_bound()));
}
template <GraphView View>
auto adjacent_vertices(VertexId v, const View& view) {
  using Iterator = typename bgl_detail::Traits<View>::adjacency_iterator;
  const auto [first, last] = out_edges(v, view);
  return std::pair(Iterator(first, &view), Iterator(last, &view));
}
template <GraphView View>
boost::typed_identity_property_map<VertexId> get(boost::vertex_index_t, const View&) {
  return {};
}
template <class Entry, GraphView View>
VertexId source(const ViewEdge<Entry>& edge, const View&) {
  return edge.source;
}
template <class Entry, GraphView View>
VertexId target(const ViewEdge<Entry>& edge, const View&) {
  return edge.target;
}

}  // namespace rapport
