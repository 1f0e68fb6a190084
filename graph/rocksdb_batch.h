#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <rocksdb/options.h>
#include <rocksdb/sst_file_writer.h>
#include <rocksdb/status.h>

#include "graph/key_value.h"

// With rocksdb.cpp and rocksdb_files.h the only includer of RocksDB.

namespace rapport {

// A batch as tables beside the database, which takes them in as one. A small batch is one table,
// written at the end. Of a large one, what has come in the order of its keys is written as it
// comes, each family (the first letter of the keys) to a table of its own; only the rest waits in
// memory.
class TableBatch final : public KeyValueStore::Batch {
 public:
  struct Database {
    std::filesystem::path directory;
    const rocksdb::Options* options = nullptr;
    std::function<void(const rocksdb::Status&)> check;           // throws unless it is ok
    std::function<void(const std::vector<std::string>&)> adopt;  // takes in the tables
  };

  TableBatch(Database database, std::size_t most_buffered);
  // Without a commit nothing is left.
  ~TableBatch() override;

  void change(KeyValueChange change) override;
  void commit() override;

  // Removes what a writer that died has left.
  static void sweep(const std::filesystem::path& directory);

 private:
  struct Table;
  void spill();
  void append(Table& table, const KeyValueChange& change);
  std::unique_ptr<Table> open_table() const;                                    // of all families
  std::unique_ptr<Table> open_table(char family, std::string_view name) const;  // of this one
  std::unique_ptr<Table> open_table(const std::string& name, const rocksdb::Options& options) const;
  void write_rest();

  Database database_;
  std::size_t most_buffered_;
  std::size_t spill_at_;
  std::vector<KeyValueChange> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::map<char, std::unique_ptr<Table>> families_;  // those that are written as they come
  std::vector<std::unique_ptr<Table>> rest_;
};

}  // namespace rapport
