#pragma once

#include <optional>
#include <string>
#include <vector>

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
  std::optional<VertexId> waits_for;  // whose support the condition names
  std::string waits_for_name;
  std::optional<Date> date;
  std::vector<Evidence> evidence;
};

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

  // Guards in force, that is not released: neither their date has passed nor has the person they
  // wait for agreed since.
  const std::vector<Guard>& guards() const { return guards_; }

  // The guards which forbid `speaker` to turn to `object`. One that binds everyone does not bind
  // whom a decision names to open that thread.
  std::vector<const Guard*> forbidding(VertexId speaker, VertexId object) const;

  // Dated advocacy of `advocacy_days` before the day: sponsor, champion, agreement, or a promise to
  // open a thread with `target`. Void when the person left or was dropped later.
  std::vector<Record> advocacy(VertexId person, VertexId target) const;

  bool will_open(VertexId broker, VertexId object) const;
  const Record* left(VertexId person) const;
  bool decides(VertexId person) const;  // a note says so: the decision maker, who signs off
  std::vector<Deadlock> deadlocks() const;

 private:
  bool is_released(const Guard& guard) const;

  Date as_of_;
  double advocacy_days_;
  std::vector<Record> records_;
  std::vector<Guard> guards_;
};

}  // namespace rapport
