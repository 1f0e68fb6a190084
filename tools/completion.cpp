#include "tools/completion.h"

#include <algorithm>

#include "graph/name_key.h"
#include "tools/shell_words.h"

namespace rapport {
namespace {

// What a verb's words, or the values of an option, can be.
struct ValueRow {
  std::string_view verb;    // empty: any
  std::string_view option;  // empty: the verb's own words
  std::vector<std::string> words;
  std::vector<VertexType> names;
};

// Of two rows that fit the first one holds.
const std::vector<ValueRow>& value_rows() {
  const auto person = VertexType::person;
  const auto organization = VertexType::organization;
  const auto project = VertexType::project;
  static const std::vector<ValueRow> rows = {
      {"who", "", {}, {person}},
      {"who", "--from", {}, {person}},
      {"who", "--without", {}, {person}},
      {"show", "", {}, {person, organization, project}},
      {"forget", "", {}, {person, organization}},
      {"coverage", "", {}, {organization}},
      {"weekly", "", {}, {organization}},
      {"weekly", "--week", {"this-week", "last-week"}, {}},
      {"weekly", "--format", {"text", "json", "markdown", "html"}, {}},
      {"stale", "--format", {"text", "json", "markdown", "csv"}, {}},
      {"list", "--format", {"text", "json", "markdown", "csv"}, {}},
      {"coverage", "--format", {"text", "json", "markdown", "csv"}, {}},
      {"stale", "--type", {"person", "organization", "project", "commitment"}, {}},
      {"list", "", {"people", "organizations", "projects", "meetings", "tasks"}, {}},
      {"merge", "", {}, {person, organization}},
      {"split", "", {}, {person}},
      {"completion", "", {"bash", "zsh", "fish"}, {}},
      {"export", "--graph", {"people", "entities"}, {}},
      {"export", "--around", {}, {person, organization, project}},
      {"export", "--to", {}, {person}},
      {"export", "--theme", {"light", "dark"}, {}},
      {"export", "--layout", {"dot", "neato", "fdp", "sfdp", "circo", "twopi"}, {}},
      {"export", "--table", {"links", "nodes"}, {}},
      {"export",
       "--format",
       {"dot", "svg", "png", "pdf", "mermaid", "canvas", "graphml", "gexf", "csv", "json"},
       {}},
      {"ingest", "--format", {"text", "json"}, {}},
      {"watch", "--format", {"text", "json"}, {}},
      {"check", "--format", {"text", "json", "csv"}, {}},
      {"review", "--format", {"text", "json"}, {}},
      {"log", "--format", {"text", "json"}, {}},
      {"", "--format", {"text", "json", "markdown"}, {}},
      {"", "--org", {}, {organization}},
      {"", "--any-executive", {}, {organization}},
      {"", "--account", {}, {organization}},
      {"", "--me", {}, {person}},
      {"", "--set", {}, {person}},
      {"", "--color", {"auto", "always", "never"}, {}},
      {"", "--hyperlink", {"auto", "always", "never"}, {}},
      {"", "--as-of", {"today", "yesterday", "last-monday", "last-friday", "7d"}, {}}};
  return rows;
}

// Bash takes `--format=json` for three words.
std::vector<std::string> joined_at_equals(const std::vector<std::string>& words) {
  std::vector<std::string> joined;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_sign = words[i] == "=" && !joined.empty() && joined.back().starts_with("--");
    if (!is_sign) {
      joined.push_back(words[i]);
    } else if (i + 1 == words.size()) {
      joined.emplace_back();
    }
  }
  return joined;
}

class Reader {
 public:
  Reader(const DeclaredVerb& program, CompletionShell shell) : chain_{&program}, shell_(shell) {}

  Expected read(std::vector<std::string> words) {
    if (shell_ == CompletionShell::bash) words = joined_at_equals(words);
    if (words.empty()) words.emplace_back();
    const std::string last = read_shell_word(words.back()).text;
    words.pop_back();
    for (const std::string& word : words) {
      take(shell_ == CompletionShell::fish ? word : read_shell_word(word).text);
    }
    expect(last);
    return expected_;
  }

 private:
  void take(const std::string& word) {
    if (pending_ != nullptr) {
      take_value(word);
    } else if (word == "--") {
      is_past_options_ = true;
    } else if (is_option(word)) {
      const auto equals = word.find('=');
      pending_ = find(word.substr(0, equals));
      if (pending_ != nullptr && !pending_->takes_value) pending_ = nullptr;
      if (pending_ != nullptr && equals != std::string::npos) take_value(word.substr(equals + 1));
    } else {
      take_plain(word);
    }
  }

  void take_value(const std::string& value) {
    if (is_called(*pending_, "--vault")) expected_.vault = value;
    if (is_called(*pending_, "--db")) expected_.db = value;
    pending_ = nullptr;
  }

  void take_plain(const std::string& word) {
    const auto& verbs = chain_.back()->verbs;
    const auto verb = std::find_if(verbs.begin(), verbs.end(),
                                   [&](const DeclaredVerb& v) { return v.name == word; });
    const bool is_help = chain_.size() == 1 && word == "help";
    if (verb != verbs.end() && !has_words_) {
      chain_.push_back(&*verb);
    } else if (!is_help) {
      has_words_ = true;
    }
  }

  void expect(const std::string& last) {
    expected_.typed = last;
    if (pending_ != nullptr) {
      expect_value(*pending_);
    } else if (is_option(last) && last.find('=') != std::string::npos) {
      const auto equals = last.find('=');
      expected_.prefix = last.substr(0, equals + 1);
      expected_.typed = last.substr(equals + 1);
      const DeclaredOption* option = find(last.substr(0, equals));
      if (option != nullptr && option->takes_value) expect_value(*option);
    } else if (is_option(last) || (last == "-" && !is_past_options_)) {
      for (const DeclaredVerb* verb : chain_) {
        for (const DeclaredOption& option : verb->options) {
          for (const std::string& name : option.names) {
            if (name.starts_with("--")) expected_.words.push_back(name);
          }
        }
      }
    } else {
      if (!has_words_) {
        for (const DeclaredVerb& verb : chain_.back()->verbs) expected_.words.push_back(verb.name);
      }
      if (chain_.size() > 1) expect_row({});
    }
  }

  void expect_value(const DeclaredOption& option) {
    expected_.is_path = option.type == "DIR" || option.type == "FILE";
    for (const std::string& name : option.names) {
      if (expect_row(name)) return;
    }
  }

  bool expect_row(std::string_view option) {
    const auto& rows = value_rows();
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const ValueRow& r) {
      return r.option == option && (r.verb.empty() || r.verb == chain_.back()->name);
    });
    if (row == rows.end()) return false;
    expected_.words.insert(expected_.words.end(), row->words.begin(), row->words.end());
    expected_.names = row->names;
    return true;
  }

  bool is_option(const std::string& word) const {
    return !is_past_options_ && word.size() > 1 && word[0] == '-';
  }

  static bool is_called(const DeclaredOption& option, std::string_view name) {
    return std::find(option.names.begin(), option.names.end(), name) != option.names.end();
  }

  const DeclaredOption* find(std::string_view name) const {
    for (const DeclaredVerb* verb : chain_) {
      for (const DeclaredOption& option : verb->options) {
        if (is_called(option, name)) return &option;
      }
    }
    return nullptr;
  }

  std::vector<const DeclaredVerb*> chain_;  // the program, the verb, the verb's verb
  CompletionShell shell_;
  const DeclaredOption* pending_ = nullptr;  // waits for its value
  bool has_words_ = false;
  bool is_past_options_ = false;
  Expected expected_;
};

}  // namespace

Expected expected_next(const DeclaredVerb& program, const std::vector<std::string>& words,
                       CompletionShell shell) {
  return Reader(program, shell).read(words);
}

bool begins_folded(std::string_view typed, std::string_view candidate) {
  return candidate.starts_with(typed) || fold_accents(candidate).starts_with(fold_accents(typed));
}

}  // namespace rapport
