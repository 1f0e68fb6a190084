#include "ingest/review_queue.h"

#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>

#include "tests/ingest/claims_text.h"
#include "tests/ingest/memory_source.h"

namespace rapport {
namespace {

const Date kDay = *parse_date("2026-01-16");

// "kind name @ places : candidates" a line, without the ids.
std::string dump(const std::vector<ReviewCase>& queue) {
  std::string text;
  for (const ReviewCase& c : queue) {
    text += fmt::format("{} {} @", to_string(c.kind), c.name);
    for (const auto& place : c.places) text += fmt::format(" {}:{}", place.note, place.line);
    text += " :";
    for (const auto& candidate : c.candidates) {
      text += fmt::format(" {}{}{}", candidate.reference(),
                          candidate.organization.empty() ? "" : "/" + candidate.organization,
                          candidate.last_contact ? "/" + to_iso(*candidate.last_contact) : "");
    }
    text += fmt::format(" ({})\n", fmt::join(c.reasons, "; "));
  }
  return text;
}

Notes two_maras() {
  return {{"People/Mara Quist.md", "---\ncompany: Acme\n---\n"},
          {"People/Mara Stone.md", ""},
          {"m.md", meeting_note("[Mara, Otto Brandt]")},
          {"n.md", meeting_note("[Mara, Bob Ray]", "- [ ] Call @Zoltan")},
          {"o.md", meeting_note("[Mara Quist, Otto Brandt]")},
          {"p.md", meeting_note("[Oto, Bob Ray]")}};
}

std::string cases(const Notes& notes, const std::vector<Verdict>& verdicts = {}) {
  const Store store = store_of(notes, options_for("Nora Whitfield"));
  return dump(review_queue(store, Identities(verdicts), kDay));
}

TEST(ReviewQueue, AsksOfANameOnceForAllNotes) {
  EXPECT_EQ(cases(two_maras()),
            "ambiguous-name Mara @ m.md:4 n.md:4 : People/Mara Quist.md/Acme/2025-11-06 "
            "People/Mara Stone.md (several people are called so)\n"
            "unknown-name Oto @ p.md:4 : (nobody of the note or its account is called so)\n"
            "unknown-name Zoltan @ n.md:6 : (the owner of a task is nobody known)\n");
}

TEST(ReviewQueue, GuessesWhomAnUnknownNameMeans) {
  const Notes notes = {{"m.md", meeting_note("[Otto Brandt, Bob Ray]")},
                       {"n.md", meeting_note("[Otto, Cy Ott]")},
                       {"o.md", meeting_note("[Ottto, Cy Ott]")}};
  EXPECT_EQ(
      cases(notes),
      "unknown-name Otto @ n.md:4 : Otto Brandt/2025-11-06 (nobody of the note or its account "
      "is called so)\n"
      "unknown-name Ottto @ o.md:4 : Otto Brandt/2025-11-06 (nobody of the note or its "
      "account is called so)\n");
}

TEST(ReviewQueue, LeavesOutWhatAVerdictDecided) {
  using Kind = Verdict::Kind;
  const std::string rest =
      "unknown-name Oto @ p.md:4 : (nobody of the note or its account is called so)\n"
      "unknown-name Zoltan @ n.md:6 : (the owner of a task is nobody known)\n";
  EXPECT_EQ(cases(two_maras(), {{Kind::accept, {"Mara"}, {}, "Mara Quist", 0}}), rest);
  EXPECT_EQ(cases(two_maras(), {{Kind::reject, {"Mara"}, {}, "Mara Quist", 0}}), rest);
  EXPECT_EQ(cases(two_maras(), {{Kind::reject, {"Mara"}, {}, "People/Mara Quist.md", 0}}), rest);
  EXPECT_EQ(cases(two_maras(), {{Kind::reject, {"Mara"}, {}, "", 0}}), rest);
  EXPECT_EQ(cases(two_maras(), {{Kind::accept, {"Mara"}, {"m.md"}, "Mara Quist", 0}}),
            "ambiguous-name Mara @ n.md:4 : People/Mara Quist.md/Acme/2025-11-06 "
            "People/Mara Stone.md (several people are called so)\n" +
                rest);
}

TEST(ReviewQueue, IsTheSameBeforeAndAfterTheIngestOfAVerdict) {
  using Kind = Verdict::Kind;
  Notes notes = two_maras();
  notes["People/Marta Stone.md"] = "---\ncompany: Acme\n---\n";
  notes["People/Marta Stones.md"] = "---\ncompany: Acme\n---\n";
  const std::vector<Verdict> each[] = {
      {{Kind::accept, {"Mara"}, {"m.md"}, "Mara Quist", 0}},
      {{Kind::reject, {"Mara"}, {"m.md", "n.md"}, "Mara Stone", 0}},
      {{Kind::reject, {"Mara"}, {"n.md"}, "", 0}},
      {{Kind::accept, {"Zoltan"}, {}, "Zoltan Hegy", 0}},
      {{Kind::merge, {"People/Marta Stone.md", "People/Marta Stones.md"}, {}, "", 0}},
      {{Kind::apart, {"People/Marta Stone.md", "Marta Stones"}, {}, "", 0}}};
  for (const auto& verdicts : each) {
    IngestOptions options = options_for("Nora Whitfield");
    options.identities = Identities(verdicts);
    EXPECT_EQ(dump(review_queue(store_of(notes, options), options.identities, kDay)),
              cases(notes, verdicts))
        << options.identities.dump();
  }
}

TEST(ReviewQueue, AsksOfDuplicates) {
  const Notes notes = {{"People/Jon Ott.md", "---\ncompany: Acme\n---\n"},
                       {"People/John Ott.md", "---\ncompany: Ac-me\n---\n"}};
  EXPECT_EQ(cases(notes),
            "duplicate-person John Ott @ People/John Ott.md:1 People/Jon Ott.md:1 : "
            "People/John Ott.md/Ac-me People/Jon Ott.md/Acme (edit distance 1, same company)\n"
            "duplicate-organization Ac-me @ People/John Ott.md:2 People/Jon Ott.md:2 : Ac-me Acme "
            "(same name but for legal form, accents or blanks)\n");
}

TEST(ReviewQueue, HasIdsThatStay) {
  const auto ids = [](const Notes& notes) {
    std::set<std::string> found;
    for (const ReviewCase& c : review_queue(store_of(notes), {}, kDay)) found.insert(c.id);
    return found;
  };
  const auto before = ids(two_maras());
  EXPECT_EQ(before.size(), 3U);
  Notes notes = two_maras();
  notes["q.md"] = meeting_note("[Mara, Bob Ray]");
  notes["m.md"] = "---\ntype: meeting\ndate: 2025-11-06\n\nattendees: [Mara, Otto Brandt]\n---\n";
  EXPECT_EQ(ids(notes), before);
}

TEST(StoredDiagnostics, KeepTheNameAndItsCandidates) {
  const Store store = store_of(two_maras(), options_for("Nora Whitfield"));
  std::string text;
  for (const Diagnostic& d : stored_diagnostics(store)) {
    text +=
        fmt::format("{} {}: {}\n", d.note, d.question.name, fmt::join(d.question.candidates, ", "));
  }
  EXPECT_EQ(text,
            "m.md Mara: People/Mara Quist.md, People/Mara Stone.md\n"
            "n.md Mara: People/Mara Quist.md, People/Mara Stone.md\n"
            "n.md Zoltan: \n"
            "p.md Oto: \n");
}

TEST(StoredDiagnostics, OfAnOlderRapportAreRead) {
  // One warning: its count first, no question behind it.
  const std::string old =
      "\x01\x01\x08"
      "bad-date\x02\x03\x03msg\x04text";
  const auto diagnostics = decode_diagnostics(old, "m.md");
  ASSERT_EQ(diagnostics.size(), 1U);
  EXPECT_EQ(to_string(diagnostics[0]), "m.md:2:3: warning: msg [bad-date]\n  text\n    ^\n");
  const auto again = decode_diagnostics(encode_diagnostics(diagnostics), "m.md");
  ASSERT_EQ(again.size(), 1U);
  EXPECT_EQ(to_string(again[0]), to_string(diagnostics[0]));
}

}  // namespace
}  // namespace rapport
