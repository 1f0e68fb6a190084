#include <algorithm>
#include <array>

#include "ingest/cue_reader.h"

// "s will not contact o until C", in its many wordings.

namespace rapport {
namespace {

constexpr std::size_t kMostWordsToVerb = 4;  // between "will not" and "contact"
constexpr std::size_t kMostWordsToName = 3;  // between "contact" and whom

class GuardReader {
 public:
  explicit GuardReader(CueContext& context) : context_(context), clause_(context.clause) {}

  void read() {
    for (const Span negation : clause_.all(Cue::negation)) {
      if (read_negated_contact(negation)) return;
    }
    if (read_no_outreach() || read_keep_away() || read_keep_out() || read_off_limits()) return;
    read_condition_first();
  }

 private:
  struct Condition {
    std::string text;
    std::size_t first = 0;  // word in the clause
    std::size_t last = 0;
  };

  // "[s] will not contact o [until C]".
  bool read_negated_contact(Span negation) {
    auto verb = clause_.find(Cue::contact, negation.last);
    if (!verb || verb->first > negation.last + kMostWordsToVerb) return false;
    if (!forbids(negation, *verb)) return false;
    if (!context_.is_stated(negation)) return true;
    const auto objects = context_.names.after(verb->last, kMostWordsToName);
    if (objects.empty() || clause_.parted(verb->last, objects.front().span.first)) return false;
    add(context_.names.before(speaker_end(negation)), objects,
        condition_after(objects.back().span.last), negation);
    return true;
  }

  // "I promised not to": the speaker stands before the promise.
  std::size_t speaker_end(Span negation) const {
    static constexpr std::array<std::string_view, 6> kPromises = {"promised", "agreed", "decided",
                                                                  "chose",    "vowed",  "prefers"};
    const std::size_t end = negation.first;
    if (end < 1 || clause_.folded(end) != "not") return end;
    const bool promised =
        std::find(kPromises.begin(), kPromises.end(), clause_.folded(end - 1)) != kPromises.end();
    return promised ? end - 1 : end;
  }

  // Not so "do not hesitate to contact", "do not move the call with", "may not agree, call".
  bool forbids(Span negation, Span verb) const {
    if (is_flipped(negation.first) || clause_.parted(negation.last, verb.first)) return false;
    if (clause_.has_between(Cue::no_prohibition, negation.last, verb.first)) return false;
    return verb.first == 0 || !clause_.at(verb.first - 1, Cue::determiner);
  }

  // "no longer avoid": a negation up to three words before.
  bool is_flipped(std::size_t cue) const {
    for (std::size_t i = cue; i-- > 0 && i + 3 >= cue && !clause_.parted(i + 1, i + 1);) {
      if (clause_.at(i, Cue::flip)) return true;
    }
    return false;
  }

  // "No outreach to o before C."
  bool read_no_outreach() {
    for (const Span noun : clause_.all(Cue::outreach)) {
      bool negated = false;
      for (std::size_t i = noun.first; i-- > 0 && i + 4 >= noun.first;) {
        negated = negated || clause_.folded(i) == "no";
      }
      if (!negated || !context_.is_stated(noun)) continue;
      const auto objects = context_.names.after(noun.last, kMostWordsToName);
      if (objects.empty()) continue;
      add({}, objects, condition_after(objects.back().span.last), noun);
      return true;
    }
    return false;
  }

  // "Steer clear of o until C."
  bool read_keep_away() {
    const auto cue = clause_.find(Cue::keep_away);
    if (!cue || !context_.is_stated(*cue) || is_flipped(cue->first)) return false;
    const auto objects = context_.names.after(cue->last, 5);
    if (objects.empty() || clause_.parted(cue->last, objects.front().span.first)) return false;
    std::size_t subject_end = cue->first;
    while (subject_end > 0 &&
           (clause_.folded(subject_end - 1) == "will" ||
            clause_.folded(subject_end - 1) == "should" ||
            clause_.folded(subject_end - 1) == "must" || clause_.folded(subject_end - 1) == "to")) {
      --subject_end;
    }
    add(context_.names.before(subject_end), objects, condition_after(objects.back().span.last),
        *cue);
    return true;
  }

  // "Keep o out of the thread", "Leave o out of it", "Leave o alone".
  bool read_keep_out() {
    for (std::size_t i = 0; i + 2 < clause_.size(); ++i) {
      const bool keep = clause_.at(i, Cue::keep).has_value();
      if (!keep || is_flipped(i) || !context_.is_stated({i, i + 1})) continue;
      const auto objects = context_.names.after(i + 1, 0);
      if (objects.empty()) continue;
      const std::size_t next = objects.back().span.last;
      if (next >= clause_.size()) continue;
      const bool out = clause_.folded(next) == "out" || clause_.folded(next) == "alone" ||
                       clause_.folded(next) == "off";
      if (!out) continue;
      add(context_.names.before(i), objects, condition_after(next), {i, i + 1});
      return true;
    }
    return false;
  }

  // "o is off limits until C", "o should not be contacted".
  bool read_off_limits() {
    const auto cue = clause_.find(Cue::off_limits);
    if (!cue || !context_.is_stated(*cue)) return false;
    if (clause_.has_between(Cue::flip, 0, cue->first)) return false;
    const auto objects = context_.names.before(cue->first);
    if (objects.empty()) return false;
    add({}, objects, condition_after(cue->last), *cue);
    return true;
  }

  // "Wait for C before contacting o", "Only contact o once C".
  void read_condition_first() {
    const auto before = std::find_if(releases().begin(), releases().end(), [&](const Span& span) {
      return clause_.folded(span.first) == "before";
    });
    if (before != releases().end()) {
      const auto need = clause_.find(Cue::condition_first);
      const auto verb = clause_.find(Cue::contact, before->last);
      if (!need || !verb || need->first > before->first || verb->first > before->last + 4) return;
      if (!context_.is_stated(*need)) return;
      const auto objects = context_.names.after(verb->last, kMostWordsToName);
      if (objects.empty() || need->last >= before->first) return;
      const Condition condition{std::string(clause_.text({need->last, before->first})), need->last,
                                before->first};
      std::vector<Named> speakers = context_.names.before(need->first);
      add(speakers, objects, condition, *need);
      return;
    }
    const auto verb = clause_.find(Cue::contact);
    if (!verb || verb->first == 0 || clause_.folded(verb->first - 1) != "only") return;
    const auto objects = context_.names.after(verb->last, kMostWordsToName);
    if (objects.empty()) return;
    auto condition = condition_after(objects.back().span.last);
    if (!condition)
      condition = condition_after_word(objects.back().span.last, {"after", "when", "if"});
    if (condition) add({}, objects, condition, *verb);
  }

  const std::vector<Span>& releases() {
    if (!releases_) releases_ = clause_.all(Cue::release);
    return *releases_;
  }

  std::optional<Condition> condition_after(std::size_t from) {
    const auto release = clause_.find(Cue::release, from);
    if (!release || release->last >= clause_.size()) return std::nullopt;
    return Condition{std::string(clause_.text_from(release->last)), release->last, clause_.size()};
  }

  std::optional<Condition> condition_after_word(std::size_t from,
                                                std::initializer_list<std::string_view> words) {
    for (std::size_t i = from; i + 1 < clause_.size(); ++i) {
      if (std::find(words.begin(), words.end(), clause_.folded(i)) == words.end()) continue;
      return Condition{std::string(clause_.text_from(i + 1)), i + 1, clause_.size()};
    }
    return std::nullopt;
  }

  void add(const std::vector<Named>& speakers, const std::vector<Named>& objects,
           const std::optional<Condition>& condition, Span cue) {
    std::vector<PersonRef> bound;
    for (const Named& speaker : speakers) {
      if (const auto person = context_.names.person(speaker)) bound.push_back(*person);
    }
    for (const Named& object : objects) {
      const auto person = context_.names.person(object);
      if (!person) continue;
      context_.guarded.push_back(*person);
      RecordClaim guard = context_.make_record(RecordKind::guard, person->vertex);
      guard.object = person->vertex;
      if (condition) add_condition(guard, *condition);
      // Said by somebody whom we cannot tell, it binds everyone: a guard too many is seen and
      // dismissed, one too few costs a relationship.
      if (bound.empty()) {
        // Named, but not to be told who: another note with these words may know.
        if (!speakers.empty()) guard.attributes.emplace_back("speaker_name", speakers.front().text);
        context_.record(guard, cue);
      }
      for (const PersonRef& speaker : bound) {
        if (speaker.vertex == person->vertex) continue;
        guard.subject = speaker.vertex;
        context_.record(guard, cue);
        context_.edge(speaker.vertex, person->vertex, EdgeLabel::guard);
      }
    }
  }

  void add_condition(RecordClaim& guard, const Condition& condition) {
    guard.attributes.emplace_back("until", condition.text);
    if (const auto date = leading_date(condition.text)) {
      guard.attributes.emplace_back("until_date", to_iso(*date));
      return;
    }
    if (!clause_.has_between(Cue::support_word, condition.first, condition.last)) return;
    const auto waits_for = context_.names.after(condition.first, clause_.size());
    if (waits_for.empty() || waits_for.front().span.first >= condition.last) return;
    guard.attributes.emplace_back("waits_for_name", waits_for.front().text);
    if (const auto person = context_.names.person(waits_for.front())) {
      guard.attributes.emplace_back("waits_for", context_.claims.key_of(person->vertex));
    }
  }

  CueContext& context_;
  const Clause& clause_;
  std::optional<std::vector<Span>> releases_;
};

}  // namespace

void read_guards(CueContext& context) { GuardReader(context).read(); }

}  // namespace rapport
