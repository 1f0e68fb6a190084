#include "ingest/identities.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "graph/encoding.h"
#include "graph/name_key.h"
#include "ingest/frontmatter.h"
#include "ingest/note_rules.h"
#include "ingest/text_lines.h"
#include "ingest/words.h"

namespace rapport {
namespace {

using Kind = Verdict::Kind;

constexpr std::string_view kRoot = "verdicts";
constexpr std::string_view kFault = "bad-identities";
constexpr std::string_view kRemark =
    "# Who is who, as decided with `rapport review`. One verdict a line, the later one counts.\n";

// What each kind of verdict is written with. A key ending in '?' may be missing.
struct Shape {
  Kind kind;
  std::string_view name;
  std::vector<std::string_view> keys;  // none: a list of names
};

const std::array<Shape, 5>& shapes() {
  static const std::array<Shape, 5> kShapes = {
      Shape{Kind::merge, "merge", {}}, Shape{Kind::apart, "apart", {}},
      Shape{Kind::accept, "accept", {"name", "note?", "is"}},
      Shape{Kind::reject, "reject", {"name", "note?", "is?"}},
      Shape{Kind::split, "split", {"name", "notes", "as"}}};
  return kShapes;
}

bool is_list_of_names(Kind kind) { return kind == Kind::merge || kind == Kind::apart; }

std::string reference(std::string_view name) {
  return name.ends_with(".md") ? fold_case(name) : fold_name(name);
}

class Reader {
 public:
  explicit Reader(DiagnosticSink& sink) : sink_(sink) {}

  std::vector<Verdict> read(const std::vector<Field>& fields) {
    for (const Field& field : fields) {
      if (field.key != kRoot) {
        fail(field.line,
             fmt::format("unknown key '{}'; verdicts stand below '{}:'", field.key, kRoot));
      } else if (field.value.kind == Value::Kind::list) {
        for (const Value& item : field.value.items) read_verdict(item);
      } else if (field.value.kind != Value::Kind::empty) {
        fail(field.line, "a list of verdicts is expected here");
      }
    }
    return std::move(verdicts_);
  }

 private:
  void fail(std::uint32_t line, std::string message) {
    sink_.error(kFault, line, 1, std::move(message));
  }

  void read_verdict(const Value& item) {
    if (item.kind != Value::Kind::map || item.fields.size() != 1) {
      return fail(item.line, "a verdict has one kind: merge, apart, accept, reject or split");
    }
    const Field& field = item.fields.front();
    const auto shape = std::find_if(shapes().begin(), shapes().end(),
                                    [&](const Shape& s) { return s.name == field.key; });
    if (shape == shapes().end()) {
      return fail(field.line, fmt::format("unknown verdict '{}'; there are merge, apart, accept, "
                                          "reject and split",
                                          field.key));
    }
    Verdict verdict;
    verdict.kind = shape->kind;
    verdict.line = item.line;
    const bool is_sound =
        shape->keys.empty() ? read_names(field, verdict) : read_keys(field, *shape, verdict);
    if (is_sound) verdicts_.push_back(std::move(verdict));
  }

  bool read_names(const Field& field, Verdict& verdict) {
    if (!read_texts(field, verdict.names)) return false;
    std::set<std::string> different;
    for (const std::string& name : verdict.names) different.insert(reference(name));
    const bool is_sound = different.size() == verdict.names.size() && different.size() >= 2 &&
                          (verdict.kind == Kind::merge || different.size() == 2);
    if (!is_sound) {
      fail(field.line, fmt::format("{} takes {} different names or note paths", field.key,
                                   verdict.kind == Kind::merge ? "two or more" : "two"));
    }
    return is_sound;
  }

  bool read_keys(const Field& field, const Shape& shape, Verdict& verdict) {
    if (field.value.kind != Value::Kind::map) {
      fail(field.line, fmt::format("{} takes keys and values", field.key));
      return false;
    }
    std::set<std::string_view> seen;
    for (const Field& part : field.value.fields) {
      const auto is_called_so = [&](std::string_view key) {
        return key == part.key || (key.ends_with('?') && key.substr(0, key.size() - 1) == part.key);
      };
      const auto key = std::find_if(shape.keys.begin(), shape.keys.end(), is_called_so);
      if (key == shape.keys.end()) {
        fail(part.line, fmt::format("{} has no key '{}'", field.key, part.key));
        return false;
      }
      seen.insert(*key);
      if (!read_key(part, verdict)) return false;
    }
    for (const std::string_view key : shape.keys) {
      if (key.ends_with('?') || seen.contains(key)) continue;
      fail(field.line, fmt::format("{} needs '{}'", field.key, key));
      return false;
    }
    return true;
  }

  bool read_key(const Field& part, Verdict& verdict) {
    if (part.key == "note" || part.key == "notes") return read_texts(part, verdict.notes);
    if (part.value.kind != Value::Kind::scalar || trim(part.value.text).empty()) {
      fail(part.line, fmt::format("'{}' takes a single text", part.key));
      return false;
    }
    if (part.key == "name") {
      verdict.names = {part.value.text};
    } else {
      verdict.is = part.value.text;
    }
    return true;
  }

  bool read_texts(const Field& field, std::vector<std::string>& texts) {
    if (field.value.kind == Value::Kind::scalar) texts = {field.value.text};
    for (const Value& item : field.value.items) {
      if (item.kind != Value::Kind::scalar) {
        fail(item.line, fmt::format("'{}' takes texts", field.key));
        return false;
      }
      texts.push_back(item.text);
    }
    const bool is_sound = !texts.empty() && std::none_of(texts.begin(), texts.end(),
                                                         [](auto& t) { return trim(t).empty(); });
    if (!is_sound)
      fail(field.line, fmt::format("'{}' takes one text or a list of them", field.key));
    return is_sound;
  }

  DiagnosticSink& sink_;
  std::vector<Verdict> verdicts_;
};

bool holds_in(const Verdict& verdict, std::string_view note) {
  if (verdict.notes.empty()) return true;
  return std::any_of(verdict.notes.begin(), verdict.notes.end(), [&](const std::string& n) {
    return verdict.kind == Kind::split ? glob_matches(n, note) : n == note;
  });
}

void apply(const Verdict& verdict, NameRuling& ruling) {
  if (verdict.kind == Kind::reject && !verdict.is.empty()) {
    if (reference(ruling.is) == reference(verdict.is)) ruling.is.clear();
    ruling.isnot.push_back(verdict.is);
    return;
  }
  ruling = NameRuling{};
  ruling.is = verdict.is;
  ruling.split = verdict.kind == Kind::split;
  ruling.nobody = verdict.kind == Kind::reject;
}

bool is_remark(std::string_view line) { return trim(line).empty() || trim(line).front() == '#'; }

std::string joined(const std::vector<std::string_view>& lines) {
  std::string text;
  for (const std::string_view line : lines) text += std::string(line) + '\n';
  return text;
}

// The file with lines added at its end, or with those of the missing verdicts taken out; may be
// wrong where the file was written in another manner.
std::string edited_by_lines(std::string_view text, const Identities& before,
                            const Identities& wanted) {
  std::vector<std::string_view> lines = lines_of(text);
  const auto& old = before.verdicts();
  const auto is_in = [](const std::vector<Verdict>& list, const Verdict& v) {
    return std::find(list.begin(), list.end(), v) != list.end();
  };
  for (std::size_t i = old.size(); i-- > 0;) {
    if (is_in(wanted.verdicts(), old[i]) || old[i].line == 0) continue;
    std::size_t end = i + 1 < old.size() ? old[i + 1].line - 1 : lines.size();
    end = std::min(end, lines.size());
    while (end > old[i].line && is_remark(lines[end - 1])) --end;
    lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(old[i].line) - 1,
                lines.begin() + static_cast<std::ptrdiff_t>(end));
  }
  std::string edited = joined(lines);
  for (const Verdict& verdict : wanted.verdicts()) {
    if (!is_in(old, verdict)) edited += "  " + verdict.dump() + "\n";
  }
  return edited;
}

std::string remarks_at_head(std::string_view text) {
  std::vector<std::string_view> lines = lines_of(text);
  lines.erase(std::find_if_not(lines.begin(), lines.end(), is_remark), lines.end());
  return joined(lines);
}

}  // namespace

std::string_view to_string(Verdict::Kind kind) {
  for (const Shape& shape : shapes()) {
    if (shape.kind == kind) return shape.name;
  }
  return "unknown";
}

std::string yaml_quoted(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : to_valid_utf8(text)) {
    if (c == '"' || c == '\\') {
      quoted += '\\';
      quoted += c;
    } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
      quoted += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    } else {
      quoted += c;
    }
  }
  return quoted + '"';
}

std::string yaml_list(const std::vector<std::string>& texts) {
  std::string list;
  for (const std::string& text : texts) list += (list.empty() ? "" : ", ") + yaml_quoted(text);
  return "[" + list + "]";
}

std::string Verdict::dump() const {
  std::string text = fmt::format("- {}: ", to_string(kind));
  if (is_list_of_names(kind)) return text + yaml_list(names);
  text += "{name: " + yaml_quoted(names.empty() ? "" : names.front());
  if (kind == Kind::split) {
    text += ", notes: " + yaml_list(notes);
  } else if (!notes.empty()) {
    text += ", note: " + (notes.size() == 1 ? yaml_quoted(notes.front()) : yaml_list(notes));
  }
  if (!is.empty()) text += (kind == Kind::split ? ", as: " : ", is: ") + yaml_quoted(is);
  return text + "}";
}

std::string Verdict::id() const { return fmt::format("{:06x}", hash64(dump()) & 0xFFFFFFU); }

Identities::Identities(std::vector<Verdict> verdicts) : verdicts_(std::move(verdicts)) {
  for (std::size_t i = 0; i < verdicts_.size(); ++i) {
    const Verdict& v = verdicts_[i];
    if (!is_list_of_names(v.kind)) {
      by_name_[fold_name(v.names.front())].push_back(i);
      continue;
    }
    Pairs& pairs = v.kind == Kind::apart ? apart_ : merged_;
    for (std::size_t k = 0; k < v.names.size(); ++k) {
      for (std::size_t l = 0; l < k; ++l) {
        const std::string a = reference(v.names[k]);
        const std::string b = reference(v.names[l]);
        pairs[std::min(a, b)].push_back(std::max(a, b));
      }
    }
  }
}

std::string Identities::dump() const {
  if (verdicts_.empty()) return {};
  std::string text = std::string(kRoot) + ":\n";
  for (const Verdict& verdict : verdicts_) text += "  " + verdict.dump() + "\n";
  return text;
}

std::string Identities::fingerprint() const {
  std::string text;
  for (const Verdict& verdict : verdicts_) {
    if (verdict.kind != Kind::apart) text += verdict.dump() + "\n";
  }
  return text.empty() ? text : fmt::format("identities {:016x}\n", hash64(text));
}

// What is said of one note goes before what is said of all.
std::optional<NameRuling> Identities::ruling(std::string_view name, std::string_view note) const {
  if (by_name_.empty()) return std::nullopt;
  const auto found = by_name_.find(fold_name(name));
  if (found == by_name_.end()) return std::nullopt;
  std::optional<NameRuling> ruling;
  for (const bool everywhere : {true, false}) {
    for (const std::size_t i : found->second) {
      const Verdict& verdict = verdicts_[i];
      if (verdict.notes.empty() != everywhere || !holds_in(verdict, note)) continue;
      if (!ruling) ruling.emplace();
      apply(verdict, *ruling);
    }
  }
  return ruling;
}

bool Identities::has_pair(const Pairs& pairs, const Reference& a, const Reference& b) {
  if (pairs.empty()) return false;
  for (const std::string& one : {reference(a.key), fold_name(a.name)}) {
    for (const std::string& other : {reference(b.key), fold_name(b.name)}) {
      const auto found = pairs.find(std::min(one, other));
      if (found == pairs.end()) continue;
      const auto& others = found->second;
      if (std::find(others.begin(), others.end(), std::max(one, other)) != others.end()) {
        return true;
      }
    }
  }
  return false;
}

bool Identities::are_apart(const Reference& a, const Reference& b) const {
  return has_pair(apart_, a, b);
}

bool Identities::are_settled(const Reference& a, const Reference& b) const {
  return has_pair(apart_, a, b) || has_pair(merged_, a, b);
}

Identities parse_identities(std::string_view text, DiagnosticSink& sink) {
  const std::vector<Field> fields = read_yaml(text, sink);
  if (!sink.all().empty()) return {};
  return Identities(Reader(sink).read(fields));
}

std::string edit_identities(std::string_view text, const Identities& wanted) {
  DiagnosticSink sink("");
  const Identities before = parse_identities(text, sink);
  const std::string head = text.empty() ? std::string(kRemark) : remarks_at_head(text);
  if (before.verdicts().empty() || wanted.verdicts().empty()) return head + wanted.dump();
  std::string edited = edited_by_lines(text, before, wanted);
  const Identities after = parse_identities(edited, sink);
  if (sink.all().empty() && after.verdicts() == wanted.verdicts()) return edited;
  return head + wanted.dump();
}

}  // namespace rapport
