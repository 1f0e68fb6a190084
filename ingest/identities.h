#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/diagnostic.h"

namespace rapport {

// The user's verdicts about who is who. They stand in a side file of the vault, never in notes, in
// the order in which they were given; of two that disagree the later one counts:
//
//   verdicts:
//     - merge: ["People/Ann Lee.md", "Anne Lee"]            one entity; the first is kept
//     - apart: ["Ann Lee", "Anne Leigh"]                    two, however alike
//     - accept: {name: "Mara", note: "m.md", is: "People/Mara Quist.md"}
//     - reject: {name: "Mara", note: "m.md", is: "Mara Stone"}      not her; without `is`: nobody
//     - split: {name: "Ann Lee", notes: ["Harrow/**"], as: "Ann Lee (Harrow)"}
//
// Entities are named by the path of their note, or by name. `note` is a path, or a list of them;
// without it the verdict holds everywhere.
struct Verdict {
  enum class Kind : std::uint8_t { merge, apart, accept, reject, split };
  Kind kind = Kind::merge;
  std::vector<std::string> names;  // of merge and apart two or more, else the one name
  std::vector<std::string> notes;  // accept and reject: paths, none for all; split: globs
  std::string is;                  // accept: whom it means; reject: whom not; split: `as`
  std::uint32_t line = 0;          // in the file, 0 for a new one

  // One line of YAML, without indentation: `- merge: ["Ann Lee", "Anne Lee"]`.
  std::string dump() const;
  // Six hexadecimal digits that tell it from others.
  std::string id() const;
  friend bool operator==(const Verdict& a, const Verdict& b) { return a.dump() == b.dump(); }
};

std::string_view to_string(Verdict::Kind kind);

// `text` as a double-quoted YAML scalar.
std::string yaml_quoted(std::string_view text);
// Such scalars in brackets.
std::string yaml_list(const std::vector<std::string>& texts);

// What the verdicts say of a name in one note.
struct NameRuling {
  std::string is;                  // it means this one, if not empty
  bool split = false;              // ... whatever note has that name
  bool nobody = false;             // it is no person at all
  std::vector<std::string> isnot;  // none of these
};

class Identities {
 public:
  Identities() = default;
  explicit Identities(std::vector<Verdict> verdicts);

  const std::vector<Verdict>& verdicts() const { return verdicts_; }

  // The file's text below its remarks; empty when there are no verdicts.
  std::string dump() const;

  // Two with the same fingerprint read every note alike; empty when notes are read as they stand.
  std::string fingerprint() const;

  std::optional<NameRuling> ruling(std::string_view name, std::string_view note) const;

  // Whether a verdict says that two entities, each given by key and name, are not one.
  struct Reference {
    std::string_view key;
    std::string_view name;
  };
  bool are_apart(const Reference& a, const Reference& b) const;
  // Whether verdicts have decided that they are two, or (perhaps not yet read) that they are one.
  bool are_settled(const Reference& a, const Reference& b) const;

 private:
  using Pairs = std::map<std::string, std::vector<std::string>, std::less<>>;
  static bool has_pair(const Pairs& pairs, const Reference& a, const Reference& b);

  std::vector<Verdict> verdicts_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_name_;  // accept, reject, split
  Pairs apart_;   // of folded references, the lesser one first
  Pairs merged_;  // likewise
};

// Reads the side file. Faults go to `sink` as errors with their line; with any, the result is of no
// use.
Identities parse_identities(std::string_view text, DiagnosticSink& sink);

// The text of the side file with other verdicts than before: lines stay as they are as long as they
// can, remarks at its head always.
std::string edit_identities(std::string_view text, const Identities& wanted);

}  // namespace rapport
