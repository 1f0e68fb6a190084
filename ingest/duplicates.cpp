#include "ingest/duplicates.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <unordered_map>

#include <fmt/format.h>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "graph/sort_unique.h"
#include "ingest/alike_names.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kWindow = 64;  // neighbours that a member of a block is compared with
constexpr double kSamePeople = 0.8;  // least share of common attendees, where three or more met
constexpr double kSameTitle = 0.5;

struct Reach {
  std::string_view property;
  std::string_view name;
};
constexpr std::array kReach = {Reach{"email", "e-mail"}, Reach{"phone", "phone"},
                               Reach{"linkedin", "LinkedIn page"}};

template <class T>
std::vector<T> shared(const std::vector<T>& a, const std::vector<T>& b) {
  std::vector<T> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both;
}

struct Subject {
  VertexId id = 0;
  std::string key;
  std::string name;
  bool stub = true;
  std::size_t claims = 0;
  std::vector<std::string> words;                 // of a person's name, or of a title
  std::vector<std::vector<std::string>> aliases;  // likewise
  std::array<std::vector<std::string>, kReach.size()> reach;
  std::vector<std::uint64_t> companies;  // cores of their names
  std::vector<VertexId> meetings;        // attended by a person, sorted
  std::vector<VertexId> attendees;       // of a meeting, rarest first
  std::optional<Date> date;
  std::string source_ref;
};

// An address, number or page as it is compared; empty for what tells nobody from others.
std::string reach_key(std::string_view property, std::string_view value) {
  value = trim(value);
  if (property == "email") {
    const bool is_own = value.find('@') != std::string_view::npos && !is_shared_mailbox(value);
    return is_own ? fold_case(value) : std::string{};
  }
  if (property == "phone") {
    std::string digits;
    for (const char c : value) {
      if (c >= '0' && c <= '9') digits += c;
    }
    if (digits.size() < 7) return {};
    return digits.size() > 9 ? digits.substr(digits.size() - 9) : digits;  // without the country
  }
  std::string page = fold_case(value);
  for (const std::string_view start : {"https://", "http://", "www."}) {
    if (page.starts_with(start)) page.erase(0, start.size());
  }
  while (page.ends_with('/')) page.pop_back();
  return page;
}

void read_reach(Subject& person, std::size_t kind, std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find_first_of(",;");
    std::string key = reach_key(kReach[kind].property, text.substr(0, end));
    if (!key.empty()) person.reach[kind].push_back(std::move(key));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
}

void read_properties(const Vertex& vertex, Subject& subject) {
  for (const Property& p : vertex.properties) {
    for (std::size_t kind = 0; kind < kReach.size(); ++kind) {
      if (p.name == kReach[kind].property) read_reach(subject, kind, p.value);
    }
    if (p.name == "source_ref" && subject.source_ref.empty()) subject.source_ref = p.value;
    if (p.name != "alias") continue;
    if (p.value.find('@') != std::string::npos) {
      read_reach(subject, 0, p.value);
    } else if (auto words = person_words(p.value); words.size() > 1) {
      subject.aliases.push_back(std::move(words));
    }
  }
  for (auto& values : subject.reach) sort_unique(values);
}

// Everybody and everything that may be there twice, as the store tells it; each list by name, so
// that neighbours in a block are alike.
class Subjects {
 public:
  explicit Subjects(const Store& store) {
    std::unordered_map<VertexId, std::uint64_t> cores;
    store.for_each_vertex([&](const Vertex& v) {
      if (v.type != VertexType::person && v.type != VertexType::organization &&
          v.type != VertexType::meeting) {
        return;
      }
      Subject s;
      s.id = v.id;
      s.key = v.key;
      s.name = v.name;
      s.stub = v.stub;
      s.date = v.date;
      s.words = v.type == VertexType::meeting ? title_words(v.name) : person_words(v.name);
      read_properties(v, s);
      if (v.type == VertexType::organization) cores[v.id] = hash64(organization_core(v.name));
      of_type(v.type).push_back(std::move(s));
    });
    for (auto* list : {&people, &organizations, &meetings}) {
      std::sort(list->begin(), list->end(), [](const Subject& a, const Subject& b) {
        return std::tie(a.words, a.key) < std::tie(b.words, b.key);
      });
    }
    read_arcs(store, cores);
  }

  std::vector<Subject> people, organizations, meetings;

 private:
  std::vector<Subject>& of_type(VertexType type) {
    return type == VertexType::person         ? people
           : type == VertexType::organization ? organizations
                                              : meetings;
  }

  void read_arcs(const Store& store, const std::unordered_map<VertexId, std::uint64_t>& cores) {
    std::unordered_map<VertexId, Subject*> subjects;
    for (auto* list : {&people, &organizations, &meetings}) {
      for (Subject& s : *list) subjects[s.id] = &s;
    }
    store.for_each_arc_list([&](VertexId id, const std::vector<Arc>& arcs) {
      const auto found = subjects.find(id);
      if (found == subjects.end()) return;
      Subject& s = *found->second;
      s.claims = arcs.size();
      for (const Arc& arc : arcs) {
        if (arc.label == EdgeLabel::works_at && arc.direction == Direction::out) {
          if (const auto core = cores.find(arc.other); core != cores.end()) {
            s.companies.push_back(core->second);
          }
        }
        if (arc.label != EdgeLabel::attended) continue;
        (arc.direction == Direction::out ? s.meetings : s.attendees).push_back(arc.other);
      }
      sort_unique(s.companies);
      sort_unique(s.meetings);
      sort_unique(s.attendees);
    });
    std::unordered_map<VertexId, std::size_t> times;
    for (const Subject& m : meetings) {
      for (const VertexId person : m.attendees) ++times[person];
    }
    for (Subject& m : meetings) {
      std::sort(m.attendees.begin(), m.attendees.end(), [&](VertexId a, VertexId b) {
        return std::pair(times[a], a) < std::pair(times[b], b);
      });
    }
  }
};

// Pairs of a list whose members have a key in common.
class Blocks {
 public:
  void add(std::uint32_t member, std::string_view kind, std::string_view text,
           std::uint64_t within = 0) {
    rows_.emplace_back(hash64(kind) ^ hash64(text) ^ (within * 0x9E3779B97F4A7C15U), member);
  }

  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs() {
    sort_unique(rows_);
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const std::size_t end = std::min(rows_.size(), i + 1 + kWindow);
      for (std::size_t j = i + 1; j < end && rows_[j].first == rows_[i].first; ++j) {
        pairs.emplace_back(rows_[i].second, rows_[j].second);
      }
    }
    sort_unique(pairs);
    return pairs;
  }

 private:
  std::vector<std::pair<std::uint64_t, std::uint32_t>> rows_;
};

std::string sorted_words(std::vector<std::string> words) {
  std::sort(words.begin(), words.end());
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  return text;
}

std::string initials(const std::vector<std::string>& words) {
  return words.empty() ? std::string{} : words.front().substr(0, 1) + words.back().substr(0, 1);
}

Blocks people_blocks(const std::vector<Subject>& people) {
  Blocks blocks;
  for (std::uint32_t i = 0; i < people.size(); ++i) {
    const Subject& p = people[i];
    for (std::size_t kind = 0; kind < kReach.size(); ++kind) {
      for (const std::string& value : p.reach[kind]) blocks.add(i, kReach[kind].property, value);
    }
    if (p.words.size() < 2) continue;
    blocks.add(i, "name", sorted_words(p.words));
    for (const auto& alias : p.aliases) blocks.add(i, "name", sorted_words(alias));
    // Names one or two edits apart share a word, or at least how their words start.
    const auto add_within = [&](std::string_view kind, std::uint64_t group) {
      blocks.add(i, kind, p.words.front(), group);
      blocks.add(i, kind, p.words.back(), group);
      blocks.add(i, kind, initials(p.words), group);
    };
    for (const std::uint64_t company : p.companies) add_within("company", company);
    for (const VertexId meeting : p.meetings) add_within("meeting", meeting);
  }
  return blocks;
}

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return count == 1 ? std::string(one) : fmt::format("{} {}", count, several);
}

// Why two people may be one, the best reason first; nothing if they are surely two.
std::vector<std::string> reasons_for_people(const Subject& a, const Subject& b) {
  std::vector<std::string> reasons;
  for (std::size_t kind = 0; kind < kReach.size(); ++kind) {
    for (const std::string& value : shared(a.reach[kind], b.reach[kind])) {
      reasons.push_back(fmt::format("same {} {}", kReach[kind].name, value));
    }
  }
  const bool same_company = !shared(a.companies, b.companies).empty();
  const bool other_company = !a.companies.empty() && !b.companies.empty() && !same_company;
  if (other_company && shared(a.reach[0], b.reach[0]).empty()) return {};

  const std::size_t met = shared(a.meetings, b.meetings).size();
  std::string common = same_company ? ", same company" : "";
  if (met > 0) common += ", both in " + counted(met, "a meeting", "meetings");
  const auto is_called = [](const Subject& p, const std::vector<std::string>& words) {
    return std::find(p.aliases.begin(), p.aliases.end(), words) != p.aliases.end();
  };
  const auto alike = likeness(a.words, b.words);
  if (!alike) {
    if (is_called(a, b.words)) reasons.push_back(fmt::format("'{}' is an alias of both", b.name));
    if (is_called(b, a.words)) reasons.push_back(fmt::format("'{}' is an alias of both", a.name));
    return reasons;
  }
  switch (alike->kind) {
    case NameLikeness::same:
      reasons.push_back("same name" + common);
      break;
    case NameLikeness::transposed:
      reasons.push_back("same words in another order" + common);
      break;
    case NameLikeness::initial:
      if (!common.empty()) reasons.push_back("initial of the same name" + common);
      break;
    case NameLikeness::nickname:
      if (same_company) reasons.push_back("short form of the same name" + common);
      break;
    case NameLikeness::misspelled:
      if (!common.empty()) {
        reasons.push_back(fmt::format("edit distance {}{}", alike->edits, common));
      }
      break;
  }
  return reasons;
}

Blocks organization_blocks(const std::vector<Subject>& organizations) {
  Blocks blocks;
  for (std::uint32_t i = 0; i < organizations.size(); ++i) {
    const std::string core = organization_core(organizations[i].name);
    if (!core.empty()) blocks.add(i, "core", core);
  }
  return blocks;
}

std::vector<std::string> reasons_for_organizations(const Subject& a, const Subject& b) {
  if (organization_core(a.name) != organization_core(b.name)) return {};
  const bool same = fold_accents(a.name) == fold_accents(b.name);
  return {same ? "same name" : "same name but for legal form, accents or blanks"};
}

// Two lists of which four fifths are common have one of these few in common, whoever orders the
// lists alike: the rarest first, so that blocks stay small.
std::size_t prefix_of(std::size_t size) {
  const auto least = static_cast<std::size_t>(std::ceil(kSamePeople * static_cast<double>(size)));
  return size - least + 1;
}

Blocks meeting_blocks(const std::vector<Subject>& meetings) {
  Blocks blocks;
  for (std::uint32_t i = 0; i < meetings.size(); ++i) {
    const Subject& m = meetings[i];
    if (!m.source_ref.empty()) blocks.add(i, "source_ref", m.source_ref);
    if (!m.date || m.attendees.empty()) continue;
    for (std::size_t k = 0; k < prefix_of(m.attendees.size()); ++k) {
      blocks.add(i, "day", to_iso(*m.date), m.attendees[k] + std::uint64_t{1});
    }
  }
  return blocks;
}

std::string same_people(const Subject& a, const Subject& b) {
  std::vector<VertexId> left = a.attendees;
  std::vector<VertexId> right = b.attendees;
  std::sort(left.begin(), left.end());
  std::sort(right.begin(), right.end());
  const std::size_t both = shared(left, right).size();
  const std::size_t all = left.size() + right.size() - both;
  if (both == all) return both == 1 ? "same person" : fmt::format("same {} people", both);
  const bool most = std::min(left.size(), right.size()) >= 3 &&
                    static_cast<double>(both) >= kSamePeople * static_cast<double>(all);
  return most ? fmt::format("{} of {} people", both, all) : std::string{};
}

std::vector<std::string> reasons_for_meetings(const Subject& a, const Subject& b) {
  std::vector<std::string> reasons;
  if (!a.source_ref.empty() && a.source_ref == b.source_ref) {
    reasons.push_back(fmt::format("shared source_ref {}", clip(a.source_ref, 80)));
  }
  if (!a.date || a.date != b.date || a.attendees.empty()) return reasons;
  const std::string people = same_people(a, b);
  const double titles = similarity(a.words, b.words);
  if (!people.empty() && titles >= kSameTitle) {
    reasons.push_back(
        fmt::format("same day, {}, titles {:.0f} % alike", people, std::floor(titles * 100)));
  }
  return reasons;
}

bool is_better_known(const Subject& a, const Subject& b) {
  if (a.stub != b.stub) return !a.stub;
  if (a.claims != b.claims) return a.claims > b.claims;
  return a.key < b.key;
}

using Reasons = std::vector<std::string> (*)(const Subject&, const Subject&);

void find_in(VertexType type, const std::vector<Subject>& list, Blocks blocks, Reasons reasons,
             const Identities& identities, std::vector<Duplicate>& found) {
  std::map<std::pair<std::string_view, std::string_view>, Duplicate> by_key;
  for (const auto& [i, j] : blocks.pairs()) {
    const Subject& a = list[i];
    const Subject& b = list[j];
    auto why = reasons(a, b);
    if (why.empty()) continue;
    if (identities.are_settled({a.key, a.name}, {b.key, b.name})) continue;
    const bool a_first = is_better_known(a, b);
    const Subject& kept = a_first ? a : b;
    const Subject& other = a_first ? b : a;
    by_key.emplace(std::pair<std::string_view, std::string_view>(kept.key, other.key),
                   Duplicate{type, kept.id, other.id, std::move(why)});
  }
  for (auto& [keys, duplicate] : by_key) found.push_back(std::move(duplicate));
}

}  // namespace

std::vector<Duplicate> find_duplicates(const Store& store, const Identities& identities) {
  const Subjects all(store);
  std::vector<Duplicate> found;
  find_in(VertexType::person, all.people, people_blocks(all.people), reasons_for_people, identities,
          found);
  find_in(VertexType::organization, all.organizations, organization_blocks(all.organizations),
          reasons_for_organizations, identities, found);
  find_in(VertexType::meeting, all.meetings, meeting_blocks(all.meetings), reasons_for_meetings,
          identities, found);
  return found;
}

}  // namespace rapport
