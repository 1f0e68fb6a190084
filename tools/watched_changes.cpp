#include "tools/watched_changes.h"

#include <algorithm>
#include <utility>

namespace rapport {
namespace {

bool is_hidden(std::string_view path) {
  return path.starts_with('.') || path.find("/.") != std::string_view::npos;
}

// Whether `path` is `folder` or lies in it.
bool is_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

}  // namespace

ChangeFilter::ChangeFilter(NoteRules rules, std::vector<std::string> settings_files,
                           std::string store)
    : rules_(std::move(rules)),
      settings_files_(std::move(settings_files)),
      store_(std::move(store)) {}

ChangeKind ChangeFilter::kind_of(std::string_view path, bool is_folder) const {
  if (is_folder) return watches(path) ? ChangeKind::folder : ChangeKind::nothing;
  if (std::find(settings_files_.begin(), settings_files_.end(), path) != settings_files_.end()) {
    return ChangeKind::settings;
  }
  const bool is_note = path.ends_with(".md") && !is_hidden(path) && !rules_.leaves_out(path);
  return is_note ? ChangeKind::note : ChangeKind::nothing;
}

bool ChangeFilter::watches(std::string_view folder) const {
  if (folder.empty()) return true;
  if (!store_.empty() && is_in(folder, store_)) return false;
  const auto holds = [&](const std::string& file) {
    return file.size() > folder.size() && is_in(file, folder);
  };
  if (std::any_of(settings_files_.begin(), settings_files_.end(), holds)) return true;
  return !is_hidden(folder) && !rules_.leaves_out(std::string(folder) + "/x");
}

void Burst::add(Time now) {
  if (!first_) first_ = now;
  last_ = now;
}

std::optional<Burst::Time> Burst::end() const {
  if (!first_) return std::nullopt;
  return std::min(last_ + kQuiet, *first_ + kLongest);
}

}  // namespace rapport
