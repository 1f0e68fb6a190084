#include "tools/report_folder.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "analysis/weekly_model.h"
#include "graph/encoding.h"
#include "graph/name_key.h"
#include "tools/errors.h"
#include "tools/output.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestSlug = 60;
constexpr std::size_t kMostRead = 64U << 20U;  // of a report that is there already

// Runs of [a-z0-9] of the name, joined by '-'.
std::string slug_of(const std::string& name) {
  std::string slug;
  for (const char c : to_ascii(name)) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    const bool is_plain = (lower >= 'a' && lower <= 'z') || (lower >= '0' && lower <= '9');
    if (is_plain) {
      slug += lower;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  slug.resize(std::min(slug.size(), kLongestSlug));
  while (slug.ends_with('-')) slug.pop_back();
  return slug;
}

// What stands in a file; nullopt if there is none. Throws UsageError for what is no file.
std::optional<std::string> text_of(const std::string& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (fd < 0 && errno == ENOENT) return std::nullopt;
  struct stat status = {};
  if (fd < 0 || ::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    const std::string why = std::system_category().message(errno);
    const bool no_file = fd >= 0 || errno == ELOOP;
    if (fd >= 0) ::close(fd);
    throw UsageError(fmt::format(
        "{} is there and {}", file,
        no_file ? "is no file; remove it, or name another folder" : "cannot be read: " + why));
  }
  std::string text;
  std::array<char, 65536> buffer = {};
  for (ssize_t n = 0; (n = ::read(fd, buffer.data(), buffer.size())) != 0;) {
    if (n < 0 && errno == EINTR) continue;
    if (n < 0 || text.size() > kMostRead) break;
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
  ::close(fd);
  return text;
}

void make_folder(const std::string& folder) {
  std::error_code error;
  if (fs::is_directory(folder, error)) return;
  if (!fs::create_directory(folder, error)) {
    throw UsageError(fmt::format("cannot make the folder {}: {}", folder,
                                 error ? error.message() : "something else is there"));
  }
}

}  // namespace

std::string report_file_name(const Entity& account, bool shares_its_name,
                             const ReportPeriod& period, const std::string& ending) {
  std::string slug = slug_of(account.name);
  if (shares_its_name || slug.empty() || fold_name(slug) != fold_name(account.name)) {
    slug += fmt::format("{}{:06x}", slug.empty() ? "" : "-", hash64(account.id) & 0xFFFFFFU);
  }
  std::string when = to_string(period);
  std::replace(when.begin(), when.end(), '/', '-');
  return fmt::format("{}-{}.{}", slug, fold_case(when), ending);
}

bool is_folder(const std::string& output) {
  std::error_code error;
  return output.ends_with('/') || (!output.empty() && fs::is_directory(output, error));
}

bool is_report_file(const std::string& file) {
  std::error_code error;
  if (!fs::is_regular_file(fs::symlink_status(file, error))) return false;
  const auto text = text_of(file);
  return text && is_weekly_report(*text);
}

std::size_t write_reports(const std::string& folder, const std::vector<ReportFile>& files) {
  std::vector<const ReportFile*> changed;
  std::set<std::string> names;
  for (const ReportFile& file : files) {
    const std::string path = (fs::path(folder) / file.name).string();
    if (!is_weekly_report(file.text)) {
      throw UsageError(
          "the template leaves out the mark by which rapport knows its reports again; the built-in "
          "one has it in its first lines (`rapport weekly --print-template`)");
    }
    if (!names.insert(file.name).second) {
      throw UsageError(fmt::format("two reports would be {}", path));
    }
    const auto there = text_of(path);
    if (there && !is_weekly_report(*there)) {
      throw UsageError(fmt::format(
          "{} is there and was not written by rapport; move it, or name another folder", path));
    }
    if (there != file.text) changed.push_back(&file);
  }
  make_folder(folder);
  for (const ReportFile* file : changed) {
    write_whole_file((fs::path(folder) / file->name).string(), file->text);
  }
  return changed.size();
}

}  // namespace rapport
