#include <algorithm>
#include <cstdio>
#include <string>
#include <string_view>

#include <benchmark/benchmark.h>
#include <time.h>

#include "analysis/people_graph.h"
#include "graph/sort_unique.h"
#include "tests/bench/people_generator.h"

// people_bench STORE [Google Benchmark's options]: searches in a store that generate_people made.
// people_bench STORE ask NUMBER PATHS: one question of them and no more, for who measures the
// process. Warm: the store is open, but each question reads anew what it needs of it. A round asks
// for all pairs; Median is over the single questions, in milliseconds of the process's CPU time.

namespace rapport::bench {
namespace {

constexpr std::size_t kPairs = 100;
constexpr int kMostHops = 24;  // more than any best path has

double cpu_ms() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// What a search asks of the people's graph, counted.
class CountingGraph final : public CostGraph {
 public:
  explicit CountingGraph(const PeopleGraph& people) : people_(people) {}
  std::span<const CostArc> out_arcs(VertexId v) const override {
    return counted(v, people_.out_arcs(v));
  }
  std::span<const CostArc> in_arcs(VertexId v) const override {
    return counted(v, people_.in_arcs(v));
  }
  double cost_through(VertexId v) const override { return people_.cost_through(v); }

  std::size_t expansions() const { return expansions_; }
  std::size_t arcs() const { return arcs_; }

 private:
  std::span<const CostArc> counted(VertexId, std::span<const CostArc> arcs) const {
    ++expansions_;
    arcs_ += arcs.size();
    return arcs;
  }
  const PeopleGraph& people_;
  mutable std::size_t expansions_ = 0;
  mutable std::size_t arcs_ = 0;
};

class Questions {
 public:
  explicit Questions(const std::string& directory)
      : store_(Store::open(directory, Access::read_only)),
        pairs_(random_pairs(store_.vertex_bound(), kPairs)) {}

  // `ask(people, from, to)` for each pair, on a graph that has read nothing yet.
  template <class Ask>
  void run(benchmark::State& state, const Ask& ask) const {
    std::vector<double> times;
    for (auto _ : state) {
      for (const auto& [from, to] : pairs_) {
        const double start = cpu_ms();
        const StoredGraph graph(store_);
        const PeopleGraph people(graph, from, people_as_of(), people_parameters());
        ask(people, from, to);
        times.push_back(cpu_ms() - start);
      }
    }
    state.counters["Median"] = median(times);
  }

  void ask_one(std::size_t number, std::size_t paths) const {
    const auto [from, to] = pairs_.at(number);
    const StoredGraph graph(store_);
    const PeopleGraph people(graph, from, people_as_of(), people_parameters());
    for (const CostPath& path : best_paths(people, from, to, kMostHops, paths, {})) {
      std::printf("%.4f, %zu hops\n", path.cost, path.vertices.size() - 1);
    }
  }

 private:
  Store store_;
  std::vector<std::pair<VertexId, VertexId>> pairs_;
};

void best_paths_of(benchmark::State& state, const Questions& questions, std::size_t k,
                   int max_hops) {
  std::vector<double> expanded;
  std::vector<double> arcs;
  std::vector<double> hops;
  double cost = 0;
  questions.run(state, [&](const PeopleGraph& people, VertexId from, VertexId to) {
    const CountingGraph graph(people);
    const auto paths = k == 1 ? std::vector{best_path(graph, from, to, max_hops, {})}
                              : best_paths(graph, from, to, max_hops, k, {});
    expanded.push_back(static_cast<double>(graph.expansions()));
    arcs.push_back(static_cast<double>(graph.arcs()));
    if (paths.empty() || paths.front().vertices.empty()) return;
    hops.push_back(static_cast<double>(paths.front().vertices.size() - 1));
    cost += paths.back().cost;
  });
  state.counters["Settled"] = median(expanded);
  state.counters["Arcs"] = median(arcs);
  state.counters["Hops"] = median(hops);
  state.counters["Cost"] = cost / static_cast<double>(state.iterations());
}

void two_hops(benchmark::State& state, const Questions& questions) {
  std::vector<double> sizes;
  questions.run(state, [&](const PeopleGraph& people, VertexId from, VertexId) {
    std::vector<VertexId> near;
    for (const CostArc& first : people.out_arcs(from)) {
      near.push_back(first.other);
      for (const CostArc& second : people.out_arcs(first.other)) near.push_back(second.other);
    }
    sort_unique(near);
    sizes.push_back(static_cast<double>(near.size()));
  });
  state.counters["People"] = median(sizes);
}

}  // namespace
}  // namespace rapport::bench

int main(int argc, char** argv) {
  using namespace rapport::bench;
  benchmark::Initialize(&argc, argv);
  const bool asks_one = argc == 5 && std::string_view(argv[2]) == "ask";
  if (argc != 2 && !asks_one) {
    std::fputs("usage: people_bench STORE [--benchmark_... | ask NUMBER PATHS]\n", stderr);
    return 2;
  }
  try {
    const Questions questions(argv[1]);
    if (asks_one) {
      questions.ask_one(std::stoul(argv[3]), std::stoul(argv[4]));
      return 0;
    }
    const auto add = [&](const char* name, auto run) {
      benchmark::RegisterBenchmark(name, [&questions, run](benchmark::State& state) {
        run(state, questions);
      })->Unit(benchmark::kMillisecond);
    };
    add("BestPath", [](auto& state, const auto& q) { best_paths_of(state, q, 1, kMostHops); });
    add("FivePaths", [](auto& state, const auto& q) { best_paths_of(state, q, 5, kMostHops); });
    add("BestPathOf3Hops", [](auto& state, const auto& q) { best_paths_of(state, q, 1, 3); });
    add("FivePathsOf3Hops", [](auto& state, const auto& q) { best_paths_of(state, q, 5, 3); });
    add("BestPathOf6Hops", [](auto& state, const auto& q) { best_paths_of(state, q, 1, 6); });
    add("TwoHops", [](auto& state, const auto& q) { two_hops(state, q); });
    benchmark::RunSpecifiedBenchmarks();
  } catch (const std::exception& e) {
    std::fprintf(stderr, "people_bench: %s\n", e.what());
    return 2;
  }
  return 0;
}
