#include "ingest/duplicates.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"

namespace rapport {
namespace {

// "kept = other: reason; reason" a line.
std::string duplicates(const Notes& notes, const std::vector<Verdict>& verdicts = {}) {
  const Store store = store_of(notes, options_for("Nora Whitfield"));
  std::string text;
  for (const Duplicate& d : find_duplicates(store, Identities(verdicts))) {
    text += fmt::format("{} {} = {}: {}\n", to_string(d.type), store.vertex(d.kept)->key,
                        store.vertex(d.other)->key, fmt::join(d.reasons, "; "));
  }
  return text;
}

std::string person(const std::string& head) { return "---\ntype: person\n" + head + "\n---\n"; }

std::string meeting(const std::string& day, const std::string& attendees,
                    const std::string& more = {}) {
  return fmt::format("---\ntype: meeting\ndate: {}\nattendees: [{}]\n{}---\n", day, attendees,
                     more);
}

TEST(Duplicates, OfPeople) {
  struct {
    const char* claim;
    Notes notes;
    const char* found;
  } const cases[] = {
      {"an e-mail is one person's, whatever the company",
       {{"Ann Lee.md", person("email: Ann@acme.example\ncompany: Acme")},
        {"A Leigh.md", person("email: [x@y.example, ann@acme.example]\ncompany: Harrow")}},
       "person A Leigh.md = Ann Lee.md: same e-mail ann@acme.example\n"},
      {"a team's mailbox is nobody's own",
       {{"Ann Lee.md", person("email: info@acme.example")},
        {"Bob Ray.md", person("email: info@acme.example")}},
       ""},
      {"a phone, with and without its country",
       {{"Ann Lee.md", person("phone: +47 900 11 222 33")},
        {"Anna Leigh.md", person("phone: 0047-900-1122233")}},
       "person Ann Lee.md = Anna Leigh.md: same phone 001122233\n"},
      {"accents and titles make nobody another person",
       {{"Zoë Müller.md", person("role: CTO")}, {"Dr. Zoe Muller.md", person("role: CTO")}},
       "person Dr. Zoe Muller.md = Zoë Müller.md: same name\n"},
      {"names of different companies are different people",
       {{"A/Ann Lee.md", person("company: Acme")}, {"B/Ann Lee.md", person("company: Harrow")}},
       ""},
      {"but a company's legal form makes no other company",
       {{"A/Ann Lee.md", person("company: Acme")}, {"B/Ann Lee.md", person("company: Acme Inc")}},
       "person A/Ann Lee.md = B/Ann Lee.md: same name, same company\n"},
      {"a slip of the finger, in a company",
       {{"Jon Lee.md", person("company: Acme")}, {"John Lee.md", person("company: Acme")}},
       "person John Lee.md = Jon Lee.md: edit distance 1, same company\n"},
      {"a slip of the finger alone tells nothing",
       {{"Jon Lee.md", person("")}, {"John Lee.md", person("")}},
       ""},
      {"a slip of the finger, in a meeting",
       {{"m.md", meeting("2025-11-06", "Jonathan Okafor, Jonathn Okafro, Bob Ray")}},
       "person name:jonathan okafor = name:jonathn okafro: edit distance 2, both in a meeting\n"},
      {"an initial, in a company",
       {{"J. Okafor.md", person("company: Acme")}, {"Jane Okafor.md", person("company: Acme")}},
       "person J. Okafor.md = Jane Okafor.md: initial of the same name, same company\n"},
      {"a nickname, in a company only",
       {{"Bob Ray.md", person("company: Acme")},
        {"Robert Ray.md", person("company: Acme")},
        {"Bill Ott.md", person("")},
        {"William Ott.md", person("")}},
       "person Bob Ray.md = Robert Ray.md: short form of the same name, same company\n"},
      {"transposed",
       {{"Lee Ann.md", person("role: CTO")}, {"Ann Lee.md", person("role: CTO")}},
       "person Ann Lee.md = Lee Ann.md: same words in another order\n"},
      {"an alias that is another's name",
       {{"Ann Lee.md", person("aliases: [Annie Lowe]")}, {"x/Annie Lowe.md", person("")}},
       "person Ann Lee.md = x/Annie Lowe.md: 'Annie Lowe' is an alias of both\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(duplicates(c.notes), c.found) << c.claim;
}

TEST(Duplicates, OfOrganizations) {
  EXPECT_EQ(duplicates({{"Companies/Bright Loom.md", ""},
                        {"Ann Lee.md", person("company: \"Brightloom, Inc.\"")},
                        {"Companies/Harrow Foods.md", ""},
                        {"Companies/Harrow.md", ""}}),
            "organization Companies/Bright Loom.md = name:brightloom: same name but for legal "
            "form, accents or blanks\n");
}

TEST(Duplicates, OfMeetings) {
  struct {
    const char* claim;
    Notes notes;
    const char* found;
  } const cases[] = {
      {"the same people and a paraphrased title",
       {{"2025-11-06 - Weekly sync.md", meeting("2025-11-06", "Ann Lee, Bob Ray, Cy Ott")},
        {"2025-11-06 - Weekly team sync.md", meeting("2025-11-06", "Cy Ott, Ann Lee, Bob Ray")}},
       "meeting 2025-11-06 - Weekly sync.md = 2025-11-06 - Weekly team sync.md: same day, same 3 "
       "people, titles 80 % alike\n"},
      {"four of five people",
       {{"2025-11-06 - Sync.md", meeting("2025-11-06", "Ann Lee, Bob Ray, Cy Ott, Di Roe")},
        {"2025-11-06 - The sync.md",
         meeting("2025-11-06", "Ann Lee, Bob Ray, Cy Ott, Di Roe, Ed Fox")}},
       "meeting 2025-11-06 - The sync.md = 2025-11-06 - Sync.md: same day, 4 of 5 people, titles "
       "100 % alike\n"},
      {"another day",
       {{"2025-11-06 - Sync.md", meeting("2025-11-06", "Ann Lee, Bob Ray, Cy Ott")},
        {"2025-11-13 - Sync.md", meeting("2025-11-13", "Ann Lee, Bob Ray, Cy Ott")}},
       ""},
      {"another title",
       {{"2025-11-06 - Budget.md", meeting("2025-11-06", "Ann Lee, Bob Ray, Cy Ott")},
        {"2025-11-06 - Pilot.md", meeting("2025-11-06", "Ann Lee, Bob Ray, Cy Ott")}},
       ""},
      {"other people",
       {{"2025-11-06 - Sync.md", meeting("2025-11-06", "Ann Lee, Bob Ray")},
        {"2025-11-06 - Sync 2.md", meeting("2025-11-06", "Ann Lee, Cy Ott")}},
       ""},
      {"one source",
       {{"2025-11-06 - A.md", meeting("2025-11-06", "Ann Lee, Bob Ray", "source_ref: rec-7\n")},
        {"2025-11-07 - B.md", meeting("2025-11-07", "Cy Ott, Di Roe", "source_ref: rec-7\n")}},
       "meeting 2025-11-06 - A.md = 2025-11-07 - B.md: shared source_ref rec-7\n"},
  };
  for (const auto& c : cases) EXPECT_EQ(duplicates(c.notes), c.found) << c.claim;
}

TEST(Duplicates, ThatAreSettledAreNotAskedAgain) {
  const Notes notes = {{"Jon Lee.md", person("company: Acme")},
                       {"John Lee.md", person("company: Acme")}};
  using Kind = Verdict::Kind;
  EXPECT_EQ(duplicates(notes, {{Kind::apart, {"John Lee.md", "Jon Lee"}, {}, "", 0}}), "");
  EXPECT_EQ(duplicates(notes, {{Kind::merge, {"John Lee.md", "Jon Lee.md"}, {}, "", 0}}), "");
  EXPECT_NE(duplicates(notes, {{Kind::apart, {"John Lee.md", "Jon Ott"}, {}, "", 0}}), "");
}

TEST(Duplicates, AreNotSoughtAmongAllPairs) {
  // One company, one given name and few letters: all in one block.
  Notes notes;
  for (int i = 0; i < 400; ++i) {
    const std::string name =
        fmt::format("Ann {}{}x", static_cast<char>('A' + i / 26), static_cast<char>('a' + i % 26));
    notes[name + ".md"] = person("company: Acme");
  }
  const Store store = store_of(notes);
  EXPECT_LE(find_duplicates(store, {}).size(), 400U * 64U);
}

}  // namespace
}  // namespace rapport
