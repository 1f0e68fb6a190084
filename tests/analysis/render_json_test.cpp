#include <cmath>
#include <limits>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "analysis/neighborhood.h"
#include "analysis/render.h"
#include "analysis/show.h"
#include "tests/analysis/world.h"

// The JSON contract: which keys, in which order.

namespace rapport {
namespace {

using testing::World;
using Json = nlohmann::ordered_json;

// The keys of a text of JSON as it stands: "{a b{c} d[{e}]}"; of a list the first element's.
std::string shape(const Json& json) {
  if (json.is_array()) return json.empty() ? "[]" : "[" + shape(json.front()) + "]";
  if (!json.is_object()) return "";
  std::string keys;
  for (const auto& [key, value] : json.items()) {
    if (key == "type" && json.contains("id") && json.size() == 4) return "E";  // id type name title
    keys += (keys.empty() ? "" : " ") + key + shape(value);
  }
  return "{" + keys + "}";
}
std::string shape_of_text(const Json& json) { return shape(Json::parse(json.dump(2))); }

const char* const kGraph = R"(
    2026-01-05: Me, Ann about Acme; 2026-01-06: Ann, Bob; guard: Ann !-> Bob until Dan 2026-01-07
    deprioritised: Dan 2026-01-08; Bob via Cid 2026-01-09; 2026-01-10: Me, Cid
    Ann title "x"; Ann role "CTO"; Bob works_at Acme; Bob seniority "vp"; Cid last_contact "2026-01-01"
    Cid works_at Acme
    decision: Acme 2026-01-13 "go"; task: Acme "do" open=true status=open due=2026-01-14
    task: Acme "did" open=false status=done done=2026-01-14; 2026-01-14: Me, Cid about Acme
    blocker: Acme 2026-01-13 "no"; fact: Acme 2026-01-13 "so"; 2026-01-12 "B": Me, Fay
    Fay works_at Acme; 2025-08-01: Me, Gil; Gil works_at Acme)";

const char* const kEvidence = "[{note line text}]";
std::string with_evidence(std::string text) {
  for (std::size_t at = 0; (at = text.find("@", at)) != std::string::npos;)
    text.replace(at, 1, kEvidence);
  return text;
}
std::string path_shape() {
  return with_evidence(
      "{kind probability cost blocked hops[{fromE toE relation probability strength contact_days "
      "last_contact weakest evidence@}] ");
}

TEST(Json, OfAnEntityHasItsFourKeys) {
  const World world(kGraph);
  EXPECT_EQ(to_json(world.entities.entity(world.id("Ann"))).dump(),
            R"({"id":"Ann","type":"person","name":"Ann","title":"CTO"})");
  EXPECT_EQ(to_json(world.entities.entity(world.id("Acme"))).dump(),
            R"({"id":"Acme","type":"organization","name":"Acme","title":null})");
  Entity unknown;
  unknown.name = "Dana";
  EXPECT_EQ(to_json(unknown).dump(), R"({"id":null,"type":"person","name":"Dana","title":null})");
}

TEST(Json, OfWhoKeepsItsContract) {
  const Json json = to_json(World(kGraph).who("Bob"));
  EXPECT_EQ(shape_of_text(json),
            "{schema as_of fromE targetE status reach paths[" + path_shape() +
                with_evidence("guards[{speakerE targetE until evidence@ superseded}]}] leads[") +
                path_shape() +
                with_evidence("guards[]}] deadlocks[{targetE waits_forE reason evidence@}] "
                              "speakers[] unlock obstacles[{guard{speakerE targetE until evidence@ "
                              "superseded} deadlock reason evidence@}] contradictions[]}"));
  EXPECT_EQ(json["schema"], "rapport.who/1");
  EXPECT_EQ(json["as_of"], "2026-01-16");
  EXPECT_EQ(json["status"], "blocked");
  EXPECT_EQ(json["paths"][0]["kind"], "introduction");
  EXPECT_EQ(json["paths"][0]["blocked"], true);
  EXPECT_EQ(json["paths"][0]["hops"][0]["relation"], "attended");
  EXPECT_EQ(json["paths"][0]["guards"][0]["until"], "Dan agrees");
  EXPECT_EQ(json["leads"][0]["kind"], "lead");
  EXPECT_TRUE(json["leads"][0]["cost"].is_null());
}

TEST(Json, OfWhoSaysWhatToDoAboutGuards) {
  const Json json = to_json(World(R"(
      2026-01-16: Me, Bob; 2026-01-15: Me, Cid; 2026-01-14: Me, Ann; 2026-01-13: Ann, Bob
      guard: Me !-> Bob until Cid 2026-01-05; guard: Me !-> Bob until 2026-03-01 2026-01-06)")
                                .who("Bob"));
  EXPECT_EQ(json["speakers"].size(), 1U);
  EXPECT_EQ(json["speakers"][0]["person"]["name"], "Ann");
  EXPECT_EQ(json["speakers"][0]["path"]["blocked"], false);
  std::string keys;
  for (const auto& [key, value] : json["unlock"].items()) keys += key + " ";
  EXPECT_EQ(keys, "probability steps reach path ");
  ASSERT_EQ(json["unlock"]["steps"].size(), 2U);
  EXPECT_EQ(json["unlock"]["steps"][0]["day"], "2026-03-01");
  EXPECT_TRUE(json["unlock"]["steps"][0]["person"].is_null());
  EXPECT_EQ(json["unlock"]["steps"][1]["person"]["name"], "Cid");
  EXPECT_EQ(json["unlock"]["steps"][1]["lifts"][0]["until"], "Cid agrees");
  ASSERT_EQ(json["contradictions"].size(), 1U);
  keys.clear();
  for (const auto& [key, value] : json["contradictions"][0].items()) keys += key + " ";
  EXPECT_EQ(keys, "kind speaker target text verdict wins yields ");
}

TEST(Json, OfStaleKeepsItsContract) {
  const World world(kGraph);
  const auto relationships = world.stale(world.stale_query());
  const Json json = to_json(relationships, world.as_of, 100);
  EXPECT_EQ(json["schema"], "rapport.stale/1");
  EXPECT_EQ(json["relationships"].size(), relationships.size());
  for (const Json& r : json["relationships"]) {
    const std::string via = r["via"].empty() ? "[]" : "[{personE count}]";
    const std::string evidence = r["evidence"].empty() ? "[]" : kEvidence;
    EXPECT_EQ(shape(Json::parse(r.dump())),
              "{personE class last_contact declared_last_contact second_hand_last contact_days "
              "usual_gap_days active_probability value_at_risk via" +
                  via + " evidence" + evidence + "}");
  }
  EXPECT_EQ(to_json(relationships, world.as_of, 2)["relationships"].size(), 2U);
  EXPECT_EQ(to_json(relationships, world.as_of, 0)["relationships"].dump(), "[]");
}

TEST(Json, OfWeeklyKeepsItsContract) {
  const Json json = to_json(World(kGraph).weekly("Acme", "2026-W03"));
  EXPECT_EQ(json["schema"], "rapport.weekly/1");
  EXPECT_EQ(json["week"], "2026-W03");
  std::string keys;
  for (const auto& [key, value] : json.items()) keys += key + " ";
  EXPECT_EQ(keys, "schema account week from to sections as_of ");
  struct {
    const char* section;
    const char* shape;
  } const sections[] = {
      {"headline", "{meetings meetings_before decisions tasks_overdue}"},
      {"meetings", "[{meetingE date people[E] evidence@}]"},
      {"first_meetings", "[{meetingE date people[E] evidence@}]"},
      {"decisions", "[{kind text date evidence@}]"},
      {"blockers", "[{kind text date evidence@}]"},
      {"facts", "[{kind text date evidence@}]"},
      {"tasks_open", "[{text status ownerE due evidence@ overdue done}]"},
      {"tasks_done", "[{text status ownerE due evidence@ overdue done}]"},
      {"executives", nullptr},
      {"stale",
       "[{personE class last_contact declared_last_contact second_hand_last contact_days "
       "usual_gap_days active_probability value_at_risk via[] evidence@}]"},
      {"coverage", nullptr},
      {"faults", "[]"},
  };
  auto section = json["sections"].items().begin();
  for (const auto& s : sections) {
    ASSERT_EQ(section.key(), s.section);
    if (s.shape != nullptr) {
      EXPECT_EQ(shape(section.value()), with_evidence(s.shape)) << s.section;
    }
    ++section;
  }
  std::string executive;
  for (const auto& [key, value] : json["sections"]["executives"][0].items()) executive += key + " ";
  EXPECT_EQ(executive,
            "person status reach status_before reach_before change path lead change_reason "
            "change_evidence contact_days_by_week ");
  EXPECT_EQ(json["sections"]["coverage"]["schema"], "rapport.coverage/1");
}

TEST(Json, OfShowKeepsItsContract) {
  const World world(kGraph);
  const auto show = [&](const char* name) {
    return to_json(describe_entity(world.graph, world.entities, world.id(name), world.as_of));
  };
  EXPECT_EQ(shape_of_text(show("Acme")),
            with_evidence("{schema entityE properties{} edges[{relation direction otherE date "
                          "evidence@}] statements[{kind text date evidence@}] tasks[{text status "
                          "ownerE due evidence@}]}"));
  EXPECT_EQ(show("Acme")["schema"], "rapport.show/1");
  EXPECT_EQ(show("Ann")["properties"].dump(), R"({"role":"CTO","title":"x"})");
  EXPECT_EQ(show("2026-01-05")["properties"].dump(), R"({"date":"2026-01-05"})");
}

TEST(Json, OfAGraphKeepsItsContract) {
  const World world(kGraph);
  const Json entities = to_json(whole_graph(world.store, world.entities, true));
  EXPECT_EQ(entities["schema"], "rapport.graph/1");
  EXPECT_EQ(shape_of_text(entities["links"]),
            with_evidence("[{source target relation date method evidence@}]"));
  const Json people = to_json(whole_people_graph(world.people(), world.entities, true));
  EXPECT_EQ(shape_of_text(people["links"]),
            "[{source target relation date method evidence[] strength probability contact_days "
            "last_contact}]");
  for (const Json& node : people["nodes"]) {
    std::string keys;
    for (const auto& [key, value] : node.items()) keys += key + " ";
    EXPECT_EQ(keys, "id type name stub properties degree discount ");
  }
  for (const Json& link : people["links"]) EXPECT_NE(link["source"], link["target"]);
}

TEST(Json, OfPropertiesKeepsEveryValue) {
  const World world(
      "Ann email \"a@x\"; Ann email \"b@x\"; Ann email \"c@x\"; Ann role \"r\"; Ann role \"r\"");
  EXPECT_EQ(to_json(describe_entity(world.graph, world.entities, world.id("Ann"),
                                    world.as_of))["properties"]
                .dump(),
            R"({"email":["a@x","b@x","c@x"],"role":"r"})");
}

TEST(Json, HoldsNoNumberThatIsNone) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinity = std::numeric_limits<double>::infinity();
  Connections c = World(kGraph).who("Bob");
  c.reach = nan;
  c.paths[0].probability = nan;
  c.paths[0].cost = infinity;
  c.paths[0].hops[0].strength = -infinity;
  const std::string text = to_json(c).dump();
  EXPECT_EQ(text.find("nan"), std::string::npos);
  EXPECT_EQ(text.find("inf"), std::string::npos);
  EXPECT_EQ(Json::parse(text)["reach"], 0.0);
}

TEST(Json, PrintsNumbersWithSixDigits) {
  Connections c;
  c.reach = 1.0 / 3;
  EXPECT_EQ(to_json(c)["reach"].dump(), "0.333333");
}

}  // namespace
}  // namespace rapport
