#include "ingest/vault_source.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <set>
#include <stdexcept>
#include <system_error>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "graph/name_key.h"
#include "ingest/frontmatter.h"

namespace rapport {
namespace {

constexpr std::int64_t kLargestNote = 64LL * 1024 * 1024;
constexpr int kReadAttempts = 3;

class FileDescriptor {
 public:
  explicit FileDescriptor(int fd) : fd_(fd) {}
  ~FileDescriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  FileDescriptor(const FileDescriptor&) = delete;
  FileDescriptor& operator=(const FileDescriptor&) = delete;
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

// Opens `path` below `root` through no link and not above it. Kernels without openat2 (before
// 5.6) get O_NOFOLLOW, which guards the last component.
int open_beneath(int root, const std::string& path, int flags) {
  flags |= O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW;
  open_how how = {};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  const long fd = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
  if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(fd);
  return ::openat(root, path.c_str(), flags);
}

std::string error_text() { return std::system_category().message(errno); }

// File names are bytes. What is no UTF-8 is shown as \xHH.
std::string shown_path(const std::string& path) {
  if (is_valid_utf8(path)) return path;
  std::string shown;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    shown += byte < 0x80 ? std::string(1, c) : fmt::format("\\x{:02x}", byte);
  }
  return shown;
}

std::int64_t nanoseconds(const timespec& time) {
  return static_cast<std::int64_t>(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

Fingerprint fingerprint_of(const struct stat& status) {
  Fingerprint fingerprint;
  fingerprint.size = static_cast<std::uint64_t>(status.st_size);
  fingerprint.modified_ns = nanoseconds(status.st_mtim);
  fingerprint.changed_ns = nanoseconds(status.st_ctim);
  fingerprint.inode = status.st_ino;
  return fingerprint;
}

class VaultSource final : public Source {
 public:
  VaultSource(const std::string& folder, NoteRules rules)
      : rules_(std::move(rules)),
        root_(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
    if (root_.get() < 0) {
      throw std::runtime_error(fmt::format("cannot read the vault {}: {}", folder, error_text()));
    }
  }

  Listing list() override {
    Listing listing;
    list_folder(".", listing);
    // Names that are no UTF-8 are shown otherwise than they sort.
    const auto by_path = [](const SourceItem& a, const SourceItem& b) { return a.path < b.path; };
    if (!std::is_sorted(listing.items.begin(), listing.items.end(), by_path)) {
      std::sort(listing.items.begin(), listing.items.end(), by_path);
    }
    return listing;
  }

  std::optional<std::string> read(const SourceItem& item, std::string& why) override {
    for (int attempt = 0; attempt < kReadAttempts; ++attempt) {
      const FileDescriptor file(open_beneath(root_.get(), item.handle, O_RDONLY));
      struct stat before = {};
      if (file.get() < 0 || ::fstat(file.get(), &before) != 0) {
        why = error_text();
        return std::nullopt;
      }
      if (!S_ISREG(before.st_mode)) {
        why = "it is no file any more";
        return std::nullopt;
      }
      if (before.st_size > kLargestNote) {
        why = "over 64 MiB";
        return std::nullopt;
      }
      auto bytes = read_all(file.get(), static_cast<std::size_t>(before.st_size), why);
      if (!bytes) return std::nullopt;
      struct stat after = {};
      if (::fstat(file.get(), &after) == 0 && fingerprint_of(before) == fingerprint_of(after)) {
        return bytes;
      }
    }
    why = "it changes while it is read; it will be read next time";
    return std::nullopt;
  }

 private:
  static std::optional<std::string> read_all(int fd, std::size_t size, std::string& why) {
    std::string bytes(size, '\0');
    std::size_t done = 0;
    while (done < size) {
      const ssize_t n = ::read(fd, bytes.data() + done, size - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        why = error_text();
        return std::nullopt;
      }
      if (n == 0) break;
      done += static_cast<std::size_t>(n);
    }
    bytes.resize(done);
    return bytes;
  }

  struct Entry {
    std::string name;  // of a folder with '/' behind it: so it sorts as what lies in it
    struct stat status = {};
  };

  // The entries of a folder in the order in which the paths below it sort; nullopt if it cannot be
  // read. It is closed before its folders are opened: a vault may be deeper than files can be open.
  std::optional<std::vector<Entry>> entries_of(const std::string& folder) const {
    FileDescriptor fd(open_beneath(root_.get(), folder, O_RDONLY | O_DIRECTORY));
    const std::unique_ptr<DIR, int (*)(DIR*)> directory(
        fd.get() < 0 ? nullptr : ::fdopendir(fd.release()), &::closedir);
    if (!directory) return std::nullopt;
    std::vector<Entry> entries;
    while (const dirent* entry = ::readdir(directory.get())) {
      if (entry->d_name[0] == '.') continue;
      Entry found;
      found.name = entry->d_name;
      if (::fstatat(::dirfd(directory.get()), entry->d_name, &found.status, AT_SYMLINK_NOFOLLOW) !=
          0) {
        continue;  // it went away in between
      }
      if (S_ISDIR(found.status.st_mode)) found.name += '/';
      entries.push_back(std::move(found));
    }
    std::sort(entries.begin(), entries.end(),
              [](const Entry& a, const Entry& b) { return a.name < b.name; });
    return entries;
  }

  void list_folder(const std::string& folder, Listing& listing) const {
    const auto entries = entries_of(folder);
    if (!entries) {
      listing.diagnostics.push_back({Severity::error,
                                     "unreadable",
                                     shown_path(folder),
                                     0,
                                     0,
                                     fmt::format("cannot read the folder: {}", error_text()),
                                     {}});
      return;
    }
    const std::string prefix = folder == "." ? "" : folder + "/";
    for (const Entry& entry : *entries) list_entry(prefix + entry.name, entry.status, listing);
  }

  void list_entry(std::string path, const struct stat& status, Listing& listing) const {
    if (S_ISDIR(status.st_mode)) {
      if (!rules_.leaves_out(path + "x")) list_folder(path.substr(0, path.size() - 1), listing);
      return;
    }
    if (!path.ends_with(".md") && !S_ISLNK(status.st_mode)) return;
    if (rules_.leaves_out(path)) return;
    std::string shown = shown_path(path);
    if (S_ISLNK(status.st_mode)) {
      listing.diagnostics.push_back(
          {Severity::warning, "symlink", shown, 0, 0, "a symbolic link is not followed", {}});
    } else if (!S_ISREG(status.st_mode)) {
      listing.diagnostics.push_back({Severity::warning,
                                     "not-a-file",
                                     shown,
                                     0,
                                     0,
                                     "neither a file nor a folder: left out",
                                     {}});
    } else {
      listing.items.push_back({std::move(shown), std::move(path), fingerprint_of(status)});
    }
  }

  NoteRules rules_;
  FileDescriptor root_;
};

std::string json_setting(const std::string& file, const std::string& key) {
  std::ifstream in(file);
  if (!in) return {};
  const auto json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_object() || !json.contains(key) || !json[key].is_string()) return {};
  return json[key].get<std::string>();
}

}  // namespace

std::unique_ptr<Source> open_vault(const std::string& folder, NoteRules rules) {
  return std::make_unique<VaultSource>(folder, std::move(rules));
}

void add_configured_templates(const std::string& vault, NoteRules& rules) {
  for (const auto& [file, key] :
       {std::pair("/.obsidian/templates.json", "folder"),
        std::pair("/.obsidian/plugins/templater-obsidian/data.json", "templates_folder")}) {
    std::string folder = fold_case(json_setting(vault + file, key));
    while (folder.ends_with('/')) folder.pop_back();
    if (!folder.empty()) rules.template_folders.push_back(folder);
  }
}

void add_property_types(const std::string& vault, NoteRules& rules) {
  static const std::map<std::string, PropertyType, std::less<>> kTypes = {
      {"text", PropertyType::text},       {"multitext", PropertyType::list},
      {"date", PropertyType::date},       {"datetime", PropertyType::date},
      {"number", PropertyType::number},   {"checkbox", PropertyType::checkbox},
      {"aliases", PropertyType::aliases}, {"tags", PropertyType::tags}};
  std::ifstream in(vault + "/.obsidian/types.json");
  const nlohmann::json json = nlohmann::json::parse(in, nullptr, false);
  if (!json.is_object() || !json.contains("types") || !json["types"].is_object()) return;
  for (const auto& [key, declared] : json["types"].items()) {
    if (!declared.is_string()) continue;
    const auto type = kTypes.find(declared.get<std::string>());
    if (type == kTypes.end()) continue;
    const std::string folded = fold_key(key);
    rules.property_types[folded] = type->second;
    if (type->second == PropertyType::aliases) rules.keys.try_emplace(folded, Concept::aliases);
    if (type->second == PropertyType::tags) rules.keys.try_emplace(folded, Concept::tags);
  }
}

}  // namespace rapport
