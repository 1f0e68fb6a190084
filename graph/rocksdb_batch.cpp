#include "graph/rocksdb_batch.h"

#include <algorithm>
#include <array>
#include <optional>
#include <system_error>

#include <fmt/format.h>
#include <rocksdb/table.h>

#include "graph/layout.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "incoming";

// How a table of one family is packed; graph/STORE_FORMAT.md tells why.
struct Packing {
  rocksdb::CompressionType compression;
  int level;
  std::size_t block_bytes;
  bool has_filter;
};

std::optional<Packing> packing_of(char family) {
  constexpr std::size_t kKiB = 1024;
  constexpr Packing kReadByIngestsAlone{rocksdb::kZSTD, 3, 64 * kKiB, false};
  constexpr Packing kReadHereAndThere{rocksdb::kZSTD, 1, 16 * kKiB, false};
  constexpr Packing kOftenNotThere{rocksdb::kZSTD, 3, 16 * kKiB, true};
  constexpr Packing kReadByTheThousand{rocksdb::kLZ4Compression,
                                       rocksdb::CompressionOptions::kDefaultCompressionLevel,
                                       4 * kKiB, true};
  switch (static_cast<Family>(family)) {
    case Family::memo:
    case Family::claims:
      return kReadByIngestsAlone;
    case Family::source:
    case Family::vertex:
    case Family::adjacency:
      return kReadHereAndThere;
    case Family::vertex_key:
    case Family::name:
    case Family::source_path:
    case Family::answers:
    case Family::lookups:
      return kOftenNotThere;
    case Family::ties:
      return kReadByTheThousand;
    default:
      return std::nullopt;
  }
}

std::size_t bytes_of(const KeyValueChange& change) {
  constexpr std::size_t kOverhead = 2 * sizeof(std::string);
  return kOverhead + change.key.size() + (change.value ? change.value->size() : 0);
}

// Keys are compared by their first 8 bytes before all others: that is nearly the whole of them.
void sort_by_key(std::vector<KeyValueChange>& changes) {
  struct Place {
    std::uint64_t start = 0;
    std::uint32_t index = 0;
  };
  std::vector<Place> places(changes.size());
  for (std::uint32_t i = 0; i < places.size(); ++i) {
    const std::string& key = changes[i].key;
    for (std::size_t k = 0; k < 8; ++k) {
      places[i].start =
          places[i].start << 8U | (k < key.size() ? static_cast<std::uint8_t>(key[k]) : 0U);
    }
    places[i].index = i;
  }
  std::sort(places.begin(), places.end(), [&](const Place& a, const Place& b) {
    return a.start != b.start ? a.start < b.start : changes[a.index].key < changes[b.index].key;
  });
  std::vector<KeyValueChange> sorted;
  sorted.reserve(changes.size());
  for (const Place& place : places) sorted.push_back(std::move(changes[place.index]));
  changes = std::move(sorted);
}

// By the first letter: whether the keys come ascending.
std::array<bool, 256> families_in_order(const std::vector<KeyValueChange>& changes) {
  std::array<bool, 256> is_ascending;
  is_ascending.fill(true);
  std::array<const std::string*, 256> last = {};
  for (const KeyValueChange& change : changes) {
    const auto family = static_cast<unsigned char>(change.key.front());
    if (last[family] != nullptr && change.key < *last[family]) is_ascending[family] = false;
    last[family] = &change.key;
  }
  return is_ascending;
}

}  // namespace

struct TableBatch::Table {
  Table(std::string table_path, const rocksdb::Options& options)
      : path(std::move(table_path)), writer({}, options) {}

  std::string path;
  rocksdb::SstFileWriter writer;
  std::string last_key;
};

TableBatch::TableBatch(Database database, std::size_t most_buffered)
    : database_(std::move(database)), most_buffered_(most_buffered), spill_at_(most_buffered) {}

TableBatch::~TableBatch() {
  families_.clear();  // closes the tables
  rest_.clear();
  sweep(database_.directory);
}

void TableBatch::sweep(const fs::path& directory) {
  std::error_code ignored;
  std::vector<fs::path> left;
  for (const auto& entry : fs::directory_iterator(directory, ignored)) {
    if (entry.path().filename().string().starts_with(kPrefix)) left.push_back(entry.path());
  }
  for (const fs::path& path : left) fs::remove(path, ignored);
}

void TableBatch::change(KeyValueChange change) {
  waiting_bytes_ += bytes_of(change);
  waiting_.push_back(std::move(change));
  if (waiting_bytes_ >= spill_at_) spill();
}

std::unique_ptr<TableBatch::Table> TableBatch::open_table() const {
  return open_table("", *database_.options);
}

std::unique_ptr<TableBatch::Table> TableBatch::open_table(char family,
                                                          std::string_view name) const {
  rocksdb::Options options = *database_.options;
  if (const auto packing = packing_of(family)) {
    options.compression = packing->compression;
    options.compression_opts.level = packing->level;
    auto blocks = *options.table_factory->GetOptions<rocksdb::BlockBasedTableOptions>();
    blocks.block_size = packing->block_bytes;
    if (!packing->has_filter) blocks.filter_policy.reset();
    options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  }
  return open_table(fmt::format("-{:02x}{}", static_cast<unsigned char>(family), name), options);
}

std::unique_ptr<TableBatch::Table> TableBatch::open_table(const std::string& name,
                                                          const rocksdb::Options& options) const {
  const std::string file = fmt::format("{}{}.sst", kPrefix, name);
  auto table = std::make_unique<Table>((database_.directory / file).string(), options);
  database_.check(table->writer.Open(table->path));
  return table;
}

void TableBatch::append(Table& table, const KeyValueChange& change) {
  const auto& [key, value] = change;
  database_.check(value ? table.writer.Put(key, *value) : table.writer.Delete(key));
  table.last_key = key;
}

// Writes the families whose waiting keys all stand behind what is written of them, if that is worth
// a table. None is begun for a family that comes in no order: the next keys would fall before its
// end, and a second table over the same keys must one day be merged with the first.
void TableBatch::spill() {
  const std::array<bool, 256> is_ascending = families_in_order(waiting_);
  sort_by_key(waiting_);
  std::vector<KeyValueChange> still_waiting;
  waiting_bytes_ = 0;
  for (auto first = waiting_.begin(); first != waiting_.end();) {
    const char family = first->key.front();
    const auto last = std::find_if(first, waiting_.end(), [&](const KeyValueChange& change) {
      return change.key.front() != family;
    });
    std::size_t bytes = 0;
    for (auto it = first; it != last; ++it) bytes += bytes_of(*it);
    auto table = families_.find(family);
    if (table == families_.end() && bytes * 32 > most_buffered_ &&
        is_ascending[static_cast<unsigned char>(family)]) {
      table = families_.emplace(family, open_table(family, "")).first;
    }
    const bool is_in_order = table != families_.end() && first->key > table->second->last_key;
    for (; first != last; ++first) {
      if (is_in_order) {
        append(*table->second, *first);
      } else {
        waiting_bytes_ += bytes_of(*first);
        still_waiting.push_back(std::move(*first));
      }
    }
  }
  waiting_ = std::move(still_waiting);
  // What cannot be written in order is not sorted again and again.
  spill_at_ = waiting_bytes_ + std::max(most_buffered_, waiting_bytes_);
}

void TableBatch::write_rest() {
  sort_by_key(waiting_);
  if (families_.empty()) {
    if (waiting_.empty()) return;
    rest_.push_back(open_table());
    for (const KeyValueChange& change : waiting_) append(*rest_.back(), change);
    return;
  }
  // Each family again by itself: tables that do not overlap need never be merged.
  Table* table = nullptr;
  char family = 0;
  for (const KeyValueChange& change : waiting_) {
    if (table == nullptr || change.key.front() != family) {
      family = change.key.front();
      const auto known = families_.find(family);
      if (known != families_.end() && change.key > known->second->last_key) {
        table = known->second.get();
      } else {
        rest_.push_back(open_table(family, "-rest"));
        table = rest_.back().get();
      }
    }
    append(*table, change);
  }
}

void TableBatch::commit() {
  write_rest();
  waiting_ = std::vector<KeyValueChange>();
  for (auto& [family, table] : families_) rest_.push_back(std::move(table));
  families_.clear();
  if (rest_.empty()) return;
  std::vector<std::string> paths;
  for (const auto& table : rest_) {
    database_.check(table->writer.Finish());
    paths.push_back(table->path);
  }
  rest_.clear();
  database_.adopt(paths);
}

}  // namespace rapport
