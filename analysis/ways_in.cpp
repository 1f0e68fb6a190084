#include "analysis/ways_in.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <tuple>

#include "analysis/staff.h"
#include "graph/name_key.h"

namespace rapport {
namespace {

constexpr std::array<std::string_view, 5> kLevels = {"c-level", "vp", "gm", "director", "manager"};

auto level_rank(const Entity& person) {
  return std::find(kLevels.begin(), kLevels.end(), person.seniority) - kLevels.begin();
}

// Words in lower case. What joins words of titles parts them: "Storage/Compute", "VP, Storage".
std::vector<std::string> words_of(std::string_view text) {
  std::string folded = fold_name(text);
  for (char& c : folded) {
    if (std::string_view(",;/()&:").find(c) != std::string_view::npos) c = ' ';
  }
  std::istringstream in(folded);
  std::vector<std::string> words;
  for (std::string word; in >> word;) words.push_back(std::move(word));
  return words;
}

std::vector<VertexId> holders_of(const PeopleGraph& people, EntityReader& entities,
                                 const std::string& role) {
  std::vector<VertexId> holders;
  people.graph().store().for_each_vertex([&](const Vertex& vertex) {
    if (vertex.type != VertexType::person) return;
    if (has_role(to_entity(on_day(vertex, people.as_of())), role)) holders.push_back(vertex.id);
  });
  std::erase_if(holders, [&](VertexId v) { return entities.vertex(v).name.empty(); });
  return holders;
}

std::vector<VertexId> members_of(const PeopleGraph& people, const Signals& signals,
                                 EntityReader& entities, const TargetGroup& group) {
  if (group.kind == TargetKind::role) return holders_of(people, entities, group.role);
  std::vector<VertexId> members =
      staff_of(people.graph(), signals, entities, group.organization, people.as_of());
  if (group.kind == TargetKind::executives) {
    std::erase_if(members, [&](VertexId v) { return !entities.entity(v).is_executive(); });
  }
  return members;
}

// Allowed paths before blocked ones, those before leads, those before nothing; then the likelier.
auto way_rank(const Connections& c) {
  const bool any = !c.paths.empty();
  const int kind = any && !c.paths.front().blocked ? 0 : any ? 1 : c.leads.empty() ? 3 : 2;
  return std::tuple(kind, any ? -c.paths.front().probability : 0.0);
}

}  // namespace

std::string_view to_string(TargetKind kind) {
  static constexpr std::array<std::string_view, 3> kNames = {"org", "role", "any_executive"};
  return kNames[static_cast<std::size_t>(kind)];
}

bool has_role(const Entity& person, std::string_view role) {
  if (!person.title) return false;
  const std::vector<std::string> title = words_of(*person.title);
  const std::vector<std::string> wanted = words_of(role);
  return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](const std::string& word) {
    return word == person.seniority || std::find(title.begin(), title.end(), word) != title.end();
  });
}

WaysIn find_ways_in(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                    const TargetGroup& group, WhoQuery query) {
  WaysIn ways;
  ways.as_of = people.as_of();
  ways.from = entities.entity(query.from);
  ways.group = group;
  ways.name = group.kind == TargetKind::role ? group.role : entities.name(group.organization);
  for (const VertexId target : members_of(people, signals, entities, group)) {
    if (target == query.from || query.without == target) continue;
    query.target = target;
    ways.targets.push_back(find_connections(people, signals, entities, query));
  }
  const bool by_level = group.kind == TargetKind::organization;
  std::sort(
      ways.targets.begin(), ways.targets.end(), [&](const Connections& a, const Connections& b) {
        const auto key = [&](const Connections& c) {
          return std::tuple(by_level ? level_rank(c.target) : 0, way_rank(c), by_name(c.target));
        };
        return key(a) < key(b);
      });
  return ways;
}

bool has_any_way(const WaysIn& ways) {
  return std::any_of(ways.targets.begin(), ways.targets.end(),
                     [](const Connections& c) { return !c.paths.empty() || !c.leads.empty(); });
}

}  // namespace rapport
