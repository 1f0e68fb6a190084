#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "graph/name_key.h"
#include "ingest/vault_source.h"
#include "tests/ingest/claims_text.h"

// Holds what rapport reads out of the notes in tests/gold against what a careful reader wrote down
// (tests/gold/README.md), and prints precision and recall of each relation. RAPPORT_GOLD_MISSES=1
// also prints each claim that is missing or too many.

namespace rapport {
namespace {

namespace fs = std::filesystem;

// What must hold of relations that notes list, and of those that prose tells.
struct Bar {
  double precision;
  double recall;
};
constexpr Bar kListed = {.99, .95};
constexpr Bar kProse = {.95, .85};

// Each relation belongs to a group; the bar holds for each group, as the relations of statements
// are few.
std::string group_of(const std::string& relation) {
  static const std::map<std::string, std::string> kGroups = {{"attended", "attendance"},
                                                             {"mentioned", "attendance"},
                                                             {"via", "attendance"},
                                                             {"meeting", "attendance"},
                                                             {"link", "links"},
                                                             {"task", "tasks"},
                                                             {"fact", "items"},
                                                             {"decision", "items"},
                                                             {"obstacle", "items"},
                                                             {"person", "entities"},
                                                             {"organization", "entities"},
                                                             {"project", "entities"},
                                                             {"field", "fields"},
                                                             {"works_at", "fields"},
                                                             {"reports_to", "fields"},
                                                             {"introduced", "fields"},
                                                             {"leads", "fields"},
                                                             {"owns", "fields"},
                                                             {"part_of", "fields"},
                                                             {"about", "fields"},
                                                             {"attended (prose)", "prose names"},
                                                             {"mentioned (prose)", "prose names"}};
  const auto it = kGroups.find(relation);
  return it == kGroups.end() ? "statements" : it->second;
}

bool is_told_in_prose(const std::string& group) {
  return group == "statements" || group == "prose names";
}

struct Score {
  std::size_t right = 0;
  std::size_t missing = 0;
  std::size_t wrong = 0;

  double precision() const { return ratio(right, right + wrong); }
  double recall() const { return ratio(right, right + missing); }
  static double ratio(std::size_t part, std::size_t whole) {
    return whole == 0 ? 1 : static_cast<double>(part) / static_cast<double>(whole);
  }
  Score& operator+=(const Score& other) {
    right += other.right;
    missing += other.missing;
    wrong += other.wrong;
    return *this;
  }
};

using Claims = std::multiset<std::string>;  // "relation: rest"

struct Expected {
  std::string me;
  Claims claims;
};

Expected read_expected(const fs::path& file) {
  Expected expected;
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.pop_back();
    if (line.empty() || line.front() == '#') continue;
    if (line.starts_with("me: ")) {
      expected.me = line.substr(4);
    } else if (line.starts_with("link: ") || expected.claims.count(line) == 0) {
      expected.claims.insert(line);
    }
  }
  return expected;
}

// What the store holds, in the words of tests/gold/README.md.
class Reading {
 public:
  explicit Reading(const Store& store) : store_(store) {
    store_.for_each_vertex([&](const Vertex& vertex) { add_vertex(vertex); });
    store_.for_each_arc_list([&](VertexId from, const std::vector<Arc>& arcs) {
      for (const Arc& arc : arcs) {
        if (arc.direction == Direction::out) add_arc(from, arc);
      }
    });
    const auto add_records = [&](VertexId holder, const std::vector<Record>& records) {
      for (const Record& record : records) add_record(holder, record);
    };
    store_.for_each_record_list(add_records);
    store_.for_each_signal_list(add_records);
  }

  const Claims& claims() const { return claims_; }

 private:
  // A note as a link's end: by its file name, and by the entity's name.
  std::string name_of(VertexId id) const {
    const auto vertex = store_.vertex(id);
    return vertex ? vertex->name : "nobody";
  }

  void add(const std::string& relation, const std::string& rest) {
    std::string line = fmt::format("{}: {}", relation, rest);
    if (relation == "link" || claims_.count(line) == 0) claims_.insert(std::move(line));
  }

  void add_vertex(const Vertex& vertex) {
    switch (vertex.type) {
      case VertexType::person:
      case VertexType::organization:
      case VertexType::project:
        add(std::string(to_string(vertex.type)), vertex.name);
        break;
      case VertexType::meeting:
        add("meeting",
            fmt::format("{} | {}", vertex.name, vertex.date ? to_iso(*vertex.date) : "-"));
        break;
      default:
        return;
    }
    static const std::set<std::string> kFields = {
        "role",         "seniority", "email",        "phone",       "alias", "cadence",
        "last_contact", "team",      "status",       "industry",    "tier",  "health",
        "due",          "start",     "relationship", "renewal_date"};
    for (const Property& p : vertex.properties) {
      if (kFields.contains(p.name))
        add("field", fmt::format("{} | {} | {}", vertex.name, p.name, p.value));
    }
  }

  void add_arc(VertexId from, const Arc& arc) {
    const auto other = store_.vertex(arc.other);
    if (!other || other->type == VertexType::tag) return;
    std::string relation(to_string(arc.label));
    if (arc.label == EdgeLabel::links_to) relation = "link";
    if (arc.label == EdgeLabel::guard || arc.label == EdgeLabel::will_open) return;  // as records
    // A note that mentions somebody in a meeting does not know whom the meeting's own note lists.
    if (arc.label == EdgeLabel::mentioned && attends(from, arc.other)) return;
    const bool by_name = arc.method == Method::name || arc.method == Method::given_name ||
                         arc.method == Method::alias;
    const bool prose = arc.method == Method::text ||
                       (arc.label == EdgeLabel::attended && arc.method == Method::summary) ||
                       (arc.label == EdgeLabel::mentioned && by_name);
    if (prose) relation += " (prose)";
    add(relation, fmt::format("{} -> {}", name_of(from), other->name));
  }

  bool attends(VertexId person, VertexId meeting) const {
    const auto arcs = store_.arcs(person);
    return std::any_of(arcs.begin(), arcs.end(), [&](const Arc& arc) {
      return arc.label == EdgeLabel::attended && arc.other == meeting;
    });
  }

  static std::string attribute(const Record& record, std::string_view name) {
    const std::string* value = record.find(name);
    return value == nullptr ? "-" : *value;
  }

  void add_record(VertexId holder, const Record& record) {
    if (record.find("modality") != nullptr) return;
    const std::string subject = record.subject ? name_of(*record.subject) : "*";
    switch (record.kind) {
      case RecordKind::fact:
      case RecordKind::decision:
        add(std::string(to_string(record.kind)), record.text);
        break;
      case RecordKind::blocker:
        add("obstacle", record.text);
        break;
      case RecordKind::task:
        add_task(holder, record);
        break;
      case RecordKind::guard: {
        // The same words in another note tell who is bound: one statement, of several places.
        if (record.find("speaker_name") != nullptr && is_told_elsewhere(record)) break;
        const std::string until = attribute(record, "until");
        add("guard", fmt::format("{} -> {}{}", subject, name_of(*record.object),
                                 until == "-" ? "" : " | until " + until));
        break;
      }
      case RecordKind::will_open:
        add("will_open", fmt::format("{} -> {}", subject, name_of(*record.object)));
        break;
      case RecordKind::blocking:
        add("blocker", subject);
        break;
      case RecordKind::deprioritised:
        if (record.subject) add("deprioritised", subject);
        break;
      default:
        add(std::string(to_string(record.kind)), subject);
    }
  }

  bool is_told_elsewhere(const Record& guard) const {
    const auto others = store_.signals(*guard.object);
    return std::any_of(others.begin(), others.end(), [&](const Record& other) {
      return other.kind == RecordKind::guard && other.subject && other.text == guard.text;
    });
  }

  // A task stands with its note and again with its owner: the note's counts.
  void add_task(VertexId holder, const Record& record) {
    const auto vertex = store_.vertex(holder);
    const std::string path = store_.source_path(record.evidence.source);
    if (!vertex || vertex->key != path) return;
    add("task",
        fmt::format("{} | {} | {} | {} | {} | {}", vertex->name, record.text,
                    attribute(record, "status"), record.subject ? name_of(*record.subject) : "-",
                    attribute(record, "due"), attribute(record, "priority")));
  }

  const Store& store_;
  Claims claims_;
};

std::string relation_of(const std::string& claim) { return claim.substr(0, claim.find(": ")); }

using Scores = std::map<std::string, Score>;

Scores compare(const std::string& style, const Claims& expected, const Claims& found) {
  static const bool show = std::getenv("RAPPORT_GOLD_MISSES") != nullptr;
  Scores scores;
  const auto each = [&](const Claims& claims, const Claims& others, auto member, char mark) {
    std::set<std::string> done;
    for (const std::string& claim : claims) {
      if (!done.insert(claim).second) continue;
      const std::size_t here = claims.count(claim);
      const std::size_t there = others.count(claim);
      Score& score = scores[relation_of(claim)];
      if (mark == '-') score.right += std::min(here, there);
      if (here <= there) continue;
      score.*member += here - there;
      if (show) std::cout << fmt::format("{} {:<9} {}\n", mark, style, claim);
    }
  };
  each(expected, found, &Score::missing, '-');
  each(found, expected, &Score::wrong, '+');
  return scores;
}

std::vector<std::string> styles() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(RAPPORT_GOLD)) {
    if (entry.path().extension() == ".claims") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::size_t notes_in(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() == ".md") ++count;
  }
  return count;
}

void print(const Scores& scores) {
  std::cout << fmt::format("{:<24} {:>6} {:>8} {:>6} {:>10} {:>7}\n", "relation", "right",
                           "missing", "wrong", "precision", "recall");
  for (const auto& [relation, score] : scores) {
    std::cout << fmt::format("{:<24} {:>6} {:>8} {:>6} {:>10.3f} {:>7.3f}\n", relation, score.right,
                             score.missing, score.wrong, score.precision(), score.recall());
  }
}

TEST(Gold, IsReadAsWellAsItsAuthorWould) {
  Scores scores;
  std::size_t notes = 0;
  for (const std::string& style : styles()) {
    const fs::path folder = fs::path(RAPPORT_GOLD) / style;
    const Expected expected = read_expected(folder.string() + ".claims");
    IngestOptions options = options_for(expected.me);
    add_property_types(folder.string(), options.rules);
    Store store = Store::in_memory();
    const auto source = open_vault(folder.string(), options.rules);
    ingest(*source, store, options);
    for (const auto& [relation, score] : compare(style, expected.claims, Reading(store).claims())) {
      scores[relation] += score;
    }
    notes += notes_in(folder);
  }
  print(scores);
  Scores groups;
  for (const auto& [relation, score] : scores) groups[group_of(relation)] += score;
  std::cout << '\n';
  print(groups);

  EXPECT_GE(notes, 120U);
  EXPECT_GE(styles().size(), 6U);
  EXPECT_EQ(groups.size(), 8U);
  for (const auto& [group, score] : groups) {
    const Bar bar = is_told_in_prose(group) ? kProse : kListed;
    EXPECT_GE(score.precision(), bar.precision) << group;
    EXPECT_GE(score.recall(), bar.recall) << group;
  }
}

}  // namespace
}  // namespace rapport
