#include "analysis/account_report.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "analysis/staff.h"
#include "graph/name_key.h"

namespace rapport {
namespace {

constexpr std::size_t kMostSlipping = 10;

class Reporter {
 public:
  Reporter(const StoredGraph& graph, EntityReader& entities, const AccountQuery& query,
           const Parameters& parameters)
      : graph_(graph), entities_(entities), query_(query), weights_(parameters) {
    report_.period = query.period;
    report_.as_of = report_day(query.period, query.as_of);
    report_.account = entities.entity(query.account);
    const std::vector<VertexId> people = people_of(graph, query.account, report_.as_of);
    people_.insert(people.begin(), people.end());
  }

  AccountReport run() {
    collect_meetings();
    collect_records();
    collect_faults();
    if (query_.owner) {
      collect_first_meetings();
      collect_executives();
      collect_slipping();
      collect_coverage();
    }
    return std::move(report_);
  }

 private:
  bool in_period(std::optional<Date> date) const {
    return date && *date >= report_.period.from && *date <= report_.as_of;
  }

  // Meetings about the account, or about one of its projects, or with one of its people.
  void collect_meetings() {
    std::map<VertexId, std::set<Evidence>> meetings;
    const auto add_about = [&](VertexId subject) {
      for (const Arc& arc : graph_.arcs(subject)) {
        if (arc.label == EdgeLabel::about && arc.direction == Direction::in) {
          meetings[arc.other].insert(arc.evidence);
        }
        const bool project = arc.label == EdgeLabel::part_of && arc.direction == Direction::in;
        if (project && subject == query_.account) projects_.insert(arc.other);
      }
    };
    add_about(query_.account);
    for (const VertexId project : projects_) add_about(project);
    for (const VertexId person : people_) {
      for (const Arc& arc : graph_.arcs(person)) {
        if (arc.label == EdgeLabel::attended && arc.direction == Direction::out) {
          meetings[arc.other].insert(arc.evidence);
        }
      }
    }
    const ReportPeriod before = period_before(report_.period);
    for (const auto& [id, evidence] : meetings) {
      const Vertex& vertex = entities_.vertex(id);
      if (vertex.type != VertexType::meeting || !vertex.date) continue;
      meetings_.insert(id);
      if (*vertex.date >= before.from && *vertex.date <= before.to) ++report_.meetings_before;
      if (!in_period(vertex.date)) continue;
      report_.meetings.push_back(describe_meeting(id, *vertex.date, evidence));
    }
    std::sort(report_.meetings.begin(), report_.meetings.end(),
              [](const MeetingFinding& a, const MeetingFinding& b) {
                return std::tie(a.date, a.meeting.name, a.meeting.id) <
                       std::tie(b.date, b.meeting.name, b.meeting.id);
              });
  }

  MeetingFinding describe_meeting(VertexId id, Date date, const std::set<Evidence>& evidence) {
    MeetingFinding meeting{entities_.entity(id), date, {}, {}};
    std::set<VertexId> attendees;
    for (const Arc& arc : graph_.arcs(id)) {
      const bool attends = arc.label == EdgeLabel::attended && arc.direction == Direction::in;
      if (attends && entities_.vertex(arc.other).type == VertexType::person) {
        attendees.insert(arc.other);
      }
    }
    for (const VertexId person : attendees) meeting.people.push_back(entities_.entity(person));
    std::sort(meeting.people.begin(), meeting.people.end(),
              [](const Entity& a, const Entity& b) { return a.name < b.name; });
    meeting.evidence = entities_.citations({evidence.begin(), evidence.end()});
    if (meeting.evidence.size() > 1) meeting.evidence.resize(1);
    return meeting;
  }

  // The account, its people and projects, and all meetings with them or about them.
  std::set<VertexId> entities_of_the_account() const {
    std::set<VertexId> all = meetings_;
    all.insert(query_.account);
    all.insert(projects_.begin(), projects_.end());
    all.insert(people_.begin(), people_.end());
    return all;
  }

  void collect_faults() {
    std::set<std::string> notes;
    for (const VertexId entity : entities_of_the_account()) {
      notes.insert(entities_.vertex(entity).key);
    }
    for (const DataFault& fault : query_.faults) {
      if (notes.contains(fault.place.note)) report_.faults.push_back(fault);
    }
  }

  void collect_records() {
    const std::set<VertexId> holders = entities_of_the_account();
    std::map<std::pair<RecordKind, std::string>, StatementFinding> statements;
    std::map<Evidence, TaskFinding> tasks;
    for (const VertexId holder : holders) {
      for (const Record& record : graph_.store().records(holder)) {
        if (record.kind == RecordKind::task) {
          // A task of one of its people in another account's note is not this account's.
          if (people_.contains(holder) && record.subject == holder) continue;
          tasks.try_emplace(record.evidence, to_task(record, entities_, report_.as_of));
        } else if (in_period(record.date)) {
          StatementFinding& s = statements[{record.kind, fold_name(record.text)}];
          s.kind = record.kind;
          // Of several spellings always the same one.
          if (s.text.empty() || record.text < s.text) s.text = record.text;
          if (!s.date || *record.date < *s.date) s.date = record.date;
          s.evidence.push_back(entities_.citation(record.evidence));
        }
      }
    }
    for (auto& [key, statement] : statements) {
      std::sort(statement.evidence.begin(), statement.evidence.end());
      auto& list = statement.kind == RecordKind::decision  ? report_.decisions
                   : statement.kind == RecordKind::blocker ? report_.blockers
                                                           : report_.facts;
      list.push_back(std::move(statement));
    }
    for (auto* list : {&report_.decisions, &report_.blockers, &report_.facts}) {
      std::sort(list->begin(), list->end(), [](const auto& a, const auto& b) {
        return std::tie(a.date, a.evidence) < std::tie(b.date, b.evidence);
      });
    }
    for (auto& [evidence, task] : tasks) {
      if (task.open) {
        report_.open_tasks.push_back(std::move(task));
      } else if (in_period(task.done)) {
        report_.done_tasks.push_back(std::move(task));
      }
    }
    const auto sort_key = [](const TaskFinding& t) {
      return std::tuple(!t.overdue, t.due.value_or(Date::max()), t.evidence);
    };
    std::sort(
        report_.open_tasks.begin(), report_.open_tasks.end(),
        [&](const TaskFinding& a, const TaskFinding& b) { return sort_key(a) < sort_key(b); });
    std::sort(report_.done_tasks.begin(), report_.done_tasks.end(),
              [](const TaskFinding& a, const TaskFinding& b) {
                return std::tie(a.done, a.evidence) < std::tie(b.done, b.evidence);
              });
  }

  bool has_employer(VertexId person) const {
    const auto arcs = graph_.arcs(person);
    return std::any_of(arcs.begin(), arcs.end(), [](const Arc& arc) {
      return arc.label == EdgeLabel::works_at && arc.direction == Direction::out;
    });
  }

  void collect_first_meetings() {
    for (const Tie& tie : graph_.ties(*query_.owner)) {
      const auto days = contact_days(tie, true, report_.as_of, weights_);
      if (days.empty() || !in_period(days.front().date)) continue;
      // Somebody of the account, or of no known employer who sat in one of its meetings.
      const bool may_be_theirs =
          meetings_.contains(days.front().meeting) && !has_employer(tie.neighbor);
      if (!people_.contains(tie.neighbor) && !may_be_theirs) continue;
      std::set<Evidence> evidence;
      for (const Arc& arc : graph_.arcs(days.front().meeting)) {
        if (arc.label == EdgeLabel::attended && arc.other == tie.neighbor)
          evidence.insert(arc.evidence);
      }
      MeetingFinding first = describe_meeting(days.front().meeting, days.front().date, evidence);
      first.people = {entities_.entity(tie.neighbor)};
      report_.first_meetings.push_back(std::move(first));
    }
    std::sort(report_.first_meetings.begin(), report_.first_meetings.end(),
              [](const MeetingFinding& a, const MeetingFinding& b) {
                return std::tie(a.date, a.people.front().name) <
                       std::tie(b.date, b.people.front().name);
              });
  }

  void collect_executives() {
    std::vector<Entity> executives;
    for (const VertexId person : people_) {
      Entity entity = entities_.entity(person);
      if (entity.is_executive() && person != *query_.owner) executives.push_back(std::move(entity));
    }
    std::sort(executives.begin(), executives.end(), [](const Entity& a, const Entity& b) {
      return std::tie(a.seniority, a.name) < std::tie(b.seniority, b.name);
    });
    if (executives.empty()) return;
    const Date day_before = report_.period.from - std::chrono::days{1};
    const PeopleGraph people_now(graph_, *query_.owner, report_.as_of, weights_.parameters());
    const PeopleGraph people_then(graph_, *query_.owner, day_before, weights_.parameters());
    const Signals signals_now(graph_.store(), report_.as_of, weights_.parameters());
    const Signals signals_then(graph_.store(), day_before, weights_.parameters());
    for (const Entity& executive : executives) {
      WhoQuery who;
      who.ways_out = false;
      who.from = *query_.owner;
      who.target = executive.vertex;
      ExecutiveFinding finding;
      finding.now = find_connections(people_now, signals_now, entities_, who);
      const Connections then = find_connections(people_then, signals_then, entities_, who);
      finding.before = then.status;
      finding.reach_before = then.reach;
      finding.change = explain_change(then, finding.now);
      finding.contacts = contacts_of(executive.vertex);
      report_.executives.push_back(std::move(finding));
    }
  }

  WeeklyContacts contacts_of(VertexId person) const {
    constexpr std::size_t kWeeks = 26;
    const Date first = monday_of(iso_week_of(report_.as_of)) - std::chrono::days{7 * (kWeeks - 1)};
    std::set<Date> own;
    std::set<Date> others;
    for (const Tie& tie : graph_.ties(person)) {
      const bool is_own = tie.neighbor == *query_.owner;
      for (const Contact& contact : contact_days(tie, is_own, report_.as_of, weights_)) {
        if (contact.date >= first) (is_own ? own : others).insert(contact.date);
      }
    }
    WeeklyContacts history{iso_week_of(first), std::vector<int>(kWeeks), std::vector<int>(kWeeks)};
    const auto week_of = [&](Date day) {
      return static_cast<std::size_t>(days_between(first, day)) / 7;
    };
    for (const Date day : own) ++history.own[week_of(day)];
    for (const Date day : others) {
      if (!own.contains(day)) ++history.others[week_of(day)];
    }
    return history;
  }

  void collect_coverage() {
    const PeopleGraph people(graph_, *query_.owner, report_.as_of, weights_.parameters());
    const Signals signals(graph_.store(), report_.as_of, weights_.parameters());
    report_.coverage =
        find_coverage(people, signals, entities_, {query_.account, *query_.owner, query_.lifetime});
  }

  void collect_slipping() {
    const Signals signals(graph_.store(), report_.as_of, weights_.parameters());
    StaleQuery stale;
    stale.owner = *query_.owner;
    stale.as_of = report_.as_of;
    stale.account = query_.account;
    stale.lifetime = query_.lifetime;
    for (RelationshipFinding& finding :
         find_stale(graph_, signals, entities_, stale, weights_.parameters())) {
      const bool slips =
          finding.stale_class == StaleClass::overdue || finding.stale_class == StaleClass::stale ||
          finding.stale_class == StaleClass::cooling || finding.stale_class == StaleClass::dormant;
      if (slips && report_.slipping.size() < kMostSlipping) {
        report_.slipping.push_back(std::move(finding));
      }
    }
  }

  const StoredGraph& graph_;
  EntityReader& entities_;
  AccountQuery query_;
  TieWeights weights_;
  AccountReport report_;
  std::set<VertexId> people_;
  std::set<VertexId> projects_;
  std::set<VertexId> meetings_;
};

std::optional<Date> date_attribute(const Record& record, std::string_view name) {
  const std::string* text = record.find(name);
  return text == nullptr ? std::nullopt : parse_date(*text);
}

}  // namespace

TaskState task_state(const Record& record, Date as_of) {
  const std::string* open = record.find("open");
  TaskState state{open != nullptr && *open == "true", date_attribute(record, "due"),
                  date_attribute(record, "done")};
  if (state.done && *state.done > as_of) {  // it was still to be done
    state.done.reset();
    state.open = true;
  }
  return state;
}

TaskFinding to_task(const Record& record, EntityReader& entities, Date as_of) {
  TaskFinding task;
  task.text = record.text;
  if (const std::string* status = record.find("status")) task.status = *status;
  const TaskState state = task_state(record, as_of);
  if (state.open && task.status == "done") task.status = "open";  // as it was on that day
  task.open = state.open;
  task.due = state.due;
  task.done = state.done;
  if (const std::string* priority = record.find("priority")) task.priority = *priority;
  task.overdue = task.open && task.due && *task.due < as_of;
  if (record.subject) task.owner = entities.entity(*record.subject);
  task.evidence = {entities.citation(record.evidence)};
  return task;
}

std::vector<VertexId> accounts_of(const StoredGraph& graph, const ReportPeriod& period) {
  std::vector<std::pair<std::string, VertexId>> accounts;
  graph.store().for_each_vertex([&](const Vertex& vertex) {
    if (vertex.type != VertexType::organization) return;
    const auto arcs = graph.arcs(vertex.id);
    const bool met = std::any_of(arcs.begin(), arcs.end(), [&](const Arc& arc) {
      return arc.label == EdgeLabel::about && arc.direction == Direction::in && arc.date &&
             *arc.date >= period.from && *arc.date <= period.to;
    });
    if (!vertex.stub || met) accounts.emplace_back(vertex.name, vertex.id);
  });
  std::sort(accounts.begin(), accounts.end());
  std::vector<VertexId> ids;
  for (const auto& [name, id] : accounts) ids.push_back(id);
  return ids;
}

AccountReport report_account(const StoredGraph& graph, EntityReader& entities,
                             const AccountQuery& query, const Parameters& parameters) {
  return Reporter(graph, entities, query, parameters).run();
}

}  // namespace rapport
