#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/account_report.h"
#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/output.h"
#include "tools/suggest.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

struct Row {
  std::string_view what;
  VertexType type;
};
constexpr std::array kLists = {
    Row{"people", VertexType::person}, Row{"organizations", VertexType::organization},
    Row{"projects", VertexType::project}, Row{"meetings", VertexType::meeting}};

std::string first(const Vertex& vertex, std::string_view property) {
  const std::string* value = vertex.find(property);
  return value == nullptr ? std::string{} : *value;
}

Json entity_item(const Vertex& vertex) {
  Json item = to_json(to_entity(vertex));
  item["stub"] = vertex.stub;
  if (vertex.date) item["date"] = to_iso(*vertex.date);
  Json properties = Json::object();
  for (const Property& p : vertex.properties) {
    if (!properties.contains(p.name)) properties[p.name] = p.value;
  }
  item["properties"] = std::move(properties);
  return item;
}

std::vector<Vertex> entities_of(const Store& store, VertexType type, Date as_of) {
  std::vector<Vertex> found;
  store.for_each_vertex([&](const Vertex& v) {
    if (v.type == type && (!v.date || *v.date <= as_of)) found.push_back(on_day(v, as_of));
  });
  std::sort(found.begin(), found.end(), [](const Vertex& a, const Vertex& b) {
    return std::tie(a.date, a.name, a.key) < std::tie(b.date, b.name, b.key);
  });
  return found;
}

std::vector<TaskFinding> tasks_of(const Store& store, EntityReader& entities, Date as_of) {
  std::map<Evidence, TaskFinding> tasks;
  store.for_each_record_list([&](VertexId, const std::vector<Record>& records) {
    for (const Record& r : records) {
      if (r.kind == RecordKind::task) tasks.try_emplace(r.evidence, to_task(r, entities, as_of));
    }
  });
  std::vector<TaskFinding> list;
  for (auto& [evidence, task] : tasks) list.push_back(std::move(task));
  sort_tasks(list);
  return list;
}

// A table for people says what is missing, one for a spreadsheet leaves the cell empty.
struct Missing {
  const char* value;
  const char* note;
};
constexpr Missing kForPeople = {"-", "(no note)"};
constexpr Missing kForSpreadsheets = {"", ""};

Table entity_table(const std::vector<Vertex>& entities, VertexType type, const Missing& missing) {
  Table table;
  switch (type) {
    case VertexType::person:
      table.columns = {"name", "title", "declared contact", "note"};
      break;
    case VertexType::meeting:
      table.columns = {"date", "meeting", "note"};
      break;
    default:
      table.columns = {"name", "status", "note"};
  }
  for (const Vertex& v : entities) {
    const Text note{v.stub ? missing.note : v.key, Tone::dim, v.stub ? "" : v.key};
    if (type == VertexType::person) {
      table.rows.push_back({{v.name, Tone::plain},
                            {first(v, "role"), Tone::plain},
                            {first(v, "last_contact"), Tone::plain},
                            note});
    } else if (type == VertexType::meeting) {
      table.rows.push_back(
          {{v.date ? to_iso(*v.date) : missing.value, Tone::plain}, {v.name, Tone::plain}, note});
    } else {
      table.rows.push_back({{v.name, Tone::plain}, {first(v, "status"), Tone::plain}, note});
    }
  }
  return table;
}

Table task_table(const std::vector<TaskFinding>& tasks, const Missing& missing) {
  Table table{{"status", "due", "task", "owner", "where"}, {}};
  for (const TaskFinding& t : tasks) {
    const Tone tone = t.overdue ? Tone::bad : t.open ? Tone::plain : Tone::dim;
    table.rows.push_back({{t.overdue ? t.status + ", overdue" : t.status, tone},
                          {t.due ? to_iso(*t.due) : missing.value, tone},
                          {t.text, Tone::plain},
                          {t.owner ? t.owner->name : missing.value, Tone::plain},
                          {fmt::format("{}:{}", t.evidence.front().note, t.evidence.front().line),
                           Tone::dim, t.evidence.front().note}});
  }
  return table;
}

}  // namespace

int verb_list(const Settings& settings, const std::string& what) {
  const std::string format = choose_format(settings, {"text", "json", "markdown", "csv"}, "text");
  const Store store = open_for_reading(settings);
  EntityReader entities(store, settings.as_of);
  Json json;
  json["schema"] = "rapport.list/1";
  json["items"] = Json::array();
  const Missing& missing = format == "csv" ? kForSpreadsheets : kForPeople;
  Table table;
  if (what == "tasks") {
    const auto tasks = tasks_of(store, entities, settings.as_of);
    for (const TaskFinding& t : tasks) {
      Json item = to_json(t);
      item["overdue"] = t.overdue;
      item["done"] = t.done ? Json(to_iso(*t.done)) : Json(nullptr);
      item["priority"] = t.priority.empty() ? Json(nullptr) : Json(t.priority);
      json["items"].push_back(std::move(item));
    }
    table = task_table(tasks, missing);
  } else {
    const auto row =
        std::find_if(kLists.begin(), kLists.end(), [&](const Row& r) { return r.what == what; });
    if (row == kLists.end()) {
      const auto near = nearest(what, {"people", "organizations", "projects", "meetings", "tasks"});
      throw UsageError(
          fmt::format("no list '{}'; there are people, organizations, projects, meetings, tasks{}",
                      what, near.empty() ? "" : ". Did you mean '" + near.front() + "'?"));
    }
    const auto list = entities_of(store, row->type, settings.as_of);
    for (const Vertex& v : list) json["items"].push_back(entity_item(v));
    table = entity_table(list, row->type, missing);
  }
  const std::size_t count = table.rows.size();
  if (format == "json") {
    write_result(settings, json_text(json));
  } else if (format == "csv") {
    write_result(settings, render_csv(table));
  } else {
    Report report;
    report.answer = {fmt::format("{} {}", count, what), Tone::strong};
    report.sections.push_back({{}, {}, std::move(table), {}});
    write_report(settings, report, format);
  }
  if (count == 0) {
    say(settings, fmt::format("rapport: no {} in the notes", what));
    return kNothingFound;
  }
  return kDone;
}

}  // namespace rapport
