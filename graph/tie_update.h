#pragma once

#include <unordered_set>
#include <vector>

#include "graph/elements.h"

namespace rapport {

// What a batch changes in the ties of one person, gathered as flat lists, which grow at less cost
// than a list of lists.
class PersonTies {
 public:
  void add(VertexId neighbor, const Contact& contact) { contacts_.push_back({neighbor, contact}); }
  void add(VertexId neighbor, const TieStatement& statement) {
    statements_.push_back({neighbor, statement});
  }
  // What the tie was told by meetings that are gone, or told anew, goes first.
  void forget_contacts(VertexId neighbor) { without_contacts_.push_back(neighbor); }
  // And so do all its statements.
  void forget_statements(VertexId neighbor) { without_statements_.push_back(neighbor); }

  // The ties of somebody who had none: by neighbour, then by date and meeting; each contact and
  // statement once. All that was added is taken.
  std::vector<Tie> take();

  // The neighbours whose ties change, ascending. Nothing is added afterwards.
  std::vector<VertexId> touched();
  // Changes the ties with some of touched() in a list, by neighbour, of those that they stand in or
  // would. `meetings`: of those that are gone, or told anew. After touched().
  using Neighbors = std::vector<VertexId>::const_iterator;
  void apply(std::vector<Tie>& ties, Neighbors first, Neighbors last,
             const std::unordered_set<VertexId>& meetings) const;

 private:
  template <class T>
  struct With {
    VertexId neighbor = 0;
    T what;
    friend auto operator<=>(const With&, const With&) = default;
  };
  std::vector<With<Contact>> contacts_;
  std::vector<With<TieStatement>> statements_;
  std::vector<VertexId> without_contacts_;
  std::vector<VertexId> without_statements_;
  std::vector<Tie> added_;  // once all is gathered
};

}  // namespace rapport
