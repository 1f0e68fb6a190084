#include "analysis/redact.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "analysis/interchange.h"

namespace rapport {
namespace {

constexpr std::size_t kDigits = 16;
constexpr std::array<std::string_view, 5> kLevels = {"c-level", "vp", "gm", "director", "manager"};

class Redaction {
 public:
  explicit Redaction(const KeyedHash& key) : key_(key) {}

  void apply(Subgraph& subgraph) {
    std::erase_if(subgraph.nodes,
                  [](const SubgraphNode& node) { return node.entity.type == VertexType::tag; });
    for (SubgraphNode& node : subgraph.nodes) redact(node);
    std::erase_if(subgraph.links, [&](const SubgraphLink& link) {
      return !names_.contains(link.source) || !names_.contains(link.target);
    });
    for (SubgraphLink& link : subgraph.links) redact(link);
    sort(subgraph);
    subgraph.title = "Redacted";
    subgraph.precision = DatePrecision::month;
  }

 private:
  // A blank between: no type holds one.
  std::string pseudonym(std::string_view type, std::string_view id) const {
    return fmt::format("{}-{}", type, key_.hex(fmt::format("{} {}", type, id), kDigits));
  }

  void redact(SubgraphNode& node) {
    Entity& entity = node.entity;
    entity.id = pseudonym(to_string(entity.type), entity.id.empty() ? entity.name : entity.id);
    entity.name = entity.id;
    entity.title.reset();
    const bool is_level =
        std::find(kLevels.begin(), kLevels.end(), entity.seniority) != kLevels.end();
    if (is_level) entity.title = entity.seniority;
    node.properties.clear();
    redact(node.closed_by);
    names_[entity.vertex] = entity.id;
  }

  void redact(SubgraphLink& link) const {
    link.precision = DatePrecision::month;
    redact(link.evidence);
  }

  void redact(std::vector<Citation>& evidence) const {
    for (Citation& c : evidence) c = {pseudonym("note", c.note), c.line, {}};
    std::sort(evidence.begin(), evidence.end());
  }

  void sort(Subgraph& subgraph) const {
    std::sort(subgraph.nodes.begin(), subgraph.nodes.end(),
              [](const SubgraphNode& a, const SubgraphNode& b) {
                return std::tie(a.entity.type, a.entity.id) < std::tie(b.entity.type, b.entity.id);
              });
    const auto key = [&](const SubgraphLink& l) {
      return std::tuple(names_.at(l.source), names_.at(l.target), l.relation,
                        l.date ? shown_date(*l.date, l.precision) : std::string(), l.evidence);
    };
    std::stable_sort(subgraph.links.begin(), subgraph.links.end(),
                     [&](const SubgraphLink& a, const SubgraphLink& b) { return key(a) < key(b); });
  }

  const KeyedHash& key_;
  std::map<VertexId, std::string> names_;  // pseudonyms
};

}  // namespace

void redact(Subgraph& subgraph, const KeyedHash& key) { Redaction(key).apply(subgraph); }

}  // namespace rapport
