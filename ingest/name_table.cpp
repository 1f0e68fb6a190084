#include "ingest/name_table.h"

#include <bit>

#include "graph/encoding.h"

namespace rapport {
namespace {

// So many top bits of a hash that each start has a text or two.
int start_bits(std::size_t starts) { return static_cast<int>(std::bit_width(starts)) - 1; }

std::size_t start_of(std::uint64_t hash, int bits) {
  return bits == 0 ? 0 : static_cast<std::size_t>(hash >> (64 - bits));
}

}  // namespace

void NameTable::add(std::string_view name, Index index) {
  added_.push_back({hash64(name), bytes_.size(), static_cast<std::uint32_t>(name.size()), index});
  bytes_ += name;
}

// Makes texts_ and indexes_ of what was there and what came.
void NameTable::group() {
  added_.reserve(added_.size() + indexes_.size());
  for (std::size_t place = 0; place < size(); ++place) {
    const auto [hash, begin, first] = texts_[place];
    const auto length = static_cast<std::uint32_t>(text(place).size());
    for (const Index index : notes(place)) added_.push_back({hash, begin, length, index});
  }
  const std::string bytes = std::move(bytes_);
  const auto text_of = [&](const Added& added) {
    return std::string_view(bytes).substr(added.begin, added.size);
  };
  std::sort(added_.begin(), added_.end(), [&](const Added& a, const Added& b) {
    return a.hash != b.hash ? a.hash < b.hash : text_of(a) < text_of(b);
  });

  bytes_ = {};
  texts_ = {};
  indexes_ = {};
  indexes_.reserve(added_.size());
  const Added* before = nullptr;
  for (const Added& added : added_) {
    if (before == nullptr || text_of(*before) != text_of(added)) {
      texts_.push_back({added.hash, bytes_.size(), static_cast<std::uint32_t>(indexes_.size())});
      bytes_ += text_of(added);
    }
    indexes_.push_back(added.index);
    before = &added;
  }
  texts_.push_back({0, bytes_.size(), static_cast<std::uint32_t>(indexes_.size())});
  texts_.shrink_to_fit();
  bytes_.shrink_to_fit();
  added_ = std::vector<Added>();

  const std::size_t starts = std::bit_ceil(texts_.size());
  starts_.assign(starts + 1, 0);
  const int bits = start_bits(starts);
  for (std::size_t place = 0; place < size(); ++place) {
    ++starts_[start_of(texts_[place].hash, bits) + 1];
  }
  for (std::size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

std::span<const NameTable::Index> NameTable::find(std::string_view name) const {
  if (starts_.empty()) return {};
  const std::uint64_t hash = hash64(name);
  const std::size_t start = start_of(hash, start_bits(starts_.size() - 1));
  for (std::size_t at = starts_[start]; at < starts_[start + 1]; ++at) {
    if (texts_[at].hash == hash && text(at) == name) return notes(at);
  }
  return {};
}

}  // namespace rapport
