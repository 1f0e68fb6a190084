#include "ingest/forgotten_claims.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "ingest/claim_vertices.h"
#include "ingest/organization_name.h"

namespace rapport {
namespace {

bool is_or_has(std::string_view name, const ForgottenNames& names) {
  return names.is_name(name) || names.is_in(name) || names.is_name(fold_organization(name));
}

class Forgetting {
 public:
  Forgetting(SourceClaims& claims, std::vector<Diagnostic>& diagnostics,
             const ForgottenNames& names, const HiddenNotes& hidden)
      : claims_(claims), diagnostics_(diagnostics), names_(names), hidden_(hidden) {}

  void run() {
    if (claims_.vertices.empty()) return;
    for (const VertexClaim& vertex : claims_.vertices) gone_.push_back(is_gone(vertex));
    if (gone_.front()) return drop_all();
    drop_edges();
    drop_records();
    drop_texts();
    drop_lookups();
    drop_unused_vertices(claims_);
  }

 private:
  bool is_gone(const VertexClaim& vertex) const {
    if (hidden_.contains(vertex.key) || names_.is_in(vertex.key) ||
        is_or_has(vertex.name, names_)) {
      return true;
    }
    return std::any_of(
        vertex.properties.begin(), vertex.properties.end(),
        [&](const PropertyClaim& p) { return p.name == "alias" && is_or_has(p.value, names_); });
  }

  // Verdicts may have made the note's subject one with somebody who is forgotten.
  void drop_all() {
    claims_.vertices.clear();
    claims_.edges.clear();
    claims_.records.clear();
    claims_.excerpts.clear();
    claims_.memo.lookups.clear();
    diagnostics_.clear();
  }

  void drop_edges() {
    std::erase_if(claims_.edges, [&](const EdgeClaim& e) {
      const bool is_about = gone_[e.from] || gone_[e.to];
      if (is_about) lines_.insert(e.line);
      return is_about;
    });
  }

  bool is_about(const RecordClaim& r) const {
    if (gone_[r.holder] || (r.subject && gone_[*r.subject]) || (r.object && gone_[*r.object])) {
      return true;
    }
    return std::any_of(r.attributes.begin(), r.attributes.end(), [&](const auto& attribute) {
      return hidden_.contains(attribute.second) || is_or_has(attribute.second, names_);
    });
  }

  // Then those that share a line with what is gone: they may name somebody by first name.
  void drop_records() {
    for (const RecordClaim& r : claims_.records) {
      if (is_about(r) || names_.is_in(r.text)) lines_.insert(r.line);
    }
    std::erase_if(claims_.records, [&](const RecordClaim& r) { return lines_.contains(r.line); });
  }

  void drop_texts() {
    for (VertexClaim& vertex : claims_.vertices) {
      std::erase_if(vertex.properties,
                    [&](const PropertyClaim& p) { return is_or_has(p.value, names_); });
    }
    std::erase_if(claims_.excerpts, [&](const auto& excerpt) {
      return lines_.contains(excerpt.first) || names_.is_in(excerpt.second);
    });
    std::erase_if(diagnostics_, [&](const Diagnostic& d) {
      const auto& candidates = d.question.candidates;
      return lines_.contains(d.line) || names_.is_in(d.message) || names_.is_in(d.excerpt) ||
             is_or_has(d.question.name, names_) ||
             std::any_of(candidates.begin(), candidates.end(), [&](const std::string& key) {
               return hidden_.contains(key) || is_or_has(key, names_);
             });
    });
  }

  // The hashes of the names themselves; those of given names stand for others, too.
  void drop_lookups() {
    std::set<std::uint32_t> forgotten;
    for (std::size_t i = 0; i < claims_.vertices.size(); ++i) {
      if (!gone_[i]) continue;
      forgotten.insert(stored_lookup(name_lookup(claims_.vertices[i].name)));
      forgotten.insert(stored_lookup(organization_lookup(claims_.vertices[i].name)));
    }
    std::erase_if(claims_.memo.lookups, [&](std::uint32_t lookup) {
      return forgotten.contains(lookup) || names_.is_name(lookup_text(lookup));
    });
  }

  SourceClaims& claims_;
  std::vector<Diagnostic>& diagnostics_;
  const ForgottenNames& names_;
  const HiddenNotes& hidden_;
  std::vector<bool> gone_;         // by vertex
  std::set<std::uint32_t> lines_;  // that told what is gone
};

}  // namespace

std::string lookup_text(std::uint32_t lookup) { return fmt::format("lookup{:08x}", lookup); }

bool is_forgotten(const NoteIdentity& identity, const ForgottenNames& names) {
  if (names.empty()) return false;
  const auto is_one = [&](std::string_view name) {
    return names.is_name(name) || names.is_name(fold_organization(name));
  };
  return names.is_in(identity.path) || names.is_in(identity.name) || is_one(identity.name) ||
         is_one(identity.stem()) ||
         std::any_of(identity.aliases.begin(), identity.aliases.end(), is_one) ||
         std::any_of(identity.titles.begin(), identity.titles.end(), is_one);
}

void forget_in(NoteIdentity& identity, const ForgottenNames& names) {
  if (names.empty()) return;
  for (auto* list : {&identity.aliases, &identity.addresses, &identity.titles,
                     &identity.listed_people, &identity.listed_organizations}) {
    std::erase_if(*list, [&](const std::string& name) { return is_or_has(name, names); });
  }
  if (is_or_has(identity.organization, names)) identity.organization.clear();
}

void forget_in(SourceClaims& claims, std::vector<Diagnostic>& diagnostics,
               const ForgottenNames& names, const HiddenNotes& hidden) {
  if (!names.empty()) Forgetting(claims, diagnostics, names, hidden).run();
}

}  // namespace rapport
