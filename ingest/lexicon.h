#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "ingest/word_set.h"
#include "ingest/words.h"

namespace rapport {

// Cue phrases of statements that carry structure, as data. A phrase is words in lower case, parted
// by blanks; it matches whole words, or the end of a word if it starts with a hyphen ("-led").
// `.rapport.yaml` adds phrases to every cue under its name:
//
//   cues: {champion_after: [is in our corner], contact: [ring up]}
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

// A word as phrases are written: lower case, straight apostrophe.
std::string comparable(std::string_view word);

// The cues that a text holds.
using CueSet = std::bitset<kCues>;

// Whether a phrase of this cue can make a statement, by itself or with one of another cue; the
// others only help to read a clause.
bool states_something(Cue cue);
// Whether cues that stand together in one clause can make a statement. "sponsor" alone cannot, nor
// "budget": "is our sponsor" can, and "the budget rests with".
bool can_state_something(const CueSet& cues);

// All phrases by their first word, so that a clause is matched in one look-up a word.
class Lexicon {
 public:
  struct Phrase {
    Cue cue;
    std::vector<std::string> words;
  };

  // The phrases that rapport comes with.
  static const Lexicon& standard();

  void add(Cue cue, std::string_view phrase);
  std::span<const Phrase> starting_with(std::string_view first_word) const {
    return first_words_.may_hold(first_word) ? look_up(first_word) : std::span<const Phrase>{};
  }

  // Whether can_state_something() may hold of a clause with these words. Never false where it does;
  // false for most texts, at a small part of what matching costs.
  bool may_state_something(std::span<const Word> words) const;
  // The same of the cues that tell who met: met, together, parties.
  bool may_tell_who_met(std::span<const Word> words) const {
    return encounter_starts_.among(words).any();
  }

  // All phrases of a cue, each as it was added, without an order.
  std::vector<std::string> phrases_of(Cue cue) const;

  // Two lexicons with the same fingerprint match alike.
  std::string fingerprint() const;

 private:
  std::span<const Phrase> look_up(std::string_view first_word) const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };
  std::unordered_map<std::string, std::vector<Phrase>, Hash, std::equal_to<>> phrases_;
  WordGlance first_words_;

  // Which cues have a phrase that starts so: with this word alone, or with this and a second one.
  class Starts {
   public:
    void add(Cue cue, const std::vector<std::string>& phrase);
    // The cues of which a phrase may stand among the words.
    CueSet among(std::span<const Word> words) const;

   private:
    struct Start {
      CueSet alone;
      std::vector<std::pair<std::uint64_t, CueSet>> with_second;  // by hash of the second word
    };
    void find(std::string_view first, std::string_view second, CueSet& found) const;

    std::unordered_map<std::uint64_t, Start> starts_;  // by hash of the first word
    WordGlance first_words_;
  };
  Starts statement_starts_;  // of cues that state something, and of what these need beside them
  Starts encounter_starts_;
};

}  // namespace rapport
