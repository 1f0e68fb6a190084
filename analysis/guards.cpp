#include "analysis/guards.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "analysis/superseded.h"
#include "analysis/wording.h"
#include "graph/name_key.h"

namespace rapport {
namespace {

// By day, then by what they say: in which order the notes were read plays no part. The path of a
// note is looked up only where all else is equal, which spares most lookups of a large vault.
void sort_by_day(std::vector<Record>& records, const Store& store) {
  std::map<SourceId, std::string> paths;
  const auto path = [&](SourceId source) -> const std::string& {
    const auto [it, is_new] = paths.try_emplace(source);
    if (is_new) it->second = store.source_path(source);
    return it->second;
  };
  std::stable_sort(records.begin(), records.end(), [&](const Record& a, const Record& b) {
    const auto said = [](const Record& r) {
      return std::tie(r.date, r.evidence.line, r.kind, r.text);
    };
    if (said(a) != said(b)) return said(a) < said(b);
    return a.evidence.source != b.evidence.source &&
           path(a.evidence.source) < path(b.evidence.source);
  });
}

Guard to_guard(const Record& record, const Store& store) {
  Guard guard;
  guard.speaker = record.subject;
  guard.object = *record.object;
  guard.is_speaker_unknown = record.find("speaker_name") != nullptr;
  guard.text = record.text;
  guard.date = guard.last_said = record.date;
  guard.evidence = {record.evidence};
  if (const std::string* until = record.find("until")) guard.until = *until;
  if (const std::string* name = record.find("waits_for_name")) guard.waits_for_name = *name;
  if (const std::string* key = record.find("waits_for")) guard.waits_for = store.find_key(*key);
  if (const std::string* day = record.find("until_date")) guard.until_date = parse_date(*day);
  return guard;
}

bool says_the_same(const Guard& a, const Guard& b) {
  return a.object == b.object && a.until_date == b.until_date &&
         fold_name(a.text) == fold_name(b.text) &&
         (a.speaker == b.speaker || a.is_speaker_unknown || b.is_speaker_unknown);
}

// What another note with the same words adds: not every note could tell who is meant.
void merge(Guard& guard, const Guard& other) {
  guard.evidence.insert(guard.evidence.end(), other.evidence.begin(), other.evidence.end());
  if (guard.is_speaker_unknown && !other.is_speaker_unknown) {
    guard.speaker = other.speaker;
    guard.is_speaker_unknown = false;
  }
  if (!guard.waits_for) guard.waits_for = other.waits_for;
  if (guard.waits_for_name.empty()) guard.waits_for_name = other.waits_for_name;
  if (guard.until.empty()) guard.until = other.until;
  if (!guard.date || (other.date && *other.date < *guard.date)) guard.date = other.date;
  guard.last_said = std::max(guard.last_said, other.last_said);
}

// "A waits for B" is part of a ring only if B is closed to those whom the first guard binds.
bool binds_alike(const Guard& guard, const Guard& next) {
  return !next.speaker || next.speaker == guard.speaker;
}

}  // namespace

bool cites(const std::vector<Evidence>& evidence, SourceId source) {
  return std::any_of(evidence.begin(), evidence.end(),
                     [&](const Evidence& e) { return e.source == source; });
}

std::string guard_words(const Guard& guard, EntityReader& entities) {
  return guard_sentence(guard.speaker ? entities.name(*guard.speaker) : "",
                        entities.name(guard.object), guard.until);
}

bool differ_in_condition(const Guard& a, const Guard& b) {
  if (a.speaker != b.speaker || a.object != b.object || a.until.empty() || b.until.empty()) {
    return false;
  }
  if (a.until_date || b.until_date) return a.until_date != b.until_date;
  if (a.waits_for && b.waits_for) return a.waits_for != b.waits_for;
  return fold_name(a.until) != fold_name(b.until);
}

bool is_later(const Guard& a, const Guard& b) {
  return a.last_said && b.last_said && *a.last_said > *b.last_said;
}

Signals::Signals(const Store& store, Date as_of, const Parameters& parameters)
    : as_of_(as_of), advocacy_days_(parameters.advocacy_days) {
  std::vector<Record> records;
  store.for_each_signal_list([&](VertexId, const std::vector<Record>& list) {
    for (const Record& record : list) {
      if (!record.date || *record.date <= as_of) records.push_back(record);
    }
  });
  sort_by_day(records, store);
  drop_superseded(records);
  records_ = std::make_shared<const std::vector<Record>>(std::move(records));
  std::vector<Guard> all;
  for (const Record& record : *records_) {
    if (record.kind != RecordKind::guard || !record.object) continue;
    Guard guard = to_guard(record, store);
    const auto same = std::find_if(all.begin(), all.end(),
                                   [&](const Guard& g) { return says_the_same(g, guard); });
    if (same == all.end()) {
      all.push_back(std::move(guard));
    } else {
      merge(*same, guard);
    }
  }
  // By the day on which they were said: an undated copy, which was read first, moves none.
  std::stable_sort(all.begin(), all.end(), [](const Guard& a, const Guard& b) {
    return std::tie(a.date, a.text) < std::tie(b.date, b.text);
  });
  for (Guard& guard : all) {
    const bool over = guard.until_date && *guard.until_date <= as_of;
    (over || is_released(guard) ? ended_ : guards_).push_back(std::move(guard));
  }
  for (Guard& guard : guards_) {
    guard.superseded = std::any_of(guards_.begin(), guards_.end(), [&](const Guard& other) {
      return is_later(other, guard) && differ_in_condition(other, guard);
    });
  }
}

Signals Signals::without(const std::vector<Guard>& lifted) const {
  Signals rest = *this;
  std::erase_if(rest.guards_, [&](const Guard& guard) {
    return std::find(lifted.begin(), lifted.end(), guard) != lifted.end();
  });
  return rest;
}

bool Signals::is_released(const Guard& guard) const {
  if (!guard.waits_for || !guard.date) return false;
  return std::any_of(records_->begin(), records_->end(), [&](const Record& r) {
    return r.kind == RecordKind::support && r.subject == guard.waits_for && r.date &&
           *r.date >= *guard.date && !cites(guard.evidence, r.evidence.source);
  });
}

std::vector<const Guard*> Signals::forbidding(VertexId speaker, VertexId object) const {
  std::vector<const Guard*> found;
  for (const Guard& guard : guards_) {
    if (guard.object != object) continue;
    const bool binds = guard.speaker ? *guard.speaker == speaker : !will_open(speaker, object);
    if (binds) found.push_back(&guard);
  }
  std::stable_partition(found.begin(), found.end(),
                        [](const Guard* guard) { return !guard->superseded; });
  return found;
}

std::vector<Record> Signals::advocacy(VertexId person, VertexId target) const {
  std::vector<Record> found;
  for (const Record& r : *records_) {
    const bool advocates = r.kind == RecordKind::sponsor || r.kind == RecordKind::champion ||
                           r.kind == RecordKind::support ||
                           (r.kind == RecordKind::will_open && r.object == target);
    if (!advocates || r.subject != person || !r.date) continue;
    if (days_between(*r.date, as_of_) > advocacy_days_) continue;
    const bool contradicted = std::any_of(records_->begin(), records_->end(), [&](const Record& c) {
      return (c.kind == RecordKind::left || c.kind == RecordKind::deprioritised) &&
             c.subject == person && (!c.date || *c.date >= *r.date);
    });
    if (!contradicted) found.push_back(r);
  }
  return found;
}

bool Signals::will_open(VertexId broker, VertexId object) const {
  return std::any_of(records_->begin(), records_->end(), [&](const Record& r) {
    return r.kind == RecordKind::will_open && r.subject == broker && r.object == object;
  });
}

std::vector<Record> Signals::promises(VertexId broker, VertexId object) const {
  std::vector<Record> found;
  std::copy_if(records_->begin(), records_->end(), std::back_inserter(found), [&](const Record& r) {
    return r.kind == RecordKind::will_open && r.subject == broker && r.object == object;
  });
  return found;
}

bool Signals::decides(VertexId person) const {
  return std::any_of(records_->begin(), records_->end(), [&](const Record& r) {
    return r.kind == RecordKind::decision_maker && r.subject == person;
  });
}

const Record* Signals::left(VertexId person) const {
  // The last that was said, which has a day rather than none.
  const auto it = std::find_if(records_->rbegin(), records_->rend(), [&](const Record& r) {
    return r.kind == RecordKind::left && r.subject == person;
  });
  return it == records_->rend() ? nullptr : &*it;
}

std::vector<Deadlock> Signals::deadlocks() const {
  std::vector<Deadlock> found;
  for (const Guard& guard : guards_) {
    if (guard.waits_for_name.empty()) continue;
    add_dropped(guard, found);
    add_ring(guard, found);
  }
  return found;
}

// Somebody whom a decision says not to focus on will hardly be won.
void Signals::add_dropped(const Guard& guard, std::vector<Deadlock>& found) const {
  std::vector<Evidence> evidence;
  for (const Record& r : *records_) {
    if (r.kind != RecordKind::deprioritised) continue;
    const std::string* name = r.find("name");
    const bool same_person = guard.waits_for && r.subject == guard.waits_for;
    // A first name that nobody could tell is the same person within one note only.
    const bool same_words = !guard.waits_for && !r.subject && name != nullptr &&
                            fold_name(*name) == fold_name(guard.waits_for_name) &&
                            cites(guard.evidence, r.evidence.source);
    if (same_person || same_words) evidence.push_back(r.evidence);
  }
  if (evidence.empty()) return;
  found.push_back({guard, guard.waits_for_name, guard.waits_for,
                   fmt::format("a decision says not to focus on {}", guard.waits_for_name),
                   std::move(evidence)});
}

// The shortest chain of guards that leads from the person whom this one waits for back to its own
// object.
void Signals::add_ring(const Guard& guard, std::vector<Deadlock>& found) const {
  struct Link {
    const Guard* guard;
    std::size_t before;
  };
  std::vector<Link> links = {{&guard, 0}};
  for (std::size_t at = 0; at < links.size(); ++at) {
    const Guard& last = *links[at].guard;
    if (!last.waits_for) continue;
    if (*last.waits_for == guard.object && at > 0) {
      std::vector<const Guard*> ring;
      for (std::size_t i = at; i > 0; i = links[i].before) ring.push_back(links[i].guard);
      std::reverse(ring.begin(), ring.end());
      std::string reason;
      std::string turned_to = guard.waits_for_name;
      std::vector<Evidence> evidence;
      for (const Guard* next : ring) {
        reason += fmt::format("{}turning to {} waits in turn for {}", reason.empty() ? "" : ", ",
                              turned_to, next->waits_for_name);
        turned_to = next->waits_for_name;
        evidence.insert(evidence.end(), next->evidence.begin(), next->evidence.end());
      }
      found.push_back(
          {guard, guard.waits_for_name, guard.waits_for, std::move(reason), std::move(evidence)});
      return;
    }
    for (const Guard& next : guards_) {
      if (next.object != *last.waits_for || !binds_alike(last, next)) continue;
      const bool seen = std::any_of(links.begin(), links.end(),
                                    [&](const Link& link) { return link.guard == &next; });
      if (!seen) links.push_back({&next, at});
    }
  }
}

}  // namespace rapport
