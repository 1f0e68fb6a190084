#include "tests/support/dump.h"

#include <map>
#include <set>
#include <vector>

#include <fmt/format.h>

namespace rapport::testing {
namespace {

std::string quoted(std::string_view text) {
  std::string line = "\"";
  for (const char c : text) {
    if (c == '\n') {
      line += "\\n";
    } else {
      line += c;
    }
  }
  return line + '"';
}

class Dumper {
 public:
  explicit Dumper(const Store& store) : store_(store) {
    store.for_each_vertex([&](const Vertex& v) { keys_[v.id] = v.key; });
    store.for_each_source([&](const Store::Source& s) { paths_[s.id] = s.path; });
  }

  std::multiset<std::string> lines() {
    store_.for_each_vertex([&](const Vertex& v) { add(v); });
    store_.for_each_arc_list([&](VertexId id, const std::vector<Arc>& arcs) {
      for (const Arc& arc : arcs) add(id, arc);
    });
    store_.for_each_tie_list([&](VertexId id, const std::vector<Tie>& ties) {
      for (const Tie& tie : ties) add(id, tie);
    });
    store_.for_each_record_list([&](VertexId id, const std::vector<Record>& records) {
      for (const Record& record : records) add("record", id, record);
    });
    store_.for_each_signal_list([&](VertexId id, const std::vector<Record>& records) {
      for (const Record& record : records) add("signal", id, record);
    });
    store_.for_each_source([&](const Store::Source& s) { add(s); });
    if (!store_.writer_settings().empty()) line("settings {}", quoted(store_.writer_settings()));
    for (const Evidence& e : cited_) {
      if (const std::string text = store_.excerpt(e); !text.empty()) {
        line("excerpt {} {}", place(e), quoted(text));
      }
    }
    return std::move(lines_);
  }

 private:
  template <class... Arguments>
  void line(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    lines_.insert(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  std::string key(VertexId id) const {
    const auto it = keys_.find(id);
    return it == keys_.end() ? "(no vertex)" : it->second;
  }

  std::string place(const Evidence& e) {
    cited_.insert(e);
    const auto it = paths_.find(e.source);
    return fmt::format("{}:{}", it == paths_.end() ? "(no source)" : it->second, e.line);
  }

  static std::string date(std::optional<Date> date) { return date ? " " + to_iso(*date) : ""; }

  void add(const Vertex& v) {
    line("vertex {} {} {}{}{}", v.key, to_string(v.type), quoted(v.name), v.stub ? " stub" : "",
         date(v.date));
    for (const Property& p : v.properties) {
      line("property {} {}={}{} {}", v.key, p.name, quoted(p.value), date(p.date),
           place(p.evidence));
    }
  }

  void add(VertexId id, const Arc& arc) {
    if (arc.direction == Direction::in) return;
    const std::string by =
        arc.method == Method::none ? "" : fmt::format(" by={}", to_string(arc.method));
    line("edge {} -{}-> {}{}{}{} {}", key(id), to_string(arc.label), key(arc.other), by,
         arc.principal ? " principal" : "", date(arc.date), place(arc.evidence));
  }

  void add(VertexId id, const Tie& tie) {
    const std::string pair = fmt::format("{} ~ {}", key(id), key(tie.neighbor));
    for (const Contact& c : tie.contacts) {
      line("contact {} {} at {} group={} {}{}", pair, to_iso(c.date), key(c.meeting), c.group_size,
           to_string(c.channel), c.principal ? " principal" : "");
    }
    for (const TieStatement& s : tie.statements) {
      line("statement {} {} {}{} {}", pair, to_string(s.label),
           s.direction == Direction::out ? "out" : "in", date(s.date), place(s.evidence));
    }
  }

  void add(std::string_view kind, VertexId holder, const Record& r) {
    std::string rest = date(r.date);
    if (r.subject) rest += " subject=" + key(*r.subject);
    if (r.object) rest += " object=" + key(*r.object);
    for (const Property& p : r.attributes) rest += fmt::format(" {}={}", p.name, quoted(p.value));
    line("{} {} {} {}{} {}", kind, key(holder), to_string(r.kind), quoted(r.text), rest,
         place(r.evidence));
  }

  void add(const Store::Source& source) {
    const SourceMemo memo = store_.memo(source.id);
    std::string rest;
    if (!memo.identity.empty()) rest += " identity=" + quoted(memo.identity);
    for (const std::uint64_t hash : memo.lookups) rest += fmt::format(" asks={}", hash);
    if (!memo.diagnostics.empty()) rest += " diagnostics=" + quoted(memo.diagnostics);
    line("source {} hash={}{}", source.path, source.fingerprint.content_hash, rest);
  }

  const Store& store_;
  std::map<VertexId, std::string> keys_;
  std::map<SourceId, std::string> paths_;
  std::set<Evidence> cited_;
  std::multiset<std::string> lines_;
};

}  // namespace

std::string dump(const Store& store) {
  std::string text;
  for (const std::string& line : Dumper(store).lines()) text += line + '\n';
  return text;
}

std::string dump(const Store& store, std::string_view kind) {
  std::string text;
  const std::string prefix = std::string(kind) + ' ';
  for (const std::string& line : Dumper(store).lines()) {
    if (line.starts_with(prefix)) text += line.substr(prefix.size()) + '\n';
  }
  return text;
}

}  // namespace rapport::testing
