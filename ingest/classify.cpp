#include "ingest/classify.h"

#include <algorithm>

#include "graph/date.h"
#include "graph/name_key.h"
#include "ingest/identity.h"
#include "ingest/person_name.h"
#include "ingest/section_tracker.h"
#include "ingest/words.h"
#include "ingest/written_date.h"

namespace rapport {
namespace {

std::string_view last_component(std::string_view folder) {
  const auto slash = folder.rfind('/');
  return slash == std::string_view::npos ? folder : folder.substr(slash + 1);
}

std::string_view parent_of(std::string_view folder) {
  const auto slash = folder.rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : folder.substr(0, slash);
}

std::optional<NoteType> look_up(const std::map<std::string, NoteType, std::less<>>& table,
                                std::string_view name) {
  const auto it = table.find(fold_name(name));
  if (it == table.end()) return std::nullopt;
  return it->second;
}

std::optional<NoteType> declared_type(const Note& note, const NoteRules& rules) {
  std::optional<NoteType> found;
  if (const NoteField* type = note.field(Concept::type)) {
    for_each_scalar(*type, [&](const std::string& text, std::uint32_t) {
      if (!found) found = look_up(rules.types, without_link_marks(text));  // [[People]], too
    });
  }
  if (found) return found;
  for (const std::string& tag : tags_of(note)) {
    std::string_view name = tag;
    if (name.starts_with("type/")) name.remove_prefix(5);
    name = name.substr(0, name.find('/'));
    // "company/acme" and "account/acme" say whom a note concerns, not what it is.
    if (name.size() != tag.size() && !tag.starts_with("type/") && !tag.starts_with("people/")) {
      continue;
    }
    if ((found = look_up(rules.types, name))) return found;
  }
  return std::nullopt;
}

bool has_people_of_a_meeting(const Note& note) {
  if (const NoteField* field = note.field(Concept::attendees)) {
    if (!first_text(field).empty()) return true;
  }
  for (std::uint32_t line = 1; line <= note.line_count(); ++line) {
    if (note.section_of_line[line - 1] == SectionKind::attendees &&
        is_item_or_row(note.visible_line(line))) {
      return true;
    }
  }
  return false;
}

// Letters and digits only: "🗂️ People" and "_People" are the page about the folder "People".
std::string bare_words(std::string_view text) {
  std::string bare;
  for (const Word& word : words_of(text)) bare += fold_case(word.text) + ' ';
  return bare;
}

// A page that lists what lies in its folder, or in the vault.
bool is_index(const Note& note) {
  const std::string stem = bare_words(note.stem);
  if (stem == "index " || stem == "readme " || stem == "moc " || stem == "home ") return true;
  if (stem.ends_with(" moc ") || stem.ends_with(" index ")) return true;
  return !note.folder.empty() && stem == bare_words(last_component(note.folder)) &&
         note.stem != last_component(note.folder);
}

bool has_field_of_a_person(const Note& note) {
  for (const Concept meaning :
       {Concept::role, Concept::email, Concept::phone, Concept::last_contact, Concept::manager}) {
    if (note.field(meaning) != nullptr) return true;
  }
  return false;
}

// The type that the folder tells. Deeper than one level below People/, only the note that speaks
// for its folder is told by the folder: the pages beside it are about something else.
std::optional<NoteType> folder_type(const Note& note, const NoteRules& rules) {
  std::string_view folder = note.folder;
  if (folder.empty()) return std::nullopt;
  if (const auto type = look_up(rules.folders, last_component(folder))) {
    return is_folder_note(note) ? NoteType::other : *type;
  }
  if (!is_folder_note(note)) return std::nullopt;
  while (!(folder = parent_of(folder)).empty()) {
    if (const auto type = look_up(rules.folders, last_component(folder))) return type;
  }
  return std::nullopt;
}

bool below_entity_folder(const Note& note, const NoteRules& rules) {
  for (std::string_view folder = note.folder; !folder.empty(); folder = parent_of(folder)) {
    if (look_up(rules.folders, last_component(folder))) return true;
  }
  return false;
}

// "weekly/1": what a report that rapport wrote says of itself under `rapport`. The word alone is
// one that people use of a relationship ("rapport: good").
bool is_report_mark(std::string_view text) {
  const auto slash = text.find('/');
  const auto is_letter = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
  if (slash == std::string_view::npos || slash == 0 || slash + 1 == text.size()) return false;
  return std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(slash), is_letter) &&
         std::all_of(text.begin() + static_cast<std::ptrdiff_t>(slash) + 1, text.end(), is_digit);
}

// Nothing that rapport says is evidence for what it says next.
bool is_own_report(const Note& note) {
  return std::any_of(note.head.fields.begin(), note.head.fields.end(), [](const Field& field) {
    return field.key == "rapport" && is_report_mark(field.value.text);
  });
}

}  // namespace

bool is_folder_note(const Note& note) {
  if (note.folder.empty()) return false;
  const std::string stem = fold_case(note.stem);
  return stem == "readme" || stem == "index" || stem == fold_case(last_component(note.folder));
}

NoteType classify(const Note& note, const NoteRules& rules) {
  if (is_own_report(note)) return NoteType::excluded;
  const std::string folded = fold_case(note.path);
  for (const std::string& folder : rules.template_folders) {
    if (folded.starts_with(folder + '/')) return NoteType::excluded;
  }
  const bool dated_name = leading_written_date(note.stem).has_value();
  const bool daily = dated_name && words_of(note.stem).size() <= 3 &&
                     note.stem.find_first_not_of("0123456789-_./") == std::string::npos;
  const auto declared = declared_type(note, rules);

  if (declared == NoteType::meeting) return NoteType::meeting;
  if (declared == NoteType::other) return NoteType::other;
  if (has_people_of_a_meeting(note) && meeting_date(note)) return NoteType::meeting;
  if (daily) return NoteType::other;
  if (dated_name && (declared == NoteType::person || below_entity_folder(note, rules))) {
    return NoteType::meeting;
  }
  if (declared) return *declared;
  if (is_index(note) && !is_folder_note(note)) return NoteType::other;
  if (const auto type = folder_type(note, rules)) return *type;
  if (note.stem.starts_with('@') && note.stem.size() > 1) return NoteType::person;
  if (has_field_of_a_person(note) && looks_like_full_name(note.stem)) return NoteType::person;
  return NoteType::other;
}

}  // namespace rapport
