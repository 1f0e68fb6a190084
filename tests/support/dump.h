#pragma once

#include <string>
#include <string_view>

#include "graph/store.h"

namespace rapport::testing {

// What a store holds, as sorted lines: keys and paths instead of ids, so that two stores with the
// same content in another order give the same text. File times and inodes are left out.
//
//   contact Ann ~ Bob 2026-01-05 at 2026-01-05 group=2 meeting
//   edge Ann -works_at-> Acme by=name graph.md:2
//   excerpt graph.md:2 "Ann works_at Acme"
//   property Ann role="CTO" graph.md:3
//   record Ann task "Send the deck" subject=Ann open="true" graph.md:4
//   signal Bob guard "..." object=Bob graph.md:5
//   source graph.md hash=1
//   statement Ann ~ Bob reports_to out 2026-01-05 graph.md:6
//   vertex Ann person "Ann"
//
// An edge appears once, a contact or statement in the list of each of its two people.
std::string dump(const Store& store);

// The lines of one kind ("edge", "contact"...), without that word.
std::string dump(const Store& store, std::string_view kind);

}  // namespace rapport::testing
