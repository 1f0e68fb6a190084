#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "analysis/neighborhood.h"
#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/graphviz.h"
#include "tools/output.h"
#include "tools/verbs.h"

namespace rapport {
namespace {

constexpr std::size_t kMostNodesInPicture = 2000;
constexpr std::size_t kMostLinksInPicture = 4000;

bool is_picture(const std::string& format) {
  return format == "svg" || format == "png" || format == "pdf" || format == "dot";
}

class Exporter {
 public:
  Exporter(const Settings& settings, const ExportArguments& arguments)
      : settings_(settings),
        arguments_(arguments),
        format_(choose_format(settings, {"dot", "svg", "png", "pdf", "graphml", "json"}, "dot")),
        store_(open_for_reading(settings)),
        entities_(store_, settings.as_of),
        graph_(store_) {}

  int run() {
    Subgraph subgraph = select();
    if (is_picture(format_)) keep_strongest(subgraph, kMostNodesInPicture, kMostLinksInPicture);
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
    if (!arguments_.around.empty() && people) {
      return find_people_around(people_graph(), entities_, person(arguments_.around),
                                arguments_.hops, both_ways);
    }
    if (!arguments_.around.empty()) {
      return find_neighborhood(graph_, entities_, anything(arguments_.around), arguments_.hops,
                               settings_.as_of, semantic_only);
    }
    return people ? whole_people_graph(people_graph(), entities_, both_ways)
                  : whole_graph(store_, entities_, semantic_only);
  }

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
    query.from = find_owner(settings_, store_, entities_);
    query.target = person(arguments_.to);
    const PeopleGraph people = people_graph();
    const Signals signals(store_, settings_.as_of, settings_.parameters);
    return to_subgraph(find_connections(people, signals, entities_, query), entities_);
  }

  Subgraph account(bool people_only) {
    const VertexId account =
        look_up(settings_, store_, entities_, arguments_.account, {VertexType::organization});
    const Signals signals(store_, settings_.as_of, settings_.parameters);
    Subgraph subgraph = find_account_graph(people_graph(), signals, entities_, account);
    if (people_only) {
      std::erase_if(subgraph.nodes, [](const SubgraphNode& node) {
        return node.entity.type != VertexType::person;
      });
    }
    return subgraph;
  }

  std::string render(const Subgraph& subgraph) const {
    if (format_ == "json") return json_text(to_json(subgraph));
    if (format_ == "graphml") return render_graphml(subgraph);
    std::string dot = render_dot(subgraph);
    if (format_ == "dot") return dot;
    return draw(dot, is_for_dot(subgraph) ? "dot" : "sfdp", format_);
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
