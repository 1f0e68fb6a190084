#pragma once

#include <optional>

namespace rapport {

// Table::standard() until somebody adds to it. The standard table is made when it is first read,
// not before: what reads no note has no use for it. Reading is safe on several threads.
template <class Table>
class OrStandard {
 public:
  const Table& operator*() const { return own_ ? *own_ : Table::standard(); }
  const Table* operator->() const { return &**this; }

  // A copy to add to.
  Table& own() {
    if (!own_) own_ = Table::standard();
    return *own_;
  }

 private:
  std::optional<Table> own_;
};

}  // namespace rapport
