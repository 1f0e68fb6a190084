#include "ingest/identity.h"

#include <algorithm>
#include <array>
#include <unordered_set>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "graph/sort_unique.h"
#include "ingest/attendee_list.h"
#include "ingest/classify.h"
#include "ingest/organization_name.h"
#include "ingest/person_name.h"
#include "ingest/section_tracker.h"
#include "ingest/words.h"
#include "ingest/written_date.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestTitle = 200;  // bytes

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

// A list to which each text is added once, however many there are.
class UniqueTexts {
 public:
  explicit UniqueTexts(std::vector<std::string>& list)
      : list_(list), known_(list.begin(), list.end()) {}
  void add(std::string text) {
    if (!text.empty() && known_.insert(text).second) list_.push_back(std::move(text));
  }

 private:
  std::vector<std::string>& list_;
  std::unordered_set<std::string> known_;
};

// "R. J. Łukasz-Ø" -> "r j lukasz o": as file names are made of titles.
std::string slug_of(std::string_view text) {
  const std::string ascii = to_ascii(text);
  std::string slug;
  for (const Word& word : words_of(ascii)) {
    slug += (slug.empty() ? "" : " ") + fold_name(word.text);
  }
  return slug;
}

bool is_slug(std::string_view name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

// "ann-lee.md" with `title: Ann Lee` is Ann Lee.
bool is_written_out(std::string_view title, std::string_view name) {
  if (fold_name(title) == fold_name(name)) return true;
  return is_slug(name) && slug_of(title) == slug_of(name);
}

// The days that a note tells of itself: in a field, in its file name, in its title, by its path.
std::optional<Date> date_in_field(const Note& note, Concept meaning) {
  const NoteField* field = note.field(meaning);
  return field == nullptr ? std::nullopt : leading_written_date(first_text(field));
}

std::optional<Date> date_in_title(const Note& note) {
  for (const NoteField& field : note.fields) {
    if (field.meaning != Concept::title) continue;
    if (const auto date = find_written_date(clip(first_text(&field), kLongestTitle))) return date;
  }
  if (note.headings.empty() || note.headings.front().level != 1) return std::nullopt;
  return find_written_date(clip(note.headings.front().text, kLongestTitle));
}

std::string organization_of(const Note& note) {
  if (const NoteField* field = note.field(Concept::organization)) {
    const std::string shown = without_link_marks(first_text(field));
    if (!shown.empty()) return fold_organization(shown);
  }
  const auto tags = organization_tags(note);
  return tags.empty() ? std::string{} : fold_organization(tags.front());
}

void add_addresses(const Note& note, NoteIdentity& identity) {
  for (const NoteField& field : note.fields) {
    const bool mail = field.meaning == Concept::email || field.meaning == Concept::contacts;
    if (identity.type == NoteType::person && mail) {
      for_each_scalar(field, [&](const std::string& text, std::uint32_t) {
        if (text.find('@') != std::string::npos && text.find(' ') == std::string::npos) {
          add_unique(identity.addresses, fold_case(text));
        }
      });
    }
    const bool host = field.meaning == Concept::website || field.meaning == Concept::email;
    if (identity.type == NoteType::organization && host) {
      for_each_scalar(field, [&](const std::string& text, std::uint32_t) {
        add_unique(identity.addresses, organization_domain(text));
      });
    }
  }
}

void add_listed_person(std::string_view text, UniqueTexts& people) {
  if (text.find("[[") != std::string_view::npos) return;
  text = trim(text.substr(0, text.find_first_of("(<@|[")));
  if (looks_like_full_name(text, NamePlace::list)) {
    people.add(fold_name(bare_name(text)));
  }
}

void add_listed_people(std::string_view text, UniqueTexts& people) {
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(",;|"), text.size());
    add_listed_person(trim(text.substr(0, end)), people);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void add_listed(const Note& note, NoteIdentity& identity) {
  UniqueTexts people_listed(identity.listed_people);
  UniqueTexts organizations(identity.listed_organizations);
  for (const NoteField& field : note.fields) {
    const bool people = field.meaning == Concept::attendees || field.meaning == Concept::contacts ||
                        field.meaning == Concept::manager || field.meaning == Concept::owner;
    if (people) {
      for_each_scalar(field, [&](const std::string& text, std::uint32_t) {
        add_listed_people(text, people_listed);
      });
    } else if (field.meaning == Concept::organization && identity.type != NoteType::organization) {
      for_each_scalar(field, [&](const std::string& text, std::uint32_t) {
        organizations.add(fold_organization(without_link_marks(text)));
      });
    }
  }
  for (std::uint32_t line = note.head.lines + 1; line <= note.line_count(); ++line) {
    if (note.section_of_line[line - 1] != SectionKind::attendees) continue;
    const std::string_view text = trim(note.visible_line(line));
    if (text.size() > 2 && is_item_or_row(text)) add_listed_people(text.substr(2), people_listed);
  }
  for (const std::string& name : listed_organizations(note)) {
    organizations.add(fold_organization(without_link_marks(name)));
  }
}

}  // namespace

std::string_view NoteIdentity::folder() const {
  const auto slash = path.rfind('/');
  return slash == std::string::npos ? std::string_view{} : std::string_view(path).substr(0, slash);
}

std::string_view NoteIdentity::stem() const {
  std::string_view stem = path;
  stem.remove_prefix(stem.rfind('/') + 1);
  if (stem.ends_with(".md")) stem.remove_suffix(3);
  return stem;
}

std::optional<Date> meeting_date(const Note& note) {
  for (const auto& date : {date_in_field(note, Concept::date), date_in_field(note, Concept::start),
                           leading_written_date(note.stem), date_in_title(note),
                           date_in_path(note.folder, note.stem)}) {
    if (date) return date;
  }
  return std::nullopt;
}

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

NoteIdentity identify(const Note& note, const NoteRules& rules) {
  NoteIdentity identity;
  identity.path = note.path;
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
  const bool is_entity = identity.type == NoteType::person ||
                         identity.type == NoteType::organization ||
                         identity.type == NoteType::project;
  for (const std::string& title : identity.titles) {
    if (!is_entity || title == identity.name || !is_written_out(title, identity.name)) continue;
    identity.name = title;
    break;
  }
  std::erase_if(identity.aliases, [&](const std::string& alias) {
    return fold_name(bare_name(alias)) == fold_name(bare_name(identity.name));
  });
  if (identity.type == NoteType::meeting) identity.date = meeting_date(note);
  add_addresses(note, identity);
  add_listed(note, identity);
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
  out.varint(identity.addresses.size());
  for (const std::string& address : identity.addresses) out.string(address);
  for (const auto* names : {&identity.listed_people, &identity.listed_organizations}) {
    out.varint(names->size());
    for (const std::string& name : *names) out.string(name);
  }
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
  identity.name = in.string();
  identity.type = static_cast<NoteType>(in.byte());
  identity.is_folder_note = in.byte() != 0;
  identity.aliases.resize(in.count());
  for (std::string& alias : identity.aliases) alias = in.string();
  identity.addresses.resize(in.count());
  for (std::string& address : identity.addresses) address = in.string();
  for (auto* names : {&identity.listed_people, &identity.listed_organizations}) {
    names->resize(in.count());
    for (std::string& name : *names) name = in.string();
  }
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
std::uint64_t organization_lookup(std::string_view name) {
  return hash64("organization:" + fold_organization(name));
}
std::uint64_t surname_lookup(std::string_view name) { return hash64("surname:" + fold_name(name)); }
std::uint64_t domain_lookup(std::string_view domain) { return hash64("domain:" + lower(domain)); }
// Asked of every word that is written large: without a string made for it.
std::uint64_t name_start_lookup(std::string_view word) {
  constexpr std::uint64_t kOfNameStarts = 0x6E616D6573746172;
  std::array<char, 32> lowered = {};
  if (word.size() > lowered.size()) word = word.substr(0, lowered.size());
  bool is_ascii = true;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char c = word[i];
    is_ascii = is_ascii && static_cast<unsigned char>(c) < 0x80;
    lowered[i] = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  if (!is_ascii) return hash64(fold_case(word)) ^ kOfNameStarts;
  return hash64(std::string_view(lowered.data(), word.size())) ^ kOfNameStarts;
}
std::uint64_t date_lookup(Date date) { return hash64("date:" + to_iso(date)); }

namespace {

// All of lookup_keys() but the starts of names.
std::vector<std::uint64_t> naming_keys(const NoteIdentity& identity) {
  std::vector<std::uint64_t> keys = {name_lookup(identity.stem()), name_lookup(identity.name)};
  for (const std::string& alias : identity.aliases) keys.push_back(name_lookup(alias));
  for (const std::string& title : identity.titles) keys.push_back(name_lookup(title));
  if (identity.type == NoteType::person) {
    const std::string_view bare = bare_name(identity.name);
    if (bare != identity.name) keys.push_back(name_lookup(bare));
    keys.push_back(name_lookup(squashed_name(bare)));
    keys.push_back(given_name_lookup(given_name(bare)));
    if (const std::string_view last = surname(bare); !last.empty()) {
      keys.push_back(surname_lookup(last));
    }
    for (const std::string& address : identity.addresses) {
      keys.push_back(name_lookup(address));
      keys.push_back(domain_lookup(organization_domain(address)));
    }
  }
  if (identity.type == NoteType::organization) {
    keys.push_back(organization_lookup(identity.name));
    for (const auto* names : {&identity.aliases, &identity.titles}) {
      for (const std::string& name : *names) keys.push_back(organization_lookup(name));
    }
    for (const std::string& domain : identity.addresses) keys.push_back(domain_lookup(domain));
  }
  if (const auto date = leading_date(identity.stem())) keys.push_back(date_lookup(*date));
  return keys;
}

}  // namespace

std::vector<std::uint64_t> lookup_keys(const NoteIdentity& identity) {
  std::vector<std::uint64_t> keys = naming_keys(identity);
  if (identity.type == NoteType::person) {
    for_each_name_start(identity, [&](std::uint64_t key) { keys.push_back(key); });
  }
  return keys;
}

std::vector<std::uint32_t> stored_answers(const NoteIdentity& identity) {
  std::vector<std::uint32_t> hashes;
  if (identity.type == NoteType::excluded) return hashes;
  for (const std::uint64_t key : naming_keys(identity)) hashes.push_back(stored_lookup(key));
  const auto add_witness = [&](std::uint64_t key) {
    hashes.push_back(witness(stored_lookup(key)));
  };
  for_each_name_start(identity, add_witness);
  for (const std::uint64_t key : listed_keys(identity)) add_witness(key);
  sort_unique(hashes);
  return hashes;
}

std::vector<std::uint64_t> listed_keys(const NoteIdentity& identity) {
  std::vector<std::uint64_t> keys;
  for (const std::string& name : identity.listed_people) {
    keys.push_back(name_lookup(name));
    keys.push_back(name_start_lookup(given_name(name)));
  }
  for (const std::string& name : identity.listed_organizations) {
    keys.push_back(organization_lookup(name));
  }
  return keys;
}

bool names_the_same(const NoteIdentity& a, const NoteIdentity& b) {
  if (a.type == NoteType::person) return a == b;  // what it lists is among its lookup_keys()
  NoteIdentity as_a = b;
  as_a.listed_people = a.listed_people;
  as_a.listed_organizations = a.listed_organizations;
  return as_a == a;
}

bool answers_as_witness(const NoteIdentity& identity, std::uint64_t lookup) {
  if (identity.type == NoteType::excluded) return false;
  bool answers = false;
  for_each_name_start(identity, [&](std::uint64_t key) { answers |= key == lookup; });
  const auto listed = listed_keys(identity);
  return answers || std::find(listed.begin(), listed.end(), lookup) != listed.end();
}

}  // namespace rapport
