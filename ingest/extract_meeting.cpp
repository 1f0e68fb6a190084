#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/attendee_list.h"
#include "ingest/extract.h"
#include "ingest/job_title.h"
#include "ingest/organization_name.h"
#include "ingest/person_name.h"
#include "ingest/words.h"
#include "ingest/written_date.h"

namespace rapport {
namespace {

std::string_view last_component(std::string_view folder) {
  return folder.substr(folder.rfind('/') == std::string_view::npos ? 0 : folder.rfind('/') + 1);
}

// The person or organization in whose folder the note lies: People/Ann Lee/README.md.
std::optional<NoteDirectory::Index> folder_owner(ClaimsBuilder& claims) {
  const NoteIdentity& identity = claims.identity();
  if (identity.folder().empty()) return std::nullopt;
  const std::string_view name = last_component(identity.folder());
  claims.asked_for(name_lookup(name));
  for (const auto index : claims.directory().by_folder_note(fold_case(name))) {
    if (claims.directory()[index].folder() == identity.folder()) return index;
  }
  return std::nullopt;
}

bool is_one_to_one(const Note& note) {
  const std::string type = fold_name(first_text(note.field(Concept::type)));
  for (const std::string_view name :
       {"1 1", "1:1", "one on one", "people", "person", "call", "journal"}) {
    if (type == name) return true;
  }
  // As a word of the title: a date such as 2026-01-12 has "1-1" in it too.
  std::string_view title = note.stem;
  if (leading_date(title)) title.remove_prefix(10);
  std::string padded = " " + fold_case(title) + " ";
  if (!note.headings.empty()) padded += fold_case(clip(note.headings.front().text, 100)) + ' ';
  std::replace(padded.begin(), padded.end(), '_', ' ');
  for (const std::string_view name : {" 1:1 ", " 1-1 ", " 1on1 ", " one-on-one ", " one on one "}) {
    if (padded.find(name) != std::string::npos) return true;
  }
  return false;
}

// "**CANCELLED**: ..." or "Cancelled, no quorum." as the first words of the body.
bool says_cancelled(const Note& note) {
  for (std::uint32_t line = note.head.lines + 1; line <= note.line_count(); ++line) {
    const auto words = words_of(clip(note.visible_line(line), 100));
    if (words.empty() || trim(note.visible_line(line)).starts_with('#')) continue;
    const std::string first = lower(words.front().text);
    return first == "cancelled" || first == "canceled" || first == "postponed";
  }
  return false;
}

class MeetingExtractor {
 public:
  MeetingExtractor(ClaimsBuilder& claims, PeopleResolver& people)
      : claims_(claims), people_(people), date_(claims.identity().date) {}

  void run() {
    if (const NoteField* field = claims_.note().field(Concept::date)) {
      const std::string text = first_text(field);
      if (!text.empty() && !leading_written_date(text)) {
        claims_.sink().warning("bad-date", field->line, 1,
                               fmt::format("'{}' is no day written YYYY-MM-DD", text));
      }
    }
    if (!date_) {
      claims_.sink().warning("undated-meeting", 1, 1,
                             "a meeting without a date counts for no contact");
    }
    const std::string channel = channel_of(claims_.note());
    if (!channel.empty()) claims_.own_property("channel", channel, 1);
    const auto owner = folder_owner(claims_);
    const bool in_person_folder = owner && claims_.directory()[*owner].type == NoteType::person;
    if (in_person_folder) principal_ = claims_.of_note(*owner);

    const std::string status = fold_name(first_text(claims_.note().field(Concept::status)));
    const bool took_place = status != "cancelled" && status != "canceled" &&
                            status != "postponed" && !says_cancelled(claims_.note());
    if (took_place) attend_listed();
    mention_missed();
    if (took_place && in_person_folder && attendees_.empty() && unresolved_.empty()) {
      attend({*principal_, Method::folder_note}, 1);
    }
    attend_owner_of_one_to_one();
    if (!unresolved_.empty()) {
      claims_.own_property("attendee_count", std::to_string(attendees_.size() + unresolved_.size()),
                           first_unresolved_line_);
    }
    if (owner && claims_.directory()[*owner].type == NoteType::organization) {
      claims_.edge(claims_.own(), claims_.of_note(*owner), EdgeLabel::about, Method::folder_note, 1,
                   date_);
    }
    about_projects();
  }

 private:
  static std::string channel_of(const Note& note) {
    const std::string type = fold_name(first_text(note.field(Concept::type)));
    if (type == "call") return "call";
    if (type == "email" || type == "mail") return "mail";
    return {};
  }

  void attend(PersonRef person, std::uint32_t line) {
    if (!places_.emplace(claims_.key_of(person.vertex), person.method, line).second) return;
    attendees_.insert(claims_.name_of(person.vertex));
    people_.add_to_context(person.vertex);
    claims_.edge(person.vertex, claims_.own(), EdgeLabel::attended, person.method, line, date_,
                 person.vertex == principal_);
  }

  // Links and full names first: they tell whom a lone first name in the same list means.
  void attend_listed() {
    std::vector<ListedPerson> listed = listed_people(claims_.note(), people_);
    std::stable_partition(listed.begin(), listed.end(), [](const ListedPerson& p) {
      return p.mention.link.has_value() || !looks_like_given_name(p.mention.text, NamePlace::list);
    });
    for (const ListedPerson& person : listed) {
      if (!is_placeholder(person.mention.text)) attend_or_miss(person);
    }
  }

  void attend_or_miss(const ListedPerson& listed) {
    const PersonMention& mention = listed.mention;
    const auto person = mention.absent ? absent_person(mention) : people_.resolve(mention);
    if (!person) {
      if (!mention.absent) count_unresolved(mention);
      return;
    }
    people_.add_name_in_note(mention.abbreviation, *person);
    people_.add_name_in_note(mention.handle, *person);
    if (mention.absent) {
      miss(*person, mention.line);
    } else {
      attend(*person, mention.line);
    }
    describe(listed, *person);
  }

  // Who was not there is no matter for a diagnostic.
  std::optional<PersonRef> absent_person(const PersonMention& mention) {
    return mention.link ? people_.resolve(mention)
                        : people_.known_or_full_name(mention.text, NamePlace::list);
  }

  void miss(const PersonRef& person, std::uint32_t line) {
    missed_.emplace_back(person, line);
    people_.add_to_context(person.vertex);
  }

  // Listed as absent, and nowhere as present: was spoken of.
  void mention_missed() {
    for (const auto& [person, line] : missed_) {
      if (claims_.has_edge(person.vertex, claims_.own(), EdgeLabel::attended)) continue;
      claims_.edge(person.vertex, claims_.own(), EdgeLabel::mentioned, person.method, line, date_);
    }
  }

  // Somebody was there: the group is larger, even if we do not know by whom. "Sales" and "TBD" are
  // nobody.
  void count_unresolved(const PersonMention& mention) {
    if (!looks_like_given_name(mention.text, NamePlace::list) &&
        !looks_like_full_name(mention.text, NamePlace::list)) {
      return;
    }
    if (unresolved_.empty()) first_unresolved_line_ = mention.line;
    unresolved_.insert(fold_name(mention.text));
  }

  // What the list says of somebody besides their name: "(VP Storage)", a table's columns.
  void describe(const ListedPerson& listed, const PersonRef& person) {
    const PersonMention& mention = listed.mention;
    const JobTitles& titles = claims_.settings().titles();
    const auto tell = [&](std::string name, std::string value) {
      claims_.stub_property(person.vertex, std::move(name), std::move(value), mention.line, date_);
    };
    const auto [role, organization] = parts_of(mention.role);
    if (titles.is_title(role)) {
      tell("role", std::string(role));
      tell("seniority", std::string(titles.level_of(role)));
    }
    tell("email", mention.email);
    tell("email", listed.email);
    if (!listed.organization.empty()) {
      affiliate(person, listed.organization, mention.line, true);
    } else {
      affiliate(person, organization, mention.line, false);
    }
  }

  // The job and the employer in "CTO", "Acme", "CTO, Acme" and "Acme, CTO". A title has commas of
  // its own ("VP, Storage"): only what is an organization of the vault parts it.
  struct Remark {
    std::string_view role;
    std::string_view organization;
  };
  Remark parts_of(std::string_view remark) {
    const JobTitles& titles = claims_.settings().titles();
    for (auto comma = remark.find(','); comma != std::string_view::npos;
         comma = remark.find(',', comma + 1)) {
      const std::string_view before = trim(remark.substr(0, comma));
      const std::string_view behind = trim(remark.substr(comma + 1));
      if (titles.is_title(before) && names_organization(behind)) return {before, behind};
      if (names_organization(before) && titles.is_title(behind)) return {behind, before};
    }
    return titles.is_title(remark) ? Remark{remark, {}} : Remark{{}, remark};
  }

  bool names_organization(std::string_view text) {
    return !find_wikilinks(text).empty() || may_be_organization(claims_, std::string(text));
  }

  // Where somebody worked on the day of the meeting. In a column of organizations any words are
  // one; in brackets behind a name only those that name one.
  void affiliate(const PersonRef& person, std::string_view text, std::uint32_t line,
                 bool in_column) {
    if (is_no_organization(without_link_marks(text))) return;
    if (!in_column && !names_organization(text)) return;
    const auto target = organization_named(claims_, std::string(text), line, false);
    if (claims_.type_of(target.vertex) != VertexType::organization) return;
    claims_.edge(person.vertex, target.vertex, EdgeLabel::works_at, target.method, line, date_);
  }

  // A one-to-one of the vault's owner, whose note names only the other one.
  void attend_owner_of_one_to_one() {
    if (attendees_.size() != 1 || !unresolved_.empty() || !is_one_to_one(claims_.note())) return;
    const auto me = people_.owner();
    if (!me || attendees_.contains(claims_.name_of(me->vertex))) return;
    const NoteField* type = claims_.note().field(Concept::type);
    attend({me->vertex, Method::implied}, type == nullptr ? 1 : type->line);
  }

  void about_projects() {
    for (const NoteField& field : claims_.note().fields) {
      if (field.meaning != Concept::project) continue;
      for_each_scalar(
          field, [&](const std::string& text, std::uint32_t line) { about_project(text, line); });
    }
  }

  void about_project(const std::string& text, std::uint32_t line) {
    ClaimsBuilder::Target target;
    const auto links = find_wikilinks(text);
    if (!links.empty()) {
      Wikilink link = links.front();
      link.line = line;
      target = claims_.link_target(link, VertexType::project, Rank::role);
    } else {
      claims_.asked_for(name_lookup(text));
      const auto notes = claims_.directory().projects(fold_name(text));
      if (notes.size() == 1) {
        target = {claims_.of_note(notes.front()), Method::name};
      } else {
        target = {claims_.stub(text, VertexType::project, Rank::role), Method::dangling};
      }
    }
    claims_.edge(claims_.own(), target.vertex, EdgeLabel::about, target.method, line, date_);
  }

  ClaimsBuilder& claims_;
  PeopleResolver& people_;
  std::optional<Date> date_;
  std::optional<LocalVertex> principal_;
  std::vector<std::pair<PersonRef, std::uint32_t>> missed_;
  std::set<std::string> attendees_;                                  // names
  std::set<std::tuple<std::string, Method, std::uint32_t>> places_;  // who stands there twice
  std::set<std::string> unresolved_;                                 // folded
  std::uint32_t first_unresolved_line_ = 1;
};

}  // namespace

void extract_meeting(ClaimsBuilder& claims, PeopleResolver& people) {
  if (claims.identity().type == NoteType::meeting) MeetingExtractor(claims, people).run();
}

}  // namespace rapport
