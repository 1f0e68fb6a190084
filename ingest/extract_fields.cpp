#include <algorithm>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/extract.h"
#include "ingest/job_title.h"
#include "ingest/organization_name.h"
#include "ingest/words.h"
#include "ingest/written_date.h"

namespace rapport {
namespace {

// A place of work, an account, a customer: what the field means depends on whose note it is.
std::optional<EdgeLabel> organization_edge(NoteType type) {
  switch (type) {
    case NoteType::person:
      return EdgeLabel::works_at;
    case NoteType::meeting:
      return EdgeLabel::about;
    case NoteType::project:
      return EdgeLabel::part_of;
    default:
      return std::nullopt;
  }
}

void extract_organizations(ClaimsBuilder& claims) {
  const auto label = organization_edge(claims.identity().type);
  if (!label) return;
  const auto date = claims.identity().date;
  for (const NoteField& field : claims.note().fields) {
    if (field.meaning == Concept::organization) {
      for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
        const auto target = organization_named(claims, text, line, false);
        claims.edge(claims.own(), target.vertex, *label, target.method, line, date);
      });
    }
    if (field.meaning != Concept::tags) continue;
    for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
      for (const std::string& tag : split_tags(text)) {
        const auto slug = organization_in_tag(tag);
        if (!slug) continue;
        const auto target = organization_named(claims, *slug, line, true);
        claims.edge(claims.own(), target.vertex, *label, target.method, line, date);
      }
    });
  }
}

void extract_role(ClaimsBuilder& claims) {
  const NoteIdentity& identity = claims.identity();
  bool found = false;
  for (const NoteField& field : claims.note().fields) {
    if (found || (field.meaning != Concept::role && field.meaning != Concept::title)) continue;
    const std::string text = without_link_marks(first_text(&field));
    if (text.empty() || fold_name(text) == fold_name(identity.name)) continue;
    claims.asked_for(name_lookup(text));
    const std::string folded = fold_organization(text);
    claims.asked_for(organization_lookup(text));
    const bool names_employer =
        folded == identity.organization || !claims.directory().organizations(folded).empty();
    if (field.meaning == Concept::role && names_employer) {
      claims.sink().warning("role-is-organization", field.line, 1,
                            fmt::format("role '{}' is an organization, no job", text));
      continue;
    }
    const JobTitles& titles = claims.settings().titles();
    if (field.meaning == Concept::title && !titles.is_title(text)) continue;
    claims.own_property("role", text, field.line);
    const std::string_view level = titles.level_of(text);
    if (!level.empty()) claims.own_property("seniority", std::string(level), field.line);
    found = true;
  }
}

void extract_declared_contact(ClaimsBuilder& claims, const NoteField& field) {
  for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
    if (const auto date = leading_written_date(text)) {
      claims.own_property("last_contact", to_iso(*date), line);
    } else {
      const auto at = claims.note().line(line).find(text);
      claims.sink().warning("bad-date", line,
                            at == std::string_view::npos ? 1 : static_cast<std::uint32_t>(at + 1),
                            fmt::format("'{}' is no day written YYYY-MM-DD", text));
    }
  });
}

// p reports to q; p introduced this person.
void extract_related_people(ClaimsBuilder& claims, PeopleResolver& people, const NoteField& field) {
  for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
    for (const PersonMention& mention : people.mentions_in(text, line, 1)) {
      const auto person = people.resolve(mention);
      if (!person || person->vertex == claims.own()) continue;
      if (field.meaning == Concept::manager) {
        claims.edge(claims.own(), person->vertex, EdgeLabel::reports_to, person->method, line);
      } else {
        claims.edge(person->vertex, claims.own(), EdgeLabel::introduced, person->method, line);
      }
    }
  });
}

void extract_owner(ClaimsBuilder& claims, PeopleResolver& people, const NoteField& field) {
  for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
    for (const PersonMention& mention : people.mentions_in(text, line, 1)) {
      if (const auto person = people.resolve(mention)) {
        people.add_to_context(person->vertex);
        if (claims.identity().type == NoteType::project) {
          claims.edge(person->vertex, claims.own(), EdgeLabel::owns, person->method, line);
        }
      }
    }
  });
}

// contacts: [{name: Ann Lee, role: CTO}] on an organization's note.
void extract_contact_list(ClaimsBuilder& claims, PeopleResolver& people, const NoteField& field) {
  if (field.value == nullptr) return;
  for (const Value& item : field.value->items) {
    std::string role;
    std::optional<PersonRef> person;
    const auto read_name = [&](const std::string& text, std::uint32_t line) {
      const auto mentions = people.mentions_in(text, line, 1);
      if (!mentions.empty()) person = people.resolve(mentions.front());
    };
    for (const Field& part : item.fields) {
      const std::string key = fold_key(part.key);
      if (key == "name") for_each_scalar(part.value, read_name);
      if (key == "role" || key == "title") role = part.value.text;
    }
    if (item.kind == Value::Kind::scalar) for_each_scalar(item, read_name);
    if (!person) continue;
    claims.edge(person->vertex, claims.own(), EdgeLabel::works_at, person->method, item.line);
    claims.stub_property(person->vertex, "role", role, item.line);
    claims.stub_property(person->vertex, "seniority",
                         std::string(claims.settings().titles().level_of(role)), item.line);
  }
}

// Each value by itself: two addresses are two.
void extract_each(ClaimsBuilder& claims, const NoteField& field) {
  for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
    claims.own_property(std::string(concept_name(field.meaning)), without_link_marks(text), line);
  });
}

// contacts: {phone: ..., mail: ...} on a person's note.
void extract_reach(ClaimsBuilder& claims, const NoteField& field) {
  if (field.value == nullptr) return;
  for (const Field& part : field.value->fields) {
    const auto meaning = claims.settings().note_rules().concept_of(part.key);
    if (meaning != Concept::phone && meaning != Concept::email && meaning != Concept::linkedin) {
      continue;
    }
    for_each_scalar(part.value, [&](const std::string& text, std::uint32_t line) {
      claims.own_property(std::string(concept_name(*meaning)), text, line);
    });
  }
}

// A person without an employer, whose address is at the domain of an organization: works there.
void extract_employer_of_address(ClaimsBuilder& claims) {
  const bool has_employer = std::any_of(
      claims.edges().begin(), claims.edges().end(),
      [&](const EdgeClaim& e) { return e.label == EdgeLabel::works_at && e.from == claims.own(); });
  if (has_employer) return;
  for (const NoteField& field : claims.note().fields) {
    if (field.meaning != Concept::email && field.meaning != Concept::contacts) continue;
    for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
      const std::string domain = organization_domain(text);
      if (domain.empty() || text.find('@') == std::string::npos) return;
      claims.asked_for(domain_lookup(domain));
      auto notes = claims.directory().organizations_by_domain(domain);
      if (notes.empty()) {
        notes = claims.directory().organizations(claims.directory().employer_at(domain));
      }
      if (notes.size() != 1) return;
      claims.edge(claims.own(), claims.of_note(notes.front()), EdgeLabel::works_at, Method::domain,
                  line);
    });
  }
}

// Values that the vault's settings declare to be dates, and are none.
void check_declared_dates(ClaimsBuilder& claims) {
  const auto& types = claims.settings().note_rules().property_types;
  if (types.empty()) return;
  for (const Field& field : claims.note().head.fields) {
    const auto type = types.find(fold_key(field.key));
    if (type == types.end() || type->second != PropertyType::date) continue;
    const auto meaning = claims.settings().note_rules().concept_of(field.key);
    if (meaning == Concept::date || meaning == Concept::last_contact) continue;  // have their own
    for_each_scalar(field.value, [&](const std::string& text, std::uint32_t line) {
      if (leading_written_date(text)) return;
      claims.sink().warning(
          "bad-date", line, field.column,
          fmt::format("'{}' is no date, and '{}' is declared to be one", text, field.key));
    });
  }
}

// Fields that are shown and used as they are.
void extract_plain(ClaimsBuilder& claims, const NoteField& field) {
  std::string joined;
  std::uint32_t first_line = field.line;
  for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
    if (joined.empty()) first_line = line;
    joined += (joined.empty() ? "" : ", ") + without_link_marks(text);
  });
  claims.own_property(std::string(concept_name(field.meaning)), joined, first_line);
}

}  // namespace

void extract_fields(ClaimsBuilder& claims, PeopleResolver& people) {
  const NoteType type = claims.identity().type;
  extract_organizations(claims);
  check_declared_dates(claims);
  if (type == NoteType::person) extract_role(claims);
  for (const NoteField& field : claims.note().fields) {
    switch (field.meaning) {
      case Concept::last_contact:
        if (type == NoteType::person) extract_declared_contact(claims, field);
        break;
      case Concept::manager:
      case Concept::introduced_by:
        if (type == NoteType::person) extract_related_people(claims, people, field);
        break;
      case Concept::owner:
        extract_owner(claims, people, field);
        break;
      case Concept::contacts:
        if (type == NoteType::organization) extract_contact_list(claims, people, field);
        if (type == NoteType::person) extract_reach(claims, field);
        break;
      case Concept::email:
      case Concept::phone:
      case Concept::linkedin:
        extract_each(claims, field);
        break;
      case Concept::cadence:
      case Concept::next_contact:
      case Concept::former_organization:
      case Concept::website:
      case Concept::relation:
      case Concept::team:
      case Concept::status:
      case Concept::due:
      case Concept::start:
      case Concept::industry:
      case Concept::tier:
      case Concept::health:
      case Concept::renewal:
      case Concept::source_ref:
        extract_plain(claims, field);
        break;
      default:
        break;
    }
  }
  if (type == NoteType::person) extract_employer_of_address(claims);
}

}  // namespace rapport
