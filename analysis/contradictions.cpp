#include "analysis/contradictions.h"

#include <algorithm>
#include <array>
#include <tuple>

#include <fmt/format.h>

namespace rapport {
namespace {

bool share_a_note(const std::vector<Evidence>& a, const std::vector<Evidence>& b) {
  return std::any_of(a.begin(), a.end(), [&](const Evidence& e) { return cites(b, e.source); });
}

class ContradictionFinder {
 public:
  ContradictionFinder(const Signals& signals, EntityReader& entities)
      : signals_(signals), entities_(entities) {}

  void hold_against_promises(const Guard& guard) {
    if (!guard.speaker) return;  // one that binds everyone does not bind whom a decision sends
    std::vector<Evidence> evidence;
    for (const Record& promise : signals_.promises(*guard.speaker, guard.object)) {
      const bool one_plan =
          promise.date == guard.date && cites(guard.evidence, promise.evidence.source);
      if (!one_plan) evidence.push_back(promise.evidence);
    }
    if (evidence.empty()) return;
    ContradictionFinding finding = start(ContradictionKind::guard_and_promise, guard);
    finding.text = fmt::format("{}, yet {} will open the thread", guard_words(guard, entities_),
                               finding.speaker.name);
    finding.verdict = "the guard holds: a promise does not lift it";
    finding.wins = entities_.citations(guard.evidence);
    finding.yields = entities_.citations(std::move(evidence));
    found_.push_back(std::move(finding));
  }

  // `guard` is in force.
  void compare(const Guard& guard, const Guard& other, bool other_is_in_force) {
    if (!differ_in_condition(guard, other)) return;
    const bool other_later = is_later(other, guard);
    const bool this_later = is_later(guard, other);
    if (!other_is_in_force && !other_later) return;  // it ended in time
    if (!other_later && !this_later && share_a_note(guard.evidence, other.evidence)) return;
    const bool other_wins = other_is_in_force && other_later;
    const Guard& winner = other_wins ? other : guard;
    const Guard& loser = other_wins ? guard : other;
    ContradictionFinding finding = start(ContradictionKind::guards_differ, guard);
    finding.text =
        fmt::format("{}, and also until {}", guard_words(loser, entities_), winner.until);
    if (!other_is_in_force) {
      finding.text =
          fmt::format("{}, and later until {}", guard_words(winner, entities_), loser.until);
      finding.verdict = "the later one has ended, nothing took the earlier one back: it holds";
    } else if (other_later || this_later) {
      finding.verdict = fmt::format(
          "the later one wins, until {}; nothing took the earlier one back, so it blocks, too",
          winner.until);
    } else {
      finding.verdict = "no day tells which is the later: both hold";
    }
    finding.wins = entities_.citations(winner.evidence);
    finding.yields = entities_.citations(loser.evidence);
    found_.push_back(std::move(finding));
  }

  std::vector<ContradictionFinding> sorted() {
    std::sort(found_.begin(), found_.end(),
              [](const ContradictionFinding& a, const ContradictionFinding& b) {
                const auto key = [](const ContradictionFinding& f) {
                  return std::tuple(by_name(f.target), by_name(f.speaker), f.kind,
                                    std::tie(f.wins, f.yields));
                };
                return key(a) < key(b);
              });
    return std::move(found_);
  }

 private:
  ContradictionFinding start(ContradictionKind kind, const Guard& guard) {
    ContradictionFinding finding;
    finding.kind = kind;
    finding.binds_everyone = !guard.speaker;
    if (guard.speaker) finding.speaker = entities_.entity(*guard.speaker);
    finding.target = entities_.entity(guard.object);
    return finding;
  }

  const Signals& signals_;
  EntityReader& entities_;
  std::vector<ContradictionFinding> found_;
};

}  // namespace

std::string_view to_string(ContradictionKind kind) {
  static constexpr std::array<std::string_view, 2> kNames = {"guard-and-promise", "guards-differ"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<ContradictionFinding> find_contradictions(
    const Signals& signals, EntityReader& entities,
    const std::function<bool(const Guard&)>& concerns) {
  ContradictionFinder finder(signals, entities);
  const std::vector<Guard>& guards = signals.guards();
  for (std::size_t i = 0; i < guards.size(); ++i) {
    if (!concerns(guards[i])) continue;
    finder.hold_against_promises(guards[i]);
    for (std::size_t j = i + 1; j < guards.size(); ++j) finder.compare(guards[i], guards[j], true);
    for (const Guard& ended : signals.ended_guards()) finder.compare(guards[i], ended, false);
  }
  return finder.sorted();
}

}  // namespace rapport
