#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/job_title.h"
#include "ingest/lexicon.h"
#include "ingest/or_standard.h"

namespace rapport {

// How notes are read, as tables: what keys, types, folders and section titles mean. Every table can
// be extended in `.rapport.yaml`. ingest/NOTE_FORMAT.md explains them with examples.

enum class NoteType : std::uint8_t { other, person, organization, project, meeting, excluded };

// What a field says, whatever it is called.
enum class Concept : std::uint8_t {
  type,
  tags,
  title,
  name,
  aliases,
  organization,
  role,
  manager,
  team,
  last_contact,
  cadence,
  relation,
  introduced_by,
  email,
  phone,
  attendees,
  absent,
  contacts,
  next_contact,
  former_organization,
  website,
  linkedin,
  date,
  status,
  owner,
  project,
  due,
  start,
  industry,
  tier,
  health,
  renewal,
  source_ref,
  is_private,
  author,
};

enum class SectionKind : std::uint8_t {
  none,
  profile,
  context,
  facts,
  decisions,
  tasks,
  attendees,
  absent,
  customers,
  projects,
  related,
};

// What `.obsidian/types.json` says of a property.
enum class PropertyType : std::uint8_t { text, list, date, number, checkbox, tags, aliases };

struct NoteRules {
  std::map<std::string, Concept, std::less<>> keys;          // by fold_key
  std::map<std::string, NoteType, std::less<>> types;        // values of `type`, and tags type/...
  std::map<std::string, NoteType, std::less<>> folders;      // by fold_name
  std::map<std::string, SectionKind, std::less<>> sections;  // by fold_name
  std::vector<std::string> ignore;                           // globs of vault paths
  std::vector<std::string> exclude;                          // likewise, of what is kept out
  std::vector<std::string> exclude_tags;                     // by fold_case, without '#'
  std::vector<std::string> template_folders;                 // vault paths, by fold_case
  std::map<std::string, PropertyType, std::less<>> property_types;  // by fold_key
  OrStandard<Lexicon> lexicon;                                      // cue phrases
  OrStandard<JobTitles> titles;                                     // words of titles, and levels

  std::optional<Concept> concept_of(std::string_view key) const;
  // "Attendees:", "📋 Decisions" and "Decisions" mean the same.
  SectionKind section_of(std::string_view heading) const;
  // `attendees` or `absent` for a label before a list of people: "Remote attendees", "Regrets".
  SectionKind people_label(std::string_view label) const;

  // One more thing to keep out: a glob, or a tag with its '#'.
  void keep_out(std::string_view glob_or_tag);

  // Whether notes of this path are not to be read at all.
  bool leaves_out(std::string_view path) const;

  // Two rules with the same fingerprint read every note alike. What is left out by path is not part
  // of it, and what is kept out by tag only as a hash: the store keeps this text.
  std::string fingerprint() const;
};

NoteRules default_rules();

std::string_view concept_name(Concept concept_value);
std::optional<Concept> concept_named(std::string_view name);
std::string_view note_type_name(NoteType type);
std::optional<NoteType> note_type_named(std::string_view name);
std::optional<SectionKind> section_named(std::string_view name);

// Whether `path` matches `glob`: `*` and `?` within a folder, `**` across folders. Without a '/'
// the glob is for names at any depth, with one at its end for a whole folder.
bool glob_matches(std::string_view glob, std::string_view path);

}  // namespace rapport
