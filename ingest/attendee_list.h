#pragma once

#include <string>
#include <vector>

#include "ingest/people.h"

namespace rapport {

// Somebody whom a meeting's note lists, with what the list says of them.
struct ListedPerson {
  PersonMention mention;     // absent ones, too
  std::string organization;  // of a table's column
  std::string email;         // of a table's column
};

// All people whom the note lists as attendees, or as absent: in fields ("attendees", "with"...),
// in lists and tables below "## Present" or a label, in lines such as "Present: A, B".
std::vector<ListedPerson> listed_people(const Note& note, PeopleResolver& resolver);

// What the organization columns of tables of attendees hold.
std::vector<std::string> listed_organizations(const Note& note);

}  // namespace rapport
