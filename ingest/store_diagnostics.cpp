#include "ingest/store_diagnostics.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include <fmt/format.h>

#include "ingest/alike_names.h"
#include "ingest/duplicates.h"

namespace rapport {
namespace {

struct Place {
  std::string note;
  std::uint32_t line = 0;
  friend auto operator<=>(const Place&, const Place&) = default;
};

Diagnostic warning(std::string code, Place place, std::string message) {
  Diagnostic d;
  d.code = std::move(code);
  d.note = std::move(place.note);
  d.line = place.line;
  d.message = std::move(message);
  return d;
}

class Diagnosis {
 public:
  Diagnosis(const Store& store, const StoreQuestion& question)
      : store_(store), question_(question) {
    store_.for_each_vertex([&](const Vertex& v) {
      if (v.type != VertexType::tag) vertices_.emplace(v.id, v);
    });
    store_.for_each_source([&](const Store::Source& s) { paths_.emplace(s.id, s.path); });
  }

  std::vector<Diagnostic> run() {
    find_suspected_duplicates();
    store_.for_each_arc_list([&](VertexId id, const std::vector<Arc>& arcs) {
      const auto vertex = vertices_.find(id);
      if (vertex == vertices_.end()) return;
      if (vertex->second.type == VertexType::person) find_two_employers(vertex->second, arcs);
      if (vertex->second.type == VertexType::meeting) find_future_meeting(vertex->second, arcs);
      if (vertex->second.type == VertexType::person) compare_last_contact(vertex->second, arcs);
      sort_links(arcs);
    });
    find_future_properties();
    tell_links();
    find_idle_verdicts();
    return std::move(found_);
  }

 private:
  Place place_of(const Evidence& evidence) const {
    const auto path = paths_.find(evidence.source);
    return {path == paths_.end() ? std::string{} : path->second, evidence.line};
  }

  // A note of its own, else the first line that names it.
  Place place_of(const Vertex& vertex) const {
    if (!vertex.stub) return {vertex.key, 0};
    std::optional<Place> first;
    for (const Arc& arc : store_.arcs(vertex.id)) {
      const Place place = place_of(arc.evidence);
      if (!first || place < *first) first = place;
    }
    return first.value_or(Place{});
  }

  // With its path, where that says more than the name.
  static std::string shown(const Vertex& vertex) {
    const bool says_more = !vertex.stub && vertex.key != vertex.name + ".md";
    return says_more ? fmt::format("{} ({})", vertex.name, vertex.key) : vertex.name;
  }

  const std::string& name(VertexId id) const {
    static const std::string kNobody;
    const auto vertex = vertices_.find(id);
    return vertex == vertices_.end() ? kNobody : vertex->second.name;
  }

  void add(std::string code, Place place, std::string message) {
    found_.push_back(warning(std::move(code), std::move(place), std::move(message)));
  }

  void find_suspected_duplicates() {
    for (const Duplicate& d : find_duplicates(store_, question_.identities)) {
      const Vertex& kept = vertices_.at(d.kept);
      const Vertex& other = vertices_.at(d.other);
      const bool is_meeting = d.type == VertexType::meeting;
      add(is_meeting ? "near-duplicate-meeting" : fmt::format("duplicate-{}", to_string(d.type)),
          place_of(other),
          fmt::format("{} may be {}: {}", other.name, shown(kept), fmt::join(d.reasons, "; ")));
    }
  }

  void find_two_employers(const Vertex& person, const std::vector<Arc>& arcs) {
    std::map<std::string, std::pair<Place, VertexId>> employers;  // by core of the name
    for (const Arc& arc : arcs) {
      if (arc.label != EdgeLabel::works_at || arc.direction != Direction::out || arc.date) continue;
      const std::pair here(place_of(arc.evidence), arc.other);
      const auto [it, is_new] = employers.emplace(organization_core(name(arc.other)), here);
      if (!is_new) it->second = std::min(it->second, here);
    }
    if (employers.size() < 2) return;
    std::vector<std::pair<Place, VertexId>> places;
    for (const auto& [core, employer] : employers) places.push_back(employer);
    std::sort(places.begin(), places.end());
    std::string names;
    for (const auto& [place, id] : places) {
      names += fmt::format("{}{} ({}:{})", names.empty() ? "" : " and at ", name(id), place.note,
                           place.line);
    }
    add("two-employers", places.back().first, fmt::format("{} works at {}", person.name, names));
  }

  bool is_future(Date date) const { return date > question_.as_of; }

  void find_future_meeting(const Vertex& meeting, const std::vector<Arc>& arcs) {
    if (!meeting.date || !is_future(*meeting.date)) return;
    const bool was_attended = std::any_of(arcs.begin(), arcs.end(), [](const Arc& arc) {
      return arc.label == EdgeLabel::attended && arc.direction == Direction::in;
    });
    if (was_attended) tell_future(place_of(meeting), "a meeting", *meeting.date);
  }

  void tell_future(Place place, std::string_view what, Date date) {
    add("future-date", std::move(place),
        fmt::format("{} of {}, after {}", what, to_iso(date), to_iso(question_.as_of)));
  }

  void find_future_properties() {
    for (const auto& [id, vertex] : vertices_) {
      for (const Property& p : vertex.properties) {
        if (p.name != "last_contact") continue;
        const auto date = parse_date(p.value);
        if (date && is_future(*date)) tell_future(place_of(p.evidence), "a last contact", *date);
      }
    }
    std::set<Evidence> told;  // a task stands with its note and with its owner
    store_.for_each_record_list([&](VertexId, const std::vector<Record>& records) {
      for (const Record& record : records) {
        const std::string* done = record.find("done");
        const auto date = done == nullptr ? std::nullopt : parse_date(*done);
        if (!date || !is_future(*date) || !told.insert(record.evidence).second) continue;
        tell_future(place_of(record.evidence), "a task done", *date);
      }
    });
  }

  std::optional<Date> last_direct_contact(VertexId person) {
    if (!contacts_of_owner_) {
      contacts_of_owner_.emplace();
      for (const Tie& tie : store_.ties(*question_.owner)) {
        for (const Contact& contact : tie.contacts) {
          auto& last = (*contacts_of_owner_)[tie.neighbor];
          if (!is_future(contact.date)) last = std::max(last, std::optional(contact.date));
        }
      }
    }
    const auto found = contacts_of_owner_->find(person);
    return found == contacts_of_owner_->end() ? std::nullopt : found->second;
  }

  void compare_last_contact(const Vertex& person, const std::vector<Arc>& arcs) {
    if (!question_.owner || person.id == *question_.owner) return;
    std::optional<Date> declared;
    Place place;
    for (const Property& p : person.properties) {
      const auto date = p.name == "last_contact" ? parse_date(p.value) : std::nullopt;
      if (!date || is_future(*date) || (declared && *declared >= *date)) continue;
      declared = date;
      place = place_of(p.evidence);
    }
    if (!declared) return;
    const auto met = last_direct_contact(person.id);
    if (met == declared) return;
    std::optional<Date> heard;
    for (const Arc& arc : arcs) {
      const bool second_hand = arc.label == EdgeLabel::mentioned || arc.label == EdgeLabel::via;
      if (!second_hand || arc.direction != Direction::out || !arc.date) continue;
      if (!is_future(*arc.date)) heard = std::max(heard, arc.date);
    }
    std::string message =
        fmt::format("{}: declared {}, ", person.name, to_iso(*declared)) +
        (met ? fmt::format("last met on {}", to_iso(*met)) : std::string("never met"));
    if (heard) message += fmt::format(", last spoken of on {}", to_iso(*heard));
    add("last-contact-differs", place, std::move(message));
  }

  // Links by what they mean: told when all are seen.
  void sort_links(const std::vector<Arc>& arcs) {
    for (const Arc& arc : arcs) {
      if (arc.label != EdgeLabel::links_to || arc.direction != Direction::out) continue;
      const auto target = vertices_.find(arc.other);
      if (target == vertices_.end()) continue;
      if (arc.method == Method::alias || arc.method == Method::title) {
        by_alias_.insert({place_of(arc.evidence), arc.other, arc.method});
      } else if (arc.method == Method::dangling && target->second.type != VertexType::person) {
        unresolved_[arc.other].push_back(place_of(arc.evidence));
      }
    }
  }

  void tell_links() {
    for (const auto& [place, target, method] : by_alias_) {
      const Vertex& vertex = vertices_.at(target);
      add("only-alias", place,
          fmt::format("a link means {} by its {}", shown(vertex), to_string(method)));
    }
    for (auto& [target, places] : unresolved_) {
      std::sort(places.begin(), places.end());
      std::string message = fmt::format("[[{}]] has no note", name(target));
      if (places.size() > 1) message += fmt::format("; {} links", places.size());
      add("unresolved-link", places.front(), std::move(message));
    }
  }

  void find_idle_verdicts() {
    std::set<std::string_view> notes;
    for (const auto& [id, path] : paths_) notes.insert(path);
    for (const Verdict& verdict : question_.identities.verdicts()) {
      std::vector<std::string> named = verdict.names;
      if (verdict.kind != Verdict::Kind::split) {
        named.push_back(verdict.is);
        named.insert(named.end(), verdict.notes.begin(), verdict.notes.end());
      }
      const bool by_name = verdict.kind == Verdict::Kind::merge;
      for (const std::string& text : named) {
        const std::string why = why_idle(text, by_name, notes);
        if (why.empty()) continue;
        add("idle-verdict", {question_.identities_file, verdict.line},
            fmt::format("'{}' {}; verdict {}", text, why, verdict.id()));
      }
    }
  }

  std::string why_idle(const std::string& text, bool by_name,
                       const std::set<std::string_view>& notes) const {
    if (text.ends_with(".md")) return notes.contains(text) ? "" : "is no note of the vault";
    if (!by_name) return {};
    const auto vertices = store_.find_name(text);
    if (vertices.empty()) return "is nobody's name";
    const auto with_note = std::count_if(vertices.begin(), vertices.end(), [&](VertexId id) {
      const auto vertex = vertices_.find(id);
      return vertex != vertices_.end() && !vertex->second.stub &&
             vertex->second.type != VertexType::note;
    });
    return with_note > 1 ? "is the name of several notes" : "";
  }

  const Store& store_;
  const StoreQuestion& question_;
  std::unordered_map<VertexId, Vertex> vertices_;
  std::unordered_map<SourceId, std::string> paths_;
  std::optional<std::unordered_map<VertexId, std::optional<Date>>> contacts_of_owner_;
  std::set<std::tuple<Place, VertexId, Method>> by_alias_;
  std::map<VertexId, std::vector<Place>> unresolved_;
  std::vector<Diagnostic> found_;
};

}  // namespace

std::vector<Diagnostic> diagnose(const Store& store, const StoreQuestion& question) {
  return Diagnosis(store, question).run();
}

}  // namespace rapport
