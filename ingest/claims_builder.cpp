#include "ingest/claims_builder.h"

#include <algorithm>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "graph/sort_unique.h"
#include "ingest/claim_vertices.h"
#include "ingest/organization_name.h"
#include "ingest/words.h"

namespace rapport {
namespace {

constexpr std::size_t kLongestExcerpt = 400;  // bytes of a line that is kept as evidence
constexpr std::size_t kLongestName = 200;

std::string_view last_component(std::string_view path) {
  const auto slash = path.rfind('/');
  path = slash == std::string_view::npos ? path : path.substr(slash + 1);
  if (path.ends_with(".md")) path.remove_suffix(3);
  return path;
}

}  // namespace

VertexType vertex_type(NoteType type) {
  switch (type) {
    case NoteType::person:
      return VertexType::person;
    case NoteType::organization:
      return VertexType::organization;
    case NoteType::project:
      return VertexType::project;
    case NoteType::meeting:
      return VertexType::meeting;
    case NoteType::other:
    case NoteType::excluded:
      break;
  }
  return VertexType::note;
}

std::string stub_key(std::string_view name) { return "name:" + fold_organization(name); }

ClaimsBuilder::ClaimsBuilder(const Note& note, const NoteIdentity& identity,
                             const NoteDirectory& directory, const Settings& settings,
                             DiagnosticSink& sink)
    : note_(note),
      identity_(identity),
      directory_(directory),
      settings_(settings),
      sink_(sink),
      cited_(note.line_count()) {
  claims_.path = note.path;
  claim_own();
}

// The note's vertex: its own, or that of the note with which verdicts merged it.
void ClaimsBuilder::claim_own() {
  const auto index = directory_.index_of(note_.path);
  const bool is_kept = !index || directory_.kept(*index) == *index;
  const NoteIdentity& entity = is_kept ? identity_ : directory_[directory_.kept(*index)];
  VertexClaim own;
  own.key = is_kept ? note_.path : entity.path;
  own.type = vertex_type(entity.type);
  own.rank = Rank::note;
  own.name = entity.name;
  own.date = entity.date ? entity.date : identity_.date;
  std::vector<std::string> aliases = identity_.aliases;
  if (!is_kept && identity_.name != entity.name) aliases.push_back(identity_.name);
  if (is_kept && index) {
    for (std::string& name : directory_.spellings_of(*index)) aliases.push_back(std::move(name));
  }
  for (std::string& alias : aliases) own.properties.push_back({"alias", std::move(alias), 1});
  claims_.vertices.push_back(std::move(own));
}

void ClaimsBuilder::own_property(std::string name, std::string value, std::uint32_t line) {
  if (value.empty()) return;
  cite(line);
  value = clip(value, kLongestExcerpt);
  claims_.vertices[own()].properties.push_back({std::move(name), std::move(value), line});
}

void ClaimsBuilder::stub_property(LocalVertex vertex, std::string name, std::string value,
                                  std::uint32_t line, std::optional<Date> date) {
  VertexClaim& claim = claims_.vertices[vertex];
  if (!claim.key.starts_with("name:") || value.empty()) return;
  cite(line);
  claim.properties.push_back({std::move(name), std::move(value), line, date});
}

LocalVertex ClaimsBuilder::vertex(VertexClaim claim) {
  if (claim.key == key_of(own())) return own();
  const auto [it, is_new] =
      vertices_.try_emplace(std::tuple(claim.key, claim.type, claim.rank),
                            static_cast<LocalVertex>(claims_.vertices.size()));
  if (!is_new) return it->second;
  // Those of one key are neighbours in the map.
  const auto of_same_key = [&](auto other) { return std::get<0>(other->first) == claim.key; };
  LocalVertex first = it->second;
  if (it != vertices_.begin() && of_same_key(std::prev(it))) {
    first = first_of_key_[std::prev(it)->second];
  } else if (std::next(it) != vertices_.end() && of_same_key(std::next(it))) {
    first = first_of_key_[std::next(it)->second];
  }
  first_of_key_.push_back(first);
  claims_.vertices.push_back(std::move(claim));
  return it->second;
}

LocalVertex ClaimsBuilder::of_note(NoteDirectory::Index index) {
  const auto [it, is_new] = notes_.try_emplace(index, own());
  if (!is_new) return it->second;
  const NoteIdentity& other = directory_[directory_.kept(index)];
  VertexClaim claim;
  claim.key = other.path;
  claim.type = vertex_type(other.type);
  claim.rank = Rank::mention;
  claim.name = other.name;
  return it->second = vertex(std::move(claim));
}

LocalVertex ClaimsBuilder::stub(std::string_view name, VertexType type, Rank rank,
                                std::optional<Date> date) {
  VertexClaim claim;
  claim.name = clip(trim(name), kLongestName);
  claim.key = stub_key(claim.name);
  claim.type = type;
  claim.rank = rank;
  claim.date = date;
  const NoteDirectory::Merged* merged = directory_.merged(claim.name);
  if (merged == nullptr) return vertex(std::move(claim));
  if (merged->note) return of_note(*merged->note);
  const PropertyClaim alias{"alias", std::move(claim.name), 1};
  claim.name = merged->name;
  claim.key = stub_key(claim.name);
  const LocalVertex kept = vertex(std::move(claim));
  auto& known = claims_.vertices[kept].properties;
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const PropertyClaim& p) {
    return p.name == alias.name && p.value == alias.value;
  });
  if (!is_known && alias.value != name_of(kept)) known.push_back(alias);
  return kept;
}

std::optional<LocalVertex> ClaimsBuilder::person_of_verdict(const std::string& path_or_name) {
  const std::string_view name = last_component(path_or_name);
  asked_for(name_lookup(name));
  if (const auto note = directory_.entity(path_or_name)) return of_note(*note);
  if (path_or_name.ends_with(".md")) return std::nullopt;
  return stub(path_or_name, VertexType::person, Rank::role);
}

// What the verdicts make of a link. A note that has the name goes before all but a split.
std::optional<ClaimsBuilder::Target> ClaimsBuilder::ruled_target(std::string_view name,
                                                                 bool has_note) {
  const auto ruling = directory_.identities().ruling(name, note_.path);
  if (!ruling || (has_note && !ruling->split)) return std::nullopt;
  if (ruling->nobody) return Target{stub(name, VertexType::note, Rank::mention), Method::dangling};
  if (ruling->is.empty()) return std::nullopt;
  const auto person = person_of_verdict(ruling->is);
  return person ? std::optional(Target{*person, Method::verdict}) : std::nullopt;
}

LocalVertex ClaimsBuilder::tag(std::string_view name) {
  VertexClaim claim;
  claim.name = clip(name, kLongestName);
  claim.key = "tag:" + claim.name;
  claim.type = VertexType::tag;
  claim.rank = Rank::role;
  return vertex(std::move(claim));
}

const LinkResolution& ClaimsBuilder::resolution_of(const std::string& target) {
  const auto [it, is_new] = resolutions_.try_emplace(target);
  if (!is_new) return it->second;
  const std::string_view name = last_component(target);
  asked_for(name_lookup(name));
  if (const auto date = leading_date(name)) asked_for(date_lookup(*date));
  return it->second = resolve_link(directory_, identity_, target, settings_.strict_obsidian);
}

ClaimsBuilder::Target ClaimsBuilder::link_target(const Wikilink& link, VertexType fallback,
                                                 Rank rank) {
  const std::string_view name = last_component(link.target);
  const LinkResolution& found = resolution_of(link.target);
  if (const auto ruled = ruled_target(name, found.note.has_value())) return *ruled;
  // "[[@ann@acme.example]]": by her address.
  if (!found.note && !settings_.strict_obsidian && link.target.find('@', 1) != std::string::npos) {
    const std::string_view address =
        std::string_view(link.target).substr(link.target.starts_with('@') ? 1 : 0);
    asked_for(name_lookup(address));
    const auto people = directory_.people(fold_name(address));
    if (people.size() == 1) return {of_note(people.front()), Method::alias};
  }
  if (found.ambiguous && reported_.emplace(link.target, link.line).second) {
    sink_.warning("ambiguous-link", link.line, link.column,
                  found.note
                      ? fmt::format("[[{}]] fits several notes; {} was taken", link.target,
                                    directory_[*found.note].path)
                      : fmt::format("[[{}]] fits several notes; none was taken", link.target));
  }
  if (found.note) return {of_note(*found.note), found.method};
  if (const auto date = leading_date(name); date && name.size() > 10) {
    return {stub(name, VertexType::meeting, Rank::dated_title, date), Method::dangling};
  }
  std::string_view shown = name;
  if (shown.starts_with('@') && shown.size() > 1) shown.remove_prefix(1);
  return {stub(shown, fallback, rank), Method::dangling};
}

void ClaimsBuilder::edge(LocalVertex from, LocalVertex to, EdgeLabel label, Method method,
                         std::uint32_t line, std::optional<Date> date, bool principal) {
  cite(line);
  edges_.emplace(label, first_of_key_[from], first_of_key_[to]);
  claims_.edges.push_back({from, to, label, method, principal, date, line});
}

bool ClaimsBuilder::has_edge(LocalVertex from, LocalVertex to, EdgeLabel label) const {
  return edges_.contains({label, first_of_key_[from], first_of_key_[to]});
}

void ClaimsBuilder::record(RecordClaim record) {
  cite(record.line);
  records_on_line_[record.line].push_back(claims_.records.size());
  claims_.records.push_back(std::move(record));
}

bool ClaimsBuilder::has_record(const RecordClaim& record) const {
  const auto on_line = records_on_line_.find(record.line);
  if (on_line == records_on_line_.end()) return false;
  return std::any_of(on_line->second.begin(), on_line->second.end(), [&](std::size_t i) {
    const RecordClaim& r = claims_.records[i];
    return r.kind == record.kind && r.holder == record.holder && r.subject == record.subject &&
           r.object == record.object && r.text == record.text;
  });
}

void ClaimsBuilder::cite(std::uint32_t line) {
  if (line > 0 && line <= note_.line_count()) cited_[line - 1] = true;
}

void ClaimsBuilder::add_excerpts() {
  for (std::uint32_t line = 1; line <= cited_.size(); ++line) {
    if (!cited_[line - 1]) continue;
    claims_.excerpts.emplace_hint(claims_.excerpts.end(), line,
                                  clip(trim(note_.line(line)), kLongestExcerpt));
  }
}

SourceClaims ClaimsBuilder::take() {
  drop_unused_vertices(claims_);
  add_excerpts();
  sort_unique(lookups_);
  claims_.memo.lookups = std::move(lookups_);
  return std::move(claims_);
}

}  // namespace rapport
