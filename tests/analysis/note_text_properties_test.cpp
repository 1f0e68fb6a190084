#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "analysis/reach.h"
#include "ingest/ingest.h"
#include "tests/analysis/world.h"
#include "tests/graph/random.h"
#include "tests/ingest/memory_source.h"

// Truths that hold from the text of notes to the answer, on random small vaults. Each test says
// with which seed a vault fails, and shows it.

namespace rapport {
namespace {

using testing::day;
using testing::dump;
using testing::Random;
using testing::World;

constexpr std::uint64_t kVaults = 400;  // in each test
constexpr double kSlack = 1e-9;
const char* const kPeople[] = {"Ada Brandt", "Bela Cole", "Cleo Dorn", "Dario Egger",
                               "Edda Falk",  "Femi Gray", "Gina Holt"};
constexpr std::size_t kCount = std::size(kPeople);
const std::string kOwner = kPeople[0];
const char* const kToday = "2026-01-16";

std::string other_than(Random& random, const std::set<std::string>& taken) {
  std::string name = random.pick(kPeople);
  while (taken.contains(name)) name = random.pick(kPeople);
  return name;
}

// What a note of a meeting says, in one of the ways in which such notes are written.
struct MeetingNote {
  Date date;
  std::string type = "meeting";
  std::vector<std::string> attendees;
  std::vector<std::string> decisions;
  std::string of_person;  // in whose folder the note lies: their own meeting
  std::size_t number = 0;
  std::size_t style = 0;

  std::string path() const {
    const std::string folder = of_person.empty() ? "Meetings" : "People/" + of_person;
    return fmt::format("{}/{} - Sync {}.md", folder, to_iso(date), number);
  }

  std::string text() const {
    std::string head = fmt::format("---\ntype: {}\ndate: {}\n", type, to_iso(date));
    std::string body;
    const auto list = [&](const char* before, const char* after) {
      std::string names;
      for (const std::string& name : attendees) names += before + name + after;
      return names;
    };
    switch (style) {
      case 0:
        head += "attendees:\n" + list("  - ", "\n");
        break;
      case 1:
        head += "participants:\n" + list("  - \"[[", "]]\"\n");
        break;
      case 2:
        body += "**Attendees**: " + list("[[", "]], ") + "\n";
        body.erase(body.rfind(','), 1);
        break;
      default:
        body += "## Attendees\n\n" + list("- ", "\n");
    }
    if (!decisions.empty()) body += "\n## Decisions\n\n";
    for (const std::string& decision : decisions) body += "- ✅ " + decision + "\n";
    return head + "---\n\n" + body;
  }
};

struct Vault {
  std::vector<MeetingNote> meetings;
  std::map<std::string, std::string> managers;
  std::set<std::string> with_folder;  // whose note is README.md of their own folder

  std::string key(const std::string& person) const {
    return with_folder.contains(person) ? fmt::format("People/{}/README.md", person)
                                        : fmt::format("People/{}.md", person);
  }

  std::map<std::string, std::string> notes() const {
    std::map<std::string, std::string> notes;
    for (const char* person : kPeople) {
      std::string head = "---\ntype: person\n";
      const auto manager = managers.find(person);
      if (manager != managers.end()) head += "reports_to: \"[[" + manager->second + "]]\"\n";
      notes[key(person)] = head + "---\n\n# " + person + "\n";
    }
    for (const MeetingNote& meeting : meetings) notes[meeting.path()] = meeting.text();
    return notes;
  }
};

std::string shown(const std::map<std::string, std::string>& notes) {
  std::string text;
  for (const auto& [path, note] : notes) text += "=== " + path + "\n" + note;
  return text;
}

Date random_day(Random& random) {
  return day("2025-08-01") + std::chrono::days{static_cast<int>(random.below(160))};
}

MeetingNote random_meeting(Random& random, const Vault& vault) {
  const char* const types[] = {"meeting", "meeting", "call", "email"};
  MeetingNote meeting;
  // Few days: several meetings of two people fall on one.
  meeting.date = day("2025-08-04") + std::chrono::days{7 * static_cast<int>(random.below(23))};
  meeting.type = random.pick(types);
  meeting.number = vault.meetings.size();
  meeting.style = random.below(4);
  std::set<std::string> attendees;
  for (std::size_t n = 2 + random.below(3); n > 0; --n) {
    attendees.insert(other_than(random, attendees));
  }
  meeting.attendees.assign(attendees.begin(), attendees.end());
  if (meeting.type == "meeting" && random.one_in(3)) {
    for (const std::string& person : meeting.attendees) {
      if (vault.with_folder.contains(person)) meeting.of_person = person;
    }
  }
  return meeting;
}

std::string random_guard(Random& random) {
  const std::string object = other_than(random, {});
  const std::string speaker = other_than(random, {object});
  const std::string helper = other_than(random, {object, speaker});
  std::string text = random.one_in(2) ? fmt::format("{} will not contact {}", speaker, object)
                                      : fmt::format("Do not contact {}", object);
  switch (random.below(4)) {
    case 0:
      return text + ".";
    case 1:
      return fmt::format("{} until {}.", text, to_iso(random_day(random) + std::chrono::days{60}));
    default:
      return fmt::format("{} until {}'s support is secured.", text, helper);
  }
}

std::string random_statement(Random& random) {
  const std::string a = other_than(random, {});
  const std::string b = other_than(random, {a});
  return random.one_in(3) ? fmt::format("{} approved the plan.", a)
                          : fmt::format("{} will open the thread with {}.", a, b);
}

Vault random_vault(Random& random) {
  Vault vault;
  for (const char* person : kPeople) {
    if (random.one_in(4)) vault.with_folder.insert(person);
    if (random.one_in(5)) vault.managers[person] = other_than(random, {person});
  }
  for (std::size_t n = 4 + random.below(10); n > 0; --n) {
    vault.meetings.push_back(random_meeting(random, vault));
  }
  const auto decide = [&](std::string text) {
    vault.meetings[random.below(vault.meetings.size())].decisions.push_back(std::move(text));
  };
  for (std::size_t n = random.below(4); n > 0; --n) decide(random_guard(random));
  for (std::size_t n = random.below(3); n > 0; --n) decide(random_statement(random));
  return vault;
}

IngestOptions options() {
  IngestOptions options;
  options.me = {kOwner};
  options.allow_mass_delete = true;
  return options;
}

Store ingested(const std::map<std::string, std::string>& notes) {
  MemorySource source(notes);
  Store store = Store::in_memory();
  ingest(source, store, options());
  return store;
}

World world_of(const Vault& vault) {
  return World(ingested(vault.notes()), kToday, vault.key(kOwner));
}

// Every truth is tried on vaults of its own: `test` counts the tests.
template <class Check>
void for_each_vault(std::uint64_t test, const Check& check) {
  for (std::uint64_t seed = 1000 * test + 1; seed <= 1000 * test + kVaults; ++seed) {
    Random random(seed);
    const Vault vault = random_vault(random);
    check(random, vault);
    if (::testing::Test::HasFailure()) {
      FAIL() << "seed " << seed << "\n" << shown(vault.notes());
    }
  }
}

using Pairs = std::map<std::pair<std::string, std::string>, TieStrength>;

// Of all pairs of people, in both directions.
Pairs strengths(const World& world, const Vault& vault, std::string_view as_of = kToday) {
  const PeopleGraph people(world.graph, world.id(world.owner), day(as_of), world.parameters);
  Pairs pairs;
  for (const std::string a : kPeople) {
    for (const std::string b : kPeople) {
      if (a == b) continue;
      pairs[{a, b}] = people.strength(world.id(vault.key(a)), world.id(vault.key(b)));
    }
  }
  return pairs;
}

void expect_none_lower(const Pairs& before, const Pairs& after) {
  for (const auto& [pair, strength] : before) {
    EXPECT_GE(after.at(pair).strength, strength.strength - kSlack)
        << pair.first << " to " << pair.second;
    EXPECT_GE(after.at(pair).to_neighbor, strength.to_neighbor - kSlack)
        << pair.first << " to " << pair.second;
  }
}

TEST(NoteText, AddingAMeetingLowersNoChance) {
  std::size_t raised = 0;
  for_each_vault(1, [&](Random& random, const Vault& vault) {
    Vault more = vault;
    more.meetings.push_back(random_meeting(random, more));
    const Pairs before = strengths(world_of(vault), vault);
    const Pairs after = strengths(world_of(more), vault);
    expect_none_lower(before, after);
    for (const auto& [pair, strength] : before) {
      raised += after.at(pair).strength > strength.strength + kSlack ? 1 : 0;
    }
  });
  EXPECT_GT(raised, kVaults);
}

TEST(NoteText, TimePassingRaisesNoChance) {
  for_each_vault(2, [&](Random& random, const Vault& vault) {
    const World world = world_of(vault);
    const Date later = day(kToday) + std::chrono::days{1 + static_cast<int>(random.below(500))};
    expect_none_lower(strengths(world, vault, to_iso(later)), strengths(world, vault));
  });
}

TEST(NoteText, AddingAPersonToAMeetingRaisesNoTieOfOthers) {
  std::size_t lowered = 0;
  for_each_vault(3, [&](Random& random, const Vault& vault) {
    Vault larger = vault;
    MeetingNote& meeting = larger.meetings[random.below(larger.meetings.size())];
    std::set<std::string> there(meeting.attendees.begin(), meeting.attendees.end());
    const std::string added = other_than(random, there);
    meeting.attendees.push_back(added);
    const Pairs before = strengths(world_of(vault), vault);
    const Pairs after = strengths(world_of(larger), vault);
    for (const auto& [pair, strength] : before) {
      if (pair.first == added || pair.second == added) continue;
      EXPECT_LE(after.at(pair).strength, strength.strength + kSlack)
          << added << " is added: " << pair.first << " to " << pair.second;
      lowered += after.at(pair).strength < strength.strength - kSlack ? 1 : 0;
    }
  });
  EXPECT_GT(lowered, kVaults);
}

// People with the hub discounts of another world: fewer ties make better intermediaries, so that
// only with these held does "less can never be more" follow.
class HeldDiscounts final : public CostGraph {
 public:
  HeldDiscounts(const PeopleGraph& people, const World& world, const PeopleGraph& held_people,
                const World& held, const Vault& vault)
      : people_(people) {
    for (const char* person : kPeople) {
      through_[world.id(vault.key(person))] = held_people.cost_through(held.id(vault.key(person)));
    }
  }

  std::span<const CostArc> out_arcs(VertexId v) const override { return people_.out_arcs(v); }
  std::span<const CostArc> in_arcs(VertexId v) const override { return people_.in_arcs(v); }
  double cost_through(VertexId v) const override {
    const auto it = through_.find(v);
    return it == through_.end() ? people_.cost_through(v) : it->second;
  }

 private:
  const PeopleGraph& people_;
  std::map<VertexId, double> through_;
};

struct Outcome {
  double best = 0;  // P of the best allowed path
  double reach = 0;
};

Outcome outcome(const CostGraph& graph, const PeopleGraph& people, const World& world,
                const std::string& target_key) {
  const Exclusions forbidden = forbidden_arcs(people, world.signals());
  const VertexId from = world.id(world.owner);
  const VertexId to = world.id(target_key);
  const auto paths = best_paths(graph, from, to, 3, 10, forbidden);
  Outcome result;
  if (!paths.empty()) result.best = std::exp(-paths.front().cost);
  result.reach = find_reach(graph, from, to, 3, forbidden, paths).probability;
  return result;
}

std::vector<std::size_t> degrees(const World& world, const Vault& vault) {
  const PeopleGraph people = world.people();
  std::vector<std::size_t> list;
  for (const char* person : kPeople) list.push_back(people.degree(world.id(vault.key(person))));
  return list;
}

TEST(NoteText, RemovingAMeetingOrAPromiseRaisesNeitherPathsNorReach) {
  std::size_t lowered = 0;
  std::size_t same_degrees = 0;
  for_each_vault(4, [&](Random& random, const Vault& vault) {
    Vault less = vault;
    const std::size_t removed = random.below(less.meetings.size());
    if (!less.meetings[removed].decisions.empty()) return;  // a guard or a release may go with it
    less.meetings.erase(less.meetings.begin() + static_cast<std::ptrdiff_t>(removed));
    if (random.one_in(2) && !less.managers.empty()) less.managers.erase(less.managers.begin());
    const World before = world_of(vault);
    const World after = world_of(less);
    expect_none_lower(strengths(after, vault), strengths(before, vault));

    const PeopleGraph people_before = before.people();
    const PeopleGraph people_after = after.people();
    const HeldDiscounts held(people_after, after, people_before, before, vault);
    const bool as_known = degrees(before, vault) == degrees(after, vault);
    same_degrees += as_known ? 1 : 0;
    for (const char* target : kPeople) {
      if (target == kOwner) continue;
      const std::string key = vault.key(target);
      const Outcome with = outcome(people_before, people_before, before, key);
      const Outcome without = outcome(held, people_after, after, key);
      EXPECT_LE(without.best, with.best + kSlack) << target;
      EXPECT_LE(without.reach, with.reach + kSlack) << target;
      lowered += without.reach < with.reach - kSlack ? 1 : 0;
      if (as_known) {
        EXPECT_LE(after.who(key).reach, before.who(key).reach + kSlack) << target;
      }
    }
  });
  EXPECT_GT(lowered, kVaults / 4);
  EXPECT_GT(same_degrees, kVaults / 10);
}

std::set<std::string> allowed_paths(const World& world, const std::string& target_key) {
  WhoQuery query = world.query(target_key);
  query.paths = 100;
  std::set<std::string> allowed;
  for (const PathFinding& path : world.who(query).paths) {
    if (path.blocked) continue;
    std::string way;
    for (const HopFinding& hop : path.hops) way += " > " + hop.to.name;
    allowed.insert(way);
  }
  return allowed;
}

TEST(NoteText, PathsAreSortedAndLoopless) {
  std::size_t seen = 0;
  std::size_t blocked = 0;
  for_each_vault(5, [&](Random&, const Vault& vault) {
    const World world = world_of(vault);
    for (const char* target : kPeople) {
      if (target == kOwner) continue;
      const Connections found = world.who(vault.key(target));
      double last = 1;
      bool any_blocked = false;
      for (const PathFinding& path : found.paths) {
        EXPECT_TRUE(path.blocked || !any_blocked) << "allowed ones come first";
        if (path.blocked != any_blocked) last = 1;
        any_blocked = path.blocked;
        EXPECT_LE(path.probability, last + kSlack);
        last = path.probability;
        EXPECT_LE(path.hops.size(), 3U);
        std::set<std::string> passed = {kOwner};
        for (const HopFinding& hop : path.hops) {
          EXPECT_TRUE(passed.insert(hop.to.name).second) << dump(path);
          EXPECT_FALSE(hop.evidence.empty()) << dump(path);
        }
        ++seen;
        blocked += path.blocked ? 1 : 0;
      }
    }
  });
  EXPECT_GT(seen, 5 * kVaults);
  EXPECT_GT(blocked, kVaults / 4);
}

TEST(NoteText, RemovingAGuardShrinksNoAllowedPaths) {
  std::size_t opened = 0;
  for_each_vault(6, [&](Random& random, const Vault& vault) {
    Vault guarded = vault;  // one guard that is sure to be there
    MeetingNote& meeting = guarded.meetings[random.below(guarded.meetings.size())];
    meeting.decisions.insert(meeting.decisions.begin() + static_cast<std::ptrdiff_t>(random.below(
                                                             meeting.decisions.size() + 1)),
                             random_guard(random));
    World before = world_of(guarded);
    World after = world_of(vault);
    for (World* world : {&before, &after}) {  // all paths, not a choice of them
      world->parameters.search_paths = 200;
      world->parameters.path_overlap = 1;
    }
    for (const char* target : kPeople) {
      if (target == kOwner) continue;
      const auto few = allowed_paths(before, vault.key(target));
      const auto many = allowed_paths(after, vault.key(target));
      EXPECT_TRUE(std::includes(many.begin(), many.end(), few.begin(), few.end()))
          << target << "\n"
          << shown(guarded.notes());
      EXPECT_GE(after.who(vault.key(target)).reach, before.who(vault.key(target)).reach - kSlack);
      opened += many.size() > few.size() ? 1 : 0;
    }
  });
  EXPECT_GT(opened, kVaults / 4);
}

// All numbers and names of all answers; with the places where it stands, if wanted.
std::string answers(const World& world, const Vault& vault, bool with_places) {
  std::string text;
  for (const char* target : kPeople) {
    if (target == kOwner) continue;
    const Connections found = world.who(vault.key(target));
    text +=
        fmt::format("{} {} {:.12f}\n{}", target, to_string(found.status), found.reach, dump(found));
    for (const PathFinding& path : found.paths) {
      for (const HopFinding& hop : path.hops) {
        text +=
            fmt::format("{} {:.12f} {:.12f} {} {}\n", hop.to.name, hop.probability, hop.strength,
                        hop.contact_days, with_places ? testing::places(hop.evidence) : "");
      }
    }
    for (const ContradictionFinding& c : found.contradictions) text += c.text + "\n";
    for (const PathFinding& speaker : found.speakers) text += dump(speaker) + "\n";
    if (const auto& unlock = found.unlocking.cheapest) {
      text += fmt::format("unlock {:.12f} {:.12f}\n", unlock->probability, unlock->reach);
    }
  }
  return text;
}

TEST(NoteText, TheOrderOfNotesChangesNothing) {
  for_each_vault(7, [&](Random& random, const Vault& vault) {
    const auto notes = vault.notes();
    MemorySource source;
    Store store = Store::in_memory();
    std::vector<std::pair<std::string, std::string>> order(notes.begin(), notes.end());
    for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random.below(i)]);
    for (std::size_t i = 0; i < order.size(); ++i) {
      source.notes().insert(order[i]);
      const bool last = i + 1 == order.size();
      if (last || random.one_in(4)) ingest(source, store, options());
    }
    EXPECT_EQ(answers(World(std::move(store), kToday, vault.key(kOwner)), vault, true),
              answers(world_of(vault), vault, true));
  });
}

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\n' ? "\r\n" : std::string(1, c);
  return out;
}

TEST(NoteText, LineEndingsChangeNothing) {
  for_each_vault(8, [&](Random& random, const Vault& vault) {
    auto notes = vault.notes();
    for (auto& [path, text] : notes) {
      if (!random.one_in(3)) text = with_crlf(text);
    }
    EXPECT_EQ(answers(World(ingested(notes), kToday, vault.key(kOwner)), vault, true),
              answers(world_of(vault), vault, true));
  });
}

// A meeting's note that lies in a second folder, too, and decisions that a tool has copied into the
// notes of people. Only the places are more.
TEST(NoteText, DuplicateCopiesChangeNothing) {
  for_each_vault(9, [&](Random& random, const Vault& vault) {
    auto notes = vault.notes();
    const MeetingNote& copied = vault.meetings[random.below(vault.meetings.size())];
    if (copied.of_person.empty()) {  // in another's folder it would become their own meeting
      notes["Imported/" + copied.path().substr(9)] = copied.text();
    }
    for (const MeetingNote& meeting : vault.meetings) {
      if (meeting.decisions.empty() || !random.one_in(2)) continue;
      std::string& person = notes.at(vault.key(random.pick(kPeople)));
      person += "\n## Key Decisions\n\n";
      for (const std::string& decision : meeting.decisions) person += "- ✅ " + decision + "\n";
    }
    EXPECT_EQ(answers(World(ingested(notes), kToday, vault.key(kOwner)), vault, false),
              answers(world_of(vault), vault, false))
        << shown(notes);
  });
}

}  // namespace
}  // namespace rapport
