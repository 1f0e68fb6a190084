#include "ingest/people.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"

namespace rapport {
namespace {

std::string dump(const std::vector<PersonMention>& people) {
  std::string text;
  for (const PersonMention& p : people) {
    text += fmt::format("{}{}{}", text.empty() ? "" : "; ", p.link ? "~" : "", p.text);
    if (!p.role.empty()) text += " (" + p.role + ")";
    text += fmt::format("@{}", p.column);
  }
  return text;
}

TEST(People, AreFoundInLists) {
  struct {
    const char* text;
    const char* people;
  } const cases[] = {
      {"Ann Lee", "Ann Lee@1"},
      {"Ann Lee, Bob Ray; Cy Ott & Di Roe and Ed Fox",
       "Ann Lee@1; Bob Ray@10; Cy Ott@19; Di Roe@28; Ed Fox@39"},
      {"Lee, Ann", "Ann Lee@1"},
      {"Lee, Ann, Bob", "Lee@1; Ann@6; Bob@11"},
      {"Ann Lee (VP Storage)", "Ann Lee (VP Storage)@1"},
      {"Ann Lee (VP, Acme), Bob Ray (CTO)", "Ann Lee (VP, Acme)@1; Bob Ray (CTO)@21"},
      {"Ann Lee @alee (VP)", "Ann Lee (VP)@1"},
      {"@Ann Lee", "Ann Lee@1"},
      {"Ann Lee <ann@lee.com>", "Ann Lee@1"},
      {"**Ann Lee** - came late", "Ann Lee@1"},
      {"Ann Lee: chair", "Ann Lee@1"},
      {"[[Ann Lee]]", "~Ann Lee@1"},
      {"[[Ann Lee|Ann]], Bob Ray", "~Ann Lee@1; Bob Ray@18"},
      {"[[Ann Lee]] (VP Storage), [[Bob]]", "~Ann Lee (VP Storage)@1; ~Bob@27"},
      {"[[Ann Lee]] and Bob Ray", "~Ann Lee@1; Bob Ray@17"},
      {"[[Ann Lee]] joined late", "~Ann Lee@1"},
      {"Bob Ray, [[Ann Lee]]", "Bob Ray@1; ~Ann Lee@10"},
      {"Ann Lee,, ,Bob Ray,", "Ann Lee@1; Bob Ray@12"},
      {"Sandra Anderson and Andy", "Sandra Anderson@1; Andy@21"},
      {"", ""},
      {"  ", ""},
      {"(nobody)", ""},
      {"Ann (open", "Ann@1"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(dump(people_in(c.text, 1, 1, [](std::string_view) { return true; })), c.people)
        << c.text;
}

// Who attended a meeting whose head lists `who`, in a vault of two Mara, one Ann and two companies.
std::string attended(const std::string& who, const std::string& more = {}) {
  const Notes notes = {
      {"People/Ann Lee.md", "---\naliases: [Annie, ann@acme.com]\ncompany: Acme\n---\n"},
      {"People/Mara Quist.md", "---\ncompany: Acme\n---\n"},
      {"People/Mara Stone.md", "---\ncompany: Harrow Electric\n---\n"},
      {"People/Ed Fox.md", "---\ncompany: Acme\n---\n"},
      {"People/Ed Gray.md", "---\ncompany: Acme\n---\n"},
      {"Companies/Acme.md", ""},
      {"Companies/Harrow Electric.md", "---\naliases: [Harrow Power]\n---\n"},
      {"Projects/Great Plan.md", ""},
      {"Silver Lining.md", ""},
      {"m.md", "---\ntype: meeting\ndate: 2025-11-06\nattendees: " + who + "\n" + more + "---\n"}};
  const Store store = store_of(notes, options_for("Nora Whitfield"));
  std::string text = claims_of_kind(store, "attended");
  for (std::size_t at = 0; (at = text.find(" -> m (")) != std::string::npos;) text.erase(at, 5);
  for (std::size_t at = 0; (at = text.find(" 2025-11-06")) != std::string::npos;)
    text.erase(at, 11);
  for (const Diagnostic& d : stored_diagnostics(store)) text += fmt::format(" [{}]", d.code);
  return text;
}

TEST(People, AreResolvedWithPrecision) {
  struct {
    const char* who;
    const char* attended;
  } const cases[] = {
      {"Ann Lee", "Ann Lee (name)"},
      {"ann lee", "Ann Lee (name)"},
      {"AnnLee", "Ann Lee (name)"},
      {"'[[Ann Lee]]'", "Ann Lee (link)"},
      {"'[[People/Ann Lee|her]]'", "Ann Lee (link)"},
      {"Annie", "Ann Lee (alias)"},
      {"'[[Annie]]'", "Ann Lee (alias)"},
      {"'[[ann@acme.com]]'", "Ann Lee (alias)"},
      {"Otto Brandt", "Otto Brandt (name)"},
      {"'[[Otto Brandt]]'", "Otto Brandt (dangling)"},
      {"'[[@Otto Brandt]]'", "Otto Brandt (dangling)"},
      {"Ann", " [unknown-name]"},
      {"[Ann Lee, Ann]", "Ann Lee (given_name); Ann Lee (name)"},
      {"[Ann, Ann Lee]", "Ann Lee (given_name); Ann Lee (name)"},
      {"Mara", " [ambiguous-name]"},
      {"[Mara Quist, Mara]", "Mara Quist (given_name); Mara Quist (name)"},
      {"[Mara Quist, Mara Stone, Mara]", "Mara Quist (name); Mara Stone (name) [ambiguous-name]"},
      {"Zed", " [unknown-name]"},
      // Inverted only where the notes know such a person: else two of whom one name is given.
      {"'Lee, Ann'", "Ann Lee (name)"},
      {"'Lee, Ann; Fox, Ed'", "Ann Lee (name); Ed Fox (name)"},
      {"'Zed, Max'", " [unknown-name] [unknown-name]"},
      // Who was not there.
      {"[Ann Lee, Ed Fox (declined)]", "Ann Lee (name)"},
      {"[Ann Lee, Ed Fox - absent]", "Ann Lee (name)"},
      {"[Ann Lee, ~~Ed Fox~~]", "Ann Lee (name)"},
      {"[Ann Lee, '[[Ed Fox]] (excused)']", "Ann Lee (name)"},
      {"Nora", "Nora Whitfield (given_name)"},
      {"Nora Whitfield", "Nora Whitfield (name)"},
      {"Acme", " [not-a-person]"},
      {"Harrow Electric", " [not-a-person]"},
      {"Harrow Power", " [not-a-person]"},
      {"'[[Harrow Electric]]'", " [not-a-person]"},
      {"Great Plan", ""},
      {"'[[Great Plan]]'", " [not-a-person]"},
      {"Silver Lining", ""},
      {"Data Platform Team", ""},
      {"'{{names}}'", ""},
      {"''", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(attended(c.who), c.attended) << c.who;
}

TEST(People, AreKnownByGivenNameInTheirAccount) {
  EXPECT_EQ(attended("Mara", "company: Acme\n"), "Mara Quist (given_name)");
  EXPECT_EQ(attended("Mara", "customer: \"[[Harrow Electric]]\"\n"), "Mara Stone (given_name)");
  EXPECT_EQ(attended("Mara", "tags: company/acme\n"), "Mara Quist (given_name)");
  EXPECT_EQ(attended("Mara", "company: Brightloom\n"), " [ambiguous-name]");
  EXPECT_EQ(attended("Ed", "company: Acme\n"), " [ambiguous-name]");
  EXPECT_EQ(attended("[Mara Stone, Mara]", "company: Acme\n"),
            "Mara Stone (given_name); Mara Stone (name)");
}

TEST(People, OfOneNameStayApart) {
  const Notes notes = {{"a/Ann Lee.md", "---\ntype: person\n---\n"},
                       {"b/Ann Lee.md", "---\ntype: person\n---\n"},
                       {"m.md", meeting_note("Ann Lee")}};
  EXPECT_EQ(claims_of(notes, "attended"), "");
  EXPECT_EQ(claims_of(notes, "[ambiguous-name]"), "m.md:4:12");
}

TEST(People, WithoutANoteGetRolesFromBrackets) {
  const Notes notes = {{"m.md", meeting_note("[Ann Lee (VP Storage), Bob Ray (late)]")}};
  EXPECT_EQ(claims_of(notes, "role"), "Ann Lee = VP Storage 2025-11-06");
  EXPECT_EQ(claims_of(notes, "seniority"), "Ann Lee = vp 2025-11-06");
}

// "CTO, Acme": a comma parts the job from the employer only where the vault knows that one.
TEST(People, WithoutANoteGetRoleAndEmployerFromBrackets) {
  const struct {
    const char* attendee;
    const char* role;
    const char* works_at;
  } cases[] = {
      {"Ann Lee (CTO, Acme)", "Ann Lee = CTO 2025-11-06", "Ann Lee -> Acme (name) 2025-11-06"},
      {"Ann Lee (Acme, CTO)", "Ann Lee = CTO 2025-11-06", "Ann Lee -> Acme (name) 2025-11-06"},
      {"Ann Lee (VP, Storage, Acme)", "Ann Lee = VP, Storage 2025-11-06",
       "Ann Lee -> Acme (name) 2025-11-06"},
      {"Ann Lee (VP, Storage)", "Ann Lee = VP, Storage 2025-11-06", ""},
      {"Ann Lee (Acme)", "", "Ann Lee -> Acme (name) 2025-11-06"},
      {"Ann Lee (CTO)", "Ann Lee = CTO 2025-11-06", ""},
      {"Ann Lee (remote, late)", "", ""},
  };
  for (const auto& c : cases) {
    const Notes notes = {{"m.md", meeting_note("", fmt::format("## Present\n\n- {}", c.attendee))},
                         {"Companies/Acme.md", ""}};
    EXPECT_EQ(claims_of(notes, "role"), c.role) << c.attendee;
    EXPECT_EQ(claims_of(notes, "works_at"), c.works_at) << c.attendee;
  }
}

}  // namespace
}  // namespace rapport
