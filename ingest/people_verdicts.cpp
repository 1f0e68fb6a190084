#include <algorithm>
#include <set>

#include "graph/name_key.h"
#include "ingest/people.h"

// Where the user has said who a name is, that decides before anything else.

namespace rapport {

bool PeopleResolver::is_nobody(std::string_view name) {
  const auto ruling = claims_.directory().identities().ruling(name, claims_.note().path);
  return ruling && ruling->nobody;
}

std::optional<PeopleResolver::Ruled> PeopleResolver::by_verdict(std::string_view name) {
  const auto ruling = claims_.directory().identities().ruling(name, claims_.note().path);
  if (!ruling) return std::nullopt;
  ambiguous_ = true;  // until a person is found, nothing else is tried and no stub is made
  if (ruling->nobody) return Ruled{};
  if (!ruling->is.empty()) {
    const auto person = claims_.person_of_verdict(ruling->is);
    if (!person) return std::nullopt;  // that note is gone
    return Ruled{PersonRef{*person, Method::verdict}};
  }
  std::set<std::string> rejected;
  for (const std::string& other : ruling->isnot) {
    if (const auto person = claims_.person_of_verdict(other)) {
      rejected.insert(claims_.key_of(*person));
    }
  }
  // Of those who are left, the people of this note go first.
  std::vector<LocalVertex> here;
  std::vector<LocalVertex> elsewhere;
  std::set<std::string> seen = rejected;
  const std::string folded = fold_name(name);
  for (const auto& [person, full] : context_) {
    const bool fits = full == folded || given_name(full) == folded;
    if (fits && seen.insert(claims_.key_of(person)).second) here.push_back(person);
  }
  claims_.asked_for(name_lookup(name));
  claims_.asked_for(given_name_lookup(name));
  for (const auto& notes :
       {claims_.directory().people(folded), claims_.directory().people_by_given_name(folded)}) {
    for (const auto index : notes) {
      const LocalVertex person = claims_.of_note(index);
      if (seen.insert(claims_.key_of(person)).second) elsewhere.push_back(person);
    }
  }
  const auto& left = here.empty() ? elsewhere : here;
  if (left.size() != 1) return Ruled{};
  return Ruled{PersonRef{left.front(), Method::verdict}};
}

std::vector<std::string> PeopleResolver::candidates(std::string_view name) {
  const std::string folded = fold_name(name);
  std::set<std::string> keys;
  for (const auto& [person, full] : context_) {
    if (given_name(full) == folded) keys.insert(claims_.key_of(person));
  }
  for (const auto& notes :
       {claims_.directory().people(folded), claims_.directory().people_by_given_name(folded)}) {
    for (const auto index : notes) {
      keys.insert(claims_.directory()[claims_.directory().kept(index)].path);
    }
  }
  return {keys.begin(), keys.end()};
}

}  // namespace rapport
