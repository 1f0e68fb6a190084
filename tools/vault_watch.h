#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "tools/watched_changes.h"

namespace rapport {

// Hears from the kernel (inotify) what changes in the folders of a vault. It keeps a watch a
// folder, about 1 KB of the kernel's memory each.
class VaultWatch {
 public:
  // Throws UsageError when the kernel gives none, naming the limit that was met.
  VaultWatch(const std::string& vault, ChangeFilter filter);
  ~VaultWatch();
  VaultWatch(const VaultWatch&) = delete;
  VaultWatch& operator=(const VaultWatch&) = delete;

  // Watches each folder that counts and is there now, and no other. Walks the vault's folders.
  // Throws UsageError when the vault is gone, or when the kernel watches no more.
  void look_at_folders();
  void set_filter(ChangeFilter filter) { filter_ = std::move(filter); }
  std::size_t folders() const { return folders_.size(); }

  struct News {
    bool notes = false;
    bool folders = false;   // look_at_folders() is due
    bool settings = false;  // the files of settings
    bool overflow = false;  // the kernel dropped some: anything may have changed
    bool any() const { return notes || folders || settings || overflow; }
    void add(const News& other);
  };
  // Waits for changes, until `until` at most, and takes those that have come.
  // Throws UsageError when the vault has gone.
  News wait(std::optional<Burst::Time> until);

 private:
  void add_folder(const std::string& folder, std::map<int, std::string>& found);
  News take();

  std::string vault_;
  ChangeFilter filter_;
  int fd_ = -1;
  int root_ = -1;                       // its watch
  std::map<int, std::string> folders_;  // watch -> path in the vault
};

// Why the kernel watches no more, by errno, and what to do.
std::string watch_limit_text(int error, std::size_t watched);

}  // namespace rapport
