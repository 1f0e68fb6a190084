#include <algorithm>
#include <set>
#include <vector>

#include "graph/name_key.h"
#include "ingest/clause_people.h"
#include "ingest/extract.h"
#include "ingest/words.h"

// People whom the text of a meeting's note names without a link: they were spoken of, or, on a
// journal page that tells of one encounter, met.

namespace rapport {
namespace {

// A sentence that tells that somebody was met.
struct Encounter {
  std::vector<PersonRef> people;
  std::uint32_t line = 0;
};

class ProseReader {
 public:
  ProseReader(ClaimsBuilder& claims, PeopleResolver& people, std::deque<ReadPassage>& passages)
      : claims_(claims),
        people_(people),
        passages_(passages),
        lexicon_(claims.settings().lexicon()) {
    for (const EdgeClaim& edge : claims.edges()) {
      if (edge.label == EdgeLabel::attended) lists_attendees_ = true;
    }
  }

  void read() {
    for (ReadPassage& read : passages_) read_passage(read);
    attend_the_only_encounter();
    for (const auto& [person, line] : mentioned_) mention(person, line);
  }

 private:
  void read_passage(ReadPassage& read) {
    ClausePeople names(read.words, people_);
    read.names_nobody = names.all().empty();
    for (const Named& name : names.all()) {
      if (!name.is_surely_person || name.text == "I") continue;
      const auto person = names.person(name);
      if (!person) continue;
      people_.add_to_context(person->vertex);
      mentioned_.emplace_back(*person,
                              read.passage.line_at(read.words.word(name.span.first).first));
    }
    if (!lists_attendees_) read_encounters(read.passage);
  }

  void read_encounters(const Passage& passage) {
    for (const ClauseText& part : clauses_of(passage.text)) {
      if (part.is_question || !lexicon_.may_tell_who_met(words_of(part.text))) continue;
      const Clause clause(part.text, lexicon_);
      if (!clause.has(Cue::met)) continue;
      ClausePeople names(clause, people_);
      read_encounter(clause, names, passage.line_at(part.first));
    }
  }

  // "Met Ann Lee at the harbour", "Lunch with Ann and Bob": by the owner, or by "Ann and I".
  void read_encounter(const Clause& clause, ClausePeople& names, std::uint32_t line) {
    std::size_t told = 0;  // words that an encounter before took
    for (const Span cue : clause.all(Cue::met)) {
      if (clause.has_between(Cue::planned, 0, cue.first) ||
          clause.has_between(Cue::hypothetical, 0, cue.first)) {
        continue;
      }
      if (!is_by_the_owner(clause, names, told, cue)) continue;
      Encounter encounter{{}, line};
      for (const Named& name : names.after(cue.last, 1)) {
        if (const auto person = names.person(name)) encounter.people.push_back(*person);
        told = name.span.last;
      }
      if (!encounter.people.empty()) encounters_.push_back(std::move(encounter));
    }
  }

  // At the start of a clause, behind "I" or "we", or behind words that name nobody ("Had a long
  // lunch with"): another subject is somebody else's encounter.
  bool is_by_the_owner(const Clause& clause, ClausePeople& names, std::size_t from, Span cue) {
    for (const Named& name : names.all()) {
      if (name.span.last > cue.first) break;
      if (name.span.first < from) continue;
      const auto me = people_.owner();
      const bool own =
          me && name.person && claims_.key_of(me->vertex) == claims_.key_of(name.person->vertex);
      if (!own) return false;
    }
    for (std::size_t i = from; i < cue.first; ++i) {
      const std::string& word = clause.folded(i);
      if (word == "he" || word == "she" || word == "they" || word == "who" || word == "his" ||
          word == "her" || word == "their" || word == "you") {
        return false;
      }
    }
    return true;
  }

  // Several encounters on a page are several meetings of different people: none of them is this
  // note's.
  void attend_the_only_encounter() {
    std::set<std::set<std::string>> groups;
    for (const Encounter& encounter : encounters_) {
      std::set<std::string> keys;
      for (const PersonRef& person : encounter.people) keys.insert(claims_.key_of(person.vertex));
      groups.insert(std::move(keys));
    }
    const auto me = people_.owner();
    if (groups.size() != 1 || !me) return;
    attend(*me, encounters_.front().line);
    for (const PersonRef& person : encounters_.front().people)
      attend(person, encounters_.front().line);
  }

  void attend(const PersonRef& person, std::uint32_t line) {
    if (claims_.has_edge(person.vertex, claims_.own(), EdgeLabel::attended)) return;
    claims_.edge(person.vertex, claims_.own(), EdgeLabel::attended, Method::summary, line,
                 claims_.identity().date);
  }

  void mention(const PersonRef& person, std::uint32_t line) {
    if (claims_.has_edge(person.vertex, claims_.own(), EdgeLabel::attended)) return;
    if (claims_.has_edge(person.vertex, claims_.own(), EdgeLabel::mentioned)) return;
    claims_.edge(person.vertex, claims_.own(), EdgeLabel::mentioned, person.method, line,
                 claims_.identity().date);
  }

  ClaimsBuilder& claims_;
  PeopleResolver& people_;
  std::deque<ReadPassage>& passages_;
  const Lexicon& lexicon_;
  bool lists_attendees_ = false;
  std::vector<Encounter> encounters_;
  std::vector<std::pair<PersonRef, std::uint32_t>> mentioned_;
};

}  // namespace

void extract_prose(ClaimsBuilder& claims, PeopleResolver& people,
                   std::deque<ReadPassage>& passages) {
  if (claims.identity().type == NoteType::meeting) ProseReader(claims, people, passages).read();
}

}  // namespace rapport
