#include "tools/config.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <sstream>
#include <utility>

#include <fmt/format.h>

#include "graph/name_key.h"
#include "ingest/frontmatter.h"
#include "ingest/words.h"
#include "tools/errors.h"
#include "tools/suggest.h"

namespace rapport {
namespace {

class Reader {
 public:
  Reader(std::string file, Config& config) : file_(std::move(file)), config_(config) {}

  void read(const std::vector<Field>& fields, std::vector<std::string>* problems) {
    for (const Field& field : fields) {
      try {
        read_field(field);
      } catch (const UsageError& e) {
        if (problems == nullptr) throw;
        problems->push_back(e.what());
      }
    }
  }

 private:
  void read_field(const Field& field) {
    static const std::vector<std::string> kKeys = {
        "me",      "ignore",   "exclude", "templates", "synonyms",   "types",
        "folders", "sections", "cues",    "titles",    "parameters", "identities"};
    const std::string key = field.key;
    if (key == "me")
      read_owner(field);
    else if (key == "ignore")
      config_.rules.ignore = list(field.value);
    else if (key == "exclude")
      read_exclude(field);
    else if (key == "templates") {
      for (std::string folder : list(field.value)) {
        while (folder.ends_with('/')) folder.pop_back();
        config_.rules.template_folders.push_back(fold_case(folder));
      }
    } else if (key == "synonyms")
      extend(field, config_.rules.keys, concept_named, fold_key);
    else if (key == "types")
      extend(field, config_.rules.types, note_type_named, fold_name);
    else if (key == "folders")
      extend(field, config_.rules.folders, note_type_named, fold_name);
    else if (key == "sections")
      extend(field, config_.rules.sections, section_named, fold_name);
    else if (key == "cues")
      read_cues(field);
    else if (key == "titles")
      read_titles(field);
    else if (key == "parameters")
      read_parameters(field);
    else if (key == "identities")
      config_.identities = path_in_vault(field.value);
    else
      fail(field.line, unknown("setting", key, kKeys));
  }

  [[noreturn]] void fail(std::uint32_t line, const std::string& message) const {
    throw UsageError(fmt::format("{}:{}: {}", file_, line, message));
  }

  static std::string unknown(std::string_view what, const std::string& name,
                             const std::vector<std::string>& known) {
    const auto near = nearest(name, known);
    return fmt::format("unknown {} '{}'{}", what, name,
                       near.empty() ? "" : fmt::format("; did you mean '{}'?", near.front()));
  }

  std::string scalar(const Value& value) const {
    if (value.kind != Value::Kind::scalar) fail(value.line, "a single value is expected here");
    return value.text;
  }

  void read_owner(const Field& field) const {
    if (field.value.kind == Value::Kind::map)
      fail(field.line, "'me' takes a name, or a list of them");
    config_.me = list(field.value);
    config_.me_line = field.line;
    for (const std::string& name : config_.me) {
      if (!is_owner_name(name)) fail(field.line, "'me' takes a name, or a list of them");
    }
  }

  // Whoever wrote the vault's settings must not choose a file of the user's elsewhere.
  std::string path_in_vault(const Value& value) const {
    std::string path = scalar(value);
    const bool leaves =
        path.starts_with('/') || ("/" + path + "/").find("/../") != std::string::npos;
    if (leaves || !(path.ends_with(".yaml") || path.ends_with(".yml"))) {
      fail(value.line, "a .yaml file within the vault is expected here");
    }
    return path;
  }

  std::vector<std::string> list(const Value& value) const {
    if (value.kind == Value::Kind::empty) return {};
    if (value.kind == Value::Kind::scalar) return {value.text};
    std::vector<std::string> items;
    for (const Value& item : value.items) items.push_back(scalar(item));
    return items;
  }

  // Without quotes a tag is a remark of YAML: what was to be kept out would be read.
  void read_exclude(const Field& field) const {
    const bool is_list = field.value.kind == Value::Kind::list;
    const std::vector<Value> items = is_list ? field.value.items : std::vector{field.value};
    for (const Value& item : items) {
      if (item.kind != Value::Kind::scalar || trim(item.text).empty() || trim(item.text) == "#") {
        fail(item.line > 0 ? item.line : field.line,
             "a glob or a tag is expected here; a tag needs quotes: \"#private\"");
      }
      config_.rules.keep_out(trim(item.text));
    }
  }

  template <class Map, class Named, class Fold>
  void extend(const Field& field, Map& map, Named named, Fold fold) const {
    for (const Field& row : field.value.fields) {
      const auto meaning = named(row.key);
      if (!meaning) fail(row.line, fmt::format("'{}' is no name in '{}'", row.key, field.key));
      for (const std::string& word : list(row.value)) map[fold(word)] = *meaning;
    }
  }

  void read_cues(const Field& field) const {
    for (const Field& row : field.value.fields) {
      const auto cue = cue_named(row.key);
      if (!cue) fail(row.line, unknown("cue", row.key, cue_names()));
      for (const std::string& phrase : list(row.value))
        config_.rules.lexicon.own().add(*cue, phrase);
    }
  }

  void read_titles(const Field& field) const {
    for (const Field& row : field.value.fields) {
      if (!is_title_level(row.key)) {
        fail(row.line,
             fmt::format("'{}' is no level of titles: c-level, vp, gm, director, manager, "
                         "or '' for a job of no particular level",
                         row.key));
      }
      for (const std::string& title : list(row.value))
        config_.rules.titles.own().add(title, row.key);
    }
  }

  void read_parameters(const Field& field) const {
    for (const Field& row : field.value.fields) {
      std::vector<std::string> known;
      const ParameterRow* found = nullptr;
      for (const ParameterRow& parameter : parameter_table()) {
        known.emplace_back(parameter.name);
        if (parameter.name == row.key) found = &parameter;
      }
      if (found == nullptr) fail(row.line, unknown("parameter", row.key, known));
      const std::string text = scalar(row.value);
      double number = 0;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      if (error != std::errc{} || end != text.data() + text.size() || !(number >= found->least) ||
          !(number <= found->most)) {
        fail(row.line, fmt::format("{} takes a number from {:g} to {:g}", found->name, found->least,
                                   found->most));
      }
      config_.parameters.*(found->member) = number;
    }
  }

  std::string file_;
  Config& config_;
};

}  // namespace

bool is_owner_name(std::string_view name) {
  return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7F;
  }) && name.find_first_not_of(' ') != std::string_view::npos;
}

Config read_config(const std::string& file, std::vector<std::string>* problems) {
  std::ifstream in(file);
  if (!in) return {};
  std::ostringstream text;
  text << in.rdbuf();
  return parse_config(text.str(), file, problems);
}

Config parse_config(std::string_view text, const std::string& file,
                    std::vector<std::string>* problems) {
  Config config;
  DiagnosticSink sink(file);
  const std::vector<Field> fields = read_yaml(text, sink);
  if (!sink.all().empty()) {
    const Diagnostic& d = sink.all().front();
    std::string broken = fmt::format("{}:{}: {}", file, d.line, d.message);
    if (problems == nullptr) throw UsageError(broken);
    problems->push_back(std::move(broken));
  }
  Reader(file, config).read(fields, problems);
  return config;
}

}  // namespace rapport
