#include "ingest/note_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include "graph/name_key.h"
#include "ingest/frontmatter.h"

namespace rapport {
namespace {

using namespace std::string_view_literals;

template <class Enum>
struct Named {
  Enum value;
  std::string_view name;
  std::string_view synonyms;  // separated by commas; the name is one of its own
};

template <class Enum>
Named(Enum, std::string_view, std::string_view) -> Named<Enum>;

constexpr std::array kConcepts = {
    Named{Concept::type, "type"sv, "kind,note_type,categories"sv},
    Named{Concept::tags, "tags"sv, "tag"sv},
    Named{Concept::title, "title"sv, ""sv},
    Named{Concept::name, "name"sv, "full_name,fn"sv},
    Named{Concept::aliases, "aliases"sv, "alias,nickname"sv},
    Named{Concept::organization, "organization"sv,
          "company,org,organisation,institution,employer,account,customer,client"sv},
    Named{Concept::role, "role"sv, "job_title,position,occupation,function,seniority"sv},
    Named{Concept::manager, "reports_to"sv, "manager,escalate_to"sv},
    Named{Concept::team, "team"sv, "department,collaborators"sv},
    Named{Concept::last_contact, "last_contact"sv,
          "last_contacted,lastcontact,last_chat,last_interaction,last_seen"sv},
    Named{Concept::cadence, "cadence"sv,
          "follow_up_cadence,contact_frequency,contact_every_days"sv},
    Named{Concept::relation, "relationship"sv, "relation,how_we_met,friends"sv},
    Named{Concept::introduced_by, "introduced_by"sv, ""sv},
    Named{Concept::email, "email"sv, "emails,mail,e_mail"sv},
    Named{Concept::phone, "phone"sv, "phones"sv},
    Named{Concept::attendees, "attendees"sv, "participants,people,with,person,present"sv},
    Named{Concept::contacts, "contacts"sv, ""sv},
    Named{Concept::date, "date"sv, "event_date,meeting_date"sv},
    Named{Concept::status, "status"sv, ""sv},
    Named{Concept::owner, "owner"sv, ""sv},
    Named{Concept::project, "project"sv, "projects"sv},
    Named{Concept::due, "due"sv, "deadline,target_date"sv},
    Named{Concept::start, "start"sv, "start_date"sv},
    Named{Concept::industry, "industry"sv, ""sv},
    Named{Concept::tier, "tier"sv, ""sv},
    Named{Concept::health, "health"sv, ""sv},
    Named{Concept::renewal, "renewal_date"sv, "renewal"sv},
    Named{Concept::source_ref, "source_ref"sv, ""sv},
    Named{Concept::is_private, "private"sv, ""sv},
};

constexpr std::array kTypes = {
    Named{NoteType::person, "person"sv, "people,contact,contacts"sv},
    Named{NoteType::organization, "organization"sv,
          "organisation,company,customer,account,partner,client,vendor"sv},
    Named{NoteType::project, "project"sv, "projects"sv},
    Named{NoteType::meeting, "meeting"sv,
          "meetings,call,1-1,1:1,one-on-one,journal,meeting-notes,email"sv},
    Named{NoteType::other, "other"sv, "index,moc,daily,dashboard,template,note"sv},
};

constexpr std::array kFolders = {
    Named{NoteType::person, "people"sv, "contacts"sv},
    Named{NoteType::organization, "customers"sv,
          "companies,accounts,partners,organizations,organisations"sv},
    Named{NoteType::project, "projects"sv, ""sv},
};

constexpr std::array kSections = {
    Named{SectionKind::profile, "profile"sv, "about,details"sv},
    Named{SectionKind::context, "context"sv,
          "recent context,interaction log,interactions,activity,history,timeline,log"sv},
    Named{SectionKind::facts, "facts"sv, "key facts"sv},
    Named{SectionKind::decisions, "decisions"sv, "key decisions"sv},
    Named{SectionKind::tasks, "tasks"sv, "open tasks,action items,actions,next steps,todo,to do"sv},
    Named{SectionKind::attendees, "attendees"sv, "present,participants"sv},
    Named{SectionKind::customers, "customers"sv, "related customers,related companies"sv},
    Named{SectionKind::projects, "projects"sv, "related projects"sv},
    Named{SectionKind::related, "related"sv, "see also"sv},
};

template <class Enum, std::size_t N, class Map, class Fold>
void fill(const std::array<Named<Enum>, N>& rows, Map& map, Fold fold) {
  for (const auto& row : rows) {
    map[fold(row.name)] = row.value;
    for (std::string_view rest = row.synonyms; !rest.empty();) {
      const auto comma = rest.find(',');
      map[fold(rest.substr(0, comma))] = row.value;
      rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
  }
}

template <class Enum, std::size_t N>
std::optional<Enum> named(const std::array<Named<Enum>, N>& rows, std::string_view name) {
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.name == name; });
  if (row == rows.end()) return std::nullopt;
  return row->value;
}

template <class Enum, std::size_t N>
std::string_view name_in(const std::array<Named<Enum>, N>& rows, Enum value) {
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const auto& r) { return r.value == value; });
  return row == rows.end() ? "excluded"sv : row->name;
}

// Backtracks only to the last star, so n * m steps at most.
bool match(std::string_view glob, std::string_view text) {
  std::size_t g = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_text = 0;
  bool star_crosses = false;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star_crosses = g + 1 < glob.size() && glob[g + 1] == '*';
      g += star_crosses ? 2 : 1;
      if (star_crosses && g < glob.size() && glob[g] == '/') ++g;
      star = g;
      star_text = t;
    } else if (g < glob.size() && (glob[g] == text[t] || (glob[g] == '?' && text[t] != '/'))) {
      ++g;
      ++t;
    } else if (star != std::string_view::npos && (star_crosses || text[star_text] != '/')) {
      g = star;
      t = ++star_text;
    } else {
      return false;
    }
  }
  while (g < glob.size() && glob[g] == '*') ++g;
  return g == glob.size();
}

}  // namespace

NoteRules default_rules() {
  NoteRules rules;
  const auto key = [](std::string_view text) { return fold_key(text); };
  const auto name = [](std::string_view text) { return fold_name(text); };
  fill(kConcepts, rules.keys, key);
  fill(kTypes, rules.types, name);
  fill(kFolders, rules.folders, name);
  fill(kSections, rules.sections, name);
  rules.template_folders = {"templates", "_templates"};
  return rules;
}

std::optional<Concept> NoteRules::concept_of(std::string_view key) const {
  const auto it = keys.find(fold_key(key));
  if (it == keys.end()) return std::nullopt;
  return it->second;
}

SectionKind NoteRules::section_of(std::string_view heading) const {
  const auto it = sections.find(fold_name(heading));
  return it == sections.end() ? SectionKind::none : it->second;
}

std::string NoteRules::fingerprint() const {
  std::string text;
  const auto add = [&](const auto& map) {
    for (const auto& [key, value] : map) {
      text += key + '=' + std::to_string(static_cast<int>(value)) + '\n';
    }
    text += '\n';
  };
  add(keys);
  add(types);
  add(folders);
  add(sections);
  for (const std::string& glob : ignore) text += "ignore " + glob + '\n';
  for (const std::string& folder : template_folders) text += "template " + folder + '\n';
  return text;
}

std::string_view concept_name(Concept concept_value) { return name_in(kConcepts, concept_value); }
std::optional<Concept> concept_named(std::string_view name) { return named(kConcepts, name); }
std::string_view note_type_name(NoteType type) { return name_in(kTypes, type); }
std::optional<NoteType> note_type_named(std::string_view name) { return named(kTypes, name); }
std::optional<SectionKind> section_named(std::string_view name) { return named(kSections, name); }

bool glob_matches(std::string_view glob, std::string_view path) {
  if (glob.ends_with('/')) return match(std::string(glob) + "**", path);
  if (glob.find('/') != std::string_view::npos) return match(glob, path);
  const auto slash = path.rfind('/');
  return match(glob, slash == std::string_view::npos ? path : path.substr(slash + 1));
}

}  // namespace rapport
