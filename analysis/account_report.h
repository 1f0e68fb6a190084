#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/entity.h"
#include "analysis/sponsorship_paths.h"
#include "analysis/stale_relationships.h"

namespace rapport {

// What happened on an account in an ISO week, Monday to Sunday.

struct MeetingFinding {
  Entity meeting;
  Date date;
  std::vector<Entity> people;
  std::vector<Citation> evidence;
};

struct StatementFinding {
  RecordKind kind = RecordKind::fact;
  std::string text;
  std::optional<Date> date;
  std::vector<Citation> evidence;  // every place with these words
};

struct TaskFinding {
  std::string text;
  std::string status;
  bool open = true;
  bool overdue = false;
  std::optional<Entity> owner;
  std::optional<Date> due;
  std::optional<Date> done;
  std::string priority;
  std::vector<Citation> evidence;
};

struct ExecutiveFinding {
  Connections now;
  ConnectionStatus before = ConnectionStatus::unconnected;  // at the end of the week before
  double reach_before = 0;
  std::string change;  // what moved, and why; empty when nothing did
};

struct AccountReport {
  Entity account;
  IsoWeek week;
  Date from;
  Date to;
  Date as_of;  // the week's last day, or the day asked for when it lies within the week
  std::size_t meetings_before = 0;  // in the week before
  std::vector<MeetingFinding> meetings;
  std::vector<MeetingFinding> first_meetings;  // people: whom the owner met for the first time
  std::vector<StatementFinding> decisions;
  std::vector<StatementFinding> blockers;
  std::vector<StatementFinding> facts;
  std::vector<TaskFinding> open_tasks;  // overdue first, then by due date
  std::vector<TaskFinding> done_tasks;  // in the week
  std::vector<ExecutiveFinding> executives;
  std::vector<RelationshipFinding> slipping;
};

struct AccountQuery {
  VertexId account = 0;
  std::optional<VertexId> owner;  // without one, no executives, first meetings and stale ties
  IsoWeek week;
  std::optional<Date> as_of;
  std::optional<LifetimeParameters> lifetime;  // as StaleQuery has it, fitted for report_day()
};

// The day that a report of the week speaks of: `as_of` where it lies in the week, else its Sunday.
Date report_day(IsoWeek week, std::optional<Date> as_of);

AccountReport report_account(const StoredGraph& graph, EntityReader& entities,
                             const AccountQuery& query, const Parameters& parameters);

// Organizations that have a note, or a meeting about them in that week; by name.
std::vector<VertexId> accounts_of(const StoredGraph& graph, IsoWeek week);

// How a task record stood on a day.
struct TaskState {
  bool open = false;
  std::optional<Date> due;
  std::optional<Date> done;
};
TaskState task_state(const Record& record, Date as_of);

// A task record as an answer shows it: as it stood on that day.
TaskFinding to_task(const Record& record, EntityReader& entities, Date as_of);

}  // namespace rapport
