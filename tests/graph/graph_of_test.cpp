#include "tests/support/graph_of.h"

#include <stdexcept>

#include <gtest/gtest.h>

#include "tests/support/dump.h"

namespace rapport {
namespace {

using testing::dump;
using testing::graph_of;

TEST(GraphOf, BuildsWhatItsHeaderSays) {
  const Store store = graph_of(R"(
      2026-01-05 call 12 "Kick off": Ann Lee, Bob* about Acme Corp, Pilot
      project: Pilot; stub: Cid           // two statements
      Dan mentioned 2026-01-05 "Kick off"
      Ann Lee role "CTO"
      guard: !-> Bob until 2026-03-01
      Bob will_open Cid 2026-01-06
      support: Cid 2026-01-07 "We are on board"
      task: Bob "Send it" due=2026-01-09
      undated "Chat": Bob
  )");
  EXPECT_EQ(dump(store, "vertex"),
            "2026-01-05 - Kick off meeting \"2026-01-05 - Kick off\" 2026-01-05\n"
            "Acme Corp organization \"Acme Corp\"\n"
            "Ann Lee person \"Ann Lee\"\n"
            "Bob person \"Bob\"\n"
            "Chat meeting \"Chat\"\n"
            "Cid person \"Cid\" stub\n"
            "Dan person \"Dan\"\n"
            "Pilot project \"Pilot\"\n");
  EXPECT_EQ(dump(store, "edge"),
            "2026-01-05 - Kick off -about-> Acme Corp by=name 2026-01-05 graph.md:1\n"
            "2026-01-05 - Kick off -about-> Pilot by=name 2026-01-05 graph.md:1\n"
            "Ann Lee -attended-> 2026-01-05 - Kick off by=name 2026-01-05 graph.md:1\n"
            "Bob -attended-> 2026-01-05 - Kick off by=name principal 2026-01-05 graph.md:1\n"
            "Bob -attended-> Chat by=name graph.md:10\n"
            "Bob -will_open-> Cid by=name 2026-01-06 graph.md:7\n"
            "Dan -mentioned-> 2026-01-05 - Kick off by=name 2026-01-05 graph.md:4\n");
  EXPECT_EQ(dump(store, "property"),
            "2026-01-05 - Kick off attendee_count=\"12\" graph.md:1\n"
            "2026-01-05 - Kick off channel=\"call\" graph.md:1\n"
            "Ann Lee role=\"CTO\" graph.md:5\n");
  EXPECT_EQ(dump(store, "record"),
            "Bob task \"Send it\" subject=Bob due=\"2026-01-09\" graph.md:9\n");
  EXPECT_EQ(dump(store, "signal"),
            "Bob guard \"guard: !-> Bob until 2026-03-01\" object=Bob until=\"2026-03-01\" "
            "until_date=\"2026-03-01\" graph.md:6\n"
            "Bob will_open \"Bob will_open Cid 2026-01-06\" 2026-01-06 subject=Bob object=Cid "
            "graph.md:7\n"
            "Cid support \"We are on board\" 2026-01-07 subject=Cid graph.md:8\n");
  EXPECT_EQ(store.excerpt({0, 5}), "Ann Lee role \"CTO\"");
}

TEST(GraphOf, TellsTypesFromLabels) {
  EXPECT_EQ(dump(graph_of("Pilot part_of Acme; Ann owns Port; Ann leads Bolt; tag: x"), "vertex"),
            "Acme organization \"Acme\"\n"
            "Ann person \"Ann\"\n"
            "Bolt organization \"Bolt\"\n"
            "Pilot project \"Pilot\"\n"
            "Port project \"Port\"\n"
            "x tag \"x\"\n");
}

TEST(GraphOf, RefusesWhatItDoesNotUnderstand) {
  for (const char* text : {"Ann", "Ann knows Bob", "Ann guard Bob", "works_at Acme", "Ann works_at",
                           "2026-13-05: Ann", "foo: Bar", "guard: Ann -> Bob", "Ann role CTO",
                           "Ann mentioned Kickoff", "2026-01-05 fax: Ann, Bob"}) {
    EXPECT_THROW(graph_of(text), std::invalid_argument) << text;
  }
  EXPECT_EQ(dump(graph_of("; \n // nothing\n"), "vertex"), "");
}

}  // namespace
}  // namespace rapport
