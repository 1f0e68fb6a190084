#include <algorithm>
#include <map>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/ingest.h"
#include "ingest/vault_source.h"
#include "tests/ingest/claims_text.h"

// What tests/vaults/README.md says of the sample vault, counted by hand.

namespace rapport {
namespace {

class SampleVault : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = std::string(RAPPORT_TEST_VAULTS) + "/sample";
    IngestOptions options = options_for("Nora Whitfield");
    options.rules.ignore = {"Archive/**"};
    add_configured_templates(folder, options.rules);
    store_ = new Store(Store::in_memory());
    const auto source = open_vault(folder, options.rules);
    summary_ = new IngestSummary(ingest(*source, *store_, options));
  }
  static void TearDownTestSuite() {
    delete store_;
    delete summary_;
  }

  static const Store& store() { return *store_; }
  static const IngestSummary& summary() { return *summary_; }

  static std::string count(VertexType type, bool stubs) {
    int n = 0;
    std::string names;
    store().for_each_vertex([&](const Vertex& v) {
      if (v.type != type || v.stub != stubs) return;
      ++n;
      if (stubs) names += ", " + v.name;
    });
    return std::to_string(n) + names;
  }

  // The contact days of each pair of people, with the size of the group: "A, B: 2025-11-06 (2)".
  // Meetings of more than 8 are in the store, but make no contact day.
  static std::map<std::string, std::string> pairs() {
    std::map<std::string, std::string> pairs;
    store().for_each_tie_list([&](VertexId id, const std::vector<Tie>& ties) {
      const std::string a = store().vertex(id)->name;
      for (const Tie& tie : ties) {
        const std::string b = store().vertex(tie.neighbor)->name;
        if (b < a) continue;
        for (const Contact& c : tie.contacts) {
          if (c.group_size > 8) continue;
          std::string& days = pairs[a + ", " + b];
          days += fmt::format("{}{} ({})", days.empty() ? "" : ", ", to_iso(c.date), c.group_size);
        }
      }
    });
    return pairs;
  }

  static Store* store_;
  static IngestSummary* summary_;
};

Store* SampleVault::store_ = nullptr;
IngestSummary* SampleVault::summary_ = nullptr;

TEST_F(SampleVault, HasNoErrors) {
  for (const Diagnostic& d : summary().diagnostics) {
    EXPECT_NE(d.severity, Severity::error) << to_string(d);
  }
}

TEST_F(SampleVault, SeesAllNotesButTheArchive) { EXPECT_EQ(summary().seen, 102U); }

TEST_F(SampleVault, TellsTheTypesOfAllNotes) {
  EXPECT_EQ(count(VertexType::meeting, false), "69");
  EXPECT_EQ(count(VertexType::person, false), "21");
  EXPECT_EQ(count(VertexType::organization, false), "3");
  EXPECT_EQ(count(VertexType::project, false), "3");
  EXPECT_EQ(count(VertexType::note, false), "4");
}

TEST_F(SampleVault, MakesStubsOfWhatHasNoNote) {
  EXPECT_EQ(count(VertexType::person, true), "3, Marek Dolny, Anja Reuter, Colin Abara");
  EXPECT_EQ(count(VertexType::organization, true), "2, Brackwater Ports, Brightloom");
  EXPECT_EQ(count(VertexType::meeting, true),
            "1, 2025-12-11 - Outage cost per district, first cut of the numbers for the board pack "
            "and op");
}

TEST_F(SampleVault, CountsTheContactDaysOfTheStory) {
  struct {
    const char* pair;
    const char* days;
  } const cases[] = {
      {"Dana Ruiz, Nora Whitfield",
       "2025-08-12 (3), 2025-08-26 (3), 2025-09-09 (2), 2025-09-23 (4), 2025-10-07 (2), "
       "2025-10-21 (2), 2025-11-04 (2), 2025-11-18 (2), 2025-12-02 (3), 2025-12-16 (2), "
       "2026-01-06 (2), 2026-01-13 (2)"},
      {"Dana Ruiz, Victor Han",
       "2025-09-04 (2), 2025-10-02 (2), 2025-11-06 (3), 2025-12-04 (2), 2026-01-08 (2)"},
      {"Dana Ruiz, Helena Marsh", "2025-09-11 (2), 2025-10-16 (2), 2025-11-13 (2)"},
      {"Nora Whitfield, Tom Adeyemi",
       "2025-09-18 (2), 2025-10-09 (3), 2025-10-30 (2), 2025-11-20 (2)"},
      {"Lucia Ferrante, Tom Adeyemi",
       "2025-09-10 (2), 2025-10-08 (2), 2025-11-05 (2), 2025-12-03 (2), 2026-01-07 (2)"},
      {"Ingrid Solberg, Lucia Ferrante",
       "2025-09-25 (2), 2025-10-23 (2), 2025-11-20 (2), 2025-12-18 (2), 2026-01-09 (2)"},
      {"Kenji Watts, Nora Whitfield", "2025-10-15 (4), 2025-12-09 (2)"},
      {"Kenji Watts, Oskar Lindqvist", "2025-11-12 (3), 2025-12-10 (2)"},
      {"Dana Ruiz, Petra Novak", "2025-10-14 (2)"},
      {"Nora Whitfield, Samir Patel",
       "2025-03-06 (2), 2025-03-20 (2), 2025-04-03 (3), 2025-04-17 (2), 2025-05-08 (2), "
       "2025-05-22 (3), 2025-06-05 (2), 2025-06-26 (2), 2025-07-10 (2), 2025-07-24 (2), "
       "2025-08-07 (2), 2025-08-21 (2)"},
      {"Amara Osei, Nora Whitfield",
       "2025-10-02 (2), 2025-10-29 (3), 2025-11-13 (3), 2025-12-10 (3), 2026-01-14 (3), "
       "2026-01-15 (3)"},
      {"Jonas Keller, Nora Whitfield", "2026-01-14 (3)"},
      {"Dana Kimura, Nora Whitfield", "2025-11-13 (3), 2025-12-10 (3)"},
      {"Nora Whitfield, Zoë Müller-Brandt", "2025-11-26 (2), 2026-01-15 (3)"},
      {"Greta Lund, Nora Whitfield", "2025-06-12 (2)"},
      {"Bertil Aho, Nora Whitfield", "2022-05-10 (2), 2022-06-14 (2)"},
      {"Amara Osei, Dana Kimura", "2025-11-13 (3), 2025-12-10 (3)"},
      {"Amara Osei, Jonas Keller", "2026-01-14 (3)"},
      {"Amara Osei, Priya Raman", "2025-10-29 (3)"},
      {"Amara Osei, Zoë Müller-Brandt", "2026-01-15 (3)"},
      {"Anja Reuter, Dana Ruiz", "2025-11-06 (3)"},
      {"Anja Reuter, Victor Han", "2025-11-06 (3)"},
      {"Colin Abara, Kenji Watts", "2025-11-12 (3)"},
      {"Colin Abara, Oskar Lindqvist", "2025-11-12 (3)"},
      {"Dana Ruiz, Priya Raman", "2025-08-12 (3), 2025-08-26 (3), 2025-09-23 (4), 2025-12-02 (3)"},
      {"Dana Ruiz, Yuki Tanabe", "2025-09-23 (4)"},
      {"Felix Baum, Nora Whitfield", "2024-11-14 (3), 2025-01-23 (2), 2025-10-17 (2)"},
      {"Felix Baum, Yuki Tanabe", "2024-11-14 (3)"},
      {"Kenji Watts, Marek Dolny", "2025-10-15 (4), 2026-01-15 (3)"},
      {"Kenji Watts, Priya Raman", "2025-10-15 (4), 2026-01-15 (3)"},
      {"Marek Dolny, Nora Whitfield", "2025-10-15 (4)"},
      {"Marek Dolny, Priya Raman", "2025-10-15 (4), 2026-01-15 (3)"},
      {"Nora Whitfield, Priya Raman",
       "2024-12-05 (3), 2025-08-12 (3), 2025-08-26 (3), 2025-09-23 (4), 2025-10-09 (3), "
       "2025-10-15 (4), 2025-10-29 (3), 2025-12-02 (3), 2026-01-12 (3)"},
      {"Nora Whitfield, Yuki Tanabe",
       "2024-11-14 (3), 2024-12-05 (3), 2025-04-03 (3), 2025-05-22 (3), 2025-09-23 (4), "
       "2026-01-12 (3)"},
      {"Priya Raman, Tom Adeyemi", "2025-10-09 (3)"},
      {"Priya Raman, Yuki Tanabe", "2024-12-05 (3), 2025-09-23 (4), 2026-01-12 (3)"},
      {"Samir Patel, Yuki Tanabe", "2025-04-03 (3), 2025-05-22 (3)"},
  };
  auto all = pairs();
  for (const auto& c : cases) {
    EXPECT_EQ(all[c.pair], c.days) << c.pair;
    all.erase(c.pair);
  }
  for (const auto& [pair, days] : all) ADD_FAILURE() << "also " << pair << ": " << days;
}

TEST_F(SampleVault, CountsTheTasksByState) {
  std::map<std::string, int> states;
  std::map<std::string, int> priorities;
  int all = 0;
  store().for_each_record_list([&](VertexId holder, const std::vector<Record>& records) {
    // A task stands with its note, and again with its owner.
    for (const Record& r : records) {
      if (r.kind != RecordKind::task) continue;
      if (store().vertex(holder)->key != store().source_path(r.evidence.source)) continue;
      ++all;
      ++states[*r.find("status")];
      if (const auto* priority = r.find("priority")) ++priorities[*priority];
    }
  });
  EXPECT_EQ(all, 91);
  EXPECT_EQ(states["open"], 32);
  EXPECT_EQ(states["done"], 43);
  EXPECT_EQ(states["in progress"], 5);
  EXPECT_EQ(states["cancelled"], 5);
  EXPECT_EQ(states["question"], 3);
  EXPECT_EQ(states["deferred"], 2);
  EXPECT_EQ(states["research"], 1);
  EXPECT_EQ(priorities["highest"], 4);
  EXPECT_EQ(priorities["high"], 8);
  EXPECT_EQ(priorities["medium"], 8);
  EXPECT_EQ(priorities["low"], 7);
  EXPECT_EQ(priorities["lowest"], 1);
}

TEST_F(SampleVault, KnowsWhoOwesTheOverdueTasks) {
  std::vector<std::string> overdue;
  store().for_each_record_list([&](VertexId holder, const std::vector<Record>& records) {
    for (const Record& r : records) {
      if (r.kind != RecordKind::task) continue;
      if (store().vertex(holder)->key != store().source_path(r.evidence.source)) continue;
      const std::string& status = *r.find("status");
      if (r.find("due") == nullptr || *r.find("due") >= "2026-01-16") continue;
      if (status != "open" && status != "in progress") continue;
      overdue.push_back(fmt::format("{} {} {}", *r.find("due"), r.text,
                                    r.subject ? store().vertex(*r.subject)->name : "nobody"));
    }
  });
  std::sort(overdue.begin(), overdue.end());
  EXPECT_EQ(fmt::format("{}", fmt::join(overdue, "\n")),
            "2025-08-15 Sample files Samir Patel\n"
            "2025-08-29 Propose dates for September Nora Whitfield\n"
            "2025-09-12 Ask Samir Patel for the sample files again Nora Whitfield\n"
            "2025-10-31 Mail to Samir's assistant Felix Baum\n"
            "2025-12-12 Renewal quote for the March term Nora Whitfield\n"
            "2025-12-19 Redline answer to procurement Nora Whitfield\n"
            "2026-01-09 Contractor list Dana Ruiz\n"
            "2026-01-09 Find out who covers for Samir Patel Nora Whitfield\n"
            "2026-01-12 Alarm sample for one week Kenji Watts\n"
            "2026-01-13 Room and dial-in for the review Dana Ruiz\n"
            "2026-01-14 Freeze exemption request Dana Ruiz\n"
            "2026-01-15 Baseline sheet Dana Ruiz\n"
            "2026-01-15 Screenshot set Yuki Tanabe");
}

TEST_F(SampleVault, TakesALinkForTheOwnerWhereNobodyElseIsNamed) {
  const std::string tasks = claims_of_kind(store(), "task");
  for (const char* task : {"Telemetry backfill Priya Raman | subject=Priya Raman",
                           "Batch plan Priya Raman | subject=Priya Raman",
                           "Numbers per district Priya Raman | subject=Priya Raman",
                           "Truck telematics in phase one? Amara Osei | subject=Amara Osei",
                           "Q1 forecast for Felix Baum | subject=Nora Whitfield"}) {
    EXPECT_NE(tasks.find(task), std::string::npos) << task;
  }
}

TEST_F(SampleVault, ReadsEveryStructuralStatement) {
  EXPECT_EQ(claims_of_kind(store(), "guard"),
            "Helena Marsh | object=Helena Marsh | 2025-11-18 | until=Victor Han's buy-in is "
            "confirmed | waits_for_name=Victor Han; "
            "Helena Marsh | object=Helena Marsh | 2025-11-18 | until=Victor Han's buy-in is "
            "confirmed | waits_for_name=Victor Han; "
            "Helena Marsh | object=Helena Marsh | until=Victor Han's buy-in is "
            "confirmed | waits_for_name=Victor Han; "
            "Nora Whitfield -> Oskar Lindqvist (text) 2025-10-07; "
            "Oskar Lindqvist | object=Oskar Lindqvist | 2025-10-21 | until=Petra Novak's approval "
            "is in | waits_for_name=Petra Novak; "
            "Oskar Lindqvist | subject=Nora Whitfield | object=Oskar Lindqvist | 2025-10-07");
  EXPECT_EQ(claims_of_kind(store(), "will_open"),
            "Dana Ruiz -> Victor Han (text) 2025-12-16; "
            "Dana Ruiz | subject=Dana Ruiz | object=Victor Han | 2025-12-16");
  EXPECT_EQ(claims_of_kind(store(), "sponsor"),
            "Dana Ruiz | subject=Dana Ruiz; "
            "Dana Ruiz | subject=Dana Ruiz | 2026-01-06");
  EXPECT_EQ(claims_of_kind(store(), "champion"), "Amara Osei | subject=Amara Osei | 2025-11-13");
  EXPECT_EQ(claims_of_kind(store(), "deprioritised"),
            "Petra Novak | subject=Petra Novak | 2025-12-02 | name=Petra Novak");
  EXPECT_EQ(claims_of_kind(store(), "left"),
            "Greta Lund | subject=Greta Lund; Greta Lund | subject=Greta Lund | 2025-10-02");
  EXPECT_EQ(claims_of_kind(store(), "support"), "");
  EXPECT_EQ(claims_of_kind(store(), "introduced"),
            "Felix Baum -> Nora Whitfield (text) 2025-03-06; "
            "Felix Baum -> Samir Patel (text) 2025-03-06");
  EXPECT_EQ(claims_of_kind(store(), "reports_to"),
            "Dana Ruiz -> Victor Han (link); "
            "Lucia Ferrante -> Ingrid Solberg (link); "
            "Lucia Ferrante -> Ingrid Solberg (link); "
            "Nora Whitfield -> Felix Baum (link)");
}

TEST_F(SampleVault, KnowsSecondHandWhatItsPeopleHeard) {
  EXPECT_EQ(claims_of_kind(store(), "via"),
            "Helena Marsh -> Dana Ruiz (name) 2025-11-18; "
            "Oskar Lindqvist -> Kenji Watts (name) 2025-12-09; "
            "Rafael Quint -> Dana Ruiz (name) 2025-12-11; "
            "Rafael Quint -> Dana Ruiz (name) 2025-12-16; "
            "Rafael Quint -> Lucia Ferrante (name) 2025-12-18");
  for (const VertexId id : store().find_name("Rafael Quint")) {
    EXPECT_TRUE(store().ties(id).empty());
  }
}

TEST_F(SampleVault, TellsTheTwoDanasApart) {
  const std::string attended = claims_of_kind(store(), "attended");
  EXPECT_NE(attended.find("Dana Kimura -> 2025-12-10 - Cold Chain plan (given_name) 2025-12-10"),
            std::string::npos);
  EXPECT_EQ(attended.find("Dana Kimura -> 2025-12-05"), std::string::npos);
  EXPECT_EQ(attended.find("Dana Ruiz -> 2025-12-05"), std::string::npos);
  EXPECT_TRUE(store().find_name("Dana").empty());
  EXPECT_EQ(claims_of_kind(store(), "[ambiguous-name]"),
            "Meetings/2025-12-05 - Account plan prep.md:6:5");
}

TEST_F(SampleVault, HoldsNothingOfTheArchive) {
  for (const std::string& line : claim_lines(store())) {
    EXPECT_EQ(line.find("Lunch with Rafael"), std::string::npos) << line;
    EXPECT_EQ(line.find("Draft minutes"), std::string::npos) << line;
  }
  store().for_each_source([](const Store::Source& source) {
    EXPECT_FALSE(source.path.starts_with("Archive/")) << source.path;
  });
}

TEST_F(SampleVault, LeavesOutTheTemplates) {
  store().for_each_vertex([](const Vertex& vertex) {
    EXPECT_FALSE(vertex.key.starts_with("Templates/")) << vertex.key;
    EXPECT_EQ(vertex.name.find("{{"), std::string::npos) << vertex.name;
  });
}

TEST_F(SampleVault, FollowsLinksWhereObsidianDoesAndSaysWhereItGuesses) {
  const std::string links = claims_of_kind(store(), "links_to");
  struct {
    const char* link;
    bool is_there;
  } const cases[] = {
      {"Home -> Felix Baum (link)", true},
      {"Home -> Dana Ruiz (link)", true},
      {"Home -> Amara Osei (link)", true},
      {"-> Samir Patel (folder_note)", true},
      {"Rafael Quint -> 2025-12-18 - Capex envelope 2026 (link)", true},
      {"Rafael Quint -> 2025-12-16 - Nora and Dana went through the Northlight pilot gate, the "
       "telemetry gap and the run up to the January steering review (truncated_title)",
       true},
      {"Rafael Quint -> 2025-12-11 - Outage cost per district, first cut of the numbers for the "
       "board pack and op (dangling)",
       true},
      {"Not A Link", false},
      {"northlight-overview", false},
  };
  for (const auto& c : cases)
    EXPECT_EQ(links.find(c.link) != std::string::npos, c.is_there) << c.link;
}

TEST_F(SampleVault, KeepsTheDeclaredContactApart) {
  const std::string declared = claims_of_kind(store(), "last_contact");
  EXPECT_NE(declared.find("Samir Patel = 2025-12-18"), std::string::npos);
  EXPECT_NE(declared.find("Rafael Quint = 2025-12-18"), std::string::npos);
}

TEST_F(SampleVault, ReadsBothSectionsOfTheSameName) {
  int facts = 0;
  for (const VertexId id : store().find_name("Cold Chain")) {
    for (const Record& r : store().records(id)) facts += r.kind == RecordKind::fact ? 1 : 0;
  }
  EXPECT_EQ(facts, 3);
}

}  // namespace
}  // namespace rapport
