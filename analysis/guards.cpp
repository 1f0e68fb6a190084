#include "analysis/guards.h"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "analysis/superseded.h"
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

bool shares_source(const std::vector<Evidence>& evidence, SourceId source) {
  return std::any_of(evidence.begin(), evidence.end(),
                     [&](const Evidence& e) { return e.source == source; });
}

}  // namespace

Signals::Signals(const Store& store, Date as_of, const Parameters& parameters)
    : as_of_(as_of), advocacy_days_(parameters.advocacy_days) {
  std::vector<Guard> all;
  store.for_each_signal_list([&](VertexId, const std::vector<Record>& records) {
    for (const Record& record : records) {
      if (!record.date || *record.date <= as_of) records_.push_back(record);
    }
  });
  sort_by_day(records_, store);
  drop_superseded(records_);
  for (const Record& record : records_) {
    if (record.kind != RecordKind::guard || !record.object) continue;
    Guard guard;
    guard.speaker = record.subject;
    guard.object = *record.object;
    guard.is_speaker_unknown = record.find("speaker_name") != nullptr;
    guard.text = record.text;
    guard.date = record.date;
    guard.evidence = {record.evidence};
    if (const std::string* until = record.find("until")) guard.until = *until;
    if (const std::string* name = record.find("waits_for_name")) guard.waits_for_name = *name;
    if (const std::string* key = record.find("waits_for")) guard.waits_for = store.find_key(*key);
    if (const std::string* day = record.find("until_date")) {
      if (const auto end = parse_date(*day); end && *end <= as_of) continue;
    }
    const auto same = std::find_if(all.begin(), all.end(), [&](const Guard& g) {
      return g.object == guard.object && fold_name(g.text) == fold_name(guard.text) &&
             (g.speaker == guard.speaker || g.is_speaker_unknown || guard.is_speaker_unknown);
    });
    if (same == all.end()) {
      all.push_back(std::move(guard));
    } else {
      same->evidence.push_back(record.evidence);
      if (same->is_speaker_unknown && !guard.is_speaker_unknown) {
        same->speaker = guard.speaker;
        same->is_speaker_unknown = false;
      }
      if (!same->waits_for) same->waits_for = guard.waits_for;  // not every note could tell
      if (same->waits_for_name.empty()) same->waits_for_name = guard.waits_for_name;
      if (same->until.empty()) same->until = guard.until;
      if (!same->date || (guard.date && *guard.date < *same->date)) same->date = guard.date;
    }
  }
  for (Guard& guard : all) {
    if (!is_released(guard)) guards_.push_back(std::move(guard));
  }
}

bool Signals::is_released(const Guard& guard) const {
  if (!guard.waits_for || !guard.date) return false;
  return std::any_of(records_.begin(), records_.end(), [&](const Record& r) {
    return r.kind == RecordKind::support && r.subject == guard.waits_for && r.date &&
           *r.date >= *guard.date && !shares_source(guard.evidence, r.evidence.source);
  });
}

std::vector<const Guard*> Signals::forbidding(VertexId speaker, VertexId object) const {
  std::vector<const Guard*> found;
  for (const Guard& guard : guards_) {
    if (guard.object != object) continue;
    const bool binds = guard.speaker ? *guard.speaker == speaker : !will_open(speaker, object);
    if (binds) found.push_back(&guard);
  }
  return found;
}

std::vector<Record> Signals::advocacy(VertexId person, VertexId target) const {
  std::vector<Record> found;
  for (const Record& r : records_) {
    const bool advocates = r.kind == RecordKind::sponsor || r.kind == RecordKind::champion ||
                           r.kind == RecordKind::support ||
                           (r.kind == RecordKind::will_open && r.object == target);
    if (!advocates || r.subject != person || !r.date) continue;
    if (days_between(*r.date, as_of_) > advocacy_days_) continue;
    const bool contradicted = std::any_of(records_.begin(), records_.end(), [&](const Record& c) {
      return (c.kind == RecordKind::left || c.kind == RecordKind::deprioritised) &&
             c.subject == person && (!c.date || *c.date >= *r.date);
    });
    if (!contradicted) found.push_back(r);
  }
  return found;
}

bool Signals::will_open(VertexId broker, VertexId object) const {
  return std::any_of(records_.begin(), records_.end(), [&](const Record& r) {
    return r.kind == RecordKind::will_open && r.subject == broker && r.object == object;
  });
}

bool Signals::decides(VertexId person) const {
  return std::any_of(records_.begin(), records_.end(), [&](const Record& r) {
    return r.kind == RecordKind::decision_maker && r.subject == person;
  });
}

const Record* Signals::left(VertexId person) const {
  // The last that was said, which has a day rather than none.
  const auto it = std::find_if(records_.rbegin(), records_.rend(), [&](const Record& r) {
    return r.kind == RecordKind::left && r.subject == person;
  });
  return it == records_.rend() ? nullptr : &*it;
}

std::vector<Deadlock> Signals::deadlocks() const {
  std::vector<Deadlock> found;
  for (const Guard& guard : guards_) {
    if (guard.waits_for_name.empty()) continue;
    // Somebody whom a decision says not to focus on will hardly be won.
    for (const Record& r : records_) {
      if (r.kind != RecordKind::deprioritised) continue;
      const std::string* name = r.find("name");
      const bool same_person = guard.waits_for && r.subject == guard.waits_for;
      // A first name that nobody could tell is the same person within one note only.
      const bool same_words = !guard.waits_for && !r.subject && name != nullptr &&
                              fold_name(*name) == fold_name(guard.waits_for_name) &&
                              shares_source(guard.evidence, r.evidence.source);
      if (!same_person && !same_words) continue;
      const auto known = std::find_if(found.begin(), found.end(), [&](const Deadlock& d) {
        return d.guard.evidence == guard.evidence;
      });
      if (known != found.end()) {
        known->evidence.push_back(r.evidence);
        continue;
      }
      found.push_back({guard,
                       guard.waits_for_name,
                       guard.waits_for,
                       fmt::format("a decision says not to focus on {}", guard.waits_for_name),
                       {r.evidence}});
    }
    // Two guards that wait for each other's people.
    for (const Guard& other : guards_) {
      if (guard.waits_for && other.waits_for && other.object == *guard.waits_for &&
          *other.waits_for == guard.object && guard.object != other.object) {
        found.push_back({guard, guard.waits_for_name, guard.waits_for,
                         fmt::format("turning to {} waits in turn for {}", guard.waits_for_name,
                                     other.waits_for_name),
                         other.evidence});
      }
    }
  }
  return found;
}

}  // namespace rapport
