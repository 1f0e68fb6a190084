#pragma once

#include <optional>
#include <string>
#include <vector>

#include "ingest/clause.h"
#include "ingest/people.h"

namespace rapport {

// A name in a clause.
struct Named {
  Span span;
  std::string text;
  std::optional<PersonRef> person;  // whom the vault or the note knows
  bool is_full_name = false;        // unknown, but has the shape of a full name
  bool is_surely_person = false;    // known, or its first word is a common given name
};

// Who is named in a clause, and who stands where a cue needs them. Names are resolved on first use:
// most clauses need none.
class ClausePeople {
 public:
  ClausePeople(const Clause& clause, PeopleResolver& people) : clause_(clause), people_(people) {}

  // All names, in order.
  const std::vector<Named>& all() { return names(); }

  // A list of names of which the first starts at most `reach` words after word `from`.
  std::vector<Named> after(std::size_t from, std::size_t reach);

  // A list of names that ends right before word `end` and can be its subject: "after the call with
  // Ann, agreed" and "Ann's sponsors" tell nothing of Ann. Adverbs, a remark in brackets and an
  // apposition may stand between ("Ann Lee, our VP, still agreed").
  std::vector<Named> before(std::size_t cue);

  // The person, made a stub if only the shape of the name tells of one.
  std::optional<PersonRef> person(const Named& name);

 private:
  const std::vector<Named>& names();
  bool may_start_at(std::size_t i) const;
  std::optional<Named> name_at(std::size_t first);
  bool starts_with_another_word(std::size_t first, std::size_t count);
  bool is_surely_person(Span span) const;
  bool joined(std::size_t i) const;
  bool continues(const Named& a, const Named& b, bool comma_joins) const;
  std::size_t before_remarks(std::size_t end) const;

  const Clause& clause_;
  PeopleResolver& people_;
  std::optional<std::vector<Named>> names_;
};

}  // namespace rapport
