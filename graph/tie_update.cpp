#include "graph/tie_update.h"

#include <algorithm>

#include "graph/sort_unique.h"

namespace rapport {
namespace {

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

std::vector<VertexId> PersonTies::touched() {
  added_ = take();
  sort_unique(without_statements_);
  std::vector<VertexId> touched = std::move(without_contacts_);
  touched.insert(touched.end(), without_statements_.begin(), without_statements_.end());
  for (const Tie& tie : added_) touched.push_back(tie.neighbor);
  sort_unique(touched);
  return touched;
}

void PersonTies::apply(std::vector<Tie>& ties, Neighbors first, Neighbors last,
                       const std::unordered_set<VertexId>& meetings) const {
  const auto before = [](const Tie& tie, VertexId neighbor) { return tie.neighbor < neighbor; };
  for (; first != last; ++first) {
    const VertexId neighbor = *first;
    const auto added = std::lower_bound(added_.begin(), added_.end(), neighbor, before);
    const bool is_more = added != added_.end() && added->neighbor == neighbor;
    auto tie = std::lower_bound(ties.begin(), ties.end(), neighbor, before);
    if (tie == ties.end() || tie->neighbor != neighbor) {
      if (is_more) ties.insert(tie, *added);
      continue;
    }
    std::erase_if(tie->contacts, [&](const Contact& c) { return meetings.contains(c.meeting); });
    if (std::binary_search(without_statements_.begin(), without_statements_.end(), neighbor)) {
      tie->statements.clear();
    }
    if (is_more) {
      tie->contacts.insert(tie->contacts.end(), added->contacts.begin(), added->contacts.end());
      sort_unique(tie->contacts);
      tie->statements.insert(tie->statements.end(), added->statements.begin(),
                             added->statements.end());
      sort_unique(tie->statements);
    }
    if (tie->contacts.empty() && tie->statements.empty()) ties.erase(tie);
  }
}

}  // namespace rapport
