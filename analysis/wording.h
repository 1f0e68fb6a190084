#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/entity.h"

namespace rapport {

// How reports put numbers and people into words.

std::string percent(double probability);  // "39%"
// The same of a contact to come: nobody is given up with more than 80 % certainty. "<20%"
std::string hedged_percent(double probability);
std::string with_title(const Entity& person);  // "Victor Han (CTO)"
std::string count_of(std::size_t count, std::string_view one, std::string_view many);

// "Ann is not to contact Bob until Cid agrees"; without a speaker "Nobody is to contact Bob".
std::string guard_sentence(const std::string& speaker, const std::string& object,
                           const std::string& until);

// "a direct way, and ways to Bob, Cid": what a meeting with somebody opens.
struct ReengageFinding;
std::string opened_ways(const ReengageFinding& r);

// "Ann, Bob"; of more than `most` people "Ann, Bob and 3 more".
std::string names(const std::vector<Entity>& people,
                  std::size_t most = static_cast<std::size_t>(-1));

// Where it stands: "a.md:3; b.md:12".
std::string places_in_words(std::span<const Citation> places, std::string_view separator);

// Who brought word, and how often: "Ann (2), Bob (1)".
struct ViaFinding;
std::string whom_to_ask(const std::vector<ViaFinding>& via);

}  // namespace rapport
