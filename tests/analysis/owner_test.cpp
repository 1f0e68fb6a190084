#include "analysis/owner.h"

#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/commitments.h"
#include "analysis/render.h"
#include "tests/analysis/world.h"
#include "tests/ingest/claims_text.h"
#include "tests/support/graph_of.h"

namespace rapport {
namespace {

using testing::World;

// "Ann 3/4 meetings, 1/1 author; Bob ...", and whether the first one leads.
std::string proposal(Store store) {
  const World world(std::move(store));
  const OwnerProposal p = propose_owner(world.graph, world.entities, world.as_of);
  std::string text;
  for (const OwnerCandidate& c : p.candidates) {
    text += (text.empty() ? "" : "; ") + c.person.name;
    for (const OwnerReason& r : c.reasons) {
      text += fmt::format(" {}/{} {}", r.count, r.of, to_string(r.kind));
    }
  }
  return text + (p.has_clear_leader ? " LEADS" : "");
}

std::string proposal_of(std::string_view graph) { return proposal(testing::graph_of(graph)); }

TEST(OwnerProposal, GoesByWhoIsInMostMeetings) {
  EXPECT_EQ(proposal_of("2026-01-05: Ann, Bob; 2026-01-06: Ann, Cid; 2026-01-07: Ann, Bob"),
            "Ann 3/3 meetings; Bob 2/3 meetings; Cid 1/3 meetings LEADS");
  // Too few, somebody close behind, or less than half.
  EXPECT_EQ(proposal_of("2026-01-05: Ann, Bob; 2026-01-06: Ann, Cid"),
            "Ann 2/2 meetings; Bob 1/2 meetings; Cid 1/2 meetings");
  EXPECT_EQ(proposal_of("2026-01-05: Ann, Bob; 2026-01-06: Ann, Bob; 2026-01-07: Ann, Bob;"
                        "2026-01-08: Ann, Cid"),
            "Ann 4/4 meetings; Bob 3/4 meetings; Cid 1/4 meetings");
  EXPECT_EQ(proposal_of("2026-01-05: Ann, Bob; 2026-01-06: Ann, Cid; 2026-01-07: Ann, Di;"
                        "2026-01-08: Ed, Flo; 2026-01-09: Gus, Hal; 2026-01-10: Ike, Jo;"
                        "2026-01-11: Kim, Lou"),
            "Ann 3/7 meetings; Bob 1/7 meetings; Cid 1/7 meetings; Di 1/7 meetings; "
            "Ed 1/7 meetings");
  EXPECT_EQ(proposal_of("person: Ann, Bob"), "");
  // Meetings to come are not known yet.
  EXPECT_EQ(proposal_of("2026-02-05: Ann, Bob"), "");
}

// Owners list the others: who is listed alone is whom they met.
TEST(OwnerProposal, TakesNobodyWhoIsListedAlone) {
  EXPECT_EQ(proposal_of("2026-01-05: Ann; 2026-01-06: Ann; 2026-01-07: Ann; 2026-01-08: Ann;"
                        "2026-01-09: Ann, Bob; 2026-01-10: Ann, Cid; 2026-01-11: Ann, Di"),
            "Ann 3/3 meetings 4/4 listed_alone; Bob 1/3 meetings; Cid 1/3 meetings; "
            "Di 1/3 meetings");
  EXPECT_EQ(proposal_of("2026-01-05: Ann; 2026-01-06: Ann"), "");
}

TEST(OwnerProposal, GoesByAuthorsAndByWhoIsCalledMe) {
  const auto meeting = [](const char* author, const char* attendees) {
    return fmt::format("---\ntype: meeting\ndate: 2025-11-06\nauthor: {}\nattendees: [{}]\n---\n",
                       author, attendees);
  };
  Notes notes = {{"1.md", meeting("Ann Lee", "Ann Lee, Bob Ray")},
                 {"2.md", meeting("Ann Lee", "Bob Ray, Cy Ott")},
                 {"3.md", meeting("Ann Lee", "Bob Ray, Di Roe")}};
  EXPECT_EQ(proposal(store_of(notes)),
            "Ann Lee 3/3 author 1/3 meetings; Bob Ray 3/3 meetings; Cy Ott 1/3 meetings; "
            "Di Roe 1/3 meetings LEADS");
  notes["4.md"] = meeting("Bob Ray", "Bob Ray, Di Roe");
  notes["5.md"] = meeting("Bob Ray", "Bob Ray, Di Roe");
  EXPECT_EQ(proposal(store_of(notes)),
            "Ann Lee 3/5 author 1/5 meetings; Bob Ray 2/5 author 5/5 meetings; "
            "Di Roe 3/5 meetings; Cy Ott 1/5 meetings");
  notes["People/Di Roe.md"] = "---\ntype: person\naliases: [Me]\n---\n";
  EXPECT_FALSE(proposal(store_of(notes)).ends_with("LEADS"));  // the signs disagree
  const Notes called = {{"People/Di Roe.md", "---\ntype: person\ntags: [person, me]\n---\n"}};
  EXPECT_EQ(proposal(store_of(called)), "Di Roe 1/1 called_me LEADS");
  // An author whom no note knows.
  const Notes unknown = {{"1.md", meeting("Eve Fox", "Bob Ray")},
                         {"2.md", meeting("Eve Fox", "Bob Ray")},
                         {"3.md", meeting("Eve Fox", "Bob Ray")}};
  EXPECT_EQ(proposal(store_of(unknown)), "Eve Fox 3/3 author LEADS");
}

TEST(OwnerVertex, IsTheNoteThatOneOfTheNamesMeans) {
  const Notes notes = {
      {"People/Nora Vale.md", "---\ntype: person\nemail: n@v.example\naliases: [NV]\n---\n"},
      {"People/Rani Vale.md", "---\ntype: person\naliases: [Nora]\n---\n"},
      {"1.md", meeting_note("[Nora Ashdown, Bob Ray]")}};
  const Store store = store_of(notes);
  struct {
    std::vector<std::string> names;
    const char* key;
  } const cases[] = {
      {{"Nora Vale"}, "People/Nora Vale.md"},
      {{"NV"}, "People/Nora Vale.md"},
      {{"N@V.example"}, "People/Nora Vale.md"},
      {{"People/Nora Vale.md"}, "People/Nora Vale.md"},
      {{"Nora", "Nora Vale"}, "People/Nora Vale.md"},
      {{"Nora Ashdown", "n@v.example"}, "People/Nora Vale.md"},
      {{"Nora Ashdown", "x@v.example"}, "name:nora ashdown"},
      {{"Somebody"}, ""},
      {{}, ""},
  };
  for (const auto& c : cases) {
    const auto id = owner_vertex(store, c.names);
    EXPECT_EQ(id ? store.vertex(*id)->key : "", c.key);
  }
}

Notes sample_notes() {
  namespace fs = std::filesystem;
  const fs::path root = fs::path(RAPPORT_TEST_VAULTS) / "sample";
  Notes notes;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    const std::string path = entry.path().lexically_relative(root).generic_string();
    if (!path.ends_with(".md") || path.starts_with("Archive") || path.starts_with("Templates")) {
      continue;
    }
    std::ostringstream text;
    text << std::ifstream(entry.path(), std::ios::binary).rdbuf();
    notes[path] = text.str();
  }
  return notes;
}

void replace_all(std::string& text, std::string_view from, std::string_view to,
                 const std::function<bool()>& wanted) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    if (wanted()) text.replace(at, from.size(), to);
    ++at;
  }
}

// All answers, with the names that evidence quotes made one.
std::string answers(const Notes& notes, std::vector<std::string> me, std::string_view owner) {
  IngestOptions options = options_for({});
  options.me = me;
  const World world(store_of(notes, options), "2026-01-16", owner);
  std::string text;
  for (const char* target : {"Victor Han", "Ingrid Solberg", "Helena Marsh", "Rafael Quint"}) {
    text += to_json(world.who(fmt::format("People/{}.md", target))).dump(1);
  }
  for (const auto type : {VertexType::person, VertexType::organization, VertexType::project}) {
    StaleQuery query = world.stale_query();
    query.type = type;
    text += to_json(world.stale(query), world.as_of, 1000).dump(1);
  }
  text += to_json(find_commitments(world.graph, world.entities,
                                   {world.id(owner), world.as_of, std::nullopt, std::nullopt}),
                  1000)
              .dump(1);
  text += to_json(world.weekly("Customers/Kestrel Grid.md", "2026-W03")).dump(1);
  for (const std::string& name : me) {
    replace_all(text, name, me.front(), [] { return true; });
  }
  return text;
}

// Whichever of their names a note uses, the owner is one person.
TEST(OwnerNames, SplitAtRandomGiveTheSameAnswers) {
  const Notes notes = sample_notes();
  ASSERT_GT(notes.size(), 90U);
  const std::string one = "Nora Whitfield";
  const std::string other = "Eleanor Ashdown";
  for (const bool has_note : {true, false}) {
    Notes plain = notes;
    if (!has_note) plain.erase("People/Nora Whitfield.md");
    const char* owner = has_note ? "People/Nora Whitfield.md" : "name:nora whitfield";
    const std::string expected = answers(plain, {one}, owner);
    for (unsigned seed = 1; seed <= 3; ++seed) {
      std::mt19937 random(seed);
      Notes split = plain;
      for (auto& [path, text] : split) {
        if (path == "People/Nora Whitfield.md") continue;
        replace_all(text, one, other, [&] { return random() % 2 == 0; });
      }
      EXPECT_EQ(answers(split, {one, other}, owner), expected) << seed << has_note;
    }
  }
}

}  // namespace
}  // namespace rapport
