#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/neighborhood.h"
#include "analysis/render.h"
#include "analysis/template.h"
#include "analysis/weekly_model.h"
#include "tools/all_diagnostics.h"
#include "tools/errors.h"
#include "tools/graphviz.h"
#include "tools/inline_svg.h"
#include "tools/output.h"
#include "tools/report_folder.h"
#include "tools/verbs.h"
#include "tools/weekly_period.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNodesInDiagram = 60;
constexpr std::size_t kLinksInDiagram = 150;

const std::vector<std::string> kFormats = {"text", "json", "markdown", "html"};

// Into a folder the vault's own format; with a template what its name says, "x.html.mustache".
std::string format_of(const Settings& settings, const WeeklyArguments& arguments) {
  if (!settings.format.empty()) return choose_format(settings, kFormats, "text");
  if (is_folder(settings.output) || settings.output.empty()) {
    std::string fallback = settings.output.empty() ? "text" : "markdown";
    for (const auto& [part, format] :
         {std::pair{".html", "html"}, {".md", "markdown"}, {".markdown", "markdown"}}) {
      const std::string name = fs::path(arguments.template_file).filename().string();
      if (name.find(part) != std::string::npos) fallback = format;
    }
    return fallback;
  }
  return choose_format(settings, kFormats, "text");
}

WeeklyFormat template_format(const std::string& format) {
  if (format == "json")
    throw UsageError("JSON has no template; give --format text, markdown, html");
  if (format == "markdown") return WeeklyFormat::markdown;
  return format == "html" ? WeeklyFormat::html : WeeklyFormat::text;
}

std::string ending_of(const std::string& format) {
  if (format == "markdown") return "md";
  return format == "text" ? "txt" : format;
}

std::string read_template(const std::string& file) {
  std::ostringstream text;
  std::ifstream in(file, std::ios::binary);
  if (!in || !(text << in.rdbuf())) {
    throw UsageError(fmt::format("the template {} is empty or cannot be read", file));
  }
  return text.str();
}

class WeeklyReports {
 public:
  WeeklyReports(const Settings& settings, const WeeklyArguments& arguments)
      : settings_(settings),
        arguments_(arguments),
        format_(format_of(settings, arguments)),
        period_(chosen_period(arguments, settings.as_of)),
        day_(report_day(period_,
                        settings.as_of_given ? std::optional(settings.as_of) : std::nullopt)),
        store_(open_for_reading(settings)),
        graph_(store_),
        entities_(store_, day_) {
    if (!arguments.template_file.empty()) {
      template_format(format_);
      template_ = read_template(arguments.template_file);
    } else if (format_ != "json") {
      template_ = default_weekly_template(template_format(format_));
    }
  }

  int run() {
    find_accounts();
    prepare_query();
    find_faults();
    if (is_folder(settings_.output)) {
      write_folder();
    } else {
      write_one_text();
    }
    if (!accounts_.empty()) return kDone;
    say(settings_, "rapport: no accounts: the vault has no note of type company, customer...");
    return kNothingFound;
  }

 private:
  // Each once, in the order of their names on the command line.
  void find_accounts() {
    EntityReader names(store_, settings_.as_of);
    for (const std::string& name : arguments_.accounts) {
      const VertexId account = look_up(settings_, store_, names, name, {VertexType::organization});
      if (std::find(accounts_.begin(), accounts_.end(), account) == accounts_.end()) {
        accounts_.push_back(account);
      }
    }
    if (arguments_.accounts.empty()) accounts_ = accounts_of(graph_, period_);
  }

  void prepare_query() {
    query_.period = period_;
    query_.owner = find_owner_if_named(settings_, store_, entities_);
    if (settings_.as_of_given) query_.as_of = settings_.as_of;
    if (!query_.owner) {
      say(settings_,
          "rapport: without --me NAME there are no executives' paths and no slipping "
          "relationships");
      return;
    }
    // One model for all accounts, as `stale` has it on that day.
    const auto fit = fit_relationships(store_.ties(*query_.owner), day_, settings_.parameters);
    if (fit) query_.lifetime = fit->parameters;
  }

  void find_faults() {
    for (const Diagnostic& d : all_diagnostics(settings_, store_, day_)) {
      faults_.push_back(
          {std::string(to_string(d.severity)), d.code, d.message, {d.note, d.line, {}}});
    }
    query_.faults = faults_;
  }

  AccountReport report(VertexId account) {
    query_.account = account;
    return report_account(graph_, entities_, query_, settings_.parameters);
  }

  Subgraph diagram(VertexId account) {
    const PeopleGraph people(graph_, query_.owner.value_or(store_.vertex_bound()), day_,
                             settings_.parameters);
    const Signals signals(store_, day_, settings_.parameters);
    Subgraph diagram = find_account_graph(people, signals, entities_, account);
    keep_strongest(diagram, kNodesInDiagram, kLinksInDiagram);
    return diagram;
  }

  // A page without its diagram is better than none.
  std::string drawn(const Subgraph& subgraph, const std::string& account) const {
    try {
      const std::string svg = draw(render_dot(subgraph), layout_by_size(subgraph), "svg");
      return inline_svg(svg, "People and projects of " + account + ", and how they are tied");
    } catch (const UsageError& e) {
      say(settings_, fmt::format("rapport: no diagram of {}: {}", account, e.what()));
      return {};
    }
  }

  std::string render(VertexId account, bool is_first, bool is_file) {
    const AccountReport found = report(account);
    if (format_ == "json") return json_text(to_json(found));
    WeeklyView view;
    view.format = template_format(format_);
    view.color = settings_.color && !is_file;
    view.is_first = is_first;
    view.is_file = is_first && is_file;
    view.vault = fs::path(settings_.vault).filename().string();
    if (view.format != WeeklyFormat::text) view.diagram = diagram(account);
    if (view.format == WeeklyFormat::html) {
      view.diagram_svg = drawn(view.diagram, found.account.name);
    }
    try {
      return render_weekly(found, template_, view);
    } catch (const TemplateError& e) {
      throw UsageError(fmt::format("{}: {}", arguments_.template_file, e.what()));
    }
  }

  void write_folder() {
    std::vector<ReportFile> files;
    for (const VertexId account : accounts_) {
      const Entity entity = entities_.entity(account);
      const auto same = store_.find_name(entity.name);
      const auto is_account = [&](VertexId v) {
        return store_.vertex(v)->type == VertexType::organization;
      };
      const bool shares_its_name = std::count_if(same.begin(), same.end(), is_account) > 1;
      files.push_back({report_file_name(entity, shares_its_name, period_, ending_of(format_)),
                       render(account, true, true)});
    }
    const std::size_t written = write_reports(settings_.output, files);
    say(settings_, fmt::format("rapport: {} of {} reports written into {}, {} unchanged", written,
                               files.size(), settings_.output, files.size() - written));
  }

  void write_one_text() {
    if (format_ == "html" && accounts_.size() > 1) {
      throw UsageError("HTML is a page for each account: name one, or a folder with -o DIR/");
    }
    std::string text;
    if (format_ == "json") {
      // One account by name is one report; anything else is a list of them.
      nlohmann::ordered_json list = nlohmann::ordered_json::array();
      for (const VertexId account : accounts_) list.push_back(to_json(report(account)));
      text = json_text(arguments_.accounts.size() == 1 ? list.front() : list);
    } else {
      for (const VertexId account : accounts_) {
        const bool is_first = text.empty();
        if (!is_first) text += '\n';
        text += render(account, is_first, !settings_.output.empty());
      }
    }
    // Its own report of before may be replaced, also in the vault.
    if (is_report_file(settings_.output)) {
      write_whole_file(settings_.output, text);
    } else {
      write_result(settings_, text);
    }
  }

  const Settings& settings_;
  const WeeklyArguments& arguments_;
  std::string format_;
  ReportPeriod period_;
  Date day_;
  Store store_;
  StoredGraph graph_;
  EntityReader entities_;  // what is known on the report's day, so that its bytes stay the same
  std::string template_;
  std::vector<VertexId> accounts_;
  std::vector<DataFault> faults_;
  AccountQuery query_;
};

}  // namespace

int verb_weekly(const Settings& settings, const WeeklyArguments& arguments) {
  if (arguments.print_template) {
    const WeeklyFormat format = template_format(format_of(settings, arguments));
    write_result(settings, default_weekly_template(format));
    return kDone;
  }
  return WeeklyReports(settings, arguments).run();
}

}  // namespace rapport
