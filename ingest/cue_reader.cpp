#include "ingest/cue_reader.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_set>

#include "graph/name_key.h"
#include "ingest/clause.h"
#include "ingest/identity.h"
#include "ingest/lexicon.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestStatement = 1000;  // bytes; nobody decides in more
constexpr std::size_t kMostWordsToVerb = 4;      // between "will not" and "contact"
constexpr std::size_t kMostWordsToName = 3;      // between "contact" and whom
constexpr std::size_t kMostWordsToOpened = 6;    // between "will open" and to whom

// A name in a clause: a person, or words that name one whom we cannot tell.
struct Named {
  Span span;
  std::optional<PersonRef> person;
  std::string text;
};

// Most clauses have no cue: one look-up a word tells, instead of a match of every phrase.
const std::unordered_set<std::string_view>& first_words_of_cues() {
  static const std::unordered_set<std::string_view> words = [] {
    std::unordered_set<std::string_view> first_words;
    for (const auto phrases :
         {lexicon::negations(), lexicon::will_open(), lexicon::sponsor_after(),
          lexicon::sponsor_before(), lexicon::champion_after(), lexicon::champion_before(),
          lexicon::supports(), lexicon::deprioritised(), lexicon::left(), lexicon::reports_to(),
          lexicon::introduced(), lexicon::introduced_by()}) {
      for (const std::string_view phrase : phrases) {
        first_words.insert(phrase.substr(0, phrase.find(' ')));
      }
    }
    return first_words;
  }();
  return words;
}

class CueReader {
 public:
  CueReader(ClaimsBuilder& claims, PeopleResolver& people, std::string_view statement,
            std::optional<Date> date, std::uint32_t line)
      : claims_(claims), people_(people), statement_(statement), date_(date), line_(line) {}

  void read() {
    for (const std::string_view part : clauses_of(statement_)) {
      if (trim(part).ends_with('?')) continue;  // a question states nothing
      const std::string text = condition_last(part);
      clause_ = Clause(text);
      if (!clause_.has_any_of(first_words_of_cues())) continue;
      names_.reset();
      read_guard();
      read_keep_out();
      read_introductions();
      read_will_open();
      read_one_subject(lexicon::sponsor_after(), RecordKind::sponsor, true);
      read_one_subject(lexicon::sponsor_before(), RecordKind::sponsor, false);
      read_one_subject(lexicon::champion_after(), RecordKind::champion, true);
      read_one_subject(lexicon::champion_before(), RecordKind::champion, false);
      read_one_subject(lexicon::supports(), RecordKind::support, true);
      read_one_subject(lexicon::left(), RecordKind::left, true);
      read_left_organization();
      read_reports_to();
      read_deprioritised();
    }
  }

 private:
  // Names are resolved once a cue has been found: most statements have none.
  const std::vector<Named>& names() {
    if (!names_) names_ = find_names();
    return *names_;
  }

  std::vector<Named> find_names() {
    std::vector<Named> found;
    for (std::size_t i = 0; i < clause_.size();) {
      auto name = clause_.word(i).capitalized ? name_at(i) : std::nullopt;
      i = name ? name->span.last : i + 1;
      if (name) found.push_back(std::move(*name));
    }
    return found;
  }

  std::optional<Named> name_at(std::size_t first) {
    std::size_t most = 1;
    while (most < 4 && first + most < clause_.size() && clause_.gap_before(first + most) == " ") {
      ++most;
    }
    // Whom we know, longest first; then a full name that nobody knows; then a lone first name.
    for (std::size_t count = most; count >= 1; --count) {
      const Span span{first, first + count};
      if (auto person = people_.known(clause_.text(span))) {
        return Named{span, person, std::string(clause_.text(span))};
      }
    }
    for (std::size_t count = std::min<std::size_t>(most, 3); count >= 2; --count) {
      const Span span{first, first + count};
      if (!clause_.word(span.last - 1).capitalized) continue;
      if (auto person = people_.known_or_full_name(clause_.text(span))) {
        return Named{span, person, std::string(clause_.text(span))};
      }
    }
    const Span span{first, first + 1};
    if (first > 0 && looks_like_given_name(clause_.text(span))) {
      return Named{span, std::nullopt, std::string(clause_.text(span))};
    }
    return std::nullopt;
  }

  static bool joins(std::string_view gap, std::size_t words_between) {
    return words_between == 0 && (gap == "/" || gap == ", " || gap == " & " || gap == " / ");
  }

  // A list of names of which the first starts at most `reach` words after word `from`.
  std::vector<Named> names_after(std::size_t from, std::size_t reach) {
    std::vector<Named> list;
    for (const Named& name : names()) {
      if (name.span.first < from) continue;
      if (list.empty()) {
        if (name.span.first > from + reach) break;
      } else if (!continues(list.back(), name)) {
        break;
      }
      list.push_back(name);
    }
    return list;
  }

  // A list of names that ends right before word `end` and can be its subject: "after the call with
  // Ann, agreed" and "Ann's sponsors" tell nothing of Ann.
  std::vector<Named> names_before(std::size_t end) {
    std::vector<Named> list;
    if (end == 0 || end >= clause_.size() ||
        clause_.gap_before(end).find_first_not_of(" *_") != std::string_view::npos) {
      return list;
    }
    const std::vector<Named>& all = names();
    for (std::size_t i = all.size(); i > 0; --i) {
      const Named& name = all[i - 1];
      if (name.span.last > end) continue;
      if (list.empty() ? name.span.last != end : !continues(name, list.back())) break;
      list.push_back(name);
    }
    std::reverse(list.begin(), list.end());
    if (!list.empty() && list.front().span.first > 0 &&
        clause_.is_at(list.front().span.first - 1, lexicon::prepositions())) {
      list.clear();
    }
    return list;
  }

  // Whether a comma or another mark parts the words from `first` to `last`.
  bool parted(std::size_t first, std::size_t last) const {
    for (std::size_t i = first; i <= last && i < clause_.size(); ++i) {
      if (i > 0 && clause_.gap_before(i).find_first_of(",:()") != std::string_view::npos)
        return true;
    }
    return false;
  }

  // "no longer avoid", "do not deprioritise": a negation up to three words before.
  bool is_flipped(std::size_t cue) const {
    for (std::size_t i = cue; i-- > 0 && i + 3 >= cue && !parted(i + 1, i + 1);) {
      if (clause_.is_at(i, lexicon::flips())) return true;
    }
    return false;
  }

  // "A/B", "A, B", "A and B".
  bool continues(const Named& a, const Named& b) const {
    const std::size_t between = b.span.first - a.span.last;
    if (between == 0) return joins(clause_.gap_before(b.span.first), between);
    const std::string word = comparable(clause_.word(a.span.last).text);
    return between == 1 && (word == "and" || word == "or");
  }

  bool is_stated(std::size_t cue) const {
    return !clause_.has_before(lexicon::hypothetical(), cue) &&
           !clause_.has_before(lexicon::flips(), cue);
  }

  bool is_owner(const PersonRef& person) {
    const auto me = people_.owner();
    return me && claims_.name_of(me->vertex) == claims_.name_of(person.vertex);
  }

  RecordClaim record(RecordKind kind, LocalVertex holder) const {
    RecordClaim claim;
    claim.holder = holder;
    claim.kind = kind;
    claim.text = statement_;
    claim.date = date_;
    claim.line = line_;
    return claim;
  }

  // "[s] will not contact o [until C]".
  void read_guard() {
    for (auto negation = clause_.find(lexicon::negations()); negation;
         negation = clause_.find(lexicon::negations(), negation->last)) {
      const auto verb = clause_.find(lexicon::contact_verbs(), negation->last);
      if (!verb || verb->first > negation->last + kMostWordsToVerb) continue;
      if (!forbids(*negation, *verb)) continue;
      if (clause_.has_before(lexicon::hypothetical(), negation->first)) return;
      const auto objects = names_after(verb->last, kMostWordsToName);
      if (objects.empty() || parted(verb->last, objects.front().span.first)) continue;
      const auto speakers = names_before(negation->first);
      const auto release = clause_.find(lexicon::release_words(), objects.back().span.last);
      for (const Named& object : objects) {
        if (!object.person) continue;
        RecordClaim guard = record(RecordKind::guard, object.person->vertex);
        guard.object = object.person->vertex;
        if (release) add_condition(guard, *release);
        guarded_.push_back(*object.person);
        // Said by somebody whom we cannot tell, it binds everyone: a guard too many is seen and
        // dismissed, one too few costs a relationship.
        const bool known_speaker = std::any_of(speakers.begin(), speakers.end(),
                                               [](const Named& s) { return s.person.has_value(); });
        if (!known_speaker) claims_.record(guard);
        for (const Named& speaker : speakers) {
          if (!speaker.person) continue;
          guard.subject = speaker.person->vertex;
          claims_.record(guard);
          claims_.edge(speaker.person->vertex, object.person->vertex, EdgeLabel::guard,
                       Method::text, line_, date_);
        }
      }
      return;
    }
  }

  // Not so "do not hesitate to contact", "do not move the call with", "may not agree, call".
  bool forbids(Span negation, Span verb) const {
    if (is_flipped(negation.first) || parted(negation.last, verb.first)) return false;
    for (std::size_t i = negation.last; i < verb.first; ++i) {
      if (clause_.is_at(i, lexicon::no_prohibition())) return false;
    }
    return verb.first == 0 || !clause_.is_at(verb.first - 1, lexicon::determiners());
  }

  // "keep o out of the thread".
  void read_keep_out() {
    static constexpr std::array<std::string_view, 1> kOutOf = {"out of"};
    const auto cue = clause_.find(kOutOf);
    if (!cue || !is_stated(cue->first)) return;
    const auto objects = names_before(cue->first);
    if (objects.empty() || objects.front().span.first == 0) return;
    if (comparable(clause_.word(objects.front().span.first - 1).text) != "keep") return;
    const auto release = clause_.find(lexicon::release_words(), cue->last);
    for (const Named& object : objects) {
      if (!object.person) continue;
      RecordClaim guard = record(RecordKind::guard, object.person->vertex);
      guard.object = object.person->vertex;
      if (release) add_condition(guard, *release);
      guarded_.push_back(*object.person);
      claims_.record(std::move(guard));
    }
  }

  void add_condition(RecordClaim& guard, Span release) {
    if (release.last >= clause_.size()) return;
    const std::string_view condition = clause_.text_from(release.last);
    guard.attributes.emplace_back("until", std::string(condition));
    if (const auto date = leading_date(condition)) {
      guard.attributes.emplace_back("until_date", to_iso(*date));
      return;
    }
    if (!clause_.find(lexicon::support_words(), release.last)) return;
    const auto waits_for = names_after(release.last, clause_.size());
    if (waits_for.empty()) return;
    guard.attributes.emplace_back("waits_for_name", waits_for.front().text);
    if (waits_for.front().person) {
      guard.attributes.emplace_back("waits_for", claims_.key_of(waits_for.front().person->vertex));
    }
  }

  void read_will_open() {
    const auto cue = clause_.find(lexicon::will_open());
    if (!cue || !is_stated(cue->first)) return;
    const auto brokers = names_before(cue->first);
    const bool introduces = comparable(clause_.word(cue->last - 1).text) == "introduce";
    // "will open the thread with q", not "will open the ticket".
    if (!introduces && !clause_.find(lexicon::openable(), cue->first)) return;
    std::vector<PersonRef> objects;
    for (const Named& name :
         introduces ? introduced_after(cue->last) : names_after(cue->last, kMostWordsToOpened)) {
      if (name.person && !is_owner(*name.person)) objects.push_back(*name.person);
    }
    if (objects.empty() && clause_.find(lexicon::open_threads())) objects = guarded_;
    for (const Named& broker : brokers) {
      if (!broker.person) continue;
      for (const PersonRef& object : objects) {
        if (object.vertex == broker.person->vertex) continue;
        RecordClaim claim = record(RecordKind::will_open, broker.person->vertex);
        claim.subject = broker.person->vertex;
        claim.object = object.vertex;
        claims_.record(std::move(claim));
        claims_.edge(broker.person->vertex, object.vertex, EdgeLabel::will_open, Method::text,
                     line_, date_);
      }
    }
  }

  void read_one_subject(std::span<const std::string_view> phrases, RecordKind kind,
                        bool subject_before) {
    const auto cue = clause_.find(phrases);
    if (!cue || !is_stated(cue->first)) return;
    if (clause_.has_before(lexicon::wanted(), cue->first)) return;
    if (cue->last < clause_.size() && clause_.is_at(cue->last, lexicon::flips())) return;
    for (const Named& subject :
         subject_before ? names_before(cue->first) : names_after(cue->last, 0)) {
      if (!subject.person) continue;
      RecordClaim claim = record(kind, subject.person->vertex);
      claim.subject = subject.person->vertex;
      claims_.record(std::move(claim));
    }
  }

  // "p left ACME", "p has left": not "p left early".
  void read_left_organization() {
    const auto cue = clause_.find(lexicon::left_organization());
    if (!cue || !is_stated(cue->first) || clause_.has_before(lexicon::wanted(), cue->first)) return;
    const bool may_end = cue->last - cue->first > 1;  // "has left", not "left"
    if (!(may_end && cue->last == clause_.size()) && !names_organization(cue->last)) return;
    for (const Named& subject : names_before(cue->first)) {
      if (!subject.person) continue;
      RecordClaim claim = record(RecordKind::left, subject.person->vertex);
      claim.subject = subject.person->vertex;
      claims_.record(std::move(claim));
    }
  }

  // Whether the words from `first` on are an organization of the vault, and not "Acme's office".
  bool names_organization(std::size_t first) {
    for (std::size_t last = std::min(first + 4, clause_.size()); last > first; --last) {
      if (parted(first + 1, last - 1)) continue;
      const bool possessive =
          last < clause_.size() && clause_.gap_before(last).find_first_of("'\xE2") == 0;
      const std::string_view name = clause_.text({first, last});
      claims_.asked_for(name_lookup(name));
      if (!possessive && !claims_.directory().organizations(fold_name(name)).empty()) return true;
    }
    return false;
  }

  bool known_at(std::size_t first) {
    for (std::size_t last = std::min(first + 4, clause_.size()); last > first; --last) {
      if (people_.known(clause_.text({first, last}))) return true;
    }
    return false;
  }

  void read_reports_to() {
    const auto cue = clause_.find(lexicon::reports_to());
    if (!cue || !is_stated(cue->first)) return;
    // One can work for a company that no note knows: only for a known person.
    if (comparable(clause_.word(cue->first).text) == "works" && !known_at(cue->last)) return;
    const auto managers = names_after(cue->last, 0);
    if (managers.empty() || !managers.front().person) return;
    for (const Named& person : names_before(cue->first)) {
      if (!person.person || person.person->vertex == managers.front().person->vertex) continue;
      claims_.edge(person.person->vertex, managers.front().person->vertex, EdgeLabel::reports_to,
                   Method::text, line_, date_);
    }
  }

  // "p introduced q to r" and "q was introduced by p".
  void read_introductions() {
    if (const auto cue = clause_.find(lexicon::introduced_by())) {
      const auto introducers = names_after(cue->last, 0);
      if (introducers.empty() || !introducers.front().person || !is_stated(cue->first)) return;
      std::size_t end = cue->first;
      while (end > 0 && clause_.is_at(end - 1, lexicon::auxiliaries())) --end;
      for (const Named& name : names_before(end)) introduce(*introducers.front().person, name);
      return;
    }
    const auto cue = clause_.find(lexicon::introduced());
    if (!cue || !is_stated(cue->first)) return;
    const auto introducers = names_before(cue->first);
    if (introducers.size() != 1 || !introducers.front().person) return;
    for (const Named& name : introduced_after(cue->last)) {
      introduce(*introducers.front().person, name);
    }
  }

  // "q to r" or "us to r" right behind "introduced"; what else is introduced is no person.
  std::vector<Named> introduced_after(std::size_t first) {
    std::vector<Named> list = names_after(first, 0);
    if (list.empty() && !clause_.is_at(first, lexicon::pronouns())) return list;
    const std::size_t next = list.empty() ? first + 1 : list.back().span.last;
    if (next < clause_.size() && comparable(clause_.word(next).text) == "to") {
      for (Named& name : names_after(next + 1, 0)) list.push_back(std::move(name));
    }
    return list;
  }

  void introduce(const PersonRef& introducer, const Named& introduced) {
    if (!introduced.person || introduced.person->vertex == introducer.vertex) return;
    claims_.edge(introducer.vertex, introduced.person->vertex, EdgeLabel::introduced, Method::text,
                 line_, date_);
  }

  void read_deprioritised() {
    const auto cue = clause_.find(lexicon::deprioritised());
    if (!cue || clause_.has_before(lexicon::hypothetical(), cue->first)) return;
    if (is_flipped(cue->first)) return;
    for (const Named& name : names_after(cue->last, 1)) {
      const LocalVertex holder = name.person ? name.person->vertex : claims_.own();
      RecordClaim claim = record(RecordKind::deprioritised, holder);
      if (name.person) claim.subject = name.person->vertex;
      claim.attributes.emplace_back("name", name.text);
      claims_.record(std::move(claim));
    }
  }

  ClaimsBuilder& claims_;
  PeopleResolver& people_;
  std::string statement_;
  std::optional<Date> date_;
  std::uint32_t line_;
  Clause clause_{{}};
  std::optional<std::vector<Named>> names_;
  std::vector<PersonRef> guarded_;  // whom guards of this statement are about
};

}  // namespace

void read_cues(ClaimsBuilder& claims, PeopleResolver& people, std::string_view statement,
               std::optional<Date> date, std::uint32_t line) {
  CueReader(claims, people, clip(statement, kLongestStatement), date, line).read();
}

}  // namespace rapport
