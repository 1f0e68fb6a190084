#include "ingest/cue_reader.h"

#include <algorithm>
#include <array>

#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestStatement = 1000;  // bytes; nobody decides in more

bool is_pronoun_of_subject(std::string_view folded) {
  static constexpr std::array<std::string_view, 4> kPronouns = {"he", "she", "they", "who"};
  return std::find(kPronouns.begin(), kPronouns.end(), folded) != kPronouns.end();
}

}  // namespace

std::uint32_t CueText::line_at(std::size_t byte) const {
  std::uint32_t line = 0;
  for (const auto& [first, number] : lines) {
    if (first > byte && line != 0) break;
    line = number;
  }
  return line;
}

bool CueContext::is_stated(Span cue) const {
  if (is_doubted(cue)) return false;
  // "If Ann agrees, Bob ..." governs the whole clause, "..., when asked, ..." only its part.
  const std::size_t start = clause.segment_start(cue.first);
  return !clause.has_between(Cue::condition, start, cue.first) &&
         !clause.has_between(Cue::condition, 0, 2);
}

// "Should Ann agree, we start."
bool CueContext::is_inverted_condition() const {
  const std::string& word = clause.folded(0);
  return word == "should" || word == "were" || word == "had";
}

bool CueContext::is_doubted(Span cue) const {
  return clause.size() == 0 || is_inverted_condition() ||
         clause.has_between(Cue::hypothetical, 0, cue.first);
}

bool CueContext::is_negated(Span cue) const {
  if (clause.has_between(Cue::flip, clause.segment_start(cue.first), cue.first)) return true;
  return clause.at(cue.last, Cue::flip).has_value();
}

std::vector<Named> CueContext::subjects(Span cue) {
  std::vector<Named> found = names.before(cue.first);
  if (!found.empty()) return found;
  std::size_t first = cue.first;
  while (first > 0 && clause.at(first - 1, Cue::filler)) --first;
  if (first > 0 && is_pronoun_of_subject(clause.folded(first - 1))) {
    if (auto named = only_person_before(first - 1)) return {*named};
    if (first == 1 && spoken_of_) return {*spoken_of_};
    --first;
  }
  // Whose note it is: "Reports to Bob", "She reports to Bob".
  if (first == 0 && text_.about) {
    return {{{0, 0}, {}, PersonRef{*text_.about, Method::text}, false, true}};
  }
  // "Ann has doubts and is fighting it": the subject stands before the first verb.
  if (first > 0 && clause.folded(first - 1) == "and" && !names.all().empty()) {
    const Named& subject = names.all().front();
    const bool starts = subject.span.first == 0 && subject.span.last < first - 1;
    const bool joined = clause.gap_before(std::max<std::size_t>(subject.span.last, 1)) == " ";
    if (starts && joined) return {subject};
  }
  return {};
}

std::optional<Named> CueContext::only_person() { return only_person_before(clause.size()); }

// Whom "he" or "she" at word `pronoun` means: the one person named before it.
std::optional<Named> CueContext::only_person_before(std::size_t pronoun) {
  std::optional<Named> only;
  for (const Named& name : names.all()) {
    if (name.span.last > pronoun) break;
    if (!name.person || name.text == "I") continue;
    if (only && claims.key_of(only->person->vertex) != claims.key_of(name.person->vertex)) {
      return std::nullopt;
    }
    only = name;
  }
  return only;
}

RecordClaim CueContext::make_record(RecordKind kind, LocalVertex holder) const {
  RecordClaim claim;
  claim.holder = holder;
  claim.kind = kind;
  claim.text = sentence_;
  claim.date = date();
  claim.line = line_;
  return claim;
}

void CueContext::record(RecordClaim claim, Span cue) {
  if (claims.has_record(claim)) return;
  claim.attributes.emplace_back("rule", std::string(clause.text(cue)));
  if (claim.subject) mention(*claim.subject);
  if (claim.object) mention(*claim.object);
  claims.record(std::move(claim));
}

void CueContext::record(RecordKind kind, PersonRef subject, Span cue) {
  RecordClaim claim = make_record(kind, subject.vertex);
  claim.subject = subject.vertex;
  if (is_negated(cue)) claim.attributes.emplace_back("modality", "negated");
  record(std::move(claim), cue);
}

// Whom a statement of a meeting's note speaks of, but no list and no link of it.
void CueContext::mention(LocalVertex person) {
  if (claims.identity().type != NoteType::meeting) return;
  if (!claims.key_of(person).starts_with("name:")) return;
  for (const EdgeLabel label : {EdgeLabel::attended, EdgeLabel::mentioned}) {
    if (claims.has_edge(person, claims.own(), label)) return;
  }
  claims.edge(person, claims.own(), EdgeLabel::mentioned, Method::name, line_,
              claims.identity().date);
}

void CueContext::edge(LocalVertex from, LocalVertex to, EdgeLabel label) {
  if (claims.key_of(from) == claims.key_of(to)) return;
  claims.edge(from, to, label, Method::text, line_, date());
  for (const LocalVertex end : {from, to}) {
    if (claims.type_of(end) == VertexType::person) mention(end);
  }
}

namespace {

// The sentence that byte `at` of a text stands in; of a list item all of it.
std::string sentence_at(const CueText& text, std::size_t at) {
  const std::string_view all = text.text;
  if (text.is_item) return std::string(trim(all));
  std::size_t start = 0;
  for (const ClauseText& sentence : sentences_of(all)) {
    if (sentence.first > at) break;
    start = sentence.first;
  }
  for (const ClauseText& sentence : sentences_of(all)) {
    if (sentence.first == start) return std::string(trim(sentence.text));
  }
  return std::string(trim(all));
}

}  // namespace

CueContext::CueContext(ClaimsBuilder& builder, PeopleResolver& resolver, const Clause& words,
                       const CueText& text, std::size_t first,
                       std::vector<PersonRef>& guarded_people, std::optional<Named> spoken_of)
    : claims(builder),
      people(resolver),
      clause(words),
      names(words, resolver),
      guarded(guarded_people),
      text_(text),
      line_(text.line_at(first)),
      spoken_of_(std::move(spoken_of)),
      sentence_(sentence_at(text, first)) {}

void read_cues(ClaimsBuilder& claims, PeopleResolver& people, const CueText& text) {
  const Lexicon& lexicon = claims.settings().lexicon();
  const std::string_view statement = clip(text.text, kLongestStatement);
  if (!Clause(statement, lexicon).has_relation()) return;
  std::vector<PersonRef> guarded;
  std::optional<Named> spoken_of;
  for (const ClauseText& part : clauses_of(statement)) {
    if (part.is_question) continue;  // a question states nothing
    const std::string words = condition_last(part.text);
    const Clause clause(words, lexicon);
    CueContext context(claims, people, clause, text, part.first, guarded, spoken_of);
    if (clause.has_relation()) {
      read_guards(context);
      read_relations(context);
    }
    spoken_of = context.only_person();
  }
}

}  // namespace rapport
