#include "ingest/identities.h"

#include <random>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"
#include "tests/support/dump.h"

namespace rapport {
namespace {

Identities verdicts(const std::string& rows) {
  DiagnosticSink sink("identities.yaml");
  Identities identities = parse_identities("verdicts:\n" + rows, sink);
  for (const Diagnostic& d : sink.all()) ADD_FAILURE() << to_string(d);
  return identities;
}

std::string fault(const std::string& text) {
  DiagnosticSink sink("f");
  parse_identities(text, sink);
  if (sink.all().empty()) return "none";
  return fmt::format("{}: {}", sink.all().front().line, sink.all().front().message);
}

std::string dump(const std::optional<NameRuling>& ruling) {
  if (!ruling) return "silent";
  std::string text = ruling->nobody ? "nobody" : ruling->is.empty() ? "open" : ruling->is;
  if (ruling->split) text += " (split)";
  for (const std::string& other : ruling->isnot) text += ", not " + other;
  return text;
}

IngestOptions options_with(const std::string& rows, std::string me = "Nora Whitfield") {
  IngestOptions options = options_for(std::move(me));
  options.identities = verdicts(rows);
  return options;
}

std::string claims_with(const Notes& notes, std::string_view kind, const std::string& rows) {
  return claims_of_kind(store_of(notes, options_with(rows)), kind);
}

TEST(Verdicts, AreReadAsTheyAreWritten) {
  const char* const rows[] = {
      R"~(- merge: ["Ann Lee", "Anne Lee"])~",
      R"~(- merge: ["People/Ann Lee.md", "Anne Lee", "A. Lee"])~",
      R"~(- apart: ["Ann Lee", "Anne Leigh"])~",
      R"~(- accept: {name: "Mara", note: "m.md", is: "People/Mara Quist.md"})~",
      R"~(- accept: {name: "Mara", note: ["m.md", "n.md"], is: "Mara Quist"})~",
      R"~(- accept: {name: "Mara", is: "Mara Quist"})~",
      R"~(- reject: {name: "Mara", note: "m.md", is: "Mara Stone"})~",
      R"~(- reject: {name: "Sales"})~",
      R"~(- split: {name: "Ann Lee", notes: ["Harrow/**"], as: "Ann Lee (Harrow)"})~",
      R"~(- merge: ["\"Bob\" \\ Ray: [x] *y", "Bob\x09Ray, é"])~",
  };
  std::string all;
  for (const char* row : rows) {
    EXPECT_EQ(verdicts(fmt::format("  {}\n", row)).dump(), fmt::format("verdicts:\n  {}\n", row));
    all += fmt::format("  {}\n", row);
  }
  EXPECT_EQ(verdicts(all).dump(), "verdicts:\n" + all);
  EXPECT_EQ(Identities().dump(), "");
  EXPECT_EQ(fault(""), "none");
  EXPECT_EQ(fault("# a remark\nverdicts:\n"), "none");
}

TEST(Verdicts, MayBeWrittenOverSeveralLines) {
  EXPECT_EQ(verdicts("- merge:\n    - Ann Lee\n    - Anne Lee\n"
                     "- split:\n    name: Bob\n    notes: Harrow/**\n    as: Bob (Harrow)\n")
                .dump(),
            "verdicts:\n  - merge: [\"Ann Lee\", \"Anne Lee\"]\n"
            "  - split: {name: \"Bob\", notes: [\"Harrow/**\"], as: \"Bob (Harrow)\"}\n");
}

TEST(Verdicts, OfAnotherShapeAreErrorsWithTheirLine) {
  struct {
    const char* text;
    const char* fault;
  } const cases[] = {
      {"merge: [a, b]\n", "1: unknown key 'merge'; verdicts stand below 'verdicts:'"},
      {"verdicts: yes\n", "1: a list of verdicts is expected here"},
      {"verdicts:\n  - Ann Lee\n",
       "2: a verdict has one kind: merge, apart, accept, reject or split"},
      {"verdicts:\n  - {merge: [a, b], apart: [a, b]}\n",
       "2: a verdict has one kind: merge, apart, accept, reject or split"},
      {"verdicts:\n  - join: [a, b]\n",
       "2: unknown verdict 'join'; there are merge, apart, accept, reject and split"},
      {"verdicts:\n  - merge: [a]\n", "2: merge takes two or more different names or note paths"},
      {"verdicts:\n  - merge: [Ann, ann]\n",
       "2: merge takes two or more different names or note paths"},
      {"verdicts:\n  - apart: [a, b, c]\n", "2: apart takes two different names or note paths"},
      {"verdicts:\n  - merge: [[a], b]\n", "2: 'merge' takes texts"},
      {"verdicts:\n  - merge: [a, b]\n  - accept: {name: Ann}\n", "3: accept needs 'is'"},
      {"verdicts:\n  - accept: {is: Ann}\n", "2: accept needs 'name'"},
      {"verdicts:\n  - accept: {name: a, is: b, who: c}\n", "2: accept has no key 'who'"},
      {"verdicts:\n  - accept: [a, b]\n", "2: accept takes keys and values"},
      {"verdicts:\n  - reject: {name: [a]}\n", "2: 'name' takes a single text"},
      {"verdicts:\n  - split: {name: a, as: b}\n", "2: split needs 'notes'"},
      {"verdicts:\n  - split: {name: a, notes: [], as: b}\n",
       "2: 'notes' takes one text or a list of them"},
      {"verdicts:\n  - merge: [a, *b]\n",
       "2: YAML aliases and anchors are not read; the head was read line by line"},
  };
  for (const auto& c : cases) EXPECT_EQ(fault(c.text), c.fault) << c.text;
}

TEST(Verdicts, OfYearsAreRead) {
  std::string rows;
  for (int i = 0; i < 3000; ++i) rows += fmt::format("  - merge: [\"Ann {}\", \"Bob {}\"]\n", i, i);
  EXPECT_EQ(verdicts(rows).verdicts().size(), 3000U);
}

TEST(Verdicts, OnANameAreWeighed) {
  const Identities identities = verdicts(
      "  - accept: {name: Mara, is: Mara Quist}\n"
      "  - accept: {name: Mara, note: m.md, is: Mara Stone}\n"
      "  - reject: {name: Otto, is: Otto Brandt}\n"
      "  - reject: {name: Otto, note: [m.md, n.md], is: Otto Ruhl}\n"
      "  - reject: {name: Sales}\n"
      "  - accept: {name: Sales, note: s.md, is: Sal Es}\n"
      "  - split: {name: Ann Lee, notes: [Harrow/**], as: Ann Lee (Harrow)}\n"
      "  - accept: {name: Di, is: Di Roe}\n"
      "  - reject: {name: Di, is: Di Roe}\n");
  struct {
    const char* name;
    const char* note;
    const char* ruling;
  } const cases[] = {
      {"Mara", "x.md", "Mara Quist"},
      {"mara", "m.md", "Mara Stone"},
      {"Otto", "x.md", "open, not Otto Brandt"},
      {"Otto", "n.md", "open, not Otto Brandt, not Otto Ruhl"},
      {"Sales", "x.md", "nobody"},
      {"Sales", "s.md", "Sal Es"},
      {"Ann Lee", "x.md", "silent"},
      {"Ann  LEE", "Harrow/a/b.md", "Ann Lee (Harrow) (split)"},
      {"Di", "x.md", "open, not Di Roe"},
      {"Bob", "x.md", "silent"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(dump(identities.ruling(c.name, c.note)), c.ruling) << c.name << " in " << c.note;
  }
}

TEST(Verdicts, TellWhoIsApart) {
  const Identities identities =
      verdicts("  - apart: [Ann Lee, People/Anne Lee.md]\n  - apart: [A/Bob.md, B/Bob.md]\n");
  EXPECT_TRUE(
      identities.are_apart({"name:ann lee", "Ann Lee"}, {"People/Anne Lee.md", "Anne Lee"}));
  EXPECT_TRUE(identities.are_apart({"People/Anne Lee.md", "Anne Lee"}, {"x.md", "ann lee"}));
  EXPECT_FALSE(identities.are_apart({"x.md", "Ann Lee"}, {"y.md", "Anne Lee"}));
  EXPECT_TRUE(identities.are_apart({"B/Bob.md", "Bob"}, {"A/Bob.md", "Bob"}));
  EXPECT_FALSE(identities.are_apart({"A/Bob.md", "Bob"}, {"C/Bob.md", "Bob"}));
}

TEST(Verdicts, ThatChangeNoNoteHaveNoFingerprint) {
  EXPECT_EQ(Identities().fingerprint(), "");
  EXPECT_EQ(verdicts("  - apart: [a, b]\n").fingerprint(), "");
  const std::string merged = verdicts("  - merge: [a, b]\n").fingerprint();
  EXPECT_NE(merged, "");
  EXPECT_EQ(verdicts("  - merge: [a, b]\n  - apart: [a, c]\n").fingerprint(), merged);
  EXPECT_NE(verdicts("  - merge: [b, a]\n").fingerprint(), merged);
}

TEST(TheSideFile, KeepsItsLinesWhenVerdictsComeAndGo) {
  const std::string text =
      "# Mine.\n\nverdicts:\n  - merge:\n      - Ann\n      - Anne   # sure\n  # the Bobs\n"
      "  - apart: [Bob, Rob]\n";
  DiagnosticSink sink("");
  std::vector<Verdict> list = parse_identities(text, sink).verdicts();
  EXPECT_EQ(edit_identities(text, Identities(list)), text);

  std::vector<Verdict> more = list;
  more.push_back({Verdict::Kind::reject, {"Sales"}, {}, "", 0});
  const std::string longer = edit_identities(text, Identities(more));
  EXPECT_EQ(longer, text + "  - reject: {name: \"Sales\"}\n");
  EXPECT_EQ(edit_identities(longer, Identities(list)), text);

  list.erase(list.begin());
  EXPECT_EQ(edit_identities(text, Identities(list)),
            "# Mine.\n\nverdicts:\n  # the Bobs\n  - apart: [Bob, Rob]\n");
  EXPECT_EQ(edit_identities(text, Identities()), "# Mine.\n\n");
  EXPECT_EQ(edit_identities("", Identities(list)).substr(0, 2), "# ");
}

TEST(TheSideFile, IsWrittenAnewWhereLinesCannotBeKept) {
  const std::string text = "# Mine.\nverdicts: [{merge: [Ann, Anne]}, {apart: [Bob, Rob]}]\n";
  DiagnosticSink sink("");
  std::vector<Verdict> list = parse_identities(text, sink).verdicts();
  list.pop_back();
  EXPECT_EQ(edit_identities(text, Identities(list)),
            "# Mine.\nverdicts:\n  - merge: [\"Ann\", \"Anne\"]\n");
}

const Notes& two_notes_of_one_person() {
  static const Notes kNotes = {
      {"People/Ann Lee.md", "---\nrole: CTO\naliases: [Annie]\n---\n"},
      {"People/Anne Lee.md", "---\ncompany: Acme\nemail: ann@acme.example\n---\n"},
      {"a.md", meeting_note("[Ann Lee, Nora Whitfield]")},
      {"b.md", meeting_note("[Anne Lee, A. Lee, Bob Ray]", "See [[Anne Lee]] and [[A. Lee]].")},
  };
  return kNotes;
}

TEST(Merged, NotesAreOneVertexUnderTheFirstNote) {
  const std::string rows = "  - merge: [People/Ann Lee.md, Anne Lee]\n";
  const Store store = store_of(two_notes_of_one_person(), options_with(rows));
  EXPECT_EQ(claims_of_kind(store, "person"),
            "A. Lee (stub); Ann Lee; Bob Ray (stub); Nora Whitfield (stub)");
  EXPECT_EQ(claims_of_kind(store, "attended"),
            "A. Lee -> b (name) 2025-11-06; Ann Lee -> a (name) 2025-11-06; "
            "Ann Lee -> b (alias) 2025-11-06; Bob Ray -> b (name) 2025-11-06; "
            "Nora Whitfield -> a (name) 2025-11-06");
  EXPECT_EQ(claims_of_kind(store, "works_at"), "Ann Lee -> Acme (dangling)");
  EXPECT_EQ(claims_of_kind(store, "role"), "Ann Lee = CTO");
  EXPECT_EQ(claims_of_kind(store, "alias"), "Ann Lee = Anne Lee; Ann Lee = Annie");
  EXPECT_EQ(store.find_key("People/Anne Lee.md"), std::nullopt);
  EXPECT_EQ(store.find_name("Anne Lee"), store.find_name("Ann Lee"));
}

TEST(Merged, SpellingIsAnAlias) {
  const std::string rows = "  - merge: [Ann Lee, A. Lee]\n  - merge: [Robert Ray, Bob Ray]\n";
  const Store store = store_of(two_notes_of_one_person(), options_with(rows));
  EXPECT_EQ(claims_of_kind(store, "person"),
            "Ann Lee; Anne Lee; Nora Whitfield (stub); Robert Ray (stub)");
  EXPECT_EQ(claims_of_kind(store, "alias"),
            "Ann Lee = A. Lee; Ann Lee = Annie; Robert Ray = Bob Ray");
  EXPECT_EQ(claims_of_kind(store, "links_to"),
            "b -> Ann Lee (alias) 2025-11-06; b -> Anne Lee (link) 2025-11-06");
  EXPECT_EQ(store.find_name("Bob Ray"), store.find_name("Robert Ray"));
}

TEST(Merged, ANameWithoutNoteGivesWayToANote) {
  EXPECT_EQ(claims_with(two_notes_of_one_person(), "person", "  - merge: [A. Lee, Ann Lee]\n"),
            "Ann Lee; Anne Lee; Bob Ray (stub); Nora Whitfield (stub)");
}

TEST(Merged, OrganizationsAreOne) {
  const Notes notes = {{"Companies/Acme.md", ""},
                       {"People/Ann Lee.md", "---\ncompany: Acme Inc\n---\n"},
                       {"People/Bob Ray.md", "---\ntags: [company/acme-corp]\n---\n"}};
  const std::string rows = "  - merge: [Companies/Acme.md, Acme Inc, acme-corp]\n";
  EXPECT_EQ(claims_with(notes, "organization", rows), "Acme");
  EXPECT_EQ(claims_with(notes, "works_at", rows), "Ann Lee -> Acme (name); Bob Ray -> Acme (slug)");
}

TEST(Merged, OrganizationsAreOneAccount) {
  const Notes notes = {
      {"People/Mara Quist.md", "---\ncompany: Zenith\n---\n"},
      {"People/Mara Stone.md", "---\ncompany: Harrow\n---\n"},
      {"m.md",
       "---\ntype: meeting\ndate: 2025-11-06\ncompany: Acme\nattendees: [Mara, Bob Ray]\n---\n"}};
  EXPECT_EQ(claims_with(notes, "attended", ""), "Bob Ray -> m (name) 2025-11-06");
  const std::string both =
      "Bob Ray -> m (name) 2025-11-06; Mara Quist -> m (given_name) 2025-11-06";
  EXPECT_EQ(claims_with(notes, "attended", "  - merge: [Acme, Zenith]\n"), both);
  Notes with_notes = notes;
  with_notes["Companies/Acme.md"] = with_notes["Companies/Zenith.md"] = "";
  EXPECT_EQ(claims_with(with_notes, "attended", "  - merge: [Zenith, Acme]\n"), both);
}

TEST(Merged, MeetingsAreOneContact) {
  const Notes notes = {
      {"2025-11-06 - Weekly sync.md", meeting_note("[Ann Lee, Nora Whitfield]")},
      {"2025-11-06 - Weekly sync of all.md", meeting_note("[Ann Lee, Nora Whitfield]")}};
  const auto contacts = [&](const std::string& rows) {
    return testing::dump(store_of(notes, options_with(rows)), "contact");
  };
  EXPECT_EQ(contacts("  - apart: [a, b]\n"),
            "name:ann lee ~ name:nora whitfield 2025-11-06 at 2025-11-06 - Weekly sync of all.md "
            "group=2 meeting\n"
            "name:ann lee ~ name:nora whitfield 2025-11-06 at 2025-11-06 - Weekly sync.md "
            "group=2 meeting\n"
            "name:nora whitfield ~ name:ann lee 2025-11-06 at 2025-11-06 - Weekly sync of all.md "
            "group=2 meeting\n"
            "name:nora whitfield ~ name:ann lee 2025-11-06 at 2025-11-06 - Weekly sync.md "
            "group=2 meeting\n");
  EXPECT_EQ(
      contacts("  - merge: [2025-11-06 - Weekly sync.md, 2025-11-06 - Weekly sync of all.md]\n"),
      "name:ann lee ~ name:nora whitfield 2025-11-06 at 2025-11-06 - Weekly sync.md group=2 "
      "meeting\n"
      "name:nora whitfield ~ name:ann lee 2025-11-06 at 2025-11-06 - Weekly sync.md group=2 "
      "meeting\n");
}

TEST(Merged, NamesOfSeveralNotesAreNoLongerAmbiguous) {
  const Notes notes = {{"A/People/Ann Lee.md", ""},
                       {"B/People/Ann Lee.md", ""},
                       {"m.md", meeting_note("[Ann Lee, Bob Ray]", "[[Ann Lee]]")}};
  EXPECT_EQ(claims_with(notes, "[ambiguous-name]", "  - apart: [a, b]\n"), "m.md:4:13");
  const std::string rows = "  - merge: [B/People/Ann Lee.md, A/People/Ann Lee.md]\n";
  const Store store = store_of(notes, options_with(rows));
  EXPECT_EQ(claims_of_kind(store, "[ambiguous-name]"), "");
  EXPECT_EQ(claims_of_kind(store, "[ambiguous-link]"), "");
  EXPECT_EQ(claims_of_kind(store, "attended"),
            "Ann Lee -> m (name) 2025-11-06; Bob Ray -> m (name) 2025-11-06");
  EXPECT_TRUE(store.find_key("B/People/Ann Lee.md"));
  EXPECT_FALSE(store.find_key("A/People/Ann Lee.md"));
}

TEST(Verdicts, AboutNotesThatAreGoneDoNothing) {
  const Notes notes = {{"m.md", meeting_note("[Ann Lee, Bob Ray]")}};
  EXPECT_EQ(claims_with(notes, "person", "  - merge: [People/Gone.md, Ann Lee]\n"),
            "Ann Lee (stub); Bob Ray (stub)");
  EXPECT_EQ(claims_with(notes, "person", "  - accept: {name: Ann Lee, is: People/Gone.md}\n"),
            "Ann Lee (stub); Bob Ray (stub)");
}

const Notes& two_maras() {
  static const Notes kNotes = {{"People/Mara Quist.md", ""},
                               {"People/Mara Stone.md", ""},
                               {"m.md", meeting_note("[Mara, Otto Brandt]", "- [ ] Call @Mara")},
                               {"n.md", meeting_note("[Mara, Bob Ray]")}};
  return kNotes;
}

TEST(Accepted, NamesMeanThatPersonInThatNote) {
  const Store store =
      store_of(two_maras(), options_with("  - accept: {name: Mara, note: m.md, is: Mara Quist}\n"));
  EXPECT_EQ(claims_of_kind(store, "attended"),
            "Bob Ray -> n (name) 2025-11-06; Mara Quist -> m (verdict) 2025-11-06; "
            "Otto Brandt -> m (name) 2025-11-06");
  EXPECT_EQ(claims_of_kind(store, "[ambiguous-name]"), "n.md:4:13");
  EXPECT_EQ(claims_of_kind(store, "[unknown-owner]"), "");
}

TEST(Accepted, NamesMeanThatPersonEverywhere) {
  EXPECT_EQ(
      claims_with(two_maras(), "attended", "  - accept: {name: Mara, is: People/Mara Stone.md}\n"),
      "Bob Ray -> n (name) 2025-11-06; Mara Stone -> m (verdict) 2025-11-06; "
      "Mara Stone -> n (verdict) 2025-11-06; Otto Brandt -> m (name) 2025-11-06");
}

TEST(Accepted, DanglingLinksMeanThatPersonToo) {
  const Notes notes = {{"People/Mara Quist.md", ""},
                       {"m.md", meeting_note("[\"[[Mara]]\", Otto Brandt]")}};
  EXPECT_EQ(claims_with(notes, "attended", "  - accept: {name: Mara, is: Mara Quist}\n"),
            "Mara Quist -> m (verdict) 2025-11-06; Otto Brandt -> m (name) 2025-11-06");
}

TEST(Rejected, CandidatesLeaveTheOthers) {
  const Store store =
      store_of(two_maras(), options_with("  - reject: {name: Mara, note: m.md, is: Mara Stone}\n"));
  EXPECT_EQ(claims_of_kind(store, "attended"),
            "Bob Ray -> n (name) 2025-11-06; Mara Quist -> m (verdict) 2025-11-06; "
            "Otto Brandt -> m (name) 2025-11-06");
  EXPECT_EQ(claims_with(two_maras(), "attended",
                        "  - reject: {name: Mara, is: Mara Stone}\n"
                        "  - reject: {name: Mara, is: Mara Quist}\n"),
            "Bob Ray -> n (name) 2025-11-06; Otto Brandt -> m (name) 2025-11-06");
}

TEST(Rejected, NamesAreNobody) {
  const Notes notes = {{"m.md", meeting_note("[Sales Berlin, Ann Lee, Bob Ray, \"[[Desk]]\"]")}};
  const Store store =
      store_of(notes, options_with("  - reject: {name: Sales Berlin}\n  - reject: {name: Desk}\n"));
  EXPECT_EQ(claims_of_kind(store, "person"), "Ann Lee (stub); Bob Ray (stub)");
  EXPECT_EQ(claims_of_kind(store, "[unknown-name]"), "");
  EXPECT_EQ(claims_of_kind(store, "attendee_count"), "");
}

TEST(Split, NamesMeanAnotherPersonInThoseNotes) {
  const Notes notes = {{"People/Ann Lee.md", ""},
                       {"Harrow/m.md", meeting_note("[Ann Lee, Bob Ray]", "- Ann\n[[Ann Lee]]")},
                       {"n.md", meeting_note("[Ann Lee, Bob Ray]")}};
  const Store store = store_of(
      notes,
      options_with("  - split: {name: Ann Lee, notes: [Harrow/**], as: Ann Lee (Harrow)}\n"));
  EXPECT_EQ(claims_of_kind(store, "attended"),
            "Ann Lee (Harrow) -> m (verdict) 2025-11-06; Ann Lee -> n (name) 2025-11-06; "
            "Bob Ray -> m (name) 2025-11-06; Bob Ray -> n (name) 2025-11-06");
  EXPECT_EQ(claims_of_kind(store, "links_to"), "m -> Ann Lee (Harrow) (verdict) 2025-11-06");
}

TEST(Verdicts, AreFollowedWhenNotesComeAndGo) {
  const std::string rows =
      "  - merge: [People/Ann Lee.md, Anne Lee]\n  - merge: [Zed Hull, A. Lee]\n"
      "  - accept: {name: Mara, is: People/Mara/README.md}\n";
  const IngestOptions options = options_with(rows);
  MemorySource source(two_notes_of_one_person());
  source.notes()["c.md"] = meeting_note("[Mara, Zed Hull]");
  Store store = Store::in_memory();
  ingest(source, store, options);
  const auto expect_as_fresh = [&](const char* told) {
    ingest(source, store, options);
    EXPECT_EQ(testing::dump(store), testing::dump(store_of(source.notes(), options))) << told;
  };
  const std::string ann = source.notes()["People/Ann Lee.md"];
  source.notes().erase("People/Ann Lee.md");
  expect_as_fresh("the kept note goes");
  source.notes()["People/Ann Lee.md"] = ann;
  expect_as_fresh("and comes again");
  source.notes()["Old/People/Anne Lee.md"] = "";
  expect_as_fresh("a merged name is that of two notes");
  source.notes().erase("People/Anne Lee.md");
  expect_as_fresh("the other one remains");
  source.notes()["People/Mara/README.md"] = "---\ntype: person\n---\n";
  expect_as_fresh("whom a name means comes");
  source.notes()["People/A. Lee.md"] = "";
  expect_as_fresh("a merged spelling gets a note");
  source.notes()["People/Ann Lee.md"] = "---\naliases: [Zed Hull]\n---\n";
  expect_as_fresh("a name becomes an alias of a merged note");
}

TEST(Verdicts, ThatAreTakenBackLeaveNoTrace) {
  MemorySource source(two_notes_of_one_person());
  Store store = Store::in_memory();
  const IngestOptions plain = options_for("Nora Whitfield");
  ingest(source, store, plain);
  const std::string before = testing::dump(store);
  for (const char* rows : {"  - merge: [People/Ann Lee.md, Anne Lee, A. Lee]\n",
                           "  - reject: {name: A. Lee}\n", "  - accept: {name: A. Lee, is: Bob}\n",
                           "  - split: {name: Ann Lee, notes: [a.md], as: Ann B}\n"}) {
    ingest(source, store, options_with(rows));
    EXPECT_NE(testing::dump(store), before) << rows;
    ingest(source, store, plain);
    EXPECT_EQ(testing::dump(store), before) << rows;
  }
  EXPECT_FALSE(ingest(source, store, options_with("  - apart: [Ann Lee, Anne Lee]\n")).wrote);
}

}  // namespace
}  // namespace rapport
