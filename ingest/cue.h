#pragma once

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// Cue phrases of statements that carry structure, as data. A phrase is words in lower case, parted
// by blanks; it matches whole words, or the end of a word if it starts with a hyphen ("-led").
// `.rapport.yaml` adds phrases to every cue under its name:
//
//   cues: {champion_after: [carries our flag], contact: [ring up]}
//
// `_after`: the person stands before the phrase; `_before`: behind it.
enum class Cue : std::uint8_t {
  // "will not" + "contact": the two with at most four words between them make a guard.
  negation,
  contact,          // verbs
  outreach,         // nouns: "no outreach to"
  keep_away,        // "steer clear of"
  keep,             // "keep" or "leave" o "out" or "alone"
  off_limits,       // "is off limits", "is not to be contacted": the person stands before
  release,          // what follows is the condition under which a guard ends
  support_word,     // a condition with one of these waits for somebody's word
  condition_first,  // "wait for C before contacting o"
  // Relations.
  will_open,    // subject before, object after
  promise,      // "has promised us" and then "an intro to"
  intro_noun,   // followed by "to" or "with" and whom
  open_thread,  // "that thread": the guard's object
  openable,     // what a broker opens: a thread, a door
  sponsor_after,
  sponsor_before,
  sponsorship,  // "executive sponsorship": wanted when `wanted` precedes
  champion_after,
  champion_before,
  blocking_after,
  blocking_before,
  decides_after,
  decides_before,
  gatekeeper_after,
  gatekeeper_before,
  escalation_after,
  escalation_before,
  support_after,
  support_before,
  support_of,  // "got Ann's": the person stands right behind, `support_word` after
  deprioritised_after,
  deprioritised_before,
  left_after,
  left_before,
  left_organization,  // "left": only with an organization behind it
  joined,             // subject before, organization after
  reports_to,         // subject before, manager after
  manages,            // manager before, subject after
  manager_is,         // "Ann's manager is": subject before, manager after
  on_team_of,         // "is on Bob's": subject before, manager behind, team_word after
  team_word,
  last_day,   // "Ann's last day"
  opened_by,  // "The thread with Bob will be opened by Ann"
  led_by,     // organization or project before, person after
  reaching,   // "gets through to", "sees"
  leads,      // subject before, organization or project after
  introduced,
  introduced_by,
  route_noun,  // "path", "way in"
  route_before,
  led_ending,  // "the Bob-led path"
  together,    // "A and B had a call": the subjects before it were in one room
  parties,     // "between A and B", "where A and B agreed"
  met,         // the owner of a journal, or the subject before, met whom the names behind tell
  // "Ann is our most tireless champion": is_now, a determiner, a few words, the noun. "Our champion
  // is Ann": the same the other way round.
  is_now,
  in_the_role,  // "named as our sponsor"
  sponsor_noun,
  champion_noun,
  blocker_noun,
  decider_noun,
  gatekeeper_noun,
  escalation_noun,
  // "The final word rests with Ann", "Slots in Bob's calendar are handed out by Ann".
  decision_noun,
  rests_with,
  calendar_noun,
  handled_by,
  broker_verb,  // "is going to set up the first conversation with"
  knowing,      // "know Ann through Bob"
  // What makes a clause state nothing, or the opposite.
  wanted,
  hypothetical,
  condition,
  lacking,  // "Ann's approval is still missing"
  planned,
  flip,
  // Words that help to read a clause.
  no_prohibition,  // between negation and verb: "do not hesitate to contact" forbids nothing
  determiner,      // "the call" is no verb
  preposition,     // a name behind one is no subject
  pronoun,         // "introduced us to"
  auxiliary,       // "was introduced by"
  filler,          // between subject and cue: "Ann still agreed"
  first_person,    // "I": the owner of the vault
};

inline constexpr std::size_t kCues = 96;  // more than there are

// The name under which `.rapport.yaml` extends the cue: the enumerator's.
std::string_view cue_name(Cue cue);
std::optional<Cue> cue_named(std::string_view name);
std::vector<std::string> cue_names();

// The cues that a text holds.
using CueSet = std::bitset<kCues>;
constexpr std::size_t bit(Cue cue) { return static_cast<std::size_t>(cue); }

// Whether a phrase of this cue can make a statement, by itself or with one of another cue; the
// others only help to read a clause.
bool states_something(Cue cue);
// Whether cues that stand together in one clause can make a statement. "sponsor" alone cannot, nor
// "budget": "is our sponsor" can, and "the budget rests with".
bool can_state_something(const CueSet& cues);

// Whether a cue of states_something() may need this one beside it.
bool helps_to_state(Cue cue);
// Whether a cue tells that people met.
bool tells_who_met(Cue cue);

}  // namespace rapport
