// A library for LD_PRELOAD that stands before the C library's calls which change the disk, for the
// files below one folder:
//
//   FAULT_FOLDER   the folder, absolute and without links; required
//   FAULT_LOG      a file to which every change is appended, in the order in which they were made
//   FAULT_CALLS    a file to which name and path of every call are appended before it is made
//   FAULT_AT       the call that fails, counted from 1
//   FAULT_KIND     how: kill (dies before it), torn (dies in the middle of a write, else before the
//                  call), stop (waits for SIGCONT before it), enospc, eio, short (a write of half;
//                  of any other call ENOSPC)
//   FAULT_CUT      of a torn write: how many thousandths of it are written
//   FAULT_STICKY   set: the calls after it fail, too (of "short" with ENOSPC: the disk is full)
//   FAULT_NO_EXCHANGE  set: the file system cannot exchange two names
//
// Nothing is synced in truth, as no machine loses its power here: that is what the log is for.
// A record is a line of fields that TAB separates, and of a write its bytes and a newline:
//
//   create PATH | write PATH OFFSET SIZE | truncate PATH SIZE | sync PATH | mkdir PATH |
//   rename FROM TO | exchange FROM TO | link FROM TO | unlink PATH | rmdir PATH
//
// A file that is open and has another name by now is recorded with that one.

#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <initializer_list>
#include <mutex>
#include <string>

#include <dlfcn.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

std::string setting(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : value;
}

enum class Verdict { go_on, fail, cut };

// A write of the injector itself, past its own functions.
void write_directly(int fd, const std::string& bytes) {
  std::size_t written = 0;
  while (written < bytes.size()) {
    const auto n = ::syscall(SYS_write, fd, bytes.data() + written, bytes.size() - written);
    if (n <= 0) std::abort();
    written += static_cast<std::size_t>(n);
  }
}

int open_directly(const std::string& path) {
  if (path.empty()) return -1;
  return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path.c_str(),
                                    O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
}

class Injector {
 public:
  Injector()
      : folder_(setting("FAULT_FOLDER")),
        log_(open_directly(setting("FAULT_LOG"))),
        list_(open_directly(setting("FAULT_CALLS"))),
        at_(std::strtoull(setting("FAULT_AT").c_str(), nullptr, 10)),
        kind_(setting("FAULT_KIND")),
        cut_(std::strtoull(setting("FAULT_CUT").c_str(), nullptr, 10)),
        is_sticky_(!setting("FAULT_STICKY").empty()) {}

  // Held over a call and its record: the log has them in their true order.
  std::recursive_mutex& mutex() { return mutex_; }

  bool watches(const std::string& path) const {
    return path.compare(0, folder_.size(), folder_) == 0 &&
           (path.size() == folder_.size() || path[folder_.size()] == '/');
  }

  // Counts a call; sets errno if it is to fail.
  Verdict count(const char* name, const std::string& path, bool is_write = false) {
    ++calls_;
    if (list_ >= 0) write_directly(list_, std::string(name) + "\t" + path + "\n");
    if (at_ == 0 || calls_ < at_ || (calls_ > at_ && !is_sticky_)) return Verdict::go_on;
    if (kind_ == "kill" || (kind_ == "torn" && !is_write)) die();
    if (kind_ == "stop") std::raise(SIGSTOP);
    if (kind_ == "stop") return Verdict::go_on;
    if (kind_ == "torn" || (kind_ == "short" && is_write && calls_ == at_)) return Verdict::cut;
    errno = kind_ == "eio" ? EIO : ENOSPC;
    return Verdict::fail;
  }

  std::size_t cut(std::size_t size) const {
    return kind_ == "torn" ? size * cut_ / 1000 : (size + 1) / 2;
  }
  void die_if_torn() const {
    if (kind_ == "torn") die();
  }

  void record(const std::string& fields, const std::string& bytes = {}) const {
    if (log_ >= 0) write_directly(log_, fields + "\n" + bytes);
  }
  bool records() const { return log_ >= 0; }

 private:
  [[noreturn]] static void die() {
    std::raise(SIGKILL);
    std::abort();  // never reached
  }

  std::string folder_;
  int log_;
  int list_;
  std::uint64_t at_;
  std::string kind_;
  std::size_t cut_;
  bool is_sticky_;
  std::uint64_t calls_ = 0;
  std::recursive_mutex mutex_;
};

Injector& injector() {
  static Injector* const alive_to_the_end = new Injector;  // threads outlive static objects
  return *alive_to_the_end;
}

// Empty for what is no file.
std::string path_of(int fd) {
  char path[4096];
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = ::readlink(link.c_str(), path, sizeof path);
  return size > 0 && path[0] == '/' ? std::string(path, static_cast<std::size_t>(size)) : "";
}

std::string path_at(int folder, const char* path) {
  if (path[0] == '/') return path;
  if (folder != AT_FDCWD) return path_of(folder) + "/" + path;
  char here[4096];
  return ::getcwd(here, sizeof here) == nullptr ? path : std::string(here) + "/" + path;
}

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::string line(std::initializer_list<std::string> fields) {
  std::string text;
  for (const std::string& field : fields) text += (text.empty() ? "" : "\t") + field;
  return text;
}

// A call that changes `path` by `run` and then is recorded as `fields`.
template <class Run>
int change(const char* name, const std::string& path, const Run& run, const std::string& fields) {
  if (!injector().watches(path)) return run();
  const std::lock_guard lock(injector().mutex());
  if (injector().count(name, path) != Verdict::go_on) return -1;
  const int result = run();
  if (result == 0 && !fields.empty()) injector().record(fields);
  return result;
}

template <class Run>
int change_file(const char* name, int fd, const Run& run, const std::string& fields) {
  return change(name, path_of(fd), run, fields);
}

int open_watched(int folder, const char* name, int flags, mode_t mode) {
  const auto run = [&] {
    return static_cast<int>(::syscall(SYS_openat, folder, name, flags, mode));
  };
  const bool writes = (flags & O_ACCMODE) != O_RDONLY && (flags & O_PATH) == 0;
  const std::string path = path_at(folder, name);
  if (!writes || !injector().watches(path)) return run();
  const std::lock_guard lock(injector().mutex());
  if (injector().count("open", path) != Verdict::go_on) return -1;
  const bool is_new = ::access(path.c_str(), F_OK) != 0;
  const int fd = run();
  if (fd < 0) return fd;
  if (is_new) {
    injector().record(line({"create", path}));
  } else if ((flags & O_TRUNC) != 0) {
    injector().record(line({"truncate", path, "0"}));
  }
  return fd;
}

// `offset` is -1 where the file's own is meant.
template <class Run>
ssize_t write_watched(int fd, const void* bytes, std::size_t size, off_t offset, const Run& run) {
  const std::string path = path_of(fd);
  if (!injector().watches(path)) return run(size);
  const std::lock_guard lock(injector().mutex());
  const Verdict verdict = injector().count("write", path, true);
  if (verdict == Verdict::fail) return -1;
  struct stat status = {};
  if (offset < 0 && (::fcntl(fd, F_GETFL) & O_APPEND) != 0 && ::fstat(fd, &status) == 0) {
    offset = status.st_size;
  }
  if (offset < 0) offset = ::lseek(fd, 0, SEEK_CUR);
  const ssize_t written = run(verdict == Verdict::cut ? injector().cut(size) : size);
  if (verdict == Verdict::cut) injector().die_if_torn();
  if (written > 0 && injector().records()) {
    const std::string data(static_cast<const char*>(bytes), static_cast<std::size_t>(written));
    injector().record(line({"write", path, std::to_string(offset), std::to_string(written)}),
                      data + "\n");
  }
  return written;
}

int sync_watched(const char* name, int fd) {
  return change_file(
      name, fd, [] { return 0; }, line({"sync", path_of(fd)}));
}

int rename_watched(int from_folder, const char* from, int to_folder, const char* to,
                   unsigned flags) {
  const std::string old_path = path_at(from_folder, from);
  const std::string new_path = path_at(to_folder, to);
  if ((flags & RENAME_EXCHANGE) != 0 && !setting("FAULT_NO_EXCHANGE").empty()) {
    errno = EINVAL;
    return -1;
  }
  const char* const record = (flags & RENAME_EXCHANGE) != 0 ? "exchange" : "rename";
  return change(
      "rename", new_path,
      [&] {
        return static_cast<int>(::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags));
      },
      line({record, old_path, new_path}));
}

int unlink_watched(int folder, const char* name, int flags) {
  const std::string path = path_at(folder, name);
  const bool is_folder = (flags & AT_REMOVEDIR) != 0;
  return change(
      is_folder ? "rmdir" : "unlink", path,
      [&] { return static_cast<int>(::syscall(SYS_unlinkat, folder, name, flags)); },
      line({is_folder ? "rmdir" : "unlink", path}));
}

mode_t mode_of(int flags, va_list arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_watched(AT_FDCWD, path, flags, mode);
}
int openat(int folder, const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_watched(folder, path, flags, mode);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  return write_watched(fd, bytes, size, -1,
                       [&](std::size_t n) { return ::syscall(SYS_write, fd, bytes, n); });
}
ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  return write_watched(fd, bytes, size, offset, [&](std::size_t n) {
    return ::syscall(SYS_pwrite64, fd, bytes, n, offset);
  });
}

int ftruncate(int fd, off_t size) noexcept {
  const auto run = [&] { return static_cast<int>(::syscall(SYS_ftruncate, fd, size)); };
  return change_file("ftruncate", fd, run, line({"truncate", path_of(fd), std::to_string(size)}));
}
int fallocate(int fd, int mode, off_t offset, off_t size) {
  const auto run = [&] {
    return static_cast<int>(::syscall(SYS_fallocate, fd, mode, offset, size));
  };
  return change_file("fallocate", fd, run, {});
}

int fsync(int fd) { return sync_watched("fsync", fd); }
int fdatasync(int fd) { return sync_watched("fdatasync", fd); }

int rename(const char* from, const char* to) noexcept {
  return rename_watched(AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to,
              unsigned flags) noexcept {
  return rename_watched(from_folder, from, to_folder, to, flags);
}
int link(const char* from, const char* to) noexcept {
  const std::string path = path_at(AT_FDCWD, to);
  return change(
      "link", path, [&] { return static_cast<int>(::syscall(SYS_link, from, to)); },
      line({"link", path_at(AT_FDCWD, from), path}));
}
int unlink(const char* path) noexcept { return unlink_watched(AT_FDCWD, path, 0); }
int unlinkat(int folder, const char* path, int flags) noexcept {
  return unlink_watched(folder, path, flags);
}
int rmdir(const char* path) noexcept { return unlink_watched(AT_FDCWD, path, AT_REMOVEDIR); }
int remove(const char* path) noexcept {
  struct stat status = {};
  const bool is_folder = ::lstat(path, &status) == 0 && S_ISDIR(status.st_mode);
  return unlink_watched(AT_FDCWD, path, is_folder ? AT_REMOVEDIR : 0);
}
int mkdir(const char* path, mode_t mode) noexcept {
  const std::string absolute = path_at(AT_FDCWD, path);
  return change(
      "mkdir", absolute, [&] { return static_cast<int>(::syscall(SYS_mkdir, path, mode)); },
      line({"mkdir", absolute}));
}
int chmod(const char* path, mode_t mode) noexcept {
  return change("chmod", path_at(AT_FDCWD, path),
                [&] { return static_cast<int>(::syscall(SYS_chmod, path, mode)); }, {});
}
int fchmodat(int folder, const char* path, mode_t mode, int flags) noexcept {
  // The kernel's own call has no flags; those that follow no link are the C library's affair.
  return change("chmod", path_at(folder, path),
                [&] {
                  return next<int(int, const char*, mode_t, int)>("fchmodat")(folder, path, mode,
                                                                              flags);
                },
                {});
}

}  // extern "C"
