#include <algorithm>
#include <array>

#include "graph/name_key.h"
#include "ingest/cue_reader.h"
#include "ingest/extract.h"
#include "ingest/identity.h"
#include "ingest/organization_name.h"
#include "ingest/words.h"

// Relations that a sentence states of people: rows of one table where one person is enough, a
// function each where two are.

namespace rapport {
namespace {

constexpr std::size_t kMostWordsToOpened = 6;  // between "will open" and to whom
constexpr std::size_t kLongestName = 5;        // words of an organization's name

enum class Side { before, after };

struct OnePersonRow {
  Cue cue;
  RecordKind kind;
  Side side;           // where the person stands
  std::size_t reach;   // most words between cue and person
  bool only_people;    // things do so, too ("Red Lantern is blocking"): the shape of a name is not
                       // enough
  bool can_be_wanted;  // "secure a sponsor" states nothing
};

constexpr std::array kOnePerson = {
    OnePersonRow{Cue::sponsor_after, RecordKind::sponsor, Side::before, 0, true, true},
    OnePersonRow{Cue::sponsor_before, RecordKind::sponsor, Side::after, 1, false, true},
    OnePersonRow{Cue::champion_after, RecordKind::champion, Side::before, 0, true, true},
    OnePersonRow{Cue::champion_before, RecordKind::champion, Side::after, 0, false, true},
    OnePersonRow{Cue::blocking_after, RecordKind::blocking, Side::before, 0, true, false},
    OnePersonRow{Cue::blocking_before, RecordKind::blocking, Side::after, 1, true, false},
    OnePersonRow{Cue::decides_after, RecordKind::decision_maker, Side::before, 0, true, true},
    OnePersonRow{Cue::decides_before, RecordKind::decision_maker, Side::after, 0, true, false},
    OnePersonRow{Cue::gatekeeper_after, RecordKind::gatekeeper, Side::before, 0, true, false},
    OnePersonRow{Cue::gatekeeper_before, RecordKind::gatekeeper, Side::after, 0, true, false},
    OnePersonRow{Cue::escalation_after, RecordKind::escalation, Side::before, 0, true, false},
    OnePersonRow{Cue::escalation_before, RecordKind::escalation, Side::after, 0, true, false},
    OnePersonRow{Cue::support_after, RecordKind::support, Side::before, 0, true, true},
    OnePersonRow{Cue::support_before, RecordKind::support, Side::after, 0, true, true},
    OnePersonRow{Cue::left_after, RecordKind::left, Side::before, 0, false, true},
    OnePersonRow{Cue::left_before, RecordKind::left, Side::after, 0, false, false},
};

struct RoleRow {
  Cue noun;
  RecordKind kind;
};

// "Ann is our most tireless champion", "Our champion over there is Ann".
constexpr std::array kRoles = {RoleRow{Cue::sponsor_noun, RecordKind::sponsor},
                               RoleRow{Cue::champion_noun, RecordKind::champion},
                               RoleRow{Cue::blocker_noun, RecordKind::blocking},
                               RoleRow{Cue::decider_noun, RecordKind::decision_maker},
                               RoleRow{Cue::gatekeeper_noun, RecordKind::gatekeeper},
                               RoleRow{Cue::escalation_noun, RecordKind::escalation}};
constexpr std::size_t kMostWordsToRole = 5;  // between "is" and "champion"

class RelationReader {
 public:
  explicit RelationReader(CueContext& context) : context_(context), clause_(context.clause) {}

  void read() {
    read_introductions();
    read_will_open();
    for (const OnePersonRow& row : kOnePerson) read_one_person(row);
    for (const RoleRow& row : kRoles) read_role(row);
    read_rests_with(Cue::decision_noun, Cue::rests_with, RecordKind::decision_maker, 6);
    read_rests_with(Cue::escalation_noun, Cue::rests_with, RecordKind::escalation, 6);
    read_rests_with(Cue::calendar_noun, Cue::handled_by, RecordKind::gatekeeper, 10);
    read_nothing_without();
    read_nobody_without();
    read_in_the_role();
    read_owner_of();
    read_sponsor_wanted();
    read_support_of();
    read_promised_intro();
    read_opened_by();
    read_known_through();
    read_left_organization();
    read_last_day();
    read_joined();
    read_reporting();
    read_leads();
    read_led_by();
    read_route();
    read_deprioritised();
  }

 private:
  static bool is_instruction(RecordKind kind) {
    return kind == RecordKind::escalation || kind == RecordKind::gatekeeper;
  }

  // "The approval of Ann is still missing".
  bool is_lacking(Span cue) const {
    return clause_.has_between(Cue::lacking, cue.last, clause_.size());
  }

  // "secure Ann's sponsorship": before the cue, in its part of the clause.
  bool is_wanted(Span cue) const {
    return clause_.has_between(Cue::wanted, clause_.segment_start(cue.first), cue.first);
  }

  std::optional<PersonRef> person_of(const Named& name, bool only_people) {
    if (only_people && !name.is_surely_person) return std::nullopt;
    return context_.names.person(name);
  }

  void read_one_person(const OnePersonRow& row) {
    for (const Span cue : clause_.all(row.cue)) {
      // "When the feed stops, escalate to Ann": the condition is part of the instruction.
      const bool stated =
          is_instruction(row.kind) ? !context_.is_doubted(cue) : context_.is_stated(cue);
      if (!stated || (row.can_be_wanted && is_wanted(cue))) continue;
      if (is_lacking(cue)) continue;
      if (is_part_of_a_promise(row, cue) || is_part_of_a_guard(row, cue)) continue;
      const auto people = row.side == Side::before ? context_.subjects(cue)
                                                   : context_.names.after(cue.last, row.reach);
      if (row.side == Side::after && !people.empty() &&
          clause_.parted(cue.last + 1, people.front().span.first)) {
        continue;
      }
      for (const Named& name : people) {
        if (const auto person = person_of(name, row.only_people)) {
          context_.record(row.kind, *person, cue);
        }
      }
    }
  }

  void read_role(const RoleRow& row) {
    for (const Span noun : clause_.all(row.noun)) {
      if (!context_.is_stated(noun)) continue;
      read_role_behind(row, noun);
      read_role_before(row, noun);
      read_role_beside(row, noun);
    }
  }

  // "Ann is our most tireless champion".
  void read_role_behind(const RoleRow& row, Span noun) {
    std::optional<Span> is;
    for (const Span span : clause_.all(Cue::is_now)) {
      if (span.last <= noun.first && span.last + kMostWordsToRole >= noun.first) is = span;
    }
    if (!is || clause_.parted(is->last + 1, noun.first) || is_wanted(*is)) return;
    if (!clause_.has_between(Cue::determiner, is->last, noun.first)) return;
    const bool negated = clause_.has_between(Cue::flip, is->last, noun.first);
    // "Bob's champion", "the champion of Orla": somebody else's.
    for (const Named& name : context_.subjects(*is)) {
      const auto person = person_of(name, true);
      if (!person) continue;
      const Span cue = negated ? Span{noun.first, noun.last} : Span{is->first, noun.last};
      RecordClaim claim = context_.make_record(row.kind, person->vertex);
      claim.subject = person->vertex;
      if (negated || context_.is_negated(*is)) claim.attributes.emplace_back("modality", "negated");
      context_.record(std::move(claim), cue);
    }
  }

  // "Our champion over there is Ann".
  void read_role_before(const RoleRow& row, Span noun) {
    const auto is = clause_.find(Cue::is_now, noun.last);
    if (!is || is->first > noun.last + 4 || clause_.parted(noun.last, is->first)) return;
    if (context_.is_negated(noun) || is_wanted(noun)) return;
    for (const Named& name : context_.names.after(is->last, 0)) {
      if (const auto person = person_of(name, true)) context_.record(row.kind, *person, noun);
    }
  }

  // "Ann Lee, our champion, ..." and "our champion, Ann Lee,".
  void read_role_beside(const RoleRow& row, Span noun) {
    if (noun.first < 2 || !clause_.at(noun.first - 1, Cue::determiner)) return;
    if (clause_.folded(noun.first - 1) != "our") return;
    if (clause_.gap_before(noun.first - 1) != ", ") return;
    for (const Named& name : context_.names.all()) {
      if (name.span.last != noun.first - 1) continue;
      if (const auto person = person_of(name, true)) context_.record(row.kind, *person, noun);
    }
  }

  // "The final word on sensors rests with Ann", "Slots in Bob's calendar are handed out by Ann".
  void read_rests_with(Cue noun_cue, Cue verb_cue, RecordKind kind, std::size_t reach) {
    const auto noun = clause_.find(noun_cue);
    if (!noun) return;
    for (const Span verb : clause_.all(verb_cue)) {
      if (verb.first < noun->last || verb.first > noun->last + reach) continue;
      if (context_.is_doubted(verb) || context_.is_negated(verb)) continue;
      for (const Named& name : context_.names.after(verb.last, 1)) {
        if (const auto person = context_.names.person(name)) context_.record(kind, *person, verb);
      }
      return;
    }
  }

  // "Nobody gets through to Bob without Ann".
  void read_nobody_without() {
    if (clause_.size() < 4 || (clause_.folded(0) != "nobody" && clause_.folded(0) != "no")) return;
    if (!clause_.has(Cue::reaching)) return;
    for (std::size_t i = 1; i < clause_.size(); ++i) {
      if (clause_.folded(i) != "without" && clause_.folded(i) != "past") continue;
      for (const Named& name : context_.names.after(i + 1, 1)) {
        if (const auto person = context_.names.person(name)) {
          context_.record(RecordKind::gatekeeper, *person, {i, i + 1});
        }
      }
      return;
    }
  }

  // "Nothing gets bought without Ann's signature".
  void read_nothing_without() {
    if (clause_.size() < 4 || (clause_.folded(0) != "nothing" && clause_.folded(0) != "no")) return;
    for (std::size_t i = 1; i < clause_.size(); ++i) {
      if (clause_.folded(i) != "without") continue;
      for (const Named& name : context_.names.after(i + 1, 0)) {
        const std::size_t next = name.span.last;
        if (!name.person || next >= clause_.size()) continue;
        const bool possessive = clause_.gap_before(next).find_first_of("'\xE2") == 0;
        if (possessive &&
            (clause_.at(next, Cue::support_word) || clause_.folded(next) == "signature")) {
          context_.record(RecordKind::decision_maker, *name.person, {i, i + 1});
        }
      }
      return;
    }
  }

  // "Ann has put her name to it as its executive sponsor", "took on the role of sponsor".
  void read_in_the_role() {
    for (const RoleRow& row : kRoles) {
      for (const Span noun : clause_.all(row.noun)) {
        std::size_t i = noun.first;
        while (i > 0 && (clause_.at(i - 1, Cue::determiner) || clause_.folded(i - 1) == "its")) --i;
        const auto in_the_role = clause_.all(Cue::in_the_role);
        const bool in_it = std::any_of(in_the_role.begin(), in_the_role.end(),
                                       [&](Span span) { return span.last == i; });
        if (!in_it || !context_.is_stated(noun) || is_wanted(noun)) continue;
        if (context_.is_negated(noun) || context_.names.all().empty()) continue;
        const Named& subject = context_.names.all().front();
        if (subject.span.first != 0 || subject.span.last >= noun.first || subject.text == "I")
          continue;
        if (const auto person = person_of(subject, true)) context_.record(row.kind, *person, noun);
      }
    }
  }

  // "The owner of Sandpiper is Ann".
  void read_owner_of() {
    for (std::size_t i = 0; i + 3 < clause_.size(); ++i) {
      if (clause_.folded(i) != "owner" || clause_.folded(i + 1) != "of") continue;
      const auto is = clause_.find(Cue::is_now, i + 2);
      const auto thing = thing_at(i + 2);
      if (!is || !thing || context_.claims.type_of(*thing) != VertexType::project) continue;
      for (const Named& name : context_.names.after(is->last, 0)) {
        if (const auto person = context_.names.person(name)) {
          context_.edge(person->vertex, *thing, EdgeLabel::owns);
        }
      }
    }
  }

  // "Ann has promised us an intro to Bob".
  void read_promised_intro() {
    if (clause_.has(Cue::will_open)) return;
    for (const Span promise : clause_.all(Cue::promise)) {
      const auto noun = clause_.find(Cue::intro_noun, promise.last);
      if (!noun || noun->first > promise.last + 5 || noun->last >= clause_.size()) continue;
      const std::string& behind = clause_.folded(noun->last);
      if (behind != "to" && behind != "with") continue;
      if (!context_.is_stated(promise) || context_.is_negated(promise)) continue;
      // "will have a call with": their own.
      const bool for_us = clause_.has_between(Cue::pronoun, promise.last, noun->first);
      const std::string& word = clause_.folded(noun->first);
      const bool brokers = clause_.has_between(Cue::broker_verb, promise.last - 1, noun->first);
      if (!for_us && !brokers && word != "intro" && word != "introduction") continue;
      open(context_.subjects(promise), context_.names.after(noun->last + 1, 1), promise);
      return;
    }
  }

  // "The thread with Bob will be opened by Ann".
  void read_opened_by() {
    const auto cue = clause_.find(Cue::opened_by);
    if (!cue || !context_.is_stated(*cue) || context_.is_negated(*cue)) return;
    const auto noun = clause_.find(Cue::intro_noun);
    if (!noun || noun->last + 1 >= cue->first) return;
    const std::string& word = clause_.folded(noun->last);
    if (word != "to" && word != "with") return;
    open(context_.names.after(cue->last, 0), context_.names.after(noun->last + 1, 0), *cue);
  }

  // "I know Ann through Bob."
  void read_known_through() {
    for (const Span knowing : clause_.all(Cue::knowing)) {
      const auto known = context_.names.after(knowing.last, 0);
      if (known.empty() || !context_.is_stated(knowing) || context_.is_negated(knowing)) continue;
      const std::size_t next = known.back().span.last;
      if (next >= clause_.size() ||
          (clause_.folded(next) != "through" && clause_.folded(next) != "via")) {
        continue;
      }
      const auto introducers = context_.names.after(next + 1, 0);
      if (introducers.size() != 1) continue;
      for (const Named& name : known) introduce(introducers.front(), name);
      return;
    }
  }

  void open(const std::vector<Named>& brokers, const std::vector<Named>& opened, Span cue) {
    for (const Named& name : brokers) {
      const auto broker = context_.names.person(name);
      if (!broker) continue;
      for (const Named& target : opened) {
        const auto object = context_.names.person(target);
        if (!object || is_owner(*object)) continue;
        open(*broker, *object, cue);
      }
    }
  }

  void open(const PersonRef& broker, const PersonRef& object, Span cue) {
    if (context_.claims.key_of(object.vertex) == context_.claims.key_of(broker.vertex)) return;
    RecordClaim claim = context_.make_record(RecordKind::will_open, broker.vertex);
    claim.subject = broker.vertex;
    claim.object = object.vertex;
    context_.record(std::move(claim), cue);
    context_.edge(broker.vertex, object.vertex, EdgeLabel::will_open);
  }

  // "agreed to introduce us" promises an opening, "agreed not to" nothing.
  bool is_part_of_a_promise(const OnePersonRow& row, Span cue) const {
    if (row.kind != RecordKind::support || row.side != Side::before) return false;
    const auto opening = clause_.at(cue.first, Cue::will_open);
    const auto sponsoring = clause_.at(cue.first, Cue::sponsor_after);
    return (opening && opening->last > cue.last) || (sponsoring && sponsoring->last > cue.last);
  }

  // "avoid escalating to", "do not go through Ann".
  bool is_part_of_a_guard(const OnePersonRow& row, Span cue) const {
    if (!is_instruction(row.kind)) return false;
    const std::size_t start =
        std::max(clause_.segment_start(cue.first), cue.first - std::min<std::size_t>(cue.first, 4));
    return clause_.has_between(Cue::negation, start, cue.first) ||
           clause_.has_between(Cue::flip, start, cue.first);
  }

  // "We need an executive sponsor", "secure executive sponsorship (Ann Lee)".
  void read_sponsor_wanted() {
    for (const Span cue : clause_.all(Cue::sponsorship)) {
      if (!is_wanted(cue) || !context_.is_stated(cue)) continue;
      auto wanted = context_.names.after(cue.last, 2);
      if (wanted.empty()) {  // "win Ann as sponsor", "secure Ann's sponsorship"
        for (std::size_t i = cue.first; i-- > 0 && i + 7 >= cue.first;) {
          wanted = context_.names.after(i, 0);
          if (!wanted.empty()) break;
        }
      }
      for (const Named& name : wanted) {
        const auto person = context_.names.person(name);
        if (!person || is_owner(*person)) continue;
        RecordClaim claim = context_.make_record(RecordKind::sponsor_wanted, person->vertex);
        claim.subject = person->vertex;
        context_.record(std::move(claim), cue);
      }
      return;
    }
  }

  // "got Ann's approval", "with Bob's buy-in", "with Ann on board".
  void read_support_of() {
    for (const Span cue : clause_.all(Cue::support_of)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue) || is_wanted({cue.last, cue.last})) {
        continue;
      }
      const auto names = context_.names.after(cue.last, 0);
      if (names.empty() || !names.front().person) continue;
      const std::size_t next = names.back().span.last;
      const bool possessive =
          next < clause_.size() && clause_.gap_before(next).find_first_of("'\xE2") == 0;
      const bool on_board = next + 1 < clause_.size() && clause_.folded(next) == "on" &&
                            clause_.folded(next + 1) == "board";
      if (!possessive && !on_board) continue;
      if (possessive && !clause_.has_between(Cue::support_word, next, next + 3)) continue;
      for (const Named& name : names) {
        if (name.person) context_.record(RecordKind::support, *name.person, cue);
      }
    }
  }

  bool is_owner(const PersonRef& person) {
    const auto me = context_.people.owner();
    return me && context_.claims.key_of(me->vertex) == context_.claims.key_of(person.vertex);
  }

  void read_will_open() {
    const auto cue = clause_.find(Cue::will_open);
    if (!cue || !context_.is_stated(*cue) || context_.is_negated(*cue)) return;
    const bool introduces = clause_.folded(cue->last - 1) == "introduce";
    // "will open the thread with q", not "will open the ticket".
    if (!introduces && !clause_.has_between(Cue::openable, cue->first, clause_.size())) return;
    auto names = introduces ? introduced_after(cue->last)
                            : context_.names.after(cue->last, kMostWordsToOpened);
    std::vector<PersonRef> objects;
    for (const Named& name : names) {
      const auto person = context_.names.person(name);
      if (person && !is_owner(*person)) objects.push_back(*person);
    }
    if (objects.empty() && clause_.has(Cue::open_thread)) objects = context_.guarded;
    for (const Named& name : context_.subjects(*cue)) {
      const auto broker = context_.names.person(name);
      if (!broker) continue;
      for (const PersonRef& object : objects) open(*broker, object, *cue);
    }
  }

  // "p left ACME", "p has left": not "p left early".
  void read_left_organization() {
    for (const Span cue : clause_.all(Cue::left_organization)) {
      if (!context_.is_stated(cue) || is_wanted(cue) || clause_.at(cue.first, Cue::left_after))
        continue;
      const bool may_end = cue.size() > 1 && cue.last == clause_.size();  // "has left", not "left"
      if (!may_end && !organization_at(cue.last)) continue;
      for (const Named& name : context_.subjects(cue)) {
        if (const auto person = context_.names.person(name)) {
          context_.record(RecordKind::left, *person, cue);
        }
      }
    }
  }

  // "Friday was Ann's last day".
  void read_last_day() {
    for (const Named& name : context_.names.all()) {
      const std::size_t next = name.span.last;
      if (next + 1 >= clause_.size()) continue;
      const bool possessive = clause_.gap_before(next).find_first_of("'\xE2") == 0;
      if (!possessive || clause_.folded(next) != "last" || clause_.folded(next + 1) != "day")
        continue;
      if (!context_.is_stated({next, next + 2}) || context_.is_negated({next, next + 2})) continue;
      if (const auto person = context_.names.person(name)) {
        context_.record(RecordKind::left, *person, {next, next + 2});
      }
    }
  }

  // "p joined ACME as CTO", "p moved to ACME": from then on p works there.
  void read_joined() {
    for (const Span cue : clause_.all(Cue::joined)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      const auto organization = organization_at(joined_at(cue.last));
      if (!organization) continue;
      const bool moves =
          clause_.folded(cue.last - 1) == "to" || clause_.folded(cue.last - 1) == "from";
      for (const Named& name : context_.subjects(cue)) {
        const auto person = context_.names.person(name);
        if (!person) continue;
        context_.edge(person->vertex, *organization, EdgeLabel::works_at);
        if (moves) context_.record(RecordKind::left, *person, cue);
      }
    }
  }

  // "moved from A to B": B.
  std::size_t joined_at(std::size_t first) const {
    if (first >= clause_.size() || clause_.folded(first - 1) != "from") return first;
    for (std::size_t i = first; i < clause_.size() && i < first + 6; ++i) {
      if (clause_.folded(i) == "to") return i + 1;
    }
    return first;
  }

  // The organization of the vault that the words from `first` on name, and not "Acme's office".
  std::optional<LocalVertex> organization_at(std::size_t first) {
    if (first < clause_.size() && clause_.at(first, Cue::determiner)) ++first;
    for (std::size_t last = std::min(first + kLongestName, clause_.size()); last > first; --last) {
      if (clause_.parted(first + 1, last - 1)) continue;
      const bool possessive =
          last < clause_.size() && clause_.gap_before(last).find_first_of("'\xE2") == 0;
      if (possessive || !clause_.word(first).capitalized) continue;
      const std::string_view name = clause_.text({first, last});
      context_.claims.asked_for(organization_lookup(name));
      const NoteDirectory& directory = context_.claims.directory();
      const std::string folded = fold_organization(name);
      const auto notes = directory.organizations(folded);
      if (notes.size() == 1) return context_.claims.of_note(notes.front());
      if (notes.empty() && directory.lists_organization(folded)) {
        return context_.claims.stub(name, VertexType::organization, Rank::role);
      }
    }
    return std::nullopt;
  }

  void report(const std::vector<Named>& people, const std::vector<Named>& managers) {
    if (managers.empty()) return;
    const auto manager = context_.names.person(managers.front());
    if (!manager) return;
    for (const Named& name : people) {
      if (const auto person = context_.names.person(name)) {
        context_.edge(person->vertex, manager->vertex, EdgeLabel::reports_to);
      }
    }
  }

  void read_reporting() {
    for (const Span cue : clause_.all(Cue::reports_to)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      auto managers = context_.names.after(cue.last, 0);
      // One can work for a company that no note knows: only for a known person.
      const bool works_for = clause_.folded(cue.first) == "works";
      if (managers.empty() || (works_for && !managers.front().person)) continue;
      report(context_.subjects(cue), managers);
    }
    for (const Span cue : clause_.all(Cue::manages)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      const auto managers = context_.subjects(cue);
      const auto people = context_.names.after(cue.last, 0);
      if (managers.size() == 1 && !people.empty() && people.front().person)
        report(people, managers);
    }
    read_manager_is();
    read_on_team();
  }

  // "Ann's manager is Bob", "Ann's boss, Bob,".
  void read_manager_is() {
    for (const Span cue : clause_.all(Cue::manager_is)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue) || cue.first == 0) continue;
      const bool possessive = clause_.gap_before(cue.first).find_first_of("'\xE2") == 0;
      const auto managers = context_.names.after(cue.last, 0);
      if (!possessive || managers.empty()) continue;
      for (std::size_t i = cue.first; i-- > 0 && i + 4 >= cue.first;) {
        const auto people = context_.names.after(i, 0);
        if (people.empty() || people.front().span.last != cue.first) continue;
        report(people, managers);
        break;
      }
    }
  }

  // "Ann is on Bob's team", "Ann sits in Bob's org".
  void read_on_team() {
    for (const Span cue : clause_.all(Cue::on_team_of)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      const auto managers = context_.names.after(cue.last, 0);
      if (managers.size() != 1 || !managers.front().person) continue;
      const std::size_t next = managers.front().span.last;
      if (next >= clause_.size() || clause_.gap_before(next).find_first_of("'\xE2") != 0) continue;
      if (!clause_.has_between(Cue::team_word, next, next + 3)) continue;
      report(context_.subjects(cue), managers);
    }
  }

  // "p leads the Storage Team": an organization, a project or another note that is called so.
  void read_leads() {
    for (const Span cue : clause_.all(Cue::leads)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      const auto led = thing_at(cue.last);
      if (!led) continue;
      auto subjects = context_.subjects(cue);
      // "Ann reports to Bob and leads the team": the subject stands before the first verb.
      if (subjects.empty()) subjects = subject_of_joined_verb(cue);
      const bool owns =
          clause_.folded(cue.first) == "owns" || clause_.folded(cue.last - 2) == "owner";
      const bool is_project = context_.claims.type_of(*led) == VertexType::project;
      if (owns && !is_project) continue;
      for (const Named& name : subjects) {
        const auto person = context_.names.person(name);
        if (!person) continue;
        context_.edge(person->vertex, *led, owns ? EdgeLabel::owns : EdgeLabel::leads);
      }
    }
  }

  // "Tannhook Paper is led by Ann".
  void read_led_by() {
    for (const Span cue : clause_.all(Cue::led_by)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      for (std::size_t start = cue.first - std::min<std::size_t>(cue.first, kLongestName);
           start < cue.first; ++start) {
        const auto led = thing_at(start, cue.first);
        if (!led) continue;
        for (const Named& name : context_.names.after(cue.last, 0)) {
          if (const auto person = context_.names.person(name)) {
            context_.edge(person->vertex, *led, EdgeLabel::leads);
          }
        }
        return;
      }
    }
  }

  std::vector<Named> subject_of_joined_verb(Span cue) {
    if (cue.first < 2 || clause_.folded(cue.first - 1) != "and") return {};
    for (const Cue first_verb : {Cue::reports_to, Cue::joined, Cue::leads, Cue::decides_after}) {
      const auto verb = clause_.find(first_verb);
      if (verb && verb->last <= cue.first && !clause_.parted(verb->last, cue.first)) {
        return context_.subjects(*verb);
      }
    }
    return {};
  }

  // The organization, project or other note that the words from `first` on name; `end`: exactly up
  // to there.
  std::optional<LocalVertex> thing_at(std::size_t first, std::optional<std::size_t> end = {}) {
    if (first < clause_.size() && clause_.at(first, Cue::determiner)) ++first;
    const NoteDirectory& directory = context_.claims.directory();
    for (std::size_t last = std::min(first + kLongestName, clause_.size()); last > first; --last) {
      if (clause_.parted(first + 1, last - 1) || !clause_.word(first).capitalized) continue;
      if (last < clause_.size() && clause_.gap_before(last).find_first_of("'\xE2") == 0) continue;
      if (end && last != *end) continue;
      const std::string_view name = clause_.text({first, last});
      context_.claims.asked_for(organization_lookup(name));
      context_.claims.asked_for(name_lookup(name));
      for (const auto notes :
           {directory.organizations(fold_organization(name)), directory.projects(fold_name(name)),
            directory.by_stem(fold_case(name)), directory.by_title(fold_case(name))}) {
        if (notes.size() != 1) continue;
        const NoteType type = directory[notes.front()].type;
        if (type == NoteType::person || type == NoteType::meeting) return std::nullopt;
        return context_.claims.of_note(notes.front());
      }
      if (directory.lists_organization(fold_organization(name))) {
        return context_.claims.stub(name, VertexType::organization, Rank::role);
      }
    }
    return std::nullopt;
  }

  // "p introduced q to r" and "q was introduced by p".
  void read_introductions() {
    for (const Span cue : clause_.all(Cue::introduced_by)) {
      const auto introducers = context_.names.after(cue.last, 0);
      if (introducers.empty() || !context_.is_stated(cue) || context_.is_negated(cue)) continue;
      std::size_t end = cue.first;
      while (end > 0 && clause_.at(end - 1, Cue::auxiliary)) --end;
      auto introduced = context_.names.before(end);
      if (introduced.empty()) introduced = context_.subjects({end, end});
      for (const Named& name : introduced) introduce(introducers.front(), name);
      return;
    }
    for (const Span cue : clause_.all(Cue::introduced)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      const auto introducers = context_.subjects(cue);
      if (introducers.size() != 1) continue;
      const bool put = clause_.folded(cue.first) == "put";
      const auto in_touch = put ? in_touch_after(cue.last) : std::optional<std::size_t>{};
      if (put && !in_touch) continue;
      const auto introduced = put ? context_.names.after(*in_touch, 0) : introduced_after(cue.last);
      for (const Named& name : introduced) introduce(introducers.front(), name);
    }
  }

  // "put us in touch with": the word behind.
  std::optional<std::size_t> in_touch_after(std::size_t first) const {
    if (first + 4 > clause_.size() || clause_.folded(first + 1) != "in") return std::nullopt;
    if (clause_.folded(first + 2) != "touch" || clause_.folded(first + 3) != "with")
      return std::nullopt;
    return first + 4;
  }

  // "q to r" or "us to r" right behind "introduced"; what else is introduced is no person.
  std::vector<Named> introduced_after(std::size_t first) {
    std::vector<Named> list = context_.names.after(first, 0);
    const bool pronoun = first < clause_.size() && clause_.at(first, Cue::pronoun).has_value();
    const bool complete =
        first > 0 && (clause_.folded(first - 1) == "to" || clause_.folded(first - 1) == "with");
    if (list.empty() && !pronoun) return list;
    if (complete) return list;
    const std::size_t next = list.empty() ? first + 1 : list.back().span.last;
    if (next < clause_.size() && (clause_.folded(next) == "to" || clause_.folded(next) == "with")) {
      for (Named& name : context_.names.after(next + 1, 1)) list.push_back(std::move(name));
    }
    return list;
  }

  void introduce(const Named& introducer, const Named& introduced) {
    const auto from = context_.names.person(introducer);
    const auto to = context_.names.person(introduced);
    if (!from || !to) return;
    context_.edge(from->vertex, to->vertex, EdgeLabel::introduced);
  }

  // "The primary path is through Storage Hardware (Ann Lee)", "Bob-led path".
  void read_route() {
    if (!clause_.has(Cue::route_noun)) return;
    for (const Span cue : clause_.all(Cue::route_before)) {
      if (!context_.is_stated(cue) || context_.is_negated(cue)) continue;
      const auto noun = clause_.find(Cue::route_noun);
      if (noun->first > cue.first + 12) continue;
      for (const Named& name : context_.names.after(cue.last, 8)) {
        const bool in_brackets =
            name.span.first > 0 &&
            clause_.gap_before(name.span.first).find('(') != std::string_view::npos;
        if (name.is_surely_person || in_brackets) add_route(name, cue);
      }
      return;
    }
    for (const Span led : clause_.all(Cue::led_ending)) {
      const std::size_t i = led.first;
      if (!clause_.has_between(Cue::route_noun, i + 1, i + 4)) continue;
      std::string_view name = clause_.word(i).text;
      name = name.substr(0, name.rfind('-'));
      if (const auto person = context_.people.known(name)) {
        add_route({{i, i + 1}, std::string(name), person, false, true}, {i, i + 1});
      }
    }
  }

  void add_route(const Named& name, Span cue) {
    const auto person = context_.names.person(name);
    if (!person) return;
    RecordClaim claim = context_.make_record(RecordKind::route, person->vertex);
    claim.subject = person->vertex;
    context_.record(std::move(claim), cue);
  }

  void read_deprioritised() {
    for (const Span cue : clause_.all(Cue::deprioritised_before)) {
      if (!context_.is_stated(cue) || is_undone(cue)) continue;
      for (const Named& name : context_.names.after(cue.last, 1)) deprioritise(name, cue);
      return;
    }
    for (const Span cue : clause_.all(Cue::deprioritised_after)) {
      if (!context_.is_stated(cue) || is_undone(cue)) continue;
      for (const Named& name : context_.subjects(cue)) deprioritise(name, cue);
      return;
    }
  }

  // "do not deprioritise": a negation right before.
  bool is_undone(Span cue) const {
    for (std::size_t i = cue.first;
         i-- > 0 && i + 3 >= cue.first && !clause_.parted(i + 1, i + 1);) {
      const auto flip = clause_.at(i, Cue::flip);
      if (flip && flip->last <= cue.first) return true;
    }
    return false;
  }

  void deprioritise(const Named& name, Span cue) {
    const auto person = context_.names.person(name);
    RecordClaim claim = context_.make_record(RecordKind::deprioritised,
                                             person ? person->vertex : context_.claims.own());
    if (person) claim.subject = person->vertex;
    claim.attributes.emplace_back(
        "name", name.text.empty() && person ? context_.claims.name_of(person->vertex) : name.text);
    context_.record(std::move(claim), cue);
  }

  CueContext& context_;
  const Clause& clause_;
};

}  // namespace

void read_relations(CueContext& context) { RelationReader(context).read(); }

}  // namespace rapport
