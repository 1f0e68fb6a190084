#include "ingest/link_resolver.h"

#include <algorithm>
#include <array>
#include <set>

#include "graph/name_key.h"

namespace rapport {
namespace {

using Index = NoteDirectory::Index;

constexpr std::size_t kDatedPrefix = 13;         // "2025-11-06 - "
constexpr std::size_t kShortestTruncation = 23;  // and ten characters: less names any meeting

// "a/b/../c" relative to `folder`; nullopt when it leaves the vault.
std::optional<std::string> relative_path(std::string_view folder, std::string_view target) {
  std::vector<std::string_view> parts;
  const auto append = [&](std::string_view path) {
    while (!path.empty()) {
      const auto slash = path.find('/');
      const std::string_view part = path.substr(0, slash);
      path.remove_prefix(slash == std::string_view::npos ? path.size() : slash + 1);
      if (part.empty() || part == ".") continue;
      if (part == "..") {
        if (parts.empty()) return false;
        parts.pop_back();
      } else {
        parts.push_back(part);
      }
    }
    return true;
  };
  if (!append(folder) || !append(target)) return std::nullopt;
  std::string joined;
  for (const std::string_view part : parts) {
    if (!joined.empty()) joined += '/';
    joined += part;
  }
  return joined;
}

bool ends_with_path(std::string_view path, std::string_view suffix) {
  if (!path.ends_with(suffix)) return false;
  return path.size() == suffix.size() || path[path.size() - suffix.size() - 1] == '/';
}

std::string folded_path_without_md(const NoteIdentity& note) {
  std::string path = fold_case(note.path);
  if (path.ends_with(".md")) path.resize(path.size() - 3);
  return path;
}

LinkResolution by_suffix(const NoteDirectory& directory, std::string_view folded) {
  LinkResolution found;
  std::size_t shortest = 0;
  for (const Index index : directory.by_stem(folded.substr(folded.rfind('/') + 1))) {
    if (!ends_with_path(folded_path_without_md(directory[index]), folded)) continue;
    const std::size_t length = directory[index].path.size();
    if (!found.note || length < shortest) {
      found = {index, Method::link, false};
      shortest = length;
    } else if (length == shortest && directory.kept(index) != directory.kept(*found.note)) {
      found.ambiguous = true;
    }
  }
  return found;
}

// Notes that verdicts made one entity are one.
LinkResolution only_one(const NoteDirectory& directory, std::span<const Index> notes,
                        Method method) {
  if (notes.empty()) return {};
  const bool is_one = std::all_of(notes.begin(), notes.end(), [&](Index index) {
    return directory.kept(index) == directory.kept(notes.front());
  });
  if (is_one) return {notes.front(), method, false};
  return {std::nullopt, Method::dangling, true};
}

// Tools cut long titles: the link or the file may hold only the beginning of the other.
LinkResolution by_truncated_title(const NoteDirectory& directory, std::string_view target) {
  const auto date = leading_date(target);
  if (!date || target.size() < kShortestTruncation) return {};
  const std::string folded = fold_case(target);
  std::vector<Index> fitting;
  for (const Index index : directory.by_date(*date)) {
    const std::string stem = fold_case(directory[index].stem);
    if (stem.size() <= kDatedPrefix || stem.size() < kShortestTruncation) continue;
    if (stem.starts_with(folded) || folded.starts_with(stem)) fitting.push_back(index);
  }
  return only_one(directory, fitting, Method::truncated_title);
}

LinkResolution by_folder_note(const NoteDirectory& directory, std::string_view folded) {
  std::vector<Index> fitting;
  for (const Index index : directory.by_folder_note(folded.substr(folded.rfind('/') + 1))) {
    if (ends_with_path(fold_case(directory[index].folder), folded)) fitting.push_back(index);
  }
  return only_one(directory, fitting, Method::folder_note);
}

}  // namespace

bool is_attachment(std::string_view target) {
  static constexpr std::array<std::string_view, 19> kEndings = {
      ".png", ".jpg", ".jpeg", ".gif", ".svg",  ".webp", ".bmp",  ".pdf",    ".mp3", ".wav",
      ".m4a", ".ogg", ".mp4",  ".mov", ".webm", ".mkv",  ".flac", ".canvas", ".base"};
  const std::string folded = fold_case(target);
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return folded.ends_with(ending); });
}

LinkResolution resolve_link(const NoteDirectory& directory, const NoteIdentity& from,
                            std::string_view target, bool strict) {
  std::string folded = fold_case(target);
  if (folded.ends_with(".md")) folded.resize(folded.size() - 3);
  const bool relative = folded.starts_with("./") || folded.starts_with("../");
  if (!relative) {
    if (const auto exact = directory.by_path(folded); !exact.empty()) {
      return {exact.front(), Method::link, exact.size() > 1};
    }
  }
  if (const auto path = relative_path(fold_case(from.folder), folded)) {
    if (const auto near = directory.by_path(*path); !near.empty()) {
      return {near.front(), Method::link, near.size() > 1};
    }
    if (relative) folded = *path;
  }
  LinkResolution found = by_suffix(directory, folded);
  if (found.note || strict) return found;

  bool ambiguous = false;
  for (const LinkResolution& attempt :
       {by_folder_note(directory, folded),
        only_one(directory, directory.by_alias(folded), Method::alias),
        only_one(directory, directory.by_title(folded), Method::title),
        by_truncated_title(directory, target)}) {
    if (attempt.note) return attempt;
    ambiguous = ambiguous || attempt.ambiguous;
  }
  found.ambiguous = ambiguous;
  return found;
}

}  // namespace rapport
