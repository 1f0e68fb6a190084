#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// Which notes can be asked for by a text. Filled, then put in order, then asked: some 40 bytes a
// text and few allocations in all, where a hash table of strings and lists takes 150 and four each.
class NameTable {
 public:
  using Index = std::uint32_t;

  // The same again changes nothing.
  void add(std::string_view name, Index index);

  // Needed before what was added is asked for. find() gives notes ascending by `before`, each once.
  // Cost: n log n, nothing when nothing was added.
  template <class Before>
  void finish(const Before& before) {
    if (added_.empty()) return;
    group();
    sort(before);
  }

  // Puts change(index) in the place of each. When all is finished.
  template <class Change, class Before>
  void change(const Change& change, const Before& before) {
    for (Index& index : indexes_) index = change(index);
    sort(before);
  }

  std::span<const Index> find(std::string_view name) const;

  // All texts, in no order that means something: places are good until finish() takes
  // more in.
  std::size_t size() const { return texts_.empty() ? 0 : texts_.size() - 1; }
  std::string_view text(std::size_t place) const {
    return std::string_view(bytes_).substr(texts_[place].begin,
                                           texts_[place + 1].begin - texts_[place].begin);
  }
  std::span<const Index> notes(std::size_t place) const {
    return std::span(indexes_).subspan(texts_[place].first,
                                       texts_[place + 1].first - texts_[place].first);
  }

 private:
  // What came since the table was last in order.
  struct Added {
    std::uint64_t hash = 0;
    std::size_t begin = 0;  // of the text, in bytes_
    std::uint32_t size = 0;
    Index index = 0;
  };
  // By hash, then by the text itself. One more marks the end.
  struct Text {
    std::uint64_t hash = 0;
    std::size_t begin = 0;
    std::uint32_t first = 0;  // in indexes_
  };

  void group();
  // The notes of each text.
  template <class Before>
  void sort(const Before& before) {
    std::vector<Index> kept;
    kept.reserve(indexes_.size());
    for (std::size_t place = 0; place < size(); ++place) {
      const auto first = indexes_.begin() + texts_[place].first;
      const auto last = indexes_.begin() + texts_[place + 1].first;
      std::sort(first, last, before);
      texts_[place].first = static_cast<std::uint32_t>(kept.size());
      kept.insert(kept.end(), first, std::unique(first, last));
    }
    if (!texts_.empty()) texts_.back().first = static_cast<std::uint32_t>(kept.size());
    indexes_ = std::move(kept);
  }

  std::vector<Added> added_;
  std::string bytes_;  // the texts, one behind the other
  std::vector<Text> texts_;
  std::vector<std::uint32_t> starts_;  // by the top bits of a hash: the first text with them
  std::vector<Index> indexes_;         // those of each text together
};

}  // namespace rapport
