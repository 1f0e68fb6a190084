#include "ingest/identity.h"

#include <algorithm>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "ingest/classify.h"
#include "ingest/words.h"

namespace rapport {
namespace {

std::string entity_name(const Note& note, bool folder_note) {
  std::string name = note.stem;
  const std::string stem = fold_case(note.stem);
  if (folder_note && (stem == "readme" || stem == "index")) {
    name = note.folder.substr(note.folder.rfind('/') + 1);
  }
  if (name.starts_with('@') && name.size() > 1) name.erase(0, 1);
  return name;
}

void add_unique(std::vector<std::string>& list, std::string text) {
  if (!text.empty() && std::find(list.begin(), list.end(), text) == list.end()) {
    list.push_back(std::move(text));
  }
}

// The meeting's day: its field, else its file name.
std::optional<Date> meeting_date(const Note& note) {
  if (const NoteField* field = note.field(Concept::date)) {
    if (const auto date = leading_date(first_text(field))) return date;
  }
  if (const NoteField* field = note.field(Concept::start)) {
    if (const auto date = leading_date(first_text(field))) return date;
  }
  return leading_date(note.stem);
}

std::string organization_of(const Note& note) {
  if (const NoteField* field = note.field(Concept::organization)) {
    const std::string text = without_link_marks(first_text(field));
    if (!text.empty()) return fold_name(text);
  }
  const auto tags = organization_tags(note);
  return tags.empty() ? std::string{} : fold_name(tags.front());
}

}  // namespace

std::string first_text(const NoteField* field) {
  std::string first;
  if (field == nullptr) return first;
  for_each_scalar(*field, [&](const std::string& text, std::uint32_t) {
    if (first.empty()) first = trim(text);
  });
  return first;
}

std::vector<std::string> split_tags(std::string_view text) {
  std::vector<std::string> tags;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(", ", at), text.size());
    std::string_view tag = text.substr(at, end - at);
    while (tag.starts_with('#')) tag.remove_prefix(1);
    if (!tag.empty()) tags.push_back(fold_case(tag));
    at = end + 1;
  }
  return tags;
}

std::vector<std::string> tags_of(const Note& note) {
  std::vector<std::string> tags;
  for (const NoteField& field : note.fields) {
    if (field.meaning != Concept::tags) continue;
    for_each_scalar(field, [&](const std::string& text, std::uint32_t) {
      for (std::string& tag : split_tags(text)) tags.push_back(std::move(tag));
    });
  }
  return tags;
}

// The tags that name an organization: the part behind one of these.
std::optional<std::string> organization_in_tag(std::string_view tag) {
  for (const std::string_view prefix : {"company/", "account/", "org/", "customer/"}) {
    if (tag.starts_with(prefix) && tag.size() > prefix.size()) {
      return std::string(tag.substr(prefix.size()));
    }
  }
  return std::nullopt;
}

std::vector<std::string> organization_tags(const Note& note) {
  std::vector<std::string> slugs;
  for (const std::string& tag : tags_of(note)) {
    if (auto slug = organization_in_tag(tag)) slugs.push_back(std::move(*slug));
  }
  return slugs;
}

std::string_view given_name(std::string_view name) {
  name = trim(name);
  return name.substr(0, name.find(' '));
}

NoteIdentity identify(const Note& note, const NoteRules& rules) {
  NoteIdentity identity;
  identity.path = note.path;
  identity.folder = note.folder;
  identity.stem = note.stem;
  identity.type = classify(note, rules);
  identity.is_folder_note = is_folder_note(note);
  identity.name = entity_name(note, identity.is_folder_note);
  for (const NoteField& field : note.fields) {
    if (field.meaning != Concept::aliases && field.meaning != Concept::name) continue;
    std::string parts;  // name: {first: Ann, last: Lee}
    for_each_scalar(field, [&](const std::string& text, std::uint32_t) {
      if (field.meaning == Concept::aliases && field.value == nullptr) {
        for (std::size_t at = 0; at < text.size();) {  // "**Aliases**: Vic, V. Han"
          const auto end = std::min(text.find(',', at), text.size());
          add_unique(identity.aliases, std::string(trim(text.substr(at, end - at))));
          at = end + 1;
        }
      } else if (field.meaning == Concept::aliases) {
        add_unique(identity.aliases, std::string(trim(text)));
      } else {
        parts += (parts.empty() ? "" : " ") + text;
      }
    });
    add_unique(identity.aliases, parts);
  }
  add_unique(identity.titles, without_link_marks(first_text(note.field(Concept::title))));
  if (!note.headings.empty() && note.headings.front().level == 1) {
    add_unique(identity.titles, without_link_marks(note.headings.front().text));
  }
  // "ann-lee.md" with `title: Ann Lee` is Ann Lee.
  for (const std::string& title : identity.titles) {
    if (title != identity.name && fold_name(title) == fold_name(identity.name)) {
      identity.name = title;
      break;
    }
  }
  if (identity.type == NoteType::meeting) identity.date = meeting_date(note);
  identity.organization = organization_of(note);
  return identity;
}

std::string encode_identity(const NoteIdentity& identity) {
  Encoder out;
  out.string(identity.name);
  out.byte(static_cast<std::uint8_t>(identity.type));
  out.byte(identity.is_folder_note ? 1 : 0);
  out.varint(identity.aliases.size());
  for (const std::string& alias : identity.aliases) out.string(alias);
  out.varint(identity.titles.size());
  for (const std::string& title : identity.titles) out.string(title);
  out.date(identity.date);
  out.string(identity.organization);
  return out.take();
}

NoteIdentity decode_identity(std::string_view bytes, std::string path) {
  Decoder in(bytes);
  NoteIdentity identity;
  identity.path = std::move(path);
  const auto slash = identity.path.rfind('/');
  if (slash != std::string::npos) identity.folder = identity.path.substr(0, slash);
  identity.stem = identity.path.substr(slash == std::string::npos ? 0 : slash + 1);
  if (identity.stem.ends_with(".md")) identity.stem.resize(identity.stem.size() - 3);
  identity.name = in.string();
  identity.type = static_cast<NoteType>(in.byte());
  identity.is_folder_note = in.byte() != 0;
  identity.aliases.resize(in.count());
  for (std::string& alias : identity.aliases) alias = in.string();
  identity.titles.resize(in.count());
  for (std::string& title : identity.titles) title = in.string();
  identity.date = in.date();
  identity.organization = in.string();
  return identity;
}

std::uint64_t name_lookup(std::string_view name) { return hash64("name:" + fold_name(name)); }
std::uint64_t given_name_lookup(std::string_view name) {
  return hash64("given:" + fold_name(name));
}
std::uint64_t date_lookup(Date date) { return hash64("date:" + to_iso(date)); }

std::vector<std::uint64_t> lookup_keys(const NoteIdentity& identity) {
  std::vector<std::uint64_t> keys = {name_lookup(identity.stem), name_lookup(identity.name)};
  for (const std::string& alias : identity.aliases) keys.push_back(name_lookup(alias));
  for (const std::string& title : identity.titles) keys.push_back(name_lookup(title));
  if (identity.type == NoteType::person) {
    keys.push_back(given_name_lookup(given_name(identity.name)));
  }
  if (const auto date = leading_date(identity.stem)) keys.push_back(date_lookup(*date));
  return keys;
}

}  // namespace rapport
