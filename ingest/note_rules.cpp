#include "ingest/note_rules.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "graph/encoding.h"
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
          "company,org,organisation,institution,employer,account,customer,client,affiliation,"
          "current_company,workplace,works_at,works_for"sv},
    Named{Concept::role, "role"sv,
          "job_title,jobtitle,position,occupation,function,seniority,job,designation"sv},
    Named{Concept::manager, "reports_to"sv, "manager,escalate_to,boss,reporting_to,line_manager"sv},
    Named{Concept::team, "team"sv, "department,collaborators"sv},
    Named{Concept::last_contact, "last_contact"sv,
          "last_contacted,lastcontact,last_chat,last_interaction,last_seen,last_met,last_touch"sv},
    Named{Concept::cadence, "cadence"sv,
          "follow_up_cadence,contact_frequency,contact_every_days,contact_every,frequency,"
          "contact_cadence"sv},
    Named{Concept::next_contact, "next_contact"sv,
          "next_follow_up,next_contact_due,follow_up,next_touch"sv},
    Named{Concept::relation, "relationship"sv, "relation,how_we_met,friends"sv},
    Named{Concept::introduced_by, "introduced_by"sv, ""sv},
    Named{Concept::email, "email"sv, "emails,mail,e_mail,email_address,work_email"sv},
    Named{Concept::phone, "phone"sv, "phones,mobile,cell,telephone,tel"sv},
    Named{Concept::attendees, "attendees"sv,
          "participants,people,with,person,present,attendee,participant,in_attendance,who,"
          "attended,members_present,roll_call,attending,attendance"sv},
    Named{Concept::absent, "absent"sv,
          "regrets,apologies,absentees,not_present,declined,excused,unable_to_attend,"
          "members_absent,apologies_for_absence,missing,no_show,sent_regrets"sv},
    Named{Concept::former_organization, "former_employer"sv,
          "previous_company,former_company,previous_employer,past_company,past_employer,"
          "ex_company,ex_employer,previously"sv},
    Named{Concept::website, "website"sv, "domain,domains,url,homepage,web,site,email_domain"sv},
    Named{Concept::linkedin, "linkedin"sv, "linked_in"sv},
    Named{Concept::contacts, "contacts"sv, ""sv},
    Named{Concept::date, "date"sv, "event_date,meeting_date,when,meeting_day,session_date,held"sv},
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
    Named{Concept::author, "author"sv,
          "authors,written_by,created_by,creator,note_taker,notetaker,notes_by,scribe"sv},
};

constexpr std::array kTypes = {
    Named{NoteType::person, "person"sv, "people,contact,contacts"sv},
    Named{NoteType::organization, "organization"sv,
          "organisation,company,customer,account,partner,client,vendor"sv},
    Named{NoteType::project, "project"sv, "projects"sv},
    Named{
        NoteType::meeting, "meeting"sv,
        "meetings,call,1-1,1:1,one-on-one,journal,meeting-notes,meeting-note,minutes,email,mail"sv},
    Named{NoteType::other, "other"sv,
          "index,moc,daily,dashboard,template,note,map,team,book,article,place,topic,concept"sv},
};

constexpr std::array kFolders = {
    Named{NoteType::person, "people"sv, "contacts"sv},
    Named{NoteType::organization, "customers"sv,
          "companies,accounts,partners,organizations,organisations"sv},
    Named{NoteType::project, "projects"sv, ""sv},
};

constexpr std::array kSections = {
    Named{SectionKind::profile, "profile"sv,
          "about,details,contact,contact details,contact information,contact info,info"sv},
    Named{SectionKind::context, "context"sv,
          "recent context,interaction log,interactions,activity,history,timeline,log,"
          "activity log,recent activity,meeting history,touchpoints,contact log"sv},
    Named{SectionKind::facts, "facts"sv,
          "key facts,highlights,key points,key takeaways,takeaways,key learnings"sv},
    Named{SectionKind::decisions, "decisions"sv,
          "key decisions,decision,decisions made,resolutions,agreements,decision log"sv},
    Named{SectionKind::tasks, "tasks"sv,
          "open tasks,action items,actions,next steps,todo,to do,todos,follow ups,followups,"
          "follow up,action points"sv},
    Named{
        SectionKind::attendees, "attendees"sv,
        "present,participants,in attendance,attendance,who,who was there,people present,roll call,"
        "members present,folks,attending,people in attendance,in person attendees,remote attendees,"
        "attendee list,list of attendees,participants list,meeting attendees,on the call,in the room"sv},
    Named{SectionKind::absent, "absent"sv,
          "regrets,apologies,absentees,not present,members absent,apologies for absence,excused,"
          "absences,declined"sv},
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

// A heading without the marks around its words: emoji and numbers before, a colon and HTML's blanks
// behind.
std::string_view bare_heading(std::string_view heading) {
  while (!heading.empty()) {
    const auto c = static_cast<unsigned char>(heading.front());
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= 0xC3 && c < 0xE2);
    if (letter) break;
    heading.remove_prefix(1);
  }
  if (heading.ends_with("&#x20;")) heading.remove_suffix(6);
  while (!heading.empty() && (heading.back() == ':' || heading.back() == ' ' ||
                              heading.back() == '*' || heading.back() == '_')) {
    heading.remove_suffix(1);
  }
  // "Attendees (12)"
  if (heading.ends_with(')')) {
    const auto open = heading.rfind(" (");
    if (open != std::string_view::npos) heading = heading.substr(0, open);
  }
  return heading;
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
  const auto it = sections.find(fold_name(bare_heading(heading)));
  return it == sections.end() ? SectionKind::none : it->second;
}

SectionKind NoteRules::people_label(std::string_view label) const {
  std::string folded = fold_name(label);
  const auto as_section = [](std::optional<Concept> meaning) {
    return meaning == Concept::attendees ? SectionKind::attendees
           : meaning == Concept::absent  ? SectionKind::absent
                                         : SectionKind::none;
  };
  if (const SectionKind kind = as_section(concept_of(folded)); kind != SectionKind::none) {
    return kind;
  }
  // "In-person attendees", "Voting members present".
  const auto blank = folded.rfind(' ');
  if (blank == std::string::npos || std::count(folded.begin(), folded.end(), ' ') > 3) {
    return SectionKind::none;
  }
  const std::string last = folded.substr(blank + 1);
  const bool lists = last == "attendees" || last == "participants" || last == "present";
  if (folded.starts_with("not ") || folded.starts_with("absent ")) return SectionKind::absent;
  return lists ? SectionKind::attendees : SectionKind::none;
}

void NoteRules::keep_out(std::string_view glob_or_tag) {
  if (!glob_or_tag.starts_with('#')) {
    exclude.emplace_back(glob_or_tag);
    return;
  }
  while (glob_or_tag.ends_with('/')) glob_or_tag.remove_suffix(1);
  exclude_tags.push_back(fold_case(glob_or_tag.substr(1)));
}

bool NoteRules::leaves_out(std::string_view path) const {
  const auto matches = [&](const std::string& glob) { return glob_matches(glob, path); };
  return std::any_of(ignore.begin(), ignore.end(), matches) ||
         std::any_of(exclude.begin(), exclude.end(), matches);
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
  for (const auto& [key, type] : property_types) {
    text += "type " + key + '=' + std::to_string(static_cast<int>(type)) + '\n';
  }
  text += fmt::format("lexicon {:016x}\n", hash64(lexicon->fingerprint() + titles->fingerprint()));
  if (!exclude_tags.empty()) {
    std::string tags;
    for (const std::string& tag : exclude_tags) tags += tag + '\n';
    text += fmt::format("excluded {:016x}\n", hash64(tags));
  }
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
