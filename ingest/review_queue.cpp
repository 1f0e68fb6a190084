#include "ingest/review_queue.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "ingest/alike_names.h"
#include "ingest/duplicates.h"
#include "ingest/edit_distance.h"
#include "ingest/ingest.h"

namespace rapport {
namespace {

using namespace std::string_view_literals;

// Row n names enumerator n.
constexpr std::array kKinds = {"ambiguous-name"sv, "unknown-name"sv, "duplicate-person"sv,
                               "duplicate-meeting"sv, "duplicate-organization"sv};

constexpr std::size_t kMostGuesses = 8;  // whom an unknown name may mean

struct NameQuestion {
  std::string_view code;
  CaseKind kind;
  std::string_view reason;
};
constexpr std::array kNameQuestions = {
    NameQuestion{"ambiguous-name", CaseKind::ambiguous_name, "several people are called so"},
    NameQuestion{"unknown-name", CaseKind::unknown_name,
                 "nobody of the note or its account is called so"},
    NameQuestion{"unknown-owner", CaseKind::unknown_name, "the owner of a task is nobody known"},
};

// People by the words of their names: for names that nobody in their note bears.
class PeopleByWord {
 public:
  explicit PeopleByWord(const Store& store) {
    store.for_each_vertex([&](const Vertex& v) {
      if (v.type != VertexType::person) return;
      const auto words = person_words(v.name);
      if (words.empty()) return;
      by_given_name_[words.front()].insert(v.key);
      by_surname_[words.back()].emplace_back(v.key, words);
    });
  }

  // A first name: who is called so, else who is called nearly so. A full one: who may be meant.
  std::vector<std::string> guesses(std::string_view name) const {
    const auto words = person_words(name);
    std::set<std::string> keys;
    if (words.size() == 1) {
      if (const auto exact = by_given_name_.find(words.front()); exact != by_given_name_.end()) {
        keys = exact->second;
      } else if (words.front().size() >= 4) {
        for (const auto& [given, people] : by_given_name_) {
          if (edit_distance(words.front(), given, 1) <= 1)
            keys.insert(people.begin(), people.end());
        }
      }
    } else if (!words.empty()) {
      const auto found = by_surname_.find(words.back());
      if (found != by_surname_.end()) {
        for (const auto& [key, other] : found->second) {
          if (likeness(words, other)) keys.insert(key);
        }
      }
    }
    std::vector<std::string> first(keys.begin(), keys.end());
    if (first.size() > kMostGuesses) first.resize(kMostGuesses);
    return first;
  }

 private:
  std::map<std::string, std::set<std::string>> by_given_name_;
  std::map<std::string, std::vector<std::pair<std::string, std::vector<std::string>>>> by_surname_;
};

class Queue {
 public:
  Queue(const Store& store, const Identities& identities, Date as_of)
      : store_(store), identities_(identities), as_of_(as_of) {}

  std::vector<ReviewCase> run() {
    for (const Diagnostic& d : stored_diagnostics(store_)) add_question(d);
    for (auto& [key, found] : questions_) cases_.push_back(std::move(found));
    for (const Duplicate& d : find_duplicates(store_, identities_)) add_duplicate(d);
    std::sort(cases_.begin(), cases_.end(), [](const ReviewCase& a, const ReviewCase& b) {
      if (a.kind != b.kind) return a.kind < b.kind;
      if (a.places.size() != b.places.size()) return a.places.size() > b.places.size();
      return std::pair(fold_name(a.name), a.id) < std::pair(fold_name(b.name), b.id);
    });
    make_ids_differ();
    return std::move(cases_);
  }

 private:
  void add_question(const Diagnostic& d) {
    const auto row =
        std::find_if(kNameQuestions.begin(), kNameQuestions.end(),
                     [&](const NameQuestion& question) { return question.code == d.code; });
    if (row == kNameQuestions.end() || d.question.name.empty()) return;
    std::vector<std::string> keys = d.question.candidates;
    if (keys.empty()) keys = guesses(d.question.name);
    if (const auto ruling = identities_.ruling(d.question.name, d.note)) {
      if (ruling->nobody || !ruling->is.empty()) return;
      const std::size_t before = keys.size();
      std::erase_if(keys, [&](const std::string& key) { return is_rejected(*ruling, key); });
      // One who is left is taken; none who is left is nobody.
      if (keys.size() < 2 && before != keys.size()) return;
    }
    std::string id_text = fmt::format("{}\n{}\n", to_string(row->kind), fold_name(d.question.name));
    for (const std::string& key : keys) id_text += key + "\n";
    const auto [it, is_new] = questions_.try_emplace(id_text);
    ReviewCase& found = it->second;
    found.places.push_back({d.note, d.line});
    if (!is_new) return;
    found.id = id_of(id_text);
    found.kind = row->kind;
    found.name = d.question.name;
    found.reasons.emplace_back(row->reason);
    for (const std::string& key : keys) {
      if (const auto vertex = store_.find_key(key)) found.candidates.push_back(candidate(*vertex));
    }
  }

  bool is_rejected(const NameRuling& ruling, const std::string& key) const {
    const auto id = store_.find_key(key);
    const std::string name = id ? fold_name(store_.vertex(*id)->name) : std::string{};
    return std::any_of(ruling.isnot.begin(), ruling.isnot.end(), [&](const std::string& other) {
      return other == key || fold_name(other) == name;
    });
  }

  void add_duplicate(const Duplicate& d) {
    ReviewCase found;
    found.kind = d.type == VertexType::person    ? CaseKind::duplicate_person
                 : d.type == VertexType::meeting ? CaseKind::duplicate_meeting
                                                 : CaseKind::duplicate_organization;
    found.candidates = {candidate(d.kept), candidate(d.other)};
    found.name = found.candidates.front().name;
    found.reasons = d.reasons;
    found.places = {place_of(d.kept), place_of(d.other)};
    const auto [a, b] = std::minmax(found.candidates[0].key, found.candidates[1].key);
    found.id = id_of(fmt::format("{}\n{}\n{}", to_string(found.kind), a, b));
    cases_.push_back(std::move(found));
  }

  // Its note, else the first line that names it.
  ReviewCase::Place place_of(VertexId id) const {
    const auto vertex = store_.vertex(id);
    if (!vertex->stub) return {vertex->key, 1};
    std::optional<ReviewCase::Place> first;
    for (const Arc& arc : store_.arcs(id)) {
      ReviewCase::Place place{store_.source_path(arc.evidence.source), arc.evidence.line};
      if (!first || place < *first) first = std::move(place);
    }
    return first.value_or(ReviewCase::Place{});
  }

  ReviewCase::Candidate candidate(VertexId id) const {
    const auto vertex = store_.vertex(id);
    ReviewCase::Candidate found{vertex->key, vertex->name, vertex->stub, {}, vertex->date};
    if (vertex->type != VertexType::person) return found;
    for (const Arc& arc : store_.arcs(id)) {
      if (arc.label == EdgeLabel::works_at && arc.direction == Direction::out) {
        found.organization = store_.vertex(arc.other)->name;
        break;
      }
    }
    for (const Tie& tie : store_.ties(id)) {
      for (const Contact& contact : tie.contacts) {
        if (contact.date > as_of_) break;
        found.last_contact = std::max(found.last_contact, std::optional(contact.date));
      }
    }
    return found;
  }

  std::vector<std::string> guesses(std::string_view name) {
    if (!people_) people_.emplace(store_);
    return people_->guesses(name);
  }

  static std::string id_of(std::string_view text) {
    return fmt::format("{:06x}", hash64(text) & 0xFFFFFFU);
  }

  // Two of one id in some thousand cases are likely: the later one gets another.
  void make_ids_differ() {
    std::set<std::string> taken;
    for (ReviewCase& found : cases_) {
      while (!taken.insert(found.id).second) found.id = id_of(found.id);
    }
  }

  const Store& store_;
  const Identities& identities_;
  Date as_of_;
  std::optional<PeopleByWord> people_;
  std::map<std::string, ReviewCase> questions_;
  std::vector<ReviewCase> cases_;
};

}  // namespace

std::string_view to_string(CaseKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

std::vector<ReviewCase> review_queue(const Store& store, const Identities& identities, Date as_of) {
  return Queue(store, identities, as_of).run();
}

}  // namespace rapport
