#include "analysis/superseded.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/show.h"
#include "tests/analysis/world.h"

// That what a later note takes back no longer holds, and nothing else falls with it.

namespace rapport {
namespace {

using testing::day;
using testing::World;

Record said(RecordKind kind, VertexId subject, const char* date, bool negated = false) {
  Record record;
  record.kind = kind;
  record.subject = subject;
  if (*date != '\0') record.date = day(date);
  if (negated) record.attributes.push_back({"modality", "negated", {}});
  return record;
}

std::string left_of(std::vector<Record> records) {
  drop_superseded(records);
  std::string left;
  for (const Record& r : records) {
    left +=
        fmt::format("{} {} {}; ", to_string(r.kind), *r.subject, r.date ? to_iso(*r.date) : "-");
  }
  return left;
}

TEST(Superseded, EndsWhatWasSaidBeforeOfTheSameKindAboutTheSamePerson) {
  const auto champion = RecordKind::champion;
  const Record ends = said(champion, 1, "2026-01-10", true);
  EXPECT_EQ(left_of({said(champion, 1, "2026-01-05"), ends}), "");
  EXPECT_EQ(left_of({ends, said(champion, 1, "2026-01-10")}), "");
  EXPECT_EQ(left_of({said(champion, 1, ""), ends}), "");
  EXPECT_EQ(left_of({said(champion, 1, "2026-01-11"), ends}), "champion 1 2026-01-11; ");
  EXPECT_EQ(left_of({said(champion, 2, "2026-01-05"), ends}), "champion 2 2026-01-05; ");
  EXPECT_EQ(left_of({said(RecordKind::sponsor, 1, "2026-01-05"), ends}), "sponsor 1 2026-01-05; ");
  EXPECT_EQ(left_of({said(champion, 1, "2026-01-11"), said(champion, 1, "", true)}), "");
}

// Ann was the champion from the 5th to the 10th, and Bob is.
Store store_of_champions() {
  SourceClaims claims;
  claims.path = "notes.md";
  claims.vertices = {{"Me", VertexType::person, Rank::note, "Me", std::nullopt, {}},
                     {"Ann", VertexType::person, Rank::note, "Ann", std::nullopt, {}},
                     {"Bob", VertexType::person, Rank::note, "Bob", std::nullopt, {}}};
  const auto say = [&](LocalVertex who, const char* text, const char* date, bool negated) {
    RecordClaim claim;
    claim.holder = who;
    claim.subject = who;
    claim.kind = RecordKind::champion;
    claim.text = text;
    claim.date = day(date);
    claim.line = static_cast<std::uint32_t>(claims.records.size() + 1);
    if (negated) claim.attributes.emplace_back("modality", "negated");
    claims.records.push_back(std::move(claim));
  };
  say(1, "Ann is our champion", "2026-01-05", false);
  say(1, "Ann is no longer our champion", "2026-01-10", true);
  say(2, "Bob is our champion", "2026-01-05", false);
  Store store = Store::in_memory();
  WriteBatch batch;
  batch.put.push_back(std::move(claims));
  store.apply(std::move(batch));
  return store;
}

std::string shown(std::string_view name, std::string_view as_of) {
  const World world(store_of_champions(), as_of);
  std::string statements;
  for (const StatementFinding& s :
       describe_entity(world.graph, world.entities, world.id(name), world.as_of).statements) {
    statements += s.text + "; ";
  }
  return statements;
}

TEST(Superseded, IsNotShownFromThatDayOn) {
  EXPECT_EQ(shown("Ann", "2026-01-09"), "Ann is our champion; ");
  EXPECT_EQ(shown("Ann", "2026-01-10"), "");
  EXPECT_EQ(shown("Bob", "2026-01-10"), "Bob is our champion; ");
}

TEST(Superseded, IsNoAdvocacyFromThatDayOn) {
  for (const auto& [as_of, advocates] :
       {std::pair("2026-01-09", 1U), std::pair("2026-01-10", 0U)}) {
    const World world(store_of_champions(), as_of);
    EXPECT_EQ(world.signals().advocacy(world.id("Ann"), world.id("Bob")).size(), advocates)
        << as_of;
  }
}

}  // namespace
}  // namespace rapport
