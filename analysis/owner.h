#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/entity.h"
#include "graph/stored_graph.h"

namespace rapport {

// Who owns the vault: the names that were given and what the notes make of them; where none was
// given, who it may be. Nobody is ever taken for the owner here: that is confirmed by a person.

// The person whom names and addresses of the owner mean: of the first that is a note's own name,
// else of the first that a note gives otherwise (alias, address), else of the first that only other
// notes write. nullopt when none means exactly one person. An address that is no alias costs a look
// at every vertex.
std::optional<VertexId> owner_vertex(const Store& store, const std::vector<std::string>& names);

// The lines that write `name` where `person` is told or linked, the latest first, at most `most`:
// their own note (its first line for its name), then meetings and other notes.
std::vector<Citation> places_of_name(const StoredGraph& graph, EntityReader& entities,
                                     VertexId person, std::string_view name, std::size_t most = 3);

// Meetings that list somebody under both names, each on a line of its own.
std::vector<Citation> listed_as_two(const StoredGraph& graph, EntityReader& entities,
                                    VertexId person, std::string_view a, std::string_view b);

// Why somebody may be the owner.
struct OwnerReason {
  enum class Kind : std::uint8_t {
    called_me,     // their note has an alias or tag such as "me"
    author,        // author fields of meetings' notes
    first_person,  // attends meetings whose notes are written in the first person
    meetings,      // attends meetings that list at least two people
    listed_alone,  // against: the only one whom meetings list, as owners list the others
  };
  Kind kind = Kind::meetings;
  std::size_t count = 0;
  std::size_t of = 0;              // all there are of the kind
  std::vector<Citation> evidence;  // the latest few
};
std::string_view to_string(OwnerReason::Kind kind);

struct OwnerCandidate {
  Entity person;
  std::vector<OwnerReason> reasons;  // by kind

  const OwnerReason* find(OwnerReason::Kind kind) const;
};

struct OwnerProposal {
  Date as_of;
  std::size_t meetings = 0;                // that list at least two people
  std::vector<OwnerCandidate> candidates;  // the likeliest first, at most five
  // The first one is ahead by every sign that there is:
  // - alone in being called "me", if anybody is;
  // - named by at least three of four author fields, if there are any;
  // - if neither is there (or only one author field), in at least half of all meetings (three or
  //   more), and in half as many again as the next one;
  // and is not oftener listed alone than with others.
  bool has_clear_leader = false;
};

// Scans all vertices and arcs once.
OwnerProposal propose_owner(const StoredGraph& graph, EntityReader& entities, Date as_of);

}  // namespace rapport
