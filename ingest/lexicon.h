#pragma once

#include <array>
#include <span>
#include <string_view>

// Cue phrases of statements that carry structure, as data: words in lower case, parted by blanks.
// A phrase matches whole words. ingest/NOTE_FORMAT.md shows each kind by example.
namespace rapport::lexicon {

// "will not" + "contact": the two with at most four words between them make a guard.
std::span<const std::string_view> negations();
std::span<const std::string_view> contact_verbs();
// What follows one of these is the condition under which a guard ends.
std::span<const std::string_view> release_words();
// A condition with one of these waits for somebody's word.
std::span<const std::string_view> support_words();

std::span<const std::string_view> will_open();       // subject before, object after
std::span<const std::string_view> open_threads();    // "that thread": the guard's object
std::span<const std::string_view> sponsor_after();   // subject before the phrase
std::span<const std::string_view> sponsor_before();  // subject after the phrase
std::span<const std::string_view> champion_after();
std::span<const std::string_view> champion_before();
std::span<const std::string_view> supports();       // subject before
std::span<const std::string_view> deprioritised();  // objects after
std::span<const std::string_view> left();           // subject before
std::span<const std::string_view> reports_to();     // subject before, object after
std::span<const std::string_view> introduced();     // subject before, objects after
std::span<const std::string_view> introduced_by();  // object before, subject after

// A clause with one of these before the cue says what is wanted, or might be: it states nothing.
std::span<const std::string_view> wanted();
std::span<const std::string_view> hypothetical();
std::span<const std::string_view> flips();  // "no longer", "not"

// "left": only with an organization behind it; "has left": also at the end.
std::span<const std::string_view> left_organization();
// Between negation and verb: "do not hesitate to contact" forbids nothing.
std::span<const std::string_view> no_prohibition();
std::span<const std::string_view> determiners();   // "the call" is no verb
std::span<const std::string_view> prepositions();  // a name behind one is no subject
std::span<const std::string_view> pronouns();      // "introduced us to"
std::span<const std::string_view> auxiliaries();   // "was introduced by"
std::span<const std::string_view> openable();      // what a broker opens: a thread, a door

}  // namespace rapport::lexicon
