#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rapport {

// The little that the graph asks of a database: sorted keys, atomic writes. RocksDB stands behind
// it today (graph/rocksdb.cpp), memory in tests; a shared database can stand behind it tomorrow.

struct KeyValueChange {
  std::string key;
  std::optional<std::string> value;  // nullopt erases
};

class KeyValueStore {
 public:
  virtual ~KeyValueStore() = default;

  // Calls `visit` with the value of a key, which lasts as long as the call; false without one.
  using ValueVisitor = std::function<void(std::string_view value)>;
  virtual bool read(std::string_view key, const ValueVisitor& visit) const = 0;
  std::optional<std::string> get(std::string_view key) const;

  // Calls `visit` for each key that starts with `prefix`, in order of the keys' bytes.
  using Visitor = std::function<void(std::string_view key, std::string_view value)>;
  virtual void scan(std::string_view prefix, const Visitor& visit) const = 0;

  // Changes that are made as one: nothing is there before commit() returns, and then all of it is
  // on disk; when the process dies in the middle, all or nothing. Each key at most once. One batch
  // at a time.
  class Batch {
   public:
    virtual ~Batch() = default;
    virtual void change(KeyValueChange change) = 0;
    virtual void commit() = 0;
  };
  virtual std::unique_ptr<Batch> start_batch() = 0;

  // A batch of these; of several changes of one key the last one counts.
  void write(std::vector<KeyValueChange> changes);

  virtual std::uint64_t bytes() const = 0;

  // What is erased or replaced stays readable in the files until it is purged. Marks, on disk, that
  // this is due; then removes it: afterwards the files hold what scan() finds and nothing else.
  // Takes as much room on disk again as the store does, and as long as to copy it. A purge that was
  // interrupted is still due. Throws StoreError.
  virtual void plan_purge() {}
  virtual bool is_purge_due() const { return false; }
  virtual void purge() {}

  // Reads all that lies on disk and compares it with the checksums beside it. Throws StoreError.
  virtual void verify_checksums() const = 0;
};

// Of RocksDB, as it is linked.
std::string database_version();

enum class Access { read_only, read_write };

// How many bytes of a batch are held in memory before those that stand in the order of their keys
// are written, aside, to the disk.
inline constexpr std::size_t kMostBuffered = 16 * 1024 * 1024;

// Opens, and with read_write creates, the RocksDB database in `directory` (mode 0700).
// Throws StoreError when it does not exist (read_only), is held by another writer, or is damaged.
std::unique_ptr<KeyValueStore> open_rocksdb(const std::string& directory, Access access,
                                            std::size_t most_buffered = kMostBuffered);

// Keeps every other writer out of the store in `directory` while it lives, also of a store that
// cannot be opened. Throws StoreError, naming the process, when one is at work.
class WriteLock {
 public:
  virtual ~WriteLock() = default;
};
std::unique_ptr<WriteLock> lock_for_writing(const std::string& directory);

// The process that writes the store in `directory` right now, if one does; asks, and changes
// nothing.
std::optional<std::string> writer_at_work(const std::string& directory);

// Puts the store `fresh` in the place of `directory`, which then stands at `fresh`; on disk when it
// returns. One step, but on file systems that cannot exchange names: there the old one stands at
// `directory`.old for a moment. Both must exist. Throws StoreError.
void exchange_stores(const std::string& fresh, const std::string& directory);

std::unique_ptr<KeyValueStore> make_memory_store();

}  // namespace rapport
