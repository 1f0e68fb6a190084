#include "analysis/path_search.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/graph/random.h"

namespace rapport {
namespace {

using testing::Random;

constexpr double kTolerance = 1e-9;

// A cost graph that is written down arc by arc.
class FixedGraph final : public CostGraph {
 public:
  explicit FixedGraph(std::size_t size) : out_(size), in_(size), through_(size, 0) {}

  void add(VertexId from, VertexId to, double cost) {
    out_[from].push_back({to, cost});
    in_[to].push_back({from, cost});
    sort_by_cost(out_[from]);
    sort_by_cost(in_[to]);
  }
  void set_through(VertexId v, double cost) { through_[v] = cost; }
  VertexId size() const { return static_cast<VertexId>(out_.size()); }

  std::span<const CostArc> out_arcs(VertexId v) const override { return out_[v]; }
  std::span<const CostArc> in_arcs(VertexId v) const override { return in_[v]; }
  double cost_through(VertexId v) const override { return through_[v]; }

 private:
  std::vector<std::vector<CostArc>> out_;
  std::vector<std::vector<CostArc>> in_;
  std::vector<double> through_;
};

std::string dump(const CostPath& path) {
  std::string text;
  for (const VertexId v : path.vertices) text += fmt::format("{}{}", text.empty() ? "" : " ", v);
  return fmt::format("{}: {:g}", text, path.cost);
}

std::string dump(const std::vector<CostPath>& paths) {
  std::string text;
  for (const CostPath& path : paths) text += (text.empty() ? "" : "; ") + dump(path);
  return text;
}

// The oracle: every simple path, one after the other, cheapest first.
class AllPaths {
 public:
  AllPaths(const FixedGraph& graph, VertexId to, int max_hops, const Exclusions& exclusions)
      : graph_(graph), to_(to), max_hops_(max_hops), exclusions_(exclusions) {}

  std::vector<CostPath> from(VertexId start) {
    if (!exclusions_.vertices.contains(start) && start != to_) walk({{start}, 0});
    std::sort(found_.begin(), found_.end(), [](const CostPath& a, const CostPath& b) {
      return std::tie(a.cost, a.vertices) < std::tie(b.cost, b.vertices);
    });
    return std::move(found_);
  }

 private:
  void walk(const CostPath& path) {
    const VertexId last = path.vertices.back();
    if (last == to_) return found_.push_back(path);
    if (static_cast<int>(path.vertices.size()) > max_hops_) return;
    const double passage = path.vertices.size() == 1 ? 0 : graph_.cost_through(last);
    for (const CostArc& arc : graph_.out_arcs(last)) {
      const bool seen =
          std::find(path.vertices.begin(), path.vertices.end(), arc.other) != path.vertices.end();
      if (seen || exclusions_.vertices.contains(arc.other) ||
          exclusions_.arcs.contains({last, arc.other})) {
        continue;
      }
      CostPath longer = path;
      longer.vertices.push_back(arc.other);
      longer.cost += passage + arc.cost;
      walk(longer);
    }
  }

  const FixedGraph& graph_;
  VertexId to_;
  int max_hops_;
  const Exclusions& exclusions_;
  std::vector<CostPath> found_;
};

struct Question {
  FixedGraph graph{0};
  VertexId from = 0;
  VertexId to = 0;
  int max_hops = 3;
  Exclusions exclusions;
};

// Hop limits from those that decide to those that never do (a path of 8 people has 7 hops).
// Sparse to dense; costs one way, both ways, both ways but different; many of them equal.
Question random_question(Random& random) {
  const std::size_t size = 2 + random.below(7);
  const std::size_t one_in = 1 + random.below(4);
  const bool coarse = random.one_in(2);  // few different costs: many ties
  const bool free = random.one_in(4);    // passing through costs nothing
  const bool may_be_zero = random.one_in(5);
  const auto cost = [&] {
    if (may_be_zero && random.one_in(4)) return 0.0;
    return coarse ? 0.5 * static_cast<double>(1 + random.below(3))
                  : 0.001 + static_cast<double>(random.below(10000)) / 1000;
  };
  Question q;
  q.graph = FixedGraph(size);
  for (VertexId a = 0; a < size; ++a) {
    if (!free) q.graph.set_through(a, random.one_in(2) ? 0 : cost());
    for (VertexId b = 0; b < a; ++b) {
      if (!random.one_in(one_in)) continue;
      const double there = cost();
      if (!random.one_in(5)) q.graph.add(a, b, there);
      if (!random.one_in(5)) q.graph.add(b, a, random.one_in(2) ? there : cost());
    }
  }
  q.from = static_cast<VertexId>(random.below(size));
  q.to = static_cast<VertexId>(random.below(size));
  q.max_hops = static_cast<int>(1 + random.below(8));
  while (random.one_in(4)) q.exclusions.vertices.insert(static_cast<VertexId>(random.below(size)));
  while (random.one_in(2)) {
    q.exclusions.arcs.emplace(random.below(size), random.below(size));
  }
  return q;
}

TEST(PathSearch, FindsTheBestPathOfEveryRandomGraph) {
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    Random random(seed);
    const Question q = random_question(random);
    const CostPath best = best_path(q.graph, q.from, q.to, q.max_hops, q.exclusions);
    const auto all = AllPaths(q.graph, q.to, q.max_hops, q.exclusions).from(q.from);
    ASSERT_EQ(best.vertices.empty(), all.empty()) << "seed " << seed;
    if (all.empty()) continue;
    ASSERT_NEAR(best.cost, all.front().cost, kTolerance) << "seed " << seed;
    const bool exists = std::any_of(all.begin(), all.end(), [&](const CostPath& path) {
      return path.vertices == best.vertices;
    });
    ASSERT_TRUE(exists) << "seed " << seed << ": " << dump(best);
  }
}

TEST(PathSearch, FindsExactlyTheCheapestPathsOfEveryRandomGraph) {
  std::size_t with_ties = 0;
  for (std::uint64_t seed = 1; seed <= 6000; ++seed) {
    Random random(seed);
    const Question q = random_question(random);
    const std::size_t k = 1 + random.below(6);
    const auto paths = best_paths(q.graph, q.from, q.to, q.max_hops, k, q.exclusions);
    auto expected = AllPaths(q.graph, q.to, q.max_hops, q.exclusions).from(q.from);
    // The k cheapest, and whatever costs the same as the last of them.
    std::size_t count = std::min(k, expected.size());
    while (count > 0 && count < expected.size() && count < 200 &&
           expected[count].cost <= expected[k - 1].cost + kTolerance) {
      ++count;
    }
    with_ties += count > k ? 1 : 0;
    expected.resize(count);
    ASSERT_EQ(paths.size(), expected.size()) << "seed " << seed << "\n"
                                             << dump(paths) << "\n"
                                             << dump(expected);
    std::set<std::vector<VertexId>> got;
    std::set<std::vector<VertexId>> wanted;
    for (std::size_t i = 0; i < count; ++i) {
      ASSERT_NEAR(paths[i].cost, expected[i].cost, kTolerance) << "seed " << seed;
      ASSERT_NEAR(paths[i].cost, path_cost(q.graph, paths[i].vertices), kTolerance);
      got.insert(paths[i].vertices);
      wanted.insert(expected[i].vertices);
    }
    // Simple, within the hops, none of them excluded, each once: as the oracle's are.
    ASSERT_EQ(got, wanted) << "seed " << seed;
  }
  EXPECT_GT(with_ties, 50U);  // else the test tests too little
}

// A second implementation, naive on purpose: Yen's algorithm without any refinement, over
// Bellman-Ford by hops, which looks at the whole graph each time.
std::vector<CostPath> naive_best_paths(const FixedGraph& graph, VertexId from, VertexId to,
                                       int max_hops, std::size_t k) {
  const auto shortest = [&](VertexId start, int hops, const std::set<VertexId>& passed,
                            const std::set<VertexId>& first_steps) {
    const double infinity = std::numeric_limits<double>::infinity();
    const auto layers = static_cast<std::size_t>(std::max(hops, 0)) + 1;
    std::vector<std::vector<double>> cost(layers, std::vector<double>(graph.size(), infinity));
    std::vector<std::vector<VertexId>> before(layers, std::vector<VertexId>(graph.size(), 0));
    cost[0][start] = 0;
    for (std::size_t hop = 1; hop < layers; ++hop) {
      for (VertexId v = 0; v < graph.size(); ++v) {
        if (cost[hop - 1][v] == infinity || v == to) continue;
        for (const CostArc& arc : graph.out_arcs(v)) {
          const bool forbidden = passed.contains(arc.other) || arc.other == start ||
                                 (hop == 1 && first_steps.contains(arc.other));
          const double reached =
              cost[hop - 1][v] + (hop == 1 ? 0 : graph.cost_through(v)) + arc.cost;
          if (forbidden || reached >= cost[hop][arc.other]) continue;
          cost[hop][arc.other] = reached;
          before[hop][arc.other] = v;
        }
      }
    }
    std::size_t best = 0;
    double least = infinity;
    for (std::size_t hop = 1; hop < layers; ++hop) {
      if (cost[hop][to] >= least) continue;
      least = cost[hop][to];
      best = hop;
    }
    std::vector<VertexId> path;
    if (least == infinity) return path;
    path.push_back(to);
    for (std::size_t hop = best; hop > 0; --hop) path.push_back(before[hop][path.back()]);
    std::reverse(path.begin(), path.end());
    return path;
  };
  const auto by_cost = [](const CostPath& a, const CostPath& b) {
    return std::tie(a.cost, a.vertices) < std::tie(b.cost, b.vertices);
  };
  std::vector<CostPath> found;
  std::set<CostPath, decltype(by_cost)> candidates(by_cost);
  const auto add = [&](std::vector<VertexId> vertices) {
    if (vertices.empty()) return;
    const double cost = path_cost(graph, vertices);
    candidates.insert({std::move(vertices), cost});
  };
  add(shortest(from, max_hops, {}, {}));
  while (!candidates.empty() &&
         (found.size() < k || candidates.begin()->cost <= found[k - 1].cost + kTolerance)) {
    found.push_back(*candidates.begin());
    candidates.erase(candidates.begin());
    const std::vector<VertexId> last = found.back().vertices;
    for (std::size_t i = 0; i + 1 < last.size(); ++i) {
      const auto branch = last.begin() + static_cast<std::ptrdiff_t>(i);
      std::set<VertexId> first_steps;
      for (const CostPath& path : found) {
        if (path.vertices.size() > i + 1 &&
            std::equal(last.begin(), branch + 1, path.vertices.begin())) {
          first_steps.insert(path.vertices[i + 1]);
        }
      }
      const auto tail =
          shortest(*branch, max_hops - static_cast<int>(i), {last.begin(), branch}, first_steps);
      if (tail.empty()) continue;
      std::vector<VertexId> whole(last.begin(), branch);
      whole.insert(whole.end(), tail.begin(), tail.end());
      add(std::move(whole));
    }
  }
  return found;
}

// People who know some of those who were there before them, the well-known more often.
FixedGraph acquaintances(Random& random, VertexId size, bool coarse) {
  FixedGraph graph(size);
  std::set<std::pair<VertexId, VertexId>> known;
  std::vector<VertexId> ends = {0};
  for (VertexId v = 1; v < size; ++v) {
    for (int i = 0; i < 3; ++i) {
      const VertexId other = random.one_in(2) ? ends[random.below(ends.size())]
                                              : static_cast<VertexId>(random.below(v));
      if (other == v || !known.emplace(v, other).second) continue;
      ends.insert(ends.end(), {v, other});
      const auto cost = [&] {
        return coarse ? 0.25 * static_cast<double>(1 + random.below(8))
                      : 0.001 * static_cast<double>(1 + random.below(3000));
      };
      const double there = cost();
      graph.add(v, other, there);
      graph.add(other, v, random.one_in(4) ? cost() : there);
    }
  }
  if (coarse) return graph;  // sums of few different costs: many equal paths
  for (VertexId v = 0; v < size; ++v) {
    const auto degree = static_cast<double>(graph.out_arcs(v).size());
    graph.set_through(v, std::max(0.0, std::log(std::log(2 + degree) / std::log(2 + 4.0))));
  }
  return graph;
}

TEST(PathSearch, AgreesWithANaiveSearchOnLargerGraphs) {
  std::size_t with_ties = 0;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    const VertexId size = static_cast<VertexId>(100 + random.below(200));
    const FixedGraph graph = acquaintances(random, size, random.one_in(3));
    for (const int max_hops : {2, 3, 4, 6, 7, 12}) {
      const auto from = static_cast<VertexId>(random.below(size));
      const auto to = static_cast<VertexId>(random.below(size));
      if (from == to) continue;
      const std::size_t k = 1 + random.below(5);
      auto expected = naive_best_paths(graph, from, to, max_hops, k);
      if (expected.size() >= 200) continue;
      with_ties += expected.size() > k ? 1 : 0;
      const auto paths = best_paths(graph, from, to, max_hops, k, {});
      const auto by_vertices = [](const std::vector<CostPath>& list) {
        std::set<std::vector<VertexId>> set;
        for (const CostPath& path : list) set.insert(path.vertices);
        return set;
      };
      ASSERT_EQ(by_vertices(paths), by_vertices(expected))
          << "seed " << seed << ", " << max_hops << " hops, k " << k << "\n"
          << dump(paths) << "\n"
          << dump(expected);
      const CostPath best = best_path(graph, from, to, max_hops, {});
      ASSERT_EQ(best.vertices.empty(), expected.empty());
      if (expected.empty()) continue;
      ASSERT_NEAR(best.cost, expected.front().cost, kTolerance);
    }
  }
  EXPECT_GT(with_ties, 20U);  // else the test tests too little
}

TEST(PathSearch, AgreesWithDijkstraWhereHopsDoNotMatter) {
  using Weight = boost::property<boost::edge_weight_t, double>;
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Weight>;
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    Random random(seed);
    const VertexId size = 40;
    FixedGraph graph(size);
    Graph boosts(size);
    std::vector<double> through(size);
    for (VertexId v = 0; v < size; ++v) {
      through[v] = static_cast<double>(random.below(500)) / 1000;
      graph.set_through(v, through[v]);
    }
    for (int i = 0; i < 110; ++i) {
      const auto a = static_cast<VertexId>(random.below(size));
      const auto b = static_cast<VertexId>(random.below(size));
      const double cost = 0.01 + static_cast<double>(random.below(3000)) / 1000;
      graph.add(a, b, cost);
      // Passing through `a` is paid on leaving it, but not at the start.
      boost::add_edge(a, b, cost + (a == 0 ? 0 : through[a]), boosts);
    }
    std::vector<double> distance(size);
    boost::dijkstra_shortest_paths(boosts, 0, boost::distance_map(distance.data()));
    for (VertexId to = 1; to < size; ++to) {
      const CostPath best = best_path(graph, 0, to, static_cast<int>(size), {});
      if (best.vertices.empty()) {
        ASSERT_EQ(distance[to], std::numeric_limits<double>::max()) << seed << " to " << to;
      } else {
        ASSERT_NEAR(best.cost, distance[to], kTolerance) << seed << " to " << to;
      }
    }
  }
}

// 0 -> 1 -> 3 is cheapest, 0 -> 2 -> 3 second, 0 -> 3 dear, 0 -> 1 -> 2 -> 3 long.
FixedGraph diamond() {
  FixedGraph graph(5);
  graph.add(0, 1, 1);
  graph.add(1, 3, 1);
  graph.add(0, 2, 1.5);
  graph.add(2, 3, 1);
  graph.add(1, 2, 1);
  graph.add(0, 3, 5);
  return graph;
}

TEST(PathSearch, ListsPathsFromTheCheapestOn) {
  const FixedGraph graph = diamond();
  struct {
    int max_hops;
    std::size_t k;
    Exclusions exclusions;
    const char* paths;
  } const cases[] = {
      {3, 10, {}, "0 1 3: 2; 0 2 3: 2.5; 0 1 2 3: 3; 0 3: 5"},
      {3, 2, {}, "0 1 3: 2; 0 2 3: 2.5"},
      {2, 10, {}, "0 1 3: 2; 0 2 3: 2.5; 0 3: 5"},
      {1, 10, {}, "0 3: 5"},
      {0, 10, {}, ""},
      {3, 10, {{1}, {}}, "0 2 3: 2.5; 0 3: 5"},
      {3, 10, {{}, {{0, 1}, {0, 3}}}, "0 2 3: 2.5"},
      {3, 10, {{}, {{3, 1}}}, "0 1 3: 2; 0 2 3: 2.5; 0 1 2 3: 3; 0 3: 5"},  // the other way
      {3, 10, {{0}, {}}, ""},
      {3, 10, {{3}, {}}, ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(dump(best_paths(graph, 0, 3, c.max_hops, c.k, c.exclusions)), c.paths)
        << c.max_hops << " hops, " << c.k;
  }
  EXPECT_EQ(dump(best_paths(graph, 0, 4, 5, 10, {})), "");  // apart
  EXPECT_EQ(dump(best_paths(graph, 3, 0, 5, 10, {})), "");  // against the arrows
  EXPECT_EQ(dump(best_paths(graph, 0, 0, 5, 10, {})), "");  // to oneself
}

TEST(PathSearch, GivesAllPathsThatCostAsMuchAsTheLast) {
  FixedGraph graph(10);
  for (VertexId middle = 1; middle < 9; ++middle) {
    graph.add(0, middle, 0.1 * static_cast<double>(middle));
    graph.add(middle, 9, 1 - 0.1 * static_cast<double>(middle));  // sums differ in the last bit
  }
  EXPECT_EQ(best_paths(graph, 0, 9, 3, 1, {}).size(), 8U);
  graph.set_through(4, 0.001);
  EXPECT_EQ(best_paths(graph, 0, 9, 3, 1, {}).size(), 7U);
  EXPECT_EQ(best_paths(graph, 0, 9, 3, 8, {}).size(), 8U);
}

TEST(PathSearch, StopsAtTwoHundredTies) {
  FixedGraph graph(302);
  for (VertexId middle = 1; middle <= 300; ++middle) {
    graph.add(0, middle, 1);
    graph.add(middle, 301, 1);
  }
  EXPECT_EQ(best_paths(graph, 0, 301, 3, 10, {}).size(), 200U);
}

}  // namespace
}  // namespace rapport
