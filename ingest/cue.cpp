#include "ingest/cue.h"

#include <algorithm>
#include <array>

#include "ingest/cue_phrases.h"

namespace rapport {
namespace {

// Cues that state something only together with another one in the clause.
struct Pair {
  Cue cue;
  Cue with;
};
constexpr std::array kTogether = {
    Pair{Cue::negation, Cue::contact},
    Pair{Cue::condition_first, Cue::contact},  // "wait for C before contacting"
    Pair{Cue::contact, Cue::release},          // "only contact o once C"
    Pair{Cue::promise, Cue::intro_noun},
    Pair{Cue::support_of, Cue::support_word},
    Pair{Cue::sponsorship, Cue::wanted},
    Pair{Cue::on_team_of, Cue::team_word},
    Pair{Cue::route_before, Cue::route_noun},
    Pair{Cue::led_ending, Cue::route_noun},
    Pair{Cue::decision_noun, Cue::rests_with},
    Pair{Cue::decision_noun, Cue::flip},  // "nothing without Ann's signature"
    Pair{Cue::calendar_noun, Cue::handled_by},
    Pair{Cue::sponsor_noun, Cue::is_now},
    Pair{Cue::sponsor_noun, Cue::determiner},
    Pair{Cue::sponsor_noun, Cue::in_the_role},
    Pair{Cue::champion_noun, Cue::is_now},
    Pair{Cue::champion_noun, Cue::determiner},
    Pair{Cue::champion_noun, Cue::in_the_role},
};

enum class CueKind : std::uint8_t { stating, stating_with_another, helping };

CueKind kind_of(Cue cue) {
  const auto is_first = [&](const Pair& pair) { return pair.cue == cue; };
  if (std::any_of(kTogether.begin(), kTogether.end(), is_first)) {
    return CueKind::stating_with_another;
  }
  switch (cue) {
    case Cue::release:
    case Cue::support_word:
    case Cue::open_thread:
    case Cue::openable:
    case Cue::team_word:
    case Cue::route_noun:
    case Cue::condition:
    case Cue::lacking:
    case Cue::broker_verb:
    case Cue::rests_with:
    case Cue::handled_by:
    case Cue::intro_noun:
    case Cue::is_now:
    case Cue::in_the_role:
    case Cue::met:
    case Cue::together:
    case Cue::parties:
    case Cue::wanted:
    case Cue::hypothetical:
    case Cue::planned:
    case Cue::flip:
    case Cue::no_prohibition:
    case Cue::determiner:
    case Cue::preposition:
    case Cue::pronoun:
    case Cue::auxiliary:
    case Cue::filler:
    case Cue::first_person:
      return CueKind::helping;
    default:
      return CueKind::stating;
  }
}

const CueSet& by_themselves() {
  static const CueSet cues = [] {
    CueSet set;
    for (const CueRow& row : cue_rows())
      set.set(bit(row.cue), kind_of(row.cue) == CueKind::stating);
    return set;
  }();
  return cues;
}

}  // namespace

bool states_something(Cue cue) { return kind_of(cue) != CueKind::helping; }

bool can_state_something(const CueSet& cues) {
  if ((cues & by_themselves()).any()) return true;
  return std::any_of(kTogether.begin(), kTogether.end(), [&](const Pair& pair) {
    return cues.test(bit(pair.cue)) && cues.test(bit(pair.with));
  });
}

bool tells_who_met(Cue cue) {
  return cue == Cue::met || cue == Cue::together || cue == Cue::parties;
}

bool helps_to_state(Cue cue) {
  return std::any_of(kTogether.begin(), kTogether.end(),
                     [&](const Pair& pair) { return pair.with == cue; });
}

std::string_view cue_name(Cue cue) {
  const auto rows = cue_rows();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const CueRow& r) { return r.cue == cue; });
  return row == rows.end() ? std::string_view{} : row->name;
}

std::optional<Cue> cue_named(std::string_view name) {
  const auto rows = cue_rows();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const CueRow& r) { return r.name == name; });
  return row == rows.end() ? std::nullopt : std::optional(row->cue);
}

std::vector<std::string> cue_names() {
  std::vector<std::string> names;
  for (const CueRow& row : cue_rows()) names.emplace_back(row.name);
  return names;
}

}  // namespace rapport
