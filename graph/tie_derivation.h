#pragma once

#include <cstdint>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "graph/degrees.h"
#include "graph/tie_update.h"
#include "graph/touched_vertices.h"

namespace rapport {

// What a batch makes of the ties between people, and of how many each of them has. Ties follow from
// the meetings that two people attended and from what notes state of them: those of the touched
// vertices are derived anew.
class TieDerivation {
 public:
  // `ties`: how many there are, each counted from both ends.
  TieDerivation(TouchedVertices& vertices, ContentChanges& content, std::uint64_t& ties)
      : vertices_(vertices), content_(content), count_(ties) {}

  // Once all claims are put and retracted.
  void run();

 private:
  void forget_contacts(VertexId meeting);
  void add_contacts(VertexId meeting);
  // By person: with whom statements may relate them now, or did.
  void update_statements(std::vector<std::pair<VertexId, VertexId>> pairs);
  void write_ties();
  void write_degrees(const std::vector<std::pair<VertexId, std::optional<PersonDegree>>>& changes);

  TouchedVertices& vertices_;
  ContentChanges& content_;
  std::uint64_t& count_;
  std::unordered_map<VertexId, PersonTies> ties_;  // of people: what changes
  std::unordered_set<VertexId> meetings_;          // of before, whose contacts are made anew
};

}  // namespace rapport
