#include "ingest/link_resolver.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

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

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// A path that is no plain "a/b": it has "." or ".." or empty parts in it.
bool needs_walking(std::string_view folded) {
  return folded.starts_with('.') || folded.find("/.") != std::string_view::npos ||
         folded.find("//") != std::string_view::npos || folded.starts_with('/');
}

// Among several notes that end so: the one with just this path, the one in the own folder, the one
// with the shortest path.
LinkResolution nearest(const NoteDirectory& directory, const std::vector<Index>& fitting,
                       std::string_view folder, std::string_view folded) {
  const std::string near =
      folder.empty() ? std::string(folded) : fmt::format("{}/{}", fold_case(folder), folded);
  for (const std::string_view path : {folded, std::string_view(near)}) {
    const auto has_path = [&](Index index) { return directory.path_key(index) == path; };
    const auto first = std::find_if(fitting.begin(), fitting.end(), has_path);
    if (first == fitting.end()) continue;
    return {*first, Method::link, std::any_of(std::next(first), fitting.end(), has_path)};
  }
  LinkResolution found;
  std::size_t shortest = 0;
  for (const Index index : fitting) {
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

// Obsidian's rules. A path that was found relative to the note's folder replaces `folded`.
LinkResolution by_path(const NoteDirectory& directory, std::string_view folder,
                       std::string& folded) {
  const bool relative = folded.starts_with("./") || folded.starts_with("../");
  if (needs_walking(folded)) {
    const auto in_folder = relative_path(fold_case(folder), folded);
    for (const auto& path : {relative ? std::nullopt : std::optional(folded), in_folder}) {
      if (!path) continue;
      const auto notes = directory.by_path(*path);
      if (!notes.empty()) return {notes.front(), Method::link, notes.size() > 1};
    }
    if (relative && in_folder) folded = *in_folder;
  }
  std::vector<Index> fitting;
  for (const Index index : directory.by_stem(last_part(folded))) {
    if (ends_with_path(directory.path_key(index), folded)) fitting.push_back(index);
  }
  if (fitting.empty()) return {};
  if (fitting.size() == 1) return {fitting.front(), Method::link, false};
  return nearest(directory, fitting, folder, folded);
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
    const std::string stem = fold_case(directory[index].stem());
    if (stem.size() <= kDatedPrefix || stem.size() < kShortestTruncation) continue;
    if (stem.starts_with(folded) || folded.starts_with(stem)) fitting.push_back(index);
  }
  return only_one(directory, fitting, Method::truncated_title);
}

LinkResolution by_folder_note(const NoteDirectory& directory, std::string_view folded) {
  std::vector<Index> fitting;
  for (const Index index : directory.by_folder_note(last_part(folded))) {
    if (ends_with_path(fold_case(directory[index].folder()), folded)) fitting.push_back(index);
  }
  return only_one(directory, fitting, Method::folder_note);
}

}  // namespace

bool is_attachment(std::string_view target) {
  constexpr std::size_t kLongestEnding = 7;
  static constexpr std::array<std::string_view, 19> kEndings = {
      ".png", ".jpg", ".jpeg", ".gif", ".svg",  ".webp", ".bmp",  ".pdf",    ".mp3", ".wav",
      ".m4a", ".ogg", ".mp4",  ".mov", ".webm", ".mkv",  ".flac", ".canvas", ".base"};
  const auto dot = target.rfind('.');
  if (dot == std::string_view::npos || target.size() - dot > kLongestEnding) return false;
  const std::string folded = fold_case(target.substr(dot));
  return std::any_of(kEndings.begin(), kEndings.end(),
                     [&](std::string_view ending) { return folded == ending; });
}

LinkResolution resolve_link(const NoteDirectory& directory, const NoteIdentity& from,
                            std::string_view target, bool strict) {
  std::string folded = fold_case(target);
  if (folded.ends_with(".md")) folded.resize(folded.size() - 3);
  LinkResolution found = by_path(directory, from.folder(), folded);
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
