#include <map>
#include <stdexcept>

#include "graph/key_value.h"

namespace rapport {
namespace {

using Entries = std::map<std::string, std::string, std::less<>>;

class MemoryBatch final : public KeyValueStore::Batch {
 public:
  explicit MemoryBatch(Entries& entries) : entries_(entries) {}

  // As strict as a database that writes its tables once: tests run on this one.
  void change(KeyValueChange change) override {
    if (!changes_.emplace(std::move(change.key), std::move(change.value)).second) {
      throw std::logic_error("a batch changes a key twice");
    }
  }

  void commit() override {
    for (auto& [key, value] : changes_) {
      if (value) {
        entries_.insert_or_assign(key, std::move(*value));
      } else {
        entries_.erase(key);
      }
    }
    changes_.clear();
  }

 private:
  Entries& entries_;
  std::map<std::string, std::optional<std::string>> changes_;
};

class MemoryStore final : public KeyValueStore {
 public:
  bool read(std::string_view key, const ValueVisitor& visit) const override {
    const auto it = entries_.find(key);
    if (it == entries_.end()) return false;
    visit(it->second);
    return true;
  }

  void scan(std::string_view prefix, const Visitor& visit) const override {
    for (auto it = entries_.lower_bound(prefix);
         it != entries_.end() && it->first.starts_with(prefix); ++it) {
      visit(it->first, it->second);
    }
  }

  std::unique_ptr<Batch> start_batch() override { return std::make_unique<MemoryBatch>(entries_); }

  std::uint64_t bytes() const override {
    std::uint64_t sum = 0;
    for (const auto& [key, value] : entries_) sum += key.size() + value.size();
    return sum;
  }

  void verify_checksums() const override {}

 private:
  Entries entries_;
};

}  // namespace

std::unique_ptr<KeyValueStore> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace rapport
