#include "analysis/weekly_model.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/interchange.h"
#include "analysis/note_uri.h"
#include "analysis/render.h"
#include "analysis/template.h"
#include "analysis/weekly_svg.h"
#include "analysis/wording.h"

// The model of the templates is the document of `--format json` and what a logic-less template
// cannot say: sentences, links in the format's own markup, and flags.

namespace rapport {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostFaults = 10;  // that are shown; JSON has them all
constexpr std::size_t kMostPlaces = 3;   // of one item in text; the other formats have them all

std::string on_one_line(std::string_view text) {
  std::string safe = for_terminal(text);
  std::replace(safe.begin(), safe.end(), '\n', ' ');
  return safe;
}

std::string html_text(std::string_view text) { return xml_text(on_one_line(text)); }

// Nothing in it means anything to a wikilink.
bool is_clean_for_link(std::string_view text) {
  return !text.empty() && text.find_first_of("[]|#^%`\\<>\n*_~=${}!&") == std::string_view::npos &&
         for_terminal(text) == text;
}

// How a format writes text, and links to notes.
class Writer {
 public:
  Writer(WeeklyFormat format, std::string vault) : format_(format), vault_(std::move(vault)) {}

  std::string escape(std::string_view text) const {
    switch (format_) {
      case WeeklyFormat::markdown:
        return markdown_text(text);
      case WeeklyFormat::html:
        return html_text(text);
      case WeeklyFormat::text:
        break;
    }
    return on_one_line(text);
  }

  // The words, as a link to the note where the format has one.
  std::string link(const std::string& note, const std::string& words) const {
    if (!note.ends_with(".md")) return escape(words);
    const std::string target = note.substr(0, note.size() - 3);
    if (format_ == WeeklyFormat::markdown && is_clean_for_link(target) &&
        is_clean_for_link(words)) {
      return words == target ? "[[" + target + "]]" : "[[" + target + "|" + words + "]]";
    }
    if (format_ == WeeklyFormat::html && !vault_.empty()) {
      return fmt::format("<a href=\"{}\">{}</a>", xml_text(obsidian_uri(vault_, note)),
                         escape(words));
    }
    return escape(words);
  }

  // A note with the lines in it: "[[People/Ann Lee]]:5,7"
  std::string place(const std::string& note, const std::string& lines) const {
    // Line 0 is the note as a whole.
    const std::string at = lines == "0" ? "" : ":" + lines;
    if (format_ == WeeklyFormat::html) return link(note, note + at);
    const std::string target = note.ends_with(".md") ? note.substr(0, note.size() - 3) : note;
    const bool links = format_ == WeeklyFormat::markdown && target != note &&
                       target.find_first_of("[]|#^%`\\<>\n") == std::string::npos &&
                       for_terminal(target) == target;
    return (links ? "[[" + target + "]]" : escape(note)) + at;
  }

  bool shows_all_places() const { return format_ != WeeklyFormat::text; }

 private:
  WeeklyFormat format_;
  std::string vault_;
};

// `sources`, one for each note with its lines, and `places`, the same on one line.
void add_sources(Json& item, const Writer& writer) {
  std::vector<std::pair<std::string, std::string>> places;
  for (const Json& citation : item["evidence"]) {
    const std::string note = citation["note"];
    const std::string line = citation["line"].dump();
    if (!places.empty() && places.back().first == note) {
      places.back().second += "," + line;
    } else {
      places.emplace_back(note, line);
    }
  }
  Json sources = Json::array();
  std::string all;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!writer.shows_all_places() && i == kMostPlaces && places.size() > kMostPlaces + 1) {
      sources.push_back({{"link", fmt::format("and {} more notes", places.size() - i)}});
      break;
    }
    const std::string link = writer.place(places[i].first, places[i].second);
    sources.push_back({{"link", link}});
    all += (all.empty() ? "" : ", ") + link;
  }
  item["sources"] = std::move(sources);
  item["places"] = all;
}

// What the format can say of every part of the document: `link` of an entity, the places of what
// has evidence, shares as percentages, and which is the first of a list.
void complete(Json& json, const Writer& writer) {
  if (json.is_array()) {
    bool first = true;
    for (Json& item : json) {
      complete(item, writer);
      if (item.is_object()) item["first"] = first;
      first = false;
    }
    return;
  }
  if (!json.is_object()) return;
  for (auto& [name, value] : json.items()) {
    if (name != "evidence" && name != "change_evidence") complete(value, writer);
  }
  if (json.contains("id") && json.contains("name")) {
    json["link"] = writer.link(json["id"], json["name"]);
  }
  if (json.contains("evidence")) add_sources(json, writer);
}

std::string period_in_words(const ReportPeriod& period) {
  return period.week ? "week " + to_string(*period.week)
                     : to_iso(period.from) + " to " + to_iso(period.to);
}

std::string period_before_in_words(const ReportPeriod& period) {
  return period.week
             ? "the week before"
             : fmt::format("in the {} before",
                           count_of(static_cast<std::size_t>(period.days()), "day", "days"));
}

std::string headline(const AccountReport& r) {
  return fmt::format("{}, {}: {} ({} {}), {}", r.account.name, period_in_words(r.period),
                     count_of(r.meetings.size(), "meeting", "meetings"), r.meetings_before,
                     period_before_in_words(r.period),
                     count_of(r.decisions.size(), "decision", "decisions"));
}

std::string days_in_words(const AccountReport& r) {
  std::string text = fmt::format("{} to {}", to_iso(r.period.from), to_iso(r.period.to));
  if (r.as_of != r.period.to) text += fmt::format(", as of {}", to_iso(r.as_of));
  return text;
}

std::string way_in_words(const PathFinding& path) {
  std::string way = way_text(path);
  if (path.blocked && !path.guards.empty() && !path.guards.front().until.empty()) {
    way += ", blocked until " + path.guards.front().until;
  }
  return way;
}

std::string executive_summary(const Connections& now) {
  std::string text(to_string(now.status));
  if (now.status == ConnectionStatus::direct || now.status == ConnectionStatus::paths) {
    text += ", reach " + percent(now.reach);
  }
  if (!now.paths.empty() && now.status != ConnectionStatus::direct) {
    text += "; " + way_in_words(now.paths.front());
  } else if (now.status == ConnectionStatus::leads) {
    std::string via;
    for (const PathFinding& lead : now.leads) {
      via += fmt::format("{}{} ({})", via.empty() ? "" : ", ", lead.hops.back().from.name,
                         lead.hops.back().second_hand);
    }
    text += "; never met, known through " + via;
  }
  if (!now.deadlocks.empty()) text += "; dead-lock: " + now.deadlocks.front().reason;
  return text;
}

// Two places: of the guard or of the last hop of the best way, and of what changed.
std::vector<Citation> executive_evidence(const ExecutiveFinding& e) {
  const Connections& now = e.now;
  std::vector<Citation> evidence;
  if (!now.paths.empty() && now.status != ConnectionStatus::direct) {
    const PathFinding& path = now.paths.front();
    evidence = path.blocked && !path.guards.empty() ? path.guards.front().evidence
                                                    : path.hops.back().evidence;
  } else if (now.status == ConnectionStatus::leads) {
    evidence = now.leads.front().hops.back().evidence;
  }
  if (evidence.size() > 2) evidence.resize(2);
  for (const Citation& citation : e.change.evidence) {
    if (std::find(evidence.begin(), evidence.end(), citation) == evidence.end()) {
      evidence.push_back(citation);
    }
  }
  return evidence;
}

std::string slipping_summary(const RelationshipFinding& f) {
  std::string text(to_string(f.stale_class));
  if (f.last_contact) {
    text += fmt::format(", last met {} ({} days ago)", to_iso(*f.last_contact), *f.silent_days);
  }
  if (f.only_bridge) text += ", your only contact there";
  return text;
}

std::string decision_maker_summary(const DecisionMakerFinding& d) {
  std::string text = d.threads == Threads::none  ? "no live way"
                     : d.threads == Threads::one ? "one live way"
                                                 : "several live ways";
  if (d.threads == Threads::one) {
    text += ", hangs on " + (d.cut_people.empty() ? "your own tie" : names(d.cut_people));
  }
  return text + ", reach " + percent(d.connections.reach);
}

std::string reengage_summary(const ReengageFinding& r) {
  return fmt::format("met {}, last on {}; a meeting opens {}",
                     r.contact_days == 1 ? "once" : fmt::format("on {} days", r.contact_days),
                     r.last_contact ? to_iso(*r.last_contact) : "-", opened_ways(r));
}

void add_sentences(Json& model, const AccountReport& r) {
  Json& sections = model["sections"];
  for (Json& meeting : sections["meetings"]) {
    const std::string name = meeting["meeting"]["name"];
    meeting["undated"] = !name.starts_with(meeting["date"].get<std::string>());
  }
  for (const char* tasks : {"tasks_open", "tasks_done"}) {
    for (Json& task : sections[tasks]) {
      task["status_note"] = task["status"] == "open" ? Json(nullptr) : task["status"];
    }
  }
  for (std::size_t i = 0; i < r.executives.size(); ++i) {
    const ExecutiveFinding& e = r.executives[i];
    Json& executive = sections["executives"][i];
    executive["summary"] = executive_summary(e.now);
    executive["is_blocked"] = e.now.status == ConnectionStatus::blocked;
    executive["evidence"] = to_json(executive_evidence(e));
    executive["spark_line"] = spark_line_svg(e.contacts);
  }
  for (std::size_t i = 0; i < r.slipping.size(); ++i) {
    sections["stale"][i]["summary"] = slipping_summary(r.slipping[i]);
  }
  if (r.faults.size() > kMostFaults) {
    Json& faults = sections["faults"];
    faults.erase(faults.begin() + static_cast<std::ptrdiff_t>(kMostFaults), faults.end());
    model["more_faults"] = r.faults.size() - kMostFaults;
  } else {
    model["more_faults"] = nullptr;
  }
  if (!r.coverage) return;
  Json& coverage = sections["coverage"];
  coverage["summary"] = to_report(*r.coverage).answer.text;
  coverage["reach"] = fmt::format("{:.2f}", r.coverage->reach);
  coverage["makers"] = r.coverage->decision_makers.size();
  coverage["has_decision_makers"] = !r.coverage->decision_makers.empty();
  for (std::size_t i = 0; i < r.coverage->decision_makers.size(); ++i) {
    coverage["decision_makers"][i]["summary"] =
        decision_maker_summary(r.coverage->decision_makers[i]);
  }
  for (std::size_t i = 0; i < r.coverage->reengage.size(); ++i) {
    coverage["reengage"][i]["summary"] = reengage_summary(r.coverage->reengage[i]);
  }
}

// A double-quoted string of YAML.
std::string yaml_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : on_one_line(text)) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

// What a template finds at the top, beside the document.
void add_top(Json& model, const AccountReport& r, const WeeklyView& view, const Writer& writer) {
  model["headline"] = headline(r);
  model["period"] = period_in_words(r.period);
  model["days"] = days_in_words(r);
  model["unit"] = r.period.week ? "week" : "period";
  model["unit_before"] = period_before_in_words(r.period);
  model["has_overdue"] = std::any_of(r.open_tasks.begin(), r.open_tasks.end(),
                                     [](const TaskFinding& t) { return t.overdue; });
  const Json sections = model["sections"];  // a new key of the model may move the others
  for (const auto& [name, list] : sections.items()) {
    if (list.is_array()) model["has_" + name] = !list.empty();
  }
  model["is_first"] = view.is_first;
  model["is_file"] = view.is_file;
  // A property of a note can be a link; it is text if the account has no note that can be linked.
  const std::string link = writer.link(r.account.id, r.account.name);
  model["account_property"] = yaml_text(link.starts_with("[[") ? link : r.account.name);
  model["timeline"] = timeline_svg(r);
  model["diagram"] = view.format == WeeklyFormat::html ? view.diagram_svg : std::string();
  if (view.format == WeeklyFormat::markdown && !view.diagram.nodes.empty()) {
    std::string mermaid = render_mermaid(view.diagram);
    while (mermaid.ends_with('\n')) mermaid.pop_back();
    model["diagram"] = mermaid;
  }
  model["diagram_dark_css"] = dark_theme_css(".diagram");
}

Wrappers wrappers(const WeeklyView& view) {
  static constexpr std::array<std::pair<const char*, const char*>, 5> kTones = {
      {{"strong", "\x1b[1m"},
       {"good", "\x1b[32m"},
       {"warn", "\x1b[33m"},
       {"bad", "\x1b[31m"},
       {"dim", "\x1b[2m"}}};
  Wrappers wrappers;
  for (const auto& [name, start] : kTones) {
    wrappers[name] = [color = view.color && view.format == WeeklyFormat::text,
                      start = std::string(start)](const std::string& text) {
      return color && !text.empty() ? start + text + "\x1b[0m" : text;
    };
  }
  return wrappers;
}

}  // namespace

const std::set<std::string, std::less<>>& weekly_template_names() {
  static const std::set<std::string, std::less<>> names = {
      // of the document
      "schema", "account", "week", "from", "to", "as_of", "sections", "headline", "meetings",
      "meetings_before", "decisions", "tasks_overdue", "first_meetings", "blockers", "facts",
      "tasks_open", "tasks_done", "executives", "stale", "coverage", "id", "type", "name", "title",
      "meeting", "date", "people", "kind", "text", "status", "owner", "due", "overdue", "done",
      "person", "reach", "status_before", "reach_before", "change", "change_reason", "class",
      "last_contact", "declared_last_contact", "second_hand_last", "contact_days", "usual_gap_days",
      "active_probability", "value_at_risk", "via", "count", "single_threaded", "staff", "contacts",
      "decision_makers", "live_ways", "cut_people", "bridges", "reach_lost", "risk", "cuts",
      "reengage", "opens", "not_enough", "reengage_is_smallest", "evidence", "change_evidence",
      "note", "line", "path", "lead", "probability", "cost", "blocked", "hops", "guards",
      "relation", "strength", "weakest", "speaker", "target", "until", "superseded",
      "contact_days_by_week", "first_week", "own", "others",
      // beside it
      "period", "days", "unit", "unit_before", "summary", "link", "sources", "places", "first",
      "undated", "status_note", "is_blocked", "makers", "spark_line", "timeline", "diagram",
      "diagram_dark_css", "account_property", "is_first", "is_file", "has_overdue", "has_meetings",
      "has_first_meetings", "has_decisions", "has_blockers", "has_facts", "has_tasks_open",
      "has_tasks_done", "has_faults", "more_faults", "faults", "severity", "code", "message",
      "has_executives", "has_stale", "has_decision_makers",
      // around text
      "strong", "good", "warn", "bad", "dim"};
  return names;
}

std::string render_weekly(const AccountReport& report, const std::string& template_text,
                          const WeeklyView& view) {
  check_template(template_text, weekly_template_names());
  const Writer writer(view.format, view.vault);
  Json model = to_json(report);
  add_sentences(model, report);
  complete(model, writer);
  add_top(model, report, view, writer);
  return render_template(
      template_text, model, [&](const std::string& text) { return writer.escape(text); },
      wrappers(view));
}

bool is_weekly_report(std::string_view text) {
  const auto head_says = [](std::string_view head, std::string_view mark) {
    for (const char* end : {"\n", "\r\n"}) {
      if (head.find("\n" + std::string(mark) + end) != std::string_view::npos) return true;
    }
    return false;
  };
  if (text.starts_with("---\n") || text.starts_with("---\r\n")) {
    const auto end = text.find("\n---", 3);
    const std::string_view head = text.substr(0, end == std::string_view::npos ? 0 : end + 1);
    return head_says(head, "rapport: \"weekly/1\"") || head_says(head, "rapport: weekly/1");
  }
  if (text.starts_with("<!DOCTYPE html>")) {
    return head_says(text.substr(0, text.find("<title>")),
                     "<meta name=\"generator\" content=\"rapport weekly/1\">");
  }
  return text.starts_with("rapport: weekly/1\n") || text.starts_with("rapport: weekly/1\r\n") ||
         text.starts_with("{\n  \"schema\": \"rapport.weekly/1\",\n");
}

}  // namespace rapport
