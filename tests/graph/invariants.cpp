#include "tests/graph/invariants.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <tuple>
#include <vector>

namespace rapport::testing {
namespace {

class Checker {
 public:
  explicit Checker(const Store& store) : store_(store) {
    store.for_each_vertex([&](const Vertex& v) { vertices_[v.id] = v; });
    store.for_each_arc_list([&](VertexId id, const std::vector<Arc>& a) { arcs_[id] = a; });
  }

  std::string run() {
    check_indexes();
    check_arcs();
    check_ties();
    return text_;
  }

 private:
  void fail(const std::string& what, VertexId id) {
    const auto it = vertices_.find(id);
    text_ += what + ": " + (it == vertices_.end() ? std::to_string(id) : it->second.key) + '\n';
  }

  bool finds(const std::string& name, VertexId id) const {
    const auto ids = store_.find_name(name);
    return std::is_sorted(ids.begin(), ids.end()) && std::count(ids.begin(), ids.end(), id) == 1;
  }

  void check_indexes() {
    for (const auto& [id, v] : vertices_) {
      if (id >= store_.vertex_bound()) fail("id beyond the bound", id);
      if (store_.find_key(v.key) != id) fail("not found by its key", id);
      if (!finds(v.name, id)) fail("not found by its name", id);
      for (const Property& p : v.properties) {
        if (p.name == "alias" && !finds(p.value, id)) fail("not found by its alias", id);
      }
      if (!std::is_sorted(v.properties.begin(), v.properties.end())) fail("properties", id);
    }
    const auto check_holder = [&](VertexId id, const std::vector<Record>& records) {
      if (!vertices_.contains(id)) fail("records of no vertex", id);
      if (!std::is_sorted(records.begin(), records.end())) fail("order of records", id);
      for (const Record& r : records) {
        if (r.subject && !vertices_.contains(*r.subject)) fail("subject is gone", id);
        if (r.object && !vertices_.contains(*r.object)) fail("object is gone", id);
      }
    };
    store_.for_each_record_list(check_holder);
    store_.for_each_signal_list(check_holder);
  }

  void check_arcs() {
    using Edge =
        std::tuple<VertexId, VertexId, EdgeLabel, Evidence, Method, bool, std::optional<Date>>;
    std::multiset<Edge> from_tail;
    std::multiset<Edge> from_head;
    for (const auto& [id, arcs] : arcs_) {
      if (!vertices_.contains(id)) fail("arcs of no vertex", id);
      if (arcs.empty()) fail("an empty list of arcs", id);
      if (!std::is_sorted(arcs.begin(), arcs.end())) fail("order of arcs", id);
      for (const Arc& a : arcs) {
        const bool out = a.direction == Direction::out;
        (out ? from_tail : from_head)
            .emplace(out ? id : a.other, out ? a.other : id, a.label, a.evidence, a.method,
                     a.principal, a.date);
      }
    }
    if (from_tail != from_head) text_ += "backlinks do not mirror edges\n";
  }

  const std::string* first(VertexId id, const char* property) const {
    return vertices_.at(id).find(property);
  }

  bool is_person(VertexId id) const {
    const auto it = vertices_.find(id);
    return it != vertices_.end() && it->second.type == VertexType::person;
  }

  void add_contacts(const Vertex& meeting) {
    if (meeting.type != VertexType::meeting || !meeting.date || !arcs_.contains(meeting.id)) return;
    std::map<VertexId, bool> people;
    for (const Arc& a : arcs_.at(meeting.id)) {
      if (a.label != EdgeLabel::attended || a.direction != Direction::in) continue;
      if (is_person(a.other)) people[a.other] = people[a.other] || a.principal;
    }
    std::size_t group = people.size();
    if (const std::string* count = first(meeting.id, "attendee_count")) {
      std::size_t listed = 0;
      std::from_chars(count->data(), count->data() + count->size(), listed);
      group = std::max(group, listed);
    }
    if (group > 32) return;
    Channel channel = Channel::meeting;
    if (const std::string* name = first(meeting.id, "channel")) {
      if (*name == "call") channel = Channel::call;
      if (*name == "mail") channel = Channel::mail;
    }
    for (const auto& [a, a_principal] : people) {
      for (const auto& [b, b_principal] : people) {
        if (a == b) continue;
        contacts_[{a, b}].insert({*meeting.date, meeting.id, static_cast<std::uint16_t>(group),
                                  channel, a_principal || b_principal});
      }
    }
  }

  void check_ties() {
    for (const auto& [id, v] : vertices_) add_contacts(v);
    for (const auto& [id, arcs] : arcs_) {
      for (const Arc& a : arcs) {
        if (!makes_tie(a.label) || a.other == id || !is_person(id) || !is_person(a.other)) continue;
        statements_[{id, a.other}].insert({a.label, a.direction, a.date, a.evidence});
      }
    }
    std::size_t seen = 0;
    std::size_t neighbors = 0;
    store_.for_each_tie_list([&](VertexId id, const std::vector<Tie>& ties) {
      if (ties.empty()) fail("an empty list of ties", id);
      neighbors += ties.size();
      VertexId previous = 0;
      for (const Tie& tie : ties) {
        if (&tie != ties.data() && tie.neighbor <= previous) fail("order of ties", id);
        previous = tie.neighbor;
        const auto contacts = contacts_[{id, tie.neighbor}];
        const auto statements = statements_[{id, tie.neighbor}];
        if (contacts.empty() && statements.empty()) fail("a tie of nothing", id);
        if (!std::equal(contacts.begin(), contacts.end(), tie.contacts.begin(),
                        tie.contacts.end())) {
          fail("contacts", id);
        }
        if (!std::equal(statements.begin(), statements.end(), tie.statements.begin(),
                        tie.statements.end())) {
          fail("statements", id);
        }
        seen += contacts.size() + statements.size();
      }
    });
    std::size_t expected = 0;
    for (const auto& [pair, contacts] : contacts_) expected += contacts.size();
    for (const auto& [pair, statements] : statements_) expected += statements.size();
    if (seen != expected) text_ += "ties are missing\n";
    check_counts(neighbors);
    check_degrees();
  }

  // The degrees that are kept, counted again for each day on which something happened.
  void check_degrees() {
    std::set<Date> days{Date{std::chrono::days{-100000}}, Date{std::chrono::days{100000}}};
    for (const auto& [pair, contacts] : contacts_) {
      for (const Contact& c : contacts) days.insert(c.date);
    }
    for (const auto& [pair, statements] : statements_) {
      for (const TieStatement& s : statements) days.insert(s.date.value_or(*days.begin()));
    }
    for (const Date day : days) {
      std::map<VertexId, std::set<VertexId>> neighbors;
      for (const auto& [pair, contacts] : contacts_) {
        for (const Contact& c : contacts) {
          if (c.date <= day && c.group_size <= 8) neighbors[pair.first].insert(pair.second);
        }
      }
      for (const auto& [pair, statements] : statements_) {
        for (const TieStatement& s : statements) {
          if (!s.date || *s.date <= day) neighbors[pair.first].insert(pair.second);
        }
      }
      DegreeCounter degrees;
      for (const auto& [person, of_them] : neighbors) {
        degrees.add(static_cast<std::uint32_t>(of_them.size()));
      }
      if (degrees.distribution() != store_.degree_distribution(day))
        text_ += "degrees on " + to_iso(day) + '\n';
    }
  }

  // The counts that are kept, counted again.
  void check_counts(std::size_t neighbors) {
    GraphCounts counts;
    counts.ties = neighbors;
    for (const auto& [id, v] : vertices_) ++counts.vertices[static_cast<std::size_t>(v.type)];
    for (const auto& [id, arcs] : arcs_) {
      for (const Arc& arc : arcs) {
        if (arc.direction == Direction::in) continue;
        ++counts.edges[static_cast<std::size_t>(arc.label)];
        if (arc.label != EdgeLabel::links_to) continue;
        if (vertices_.at(arc.other).type == VertexType::tag) ++counts.tag_links;
        if (arc.method == Method::dangling) ++counts.dangling_links;
      }
    }
    store_.for_each_source([&](const Store::Source& source) {
      if (!source.path.empty()) ++counts.notes;
    });
    if (counts != store_.counts()) text_ += "the counts\n";
  }

  using Pair = std::pair<VertexId, VertexId>;
  const Store& store_;
  std::map<VertexId, Vertex> vertices_;
  std::map<VertexId, std::vector<Arc>> arcs_;
  std::map<Pair, std::set<Contact>> contacts_;
  std::map<Pair, std::set<TieStatement>> statements_;
  std::string text_;
};

}  // namespace

std::string violations(const Store& store) {
  std::string text = Checker(store).run();
  if (store.generation() == 0) return text;  // nothing was ever written
  for (const Fault& f : store.verify().faults)
    text += f.family + " " + f.key + ": " + f.what + '\n';
  return text;
}

}  // namespace rapport::testing
