#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"

// What fields, sections and lines of a note come to.

namespace rapport {
namespace {

Notes person(const std::string& head, const std::string& body = {}) {
  return {{"People/Ann Lee.md", "---\n" + head + "\n---\n" + body},
          {"Companies/Acme Corp.md", "---\naliases: ACME\n---\n"}};
}

TEST(Employers, ComeFromFieldsTagsAndLinks) {
  struct {
    const char* head;
    const char* works_at;
  } const cases[] = {
      {"company: Acme Corp", "Ann Lee -> Acme Corp (name)"},
      {"employer: acme corp", "Ann Lee -> Acme Corp (name)"},
      {"Organisation: ACME", "Ann Lee -> Acme Corp (name)"},
      {"company: \"[[Acme Corp|Acme]]\"", "Ann Lee -> Acme Corp (link)"},
      {"company: [[Acme Corp]]", "Ann Lee -> Acme Corp (link)"},
      {"tags: [company/acme-corp]", "Ann Lee -> Acme Corp (slug)"},
      {"tags: '#company/acme-corp #x'", "Ann Lee -> Acme Corp (slug)"},
      {"tags: account/new-light", "Ann Lee -> New Light (slug)"},
      {"company: New Light", "Ann Lee -> New Light (dangling)"},
      {"company: \"[[New Light]]\"", "Ann Lee -> New Light (dangling)"},
      {"company: [Acme Corp, New Light]",
       "Ann Lee -> Acme Corp (name); Ann Lee -> New Light (dangling)"},
      {"company: Acme Corp\ntags: company/acme-corp",
       "Ann Lee -> Acme Corp (name); Ann Lee -> Acme Corp (slug)"},
      {"company: ''", ""},
      {"company: '{{company}}'", ""},
      {"company: _Unknown_", ""},
      {"tags: company", ""},
  };
  for (const auto& c : cases)
    EXPECT_EQ(claims_of(person(c.head), "works_at"), c.works_at) << c.head;
  EXPECT_EQ(claims_of(person("x: y", "**Company**: Acme Corp\n"), "works_at"),
            "Ann Lee -> Acme Corp (name)");
}

TEST(Employers, OfOneNameInTwoSpellingsAreOne) {
  const Notes notes = {{"People/Ann Lee.md", "---\ntags: company/new-light\n---\n"},
                       {"People/Bob Ray.md", "---\ncompany: New Light\n---\n"}};
  EXPECT_EQ(claims_of(notes, "organization"), "New Light (stub)");
}

TEST(Roles, AreJobsAndNoOrganizations) {
  struct {
    const char* head;
    const char* role;
    const char* seniority;
  } const cases[] = {
      {"role: VP Storage", "Ann Lee = VP Storage", "Ann Lee = vp"},
      {"title: VP Storage", "Ann Lee = VP Storage", "Ann Lee = vp"},
      {"title: Ann Lee\nrole: CTO", "Ann Lee = CTO", "Ann Lee = c-level"},
      {"title: Ann Lee", "", ""},
      {"title: The long road", "", ""},
      {"job_title: Planner", "Ann Lee = Planner", ""},
      {"role: Planner of things", "Ann Lee = Planner of things", ""},
      {"role: Keeper of keys", "Ann Lee = Keeper of keys", ""},
      {"role: Acme Corp\ncompany: Acme Corp", "", ""},
      {"role: Acme Corp", "", ""},
      {"role: New Light\ncompany: New Light", "", ""},
      {"role: Acme Corp\njob_title: CTO", "Ann Lee = CTO", "Ann Lee = c-level"},
      {"role: ''", "", ""},
      {"role: \"[[CTO]]\"", "Ann Lee = CTO", "Ann Lee = c-level"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(claims_of(person(c.head), "role"), c.role) << c.head;
    EXPECT_EQ(claims_of(person(c.head), "seniority"), c.seniority) << c.head;
  }
  EXPECT_EQ(claims_of(person("role: Acme Corp"), "[role-is-organization]"),
            "People/Ann Lee.md:2:1");
  EXPECT_EQ(claims_of(person("x: y", "**Role:** CTO\n**Role:** CFO\n"), "role"), "Ann Lee = CTO");
}

TEST(DeclaredContact, IsADayOrADiagnostic) {
  struct {
    const char* head;
    const char* day;
    const char* fault;
  } const cases[] = {
      {"last_contact: 2025-11-06", "Ann Lee = 2025-11-06", ""},
      {"Last-Contact: '2025-11-06'", "Ann Lee = 2025-11-06", ""},
      {"last_interaction: 2025-11-06T10:00:00", "Ann Lee = 2025-11-06", ""},
      {"last_contact: '06/11/2025'", "", "People/Ann Lee.md:2:16"},
      {"last_contact: 2025-02-30", "", "People/Ann Lee.md:2:15"},
      {"last_contact: soon", "", "People/Ann Lee.md:2:15"},
      {"last_contact: ''", "", ""},
      {"last_contact:", "", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(claims_of(person(c.head), "last_contact"), c.day) << c.head;
    EXPECT_EQ(claims_of(person(c.head), "[bad-date]"), c.fault) << c.head;
  }
  EXPECT_EQ(claims_of(person("x: y", "**Last seen:** 2025-11-06\n"), "last_contact"),
            "Ann Lee = 2025-11-06");
}

TEST(Fields, RelatePeople) {
  Notes notes =
      person("reports_to: \"[[Bob Ray]]\"\nintroduced_by: Cy Ott", "**Reports To:** Bob Ray\n");
  notes["People/Bob Ray.md"] = "";
  EXPECT_EQ(claims_of(notes, "reports_to"), "Ann Lee -> Bob Ray (link); Ann Lee -> Bob Ray (name)");
  EXPECT_EQ(claims_of(notes, "introduced"), "Cy Ott -> Ann Lee (name)");
  EXPECT_EQ(claims_of(person("reports_to: ''"), "reports_to"), "");
  EXPECT_EQ(claims_of(person("reports_to: Ann Lee"), "reports_to"), "");
  EXPECT_EQ(claims_of(person("reports_to: Acme Corp"), "reports_to"), "");
}

TEST(Fields, OfProjectsAndOrganizationsRelateThem) {
  const Notes notes = {
      {"Companies/Acme.md",
       "---\nindustry: Tools\ncontacts: [{name: Ann Lee, role: CTO}, \"[[Bob Ray]]\"]\n---\n"},
      {"Projects/Moon.md",
       "---\nowner: Cy Ott\ncustomer: Acme\nstatus: green\ndue: 2026-01-31\n---\n"}};
  const Store store = store_of(notes);
  EXPECT_EQ(claims_of_kind(store, "works_at"),
            "Ann Lee -> Acme (name); Bob Ray -> Acme (dangling)");
  EXPECT_EQ(claims_of_kind(store, "role"), "Ann Lee = CTO");
  EXPECT_EQ(claims_of_kind(store, "industry"), "Acme = Tools");
  EXPECT_EQ(claims_of_kind(store, "owns"), "Cy Ott -> Moon (name)");
  EXPECT_EQ(claims_of_kind(store, "part_of"), "Moon -> Acme (name)");
  EXPECT_EQ(claims_of_kind(store, "status"), "Moon = green");
  EXPECT_EQ(claims_of_kind(store, "due"), "Moon = 2026-01-31");
}

TEST(Fields, OfNoEntityAreNothing) {
  const Notes notes = {
      {"index.md", "---\ncompany: Acme\nrole: CTO\nreports_to: Bob Ray\nlast_contact: x\n---\n"}};
  EXPECT_EQ(claims_of(notes, "works_at"), "");
  EXPECT_EQ(claims_of(notes, "role"), "");
  EXPECT_EQ(claims_of(notes, "reports_to"), "");
  EXPECT_EQ(claims_of(notes, "[bad-date]"), "");
}

TEST(Statements, AreFactsDecisionsAndBlockers) {
  const Notes notes = {
      {"m.md",
       meeting_note(
           "Ann Lee",
           "## Key Facts\n\n- One `code` fact\n1. Two\n- [ ] a task\nno item\n- _None yet_\n-\n"
           "## Decisions\n\n- Yes to [[Moon|it]]\n- ✅ Go\n- ❌ Stuck\n- 2025-11-05: Old one\n"
           "## Other\n\n- Not one\n- ✅ Sign anywhere\n- ❌ Halt\n"
           "## key facts\n\n- Again\n\n```\n- In code\n```\n")}};
  const Store store = store_of(notes);
  EXPECT_EQ(claims_of_kind(store, "fact"),
            "m | Again | 2025-11-06; m | One `code` fact | 2025-11-06; m | Two | 2025-11-06");
  EXPECT_EQ(claims_of_kind(store, "decision"),
            "m | Go | 2025-11-06; m | Old one | 2025-11-05; m | Sign anywhere | 2025-11-06; "
            "m | Yes to it | 2025-11-06");
  EXPECT_EQ(claims_of_kind(store, "blocker"), "m | Halt | 2025-11-06; m | Stuck | 2025-11-06");
}

TEST(Statements, InAPersonsNoteHaveItsOnlyContextDate) {
  const std::string facts = "## Key Facts\n\n- Likes tea\n## Recent Context\n\n";
  EXPECT_EQ(claims_of({{"People/Ann Lee.md", facts + "- 2025-11-06: call\n"}}, "fact"),
            "Ann Lee | Likes tea | 2025-11-06");
  EXPECT_EQ(claims_of({{"People/Ann Lee.md", facts + "- 2025-11-06: call\n- 2025-11-07: call\n"}},
                      "fact"),
            "Ann Lee | Likes tea");
}

TEST(Tasks, BelongToTheirOwners) {
  struct {
    const char* task;
    const char* tasks;
  } const cases[] = {
      {"- [ ] Send @Ann Lee",
       "Ann Lee | Send | subject=Ann Lee | status=open; m | Send | subject=Ann Lee | status=open"},
      {"- [ ] Send @AnnLee by noon",
       "Ann Lee | Send by noon | subject=Ann Lee | status=open; m | Send by noon | subject=Ann Lee "
       "| status=open"},
      {"- [ ] Send @Ann",
       "Ann Lee | Send | subject=Ann Lee | status=open; m | Send | subject=Ann Lee | status=open"},
      {"- [ ] Send @[[Ann Lee]]",
       "Ann Lee | Send | subject=Ann Lee | status=open; m | Send | subject=Ann Lee | status=open"},
      {"- [x] Send @Myself ✅ 2025-11-07",
       "Nora Whitfield | Send | subject=Nora Whitfield | status=done | done=2025-11-07; "
       "m | Send | subject=Nora Whitfield | status=done | done=2025-11-07"},
      {"- [ ] Send @me",
       "Nora Whitfield | Send | subject=Nora Whitfield | status=open; "
       "m | Send | subject=Nora Whitfield | status=open"},
      {"- [ ] @Otto Brandt Send the plan",
       "Otto Brandt | Send the plan | subject=Otto Brandt | status=open; "
       "m | Send the plan | subject=Otto Brandt | status=open"},
      {"- [ ] @Ann Lee Send the plan",
       "Ann Lee | Send the plan | subject=Ann Lee | status=open; "
       "m | Send the plan | subject=Ann Lee | status=open"},
      {"- [ ] Send 📅 2025-11-20 ⏫", "m | Send | status=open | due=2025-11-20 | priority=high"},
      {"- [ ] Send @Zed", "m | Send | status=open"},
      {"- [ ] Read [[Moby Dick]]", "m | Read Moby Dick | status=open"},
      {"- [ ] [[Moby Dick]] to be read", "m | Moby Dick to be read | status=open"},
      {"- [ ] _what to do_", ""},
      {"- [ ] `- [ ] no`", ""},
  };
  for (const auto& c : cases) {
    const Notes notes = {{"m.md", meeting_note("Ann Lee", c.task)}};
    EXPECT_EQ(claims_of(notes, "task", "Nora Whitfield"), c.tasks) << c.task;
  }
  EXPECT_EQ(claims_of({{"m.md", meeting_note("Ann Lee", "- [ ] Send @Zed")}}, "[unknown-owner]"),
            "m.md:6:1");
  EXPECT_EQ(
      claims_of({{"m.md", meeting_note("Ann Lee", "- [ ] Read [[Moby Dick]]")}}, "[unknown-owner]"),
      "");
}

TEST(Links, AreKeptWithTheirNumber) {
  const Notes notes = {{"a.md", "[[b]] [[b|x]] [[c#h]] ![[p.png]] ![[b]] [[a]] [d](d.md)\n"},
                       {"b.md", ""}};
  EXPECT_EQ(claims_of(notes, "links_to"),
            "a -> b (link); a -> b (link); a -> b (link); a -> c (dangling); a -> d (dangling)");
}

TEST(Tags, AreLinked) {
  const Notes notes = {{"a.md", "---\ntags: [X, company/acme]\n---\n"}};
  EXPECT_EQ(claims_of(notes, "links_to"), "a -> company/acme (link); a -> x (link)");
}

}  // namespace
}  // namespace rapport
