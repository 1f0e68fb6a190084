#include "ingest/exclusion.h"

#include <algorithm>
#include <array>

#include "graph/name_key.h"
#include "ingest/identity.h"

namespace rapport {
namespace {

// On the side of silence: "private: 1" and a mistyped "private: ture" are kept out, too.
bool says_private(const NoteField& field) {
  static constexpr std::array<std::string_view, 5> kNo = {"", "false", "no", "off", "0"};
  bool is_private = false;
  for_each_scalar(field, [&](const std::string& text, std::uint32_t) {
    is_private |= std::find(kNo.begin(), kNo.end(), fold_name(text)) == kNo.end();
  });
  return is_private;
}

bool is_excluded(std::string_view tag, const NoteRules& rules) {
  return std::any_of(rules.exclude_tags.begin(), rules.exclude_tags.end(),
                     [&](const std::string& excluded) {
                       return tag.starts_with(excluded) &&
                              (tag.size() == excluded.size() || tag[excluded.size()] == '/');
                     });
}

bool ends_tag(char c) {
  const auto byte = static_cast<unsigned char>(c);
  const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return !is_plain && byte < 0x80 && c != '_' && c != '-' && c != '/';
}

// "#deal" at the start of a word, as Obsidian finds tags in text.
bool has_excluded_tag(std::string_view line, const NoteRules& rules) {
  for (auto at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at > 0 && !ends_tag(line[at - 1])) continue;
    const std::string_view rest = line.substr(at + 1);
    const auto end = std::find_if(rest.begin(), rest.end(), ends_tag);
    const auto length = static_cast<std::size_t>(end - rest.begin());
    if (is_excluded(fold_case(rest.substr(0, length)), rules)) return true;
  }
  return false;
}

}  // namespace

bool is_kept_out(const Note& note, const NoteRules& rules) {
  for (const NoteField& field : note.fields) {
    if (field.meaning == Concept::is_private && says_private(field)) return true;
  }
  if (rules.exclude_tags.empty()) return false;
  for (const std::string& tag : tags_of(note)) {
    if (is_excluded(tag, rules)) return true;
  }
  for (std::uint32_t line = 1; line <= note.line_count(); ++line) {
    if (has_excluded_tag(note.visible_line(line), rules)) return true;
  }
  return false;
}

}  // namespace rapport
