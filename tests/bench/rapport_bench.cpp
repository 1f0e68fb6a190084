#include <map>

#include <benchmark/benchmark.h>

#include "analysis/sponsorship_paths.h"
#include "ingest/ingest.h"
#include "ingest/note.h"
#include "tests/bench/vault_generator.h"
#include "tests/ingest/memory_source.h"

namespace rapport {
namespace {

MemorySource generated_source(std::size_t count) {
  std::map<std::string, std::string> notes;
  for (auto& [path, text] : bench::generate_vault(count)) notes[path] = std::move(text);
  return MemorySource(std::move(notes));
}

Store ingested(std::size_t count) {
  MemorySource source = generated_source(count);
  Store store = Store::in_memory();
  ingest(source, store, {});
  return store;
}

void ParseNotes(benchmark::State& state) {
  const auto notes = bench::generate_vault(1000);
  const NoteRules rules = default_rules();
  for (auto _ : state) {
    for (const auto& [path, text] : notes) {
      DiagnosticSink sink(path);
      benchmark::DoNotOptimize(parse_note(path, text, rules, sink));
    }
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(notes.size()));
}
BENCHMARK(ParseNotes)->Unit(benchmark::kMillisecond);

void IngestIntoMemory(benchmark::State& state) {
  MemorySource source = generated_source(static_cast<std::size_t>(state.range(0)));
  for (auto _ : state) {
    Store store = Store::in_memory();
    benchmark::DoNotOptimize(ingest(source, store, {}));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(IngestIntoMemory)->Arg(1000)->Arg(4000)->Unit(benchmark::kMillisecond);

void WhoConnects(benchmark::State& state) {
  const Store store = ingested(static_cast<std::size_t>(state.range(0)));
  const Date as_of = *parse_date("2025-12-28");
  const auto from = store.find_name("Ada Abel A");
  const auto target = store.find_name("Pia Pratt A");
  if (from.empty() || target.empty()) {
    state.SkipWithError("the generated vault lacks its first or last person");
    return;
  }
  for (auto _ : state) {
    EntityReader entities(store, as_of);
    const StoredGraph graph(store);
    const PeopleGraph people(graph, from.front(), as_of, {});
    const Signals signals(store, as_of, {});
    WhoQuery query;
    query.from = from.front();
    query.target = target.front();
    const Connections found = find_connections(people, signals, entities, query);
    if (found.paths.empty()) {
      state.SkipWithError("no path: the benchmark measures nothing");
      return;
    }
  }
}
BENCHMARK(WhoConnects)->Arg(1000)->Arg(4000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace rapport
