#include "tools/output.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/render.h"
#include "tools/errors.h"
#include "tools/pager.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

std::string ending_of(const std::string& file) {
  const std::string ending = fs::path(file).extension().string();
  if (ending == ".md") return "markdown";
  if (ending == ".txt") return "text";
  if (ending == ".gv") return "dot";
  if (ending == ".mmd") return "mermaid";
  return ending.empty() ? ending : ending.substr(1);
}

[[noreturn]] void fail(const std::string& file) {
  throw UsageError(fmt::format("cannot write {}: {}", file, std::system_category().message(errno)));
}

// The vault is the user's truth: a new file may be written there on request, none replaced.
void refuse_to_replace_notes(const Settings& settings) {
  std::error_code error;
  const fs::path file = fs::weakly_canonical(settings.output, error);
  if (error || settings.vault.empty() || !fs::exists(file, error)) return;
  const auto relative = file.lexically_relative(settings.vault);
  if (!relative.empty() && *relative.begin() != "..") {
    throw UsageError(
        fmt::format("{} lies in the vault and is not replaced; name a new file", settings.output));
  }
}

void write_all(int fd, std::string_view bytes, const std::string& name) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail(name);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
}

}  // namespace

std::string choose_format(const Settings& settings, const std::vector<std::string>& allowed,
                          const std::string& fallback) {
  std::string format = settings.format;
  if (format.empty() && !settings.output.empty()) format = ending_of(settings.output);
  if (format.empty()) format = fallback;
  if (std::find(allowed.begin(), allowed.end(), format) == allowed.end()) {
    std::string list;
    for (const std::string& name : allowed) list += (list.empty() ? "" : ", ") + name;
    throw UsageError(fmt::format("no format '{}' here; there are {}", format, list));
  }
  return format;
}

void write_result(const Settings& settings, std::string_view bytes) {
  if (settings.output.empty()) {
    const bool is_text = bytes.find('\0') == std::string_view::npos;
    if (!settings.pager.empty() && is_text && is_longer_than_screen(bytes) &&
        show_by_pager(settings.pager, bytes)) {
      return;
    }
    write_all(STDOUT_FILENO, bytes, "the output");
    return;
  }
  refuse_to_replace_notes(settings);
  write_whole_file(settings.output, bytes);
}

void write_whole_file(const std::string& file, std::string_view bytes) {
  const std::string temporary = fmt::format("{}.{}.tmp", file, ::getpid());
  struct stat old = {};
  const bool replaces = ::lstat(file.c_str(), &old) == 0 && S_ISREG(old.st_mode);
  const int fd =
      ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) fail(file);
  try {
    if (replaces && ::fchmod(fd, old.st_mode & 0777U) != 0) fail(file);
    write_all(fd, bytes, file);
    if (::fsync(fd) != 0 || ::close(fd) != 0) fail(file);
    if (::rename(temporary.c_str(), file.c_str()) != 0) fail(file);
  } catch (...) {
    ::unlink(temporary.c_str());
    throw;
  }
}

std::string json_text(const nlohmann::ordered_json& json) {
  return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

void say(const Settings& settings, std::string_view message) {
  if (settings.quiet) return;
  const std::string safe = for_terminal(message) + "\n";
  std::fputs(safe.c_str(), stderr);
}

}  // namespace rapport
