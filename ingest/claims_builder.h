#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "graph/write_batch.h"
#include "ingest/link_resolver.h"
#include "ingest/note.h"
#include "ingest/note_directory.h"

namespace rapport {

// What every extractor works with: the note, the directory it resolves against, and the claims and
// diagnostics so far. Vertices are created on first use; every name that is asked for is kept as a
// lookup, so that the note is read again when the answer may have changed.
class ClaimsBuilder {
 public:
  struct Settings {
    bool strict_obsidian = false;
    const NoteRules* rules = nullptr;  // the standard ones if not given

    const NoteRules& note_rules() const {
      static const NoteRules standard = default_rules();
      return rules ? *rules : standard;
    }
    const Lexicon& lexicon() const { return *note_rules().lexicon; }
    const JobTitles& titles() const { return *note_rules().titles; }
  };

  ClaimsBuilder(const Note& note, const NoteIdentity& identity, const NoteDirectory& directory,
                const Settings& settings, DiagnosticSink& sink);

  const Note& note() const { return note_; }
  const NoteIdentity& identity() const { return identity_; }
  const NoteDirectory& directory() const { return directory_; }
  const Settings& settings() const { return settings_; }
  DiagnosticSink& sink() { return sink_; }

  // The note's own vertex.
  LocalVertex own() const { return 0; }
  void own_property(std::string name, std::string value, std::uint32_t line);
  // Of a vertex that has no note to speak for it; ignored for others.
  void stub_property(LocalVertex vertex, std::string name, std::string value, std::uint32_t line,
                     std::optional<Date> date = std::nullopt);

  // A vertex of another note, or a stub for a name that no note has. A stub's type is an opinion
  // of the given rank.
  LocalVertex of_note(NoteDirectory::Index index);
  LocalVertex stub(std::string_view name, VertexType type, Rank rank,
                   std::optional<Date> date = std::nullopt);
  // The person whom a verdict names by note path or name; nullopt when that note is gone.
  std::optional<LocalVertex> person_of_verdict(const std::string& path_or_name);
  LocalVertex tag(std::string_view name);
  VertexType type_of(LocalVertex vertex) const { return claims_.vertices[vertex].type; }
  const std::string& name_of(LocalVertex vertex) const { return claims_.vertices[vertex].name; }
  const std::string& key_of(LocalVertex vertex) const { return claims_.vertices[vertex].key; }

  // What a link means; a target that nothing has becomes a stub of `fallback` type.
  struct Target {
    LocalVertex vertex = 0;
    Method method = Method::dangling;
  };
  Target link_target(const Wikilink& link, VertexType fallback, Rank rank);
  bool resolves(const Wikilink& link) { return resolution_of(link.target).note.has_value(); }

  void edge(LocalVertex from, LocalVertex to, EdgeLabel label, Method method, std::uint32_t line,
            std::optional<Date> date = std::nullopt, bool principal = false);
  bool has_edge(LocalVertex from, LocalVertex to, EdgeLabel label) const;
  const std::vector<EdgeClaim>& edges() const { return claims_.edges; }
  void record(RecordClaim record);
  // Whether something of this kind is recorded of the same people and day on the same line.
  bool has_record(const RecordClaim& record) const;

  // Remembers that the answer to a question about this name matters to the note.
  void asked_for(std::uint64_t lookup) { lookups_.push_back(stored_lookup(lookup)); }

  SourceClaims take();

 private:
  LocalVertex vertex(VertexClaim claim);
  void claim_own();
  std::optional<Target> ruled_target(std::string_view name, bool has_note);
  const LinkResolution& resolution_of(const std::string& target);
  void cite(std::uint32_t line);
  void add_excerpts();

  const Note& note_;
  const NoteIdentity& identity_;
  const NoteDirectory& directory_;
  const Settings& settings_;
  DiagnosticSink& sink_;
  SourceClaims claims_;
  std::map<std::tuple<std::string, VertexType, Rank>, LocalVertex> vertices_;
  // By vertex the first one of its key: a stub may stand in the list once for each rank of opinion.
  std::vector<LocalVertex> first_of_key_ = {0};
  std::set<std::tuple<EdgeLabel, LocalVertex, LocalVertex>> edges_;  // by those
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> records_on_line_;
  std::set<std::pair<std::string, std::uint32_t>> reported_;
  // A note names the same few others again and again.
  std::unordered_map<NoteDirectory::Index, LocalVertex> notes_;
  std::unordered_map<std::string, LinkResolution> resolutions_;  // by target
  std::vector<std::uint32_t> lookups_;
  std::vector<bool> cited_;  // by line - 1
};

VertexType vertex_type(NoteType type);

// "name:" and the folded name, without a legal form: "Acme Inc." and the tag's "acme" are one.
std::string stub_key(std::string_view name);

}  // namespace rapport
