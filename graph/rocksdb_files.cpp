#include "graph/rocksdb_files.h"

#include <atomic>
#include <filesystem>
#include <string>
#include <utility>

#include <sys/stat.h>

namespace rapport {
namespace {

namespace fs = std::filesystem;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

// A record of a manifest whose sync fails may be on disk all the same. RocksDB takes it for lost
// and removes the tables that it names; the next opening would miss them.
class Manifest final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  Manifest(std::unique_ptr<rocksdb::FSWritableFile> file, std::atomic<bool>& failed)
      : FSWritableFileOwnerWrapper(std::move(file)), failed_(failed) {}

  using FSWritableFileOwnerWrapper::Append;
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Append(data, options, debug));
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Sync(options, debug));
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return noted(FSWritableFileOwnerWrapper::Fsync(options, debug));
  }

 private:
  IOStatus noted(IOStatus status) {
    if (!status.ok()) failed_ = true;
    return status;
  }

  std::atomic<bool>& failed_;
};

class StoreFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  using FileSystemWrapper::FileSystemWrapper;
  const char* Name() const override { return "StoreFileSystem"; }

  // Here and not by a umask, which is the whole process's, and which files that background threads
  // make later would escape.
  IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                           std::unique_ptr<rocksdb::FSWritableFile>* file,
                           IODebugContext* debug) override {
    IOStatus status = FileSystemWrapper::NewWritableFile(path, options, file, debug);
    if (!status.ok()) return status;
    ::chmod(path.c_str(), S_IRUSR | S_IWUSR);
    if (fs::path(path).filename().string().starts_with("MANIFEST")) {
      *file = std::make_unique<Manifest>(std::move(*file), manifest_failed_);
    }
    return status;
  }

  // Where names reach the disk in no order, the manifest's must be there before CURRENT is renamed.
  IOStatus RenameFile(const std::string& from, const std::string& to, const IOOptions& options,
                      IODebugContext* debug) override {
    if (fs::path(to).filename() == "CURRENT") {
      std::unique_ptr<rocksdb::FSDirectory> folder;
      IOStatus status = NewDirectory(fs::path(to).parent_path().string(), options, &folder, debug);
      if (status.ok()) status = folder->Fsync(options, debug);
      if (!status.ok()) return status;
    }
    return FileSystemWrapper::RenameFile(from, to, options, debug);
  }

  // A table that nothing names after all is removed by the next writer's opening.
  IOStatus DeleteFile(const std::string& path, const IOOptions& options,
                      IODebugContext* debug) override {
    if (manifest_failed_ && fs::path(path).extension() == ".sst") {
      return IOStatus::IOError("kept, as the manifest may name it", path);
    }
    return FileSystemWrapper::DeleteFile(path, options, debug);
  }

 private:
  std::atomic<bool> manifest_failed_{false};
};

}  // namespace

std::shared_ptr<rocksdb::FileSystem> store_file_system() {
  return std::make_shared<StoreFileSystem>(rocksdb::FileSystem::Default());
}

}  // namespace rapport
