#pragma once

#include <string>
#include <vector>

#include "graph/store.h"
#include "ingest/identities.h"

namespace rapport {

// Two vertices that may be one person, organization or meeting. Suspicions for the user to decide:
// nothing is ever merged for them.
struct Duplicate {
  VertexType type = VertexType::person;
  VertexId kept = 0;  // the better known one: it has a note, more is said of it, the lesser key
  VertexId other = 0;
  std::vector<std::string> reasons;  // in words: "same e-mail ann@acme.example"
};

// All suspicions that no verdict settled, by type and key. Looks only at pairs that share a key of
// some kind (an address, a company and a word of the name, a day and an attendee...), at most
// 64 neighbours each: a second of CPU for some hundred thousand notes, whatever they are called.
//
// People: the same address, number or page; names alike in a company or meeting that both are of,
// or alike but for accents, titles, order; never across different companies, unless the e-mail
// agrees. Organizations: the same but for the legal form. Meetings: the same day, people and much
// of the title, or the same `source_ref`.
std::vector<Duplicate> find_duplicates(const Store& store, const Identities& identities);

}  // namespace rapport
