#include "tools/vault_file.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/text_lines.h"
#include "tools/errors.h"
#include "tools/output.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargest = 4U * 1024U * 1024U;

// A link on the way could lead out of the vault.
void refuse_links(const Settings& settings, const fs::path& file) {
  std::error_code error;
  for (fs::path part = file; part != fs::path(settings.vault) && part.has_relative_path();
       part = part.parent_path()) {
    if (fs::is_symlink(fs::symlink_status(part, error))) {
      throw UsageError(fmt::format("{} is a symbolic link; only a file of the vault itself will do",
                                   part.string()));
    }
  }
}

std::string read_file(const fs::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
  if (fd < 0 && (errno == ENOENT || errno == ENOTDIR)) return {};
  const auto fail = [&](const std::string& why) {
    if (fd >= 0) ::close(fd);
    throw UsageError(fmt::format("cannot read {}: {}", file.string(), why));
  };
  struct stat status = {};
  if (fd < 0 || ::fstat(fd, &status) != 0) fail(std::system_category().message(errno));
  if (!S_ISREG(status.st_mode)) fail("it is no file");
  std::string text;
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(fd, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(std::system_category().message(errno));
    if (n == 0) break;
    text.append(buffer, static_cast<std::size_t>(n));
    if (text.size() > kLargest) fail("it is over 4 MiB");
  }
  ::close(fd);
  return text;
}

}  // namespace

std::string read_vault_file(const Settings& settings, const std::string& path) {
  const fs::path file = fs::path(settings.vault) / path;
  refuse_links(settings, file);
  return read_file(file);
}

void write_vault_file(const Settings& settings, const std::string& path, std::string_view text) {
  const fs::path file = fs::path(settings.vault) / path;
  refuse_links(settings, file);
  std::error_code error;
  const bool is_new = fs::create_directories(file.parent_path(), error);
  if (is_new && !error) fs::permissions(file.parent_path(), fs::perms::owner_all, error);
  if (error) {
    throw UsageError(
        fmt::format("cannot make {}: {}", file.parent_path().string(), error.message()));
  }
  write_whole_file(file.string(), text);
}

std::string unified_diff(const std::string& file, std::string_view before, std::string_view after) {
  constexpr std::size_t kContext = 3;
  const auto old = lines_of(before);
  const auto now = lines_of(after);
  if (old == now) return {};
  const std::size_t least = std::min(old.size(), now.size());
  std::size_t head = 0;
  while (head < least && old[head] == now[head]) ++head;
  std::size_t tail = 0;
  while (tail < least - head && old[old.size() - 1 - tail] == now[now.size() - 1 - tail]) ++tail;

  const std::size_t first = head - std::min(head, kContext);
  const std::size_t behind = std::min(tail, kContext);
  const auto range = [&](std::size_t size) {
    const std::size_t count = size - tail + behind - first;
    return fmt::format("{},{}", count == 0 ? first : first + 1, count);
  };
  std::string text = fmt::format("--- {}\n+++ {}\n@@ -{} +{} @@\n", file, file, range(old.size()),
                                 range(now.size()));
  const auto add = [&](char mark, const std::vector<std::string_view>& lines, std::size_t from,
                       std::size_t to) {
    for (std::size_t i = from; i < to; ++i) text += fmt::format("{}{}\n", mark, lines[i]);
  };
  add(' ', old, first, head);
  add('-', old, head, old.size() - tail);
  add('+', now, head, now.size() - tail);
  add(' ', old, old.size() - tail, old.size() - tail + behind);
  return text;
}

}  // namespace rapport
