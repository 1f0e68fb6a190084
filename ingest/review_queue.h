#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/store.h"
#include "ingest/identities.h"

namespace rapport {

// What only the user can decide: whom a name means, and which two are one.

enum class CaseKind : std::uint8_t {
  ambiguous_name,  // fits several people
  unknown_name,    // fits nobody
  duplicate_person,
  duplicate_meeting,
  duplicate_organization,
};
std::string_view to_string(CaseKind kind);
constexpr bool is_duplicate(CaseKind kind) { return kind >= CaseKind::duplicate_person; }

struct ReviewCase {
  struct Place {
    std::string note;
    std::uint32_t line = 0;
    friend auto operator<=>(const Place&, const Place&) = default;
  };
  struct Candidate {
    std::string key;
    std::string name;
    bool stub = true;
    std::string organization;          // the first employer, empty if none is known
    std::optional<Date> last_contact;  // of a meeting its day

    // As a verdict names it: by its note, or by name where there is none.
    const std::string& reference() const { return stub ? name : key; }
  };

  std::string id;  // six hexadecimal digits, of kind, name and candidates: stays while these do
  CaseKind kind = CaseKind::ambiguous_name;
  std::string name;                   // in question; of two duplicates the one to be kept
  std::vector<Place> places;          // of duplicates that of each candidate
  std::vector<Candidate> candidates;  // of duplicates both, the one to be kept first
  std::vector<std::string> reasons;
};

// All open cases, by kind, then the one in most places first. A name that stands in several notes
// and may mean the same people is one case. Cases that `identities` decide are left out, also when
// the store does not know of the verdict yet. Contacts after `as_of` do not count.
std::vector<ReviewCase> review_queue(const Store& store, const Identities& identities, Date as_of);

}  // namespace rapport
