#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace rapport {

// The labels of the property graph. Every enumerator is on disk: append only, never renumber.

using VertexId = std::uint32_t;
using SourceId = std::uint32_t;

enum class VertexType : std::uint8_t {
  person = 0,
  organization = 1,
  project = 2,
  meeting = 3,
  note = 4,
  tag = 5,
};

inline constexpr std::size_t kVertexTypes = 6;

enum class EdgeLabel : std::uint8_t {
  attended = 0,    // person to meeting
  works_at = 1,    // person to organization
  reports_to = 2,  // person to person
  leads = 3,       // person to organization or project
  about = 4,       // meeting to organization or project
  part_of = 5,     // project to organization
  owns = 6,        // person to project
  mentioned = 7,   // person to a meeting which they did not attend
  via = 8,         // subject to the person through whom they are known
  introduced = 9,  // person who introduced to person introduced
  sponsors = 10,
  champions = 11,
  blocks = 12,
  decides = 13,
  will_open = 14,  // broker to the person to whom they will open a thread
  guard = 15,      // speaker to the person whom the speaker must not contact
  links_to = 16,
};

inline constexpr std::size_t kEdgeLabels = 17;

enum class Direction : std::uint8_t { out = 0, in = 1 };

// How the writer of a claim came from the words in the source to the vertex.
enum class Method : std::uint8_t {
  none = 0,
  link = 1,         // Obsidian's own rules
  folder_note = 2,  // X/README.md, X/index.md, X/X.md
  alias = 3,
  title = 4,            // `title` or first heading
  truncated_title = 5,  // YYYY-MM-DD and a prefix of the rest
  name = 6,             // full name in plain text
  given_name = 7,       // first name, unique in its context
  slug = 8,             // tag such as company/acme-corp
  summary = 9,          // "1:1 between A and B"
  implied = 10,         // the owner of the vault in a one-to-one note of theirs
  dangling = 11,        // nothing has that name: a stub
  text = 12,            // cue phrase in a statement
  verdict = 13,         // the user said who it is
  domain = 14,          // the domain of an e-mail address
};

// What is said of a vertex in words.
enum class RecordKind : std::uint8_t {
  fact = 0,
  decision = 1,
  blocker = 2,
  task = 3,
  guard = 4,            // object must not be contacted, by the subject or by anyone
  will_open = 5,        // subject will open a thread with, or introduce to, the object
  sponsor = 6,          // subject sponsors
  champion = 7,         // subject is an advocate
  support = 8,          // subject agreed, approved, is on board
  deprioritised = 9,    // not to be focused on
  left = 10,            // subject has left their organization
  sponsor_wanted = 11,  // subject is to be won as sponsor
  blocking = 12,        // subject stands in the way
  decision_maker = 13,  // subject decides, signs off, holds the budget
  gatekeeper = 14,      // the way to others leads through the subject's calendar
  route = 15,           // a way into the account leads through the subject
  escalation = 16,      // escalate to the subject
};

// Signals are the kinds of record that change the meaning of paths; analyses read all of them.
constexpr bool is_signal(RecordKind kind) { return kind >= RecordKind::guard; }

// Edges between two people which make a tie without a meeting.
constexpr bool makes_tie(EdgeLabel label) {
  return label == EdgeLabel::reports_to || label == EdgeLabel::introduced ||
         label == EdgeLabel::sponsors || label == EdgeLabel::will_open;
}

enum class Channel : std::uint8_t { meeting = 0, call = 1, mail = 2 };

// The tables behind the names; lookups are linear over a handful of rows.
std::string_view to_string(VertexType type);
std::string_view to_string(EdgeLabel label);
std::string_view to_string(Method method);
std::string_view to_string(RecordKind kind);
std::string_view to_string(Channel channel);
std::optional<VertexType> vertex_type_of(std::string_view name);
std::optional<EdgeLabel> edge_label_of(std::string_view name);

std::span<const std::string_view> vertex_type_names();
std::span<const std::string_view> edge_label_names();

}  // namespace rapport
