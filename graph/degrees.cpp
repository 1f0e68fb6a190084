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

// The number of people in the row of this value; a new row has none.
template <class Row, class Value>
std::uint64_t& people_at(std::vector<Row>& rows, Value Row::*value, const Value& wanted) {
  const auto before = [&](const Row& row, const Value& v) { return row.*value < v; };
  auto it = std::lower_bound(rows.begin(), rows.end(), wanted, before);
  if (it == rows.end() || (*it).*value != wanted) {
    it = rows.insert(it, Row{});
    (*it).*value = wanted;
  }
  return it->people;
}

template <class Row, class Value>
void take_from(std::vector<Row>& rows, Value Row::*value, const Value& wanted) {
  std::uint64_t& people = people_at(rows, value, wanted);
  if (people == 0) throw DecodeError("a degree that nobody has");
  if (--people == 0) std::erase_if(rows, [](const Row& row) { return row.people == 0; });
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

void DegreeSummary::add(const PersonDegree& person) {
  ++people_at(degrees_, &DegreeCount::degree, person.degree);
  if (person.complete_since) ++people_at(days_, &DayCount::day, *person.complete_since);
}

void DegreeSummary::remove(const PersonDegree& person) {
  take_from(degrees_, &DegreeCount::degree, person.degree);
  if (person.complete_since) take_from(days_, &DayCount::day, *person.complete_since);
}

std::optional<Date> DegreeSummary::complete_since() const {
  return days_.empty() ? std::nullopt : std::optional(days_.back().day);
}

std::string encode(const DegreeSummary& summary) {
  Encoder out;
  out.varint(summary.degrees_.size());
  std::uint32_t previous = 0;
  for (const auto& [degree, people] : summary.degrees_) {
    out.varint(degree - previous);
    out.varint(people);
    previous = degree;
  }
  out.varint(summary.days_.size());
  Date before{};
  for (const auto& [day, people] : summary.days_) {
    out.signed_varint(days_between(before, day));
    out.varint(people);
    before = day;
  }
  return out.take();
}

DegreeSummary decode_degree_summary(std::string_view bytes) {
  Decoder in(bytes);
  DegreeSummary summary;
  std::uint32_t degree = 0;
  summary.degrees_.resize(in.count());
  for (DegreeCount& count : summary.degrees_) {
    count.degree = in.step_from(degree);
    if (count.degree == degree) throw DecodeError("a degree of no ties, or one that stands twice");
    degree = count.degree;
    count.people = in.varint();
  }
  summary.days_.resize(in.count());
  Date before{};
  for (DegreeSummary::DayCount& count : summary.days_) {
    count.day = Decoder::in_calendar(before, in.signed_varint());
    const bool is_first = &count == summary.days_.data();
    if (!is_first && count.day <= before) throw DecodeError("days out of order");
    before = count.day;
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
