#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/claims_builder.h"
#include "ingest/clause_people.h"
#include "ingest/people.h"

namespace rapport {

// What a statement says about people, beyond its words: guards, who will open a thread, who
// sponsors, who agreed, who is not to be focused on. The cues are in ingest/cue.h.
// A cue holds within its clause (up to ';', '.', a dash, "but", "however"); wanted and hypothetical
// ones state nothing, negated ones are kept as what ends an earlier statement. Adds records and
// edges of method `text`.
struct CueText {
  std::string_view text;             // links as shown, code as blanks
  std::optional<Date> date;          // of the statement
  bool names_somebody = true;        // else only what is said of `about`
  bool is_item = false;              // of a list: a statement as a whole
  std::optional<LocalVertex> about;  // whose note it is: "Reports to Bob Ray" is said of them
  // The line of a byte of the text.
  std::vector<std::pair<std::size_t, std::uint32_t>> lines;  // first byte, line; ascending
  std::uint32_t line_at(std::size_t byte) const;
};
void read_cues(ClaimsBuilder& claims, PeopleResolver& people, const CueText& text);

// What the readers of single cues share: one clause, and where its claims go.
class CueContext {
 public:
  // `first`: where the clause starts in the text.
  CueContext(ClaimsBuilder& builder, PeopleResolver& resolver, const Clause& words,
             const CueText& text, std::size_t first, std::vector<PersonRef>& guarded_people,
             std::optional<Named> spoken_of);

  ClaimsBuilder& claims;
  PeopleResolver& people;
  const Clause& clause;
  ClausePeople names;
  std::vector<PersonRef>& guarded;  // whom guards of this statement are about

  std::optional<Date> date() const { return text_.date; }
  std::uint32_t line() const { return line_; }

  // Neither asked, wanted, planned nor hypothetical.
  bool is_stated(Span cue) const;
  // "may", "would", "perhaps": also where a condition belongs to what is stated.
  bool is_doubted(Span cue) const;
  // "no longer our champion", "is not blocking".
  bool is_negated(Span cue) const;

  // The people before a cue, or whose note it is when the clause starts with the cue or a pronoun.
  std::vector<Named> subjects(Span cue);

  void record(RecordKind kind, PersonRef subject, Span cue);
  void record(RecordClaim claim, Span cue);
  RecordClaim make_record(RecordKind kind, LocalVertex holder) const;
  void edge(LocalVertex from, LocalVertex to, EdgeLabel label);

 private:
  void mention(LocalVertex person);
  bool is_inverted_condition() const;

  const CueText& text_;
  std::uint32_t line_;
  std::size_t first_;               // byte of the text where the clause starts
  std::optional<Named> spoken_of_;  // the one person whom the clause before named
};

void read_guards(CueContext& context);     // guard_cues.cpp
void read_relations(CueContext& context);  // relation_cues.cpp

}  // namespace rapport
