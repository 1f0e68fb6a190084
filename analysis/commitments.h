#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/account_report.h"
#include "analysis/entity.h"
#include "graph/stored_graph.h"

namespace rapport {

// Commitments past due: open tasks whose due date has passed, of the vault's owner and of others to
// the owner.

enum class Promise : std::uint8_t {
  mine,     // the owner's
  to_me,    // somebody else's, in a meeting of the owner's or in a note that is no meeting
  nobodys,  // no one is named, in such a note
};
std::string_view to_string(Promise promise);

struct CommitmentFinding {
  Promise promise = Promise::mine;
  TaskFinding task;  // as the latest place has it; its evidence are all places, that one first
  int days_overdue = 0;
  // What it is about: who or what the task's line links or names, whose note it stands in, and the
  // account and projects of its meeting; of a meeting of two without an account, the other one.
  std::vector<Entity> concerns;
};

struct CommitmentQuery {
  VertexId owner = 0;
  Date as_of;
  std::optional<VertexId> account;    // only what concerns it, its projects and its people
  std::optional<VertexId> involving;  // only what concerns it or is its own; reads few records
};

// The longest overdue first. The same words of the same person in several notes are one commitment,
// and its latest place tells how it stands: what is ticked off stays done, unless a later meeting
// lists it as open again or it has a later due date than the one that was done (a task that comes
// again). Twice in one note they are two, told apart by when they are due. Done and cancelled ones
// are none; what was done after the day asked was open on that day. A task that somebody else has
// from a meeting without the owner is between others, and left out. Reads all tasks of the store.
std::vector<CommitmentFinding> find_commitments(const StoredGraph& graph, EntityReader& entities,
                                                const CommitmentQuery& query);

// Projects with commitments past due, the one with most first.
struct LateProject {
  Entity project;
  std::size_t late = 0;
};
std::vector<LateProject> late_projects(const std::vector<CommitmentFinding>& commitments);

}  // namespace rapport
