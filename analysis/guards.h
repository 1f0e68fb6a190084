#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "analysis/entity.h"
#include "analysis/parameters.h"
#include "graph/store.h"

namespace rapport {

// "s will not contact o until p's support is secured", on a day. The same words in several notes
// are one guard with several places.
struct Guard {
  std::optional<VertexId> speaker;  // nullopt: said of nobody in particular, so it binds everyone
  // Somebody is named, but the note could not tell whom: then the same words in another note
  // decide.
  bool is_speaker_unknown = false;
  VertexId object = 0;
  std::string text;
  std::string until;                  // the condition in the note's words, or empty
  std::optional<Date> until_date;     // the day on which it ends by its own words
  std::optional<VertexId> waits_for;  // whose support the condition names
  std::string waits_for_name;
  std::optional<Date> date;       // of the first that said so
  std::optional<Date> last_said;  // and of the last
  // A later one binds the same and names another condition: that one is told first.
  bool superseded = false;
  std::vector<Evidence> evidence;

  friend bool operator==(const Guard&, const Guard&) = default;
};

// Two guards that bind the same person (or everyone) towards the same object, with conditions that
// differ: other support, another day, other words. One without a condition differs from none.
bool differ_in_condition(const Guard& a, const Guard& b);
// Said later, where the notes tell the days of both.
bool is_later(const Guard& a, const Guard& b);

// One of the places is in this note.
bool cites(const std::vector<Evidence>& evidence, SourceId source);

// "Ann is not to contact Bob until Cid agrees", "Nobody is to contact Bob".
std::string guard_words(const Guard& guard, EntityReader& entities);

// A guard that can never be met as things stand: it waits for somebody whom a decision drops.
struct Deadlock {
  Guard guard;
  std::string waits_for_name;
  std::optional<VertexId> waits_for;
  std::string reason;
  std::vector<Evidence> evidence;  // of the other decision
};

// All that notes say about how to go about people, as it stood on a day. Signals with a later date
// are not known yet. An undated guard always holds; undated advocacy never counts.
class Signals {
 public:
  Signals(const Store& store, Date as_of, const Parameters& parameters);

  // As if these guards had never been. Cheap: what else is known is shared.
  Signals without(const std::vector<Guard>& lifted) const;

  // Guards in force, that is not released: neither their date has passed nor has the person they
  // wait for agreed since.
  const std::vector<Guard>& guards() const { return guards_; }
  // Those that were in force before.
  const std::vector<Guard>& ended_guards() const { return ended_; }

  // The guards which forbid `speaker` to turn to `object`, superseded ones last. One that binds
  // everyone does not bind whom a decision names to open that thread.
  std::vector<const Guard*> forbidding(VertexId speaker, VertexId object) const;

  // Dated advocacy of `advocacy_days` before the day: sponsor, champion, agreement, or a promise to
  // open a thread with `target`. Void when the person left or was dropped later.
  std::vector<Record> advocacy(VertexId person, VertexId target) const;

  bool will_open(VertexId broker, VertexId object) const;
  // What promises that `broker` will open a thread with `object`.
  std::vector<Record> promises(VertexId broker, VertexId object) const;
  const Record* left(VertexId person) const;
  bool decides(VertexId person) const;  // a note says so: the decision maker, who signs off
  // Guards that wait for somebody whom a decision drops, and those that wait for each other in a
  // ring: none of these can be met first.
  std::vector<Deadlock> deadlocks() const;

 private:
  bool is_released(const Guard& guard) const;
  void add_dropped(const Guard& guard, std::vector<Deadlock>& found) const;
  void add_ring(const Guard& guard, std::vector<Deadlock>& found) const;

  Date as_of_;
  double advocacy_days_;
  std::shared_ptr<const std::vector<Record>> records_;  // by day
  std::vector<Guard> guards_;
  std::vector<Guard> ended_;
};

}  // namespace rapport
