#include "graph/degrees.h"

#include <algorithm>

#include "graph/encoding.h"

namespace rapport {
namespace {

// The first day of a tie; nullopt: every day.
struct Start {
  bool exists = false;
  std::optional<Date> day;

  void take(std::optional<Date> other) {
    day = exists ? std::min(day, other) : other;  // no day is before all days
    exists = true;
  }
};

Start start_of(const Tie& tie) {
  Start start;
  for (const Contact& c : tie.contacts) {
    if (c.group_size <= kUsualTieGroup) start.take(c.date);
  }
  for (const TieStatement& s : tie.statements) start.take(s.date);
  return start;
}

}  // namespace

bool exists_on(const Tie& tie, Date day, double largest_group) {
  return std::any_of(
             tie.contacts.begin(), tie.contacts.end(),
             [&](const Contact& c) { return c.date <= day && c.group_size <= largest_group; }) ||
         std::any_of(tie.statements.begin(), tie.statements.end(),
                     [&](const TieStatement& s) { return !s.date || *s.date <= day; });
}

std::uint32_t degree_on(const std::vector<Tie>& ties, Date day, double largest_group) {
  return static_cast<std::uint32_t>(std::count_if(ties.begin(), ties.end(), [&](const Tie& tie) {
    return exists_on(tie, day, largest_group);
  }));
}

void DegreeTally::add(const DegreeTally& others) {
  degree += others.degree;
  complete_since = std::max(complete_since, others.complete_since);
}

DegreeTally tally_of(const std::vector<Tie>& ties) {
  DegreeTally tally;
  for (const Tie& tie : ties) {
    const Start start = start_of(tie);
    if (start.exists) tally.add({1, start.day});
  }
  return tally;
}

std::optional<PersonDegree> degree_of(VertexId person, const DegreeTally& tally) {
  if (tally.degree == 0) return std::nullopt;
  return PersonDegree{person, tally.degree, tally.complete_since};
}

void DegreeCounter::add(std::uint32_t degree, std::uint64_t people) {
  (degree < kUsual ? usual_[degree] : larger_[degree]) += people;
}

DegreeDistribution DegreeCounter::distribution() const {
  DegreeDistribution all;
  for (std::uint32_t degree = 0; degree < kUsual; ++degree) {
    if (usual_[degree] > 0) all.push_back({degree, usual_[degree]});
  }
  for (const auto& [degree, people] : larger_) all.push_back({degree, people});
  return all;
}

double median(const DegreeDistribution& degrees) {
  std::uint64_t people = 0;
  for (const DegreeCount& count : degrees) people += count.people;
  if (people == 0) return 0;
  const auto at = [&](std::uint64_t rank) {
    auto it = degrees.begin();
    for (; rank >= it->people; ++it) rank -= it->people;
    return static_cast<double>(it->degree);
  };
  return (at((people - 1) / 2) + at(people / 2)) / 2;
}

DegreeSummary summary_of(const std::vector<PersonDegree>& block) {
  DegreeSummary summary;
  std::vector<std::uint32_t> degrees;
  for (const PersonDegree& p : block) {
    summary.complete_since = std::max(summary.complete_since, p.complete_since);
    degrees.push_back(p.degree);
  }
  std::sort(degrees.begin(), degrees.end());
  for (const std::uint32_t degree : degrees) {
    const bool is_new = summary.degrees.empty() || summary.degrees.back().degree != degree;
    if (is_new) summary.degrees.push_back({degree, 0});
    ++summary.degrees.back().people;
  }
  return summary;
}

std::string encode(const DegreeSummary& summary) {
  Encoder out;
  out.date(summary.complete_since);
  out.varint(summary.degrees.size());
  std::uint32_t previous = 0;
  for (const auto& [degree, people] : summary.degrees) {
    out.varint(degree - previous);
    out.varint(people);
    previous = degree;
  }
  return out.take();
}

DegreeSummary decode_degree_summary(std::string_view bytes) {
  Decoder in(bytes);
  DegreeSummary summary;
  summary.complete_since = in.date();
  std::uint32_t degree = 0;
  summary.degrees.resize(in.count());
  for (DegreeCount& count : summary.degrees) {
    count.degree = in.step_from(degree);
    if (count.degree == degree) throw DecodeError("a degree of no ties, or one that stands twice");
    degree = count.degree;
    count.people = in.varint();
  }
  in.expect_end();
  return summary;
}

std::string encode(const std::vector<PersonDegree>& block) {
  Encoder out;
  out.varint(block.size());
  VertexId previous = 0;
  for (const PersonDegree& p : block) {
    out.varint(p.person - previous);
    previous = p.person;
    out.varint(p.degree);
    out.date(p.complete_since);
  }
  return out.take();
}

std::vector<PersonDegree> decode_degrees(std::string_view bytes) {
  Decoder in(bytes);
  std::vector<PersonDegree> block(in.count());
  VertexId previous = 0;
  for (PersonDegree& p : block) {
    p.person = in.step_from(previous);
    if (p.person == previous && &p != block.data()) throw DecodeError("a person twice");
    previous = p.person;
    p.degree = in.varint32();
    p.complete_since = in.date();
  }
  in.expect_end();
  return block;
}

}  // namespace rapport
