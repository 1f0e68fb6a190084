#include "tests/bench/people_generator.h"

#include <algorithm>
#include <chrono>
#include <numbers>
#include <numeric>
#include <random>

#include <fmt/format.h>

namespace rapport::bench {
namespace {

constexpr std::uint32_t kKnownOnJoining = 8;
constexpr std::uint32_t kNear = 150;
constexpr int kDearest = 24576;
constexpr double kDaysOfCostOne = 8192;
// An update rewrites the lists of whom it touches, hence few large ones; these take up to 4 GB.
constexpr std::uint32_t kPeopleInAnUpdate = 250'000;
constexpr std::uint32_t kPeopleInAList = 1000;

class Generator {
 public:
  Generator(std::uint32_t count, std::uint64_t seed) : count_(count), random_(seed) {}

  std::vector<Acquaintance> run() {
    known_.reserve(static_cast<std::size_t>(count_) * kKnownOnJoining);
    for (std::uint32_t person = 1; person < count_; ++person) join(person);
    shuffle_numbers();
    std::sort(known_.begin(), known_.end(), [](const Acquaintance& a, const Acquaintance& b) {
      return std::pair(a.person, a.other) < std::pair(b.person, b.other);
    });
    return std::move(known_);
  }

 private:
  std::uint32_t below(std::size_t bound) { return static_cast<std::uint32_t>(random_() % bound); }

  void join(std::uint32_t person) {
    const std::size_t before = known_.size();
    const std::uint32_t wanted = std::min(person, kKnownOnJoining);
    for (int tries = 0; known_.size() < before + wanted && tries < 64; ++tries) {
      const std::uint32_t other = somebody_before(person, before);
      const bool known =
          std::any_of(known_.begin() + static_cast<std::ptrdiff_t>(before), known_.end(),
                      [&](const Acquaintance& a) { return a.other == other; });
      if (!known) known_.push_back({person, other, static_cast<int>(1 + below(kDearest))});
    }
  }

  std::uint32_t somebody_before(std::uint32_t person, std::size_t acquaintances) {
    const std::uint32_t percent = below(100);
    if (percent < 60 && acquaintances > 0) {
      // An end of any acquaintance: everybody as often as they know others.
      const Acquaintance& any = known_[below(acquaintances)];
      return below(2) == 0 ? any.person : any.other;
    }
    if (percent < 85) return person - 1 - below(std::min(person, kNear));
    return below(person);
  }

  void shuffle_numbers() {
    std::vector<std::uint32_t> number(count_);
    std::iota(number.begin(), number.end(), 0U);
    for (std::uint32_t i = count_ - 1; i > 0; --i) std::swap(number[i], number[below(i + 1)]);
    for (Acquaintance& a : known_) {
      a.person = number[a.person];
      a.other = number[a.other];
    }
  }

  std::uint32_t count_;
  std::mt19937_64 random_;
  std::vector<Acquaintance> known_;
};

VertexClaim claim_of(std::uint32_t person, Rank rank) {
  return {person_key(person),
          VertexType::person,
          rank,
          fmt::format("Person {}", person),
          std::nullopt,
          {}};
}

// Names everybody from `first` on, so that ids follow numbers.
SourceClaims list_of_people(std::uint32_t first, std::uint32_t count) {
  SourceClaims claims;
  claims.path = fmt::format("lists/{}.md", first);
  for (std::uint32_t i = 0; i < count; ++i)
    claims.vertices.push_back(claim_of(first + i, Rank::role));
  return claims;
}

}  // namespace

std::vector<Acquaintance> generate_people(std::uint32_t count, std::uint64_t seed) {
  return Generator(count, seed).run();
}

std::string person_key(std::uint32_t person) { return fmt::format("people/{}.md", person); }

Date people_as_of() { return Date{std::chrono::days{20453}}; }  // 2025-12-31

Parameters people_parameters() {
  Parameters parameters;
  parameters.q_sponsors = 1;
  parameters.statement_half_life_days = kDaysOfCostOne * std::numbers::ln2;
  return parameters;
}

void load_people(Store& store, std::uint32_t count, std::uint64_t seed) {
  const std::vector<Acquaintance> known = generate_people(count, seed);
  std::size_t next = 0;
  for (std::uint32_t first = 0; first < count; first += kPeopleInAnUpdate) {
    Store::Update update(store, {});
    for (std::uint32_t i = 0; first == 0 && i < count; i += kPeopleInAList) {
      update.put(list_of_people(i, std::min(kPeopleInAList, count - i)));
    }
    for (std::uint32_t person = first; person < std::min(count, first + kPeopleInAnUpdate);
         ++person) {
      SourceClaims claims;
      claims.path = person_key(person);
      claims.vertices.push_back(claim_of(person, Rank::note));
      for (; next < known.size() && known[next].person == person; ++next) {
        EdgeClaim edge;
        edge.to = static_cast<LocalVertex>(claims.vertices.size());
        edge.label = EdgeLabel::sponsors;
        edge.date = people_as_of() - std::chrono::days{known[next].days};
        edge.line = edge.to;
        claims.vertices.push_back(claim_of(known[next].other, Rank::role));
        claims.edges.push_back(edge);
      }
      update.put(std::move(claims));
    }
    update.commit(std::nullopt);
  }
}

std::vector<std::pair<std::uint32_t, std::uint32_t>> random_pairs(std::uint32_t count,
                                                                  std::size_t pairs) {
  std::mt19937_64 random(7);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> list;
  while (list.size() < pairs) {
    const auto a = static_cast<std::uint32_t>(random() % count);
    const auto b = static_cast<std::uint32_t>(random() % count);
    if (a != b) list.emplace_back(a, b);
  }
  return list;
}

}  // namespace rapport::bench
