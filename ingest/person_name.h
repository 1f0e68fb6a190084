#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rapport {

// The shape of people's names, as notes write them. Shape only: whom a name means is for
// PeopleResolver.

// Where a name stands tells how much shape it must have by itself.
enum class NamePlace {
  prose,  // among other words: every word must look like a name's
  list,   // where people are expected: an attendee, an employer's contact
};

// "Dr. Jane B. Okafor, PhD" -> "Jane B. Okafor", "Mr. van der Berg" -> "van der Berg",
// "Ann Lee Jr." -> "Ann Lee": without honorifics before and degrees and generations behind.
std::string_view bare_name(std::string_view name);

// Whether `word` ("Dr.", "Frau") announces that a name follows.
bool is_honorific(std::string_view word);

// Whether a word, in lower case, is of those that running text writes large and people are not
// called: Team, Monday, The.
bool is_no_name_in_prose(std::string_view folded);

// van, de, al...: a word within a name that is written small.
bool is_name_particle(std::string_view word);

// Whether `word` ("PhD", "Jr.") ends a name and is no name of its own.
bool is_name_suffix(std::string_view word);

// Whether the words can be a person's full name: two to five words, each capitalised, an initial or
// a particle (van, de, al-...), none that people are not called (Team, Monday, Storage...). In a
// list one word may stand in capitals ("Hemanth HM"), and a name in letters without case is one.
bool looks_like_full_name(std::string_view text, NamePlace place = NamePlace::prose);

// One capitalised word that may be a given name.
bool looks_like_given_name(std::string_view text, NamePlace place = NamePlace::prose);

// The first word of a person's name, and the last with its particles: "van der Berg".
std::string_view given_name(std::string_view name);
std::string_view surname(std::string_view name);

// "M. K. van Dijk" -> "mkvandijk": as handles write names.
std::string squashed_name(std::string_view name);

// "Okafor, Jane" -> "Jane Okafor"; nullopt when the comma parts something else.
std::optional<std::string> last_first(std::string_view text);

// "2-4 capitals": what minutes call somebody by ("JHD"), never a name of its own.
bool looks_like_abbreviation(std::string_view text);

}  // namespace rapport
