#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/extract.h"
#include "ingest/job_title.h"
#include "ingest/words.h"

namespace rapport {
namespace {

std::string_view last_component(std::string_view folder) {
  return folder.substr(folder.rfind('/') == std::string_view::npos ? 0 : folder.rfind('/') + 1);
}

// The text of a list item or numbered line; empty for anything else.
std::string_view item_text(std::string_view line) {
  line = trim(line);
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("+ ")) {
    line = trim(line.substr(2));
    // In a list to tick off, only who is ticked was there.
    if (line.starts_with("[x] ") || line.starts_with("[X] ")) return trim(line.substr(4));
    return line.starts_with("[ ]") ? std::string_view{} : line;
  }
  return {};
}

// The cells of a table row; `\\|` parts none. Empty for a line that is no row.
std::vector<std::string_view> cells_of(std::string_view line) {
  line = trim(line);
  std::vector<std::string_view> cells;
  if (line.size() < 2 || !line.starts_with('|')) return cells;
  line.remove_prefix(1);
  if (line.ends_with('|')) line.remove_suffix(1);
  std::size_t start = 0;
  for (std::size_t i = 0; i <= line.size(); ++i) {
    if (i < line.size() && (line[i] != '|' || (i > 0 && line[i - 1] == '\\'))) continue;
    cells.push_back(trim(line.substr(start, i - start)));
    start = i + 1;
  }
  return cells;
}

bool is_delimiter_row(const std::vector<std::string_view>& cells) {
  return !cells.empty() && std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
    return !cell.empty() && cell.find_first_not_of("-:") == std::string_view::npos;
  });
}

// "| Name | Role |": the column of the people is the one called so, else the first.
std::vector<PersonMention> people_in_tables(const Note& note, PeopleResolver& resolver) {
  std::vector<PersonMention> people;
  std::size_t name_column = 0;
  std::size_t role_column = std::string::npos;
  for (std::uint32_t line = 1; line <= note.line_count(); ++line) {
    if (note.section_of_line[line - 1] != SectionKind::attendees) continue;
    const auto cells = cells_of(note.visible_line(line));
    if (cells.empty() || is_delimiter_row(cells)) continue;
    if (line < note.line_count() && is_delimiter_row(cells_of(note.visible_line(line + 1)))) {
      name_column = 0;
      role_column = std::string::npos;
      for (std::size_t i = cells.size(); i-- > 0;) {
        const std::string header = fold_name(cells[i]);
        if (header == "name" || header == "attendee" || header == "who") name_column = i;
        if (header == "role" || header == "title") role_column = i;
      }
      continue;
    }
    if (name_column >= cells.size() || cells[name_column].empty()) continue;
    const std::string_view cell = cells[name_column];
    const auto column =
        static_cast<std::uint32_t>(cell.data() - note.visible_line(line).data() + 1);
    for (PersonMention& mention : resolver.mentions_in(cell, line, column)) {
      if (role_column < cells.size() && mention.role.empty()) mention.role = cells[role_column];
      people.push_back(std::move(mention));
    }
  }
  return people;
}

std::vector<PersonMention> listed_people(const Note& note, PeopleResolver& resolver) {
  std::vector<PersonMention> people;
  const auto add = [&](std::vector<PersonMention> more) {
    people.insert(people.end(), more.begin(), more.end());
  };
  for (const NoteField& field : note.fields) {
    if (field.meaning != Concept::attendees && field.meaning != Concept::contacts) continue;
    for_each_scalar(field, [&](const std::string& text, std::uint32_t line) {
      const auto at = note.line(line).find(text);
      add(resolver.mentions_in(
          text, line, at == std::string_view::npos ? 1 : static_cast<std::uint32_t>(at + 1)));
    });
  }
  for (std::uint32_t line = 1; line <= note.line_count(); ++line) {
    if (note.section_of_line[line - 1] != SectionKind::attendees) continue;
    const std::string_view text = item_text(note.visible_line(line));
    if (text.empty() || text.starts_with("**")) continue;  // "- **Attendees**: ..." is a field
    const auto column =
        static_cast<std::uint32_t>(text.data() - note.visible_line(line).data() + 1);
    add(resolver.mentions_in(text, line, column));
  }
  add(people_in_tables(note, resolver));
  return people;
}

// The person or organization in whose folder the note lies: People/Ann Lee/README.md.
std::optional<NoteDirectory::Index> folder_owner(ClaimsBuilder& claims) {
  const NoteIdentity& identity = claims.identity();
  if (identity.folder.empty()) return std::nullopt;
  const std::string_view name = last_component(identity.folder);
  claims.asked_for(name_lookup(name));
  for (const auto index : claims.directory().by_folder_note(fold_case(name))) {
    if (claims.directory()[index].folder == identity.folder) return index;
  }
  return std::nullopt;
}

bool is_one_to_one(const Note& note) {
  const std::string type = fold_name(first_text(note.field(Concept::type)));
  for (const std::string_view name : {"1 1", "1:1", "one on one", "people", "person"}) {
    if (type == name) return true;
  }
  // As a word of the title: a date such as 2026-01-12 has "1-1" in it too.
  std::string_view title = note.stem;
  if (leading_date(title)) title.remove_prefix(10);
  const std::string padded = " " + fold_case(title) + " ";
  for (const std::string_view name : {" 1:1 ", " 1-1 ", " 1on1 ", " one-on-one "}) {
    if (padded.find(name) != std::string::npos) return true;
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
      if (!text.empty() && !leading_date(text)) {
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
    const bool took_place = status != "cancelled" && status != "canceled" && status != "postponed";
    if (took_place) attend_listed();
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
    std::vector<PersonMention> mentions = listed_people(claims_.note(), people_);
    std::stable_partition(mentions.begin(), mentions.end(), [](const PersonMention& m) {
      return m.link.has_value() || !looks_like_given_name(m.text);
    });
    for (const PersonMention& mention : mentions) {
      if (is_placeholder(mention.text) || mention.absent) continue;
      const auto person = people_.resolve(mention);
      if (!person) {
        // Somebody was there: the group is larger, even if we do not know by whom. "Sales" and
        // "TBD" are nobody.
        if (!looks_like_given_name(mention.text) && !looks_like_full_name(mention.text)) continue;
        if (unresolved_.empty()) first_unresolved_line_ = mention.line;
        unresolved_.insert(fold_name(mention.text));
        continue;
      }
      attend(*person, mention.line);
      if (is_job_title(mention.role)) {
        claims_.stub_property(person->vertex, "role", mention.role, mention.line);
        claims_.stub_property(person->vertex, "seniority", std::string(seniority_of(mention.role)),
                              mention.line);
      }
    }
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
