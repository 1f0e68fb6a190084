#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analysis/parameters.h"
#include "graph/store.h"

namespace rapport::bench {

// A graph of people who know each other, of the shape that acquaintance has: everybody who joins
// gets to know 8 who were there, 60 % of them by how many they know already, 25 % among those who
// joined shortly before, 15 % anyone. Connected; some know thousands. Numbers tell nothing of age.
// The cost of a tie is n / 8192, n from 1 to 24576 with equal chance.
struct Acquaintance {
  std::uint32_t person = 0;
  std::uint32_t other = 0;
  int days = 0;  // n
};

// By person. The same count and seed give the same graph on every machine.
std::vector<Acquaintance> generate_people(std::uint32_t count, std::uint64_t seed = 1);

// Puts such a graph into an empty store through the same calls as an ingest: a source for each
// person, with a dated statement for each acquaintance. Ids ascend with the persons' numbers.
void load_people(Store& store, std::uint32_t count, std::uint64_t seed = 1);

std::string person_key(std::uint32_t person);

// The day and the parameters with which a statement of n days ago costs n / 8192.
Date people_as_of();
Parameters people_parameters();

// People at random to ask for, two different ones at a time.
std::vector<std::pair<std::uint32_t, std::uint32_t>> random_pairs(std::uint32_t count,
                                                                  std::size_t pairs);

}  // namespace rapport::bench
