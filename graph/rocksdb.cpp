#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <fmt/format.h>
#include <rocksdb/cache.h>
#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/filter_policy.h>
#include <rocksdb/table.h>
#include <rocksdb/version.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/errors.h"
#include "graph/key_value.h"
#include "graph/rocksdb_batch.h"
#include "graph/rocksdb_files.h"

// With rocksdb_batch.h and rocksdb_files.h the only includer of RocksDB. The options are those that
// graph/STORE_FORMAT.md explains.

namespace rapport {
namespace {

namespace fs = std::filesystem;

// RocksDB as Debian builds it aborts when its own log file cannot be written (a full disk):
// give it a log that never touches the disk. Status codes tell us all that we report.
class SilentLogger final : public rocksdb::Logger {
 public:
  SilentLogger() : rocksdb::Logger(rocksdb::InfoLogLevel::FATAL_LEVEL) {}
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

// A name is on disk for good only when its folder is, too.
void sync_folder(const fs::path& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool is_synced = fd >= 0 && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  if (!is_synced) {
    throw StoreError(fmt::format("cannot write {} to the disk: {}", directory.string(),
                                 std::system_category().message(error)));
  }
}

fs::path folder_of(const fs::path& path) {
  const fs::path absolute = fs::absolute(path).lexically_normal();
  return absolute.has_filename() ? absolute.parent_path() : absolute.parent_path().parent_path();
}

// False: errno tells why.
bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const ssize_t n = ::write(fd, text.data(), text.size());
    if (n < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// The process that a lock's file names.
std::string read_holder(int fd) {
  char buffer[16] = {};
  const ssize_t n = ::pread(fd, buffer, sizeof buffer - 1, 0);
  return n > 0 ? std::string(buffer, static_cast<std::size_t>(n)) : "unknown";
}

// Held for as long as a writer lives. The file names its process, so that a second writer can
// say who is in the way; the lock itself ends with the process, however it ends.
class WriterLock final : public WriteLock {
 public:
  explicit WriterLock(const fs::path& directory) : path_(directory / "writer.pid") {
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd_ < 0) {
      throw StoreError(fmt::format("cannot write in the store {}: {}; check its permissions",
                                   directory.string(), std::system_category().message(errno)));
    }
    if (::flock(fd_, LOCK_EX | LOCK_NB) != 0) {
      const std::string holder = read_holder(fd_);
      ::close(fd_);
      throw StoreLocked(fmt::format(
          "the store {} is being written by another rapport (process {}); wait until it is done",
          directory.string(), holder));
    }
    if (::ftruncate(fd_, 0) != 0 || !write_all(fd_, std::to_string(::getpid()))) {
      const int error = errno;
      ::close(fd_);
      throw StoreError(fmt::format("cannot write {}: {}", path_.string(),
                                   std::system_category().message(error)));
    }
  }
  ~WriterLock() override { ::close(fd_); }
  WriterLock(const WriterLock&) = delete;
  WriterLock& operator=(const WriterLock&) = delete;

 private:
  fs::path path_;
  int fd_ = -1;
};

// For whoever asks many questions of an open store: one fills a part of it, a search among a
// million people some 30 MB. A writer reads most of what it reads once.
constexpr std::size_t block_cache_bytes(Access access) {
  return (access == Access::read_only ? 256 : 16) * std::size_t{1024 * 1024};
}

rocksdb::Options database_options(Access access) {
  rocksdb::Options options;
  options.create_if_missing = access == Access::read_write;
  options.info_log = std::make_shared<SilentLogger>();
  options.wal_recovery_mode = rocksdb::WALRecoveryMode::kTolerateCorruptedTailRecords;
  options.compression = rocksdb::kLZ4Compression;
  options.max_open_files = 64;
  options.table_cache_numshardbits = 0;
  options.keep_log_file_num = 1;
  options.max_file_opening_threads = 1;
  options.compaction_style = rocksdb::kCompactionStyleUniversal;
  options.level0_file_num_compaction_trigger = 8;
  options.compaction_options_universal.max_size_amplification_percent = 50;
  options.compaction_options_universal.allow_trivial_move = true;
  rocksdb::BlockBasedTableOptions table;
  table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  table.format_version = 5;
  table.block_size = 16 * 1024;
  // In one part: of a small cache in many, one is full while others are empty.
  constexpr int kShardBits = 0;
  table.block_cache = rocksdb::NewLRUCache(block_cache_bytes(access), kShardBits);
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return options;
}

// The number of the last change, in a file of its own, written after the change itself. A database
// that knows fewer changes has lost some: RocksDB opens one whose manifest lost its end as an older
// store, without a word.
class SequenceRecord {
 public:
  explicit SequenceRecord(const fs::path& directory) : path_(directory / "sequence") {}

  std::uint64_t read() const {
    std::uint64_t number = 0;
    std::ifstream(path_) >> number;
    return number;
  }

  void write(std::uint64_t number) const {
    const std::string text = std::to_string(number) + "\n";
    const std::string temporary = path_.string() + ".tmp";
    const int fd =
        ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    const bool written = fd >= 0 && write_all(fd, text) && ::fsync(fd) == 0;
    const int error = errno;
    if (fd >= 0) ::close(fd);
    if (!written || ::rename(temporary.c_str(), path_.c_str()) != 0) {
      throw StoreError(fmt::format("cannot write {}: {}", path_.string(),
                                   std::system_category().message(written ? errno : error)));
    }
  }

 private:
  fs::path path_;
};

// Until no merge of tables runs or is about to. Closing would cut it off, and the next writer would
// begin it anew, for nothing as well. "rocksdb.compaction-pending" does not tell: it stays set
// where there are as many tables as are allowed, and none that are worth merging.
void wait_for_compactions(rocksdb::DB& db) {
  constexpr std::chrono::milliseconds kLookAgain{1};
  const auto is_idle = [&] {
    std::uint64_t running = 0;
    db.GetIntProperty(rocksdb::DB::Properties::kNumRunningCompactions, &running);
    return running == 0 && db.GetEnv()->GetThreadPoolQueueLen(rocksdb::Env::Priority::LOW) == 0;
  };
  // Twice: between the queue and its start a merge is not seen.
  for (int idle = 0; idle < 2;) {
    idle = is_idle() ? idle + 1 : 0;
    if (idle < 2) std::this_thread::sleep_for(kLookAgain);
  }
}

class RocksDbStore final : public KeyValueStore {
 public:
  RocksDbStore(const std::string& directory, Access access, std::size_t most_buffered)
      : directory_(directory), sequence_(directory), most_buffered_(most_buffered) {
    const std::uint64_t last_change = sequence_.read();  // before opening: a writer may be at work
    if (access == Access::read_write) {
      create_directory();
      lock_.emplace(directory);
      open_for_writing();
    } else {
      std::error_code error;
      if (!fs::exists(fs::path(directory) / "CURRENT", error)) {
        if (last_change > 0) throw StoreError(damaged("CURRENT is missing"));
        if (error) {
          throw StoreError(fmt::format("cannot read the store {}: {}; check its permissions",
                                       directory, error.message()));
        }
        throw StoreError(fmt::format("there is no store at {}; run `rapport ingest`", directory));
      }
      rocksdb::DB* db = nullptr;
      check(rocksdb::DB::OpenForReadOnly(database_options(access), directory, &db));
      db_.reset(db);
    }
    if (db_->GetLatestSequenceNumber() < last_change) {
      throw StoreError(damaged("its last changes are missing"));
    }
  }

  bool read(std::string_view key, const ValueVisitor& visit) const override {
    rocksdb::PinnableSlice value;  // where the block cache has it: nothing is copied
    const rocksdb::Status status = db_->Get({}, db_->DefaultColumnFamily(), slice(key), &value);
    if (status.IsNotFound()) return false;
    check(status);
    visit(value.ToStringView());
    return true;
  }

  void scan(std::string_view prefix, const Visitor& visit) const override {
    rocksdb::ReadOptions options;
    options.fill_cache = false;  // what is read once would drive out what is asked for again
    const std::unique_ptr<rocksdb::Iterator> it(db_->NewIterator(options));
    for (it->Seek(slice(prefix)); it->Valid() && it->key().starts_with(slice(prefix)); it->Next()) {
      visit(it->key().ToStringView(), it->value().ToStringView());
    }
    check(it->status());
  }

  std::unique_ptr<Batch> start_batch() override {
    TableBatch::Database database;
    database.directory = directory_;
    database.options = &options_;
    database.check = [this](const rocksdb::Status& status) { check(status); };
    database.adopt = [this](const std::vector<std::string>& tables) { adopt(tables); };
    return std::make_unique<TableBatch>(std::move(database), most_buffered_);
  }

  std::uint64_t bytes() const override {
    std::uint64_t sum = 0;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(directory_, ignored)) {
      if (entry.is_regular_file(ignored)) sum += entry.file_size(ignored);
    }
    return sum;
  }

  void plan_purge() override {
    const int fd = ::open(purge_mark().c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
      throw StoreError(fmt::format("cannot write {}: {}", purge_mark().string(),
                                   std::system_category().message(errno)));
    }
    ::close(fd);
    sync_folder(directory_);
  }

  bool is_purge_due() const override {
    std::error_code ignored;
    return fs::exists(purge_mark(), ignored);
  }

  // Every table is written anew without what was erased; the opening afterwards writes a MANIFEST
  // that knows nothing of the old ones, and removes them.
  void purge() override {
    rocksdb::CompactRangeOptions everything;
    everything.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
    check(db_->CompactRange(everything, nullptr, nullptr));
    open_database();
    sequence_.write(db_->GetLatestSequenceNumber());
    if (entries_in_tables() != entries_in_use()) {
      throw StoreError(fmt::format(
          "the store {} still holds what was erased; run `rapport ingest --rebuild`", directory_));
    }
    std::error_code error;
    fs::remove(purge_mark(), error);
    sync_folder(directory_);
  }

  void verify_checksums() const override { check(db_->VerifyChecksum()); }

 private:
  static rocksdb::Slice slice(std::string_view text) { return {text.data(), text.size()}; }

  // One step of the MANIFEST: the tables are part of the database with all their keys, or not at
  // all.
  void adopt(const std::vector<std::string>& tables) {
    rocksdb::IngestExternalFileOptions options;
    options.move_files = true;
    options.write_global_seqno = false;  // else the tables would be written to once more
    {
      // With a snapshot alive the tables get a number of their own even where they cover no other
      // key: the numbers grow with each batch, as SequenceRecord expects.
      const rocksdb::ManagedSnapshot snapshot(db_.get());
      check(db_->IngestExternalFile(tables, options));
    }
    sequence_.write(db_->GetLatestSequenceNumber());
    wait_for_compactions(*db_);
  }

  void create_directory() const {
    std::error_code error;
    const fs::path directory(directory_);
    const bool is_ours =
        fs::exists(directory / "CURRENT", error) || fs::exists(directory / "writer.pid", error);
    if (!is_ours && fs::is_directory(directory, error) && !fs::is_empty(directory, error)) {
      throw StoreError(
          fmt::format("{} holds other files and is no store; name another with --db", directory_));
    }
    fs::create_directories(directory_, error);
    if (!error) fs::permissions(directory_, fs::perms::owner_all, error);
    if (error) {
      throw StoreError(fmt::format("cannot create the store {}: {}; name another place with --db",
                                   directory_, error.message()));
    }
  }

  void open_for_writing() {
    options_ = database_options(Access::read_write);
    env_ = rocksdb::NewCompositeEnv(store_file_system());
    options_.env = env_.get();
    remove_empty_logs();
    TableBatch::sweep(directory_);
    std::error_code ignored;
    if (!fs::exists(fs::path(directory_) / "CURRENT", ignored)) {
      // Before anything else is in it: the folder, and `writer.pid`, which tells it from others.
      sync_folder(folder_of(directory_));
      sync_folder(directory_);
    }
    open_database();
  }

  void open_database() {
    db_.reset();  // one at a time
    rocksdb::DB* db = nullptr;
    check(rocksdb::DB::Open(options_, directory_, &db));
    db_.reset(db);
  }

  fs::path purge_mark() const { return fs::path(directory_) / "purge"; }

  std::uint64_t entries_in_tables() const {
    rocksdb::TablePropertiesCollection tables;
    check(db_->GetPropertiesOfAllTables(&tables));
    std::uint64_t sum = 0;
    for (const auto& [name, table] : tables) sum += table->num_entries;
    return sum;
  }

  std::uint64_t entries_in_use() const {
    std::uint64_t sum = 0;
    scan("", [&](std::string_view, std::string_view) { ++sum; });
    return sum;
  }

  // No batch goes through a log, and yet each opening leaves an empty one: RocksDB keeps them until
  // a memory table is flushed, which never comes.
  void remove_empty_logs() const {
    std::error_code ignored;
    std::vector<fs::path> logs;
    for (const auto& entry : fs::directory_iterator(directory_, ignored)) {
      if (entry.path().extension() == ".log" && entry.file_size(ignored) == 0) {
        logs.push_back(entry.path());
      }
    }
    for (const fs::path& log : logs) fs::remove(log, ignored);
  }

  std::string damaged(const std::string& how) const {
    return fmt::format(
        "the store {} is damaged ({}); the notes are untouched: run `rapport ingest --rebuild`",
        directory_, how);
  }

  void check(const rocksdb::Status& status) const {
    if (status.ok()) return;
    if (status.IsCorruption()) throw StoreError(damaged(status.ToString()));
    throw StoreError(fmt::format(
        "the store {} cannot be used: {}; check space and permissions, else run `rapport ingest "
        "--rebuild`",
        directory_, status.ToString()));
  }

  std::string directory_;
  SequenceRecord sequence_;
  std::optional<WriterLock> lock_;
  std::size_t most_buffered_;
  std::unique_ptr<rocksdb::Env> env_;  // outlives the database
  rocksdb::Options options_;           // of a writer
  std::unique_ptr<rocksdb::DB> db_;
};

}  // namespace

std::string database_version() { return rocksdb::GetRocksVersionAsString(); }

std::optional<std::string> writer_at_work(const std::string& directory) {
  const fs::path file = fs::path(directory) / "writer.pid";
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (fd < 0) return std::nullopt;
  std::optional<std::string> holder;
  if (::flock(fd, LOCK_SH | LOCK_NB) != 0) holder = read_holder(fd);
  ::close(fd);
  return holder;
}

std::unique_ptr<WriteLock> lock_for_writing(const std::string& directory) {
  return std::make_unique<WriterLock>(directory);
}

void exchange_stores(const std::string& fresh, const std::string& directory) {
  const auto exchanged = [&] {
    return ::renameat2(AT_FDCWD, fresh.c_str(), AT_FDCWD, directory.c_str(), RENAME_EXCHANGE) == 0;
  };
  // Not every file system can (NFS, some of FUSE).
  const auto exchanged_in_steps = [&] {
    if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) return false;
    const std::string old = directory + ".old";
    if (::rename(directory.c_str(), old.c_str()) != 0) return false;
    if (::rename(fresh.c_str(), directory.c_str()) == 0) {
      return ::rename(old.c_str(), fresh.c_str()) == 0;
    }
    const int error = errno;
    ::rename(old.c_str(), directory.c_str());
    errno = error;
    return false;
  };
  if (!exchanged() && !exchanged_in_steps()) {
    throw StoreError(fmt::format("cannot put the new store {} in the place of {}: {}", fresh,
                                 directory, std::system_category().message(errno)));
  }
  sync_folder(folder_of(directory));
}

std::unique_ptr<KeyValueStore> open_rocksdb(const std::string& directory, Access access,
                                            std::size_t most_buffered) {
  return std::make_unique<RocksDbStore>(directory, access, most_buffered);
}

}  // namespace rapport
