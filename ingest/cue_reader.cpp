#include "ingest/cue_reader.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestStatement = 1000;  // bytes; nobody decides in more

bool is_pronoun_of_subject(std::string_view folded) {
  static constexpr std::array<std::string_view, 4> kPronouns = {"he", "she", "they", "who"};
  return std::find(kPronouns.begin(), kPronouns.end(), folded) != kPronouns.end();
}

// Whom "he" or "she" at word `pronoun` means: the one person named before it, but for the owner.
std::optional<Named> only_person(ClausePeople& names, const ClaimsBuilder& claims,
                                 std::size_t pronoun) {
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
    if (auto named = only_person(names, claims, first - 1)) return {*named};
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

RecordClaim CueContext::make_record(RecordKind kind, LocalVertex holder) const {
  RecordClaim claim;
  claim.holder = holder;
  claim.kind = kind;
  claim.text = sentence_at(text_, first_);
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
      first_(first),
      spoken_of_(std::move(spoken_of)) {}

namespace {

// Whether a clause can state something of whom the note is about: the words before the first comma
// start a cue, behind a pronoun and adverbs at most.
bool may_start_with_relation(std::string_view clause, const Lexicon& lexicon) {
  constexpr std::size_t kFirstWords = 60;  // bytes
  return Clause(clip(clause, kFirstWords), lexicon).starts_with_relation();
}

}  // namespace

void read_cues(ClaimsBuilder& claims, PeopleResolver& people, const CueText& text) {
  const Lexicon& lexicon = claims.settings().lexicon();
  std::vector<PersonRef> guarded;
  std::optional<ClauseText> before;
  for (const ClauseText& part : clauses_of(clip(text.text, kLongestStatement))) {
    const std::optional<ClauseText> previous = std::exchange(before, part);
    if (part.is_question) continue;  // a question states nothing
    if (!lexicon.may_state_something(words_of(part.text))) continue;
    if (!text.names_somebody && !may_start_with_relation(part.text, lexicon)) continue;
    const std::string words = condition_last(part.text);
    const Clause clause(words, lexicon);
    if (!clause.has_relation()) continue;
    std::optional<Named> spoken_of;
    if (previous && is_pronoun_of_subject(clause.folded(0))) {
      const Clause words_before(previous->text);
      ClausePeople names(words_before, people);
      spoken_of = only_person(names, claims, words_before.size());
    }
    CueContext context(claims, people, clause, text, part.first, guarded, spoken_of);
    read_guards(context);
    read_relations(context);
  }
}

}  // namespace rapport
