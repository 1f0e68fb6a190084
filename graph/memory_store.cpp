#include <map>

#include "graph/key_value.h"

namespace rapport {
namespace {

class MemoryStore final : public KeyValueStore {
 public:
  std::optional<std::string> get(std::string_view key) const override {
    const auto it = entries_.find(key);
    if (it == entries_.end()) return std::nullopt;
    return it->second;
  }

  void scan(std::string_view prefix, const Visitor& visit) const override {
    for (auto it = entries_.lower_bound(prefix);
         it != entries_.end() && it->first.starts_with(prefix); ++it) {
      visit(it->first, it->second);
    }
  }

  void write(const std::vector<KeyValueChange>& changes) override {
    for (const auto& [key, value] : changes) {
      if (value) {
        entries_.insert_or_assign(key, *value);
      } else {
        entries_.erase(key);
      }
    }
  }

  std::uint64_t bytes() const override {
    std::uint64_t sum = 0;
    for (const auto& [key, value] : entries_) sum += key.size() + value.size();
    return sum;
  }

 private:
  std::map<std::string, std::string, std::less<>> entries_;
};

}  // namespace

std::unique_ptr<KeyValueStore> make_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace rapport
