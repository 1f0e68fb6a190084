#include "ingest/owner.h"

#include <array>
#include <random>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"

namespace rapport {
namespace {

using Names = std::vector<std::string>;

const Notes& people() {
  static const Notes notes = {
      {"People/Nora Whitfield.md",
       "---\ntype: person\nemail: nora@brightloom.example\naliases: [N. Whitfield]\n---\n"},
      {"People/Nora Park.md", "---\ntype: person\n---\n"},
      {"People/Priya Raman.md",
       "---\ntype: person\nemail: priya@brightloom.example\naliases: [Rani]\n---\n"},
      {"A/Same Name.md", "---\ntype: person\n---\n"},
      {"B/Same Name.md", "---\ntype: person\n---\n"},
      {"Companies/Brightloom.md", "---\ntype: company\n---\n"},
  };
  return notes;
}

std::string reading(const Names& names) {
  const NoteDirectory directory = stored_directory(store_of(people()), {});
  static constexpr std::array kReadings = {"own",   "in own",    "plain",
                                           "other", "ambiguous", "no person"};
  const auto read = read_owner_names(directory, names);
  std::string text;
  for (const OwnerName& name : read) {
    text += fmt::format("{}{}", text.empty() ? "" : ", ",
                        kReadings.at(static_cast<std::size_t>(name.reading)));
  }
  const OwnerName* leading = leading_name(read);
  return text + "; " + (leading == nullptr ? "none" : leading->text);
}

TEST(OwnerNames, MeanWhatTheNotesSay) {
  struct {
    Names names;
    const char* reading;
  } const cases[] = {
      {{"Nora Whitfield"}, "own; Nora Whitfield"},
      {{"nora whitfield", "Nora Whitfield"}, "own; nora whitfield"},
      {{"People/Nora Whitfield.md"}, "own; People/Nora Whitfield.md"},
      {{"N. Whitfield"}, "in own; N. Whitfield"},
      {{"Nora Ashdown"}, "plain; Nora Ashdown"},
      {{"Nora Ashdown", "nora@brightloom.example", "Nora Whitfield"},
       "plain, in own, own; Nora Whitfield"},
      {{"nora@home.example", "Nora Ashdown"}, "plain, plain; Nora Ashdown"},
      {{"nora@home.example"}, "plain; nora@home.example"},
      {{"Nora Whitfield", "Nora Park"}, "own, own; Nora Whitfield"},
      // Somebody else's alias or address is no name of the owner.
      {{"Nora Whitfield", "Rani", "priya@brightloom.example"}, "own, other, other; Nora Whitfield"},
      {{"Rani", "Nora Whitfield"}, "other, own; Nora Whitfield"},
      {{"N. Whitfield", "Rani"}, "in own, other; N. Whitfield"},
      {{"Same Name", "Nora Whitfield"}, "ambiguous, own; Nora Whitfield"},
      {{"Same Name"}, "ambiguous; none"},
      {{"A/Same Name.md"}, "own; A/Same Name.md"},
      {{"Brightloom"}, "no person; none"},
      {{"People/Gone.md"}, "no person; none"},
  };
  for (const auto& c : cases) EXPECT_EQ(reading(c.names), c.reading) << c.names.front();
}

Store owned(const Notes& notes, Names names) {
  IngestOptions options = options_for({});
  options.me = std::move(names);
  return store_of(notes, options);
}

std::string ties_of(const Store& store, std::string_view key) {
  std::string text;
  for (const Tie& tie : store.ties(store.find_key(key).value())) {
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", store.vertex(tie.neighbor)->name,
                        tie.contacts.size());
    for (const Contact& c : tie.contacts) text += fmt::format(" ({})", c.group_size);
  }
  return text;
}

TEST(Owner, OfSeveralNamesIsOnePerson) {
  Notes notes = people();
  notes["1.md"] = meeting_note("[Nora Whitfield, Bob Ray]");
  notes["2.md"] = meeting_note("[Nora Ashdown, Bob Ray]");
  notes["3.md"] = meeting_note("[nora@home.example, Bob Ray]");
  notes["4.md"] = meeting_note("[nwhit, Bob Ray]");
  notes["5.md"] = meeting_note("[Nora Park, Bob Ray]", "- [ ] Send it @NoraAshdown");
  const Store store =
      owned(notes, {"Nora Whitfield", "Nora Ashdown", "nora@home.example", "nwhit", "Nora Park"});
  EXPECT_EQ(ties_of(store, "People/Nora Whitfield.md"), "Bob Ray 5 (2) (2) (2) (2) (2)");
  EXPECT_FALSE(store.find_key("People/Nora Park.md"));
  EXPECT_FALSE(store.find_key("name:nora ashdown"));
  EXPECT_EQ(claims_of_kind(store, "task"),
            "5 | Send it | subject=Nora Whitfield | status=open; "
            "Nora Whitfield | Send it | subject=Nora Whitfield | "
            "status=open");
}

TEST(Owner, HasNoTieWithThemselvesAndCountsOthersOnce) {
  Notes notes = people();
  notes["1.md"] = meeting_note("[Nora Whitfield, Nora Ashdown, nora@home.example, Bob Ray]");
  const Store store = owned(notes, {"Nora Whitfield", "Nora Ashdown", "nora@home.example"});
  EXPECT_EQ(ties_of(store, "People/Nora Whitfield.md"), "Bob Ray 1 (2)");
}

TEST(Owner, WithoutANoteIsOnePersonToo) {
  const Notes notes = {{"1.md", meeting_note("[Nora Ashdown, Bob Ray]")},
                       {"2.md", meeting_note("[nora@home.example, Bob Ray]")},
                       {"3.md", meeting_note("[\"[[Nora Vale]]\", Bob Ray]")},
                       {"4.md", "---\ntype: 1-1\ndate: 2025-11-07\nattendees: [Bob Ray]\n---\n"}};
  const Store store = owned(notes, {"nora@home.example", "Nora Ashdown", "Nora Vale"});
  EXPECT_EQ(ties_of(store, "name:nora ashdown"), "Bob Ray 4 (2) (2) (2) (2)");
}

TEST(Owner, TakesInNoOneWhomTheirNamesOnlyTouch) {
  Notes notes = people();
  notes["1.md"] = meeting_note("[Rani, Bob Ray]");
  const Store store = owned(notes, {"Nora Whitfield", "Rani", "priya@brightloom.example"});
  EXPECT_EQ(ties_of(store, "People/Priya Raman.md"), "Bob Ray 1 (2)");
  EXPECT_EQ(ties_of(store, "People/Nora Whitfield.md"), "");
}

TEST(Owner, IsRememberedByAllNames) {
  const Notes notes = {{"1.md", "x"}};
  EXPECT_EQ(remembered_owner(owned(notes, {})), Names{});
  EXPECT_EQ(remembered_owner(owned(notes, {"Nora Vale"})), Names{"Nora Vale"});
  EXPECT_EQ(remembered_owner(owned(notes, {"Nora Vale", "n@v.example"})),
            (Names{"Nora Vale", "n@v.example"}));
}

// What an incremental ingest holds is what a new one holds, whichever of the owner's notes come
// and go.
TEST(Owner, IsReadAgainWhenTheirNotesComeAndGo) {
  Notes all = people();
  all["People/Rani Vale.md"] = "---\ntype: person\naliases: [Nora Ashdown]\n---\n";
  all["Companies/nwhit.md"] = "---\ntype: company\n---\n";
  all["1.md"] = meeting_note("[Nora Ashdown, Bob Ray]", "Nora Park asked. [[nwhit]]");
  all["2.md"] = meeting_note("[Nora Park, nora@brightloom.example, Bob Ray]", "- [ ] A @Nora");
  all["3.md"] = meeting_note("[nwhit, Nora Whitfield, Bob Ray]", "- [ ] B @Myself");
  all["4.md"] = "---\ntype: 1-1\ndate: 2025-11-07\nattendees: [Bob Ray]\n---\n";
  std::mt19937 random(7);
  MemorySource source;
  Store store = Store::in_memory();
  IngestOptions options = options_for({});
  options.me = {"Nora Ashdown", "Nora Whitfield", "nora@brightloom.example", "Nora Park", "nwhit"};
  options.allow_mass_delete = true;
  for (int round = 0; round < 60; ++round) {
    for (const auto& [path, text] : all) {
      const auto dice = random() % 4;
      if (dice == 0) source.notes()[path] = text;
      if (dice == 1) source.notes().erase(path);
    }
    ingest(source, store, options);
    ASSERT_EQ(claim_lines(store), claim_lines(store_of(source.notes(), options))) << round;
  }
}

TEST(Authorship, IsAskedOfMeetingsAsLongAsNobodyOwnsTheVault) {
  const Notes notes = {
      {"1.md",
       "---\ntype: meeting\ndate: 2025-11-06\nauthor: \"[[Nora Vale]]\"\nattendees: [Bob Ray]\n"
       "---\nI. Introduction\n- I asked him.\n- I left.\n"},
      {"2.md",
       "---\ntype: meeting\ndate: 2025-11-07\nattendees: [Bob Ray]\n---\n"
       "Bob: I think so.\n> I quote.\n"},
      {"3.md", "---\ntype: article\nauthor: Ed Fox\n---\nI wrote this.\n"}};
  EXPECT_EQ(claims_of_kind(owned(notes, {}), "author"), "1 = Nora Vale");
  EXPECT_EQ(claims_of_kind(owned(notes, {}), "first_person"), "1 = true");
  EXPECT_EQ(claims_of_kind(owned(notes, {"Nora Vale"}), "author"), "");
  EXPECT_EQ(claims_of_kind(owned(notes, {"Nora Vale"}), "first_person"), "");
}

}  // namespace
}  // namespace rapport
