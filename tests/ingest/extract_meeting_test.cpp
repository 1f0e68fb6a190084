#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"

// Who met whom, in each of the spellings that vaults have.

namespace rapport {
namespace {

// The claims of a kind, where meetings are called "m" and were on 2025-11-06.
std::string short_claims(const Notes& notes, std::string_view kind,
                         std::string me = "Nora Whitfield") {
  std::string text = claims_of(notes, kind, std::move(me));
  for (const char* part : {" -> m", " 2025-11-06"}) {
    for (std::size_t at = 0; (at = text.find(part)) != std::string::npos;) {
      text.erase(at, std::string_view(part).size());
    }
  }
  return text;
}

std::string meeting(const std::string& head, const std::string& body = {}) {
  return "---\ntype: meeting\ndate: 2025-11-06\n" + head + "\n---\n" + body;
}

TEST(Attendance, IsReadInEachSpelling) {
  const Notes people = {{"People/Ann Lee.md", ""}, {"People/Bob Ray.md", ""}};
  struct {
    const char* head;
    const char* body;
    const char* attended;
  } const cases[] = {
      {"attendees: [Ann Lee, Bob Ray]", "", "Ann Lee (name); Bob Ray (name)"},
      {"attendees:\n  - Ann Lee\n  - \"[[Bob Ray]]\"", "", "Ann Lee (name); Bob Ray (link)"},
      {"attendees: [[Ann Lee]]", "", "Ann Lee (link)"},
      {"attendees: \"[[Ann Lee]], [[Bob Ray]]\"", "", "Ann Lee (link); Bob Ray (link)"},
      {"participants: Ann Lee; Bob Ray", "", "Ann Lee (name); Bob Ray (name)"},
      {"With: Ann Lee and Bob Ray", "", "Ann Lee (name); Bob Ray (name)"},
      {"person: Ann Lee", "", "Ann Lee (name)"},
      {"people: {host: Ann Lee, guest: Bob Ray}", "", "Ann Lee (name); Bob Ray (name)"},
      {"contacts: [Ann Lee]", "", "Ann Lee (name)"},
      {"x: y", "**Attendees**: Ann Lee, Bob Ray\n", "Ann Lee (name); Bob Ray (name)"},
      {"x: y", "- **With:** [[Ann Lee]]\n", "Ann Lee (link)"},
      {"x: y", "attendees:: Ann Lee\n", "Ann Lee (name)"},
      {"x: y", "| Attendees | Ann Lee |\n", "Ann Lee (name)"},
      {"x: y", "## Attendees\n\n- Ann Lee (CTO)\n- [[Bob Ray]] @bob (VP)\n\n## Notes\n\n- Cy Ott\n",
       "Ann Lee (name); Bob Ray (link)"},
      {"x: y", "## Present\n\n* Ann Lee\n+ Bob Ray\n", "Ann Lee (name); Bob Ray (name)"},
      {"x: y",
       "## Attendees\n\n| Name | Role |\n| --- | :-: |\n| Ann Lee | CTO |\n| [[Bob Ray\\|B]] | x "
       "|\n",
       "Ann Lee (name); Bob Ray (link)"},
      {"x: y", "## Attendees\n\n| Org | Name |\n|---|---|\n| Acme | Ann Lee |\n", "Ann Lee (name)"},
      {"x: y", "## Attendees\n\n- **Attendees**: Ann Lee\n", "Ann Lee (name)"},
      {"x: y", "## Attendees\n\n```\n- Ann Lee\n```\n", ""},
      {"x: y", "## Attendees\n\n<!-- \n- Ann Lee\n-->\n", ""},
      {"x: y", "Ann Lee was not there, and [[Bob Ray]] neither.\n", ""},
      {"attendees: [_Unknown_, '{{who}}', '']", "", ""},
  };
  for (const auto& c : cases) {
    Notes notes = people;
    notes["m.md"] = meeting(c.head, c.body);
    EXPECT_EQ(short_claims(notes, "attended", ""), c.attended) << c.head << "\n" << c.body;
  }
}

TEST(Attendance, OfATableMakesNoAliasOfItsHeader) {
  const Notes notes = {
      {"m.md",
       meeting("x: y",
               "## Attendees\n\n| Name | Organization |\n| --- | --- |\n| Ann Lee | Acme |\n")}};
  EXPECT_EQ(claims_of(notes, "alias"), "");
  EXPECT_EQ(claims_of(notes, "role"), "");
}

TEST(Attendance, OfTheOwnerIsImpliedInAOneToOne) {
  struct {
    const char* path;
    const char* head;
    const char* attended;
  } const cases[] = {
      {"m.md", "type: 1-1\ndate: 2025-11-06\nattendees: Ann Lee",
       "Ann Lee (name); Nora Whitfield (implied)"},
      {"m.md", "type: people\ndate: 2025-11-06\nperson: Ann Lee",
       "Ann Lee (name); Nora Whitfield (implied)"},
      {"2025-11-06 - Weekly 1-1 with Ann.md", "attendees: Ann Lee",
       "Ann Lee -> - Weekly 1-1 with Ann (name); Nora Whitfield -> - Weekly 1-1 with Ann "
       "(implied)"},
      {"m.md", "type: meeting\ndate: 2025-11-06\nattendees: Ann Lee", "Ann Lee (name)"},
      {"m.md", "type: 1-1\ndate: 2025-11-06\nattendees: [Ann Lee, Bob Ray]",
       "Ann Lee (name); Bob Ray (name)"},
      {"m.md", "type: 1-1\ndate: 2025-11-06\nattendees: [Ann Lee, Zed]", "Ann Lee (name)"},
      {"m.md", "type: 1-1\ndate: 2025-11-06\nattendees: [Ann Lee, Nora]",
       "Ann Lee (name); Nora Whitfield (given_name)"},
      {"m.md", "type: 1-1\ndate: 2025-11-06\nattendees: Nora Whitfield", "Nora Whitfield (name)"},
  };
  for (const auto& c : cases) {
    const Notes notes = {{c.path, "---\n" + std::string(c.head) + "\n---\n"}};
    EXPECT_EQ(short_claims(notes, "attended"), c.attended) << c.head;
  }
  EXPECT_EQ(short_claims({{"m.md", "---\ntype: 1-1\ndate: 2025-11-06\nwith: Ann Lee\n---\n"}},
                         "attended", ""),
            "Ann Lee (name)");
}

TEST(Attendance, IsOfThePersonInWhoseFolderAMeetingLies) {
  const Notes notes = {{"People/Ann Lee/README.md", ""},
                       {"People/Ann Lee/2025-11-06 - Weekly.md", "# Weekly\n"},
                       {"People/Ann Lee/2025-11-07 - Other.md", "---\nattendees: Bob Ray\n---\n"},
                       {"People/Ann Lee/Career.md", "Somewhere.\n"}};
  EXPECT_EQ(claims_of(notes, "attended"),
            "Ann Lee -> 2025-11-06 - Weekly (folder_note) 2025-11-06; "
            "Bob Ray -> 2025-11-07 - Other (name) 2025-11-07");
  EXPECT_EQ(claims_of(notes, "note"), "Career");
}

TEST(Attendance, InAnAccountsFolderIsAboutThatAccount) {
  const Notes notes = {{"Customers/Acme/Acme.md", ""},
                       {"Customers/Acme/2025-11-06 - Review.md", "---\nattendees: Ann Lee\n---\n"}};
  EXPECT_EQ(claims_of(notes, "about"), "2025-11-06 - Review -> Acme (folder_note) 2025-11-06");
}

TEST(Attendance, CountsThoseWhomNobodyKnows) {
  EXPECT_EQ(
      claims_of({{"m.md", meeting_note("[Ann Lee, Bob Ray, Zed, Zed, Ulla]")}}, "attendee_count"),
      "m = 4");
  EXPECT_EQ(claims_of({{"m.md", meeting_note("[Ann Lee, Bob Ray]")}}, "attendee_count"), "");
}

TEST(Attendance, IsNotImpliedByADateThatLooksLikeOneToOne) {
  const std::string text = "---\ntype: meeting\nattendees: [Ann Lee]\n---\n";
  const auto attended = [&](const std::string& path) {
    return claims_of_kind(store_of({{path, text}}, options_for("Nora Whitfield")), "attended");
  };
  EXPECT_EQ(attended("2026-01-12 - Partner panel.md").find("Nora"), std::string::npos);
  EXPECT_NE(attended("2026-01-12 - Ann 1-1.md").find("Nora"), std::string::npos);
}

TEST(Attendance, OfGroupsAndPlaceholdersMakesTheMeetingNoLarger) {
  const Store store = store_of({{"2026-01-05 - S.md",
                                 "---\ntype: meeting\nattendees: [Ann Lee, Bob Ray, Customer "
                                 "Success, IT, TBD, Sales, Legal, "
                                 "Finance, HR]\n---\n"}});
  const auto ann = store.find_name("Ann Lee");
  ASSERT_EQ(ann.size(), 1U);
  ASSERT_EQ(store.ties(ann.front()).size(), 1U);
  EXPECT_EQ(store.ties(ann.front()).front().contacts.front().group_size, 2);
}

TEST(Attendance, OfACancelledMeetingIsNone) {
  const Store store = store_of({{"2026-01-05 - S.md",
                                 "---\ntype: meeting\nstatus: cancelled\nattendees: [Ann Lee, Bob "
                                 "Ray]\n---\n"}});
  EXPECT_EQ(claims_of_kind(store, "attended"), "");
}

TEST(Attendance, InAListToTickOffIsOfThoseWhoAreTicked) {
  const Store store =
      store_of({{"2026-01-05 - S.md",
                 "---\ntype: meeting\n---\n## Attendees\n- [x] Ann Lee\n- [ ] Bob Ray\n"}});
  EXPECT_NE(claims_of_kind(store, "attended").find("Ann Lee"), std::string::npos);
  EXPECT_EQ(claims_of_kind(store, "attended").find("Bob Ray"), std::string::npos);
}

TEST(Attendance, HasAChannel) {
  const auto channel = [](const std::string& type) {
    return claims_of({{"m.md", "---\ntype: " + type + "\ndate: 2025-11-06\nwith: Ann Lee\n---\n"}},
                     "channel");
  };
  EXPECT_EQ(channel("call"), "m = call");
  EXPECT_EQ(channel("email"), "m = mail");
  EXPECT_EQ(channel("meeting"), "");
}

TEST(Attendance, WithoutADateIsNoContact) {
  const Notes notes = {
      {"m.md", "---\ntype: meeting\nattendees: [Ann Lee, Bob Ray]\n---\n"},
      {"n.md", "---\ntype: meeting\ndate: 6.11.2025\nwith: [Ann Lee, Bob Ray]\n---\n"}};
  const Store store = store_of(notes);
  EXPECT_EQ(claims_of_kind(store, "[undated-meeting]"), "m.md:1:1; n.md:1:1");
  EXPECT_EQ(claims_of_kind(store, "[bad-date]"), "n.md:3:1");
  EXPECT_TRUE(store.ties(store.find_name("Ann Lee").at(0)).empty());
}

TEST(Mentions, AreOfThoseWhomAMeetingLinksAndWhoWereNotThere) {
  const Notes notes = {
      {"People/Cy Ott.md", ""},
      {"m.md", meeting_note("[\"[[Ann Lee]]\"]",
                            "[[Cy Ott]] asked, [[Ann Lee]] knows [[Cy Ott]]. [[Di Roe]]?\n")}};
  EXPECT_EQ(short_claims(notes, "mentioned"), "Cy Ott (link)");
  EXPECT_EQ(short_claims(notes, "attended"), "Ann Lee (dangling)");
}

TEST(About, IsAnAccountOrAProject) {
  const auto about = [](const std::string& head, const std::string& body = {}) {
    const Notes notes = {
        {"Customers/Acme.md", ""}, {"Projects/Moon.md", ""}, {"m.md", meeting(head, body)}};
    std::string text = claims_of(notes, "about");
    for (std::size_t at = 0; (at = text.find("m -> ")) != std::string::npos;) text.erase(at, 5);
    for (std::size_t at = 0; (at = text.find(" 2025-11-06")) != std::string::npos;)
      text.erase(at, 11);
    return text;
  };
  EXPECT_EQ(about("company: Acme"), "Acme (name)");
  EXPECT_EQ(about("customer: \"[[Acme]]\""), "Acme (link)");
  EXPECT_EQ(about("account: Novel Ltd"), "Novel Ltd (dangling)");
  EXPECT_EQ(about("tags: [company/acme]"), "Acme (slug)");
  EXPECT_EQ(about("tags: [company/new-corp]"), "New Corp (slug)");
  EXPECT_EQ(about("project: Moon"), "Moon (name)");
  EXPECT_EQ(about("projects: [\"[[Moon]]\", Sun]"), "Moon (link); Sun (dangling)");
  EXPECT_EQ(about("x: y", "## Related Customers\n\n- [[Acme]]\n- [[Fresh]]\n"),
            "Acme (link); Fresh (dangling)");
  EXPECT_EQ(about("x: y", "## Related Projects\n\n- [[Moon]]\n"), "Moon (link)");
  EXPECT_EQ(about("x: y", "[[Acme]] was named.\n"), "");
}

// Lines in the note of Cy Ott, who did not attend.
Notes context(const std::string& line) {
  return {{"People/Cy Ott.md", "## Recent Context\n\n" + line + "\n"},
          {"People/Ann Lee.md", ""},
          {"m.md", meeting("attendees: [Zoë Roe]")}};
}

TEST(Context, TellsThroughWhomSomebodyIsKnown) {
  struct {
    const char* line;
    const char* via;
    const char* mentioned;
  } const cases[] = {
      {"- 2025-11-06: [[m]] - budget talk (via Ann Lee)", "Cy Ott -> Ann Lee (name)",
       "Cy Ott (link)"},
      {"- 2025-11-06: [[m]] - budget talk (via [[Ann Lee]])", "Cy Ott -> Ann Lee (link)",
       "Cy Ott (link)"},
      {"- 2025-11-06: [[m]] - x (via Ann Lee, Bob Ray)",
       "Cy Ott -> Ann Lee (name); Cy Ott -> Bob Ray (name)", "Cy Ott (link)"},
      {"- **2025-11-06**: [[m]] - x (via Ann Lee)", "Cy Ott -> Ann Lee (name)", "Cy Ott (link)"},
      {"* 2025-11-06 - [[m]] x (see (a)) (via Ann Lee)", "Cy Ott -> Ann Lee (name)",
       "Cy Ott (link)"},
      {"- 2025-11-06: they talked (via Ann Lee)", "Cy Ott -> Ann Lee (name)", ""},
      {"- 2025-11-06: [[m]] - budget talk", "", "Cy Ott (link)"},
      {"- 2025-11-06: [[m]] - x (via Cy Ott)", "", "Cy Ott (link)"},
      {"- 2025-11-06: [[m]] - x (via mail)", "", "Cy Ott (link)"},
      {"- 2025-11-06: [[m]] - x (via Ann Lee", "", "Cy Ott (link)"},
      {"- [[m]] - x (via Ann Lee)", "", ""},
      {"2025-11-06: [[m]] - x (via Ann Lee)", "", ""},
      {"- 2025-02-30: [[m]] - x (via Ann Lee)", "", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(short_claims(context(c.line), "via"), c.via) << c.line;
    EXPECT_EQ(short_claims(context(c.line), "mentioned"), c.mentioned) << c.line;
  }
}

TEST(Context, TellsWhoMetInASummary) {
  struct {
    const char* summary;
    const char* attended;  // beside Zoë Roe, who is listed
  } const cases[] = {
      {"Weekly 1:1 between Ann Lee and Bob Ray on plans", "Ann Lee (summary); Bob Ray (summary); "},
      {"1:1 where Ann Lee and Bob Ray aligned on plans", "Ann Lee (summary); Bob Ray (summary); "},
      {"Ann Lee met with Bob Ray", "Ann Lee (summary); Bob Ray (summary); "},
      {"**Ann Lee** met with [[Bob Ray]]", "Ann Lee (summary); Bob Ray (summary); "},
      {"Cy Ott met with Ann Lee", "Ann Lee (summary); Cy Ott (summary); "},
      {"Sync between Ann Lee and the team", ""},
      {"The gap between Plan A and Plan B", ""},
      {"The gap between January and March", ""},
      {"Contract between Ann Lee and Kestrel Energy", ""},
      {"Planned: 1:1 between Ann Lee and Bob Ray", ""},
      {"Ann Lee will schedule a call between Bob Ray and Cy Ott", ""},
      {"Cancelled call where Ann Lee and Bob Ray wanted to talk", ""},
      {"Proposed that Ann Lee met with Bob Ray", ""},
      {"Ann Lee never met Bob Ray", ""},
      {"Ann Lee and Bob Ray were named", ""},
      {"met with Bob Ray", ""},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(short_claims(context("- 2025-11-06: [[m]] - " + std::string(c.summary)), "attended"),
              c.attended + std::string("Zoë Roe (name)"))
        << c.summary;
  }
}

TEST(Context, KnowsMeetingsThatHaveNoNote) {
  const Notes notes = {{"People/Cy Ott.md",
                        "## Recent Context\n\n- 2025-11-06: [[2025-11-06 - Weekly]] - between Ann "
                        "Lee and Bob Ray\n"}};
  const Store store = store_of(notes);
  EXPECT_EQ(claims_of_kind(store, "meeting"), "2025-11-06 - Weekly 2025-11-06 (stub)");
  EXPECT_EQ(claims_of_kind(store, "attended"),
            "Ann Lee -> 2025-11-06 - Weekly (summary) 2025-11-06; "
            "Bob Ray -> 2025-11-06 - Weekly (summary) 2025-11-06");
  EXPECT_EQ(store.ties(store.find_name("Ann Lee").at(0)).at(0).contacts.size(), 1U);
}

TEST(Context, CountsOnlyInItsSection) {
  const Notes notes = {{"People/Cy Ott.md", "## Notes\n\n- 2025-11-06: [[m]] - x (via Ann Lee)\n"},
                       {"m.md", meeting("attendees: Zoë Roe")}};
  EXPECT_EQ(claims_of(notes, "via"), "");
  EXPECT_EQ(claims_of(notes, "mentioned"), "");
}

}  // namespace
}  // namespace rapport
