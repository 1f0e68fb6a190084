#include "tests/support/graph_of.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "graph/encoding.h"

namespace rapport::testing {
namespace {

using Words = std::vector<std::string>;

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

// Parts between separators that stand in no quotes, trimmed, empty ones left out.
Words split(std::string_view text, std::string_view separators) {
  Words parts;
  std::string part;
  bool in_quotes = false;
  const auto end_part = [&] {
    if (const auto word = trimmed(part); !word.empty()) parts.emplace_back(word);
    part.clear();
  };
  for (const char c : text) {
    if (c == '"') in_quotes = !in_quotes;
    if (!in_quotes && separators.find(c) != std::string_view::npos) {
      end_part();
    } else {
      part += c;
    }
  }
  end_part();
  return parts;
}

Words statements_in(std::string_view text) {
  std::string without_comments;
  for (const std::string& line : split(text, "\n")) {
    without_comments += line.substr(0, line.find("//")) + '\n';
  }
  return split(without_comments, ";\n");
}

bool is_quoted(std::string_view word) { return word.size() >= 2 && word.front() == '"'; }

std::string unquoted(std::string_view word) {
  return std::string(is_quoted(word) ? word.substr(1, word.size() - 2) : word);
}

bool is_number(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string join(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::optional<RecordKind> record_kind_of(std::string_view name) {
  for (auto kind = RecordKind::fact; kind <= RecordKind::left;
       kind = static_cast<RecordKind>(static_cast<int>(kind) + 1)) {
    if (to_string(kind) == name) return kind;
  }
  return std::nullopt;
}

// The types that a label tells of its ends; person is what everyone is who is not told otherwise.
VertexType source_type(EdgeLabel label) {
  return label == EdgeLabel::part_of ? VertexType::project : VertexType::person;
}
VertexType target_type(EdgeLabel label) {
  switch (label) {
    case EdgeLabel::works_at:
    case EdgeLabel::leads:
    case EdgeLabel::about:
    case EdgeLabel::part_of:
      return VertexType::organization;
    case EdgeLabel::owns:
      return VertexType::project;
    case EdgeLabel::attended:
    case EdgeLabel::mentioned:
      return VertexType::meeting;
    default:
      return VertexType::person;
  }
}

class GraphText {
 public:
  explicit GraphText(std::string_view path) { claims_.path = path; }

  SourceClaims read(std::string_view text) && {
    const Words statements = statements_in(text);
    for (const std::string& statement : statements) read_declaration(statement);
    for (const std::string& statement : statements) {
      statement_ = statement;
      claims_.excerpts[++line_] = statement;
      read_statement();
    }
    claims_.fingerprint.content_hash = hash64(text);
    claims_.fingerprint.size = text.size();
    return std::move(claims_);
  }

 private:
  [[noreturn]] void fail(std::string_view why) const {
    throw std::invalid_argument(fmt::format("{}: \"{}\"", why, statement_));
  }

  void read_declaration(const std::string& statement) {
    const auto colon = statement.find(':');
    if (colon == std::string::npos) return;
    const std::string head = statement.substr(0, colon);
    const Words names = split(std::string_view(statement).substr(colon + 1), ",");
    if (head == "stub") stubs_.insert(names.begin(), names.end());
    if (const auto type = vertex_type_of(head)) {
      for (const std::string& name : names) types_[name] = *type;
    }
  }

  void read_statement() {
    const Words parts = split(statement_, ":");
    const Words head = split(parts.front(), " ");
    if (parts.size() == 2) {
      if (head.front() == "guard") return read_guard(split(parts[1], " "));
      if (const auto kind = record_kind_of(head.front())) return read_record(*kind, parts[1]);
      if (parse_date(head.front()) || head.front() == "undated")
        return read_meeting(head, parts[1]);
      if (head.front() == "stub" || vertex_type_of(head.front())) {
        for (const std::string& name : split(parts[1], ",")) vertex(name, VertexType::person);
        return;
      }
      fail("no such kind of statement");
    }
    read_edge_or_property(split(statement_, " "));
  }

  LocalVertex vertex(const std::string& name, VertexType type, std::optional<Date> date = {}) {
    if (name.empty()) fail("a name is missing");
    const auto [it, is_new] =
        vertices_.try_emplace(name, static_cast<LocalVertex>(claims_.vertices.size()));
    if (is_new) {
      const auto declared = types_.find(name);
      claims_.vertices.push_back({name,
                                  declared == types_.end() ? type : declared->second,
                                  stubs_.contains(name) ? Rank::role : Rank::note,
                                  name,
                                  date,
                                  {}});
    } else if (type != VertexType::person && !types_.contains(name)) {
      claims_.vertices[it->second].type = type;
    }
    return it->second;
  }

  void edge(LocalVertex from, EdgeLabel label, LocalVertex to, std::optional<Date> date,
            bool principal = false) {
    claims_.edges.push_back({from, to, label, Method::name, principal, date, line_});
  }

  RecordClaim record(RecordKind kind, LocalVertex holder, std::optional<Date> date) const {
    RecordClaim claim;
    claim.kind = kind;
    claim.holder = holder;
    claim.date = date;
    claim.text = statement_;
    claim.line = line_;
    return claim;
  }

  static std::optional<Date> take_date(Words& words) {
    const auto date = words.empty() ? std::nullopt : parse_date(words.back());
    if (date) words.pop_back();
    return date;
  }

  static std::string meeting_name(const std::string& day, const std::string& title) {
    if (title.empty()) return day;
    return day == "undated" ? title : day + " - " + title;
  }

  void read_meeting(const Words& head, const std::string& rest) {
    const auto date = parse_date(head.front());
    std::string title;
    std::vector<PropertyClaim> properties;
    for (std::size_t i = 1; i < head.size(); ++i) {
      if (is_quoted(head[i])) {
        title = unquoted(head[i]);
      } else if (head[i] == "call" || head[i] == "mail") {
        properties.push_back({"channel", head[i], line_});
      } else if (is_number(head[i])) {
        properties.push_back({"attendee_count", head[i], line_});
      } else {
        fail("neither title, channel nor number of people");
      }
    }
    std::string name = meeting_name(head.front(), title);
    const int n = ++meetings_named_[name];
    if (n > 1) name += fmt::format(" ({})", n);
    const LocalVertex meeting = vertex(name, VertexType::meeting, date);
    claims_.vertices[meeting].properties = properties;

    const auto about = rest.find(" about ");
    for (std::string person : split(rest.substr(0, about), ",")) {
      const bool principal = person.ends_with('*');
      if (principal) person.pop_back();
      edge(vertex(person, VertexType::person), EdgeLabel::attended, meeting, date, principal);
    }
    if (about == std::string::npos) return;
    for (const std::string& account : split(std::string_view(rest).substr(about + 7), ",")) {
      edge(meeting, EdgeLabel::about, vertex(account, target_type(EdgeLabel::about)), date);
    }
  }

  void read_edge_or_property(Words words) {
    const auto verb = std::find_if(words.begin(), words.end(),
                                   [](const auto& w) { return edge_label_of(w).has_value(); });
    if (verb == words.end()) return read_property(words);
    const EdgeLabel label = *edge_label_of(*verb);
    if (label == EdgeLabel::guard) fail("a guard is written \"guard: A !-> B\"");
    const LocalVertex from = vertex(join({words.begin(), verb}), source_type(label));
    words.erase(words.begin(), verb + 1);
    if (target_type(label) == VertexType::meeting) {
      const auto date = words.empty() ? std::nullopt : parse_date(words.front());
      if (!date || words.size() > 2) fail("the object is the day of a meeting and its title");
      const std::string title = words.size() == 2 ? unquoted(words[1]) : "";
      edge(from, label, vertex(meeting_name(words[0], title), VertexType::meeting, date), date);
      return;
    }
    const auto date = take_date(words);
    const LocalVertex to = vertex(join(words), target_type(label));
    edge(from, label, to, date);
    if (label != EdgeLabel::will_open) return;
    RecordClaim claim = record(RecordKind::will_open, from, date);
    claim.subject = from;
    claim.object = to;
    claims_.records.push_back(std::move(claim));
  }

  void read_property(Words words) {
    if (words.size() < 3 || !is_quoted(words.back())) fail("no label and no quoted value");
    const std::string value = unquoted(words.back());
    words.pop_back();
    const std::string name = words.back();
    words.pop_back();
    const LocalVertex holder = vertex(join(words), VertexType::person);
    claims_.vertices[holder].properties.push_back({name, value, line_});
  }

  void read_guard(Words words) {
    const bool is_condition = words.size() > 1 && words[words.size() - 2] == "until";
    const auto date = is_condition ? std::nullopt : take_date(words);
    const auto arrow = std::find(words.begin(), words.end(), "!->");
    const auto until = std::find(words.begin(), words.end(), "until");
    if (arrow == words.end() || until < arrow) fail("a guard is written \"guard: A !-> B\"");
    const LocalVertex object = vertex(join({arrow + 1, until}), VertexType::person);
    RecordClaim claim = record(RecordKind::guard, object, date);
    claim.object = object;
    if (arrow != words.begin()) {
      claim.subject = vertex(join({words.begin(), arrow}), VertexType::person);
      edge(*claim.subject, EdgeLabel::guard, object, date);
    }
    if (until != words.end()) add_condition(claim, join({until + 1, words.end()}));
    claims_.records.push_back(std::move(claim));
  }

  void add_condition(RecordClaim& guard, const std::string& condition) {
    if (parse_date(condition)) {
      guard.attributes = {{"until", condition}, {"until_date", condition}};
      return;
    }
    vertex(condition, VertexType::person);
    guard.attributes = {
        {"until", condition + " agrees"}, {"waits_for_name", condition}, {"waits_for", condition}};
  }

  void read_record(RecordKind kind, const std::string& rest) {
    Words name;
    RecordClaim claim = record(kind, 0, std::nullopt);
    for (const std::string& word : split(rest, " ")) {
      const auto equals = word.find('=');
      if (is_quoted(word)) {
        claim.text = unquoted(word);
      } else if (const auto date = parse_date(word)) {
        claim.date = date;
      } else if (equals != std::string::npos) {
        claim.attributes.emplace_back(word.substr(0, equals), unquoted(word.substr(equals + 1)));
      } else {
        name.push_back(word);
      }
    }
    claim.holder = vertex(join(name), VertexType::person);
    if (is_signal(kind) || kind == RecordKind::task) claim.subject = claim.holder;
    if (kind == RecordKind::deprioritised) claim.attributes.emplace_back("name", join(name));
    claims_.records.push_back(std::move(claim));
  }

  SourceClaims claims_;
  std::string statement_;
  std::uint32_t line_ = 0;
  std::map<std::string, LocalVertex> vertices_;
  std::map<std::string, VertexType> types_;  // declared
  std::set<std::string> stubs_;
  std::map<std::string, int> meetings_named_;
};

}  // namespace

SourceClaims claims_of(std::string_view path, std::string_view text) {
  return GraphText(path).read(text);
}

Store store_of(std::initializer_list<std::pair<std::string_view, std::string_view>> sources) {
  WriteBatch batch;
  for (const auto& [path, text] : sources) batch.put.push_back(claims_of(path, text));
  Store store = Store::in_memory();
  store.apply(batch);
  return store;
}

Store graph_of(std::string_view text) { return store_of({{"graph.md", text}}); }

}  // namespace rapport::testing
