#include "tools/vault_watch.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "tools/deadline.h"
#include "tools/errors.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

// Not IN_MODIFY: a note that is being written is read when it is closed. IN_ATTRIB, for a note that
// can be read from now on.
constexpr std::uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE |
                                  IN_DELETE | IN_ATTRIB | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr std::uint32_t kGone = IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT | IN_IGNORED;

std::string join(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

// Of the folders in a folder. It is closed before they are opened: a vault may be deeper than files
// can be open.
std::vector<std::string> names_of_folders(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_directory(ignored) && !entry->is_symlink(ignored)) {
      names.push_back(entry->path().filename().string());
    }
  }
  return names;
}

[[noreturn]] void fail_gone(const std::string& vault) {
  throw UsageError(
      fmt::format("the vault {} is gone (deleted, moved or unmounted); what the store knows of it "
                  "was left as it was",
                  vault));
}

}  // namespace

std::string watch_limit_text(int error, std::size_t watched) {
  const auto advice = [](const char* limit, const char* value) {
    return fmt::format(
        "raise it with `sudo sysctl fs.inotify.{0}={1}`, for good by the line `fs.inotify.{0}={1}` "
        "in /etc/sysctl.d/",
        limit, value);
  };
  if (error == ENOSPC) {
    return fmt::format(
        "the kernel watches no more folders for you ({} of this vault until now): {}", watched,
        advice("max_user_watches", "524288"));
  }
  if (error == EMFILE) {
    return "too many programs of yours watch folders: " + advice("max_user_instances", "1024");
  }
  return fmt::format("the kernel watches no folders: {}", std::system_category().message(error));
}

void VaultWatch::News::add(const News& other) {
  notes = notes || other.notes;
  folders = folders || other.folders;
  settings = settings || other.settings;
  overflow = overflow || other.overflow;
}

VaultWatch::VaultWatch(const std::string& vault, ChangeFilter filter)
    : vault_(vault), filter_(std::move(filter)), fd_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
  if (fd_ < 0) throw UsageError(watch_limit_text(errno, 0));
}

VaultWatch::~VaultWatch() {
  if (fd_ >= 0) ::close(fd_);
}

void VaultWatch::look_at_folders() {
  std::map<int, std::string> found;
  add_folder("", found);
  for (const auto& [watch, folder] : folders_) {
    if (!found.contains(watch)) ::inotify_rm_watch(fd_, watch);
  }
  folders_ = std::move(found);
}

// A folder is watched before it is read: what is made in it in between is heard of, or read. One
// that was moved keeps its watch and gets its new path.
void VaultWatch::add_folder(const std::string& folder, std::map<int, std::string>& found) {
  const std::string path = folder.empty() ? vault_ : vault_ + "/" + folder;
  const int watch = ::inotify_add_watch(fd_, path.c_str(),
                                        kEvents | IN_ONLYDIR | IN_DONT_FOLLOW | IN_EXCL_UNLINK);
  if (watch < 0) {
    if (errno == ENOSPC || errno == ENOMEM) throw UsageError(watch_limit_text(errno, found.size()));
    if (folder.empty()) fail_gone(vault_);
    return;  // it went away, or nobody may read it: ingest says so
  }
  if (folder.empty()) root_ = watch;
  found[watch] = folder;
  for (const std::string& name : names_of_folders(path)) {
    const std::string inner = join(folder, name);
    if (filter_.watches(inner)) add_folder(inner, found);
  }
}

VaultWatch::News VaultWatch::wait(std::optional<Burst::Time> until) {
  pollfd ready = {fd_, POLLIN, 0};
  const int count = ::poll(&ready, 1, until ? milliseconds_until(*until) : -1);
  if (count < 0 && errno != EINTR) {
    throw UsageError("cannot wait for changes: " + std::system_category().message(errno));
  }
  return count > 0 ? take() : News{};
}

VaultWatch::News VaultWatch::take() {
  News news;
  alignas(inotify_event) std::array<char, 64 * 1024> buffer;
  for (ssize_t size = 0; (size = ::read(fd_, buffer.data(), buffer.size())) > 0;) {
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event = {};
      std::memcpy(&event, buffer.data() + at, sizeof event);
      const char* name = buffer.data() + at + sizeof event;  // ends with a zero byte
      at += sizeof event + event.len;
      if ((event.mask & IN_Q_OVERFLOW) != 0) {
        news.overflow = true;
        continue;
      }
      const auto folder = folders_.find(event.wd);
      if (folder == folders_.end()) continue;  // it is not watched any more
      if ((event.mask & kGone) != 0) {
        if (event.wd == root_) fail_gone(vault_);
        news.folders = true;
      } else if (event.len > 0) {
        switch (filter_.kind_of(join(folder->second, name), (event.mask & IN_ISDIR) != 0)) {
          case ChangeKind::note:
            news.notes = true;
            break;
          case ChangeKind::folder:
            news.folders = true;
            break;
          case ChangeKind::settings:
            news.settings = true;
            break;
          case ChangeKind::nothing:
            break;
        }
      }
    }
  }
  return news;
}

}  // namespace rapport
