#include "graph/tie_update.h"

#include <algorithm>

namespace rapport {
namespace {

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Moves what is said of `neighbor` from the front of a sorted list on; `at` is where it stands.
template <class Said, class T>
void take_of(VertexId neighbor, const std::vector<Said>& list, std::size_t& at,
             std::vector<T>& taken) {
  std::size_t end = at;
  while (end < list.size() && list[end].neighbor == neighbor) ++end;
  taken.reserve(end - at);
  for (; at < end; ++at) taken.push_back(list[at].what);
}

}  // namespace

PersonTies::PersonTies(const std::vector<Tie>& ties) {
  for (const Tie& tie : ties) {
    for (const Contact& contact : tie.contacts) add(tie.neighbor, contact);
    for (const TieStatement& statement : tie.statements) add(tie.neighbor, statement);
  }
}

void PersonTies::remove_meetings(const std::unordered_set<VertexId>& meetings) {
  std::erase_if(contacts_, [&](const auto& c) { return meetings.contains(c.what.meeting); });
}

std::vector<Tie> PersonTies::take() {
  sort_unique(contacts_);
  sort_unique(statements_);
  std::vector<Tie> ties;
  std::size_t contact = 0;
  std::size_t statement = 0;
  while (contact < contacts_.size() || statement < statements_.size()) {
    Tie& tie = ties.emplace_back();
    tie.neighbor =
        std::min(contact < contacts_.size() ? contacts_[contact].neighbor : UINT32_MAX,
                 statement < statements_.size() ? statements_[statement].neighbor : UINT32_MAX);
    take_of(tie.neighbor, contacts_, contact, tie.contacts);
    take_of(tie.neighbor, statements_, statement, tie.statements);
  }
  contacts_ = {};
  statements_ = {};
  return ties;
}

}  // namespace rapport
