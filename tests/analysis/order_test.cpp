#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/neighborhood.h"
#include "analysis/render.h"
#include "analysis/show.h"
#include "tests/analysis/sample_vault.h"
#include "tests/analysis/world.h"
#include "tests/graph/random.h"
#include "tests/support/graph_of.h"

// Ids follow the order in which notes were read: they play no part in any answer.

namespace rapport {
namespace {

using testing::claims_of;
using testing::dump;
using testing::Random;
using testing::sample_store;
using testing::World;

std::string week_of(const World& world, std::string_view account) {
  return to_json(world.weekly(account, "2026-W03")).dump(1);
}

// All that can be asked of a graph, as text. `names` are the keys to ask about.
std::string everything(const World& world, const std::vector<std::string>& names) {
  std::string text;
  const PeopleGraph people = world.people();
  for (const std::string& name : names) {
    const VertexId id = world.id(name);
    const VertexType type = world.entities.vertex(id).type;
    text += to_json(describe_entity(world.graph, world.entities, id, world.as_of)).dump(1);
    text += render_dot(find_neighborhood(world.graph, world.entities, id, 2, world.as_of, true));
    if (type == VertexType::person) {
      text += to_json(world.who(name)).dump(1);
      text += render_text(to_report(world.who(name)), false);
      text += render_graphml(find_people_around(people, world.entities, id, 2, true));
    }
    if (type == VertexType::organization) {
      text += week_of(world, name);
      text += to_json(find_account_graph(people, world.signals(), world.entities, id)).dump(1);
    }
  }
  for (const VertexType type :
       {VertexType::person, VertexType::organization, VertexType::project}) {
    StaleQuery query = world.stale_query();
    query.type = type;
    text += to_json(world.stale(query), world.as_of, 1000).dump(1);
  }
  Subgraph all = whole_graph(world.store, world.entities, false);
  text += to_json(all).dump(1);
  keep_strongest(all, 4);
  text += render_graphml(all);
  return text;
}

// The first lines that differ.
void expect_same(const std::string& a, const std::string& b, const std::string& what) {
  if (a == b) return;
  const auto [x, y] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto from = static_cast<std::size_t>(x - a.begin());
  const std::size_t start = from > 400 ? from - 400 : 0;
  ADD_FAILURE() << what << "\n--- one\n"
                << a.substr(start, 600) << "\n--- other\n"
                << b.substr(start, 600);
}

TEST(Order, OfTiesOfEqualProbabilityIsByName) {
  for (const char* graph :
       {"2026-01-05: Me, Ann; 2026-01-05: Ann, Bob; 2026-01-05: Me, Cid; 2026-01-05: Cid, Bob",
        "2026-01-05: Cid, Bob; 2026-01-05: Cid, Me; 2026-01-05: Bob, Ann; 2026-01-05: Ann, Me",
        "2026-01-05: Bob, Cid; 2026-01-05: Bob, Ann; 2026-01-05: Me, Cid; 2026-01-05: Me, Ann"}) {
    EXPECT_EQ(dump(World(graph).who("Bob")),
              "introduction Me > Ann > Bob\nintroduction Me > Cid > Bob\n")
        << graph;
  }
}

TEST(Order, OfEqualsIsByNameAmongManyMoreThanAreSearched) {
  std::string forward;
  std::string backward;
  for (int i = 10; i < 40; ++i) {
    const std::string line = fmt::format("2026-01-05: Me, P{0}; 2026-01-05: P{0}, Bob\n", i);
    forward += line;
    backward = line + backward;
  }
  const char* expected =
      "introduction Me > P10 > Bob\nintroduction Me > P11 > Bob\nintroduction Me > P12 > Bob\n";
  EXPECT_EQ(dump(World(forward).who("Bob")), expected);
  EXPECT_EQ(dump(World(backward).who("Bob")), expected);
}

TEST(Order, OfNotesChangesNoAnswer) {
  const std::pair<const char*, const char*> notes[] = {
      {"m/1.md", "2026-01-05: Me, Ann, Bob about Acme; decision: Acme 2026-01-13 \"go\""},
      {"m/2.md",
       "2026-01-05 \"B\": Me, Ann; Ann works_at Acme; Bob works_at Acme; Bob title \"x\""},
      {"m/3.md", "2026-01-12 \"C\" call: Ann, Bob, Cid about Acme, Pilot; project: Pilot"},
      {"m/4.md", "guard: Me !-> Bob until Dan 2026-01-06; deprioritised: Dan 2026-01-07"},
      {"m/5.md", "guard: !-> Bob until Eve 2026-01-07; sponsor: Ann 2026-01-07"},
      {"m/6.md",
       "guard: Me !-> Bob until Dan 2026-01-06; left: Eve 2026-01-02; Cid seniority \"vp\""},
      {"m/7.md", "left: Eve 2026-01-01; Eve works_at Acme; Dan via Ann 2026-01-05; Dan via Cid"},
      {"m/8.md",
       "Dan via Ann 2026-01-06; Dan via Cid 2026-01-06; decision: Acme 2026-01-14 \"Go\"; "
       "Cid works_at Acme; Pilot part_of Acme"},
      {"m/9.md",
       "2026-01-12 \"D\": Me, Bob about Pilot; project: Pilot; 2026-01-12 \"E\" 5: Me, Ann"},
  };
  const std::vector<std::string> names = {"Ann", "Bob", "Cid", "Dan", "Eve", "Acme", "Pilot"};
  std::string first;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    std::vector<SourceClaims> sources;
    for (const auto& [path, text] : notes) sources.push_back(claims_of(path, text));
    for (std::size_t i = sources.size(); i > 1; --i) {
      if (seed > 1) std::swap(sources[i - 1], sources[random.below(i)]);
    }
    Store store = Store::in_memory();
    for (SourceClaims& source : sources) {  // one batch each
      WriteBatch batch;
      batch.put = {std::move(source)};
      store.apply(batch);
    }
    const std::string text = everything(World(std::move(store)), names);
    if (first.empty()) first = text;
    expect_same(first, text, fmt::format("seed {}", seed));
    if (HasFailure()) return;
  }
}

TEST(Order, OfIngestChangesNoAnswerOfTheSampleVault) {
  const World whole(sample_store({}), "2026-01-16", "People/Nora Whitfield.md");
  // People first, then Samir's folder, then all the rest: every id is another one.
  const World in_steps(sample_store({"Meetings/**", "People/Samir Patel/**", "Customers/**"}),
                       "2026-01-16", "People/Nora Whitfield.md");
  std::vector<std::string> names;
  whole.store.for_each_vertex([&](const Vertex& v) {
    if (v.type == VertexType::person || v.type == VertexType::organization) names.push_back(v.key);
  });
  std::sort(names.begin(), names.end());
  ASSERT_NE(whole.id("People/Victor Han.md"), in_steps.id("People/Victor Han.md"));
  expect_same(everything(whole, names), everything(in_steps, names), "sample vault");
}

}  // namespace
}  // namespace rapport
