#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/coverage.h"
#include "analysis/entity.h"
#include "analysis/path_change.h"
#include "analysis/report_period.h"
#include "analysis/sponsorship_paths.h"
#include "analysis/stale_relationships.h"

namespace rapport {

// What happened on an account in an ISO week, or in any run of days.

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

// On how many days of each week somebody was met: a spark line.
struct WeeklyContacts {
  IsoWeek first_week;
  std::vector<int> own;     // by the owner; half a year, the last week is that of the report's day
  std::vector<int> others;  // by others alone, as far as the notes tell
};

struct ExecutiveFinding {
  Connections now;
  ConnectionStatus before = ConnectionStatus::unconnected;  // at the end of the period before
  double reach_before = 0;
  PathChange change;
  WeeklyContacts contacts;
};

// Something in the notes that looks wrong, so that a number may be.
struct DataFault {
  std::string severity;  // error or warning
  std::string code;      // ingest/NOTE_FORMAT.md lists them
  std::string message;
  Citation place;  // line 0: the note as a whole
};

struct AccountReport {
  Entity account;
  ReportPeriod period;
  Date as_of;  // the period's last day, or the day asked for when it lies within
  std::size_t meetings_before = 0;  // in the period before
  std::vector<MeetingFinding> meetings;
  std::vector<MeetingFinding> first_meetings;  // people: whom the owner met for the first time
  std::vector<StatementFinding> decisions;
  std::vector<StatementFinding> blockers;
  std::vector<StatementFinding> facts;
  std::vector<TaskFinding> open_tasks;  // overdue first, then by due date
  std::vector<TaskFinding> done_tasks;  // in the period
  std::vector<ExecutiveFinding> executives;
  std::vector<RelationshipFinding> slipping;
  std::optional<Coverage> coverage;
  std::vector<DataFault> faults;  // in the notes that tell of the account
};

struct AccountQuery {
  VertexId account = 0;
  std::optional<VertexId>
      owner;  // without one, no executives, first meetings, stale ties, coverage
  ReportPeriod period;
  std::optional<Date> as_of;
  std::span<const DataFault> faults;           // of all notes, the worst first
  std::optional<LifetimeParameters> lifetime;  // as StaleQuery has it, fitted for report_day()
};

AccountReport report_account(const StoredGraph& graph, EntityReader& entities,
                             const AccountQuery& query, const Parameters& parameters);

// Organizations that have a note, or a meeting about them in that period; by name.
std::vector<VertexId> accounts_of(const StoredGraph& graph, const ReportPeriod& period);

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
