#include <algorithm>
#include <fstream>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/neighborhood.h"
#include "analysis/redact.h"
#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/graphviz.h"
#include "tools/hyperlink.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

constexpr std::size_t kNodesInPicture = 150;       // unless told otherwise
constexpr std::size_t kMostNodesInPicture = 2000;  // what GraphViz lays out in its time
constexpr std::size_t kMostLinksInPicture = 4000;
constexpr std::size_t kMostLinksInMermaid = 500;  // its own limit, beyond which it draws nothing
constexpr std::size_t kSmallestKey = 16;          // bytes: fewer can be tried one by one
constexpr std::size_t kLargestKey = 4096;         // what is beyond is not read
constexpr std::size_t kNoLimit = static_cast<std::size_t>(-1);

bool is_drawn_by_graphviz(const std::string& format) {
  return format == "svg" || format == "png" || format == "pdf" || format == "dot";
}

bool is_picture(const std::string& format) {
  return is_drawn_by_graphviz(format) || format == "mermaid" || format == "canvas";
}

class Exporter {
 public:
  Exporter(const Settings& settings, const ExportArguments& arguments)
      : settings_(settings),
        arguments_(arguments),
        format_(choose_format(
            settings,
            {"dot", "svg", "png", "pdf", "mermaid", "canvas", "graphml", "gexf", "csv", "json"},
            "dot")),
        store_(open_for_reading(settings)),
        entities_(store_, settings.as_of),
        graph_(store_) {}

  int run() {
    if (!arguments_.theme.empty() && !is_drawn_by_graphviz(format_)) {
      throw UsageError("--theme is for dot, svg, png and pdf");
    }
    if (!arguments_.layout.empty() && !is_drawn_by_graphviz(format_)) {
      throw UsageError("--layout is for dot, svg, png and pdf");
    }
    if (!arguments_.table.empty() && format_ != "csv") throw UsageError("--table is for csv");
    if (!arguments_.redact_key.empty() && !arguments_.redact) {
      throw UsageError("--redact-key is for --redact");
    }
    Subgraph subgraph = select();
    cut(subgraph);
    if (arguments_.redact) redact(subgraph, key());
    write_result(settings_, render(subgraph));
    if (subgraph.nodes.empty()) {
      say(settings_, "rapport: nothing to draw");
      return kNothingFound;
    }
    return kDone;
  }

 private:
  Subgraph select() {
    const int selections = (arguments_.around.empty() ? 0 : 1) +
                           (arguments_.account.empty() ? 0 : 1) + (arguments_.to.empty() ? 0 : 1) +
                           (arguments_.all ? 1 : 0);
    if (selections > 1) throw UsageError("give one of --around, --account, --to and --all");
    if (!arguments_.graph.empty() && arguments_.graph != "people" &&
        arguments_.graph != "entities") {
      throw UsageError("--graph takes people or entities");
    }
    const bool people = arguments_.graph == "people";
    const bool semantic_only = is_picture(format_);
    const bool both_ways = !is_picture(format_);
    if (!arguments_.to.empty()) return paths_to();
    if (!arguments_.account.empty()) return account(people);
    if (people) {
      const PeopleGraph ties = people_graph();
      Subgraph subgraph = arguments_.around.empty()
                              ? whole_people_graph(ties, entities_, both_ways)
                              : find_people_around(ties, entities_, person(arguments_.around),
                                                   arguments_.hops, both_ways);
      mark_guards(subgraph, signals(), entities_);
      return subgraph;
    }
    if (!arguments_.around.empty()) {
      return find_neighborhood(graph_, entities_, anything(arguments_.around), arguments_.hops,
                               settings_.as_of, semantic_only);
    }
    return whole_graph(store_, entities_, semantic_only);
  }

  KeyedHash key() const {
    if (arguments_.redact_key.empty()) return KeyedHash(random_key());
    const std::string& file = arguments_.redact_key;
    std::ifstream in(file, std::ios::binary);
    std::string bytes(kLargestKey, '\0');
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    bytes.resize(static_cast<std::size_t>(in.gcount()));
    if (bytes.size() < kSmallestKey) {
      throw UsageError(
          fmt::format("'{}' holds no key of {} bytes or more; make one with "
                      "`head -c 32 /dev/urandom > {}`, and keep it to yourself",
                      file, kSmallestKey, file));
    }
    return KeyedHash(std::move(bytes));
  }

  void cut(Subgraph& subgraph) const {
    const std::size_t most =
        is_picture(format_)
            ? std::min(arguments_.max_nodes.value_or(kNodesInPicture), kMostNodesInPicture)
            : arguments_.max_nodes.value_or(kNoLimit);
    const std::size_t most_links = format_ == "mermaid"  ? kMostLinksInMermaid
                                   : is_picture(format_) ? kMostLinksInPicture
                                                         : kNoLimit;
    keep_strongest(subgraph, most, most_links);
    if (subgraph.left_out > 0) {
      say(settings_, fmt::format("rapport: {} weaker nodes are left out; --max-nodes says how many "
                                 "are kept, now {}",
                                 subgraph.left_out, most));
    }
    if (subgraph.links_left_out > 0) {
      say(settings_, fmt::format("rapport: {} weaker links are left out; {} are kept",
                                 subgraph.links_left_out, most_links));
    }
  }

  Signals signals() const { return {store_, settings_.as_of, settings_.parameters}; }

  VertexId person(const std::string& name) {
    return look_up(settings_, store_, entities_, name, {VertexType::person});
  }
  VertexId anything(const std::string& name) {
    return look_up(settings_, store_, entities_, name, {});
  }

  // Without an owner no tie is the owner's, and none is discounted as such.
  PeopleGraph people_graph() {
    const auto owner = find_owner_if_named(settings_, store_, entities_);
    return {graph_, owner.value_or(store_.vertex_bound()), settings_.as_of, settings_.parameters};
  }

  Subgraph paths_to() {
    WhoQuery query;
    query.ways_out = false;
    query.from = find_owner(settings_, store_, entities_);
    query.target = person(arguments_.to);
    const PeopleGraph people = people_graph();
    return to_subgraph(find_connections(people, signals(), entities_, query), entities_);
  }

  Subgraph account(bool people_only) {
    const VertexId account =
        look_up(settings_, store_, entities_, arguments_.account, {VertexType::organization});
    Subgraph subgraph = find_account_graph(people_graph(), signals(), entities_, account);
    if (people_only) keep_people(subgraph);
    return subgraph;
  }

  std::string render(const Subgraph& subgraph) const {
    if (format_ == "json") return json_text(to_json(subgraph));
    if (format_ == "graphml") return render_graphml(subgraph);
    if (format_ == "canvas") return json_text(to_canvas(subgraph));
    if (format_ == "gexf") return render_gexf(subgraph);
    if (format_ == "mermaid") return render_mermaid(subgraph);
    if (format_ == "csv") {
      return arguments_.table == "nodes" ? render_csv_nodes(subgraph) : render_csv_links(subgraph);
    }
    DotLook look;
    look.theme = arguments_.theme == "dark" ? Theme::dark : Theme::light;
    look.layout = arguments_.layout;
    if (!arguments_.redact) look.uri = note_uri_in_pictures(settings_);
    std::string dot = render_dot(subgraph, look);
    if (format_ == "dot") return dot;
    return draw(dot, look.layout.empty() ? layout_by_size(subgraph) : look.layout, format_);
  }

  const Settings& settings_;
  const ExportArguments& arguments_;
  std::string format_;
  Store store_;
  EntityReader entities_;
  StoredGraph graph_;
};

}  // namespace

int verb_export(const Settings& settings, const ExportArguments& arguments) {
  return Exporter(settings, arguments).run();
}

}  // namespace rapport
