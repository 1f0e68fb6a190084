#include "analysis/commitments.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "analysis/staff.h"
#include "graph/name_key.h"

namespace rapport {
namespace {

// A task where it stands, on the day asked about.
struct Place {
  VertexId note = 0;  // whose note it is
  const Record* record = nullptr;
  bool open = true;
  std::optional<Date> due;
  std::optional<Date> done;
  Citation line;  // only of those that may be shown

  std::optional<Date> date() const { return record->date; }  // of that note
};

// When a place that is closed was closed, as far as it tells; its note's day else.
std::optional<Date> closed_on(const Place& place) { return place.done ? place.done : place.date(); }

bool is_closed_by(const Place& open, const Place& closed) {
  if (open.due && closed.due && *open.due > *closed.due) return false;
  const auto when = closed_on(closed);
  return !open.date() || !when || *open.date() <= *when;
}

// The latest day first, then those without one.
bool is_later(const Place& a, const Place& b) {
  return a.date() != b.date() ? a.date() > b.date() : a.line < b.line;
}

class Finder {
 public:
  Finder(const StoredGraph& graph, EntityReader& entities, const CommitmentQuery& query)
      : graph_(graph), entities_(entities), query_(query) {
    for (const Arc& arc : graph_.arcs(query_.owner)) {
      if (arc.direction != Direction::out) continue;
      if (arc.label == EdgeLabel::attended) attended_.insert(arc.other);
      if (arc.label == EdgeLabel::works_at) employers_.insert(arc.other);
    }
    if (query_.account) {
      members_ = {*query_.account};
      for (const VertexId person : people_of(graph_, *query_.account, query_.as_of)) {
        members_.insert(person);
      }
      add_projects(*query_.account, members_);
    }
  }

  std::vector<CommitmentFinding> find() {
    collect();
    std::vector<CommitmentFinding> found;
    for (auto& [key, places] : places_) {
      for (std::vector<Place>& of_one : parted(std::move(places))) {
        if (auto commitment = commitment_of(of_one)) found.push_back(std::move(*commitment));
      }
    }
    std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return std::tuple(-a.days_overdue, a.promise, a.task.evidence) <
             std::tuple(-b.days_overdue, b.promise, b.task.evidence);
    });
    return found;
  }

 private:
  // By owner and words: what stands in several notes is one.
  using Key = std::pair<std::optional<VertexId>, std::string>;

  // A task as it is kept with its owner; whether it stands there alone is told by the others.
  struct OwnersCopy {
    VertexId owner;
    Evidence evidence;
    std::string text;
  };

  // Each task is kept with its note, and with its owner once more: so all places of somebody's task
  // are found with them. With its owner alone is what stands in the owner's own note.
  void collect() {
    std::set<Key> wanted;
    std::map<Evidence, VertexId> notes;
    std::vector<std::pair<VertexId, Record>> unassigned;
    std::vector<OwnersCopy> with_owner;
    std::vector<Evidence> with_note;
    const auto look_at = [&](VertexId holder, const std::vector<Record>& records) {
      for (const Record& record : records) {
        if (record.kind != RecordKind::task || !is_known(record)) continue;
        if (!record.subject && !query_.involving) unassigned.emplace_back(holder, record);
        if (!record.subject && query_.involving) continue;
        if (!is_overdue(record)) continue;
        const bool is_with_owner = record.subject == holder;
        if (!is_with_owner) with_note.push_back(record.evidence);
        if (is_with_owner && holder != query_.owner) {
          with_owner.push_back({holder, record.evidence, record.text});
        } else if (may_be_ours(holder, record)) {
          wanted.insert(key_of(record));
          if (!is_with_owner) notes.emplace(record.evidence, holder);
        }
      }
    };
    if (query_.involving) {
      for (const VertexId holder : near(*query_.involving)) {
        look_at(holder, graph_.store().records(holder));
      }
    } else {
      tell_meetings();
      graph_.store().for_each_record_list(look_at);
    }
    std::sort(with_note.begin(), with_note.end());
    for (const OwnersCopy& task : with_owner) {
      if (std::binary_search(with_note.begin(), with_note.end(), task.evidence)) continue;
      if (is_own_note(task)) wanted.insert({task.owner, fold_name(task.text)});
    }
    std::set<VertexId> subjects;
    for (const auto& [subject, text] : wanted) {
      if (subject) subjects.insert(*subject);
    }
    for (const VertexId subject : subjects) {
      for (Record& record : graph_.store().records(subject)) {
        const bool is_meant = record.kind == RecordKind::task && record.subject == subject &&
                              is_known(record) && wanted.contains(key_of(record));
        if (!is_meant) continue;
        const auto known = notes.find(record.evidence);
        const VertexId note = known != notes.end() ? known->second : note_of(record);
        records_.emplace_back(note, std::move(record));
      }
    }
    for (auto& [holder, record] : unassigned) {
      if (wanted.contains(key_of(record))) records_.emplace_back(holder, std::move(record));
    }
    for (const auto& [holder, record] : records_) {
      const TaskState state = task_state(record, query_.as_of);
      places_[key_of(record)].push_back({holder, &record, state.open, state.due, state.done, {}});
    }
  }

  // The vertex of the note where a task stands; of a note that was merged into another's, its
  // owner.
  VertexId note_of(const Record& task) const {
    const auto note = graph_.store().find_key(graph_.store().source_path(task.evidence.source));
    return note.value_or(*task.subject);
  }

  bool is_own_note(const OwnersCopy& task) {
    return graph_.store().source_path(task.evidence.source) == entities_.vertex(task.owner).key;
  }

  // Before all places are known.
  bool may_be_ours(VertexId note, const Record& task) {
    return task.subject == query_.owner || attended_.contains(note) || !is_meeting(note);
  }

  // All at once: a look at each of many is slower than a scan.
  void tell_meetings() {
    meetings_.emplace(graph_.store().vertex_bound());
    graph_.store().for_each_vertex([&](const Vertex& vertex) {
      (*meetings_)[vertex.id] = vertex.type == VertexType::meeting;
    });
  }

  bool is_meeting(VertexId id) {
    return meetings_ ? (*meetings_)[id] : entities_.vertex(id).type == VertexType::meeting;
  }

  // Whose tasks may concern the entity.
  std::set<VertexId> near(VertexId id) const {
    std::set<VertexId> holders = {id};
    for (const Arc& arc : graph_.arcs(id)) {
      const bool is_in = arc.direction == Direction::in;
      const bool tells =
          arc.label == EdgeLabel::attended
              ? !is_in
              : is_in && (arc.label == EdgeLabel::about || arc.label == EdgeLabel::part_of ||
                          arc.label == EdgeLabel::links_to);
      if (tells) holders.insert(arc.other);
    }
    return holders;
  }

  // The same words twice in one note are two tasks, told apart by when they are due.
  static std::vector<std::vector<Place>> parted(std::vector<Place> places) {
    std::set<SourceId> notes;
    const bool is_plain = std::all_of(places.begin(), places.end(), [&](const Place& p) {
      return notes.insert(p.record->evidence.source).second;
    });
    if (is_plain) return {std::move(places)};
    std::map<std::optional<Date>, std::vector<Place>> by_due;
    for (Place& place : places) by_due[place.due].push_back(std::move(place));
    std::vector<std::vector<Place>> parts;
    for (auto& [due, part] : by_due) parts.push_back(std::move(part));
    return parts;
  }

  static Key key_of(const Record& record) { return {record.subject, fold_name(record.text)}; }

  bool is_known(const Record& record) const {
    if (record.date && *record.date > query_.as_of) return false;
    const std::string* created = record.find("created");
    const auto date = created == nullptr ? std::nullopt : parse_date(*created);
    return !date || *date <= query_.as_of;
  }

  bool is_overdue(const Record& record) const {
    const TaskState state = task_state(record, query_.as_of);
    return state.open && state.due && *state.due < query_.as_of;
  }

  std::optional<CommitmentFinding> commitment_of(std::vector<Place>& places) {
    std::vector<Place*> open;
    for (Place& place : places) {
      if (!place.open) continue;
      const bool is_done = std::any_of(places.begin(), places.end(), [&](const Place& other) {
        return !other.open && is_closed_by(place, other);
      });
      if (!is_done) open.push_back(&place);
    }
    const auto promise = promise_of(open);
    if (!promise) return std::nullopt;
    for (Place* place : open) place->line = entities_.citation(place->record->evidence);
    std::sort(open.begin(), open.end(), [](auto* a, auto* b) { return is_later(*a, *b); });

    std::optional<Date> due = open.front()->due;
    for (const Place* place : open) {
      // What the latest leaves out, an earlier place may say. It cannot be told whether a note
      // without a day is older: then the later date is the safer one.
      if (!due || (!place->date() && place->due > due)) due = place->due;
    }
    if (!due || *due >= query_.as_of) return std::nullopt;
    std::set<VertexId> concerned;
    for (const Place* place : open) add_concerned(*place, concerned);
    const Record& latest = *open.front()->record;
    if (!is_asked_for(latest, concerned)) return std::nullopt;

    CommitmentFinding finding;
    finding.promise = *promise;
    finding.task = to_task(latest, entities_, query_.as_of);
    finding.task.due = due;
    finding.task.overdue = true;
    finding.task.evidence.clear();
    for (const Place* place : open) finding.task.evidence.push_back(place->line);
    finding.days_overdue = days_between(*due, query_.as_of);
    for (const VertexId id : concerned) finding.concerns.push_back(entities_.entity(id));
    std::sort(finding.concerns.begin(), finding.concerns.end(),
              [](const Entity& a, const Entity& b) {
                return std::tuple(a.type, by_name(a)) < std::tuple(b.type, by_name(b));
              });
    return finding;
  }

  // nullopt for what is between others, and for nothing.
  std::optional<Promise> promise_of(const std::vector<Place*>& open) {
    if (open.empty()) return std::nullopt;
    const auto& subject = open.front()->record->subject;
    if (subject == query_.owner) return Promise::mine;
    bool is_of_meeting = false;
    bool was_there = false;
    for (const Place* place : open) {
      if (!is_meeting(place->note)) continue;
      is_of_meeting = true;
      was_there = was_there || attended_.contains(place->note);
    }
    if (is_of_meeting && !was_there) return std::nullopt;
    return subject ? Promise::to_me : Promise::nobodys;
  }

  std::set<VertexId> attendees_of(VertexId meeting) {
    std::set<VertexId> attendees;
    for (const Arc& arc : graph_.arcs(meeting)) {
      const bool attends = arc.label == EdgeLabel::attended && arc.direction == Direction::in;
      if (attends && entities_.vertex(arc.other).type == VertexType::person) {
        attendees.insert(arc.other);
      }
    }
    return attendees;
  }

  void add_projects(VertexId account, std::set<VertexId>& to) const {
    for (const Arc& arc : graph_.arcs(account)) {
      if (arc.label == EdgeLabel::part_of && arc.direction == Direction::in) to.insert(arc.other);
    }
  }

  void add_concerned(const Place& place, std::set<VertexId>& concerned) {
    const auto is_subject_matter = [](VertexType type) {
      return type == VertexType::person || type == VertexType::organization ||
             type == VertexType::project;
    };
    const auto add = [&](VertexId id) {
      const bool is_party = id == query_.owner || std::optional(id) == place.record->subject ||
                            employers_.contains(id);
      if (!is_party && is_subject_matter(entities_.vertex(id).type)) concerned.insert(id);
    };
    add(place.note);
    std::vector<VertexId> account;
    for (const Arc& arc : graph_.arcs(place.note)) {
      if (arc.direction != Direction::out) continue;
      if (arc.label == EdgeLabel::links_to && arc.evidence == place.record->evidence)
        add(arc.other);
      const bool is_about = arc.label == EdgeLabel::about || arc.label == EdgeLabel::part_of;
      if (is_about) account.push_back(arc.other);
    }
    for (const VertexId id : account) add(id);
    if (!is_meeting(place.note)) return;
    std::set<VertexId> others = attendees_of(place.note);
    others.erase(query_.owner);
    for (const VertexId person : named_among(others, place.record->text)) add(person);
    const bool is_of_two = others.size() == 1;
    if (account.empty() && is_of_two) add(*others.begin());
  }

  // Whom the text names in full, or by a first name that only one of them has.
  std::vector<VertexId> named_among(const std::set<VertexId>& people, const std::string& text) {
    const std::string padded = " " + words_only(text) + " ";
    std::vector<VertexId> in_full;
    std::map<std::string, std::vector<VertexId>> by_first_name;
    for (const VertexId person : people) {
      const std::string name = words_only(entities_.name(person));
      if (padded.find(" " + name + " ") != std::string::npos) in_full.push_back(person);
      const std::string first = " " + name.substr(0, name.find(' ')) + " ";
      if (padded.find(first) != std::string::npos) by_first_name[first].push_back(person);
    }
    for (const auto& [name, namesakes] : by_first_name) {
      if (namesakes.size() == 1) in_full.push_back(namesakes.front());
    }
    return in_full;
  }

  // Folded, with blanks for all that is neither letter nor digit: "Samir's" is "samir s".
  static std::string words_only(std::string_view text) {
    std::string words = fold_name(text);
    for (char& c : words) {
      const auto byte = static_cast<unsigned char>(c);
      const bool is_word = byte >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
      if (!is_word) c = ' ';
    }
    return words;
  }

  bool is_asked_for(const Record& task, const std::set<VertexId>& concerned) const {
    const auto is_about = [&](const auto& fits) {
      return (task.subject && fits(*task.subject)) ||
             std::any_of(concerned.begin(), concerned.end(), fits);
    };
    if (query_.account && !is_about([&](VertexId id) { return members_.contains(id); })) {
      return false;
    }
    return !query_.involving || is_about([&](VertexId id) { return id == *query_.involving; });
  }

  const StoredGraph& graph_;
  EntityReader& entities_;
  CommitmentQuery query_;
  std::set<VertexId> attended_;                // meetings of the owner
  std::optional<std::vector<bool>> meetings_;  // by id, once all are known
  std::set<VertexId> employers_;  // of the owner: no account is concerned by a task of the house
  std::set<VertexId> members_;    // of the account
  std::vector<std::pair<VertexId, Record>> records_;
  std::map<Key, std::vector<Place>> places_;
};

}  // namespace

std::string_view to_string(Promise promise) {
  static constexpr std::array<std::string_view, 3> kNames = {"mine", "to_me", "nobodys"};
  return kNames[static_cast<std::size_t>(promise)];
}

std::vector<CommitmentFinding> find_commitments(const StoredGraph& graph, EntityReader& entities,
                                                const CommitmentQuery& query) {
  return Finder(graph, entities, query).find();
}

std::vector<LateProject> late_projects(const std::vector<CommitmentFinding>& commitments) {
  std::map<VertexId, LateProject> by_id;
  for (const CommitmentFinding& c : commitments) {
    for (const Entity& e : c.concerns) {
      if (e.type != VertexType::project) continue;
      LateProject& late = by_id[e.vertex];
      late.project = e;
      ++late.late;
    }
  }
  std::vector<LateProject> projects;
  for (auto& [id, late] : by_id) projects.push_back(std::move(late));
  std::sort(projects.begin(), projects.end(), [](const LateProject& a, const LateProject& b) {
    return a.late != b.late ? a.late > b.late : by_name(a.project) < by_name(b.project);
  });
  return projects;
}

}  // namespace rapport
