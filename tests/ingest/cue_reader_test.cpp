#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"

// What statements say of people, and, more often, do not. Each row is a decision in the note of a
// meeting that Nora, Dana, Victor, Helena, Petra and Tom attended.

namespace rapport {
namespace {

Store store_with(const std::string& statement) {
  const std::string people =
      "[Nora Whitfield, Dana Ruiz, Victor Han, Helena Marsh, Petra Novak, Tom Adeyemi]";
  return store_of({{"Sync.md", meeting_note(people, "## Decisions\n\n- " + statement)},
                   {"Customers/Kestrel Grid.md", "---\ntype: company\n---\n"},
                   {"Customers/Orla.md", "---\ntype: company\n---\n"}},
                  options_for("Nora Whitfield"));
}

struct Row {
  const char* statement;
  const char* claims;
};

// The records of a kind, without the day and what else is the same in all of them.
std::string signals(const std::string& statement, std::string_view kind) {
  std::string found;
  const Store store = store_with(statement);
  const std::string claims = claims_of_kind(store, kind);
  for (std::size_t at = 0; at < claims.size();) {
    const std::size_t end = std::min(claims.find("; ", at), claims.size());
    std::string line = claims.substr(at, end - at);
    at = end + 2;
    if (line.find(" -> ") != std::string::npos) continue;  // the edge beside the record
    for (const char* part : {" | 2025-11-06", " (text)", " 2025-11-06"}) {
      const auto where = line.find(part);
      if (where != std::string::npos) line.erase(where, std::string_view(part).size());
    }
    found += (found.empty() ? "" : "; ") + line;
  }
  return found;
}

std::string edges(const std::string& statement, std::string_view kind) {
  std::string claims = claims_of_kind(store_with(statement), kind);
  for (auto at = claims.find(" (text) 2025-11-06"); at != std::string::npos;
       at = claims.find(" (text) 2025-11-06")) {
    claims.erase(at, 18);
  }
  return claims;
}

TEST(Cues, TellWhomNotToContactAndUntilWhen) {
  const Row rows[] = {
      {"Nora will not approach Helena Marsh.",
       "Helena Marsh | subject=Nora Whitfield | object=Helena Marsh"},
      {"Nora won't reach out to Helena Marsh.",
       "Helena Marsh | subject=Nora Whitfield | object=Helena Marsh"},
      {"Nora won’t reach out to Helena Marsh.",
       "Helena Marsh | subject=Nora Whitfield | object=Helena Marsh"},
      {"Do not approach Helena Marsh until Victor Han's buy-in is confirmed.",
       "Helena Marsh | object=Helena Marsh | until=Victor Han's buy-in is confirmed | "
       "waits_for_name=Victor Han"},
      {"Until Victor Han's buy-in is confirmed, do not contact Helena Marsh.",
       "Helena Marsh | object=Helena Marsh | until=Victor Han's buy-in is confirmed | "
       "waits_for_name=Victor Han"},
      {"Hold off on messaging Petra Novak before 2026-01-31.",
       "Petra Novak | object=Petra Novak | until=2026-01-31 | until_date=2026-01-31"},
      {"Hold off contacting Helena and Petra unless Victor agrees.",
       "Helena Marsh | object=Helena Marsh | until=Victor agrees | waits_for_name=Victor; "
       "Petra Novak | object=Petra Novak | until=Victor agrees | waits_for_name=Victor"},
      {"Do not contact Helena/Petra.",
       "Helena Marsh | object=Helena Marsh; Petra Novak | object=Petra Novak"},
      {"We agreed not to approach Petra Novak once again.",
       "Petra Novak | object=Petra Novak | until=again"},
      {"Keep Helena Marsh out of the thread until the audit is done.",
       "Helena Marsh | object=Helena Marsh | until=the audit is done"},
      {"Do not email [[Helena Marsh|Helena]].", "Helena Marsh | object=Helena Marsh"},
      {"**Nora** will not contact **Helena**.",
       "Helena Marsh | subject=Nora Whitfield | object=Helena Marsh"},
      {"Dana sends the plan; Nora will not call Petra.",
       "Petra Novak | subject=Nora Whitfield | object=Petra Novak"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(signals(row.statement, "guard"), row.claims) << row.statement;
}

TEST(Cues, MakeNoGuardOfWhatForbidsNothing) {
  for (const char* statement : {
           "Nora will contact Helena Marsh next week.",
           "Do not hesitate to contact Helena Marsh.",
           "Please don't forget to email Helena Marsh.",
           "Do not move the call with Helena Marsh.",
           "Don't skip the weekly call with Petra Novak.",
           "Victor may not agree, call Helena Marsh first.",
           "We no longer avoid contacting Helena Marsh.",
           "Do not avoid contacting Helena Marsh.",
           "There is no need to hold off; contact Helena Marsh.",
           "Do not ship the sample, but call Helena Marsh.",
           "Do not ship the sample. Call Helena Marsh.",
           "If the audit fails, we will not contact Helena Marsh.",
           "Perhaps we should not contact Helena Marsh.",
           "Will Nora not contact Helena Marsh?",
           "Nora will not contact Kestrel Grid.",
           "Nora will not contact Orla.",
           "Do not contact anyone at the plant, Helena Marsh handles it.",
           "We do not need to contact Helena Marsh.",
           "Do not only call Petra Novak.",
           "Helena Marsh will not contact us.",
           "The approach does not depend on Helena Marsh.",
           "Do not `contact Helena Marsh`.",
       }) {
    EXPECT_EQ(signals(statement, "guard"), "") << statement;
  }
}

TEST(Cues, TellWhoOpensTheThread) {
  const Row rows[] = {
      {"Dana Ruiz will open the thread with Victor Han.",
       "Dana Ruiz | subject=Dana Ruiz | object=Victor Han"},
      {"Dana will introduce us to Victor Han.",
       "Dana Ruiz | subject=Dana Ruiz | object=Victor Han"},
      {"Dana will introduce Nora to Victor Han.",
       "Dana Ruiz | subject=Dana Ruiz | object=Victor Han"},
      {"Ask Dana to introduce Victor Han.", "Dana Ruiz | subject=Dana Ruiz | object=Victor Han"},
      {"Nora won't email Victor Han; Dana Ruiz will own that thread.",
       "Dana Ruiz | subject=Dana Ruiz | object=Victor Han"},
      {"Nora won't email Victor Han, but Dana will open that door.",
       "Dana Ruiz | subject=Dana Ruiz | object=Victor Han"},
      {"Dana could open the thread with Victor Han.", ""},
      {"Dana will not open the thread with Victor Han.", ""},
      {"If it works, Dana will open the thread with Victor Han.", ""},
      {"Dana will open the ticket with Petra Novak.", ""},
      {"Dana will introduce the new price list to Victor Han.", ""},
      {"After the call with Dana will open the thread with Victor Han.", ""},
      {"The new store will open near Helena Marsh.", ""},
      {"Will Dana open the thread with Victor Han?", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(signals(row.statement, "will_open"), row.claims) << row.statement;
  }
}

TEST(Cues, TellWhoSponsors) {
  const char* dana = "Dana Ruiz | subject=Dana Ruiz";
  const Row rows[] = {
      {"Dana Ruiz is sponsoring the pilot.", dana},
      {"Dana sponsors the pilot.", dana},
      {"Dana Ruiz is our executive sponsor.", dana},
      {"Our sponsor is Dana Ruiz.", dana},
      {"Dana and Victor are busy; Dana is sponsoring the pilot.", dana},
      {"We need an executive sponsor at Kestrel Grid.", ""},
      {"Win Dana Ruiz as our executive sponsor.", ""},
      {"We need Dana as sponsor; ideally Dana sponsors the pilot.", ""},
      {"If the audit passes, Dana Ruiz is sponsoring the rollout.", ""},
      {"Dana Ruiz could sponsor the rollout.", ""},
      {"Dana Ruiz is no longer sponsoring the pilot.", ""},
      {"Dana Ruiz is not our executive sponsor.",
       "Dana Ruiz | subject=Dana Ruiz | modality=negated"},
      {"It is not true that Dana sponsors the pilot.",
       "Dana Ruiz | subject=Dana Ruiz | modality=negated"},
      {"Dana Ruiz's sponsors are happy.", ""},
      {"After the lunch with Dana Ruiz, sponsors were discussed.", ""},
      {"Lunch with Dana Ruiz sponsors nothing.", ""},
      {"Is it true that Dana Ruiz is sponsoring the pilot?", ""},
      {"Kestrel Grid sponsors the fair.", ""},
      {"Orla sponsors the fair.", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(signals(row.statement, "sponsor"), row.claims) << row.statement;
}

TEST(Cues, TellWhoIsAChampion) {
  const char* dana = "Dana Ruiz | subject=Dana Ruiz";
  const Row rows[] = {
      {"Dana Ruiz is our champion at Kestrel Grid.", dana},
      {"Our champion is Dana Ruiz.", dana},
      {"Our champion Dana Ruiz asked for a demo.", dana},
      {"Dana advocates for the pilot.", dana},
      {"Our champion told Dana Ruiz about it.", ""},
      {"Dana Ruiz is not our champion.", "Dana Ruiz | subject=Dana Ruiz | modality=negated"},
      {"Dana Ruiz may become our champion.", ""},
      {"We need to find out whether Dana Ruiz is our champion.", ""},
      {"The champions league keeps Dana Ruiz busy.", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(signals(row.statement, "champion"), row.claims) << row.statement;
  }
}

TEST(Cues, TellWhoSupports) {
  const char* victor = "Victor Han | subject=Victor Han";
  const Row rows[] = {
      {"Victor Han approved the pilot.", victor},
      {"Victor is on board.", victor},
      {"Victor Han signed off the budget.", victor},
      {"Dana and Victor Han agreed.",
       "Dana Ruiz | subject=Dana Ruiz; Victor Han | subject=Victor Han"},
      {"Helena has doubts, but Victor Han agreed.", victor},
      {"Victor Han has not agreed.", ""},
      {"Victor Han never approved the pilot.", ""},
      {"We wait until Victor Han approved the pilot.", ""},
      {"Once Victor Han is on board, we start.", ""},
      {"Victor Han's team agreed.", ""},
      {"After the call with Victor Han, agreed to send the plan.", ""},
      {"Meeting with Victor Han agreed the next steps.", ""},
      {"Nobody thinks that Victor Han is on board.",
       "Victor Han | subject=Victor Han | modality=negated"},
      {"Is Victor Han on board? Dana asks.", ""},
      {"Victor Han is on board?", ""},
      {"Get Victor Han on board.", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(signals(row.statement, "support"), row.claims) << row.statement;
}

TEST(Cues, TellWhomNotToFocusOn) {
  const Row rows[] = {
      {"Work with Dana rather than focusing on Petra Novak.",
       "Petra Novak | subject=Petra Novak | name=Petra Novak"},
      {"Focus on Dana instead of focusing on Helena/Petra.",
       "Helena Marsh | subject=Helena Marsh | name=Helena; "
       "Petra Novak | subject=Petra Novak | name=Petra"},
      {"We no longer focus on Petra.", "Petra Novak | subject=Petra Novak | name=Petra"},
      {"Work with Dana rather than focusing on Ulla.", "Sync | name=Ulla"},
      {"Do not deprioritise Petra Novak.", ""},
      {"We could work with Dana rather than focusing on Petra Novak.", ""},
      {"Focus on Petra Novak.", ""},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(signals(row.statement, "deprioritised"), row.claims) << row.statement;
  }
}

TEST(Cues, TellWhoLeft) {
  const char* tom = "Tom Adeyemi | subject=Tom Adeyemi";
  const Row rows[] = {
      {"Tom Adeyemi left Kestrel Grid in September.", tom},
      {"Tom Adeyemi has left.", tom},
      {"Tom has left Orla.", tom},
      {"Tom left the company.", tom},
      {"Tom was replaced by Petra Novak.", tom},
      {"Tom left early.", ""},
      {"Tom left a message for Dana.", ""},
      {"Tom has left the meeting.", ""},
      {"Tom is leaving at five.", ""},
      {"Tom left Kestrel Grid's office early.", ""},
      {"Tom has not left.", ""},
      {"If Tom left Kestrel Grid, we would know.", ""},
      {"Turn left at Kestrel Grid.", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(signals(row.statement, "left"), row.claims) << row.statement;
}

TEST(Cues, TellWhoIntroducedWhom) {
  const Row rows[] = {
      {"Tom introduced Nora to Dana Ruiz.",
       "Tom Adeyemi -> Dana Ruiz; Tom Adeyemi -> Nora Whitfield"},
      {"Tom introduced us to Dana Ruiz.", "Tom Adeyemi -> Dana Ruiz"},
      {"Dana Ruiz was introduced by Tom.", "Tom Adeyemi -> Dana Ruiz"},
      {"Petra heard that Dana was introduced by Tom.", "Tom Adeyemi -> Dana Ruiz"},
      {"Tom introduced the road map to Dana Ruiz.", ""},
      {"Tom introduced Kestrel Grid to Dana Ruiz.", ""},
      {"Tom never introduced us to Dana Ruiz.", ""},
      {"If Tom introduced us to Dana, it would help.", ""},
      {"Tom introduced us to Dana Ruiz before the visit of Petra Novak.",
       "Tom Adeyemi -> Dana Ruiz"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(edges(row.statement, "introduced"), row.claims) << row.statement;
}

TEST(Cues, TellWhoReportsToWhom) {
  const Row rows[] = {
      {"Dana Ruiz reports to Victor Han.", "Dana Ruiz -> Victor Han"},
      {"Dana and Petra report on Monday; Tom reports to Victor.", "Tom Adeyemi -> Victor Han"},
      {"Dana Ruiz no longer reports to Victor Han.", ""},
      {"Dana Ruiz may have someone who reports to Victor Han.", ""},
      {"The team of Dana Ruiz reports to Victor Han.", ""},
      {"Dana Ruiz's team reports to Victor Han.", ""},
      {"Dana Ruiz works for Kestrel Grid.", ""},
      {"Dana Ruiz works for Sunny Harbour.", ""},
  };
  for (const Row& row : rows)
    EXPECT_EQ(edges(row.statement, "reports_to"), row.claims) << row.statement;
}

TEST(Cues, NeverTakeOrganizationsOrProductsForPeople) {
  for (const char* statement : {
           "Do not contact Kestrel Grid until the audit.",
           "Avoid reaching out to the Steering Team.",
           "Kestrel Grid agreed.",
           "Management Board approved the Data Platform.",
           "Dana Ruiz works for Sunny Harbour.",
       }) {
    EXPECT_EQ(claims_of_kind(store_with(statement), "person"),
              "Dana Ruiz (stub); Helena Marsh (stub); Nora Whitfield (stub); Petra Novak (stub); "
              "Tom Adeyemi (stub); Victor Han (stub)")
        << statement;
  }
}

TEST(Cues, AreLookedForInProseButNotInHeadings) {
  const std::string people = "[Nora Whitfield, Dana Ruiz, Petra Novak]";
  const Notes notes = {{"Sync.md", meeting_note(people,
                                                "# Dana Ruiz is our champion\n\n"
                                                "## Summary\n\nDana Ruiz is our champion.\n\n"
                                                "- Petra Novak is our champion.\n")}};
  EXPECT_EQ(claims_of(notes, "champion"),
            "Dana Ruiz | subject=Dana Ruiz | 2025-11-06; "
            "Petra Novak | subject=Petra Novak | 2025-11-06");
}

TEST(Cues, AreFoundBehindDecisionAndBlockerSignsAnywhere) {
  const Notes notes = {{"Sync.md", meeting_note("[Nora Whitfield, Dana Ruiz]",
                                                "## Minutes\n\n- ✅ Dana Ruiz is our champion.\n"
                                                "- ❌ Dana Ruiz is sponsoring the other bid.\n"
                                                "- ❌ Board is late.\n")}};
  EXPECT_EQ(claims_of(notes, "champion"), "Dana Ruiz | subject=Dana Ruiz | 2025-11-06");
  EXPECT_EQ(claims_of(notes, "decision"), "Sync | Dana Ruiz is our champion. | 2025-11-06");
  EXPECT_EQ(claims_of(notes, "blocker"),
            "Sync | Board is late. | 2025-11-06; "
            "Sync | Dana Ruiz is sponsoring the other bid. | 2025-11-06");
}

TEST(Cues, MakeNobodyOfNamesOfWhichNothingIsClaimed) {
  const Store store = store_of({{"2026-01-05 - S.md",
                                 "---\ntype: meeting\nattendees: [Ann Lee, Bob Ray]\n---\n- ✅ "
                                 "Pursue a path through Zed Hull and "
                                 "Great Harbour, rather than focusing on Ann Lee.\n"}});
  EXPECT_TRUE(store.find_name("Zed Hull").empty());
  EXPECT_TRUE(store.find_name("Great Harbour").empty());
  EXPECT_FALSE(store.find_name("Ann Lee").empty());
}

}  // namespace
}  // namespace rapport
