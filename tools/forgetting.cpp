#include "tools/forgetting.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <fmt/format.h>

#include "graph/keyed_hash.h"
#include "graph/name_key.h"
#include "ingest/forgotten_claims.h"
#include "ingest/identity.h"
#include "ingest/text_lines.h"
#include "ingest/vault_source.h"
#include "ingest/words.h"
#include "tools/config.h"
#include "tools/errors.h"
#include "tools/privacy_file.h"
#include "tools/vault_file.h"

namespace rapport {
namespace {

namespace fs = std::filesystem;

// Calls visit(path, text) for each note of the vault, also of those that the rules leave out.
template <class Visit>
void for_each_note(const Settings& settings, const Visit& visit) {
  const auto vault = open_vault(settings.vault, NoteRules{});
  for (const SourceItem& item : vault->list().items) {
    std::string why;
    const auto bytes = vault->read(item, why);
    visit(item.path, bytes ? std::string_view(*bytes) : std::string_view());
  }
}

std::vector<NoteIdentity> own_notes(const Store& store, const Vertex& vertex) {
  std::vector<NoteIdentity> notes;
  store.for_each_source([&](const Store::Source& source) {
    if (source.path != vertex.key) return;
    notes.push_back(decode_identity(store.memo(source.id).identity, source.path));
  });
  return notes;
}

std::vector<std::string> all_names(const Store& store, const Vertex& vertex) {
  std::vector<std::string> names;
  const auto add = [&](const std::string& name) {
    if (squashed_words(name).empty()) return;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  };
  add(vertex.name);
  for (const Property& p : vertex.properties) {
    if (p.name == "alias" || p.name == "email") add(p.value);
  }
  for (const NoteIdentity& note : own_notes(store, vertex)) {
    add(note.name);
    if (!note.is_folder_note) add(std::string(note.stem()));
    for (const auto* list : {&note.aliases, &note.titles, &note.addresses}) {
      for (const std::string& name : *list) add(name);
    }
  }
  return names;
}

// "will" with blanks around it, or a mark that ends a clause: as prose has it, and no tag, address
// or slug.
bool is_in_lower_case(std::string_view word, std::string_view line) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const auto end = at + word.size();
    const bool starts = at == 0 || line[at - 1] == ' ';
    const bool ends = end == line.size() || line[end] == ' ' || line[end] == ',' ||
                      (end + 1 == line.size() && line[end] == '.');
    if (starts && ends) return true;
  }
  return false;
}

// Of these words, those that are also the name, or part of the name, of somebody else, or no name.
std::set<std::string> shared_words(const Settings& settings, const Store& store,
                                   const Vertex& vertex, const std::set<std::string>& words) {
  std::set<std::string> shared;
  if (words.empty()) return shared;
  store.for_each_vertex([&](const Vertex& other) {
    const bool is_named = other.type == VertexType::person ||
                          other.type == VertexType::organization ||
                          other.type == VertexType::project;
    if (other.id == vertex.id || !is_named) return;
    for (const std::string& word : name_words(other.name)) {
      if (words.contains(word)) shared.insert(word);
    }
  });
  for_each_note(settings, [&](const std::string&, std::string_view text) {
    const TextLines lines(text);
    bool in_head = text.starts_with("---");
    for (std::size_t i = 0; i < lines.count(); ++i) {
      if (in_head) {
        in_head = i == 0 || !lines[i].starts_with("---");
        continue;
      }
      for (const std::string& word : words) {
        if (is_in_lower_case(word, lines[i])) shared.insert(word);
      }
    }
  });
  return shared;
}

std::set<std::string> needles(const std::vector<std::string>& names) {
  std::set<std::string> found;
  for (const std::string& name : names) {
    for (const std::string& form : {name, fold_name(name), fold_accents(name)}) {
      for (const std::string_view gap : {" ", "-", "_", "", "%20"}) {
        std::string needle;
        for (const char c : lower(form)) needle += c == ' ' ? std::string(gap) : std::string(1, c);
        found.insert(needle);
      }
    }
  }
  return found;
}

// A short name is found in other words, too: only as a word of its own is it one.
bool holds(std::string_view bytes, const std::set<std::string>& needles) {
  constexpr std::size_t kShort = 4;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  const std::string text = lower(bytes);
  for (const std::string& needle : needles) {
    for (auto at = text.find(needle); at != std::string::npos; at = text.find(needle, at + 1)) {
      const auto end = at + needle.size();
      const bool is_word =
          (at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]));
      if (needle.size() > kShort || is_word) return true;
    }
  }
  return false;
}

// Piece by piece, each with the end of the one before; also in the name of the file.
bool file_holds(const fs::path& file, const std::set<std::string>& needles, std::uint64_t& bytes) {
  std::size_t longest = 1;
  for (const std::string& needle : needles) longest = std::max(longest, needle.size());
  std::ifstream in(file, std::ios::binary);
  std::string window = file.filename().string() + '\n';
  std::string piece(1U << 20U, '\0');
  while (in) {
    in.read(piece.data(), static_cast<std::streamsize>(piece.size()));
    const auto size = static_cast<std::size_t>(in.gcount());
    bytes += size;
    window.append(piece, 0, size);
    if (holds(window, needles)) return true;
    window.erase(0, window.size() - std::min(window.size(), longest));
  }
  return false;
}

}  // namespace

CalledNames names_of(const Settings& settings, const Store& store, const Vertex& vertex) {
  const std::vector<std::string> names = all_names(store, vertex);
  std::set<std::string> words;
  for (const std::string& name : names) {
    if (name_words(name).size() == 1) words.insert(squashed_words(name));
  }
  const std::set<std::string> shared = shared_words(settings, store, vertex, words);
  CalledNames called;
  for (const std::string& name : names) {
    (shared.contains(squashed_words(name)) ? called.whole : called.anywhere).push_back(name);
  }
  return called;
}

ForgottenNames::Entry hashed_names(const CalledNames& names, const ForgottenNames& list) {
  ForgottenNames::Entry entry;
  const auto add = [&](const std::string& name, bool anywhere) {
    ForgottenNames::Name hashed = list.hashed(name, anywhere);
    const bool is_known = std::any_of(entry.begin(), entry.end(), [&](const auto& known) {
      return known.digits == hashed.digits;
    });
    if (!is_known) entry.push_back(std::move(hashed));
  };
  for (const std::string& name : names.anywhere) {
    add(name, true);
    const std::vector<std::string> words = name_words(name);
    if (words.size() < 2) continue;
    std::string last_first = words.back();  // "Lee, Ann"
    for (std::size_t i = 0; i + 1 < words.size(); ++i) last_first += " " + words[i];
    add(last_first, true);
  }
  for (const std::string& name : names.whole) add(name, false);
  for (const auto* all : {&names.anywhere, &names.whole}) {
    for (const std::string& name : *all) {
      for (const std::uint64_t lookup :
           {name_lookup(name), name_lookup(squashed_words(name)), organization_lookup(name)}) {
        add(lookup_text(stored_lookup(lookup)), false);
      }
    }
  }
  return entry;
}

std::vector<NamedPlace> places_naming(const Settings& settings, const ForgottenNames& names) {
  std::vector<NamedPlace> places;
  const auto look_at = [&](const std::string& file, std::string_view text) {
    if (names.is_in(file)) places.push_back({file, 0});
    const TextLines lines(text);
    for (std::size_t i = 0; i < lines.count(); ++i) {
      if (names.is_in(lines[i])) places.push_back({file, static_cast<std::uint32_t>(i + 1)});
    }
  };
  for_each_note(settings, look_at);
  for (const std::string& file : {settings.identities, std::string(kPrivacyFile)}) {
    look_at(file, read_vault_file(settings, file));
  }
  std::ostringstream config;
  config << std::ifstream(fs::path(settings.vault) / kConfigFile, std::ios::binary).rdbuf();
  look_at(kConfigFile, config.str());
  return places;
}

TraceSearch search_store(const std::string& directory, const std::vector<std::string>& names) {
  TraceSearch search;
  const std::set<std::string> wanted = needles(names);
  for (const char* ending : {"", ".rebuild", ".old"}) {  // also what rebuilding may have left
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(directory + ending, none)) {
      if (!entry.is_regular_file()) continue;
      ++search.files;
      if (file_holds(entry.path(), wanted, search.bytes)) {
        search.found.push_back(entry.path().string());
      }
    }
  }
  const Store store = Store::open(directory, Access::read_only);
  store.for_each_entry([&](std::string_view key, std::string_view value) {
    search.bytes += key.size() + value.size();
    if (holds(value, wanted) || holds(key, wanted)) {
      search.found.push_back(fmt::format("value {}", to_hex(key)));
    }
  });
  return search;
}

}  // namespace rapport
