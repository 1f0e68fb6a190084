#include <algorithm>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "ingest/ingest.h"
#include "ingest/store_diagnostics.h"
#include "ingest/vault_source.h"
#include "tests/ingest/claims_text.h"

// What tests/vaults/README.md says of the messy vault: each fault is told, each good fact survives.

namespace rapport {
namespace {

class MessyVault : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const std::string folder = std::string(RAPPORT_TEST_VAULTS) + "/messy";
    const IngestOptions options = options_for("Nora Whitfield");
    store_ = new Store(Store::in_memory());
    const auto source = open_vault(folder, options.rules);
    ingest(*source, *store_, options);
  }
  static void TearDownTestSuite() { delete store_; }

  static const Store& store() { return *store_; }

  // "line:column code" of all diagnostics of a note.
  static std::string faults(const std::string& note) {
    std::string faults;
    for (const Diagnostic& d : stored_diagnostics(store())) {
      if (d.note != note) continue;
      faults += fmt::format("{}{}:{} {}", faults.empty() ? "" : "; ", d.line, d.column, d.code);
    }
    return faults;
  }

  // Who attended the meeting, beside Nora Whitfield.
  static std::string attendees(const std::string& note) {
    std::vector<std::string> names;
    const auto meeting = store().find_key(note);
    if (!meeting) return "no note";
    for (const Arc& arc : store().arcs(*meeting)) {
      if (arc.label == EdgeLabel::attended) names.push_back(store().vertex(arc.other)->name);
    }
    std::sort(names.begin(), names.end());
    std::erase(names, "Nora Whitfield");
    return fmt::format("{}", fmt::join(names, ", "));
  }

  static std::size_t contacts_with_nora(const std::string& name) {
    std::size_t days = 0;
    const auto nora = store().find_key("People/Nora Whitfield.md");
    for (const Tie& tie : store().ties(*nora)) {
      if (store().vertex(tie.neighbor)->name == name) days += tie.contacts.size();
    }
    return days;
  }

  static Store* store_;
};

Store* MessyVault::store_ = nullptr;

TEST_F(MessyVault, TellsEachFaultAndKeepsEachGoodFact) {
  struct {
    const char* note;
    const char* faults;
    const char* attendee;
  } const cases[] = {
      {"2025-10-01 - bad yaml.md", "4:11 bad-yaml", "Ann Bexley"},
      {"2025-10-02 - handle item in list.md", "7:5 bad-yaml", "Corin Hale"},
      {"2025-10-03 - duplicate key.md", "8:1 duplicate-key", "Della Moss"},
      {"2025-10-06 - head never closed.md", "1:1 unclosed-head", "Edgar Pohl"},
      {"2025-10-07 - yaml alias.md", "4:11 yaml-alias", "Fiona Kerr"},
      {"2025-10-08 - impossible date in a task.md", "17:37 bad-date", "Hattie Voss"},
      {"2025-10-10 - ambiguous link.md", "13:30 ambiguous-link", "Ivor Lund"},
      {"2025-10-13 - organization as attendee.md", "6:6 not-a-person", "Jonna Reeve"},
      {"2025-10-14 - lone first name.md", "6:5 ambiguous-name", "Otto Brandt"},
      {"2025-10-15 - invalid utf-8.md", "13:1 invalid-utf8", "Piet Rowan"},
      {"2025-10-16 - crlf line endings.md", "", "Quinn Abel"},
      {"2025-10-17 - byte order mark.md", "", "Rhea Sand"},
      {"2025-10-20 - Path Case.md", "", "Ursa Lind"},
      {"2025-10-20 - path case.md", "0:0 case-twin", "Sven Tolle"},
      {"2025-10-21 - nested flow depth.md", "4:39 yaml-too-deep", "Tilda Kern"},
      {"2025-10-22 - long line.md", "0:0 simplified", "Ulf Marten"},
      {"2025-10-23 - deep quotes.md", "0:0 simplified", "Vera Lodge"},
      {"2025-10-24 - only a head.md", "", "Wim Castor"},
      {"2025-10-27 - thematic break at the end.md", "", "Xenia Boyle"},
      {"2025-10-28 - duplicate heading.md", "", "Yara Finch"},
      {"2025-10-29 - \"quotes\" and 'ticks' 🚀.md", "", "Zeno Hollis"},
      {"2025-11-03 - Crane inspection.md", "", "Abel Strand, Greta Nyholm"},
      {"2025-11-03 - Inspection of the crane.md", "", "Abel Strand, Greta Nyholm"},
      {"2025-11-04 - dead lock.md", "", "Mona Vik, Sten Aas, Ulrik Dahl"},
      {"2025-11-05 - links to nowhere.md", "", "Halla Storm"},
      {"2025-11-06 - unknown names.md", "7:5 unknown-name; 10:1 unknown-owner", "Ivar Flood"},
      {"2026-03-02 - Spring audit.md", "", "Runa Falk"},
      {"meeting without a date.md", "1:1 undated-meeting", "Lena Orth"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(faults(c.note), c.faults) << c.note;
    EXPECT_EQ(attendees(c.note), c.attendee) << c.note;
    if (std::string_view(c.attendee).find(',') != std::string_view::npos) continue;
    const bool is_dated = std::string_view(c.note).starts_with("202");
    EXPECT_EQ(contacts_with_nora(c.attendee), is_dated ? 1U : 0U) << c.note;
  }
}

TEST_F(MessyVault, TellsTheFaultsOfTheOtherNotes) {
  struct {
    const char* note;
    const char* faults;
  } const cases[] = {
      {"empty note.md", ""},
      {"foreign date format/Hilda Roan.md", "5:16 bad-date"},
      {"impossible date in a field/Gideon Lamb.md", "5:15 bad-date"},
      {"role is the employer/Kasper Dunn.md", "4:1 role-is-organization"},
      {"declared contact/Signe Marsk.md", ""},
      {"only alias/Edda Brun.md", ""},
      {"two employers/Ragna Holt.md", ""},
      {"two of one person/Ilse Norden.md", ""},
      {"two of one person/Ilse Nordenn.md", ""},
      {"A/Same.md", ""},
      {"B/Same.md", ""},
      {"Companies/Harrow Electric.md", ""},
      {"People/Mara Quist.md", ""},
      {"People/Mara Stone.md", ""},
      {"People/Nora Whitfield.md", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(faults(c.note), c.faults) << c.note;
}

TEST_F(MessyVault, KeepsWhatIsBesideTheFault) {
  EXPECT_EQ(claims_of_kind(store(), "role"),
            "Gideon Lamb = Plant Manager; Hilda Roan = Safety Officer; Mara Quist = Planner; "
            "Mara Stone = Shift Lead; Nora Whitfield = Account Executive");
  EXPECT_EQ(claims_of_kind(store(), "email"), "Kasper Dunn = kasper.dunn@harrow.example");
  EXPECT_EQ(claims_of_kind(store(), "organization"),
            "Bright Loom (stub); Brightloom (stub); Harrow Electric");
  EXPECT_EQ(claims_of_kind(store(), "decision"),
            "2025-10-28 - duplicate heading | Gate closes at ten. | 2025-10-28; "
            "2025-10-28 - duplicate heading | Gate opens at six. | 2025-10-28; "
            "2025-11-04 - dead lock | Nora won't contact Ulrik Dahl until Mona Vik's approval is "
            "in. | 2025-11-04; "
            "2025-11-04 - dead lock | Work with Sten Aas instead of focusing on Mona Vik. | "
            "2025-11-04");
  EXPECT_EQ(claims_of_kind(store(), "links_to"),
            "2025-10-10 - ambiguous link -> Same (link) 2025-10-10; "
            "2025-10-13 - organization as attendee -> Harrow Electric (link) 2025-10-13; "
            "2025-10-13 - organization as attendee -> Nora Whitfield (link) 2025-10-13; "
            "2025-10-21 - nested flow depth -> x (dangling) 2025-10-21; "
            "2025-11-05 - links to nowhere -> Edda Brun (alias) 2025-11-05; "
            "2025-11-05 - links to nowhere -> Missing plan (dangling) 2025-11-05; "
            "2025-11-05 - links to nowhere -> Missing plan (dangling) 2025-11-05");
  EXPECT_EQ(store().arcs(*store().find_key("B/Same.md")).size(), 0U);
  const std::string tasks = claims_of_kind(store(), "task");
  for (const char* task :
       {"Hattie Voss | Late permit | subject=Hattie Voss | status=open",
        "Hattie Voss | Other permits | subject=Hattie Voss | status=open | due=2025-11-14",
        "Quinn Abel | Move the printer | subject=Quinn Abel | status=open | due=2025-10-31"}) {
    EXPECT_NE(tasks.find(task), std::string::npos) << task << "\n" << tasks;
  }
}

// What only all notes together show, on a day.
TEST_F(MessyVault, TellsWhatIsSuspicious) {
  StoreQuestion question;
  question.as_of = *parse_date("2026-01-16");
  question.owner = store().find_key("People/Nora Whitfield.md");
  std::vector<std::string> lines;
  for (const Diagnostic& d : diagnose(store(), question)) {
    lines.push_back(fmt::format("{} {}:{} {}", d.code, d.note, d.line, d.message));
  }
  std::sort(lines.begin(), lines.end());
  const std::vector<std::string> expected = {
      "duplicate-organization People/Nora Whitfield.md:3 Brightloom may be Bright Loom: same "
      "name but for legal form, accents or blanks",
      "duplicate-person two of one person/Ilse Nordenn.md:0 Ilse Nordenn may be Ilse Norden (two "
      "of "
      "one person/Ilse Norden.md): edit distance 1, same company",
      "future-date 2026-03-02 - Spring audit.md:0 a meeting of 2026-03-02, after 2026-01-16",
      "future-date 2026-03-02 - Spring audit.md:9 a task done of 2026-03-01, after 2026-01-16",
      "last-contact-differs declared contact/Signe Marsk.md:4 Signe Marsk: declared 2025-10-30, "
      "never met",
      "near-duplicate-meeting 2025-11-03 - Inspection of the crane.md:0 2025-11-03 - Inspection of "
      "the crane may be 2025-11-03 - Crane inspection: same day, same 3 people, titles 100 % alike",
      "only-alias 2025-11-05 - links to nowhere.md:9 a link means Edda Brun (only alias/Edda "
      "Brun.md) by its alias",
      "two-employers two employers/Ragna Holt.md:5 Ragna Holt works at Harrow Electric (two "
      "employers/Ragna Holt.md:4) and at Bright Loom (two employers/Ragna Holt.md:5)",
      "unresolved-link 2025-10-21 - nested flow depth.md:4 [[x]] has no note",
      "unresolved-link 2025-11-05 - links to nowhere.md:9 [[Missing plan]] has no note; 2 links"};
  EXPECT_EQ(lines, expected);
}

TEST_F(MessyVault, MakesNoPersonOfAHandleAnOrganizationOrALoneName) {
  std::string people;
  store().for_each_vertex([&](const Vertex& v) {
    for (const char* word : {"corinhale", "Harrow", "Boss", "Same"}) {
      if (v.type == VertexType::person && v.name.find(word) != std::string::npos) people += v.name;
    }
  });
  EXPECT_EQ(people, "");
  EXPECT_TRUE(store().find_name("Mara").empty());
}

}  // namespace
}  // namespace rapport
