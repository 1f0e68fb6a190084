#pragma once

#include <string>
#include <vector>

#include "analysis/sponsorship_paths.h"

namespace rapport {

// Who connects me to anybody of a kind: to the people of an organization, to its executives, to
// whoever holds a role.

enum class TargetKind { organization, role, executives };

std::string_view to_string(TargetKind kind);  // as the JSON contract names it

struct TargetGroup {
  TargetKind kind = TargetKind::organization;
  VertexId organization = 0;  // for all kinds but `role`
  std::string role;           // words of a title; each may also be its level ("vp")
};

struct WaysIn {
  Date as_of;
  Entity from;
  TargetGroup group;
  std::string name;  // of the organization, or the role
  // One for each person of the group. An organization's: by level, those of one level with the
  // best way first. The others: the best way first.
  std::vector<Connections> targets;
};

// A title has every word of the role, or its level is that word. Case plays no part.
bool has_role(const Entity& person, std::string_view role);

// `query.target` is ignored.
WaysIn find_ways_in(const PeopleGraph& people, const Signals& signals, EntityReader& entities,
                    const TargetGroup& group, WhoQuery query);

// A path or a lead to anybody.
bool has_any_way(const WaysIn& ways);

}  // namespace rapport
