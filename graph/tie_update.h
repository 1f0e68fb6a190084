#pragma once

#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "graph/elements.h"

namespace rapport {

// The ties of one person as a flat list, which grows and shrinks at less cost than a list of lists.
class PersonTies {
 public:
  PersonTies() = default;
  explicit PersonTies(const std::vector<Tie>& ties);

  void add(VertexId neighbor, const Contact& contact) { contacts_.push_back({neighbor, contact}); }
  void add(VertexId neighbor, const TieStatement& statement) {
    statements_.push_back({neighbor, statement});
  }
  void remove_meetings(const std::unordered_set<VertexId>& meetings);
  void remove_statements() { statements_.clear(); }

  // By neighbour, then by date and meeting; each contact and statement once.
  std::vector<Tie> take();

 private:
  template <class T>
  struct With {
    VertexId neighbor = 0;
    T what;
    friend auto operator<=>(const With&, const With&) = default;
  };
  std::vector<With<Contact>> contacts_;
  std::vector<With<TieStatement>> statements_;
};

}  // namespace rapport
