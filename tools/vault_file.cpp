#include "tools/vault_file.h"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tools/errors.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargest = 4U * 1024U * 1024U;

}  // namespace

// A link on the way could lead out of the vault.
void refuse_links(const Settings& settings, const fs::path& file) {
  std::error_code error;
  for (fs::path part = file; part != fs::path(settings.vault) && part.has_relative_path();
       part = part.parent_path()) {
    if (fs::is_symlink(fs::symlink_status(part, error))) {
      throw UsageError(
          fmt::format("{} is a symbolic link; it must be a file of the vault", part.string()));
    }
  }
}

std::string read_vault_file(const Settings& settings, const fs::path& file) {
  refuse_links(settings, file);
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

}  // namespace rapport
