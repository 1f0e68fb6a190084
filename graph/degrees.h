#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph/elements.h"

namespace rapport {

// How many ties people have: kept beside the ties, so that the distribution of degrees is not
// counted from all of them with each question.

// Contacts of larger meetings make no tie here. What analyses take by default.
inline constexpr std::uint16_t kUsualTieGroup = 8;

// Whether a tie is there on a day: some contact in a group that is not too large, or a statement.
// A statement without a date is there on every day.
bool exists_on(const Tie& tie, Date day, double largest_group);

std::uint32_t degree_on(const std::vector<Tie>& ties, Date day, double largest_group);

struct PersonDegree {
  VertexId person = 0;
  std::uint32_t degree = 0;            // ties on the last of days, at least one
  std::optional<Date> complete_since;  // the day since which all of them exist; none: always
  friend auto operator<=>(const PersonDegree&, const PersonDegree&) = default;
};

// What some of a person's ties count for; only those that count in groups of kUsualTieGroup do.
struct DegreeTally {
  std::uint32_t degree = 0;
  std::optional<Date> complete_since;  // as of PersonDegree

  void add(const DegreeTally& others);
  friend bool operator==(const DegreeTally&, const DegreeTally&) = default;
};
DegreeTally tally_of(const std::vector<Tie>& ties);

// Of a person whose ties come to this; none without any.
std::optional<PersonDegree> degree_of(VertexId person, const DegreeTally& tally);

struct DegreeCount {
  std::uint32_t degree = 0;
  std::uint64_t people = 0;  // who have it
  friend bool operator==(const DegreeCount&, const DegreeCount&) = default;
};
using DegreeDistribution = std::vector<DegreeCount>;  // by degree, each once

class DegreeCounter {
 public:
  void add(std::uint32_t degree, std::uint64_t people = 1);
  DegreeDistribution distribution() const;

 private:
  // Nearly all people: the sum of many blocks is made of additions alone.
  static constexpr std::size_t kUsual = 1024;
  std::array<std::uint64_t, kUsual> usual_{};
  std::map<std::uint32_t, std::uint64_t> larger_;
};

// The middle of the degrees; of an even number the mean of the two in the middle; 0 of nobody.
double median(const DegreeDistribution& degrees);

// People with neighbouring ids share a value of the store: few bytes a person, and a change writes
// little.
inline constexpr VertexId kPeoplePerDegreeBlock = 256;
inline VertexId degree_block_of(VertexId person) { return person / kPeoplePerDegreeBlock; }

// What all people come to once all their ties exist: a question mostly reads this alone.
class DegreeSummary {
 public:
  void add(const PersonDegree& person);
  void remove(const PersonDegree& person);  // DecodeError: it does not count such a person

  bool empty() const { return degrees_.empty(); }
  const DegreeDistribution& degrees() const { return degrees_; }
  // The day since which all ties of all people exist; none: always.
  std::optional<Date> complete_since() const;

  friend bool operator==(const DegreeSummary&, const DegreeSummary&) = default;

 private:
  friend std::string encode(const DegreeSummary& summary);
  friend DegreeSummary decode_degree_summary(std::string_view bytes);

  struct DayCount {
    Date day;
    std::uint64_t people = 0;  // whose ties all exist since that day
    friend bool operator==(const DayCount&, const DayCount&) = default;
  };
  DegreeDistribution degrees_;
  std::vector<DayCount> days_;  // ascending, each once: the last one goes with its last person
};

// Decoding throws DecodeError.
std::string encode(const DegreeSummary& summary);
std::string encode(const std::vector<PersonDegree>& block);  // by person, ascending
DegreeSummary decode_degree_summary(std::string_view bytes);
std::vector<PersonDegree> decode_degrees(std::string_view bytes);

}  // namespace rapport
