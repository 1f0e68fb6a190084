#include <algorithm>
#include <filesystem>

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include "graph/store.h"

// hub_bench [Google Benchmark's options]: what it costs to add one meeting to a person who knows
// very many, in a store on disk, which is made anew in a temporary folder.

namespace rapport::bench {
namespace {

constexpr int kMeetingsInASource = 1000;

Date first_day() { return Date{std::chrono::days{16000}}; }

VertexClaim person(const std::string& name) {
  return {name, VertexType::person, Rank::note, name, std::nullopt, {}};
}

// Meetings of the hub with one person each, from `first` on.
SourceClaims meetings(int first, int count) {
  SourceClaims claims;
  claims.path = fmt::format("meetings/{}.md", first);
  claims.vertices.push_back(person("people/hub.md"));
  for (int i = first; i < first + count; ++i) {
    const auto other = static_cast<LocalVertex>(claims.vertices.size());
    const Date day = first_day() + std::chrono::days{i % 4000};
    claims.vertices.push_back(person(fmt::format("people/{}.md", i)));
    claims.vertices.push_back({fmt::format("meetings/{}", i),
                               VertexType::meeting,
                               Rank::note,
                               fmt::format("Sync {}", i),
                               day,
                               {}});
    for (const LocalVertex who : {LocalVertex{0}, other}) {
      EdgeClaim edge{who, other + 1, EdgeLabel::attended, Method::none, false, day, 1};
      claims.edges.push_back(edge);
    }
  }
  return claims;
}

class TemporaryStore {
 public:
  explicit TemporaryStore(int ties)
      : folder_(std::filesystem::temp_directory_path() /
                fmt::format("rapport-hub-{}-{}", ::getpid(), ties)),
        store_(Store::open(folder_.string(), Access::read_write)) {
    WriteBatch batch;
    for (int first = 0; first < ties; first += kMeetingsInASource) {
      batch.put.push_back(meetings(first, std::min(kMeetingsInASource, ties - first)));
    }
    store_.apply(std::move(batch));
  }
  ~TemporaryStore() { std::filesystem::remove_all(folder_); }
  TemporaryStore(const TemporaryStore&) = delete;
  TemporaryStore& operator=(const TemporaryStore&) = delete;

  Store& store() { return store_; }

 private:
  std::filesystem::path folder_;
  Store store_;
};

void AddMeetingToHub(benchmark::State& state) {
  const auto ties = static_cast<int>(state.range(0));
  TemporaryStore temporary(ties);
  int next = ties;
  for (auto _ : state) {
    WriteBatch batch;
    batch.put.push_back(meetings(next++, 1));
    temporary.store().apply(std::move(batch));
  }
}
BENCHMARK(AddMeetingToHub)
    ->Arg(10)
    ->Arg(1000)
    ->Arg(100'000)
    ->MeasureProcessCPUTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rapport::bench

BENCHMARK_MAIN();
